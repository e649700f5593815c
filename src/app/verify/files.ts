/**
 * Checks the files that a checkpoint names against those on disk: definitions, questions, outputs, artifacts.
 *
 * F1. Files that git tracks, or all if there is no git, must exist. A missing file that the repository lacks is
 *     reported as unverifiable, not as missing.
 */
import path from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { createGateFiles, readAsked } from '../../adapters/gate-files.ts';
import { filesIn } from '../../adapters/git/evidence/objects.ts';
import type { ReadGit } from '../../adapters/git/evidence/reader.ts';
import { createOutputs } from '../../adapters/workspace/outputs.ts';
import { decodeOutput } from '../../core/decode.ts';
import { type Digest, digest, type ProjectPath, projectPath, type RunId } from '../../model/brand.ts';
import type { Checkpoint, CheckpointResult } from '../../model/checkpoint.ts';
import type { Json } from '../../model/json.ts';
import { subjectText } from '../../parse/draft/subject-digest.ts';
import { checkpointPath, pinnedFolder } from '../../parse/run-files.ts';
import { checkpointTasks, type TaskEntry } from '../../report/checkpoint-tasks.ts';
import { roundsOf } from '../../report/gates.ts';
import type { Finding } from '../../report/verify-text.ts';
import { counted } from '../../report/words.ts';
import { bytesOf, CONTEXT, pinnedDigest, readContext, readIndex } from '../pinned/pinned.ts';
import { areOtherEnds, OTHER_ENDS } from '../project/other-ends.ts';
import type { Project } from '../types.ts';

export interface Verified {
  readonly project: Project;
  readonly run: RunId;
  readonly checkpoint: Checkpoint;
  readonly git: ReadGit;
  /** The commit that is checked out; null: no git here, or no commit. */
  readonly head: string | null;
  /** The history is incomplete: a shallow clone. */
  readonly isCut: boolean;
}

/** D2 of pinned/definitions.ts: a changed pinned file is replaced by the project's own of equal content. */
export function definitionFindings({ project, run, checkpoint }: Verified): readonly Finding[] {
  const { generation, pipeline } = checkpoint;
  const found = (name: string, verdict: Finding['verdict'], said: string): Finding => ({
    about: 'definitions',
    name,
    verdict,
    said,
  });
  const folder = pinnedFolder(run, generation);
  const index = readIndex(path.join(project.root, folder));
  if (!index) return [found(folder, 'broken', 'index.json is missing or cannot be read')];
  if (pinnedDigest(project, index) !== pipeline.digest)
    return [found(folder, 'broken', `it is not what generation ${generation} started with`)];
  if (!readContext(project, path.join(project.root, folder), index))
    return [found(`${folder}/${CONTEXT}`, 'broken', 'it is missing or was changed')];
  const kept = [...index.sources].map(([source, expected]) => ({ folder, source, expected }));
  const changed = kept.filter((one) => !isKept(project, one));
  if (changed.length === 0)
    return [found(folder, 'holds', `pipeline ${pipeline.name}, ${counted(index.sources.size, 'file')}`)];
  return changed.map(({ source, expected }) => {
    const isEnds = areOtherEnds(project, projectPath(`${folder}/${source}`), expected);
    return found(`${folder}/${source}`, 'broken', isEnds ? OTHER_ENDS : 'it is missing or was changed');
  });
}

function isKept(
  project: Project,
  { folder, source, expected }: { readonly folder: string; readonly source: ProjectPath; readonly expected: Digest },
): boolean {
  const own = bytesOf(path.join(project.root, folder, source));
  if (own && project.digests.ofBytes(own) === expected) return true;
  const now = project.read(source);
  return now.ok && project.digests.ofBytes(now.value) === expected;
}

/** Every question must be unchanged, and what a gate passed on must be what was approved. */
export function questionFindings({ project, checkpoint }: Verified): readonly Finding[] {
  const files = createGateFiles(project.root);
  return [...checkpointTasks(checkpoint)].flatMap((entry) => {
    const rounds = roundsOf(entry.task).filter(({ waived }) => !waived);
    const asked = rounds.map(({ read, subject, iteration }): Finding => {
      const isThere = readAsked(files, { read: projectPath(read), subject: digest(subject) }) !== undefined;
      const said = isThere ? `asked as ${read}` : `${read} is missing, or is not what was asked`;
      return { about: 'question', name: roundName(entry, iteration), verdict: isThere ? 'holds' : 'broken', said };
    });
    return [...asked, ...letThrough(project, entry)];
  });
}

