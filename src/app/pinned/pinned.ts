/**
 * The folder with the pinned definitions of a generation, as far as it can be read without parsing a pipeline.
 *
 * A run records one digest over everything that the index names. Generations that began before the index named the
 * context keep their form of the digest: removing the name of the context, or adding one, changes the digest.
 */
import path from 'node:path';
import { readBytes } from '../../adapters/disk/safe-read.ts';
import { type Digest, type ProjectPath, projectPath, type RunId } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, isTooDeep, type Json, type JsonObject, parsedJson } from '../../model/json.ts';
import { textsAt } from '../../parse/json/fields.ts';
import { pinnedFolder } from '../../parse/run-files.ts';
import { areOtherEnds } from '../project/other-ends.ts';
import type { Project } from '../types.ts';

/** Contains the digests of the sources and of the context, and says which source is the pipeline. */
export const INDEX = 'index.json';
export const CONTEXT = 'context.json';
const MAX_SOURCE = 1024 * 1024;

export interface PinnedIndex {
  readonly pipeline: ProjectPath;
  readonly sources: ReadonlyMap<ProjectPath, Digest>;
  /** Digest of the context as a value. null: the generation began before contexts were digested. */
  readonly context: Digest | null;
  /** From the config, for gates that name none. null: it named none; undefined: not recorded, use the current ones. */
  readonly approvers: readonly string[] | null | undefined;
  /** The providers of model calls; undefined: not recorded. */
  readonly providers: JsonObject | undefined;
}

/** The digest that a run records of its definitions. */
export function pinnedDigest(
  { digests }: Project,
  { sources, context, approvers, providers }: Omit<PinnedIndex, 'pipeline'>,
): Digest {
  const sorted = [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
  const people = approvers === undefined ? {} : { approvers };
  const models = providers === undefined ? {} : { providers };
  return digests.ofText(canonicalJson(context === null ? sorted : { sources: sorted, context, ...people, ...models }));
}

/** Digest of the value, since git may have changed the line ends of the file. */
export const contextDigest = ({ digests }: Project, context: JsonObject): Digest =>
  digests.ofText(canonicalJson(context));

/** null: the file is missing, unreadable, or different from what the index says. */
export function readContext(project: Project, folder: string, { context: expected }: PinnedIndex): JsonObject | null {
  const context = readJson(path.join(folder, CONTEXT));
  if (!isJsonObject(context)) return null;
  return expected === null || contextDigest(project, context) === expected ? context : null;
}

export interface Outdated {
  readonly source: ProjectPath;
  /** `missing`: the file that names it still does so. */
  readonly now: 'changed' | 'missing';
}

/**
 * A pinned source that differs in the project by now; null: none. Sources with identical bytes are not hashed. If the
 * pipeline is missing, nothing else counts; another missing file may be gone together with the file that named it.
 */
export function outdatedSource(project: Project, run: RunId, generation: number): Outdated | null {
  const folder = path.join(project.root, pinnedFolder(run, generation));
  const index = readIndex(folder);
  if (!index) return null;
  if (isMissing(project.read(index.pipeline))) return { source: index.pipeline, now: 'missing' };
  let missing: ProjectPath | null = null;
  for (const [source, expected] of index.sources) {
    const now = project.read(source);
    if (isMissing(now)) {
      missing ??= source;
      continue;
    }
    if (!now.ok) return { source, now: 'changed' };
    const pinned = bytesOf(path.join(folder, source));
    if (pinned !== null && Buffer.from(now.value).equals(pinned)) continue;
    if (project.digests.ofBytes(now.value) === expected) continue;
    // Different line ends of a text do not count.
    if (!areOtherEnds(project, source, expected)) return { source, now: 'changed' };
  }
  return missing && { source: missing, now: 'missing' };
}

const isMissing = (now: ReturnType<Project['read']>): boolean => !now.ok && now.error.reason === 'missing';

/** The file that the generation took its pipeline from; null: unknown. */
export const pinnedPipeline = ({ root }: Project, run: RunId, generation: number): ProjectPath | null =>
  readIndex(path.join(root, pinnedFolder(run, generation)))?.pipeline ?? null;

/** An index that came through git may name anything, and is not checked against a schema. */
const isInside = (file: string): boolean => !path.posix.isAbsolute(file) && !file.split('/').includes('..');

export function readIndex(folder: string): PinnedIndex | null {
  const index = readJson(path.join(folder, INDEX));
  if (!isJsonObject(index) || typeof index.pipeline !== 'string' || !isJsonObject(index.sources)) return null;
  const sources = new Map<ProjectPath, Digest>();
  for (const [source, digest] of Object.entries(index.sources))
    sources.set(projectPath(source), String(digest) as Digest);
  if (![index.pipeline, ...sources.keys()].every(isInside)) return null;
  const context = typeof index.context === 'string' ? (index.context as Digest) : null;
  // Data that no digest covers is not trusted.
  const approvers = context === null ? undefined : approversIn(index);
  const providers = context !== null && isJsonObject(index.providers) ? index.providers : undefined;
  return { pipeline: projectPath(index.pipeline), sources, context, approvers, providers };
}

function approversIn(index: JsonObject): PinnedIndex['approvers'] {
  if (!('approvers' in index)) return undefined;
  return index.approvers === null ? null : textsAt(index, 'approvers');
}

export function bytesOf(file: string): Uint8Array | null {
  const read = readBytes(file, { maxBytes: MAX_SOURCE });
  return read.ok ? read.value : null;
}

function readJson(file: string): Json | undefined {
  const bytes = bytesOf(file);
  const json = bytes ? parsedJson(Buffer.from(bytes).toString('utf8')) : undefined;
  return isTooDeep(json) ? undefined : json;
}
