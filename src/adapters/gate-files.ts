/**
 * Adapter: the asked files and drafts of gates, in the folder of the run.
 *
 * G1. A draft is written once. Whatever is already at its path stays, even if it appeared a moment ago.
 * G2. Each file appears whole, and the asked file appears last: once it is there, the question is complete. After a
 *     crash in between, offering the question again completes it.
 * G3. No link in place of a file or a folder leads out of the run's folder.
 */
import { dirname, join } from 'node:path';
import { parseAddress, type TaskAddress } from '../model/address.ts';
import {
  type Digest,
  digest,
  err,
  InternalError,
  ok,
  type ProjectPath,
  projectPath,
  type Result,
  type RunId,
} from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { readOffered } from '../parse/draft/read.ts';
import { type SubjectArtifact, subjectText } from '../parse/draft/subject-digest.ts';
import { type DraftForm, draftBody, withHead } from '../parse/draft/text.ts';
import { textAt } from '../parse/json/fields.ts';
import { runFolderOf } from '../parse/run-files.ts';
import { sha256Of } from './disk/digests.ts';
import { makeFolderInside, publishFile, publishNewFile, syncFolder } from './disk/durable-file.ts';
import { onDisk } from './disk/error.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { statIfThere } from './disk/if-there.ts';
import { linkAbove, readBytes, type Unreadable } from './disk/safe-read.ts';

export interface GateFiles {
  isThere(file: ProjectPath): boolean;
  /** Replaces an existing file. @throws DurableError */
  publish(file: ProjectPath, text: string): void;
  /** Keeps an existing file. @throws DurableError */
  publishOnce(file: ProjectPath, text: string): void;
  /** Renames the file within its folder. @returns the new path; null: there is no file. @throws DurableError */
  setAside(file: ProjectPath): ProjectPath | null;
  read(file: ProjectPath, maxBytes: number): Result<Uint8Array, Unreadable>;
}

export type ReadGateFiles = Pick<GateFiles, 'isThere' | 'read'>;

/** @param files of a commit, by path. */
export const committedFiles = (files: ReadonlyMap<string, Uint8Array>): ReadGateFiles => ({
  isThere: (file) => files.has(file),
  read: (path, maxBytes) => {
    const bytes = files.get(path);
    if (bytes === undefined) return err({ reason: 'missing', path, message: 'there is no such file' });
    if (bytes.length <= maxBytes) return ok(bytes);
    return err({ reason: 'too-large', path, message: `it is larger than ${maxBytes} bytes` });
  },
});

/** @param root absolute, links resolved. */
export function createGateFiles(root: string, fs: FileSystem = nodeFileSystem): GateFiles {
  const makeRoom = (file: ProjectPath): string => makeFolderInside(root, dirname(file).split('/'), { fs });
  const isTaken = (file: ProjectPath): boolean => statIfThere(fs, join(root, file)) !== null;
  return {
    isThere: (file) => statIfThere(fs, join(root, file))?.type === 'file',
    publish: (file, text) => {
      makeRoom(file);
      publishFile(join(root, file), text, { fs });
    },
    publishOnce: (file, text) => {
      if (isTaken(file)) return;
      makeRoom(file);
      publishNewFile(join(root, file), text, fs);
    },
    setAside: (file) => {
      if (!isTaken(file)) return null;
      const folder = makeRoom(file);
      const free = freeAside(file, isTaken);
      onDisk('rename', join(root, free), () => fs.rename(join(root, file), join(root, free)));
      syncFolder(folder, fs);
      return free;
    },
    read: (file, maxBytes) => {
      const link = linkAbove(root, file, fs); // G3
      if (link !== null) return err({ reason: 'link', path: file, message: `${link} is not a folder of the project` });
      return readBytes(join(root, file), { maxBytes, fs });
    },
  };
}

/** The first free name: `review.1.before-1.yaml`, and so on. */
function freeAside(file: ProjectPath, isTaken: (name: ProjectPath) => boolean): ProjectPath {
  for (let n = 1; ; n++) {
    const name = projectPath(file.replace(/\.[a-z]+$/, (ending) => `.before-${n}${ending}`));
    if (!isTaken(name)) return name;
  }
}

