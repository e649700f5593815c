/** Adapter: the paths of a task's files in its run's folder, and from such a path back to the task. Pure. */
import { parseAddress } from '../model/address.ts';
import { InternalError, type ProjectPath, projectPath, type RunId, runId } from '../model/brand.ts';
import { OWN_FOLDERS, ownPrefix, runFolderOf } from '../parse/run-files.ts';
import { safeName } from './state-folder.ts';

const RESERVED = new Set([...OWN_FOLDERS, 'finally']);
/** Stage ids contain no dot, so these cannot be mistaken for one. */
const STAGE_PREFIX = 'stage.';

/** Below `runs/<id>.run/`: `segments/intro`, `episode/script`, `finally/notify`, `stage.logs`. */
export function artifactSegments(task: string): readonly [string, ...string[]] {
  const address = parseAddress(task);
  const [first, ...rest] = (address?.steps ?? []).flatMap(({ stage, item }) =>
    item === null ? [stage] : [stage, item],
  );
  if (address === null || first === undefined) throw new InternalError(`${task} is no address of a task`);
  if (address.graph === 'finally') return ['finally', first, ...rest];
  return [RESERVED.has(first) ? `${STAGE_PREFIX}${first}` : first, ...rest];
}

export const artifactFolder = (run: RunId, task: string): ProjectPath =>
  projectPath([runFolderOf(run), ...artifactSegments(task)].join('/'));
export const outputFile = (run: RunId, task: string): ProjectPath =>
  projectPath(`${runFolderOf(run)}/outputs/${safeName(task)}.json`);
export const logFile = (run: RunId, task: string, attempt: number): ProjectPath =>
  projectPath(`${runFolderOf(run)}/logs/${safeName(task)}.${attempt}.log`);

export interface PlaceOfFile {
  readonly run: RunId;
  /** The path below the run's folder, segment by segment. */
  readonly segments: readonly string[];
}

/** The path below the run's folder, if it is in there; else the path unchanged. */
export function nameInRun(run: RunId, path: string): string {
  const folder = ownPrefix(run);
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** Finds the run whose folder contains a project path; null: none. */
export function placeOf(path: string): PlaceOfFile | null {
  const match = /^runs\/((?:[^/]+\/)*?[^/]+)\.run\/(.+)$/.exec(path);
  if (!match?.[1] || !match[2]) return null;
  return { run: runId(match[1]), segments: match[2].split('/') };
}