export const roundName = ({ address }: Pick<TaskEntry, 'address'>, iteration: number): string =>
  `${address}, round ${iteration}`;

function letThrough(project: Project, entry: TaskEntry): readonly Finding[] {
  const { approval, result, status } = entry.task;
  if (approval?.decision !== 'approve' || status !== 'completed' || !result) return [];
  const approved = approval.edited ?? approval.subject;
  const value = outputOf(project, result);
  if (value === undefined) return []; // reported with the outputs
  const artifacts = Object.entries(result.artifacts ?? {}).map(([name, { sha256, media_type }]) => ({
    name,
    sha256: digest(sha256),
    mediaType: media_type,
  }));
  const isSame = project.digests.ofText(subjectText(value, artifacts)) === approved;
  const said = isSame ? 'its output is what was approved' : 'its output is not what was approved';
  const name = roundName(entry, approval.iteration);
  return [{ about: 'question', name, verdict: isSame ? 'holds' : 'broken', said }];
}

interface Kept {
  readonly about: 'output' | 'artifact';
  readonly name: string;
  readonly file: ProjectPath;
  readonly sha256: string;
  /** Time of its record, as ISO 8601 in UTC. */
  readonly at: string;
}

export async function fileFindings(verified: Verified): Promise<readonly Finding[]> {
  const { project, checkpoint } = verified;
  const kept = [...checkpointTasks(checkpoint)].flatMap(({ address, task }) =>
    task.result ? filesOf(address, task.result) : [],
  );
  const looked = byMaker(kept).map((one) => ({ one, now: project.digests.ofFile(path.join(project.root, one.file)) }));
  const missing = looked.filter(({ now }) => now === null).map(({ one }) => one.file);
  const expected = await expectedFiles(verified, missing);
  return looked.map(({ one: { about, name, file, sha256 }, now }): Finding => {
    const found = (verdict: Finding['verdict'], said: string): Finding => ({ about, name: file, verdict, said });
    if (now === sha256) return found('holds', `made by ${name}`);
    if (now !== null && areOtherEnds(project, file, sha256)) return found('broken', `${OTHER_ENDS}; ${name} made it`);
    if (now !== null) return found('broken', `it was changed since ${name} made it`);
    return expected.has(file)
      ? found('broken', `it is missing; ${name} made it`)
      : found('untold', `it is not here, and git does not keep it; ${name} made it (${sha256})`);
  });
}

/** Each file once, for the stage that made it: a gate passes on the files of its subject. */
function byMaker(kept: readonly Kept[]): readonly Kept[] {
  const first = new Map<string, Kept>();
  for (const one of kept) {
    const key = `${one.file}\0${one.sha256}`;
    const other = first.get(key);
    if (other === undefined || one.at < other.at) first.set(key, one);
  }
  return [...first.values()];
}

function filesOf(address: string, { output, artifacts = {}, at }: CheckpointResult): readonly Kept[] {
  const published = Object.values(artifacts).map(({ path: file, sha256 }): Kept => {
    return { about: 'artifact', name: address, file: projectPath(file), sha256, at };
  });
  if (!('file' in output)) return published;
  return [...published, { about: 'output', name: address, file: projectPath(output.file), sha256: output.sha256, at }];
}

/** F1. The missing files that should exist. */
async function expectedFiles(
  { run, git, head }: Verified,
  missing: readonly ProjectPath[],
): Promise<ReadonlySet<ProjectPath>> {
  const checkpoint = checkpointPath(run);
  const kept = head === null ? null : await filesIn(git, head, [checkpoint, ...missing]);
  return kept?.has(checkpoint) ? kept : new Set(missing);
}

/** undefined: it cannot be read. */
export function outputOf({ root }: Project, { output }: CheckpointResult): Json | undefined {
  const read = createOutputs(root, nodeFileSystem).read(decodeOutput(output));
  return read.ok ? read.value : undefined;
}