export interface GatePlace {
  readonly run: RunId;
  readonly gate: TaskAddress;
  readonly iteration: number;
}

export const askedFile = (place: GatePlace, form: DraftForm): ProjectPath => fileIn('asked', place, form);
export const draftFile = (place: GatePlace, form: DraftForm): ProjectPath => fileIn('drafts', place, form);
export const approvedFile = (place: GatePlace): ProjectPath => fileIn('outputs', place, 'json');

/** `drafts/episodes/e1/review.1.yaml`: a gate is a stage, so the last part of its address has no key. */
function fileIn(folder: string, { run, gate, iteration }: GatePlace, ending: string): ProjectPath {
  const address = parseAddress(gate);
  if (address === null) throw new InternalError(`${gate} is no address of a gate`);
  const steps = address.steps.flatMap(({ stage, item }) => (item === null ? [stage] : [stage, item]));
  const path = [runFolderOf(run), folder, ...(address.graph === 'finally' ? ['finally'] : []), ...steps].join('/');
  return projectPath(`${path}.${iteration}.${ending}`);
}

export const formOf = (file: ProjectPath): DraftForm => (file.endsWith('.md') ? 'md' : 'yaml');

/** The list of artifacts of the question, beside the asked file. Stage ids contain no dot, so no gate has this name. */
export const artifactsFile = (asked: ProjectPath): ProjectPath =>
  projectPath(`${asked.replace(/\.[a-z]+$/, '')}.artifacts.yaml`);

/** The draft as it was when changes were requested, beside the asked file. */
export const editFile = (asked: ProjectPath): ProjectPath => projectPath(asked.replace(/\.[a-z]+$/, '.edited.yaml'));

const ARTIFACTS_HEAD = ['Written by the runner, read only: the files that the question is about, with their digests.'];

export function artifactsText(
  artifacts: readonly (SubjectArtifact & { readonly path: string; readonly bytes: number })[],
): string {
  const listed = artifacts.map(({ name, path, bytes, mediaType, sha256 }) => ({
    name,
    path,
    bytes,
    media_type: mediaType,
    sha256,
  }));
  return withHead(ARTIFACTS_HEAD, draftBody(listed));
}

const MAX_BYTES = 256 * 1024 * 1024;

/** Reads back what was asked about, or an edit of it in a file; undefined: the file is missing or was changed. */
export function readAsked(
  files: ReadGateFiles,
  asked: { readonly read: ProjectPath; readonly subject: Digest },
  file: ProjectPath = asked.read,
): Json | undefined {
  const artifacts = readArtifacts(files, artifactsFile(asked.read));
  for (const value of artifacts === null ? [] : offeredIn(files, file))
    if (sha256Of(subjectText(value, artifacts ?? [])) === asked.subject) return value;
  return undefined;
}

/** Empty if there is no such file; null if it is invalid. */
function readArtifacts(files: ReadGateFiles, file: ProjectPath): readonly SubjectArtifact[] | null {
  if (!files.isThere(file)) return [];
  const [list] = offeredIn(files, file);
  if (!Array.isArray(list)) return null;
  const known = list.map((entry: Json) => artifactOf(entry));
  return known.includes(null) ? null : known.filter((artifact) => artifact !== null);
}

function artifactOf(entry: Json): SubjectArtifact | null {
  if (!isJsonObject(entry)) return null;
  const [name, sha256, mediaType] = ['name', 'sha256', 'media_type'].map((key) => textAt(entry, key));
  if (name == null || sha256 == null || mediaType == null) return null;
  return { name, sha256: digest(sha256), mediaType };
}

function offeredIn(files: ReadGateFiles, file: ProjectPath): readonly Json[] {
  const bytes = files.read(file, MAX_BYTES);
  return bytes.ok ? readOffered({ file, form: formOf(file), bytes: bytes.value }) : [];
}
