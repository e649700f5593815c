/**
 * Restores the state of a run from checkpoint and journal: decodes the checkpoint, applies newer journal records,
 * and adds the finished work of versions that lost a merge.
 */
import path from 'node:path';
import { newerVersion } from '../../adapters/checkpoint/run-notices.ts';
import { decode } from '../../core/decode.ts';
import { encode } from '../../core/encode.ts';
import { evolve } from '../../core/evolve.ts';
import { merged } from '../../core/merged.ts';
import { hasStarted } from '../../core/run-end.ts';
import { isKnown } from '../../core/transitions.ts';
import { formatAddress, parseAddress, type TaskAddress } from '../../model/address.ts';
import { err, InternalError, ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnosed, Diagnostic } from '../../model/diagnostic.ts';
import type { JournalRecord } from '../../model/event.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { TaskResult } from '../../model/result.ts';
import type { RunState } from '../../model/state.ts';
import { checkpointPath } from '../../parse/run-files.ts';
import type { OpenRun, StoredRun } from '../../ports/run-store.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import type { Project } from '../types.ts';
import { type Definitions, loadPinned, loadPipeline, otherPinned } from './definitions.ts';

export interface StoredState {
  readonly state: RunState;
  /** The definitions of the state's generation. */
  readonly definitions: Definitions;
}

/**
 * @returns null when the run never started.
 * If a generation began after the checkpoint was published, it switches to the definitions of that generation.
 */
export async function restore(project: Project, run: RunId, stored: StoredRun): Promise<Diagnosed<StoredState | null>> {
  const { checkpoint, records, losers } = stored;
  let at: { state: RunState | null; definitions: Definitions } | null = null;
  // A manifest that was never valid has a checkpoint that says so, but no state.
  if (hasStarted(checkpoint)) {
    const pinned = await pinnedAs(project, run, { n: checkpoint.generation, digest: checkpoint.pipeline.digest });
    if (!pinned.ok) return pinned;
    at = { state: decode(pinned.value.pipeline, checkpoint), definitions: pinned.value };
  }
  for (const record of records) {
    const later = record.events.find((event) => !isKnown(event));
    if (later) return err([newerVersion(checkpointPath(run), `${IN_JOURNAL}: ${later.type}`)]);
    const generation = generationIn(record);
    if (generation !== null) {
      const pinned = await pinnedAs(project, run, generation);
      if (!pinned.ok) return pinned;
      at = { state: at?.state ?? null, definitions: pinned.value };
    }
    if (!at) throw new InternalError(`the journal of ${run} does not begin with a generation`);
    at = { ...at, state: fold(at.definitions.pipeline, at.state, record) };
  }
  if (!at?.state) return ok(null);
  const state = withLosers(project, { pipeline: at.definitions.pipeline, state: at.state, losers });
  return ok({ state: { ...state, id: run }, definitions: at.definitions });
}

const IN_JOURNAL = 'has a journal with records that this pipeline-runner does not know';

/** Same as {@link restore}, from the files of the run and without its lock. */
export async function readState(project: Project, run: RunId): Promise<Diagnosed<StoredState | null>> {
  await using store = await project.openStore();
  const stored = await store.peek(run);
  if (!stored.ok) return stored;
  return stored.value ? restore(project, run, stored.value) : ok(null);
}

/**
 * Same as {@link restore}, for whoever continues the run: the result of a merge, which the journal does not contain, is
 * on disk before anything that may depend on it is recorded.
 *
 * @throws DurableError
 */
export async function restoreOpened(
  project: Project,
  run: RunId,
  record: OpenRun,
): Promise<Diagnosed<StoredState | null>> {
  const restored = await restore(project, run, record);
  if (!restored.ok || !restored.value || record.losers.length === 0) return restored;
  const { state, definitions } = restored.value;
  await record.publish(encode(definitions.pipeline, state));
  return restored;
}

interface Contest {
  readonly pipeline: Pipeline;
  readonly state: RunState;
  readonly losers: StoredRun['losers'];
}

/** Increments the serial after a merge, so that this version takes precedence over all merged ones. */
function withLosers(project: Project, { pipeline, state, losers }: Contest): RunState {
  if (losers.length === 0) return state;
  const isWhole = (result: TaskResult): boolean => hasFiles(project, result);
  const next = losers.reduce((won, checkpoint) => merged(pipeline, won, { checkpoint, isWhole }), state);
  return { ...next, serial: state.serial + 1 };
}

/** Compares digests: the merge may have left files of another version in their place, or none. */
function hasFiles({ root, digests }: Project, { output, artifacts }: TaskResult): boolean {
  const files = artifacts.map((artifact) => ({ file: artifact.path, sha256: artifact.sha256 }));
  const all = output.type === 'file' ? [...files, output] : files;
  return all.every(({ file, sha256 }) => digests.ofFile(path.join(root, file)) === sha256);
}

/**
 * May a new generation begin at once? The rest of an interrupted one is not executed only to be replaced. Before that,
 * lost attempts must be recorded, and `finally` of a run that ended must be complete.
 */
export const mayBegin = ({ inFlight, phase, endedAt, finalsEnded }: RunState): boolean =>
  inFlight === 0 && (endedAt === null ? phase !== 'cancelling' : finalsEnded);

/** A generation, and the digest over the sources of its definitions. */
interface Begun {
  readonly n: number;
  readonly digest: string;
}

/** The pinned folder must contain exactly the definitions that the record names. */
async function pinnedAs(project: Project, run: RunId, { n, digest }: Begun): Promise<Diagnosed<Definitions>> {
  const pinned = await loadPinned(project, run, n);
  return pinned.ok && pinned.value.digest !== digest ? err([otherPinned(run, n)]) : pinned;
}

function generationIn({ events }: JournalRecord): Begun | null {
  const started = events.find((event) => event.type === 'generation-started');
  return started ? { n: started.generation, digest: started.pipeline.digest } : null;
}

export const lastGeneration = (records: readonly JournalRecord[]): number | null =>
  records.map(generationIn).findLast((begun) => begun !== null)?.n ?? null;

function fold(pipeline: Pipeline, state: RunState | null, record: JournalRecord): RunState {
  let next = state;
  for (const event of record.events) next = evolve(pipeline, next, event);
  if (!next) throw new InternalError('a journal record without events');
  return { ...next, serial: record.serial };
}

/** What a new generation starts from. */
export interface Earlier {
  readonly state: RunState;
  /** null: they are missing. */
  readonly definitions: Definitions | null;
}

interface StartOver {
  /** The name in the manifest. */
  readonly pipeline: string;
  /** The requested generation. */
  readonly n: number;
  /** Why it could not be restored. */
  readonly broken: readonly Diagnostic[];
}

/**
 * Restores the state without its pinned definitions, with the current ones instead. Only for starting a new generation.
 */
export async function restoreLoosely(
  project: Project,
  stored: StoredRun,
  { pipeline, n, broken }: StartOver,
): Promise<Diagnosed<Earlier>> {
  const { checkpoint, records } = stored;
  // The requested generation may have begun in the journal only.
  const isAsked = n > (lastGeneration(records) ?? checkpoint?.generation ?? 0);
  if (!hasStarted(checkpoint) || !isAsked || broken.some(({ code }) => code === 'checkpoint/newer-version'))
    return err(broken);
  const loaded = await loadPipeline(project, pipeline);
  return loaded.ok ? ok({ state: looseState(loaded.value.pipeline, checkpoint, records), definitions: null }) : loaded;
}

/** Applies the journal as far as it fits the definitions; no serial is used twice. */
function looseState(pipeline: Pipeline, checkpoint: Checkpoint, records: readonly JournalRecord[]): RunState {
  let state = decode(pipeline, checkpoint);
  try {
    for (const record of records) state = fold(pipeline, state, record);
  } catch (error) {
    if (!(error instanceof InternalError)) throw error; // about a stage that the pipeline no longer has
  }
  return { ...state, serial: records.at(-1)?.serial ?? state.serial };
}

/** Tasks with an unfinished attempt: after a crash, these may still have processes of the killed runner. */
export function tasksInFlight(pipeline: Pipeline, state: RunState): readonly TaskAddress[] {
  if (state.inFlight === 0) return [];
  const entries = [...checkpointTasks(encode(pipeline, state))];
  return entries.flatMap(({ address, task }) => {
    const parsed = task.attempts?.at(-1)?.outcome === 'running' ? parseAddress(address) : null;
    return parsed ? [formatAddress(parsed)] : [];
  });
}
