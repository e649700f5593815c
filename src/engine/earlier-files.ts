/**
 * Files that earlier executions of a run made. Between two executions anybody can change them; the checkpoint has their
 * digests. An attempt is given a file only if it is unchanged.
 *
 * H1. Only files whose paths are given to an attempt that is about to start are checked. Nothing is checked in the
 *     first execution of a run, nor files that this execution made itself.
 * H2. A missing file is reported by the program that reads it, which may do without.
 */
import { formatAddress, type TaskAddress } from '../model/address.ts';
import type { EpochMs } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Json, textsIn } from '../model/json.ts';
import type { Artifact } from '../model/result.ts';
import type { RunState } from '../model/state.ts';
import type { Prepared } from '../ports/evaluator.ts';
import { completedIn } from './results-in.ts';

/** @param at when this machine recorded that it was made; null: another one did. @returns as {@link OtherFile}. */
export type OtherNow = (artifact: Artifact, at: EpochMs | null) => OtherFile | null;

/** A file that is not what was made. */
export interface OtherFile {
  /** What happened to it: `was changed`. */
  readonly what: string;
  /** How to restore it, as the beginning of a hint. */
  readonly back: string;
}

interface Made {
  readonly artifact: Artifact;
  readonly task: TaskAddress;
  readonly at: EpochMs;
}

/** Longer texts are not searched for paths. */
const LONGEST_TEXT = 4_096;
const BETWEEN_PATHS = /[\s"'`=,;:|<>()[\]{}]+/;

export class EarlierFiles {
  private readonly otherNow: OtherNow;
  /** By path, as recorded when this execution began; null: not computed yet. */
  private known: ReadonlyMap<string, Made> | null = null;

  constructor(otherNow: OtherNow) {
    this.otherNow = otherNow;
  }

  /** Why an attempt must not start with its files; null: all of them are unchanged. */
  refusal(run: RunState, { with: settings, item = null, input }: Prepared): Failure | null {
    if (run.executions.length < 2) return null; // H1
    this.known ??= madeBefore(run);
    if (this.known.size === 0) return null;
    for (const path of new Set(pathsIn([settings, item, input]))) {
      const made = this.known.get(path);
      const other = made && this.otherNow(made.artifact, isFromHere(run) ? made.at : null);
      // A file that was made again in the meantime may differ.
      if (made && other && madeBefore(run).has(path)) return notAsMade(run, made, other);
    }
    return null;
  }
}

function* pathsIn(values: readonly Json[]): Generator<string> {
  for (const text of textsIn(values)) {
    yield text;
    if (text.length <= LONGEST_TEXT) yield* text.split(BETWEEN_PATHS);
  }
}

/** The clocks of two machines may differ. */
const isFromHere = ({ executions }: RunState): boolean => executions.every(({ host }) => host === executions[0]?.host);

function madeBefore({ graph, executions }: RunState): ReadonlyMap<string, Made> {
  const began = executions.at(-1)?.startedAt ?? 0;
  const found = new Map<string, Made>();
  for (const { task, steps } of completedIn(graph)) {
    const { artifacts, at } = task.result;
    // Artifacts of a gate were made by other stages, and are checked when the gate is read.
    if (task.rounds.length > 0 || artifacts.length === 0 || at >= began) continue;
    const address = formatAddress({ graph: 'stages', steps });
    for (const artifact of artifacts) found.set(artifact.path, { artifact, task: address, at });
  }
  return found;
}

const notAsMade = ({ id }: RunState, { artifact, task }: Made, { what, back }: OtherFile): Failure => ({
  code: 'artifact/changed',
  message: `${artifact.path} ${what} since ${task} made it, so it is not used`,
  retry: 'never',
  hint: `${back} and run \`pipeline-runner retry ${id}\`, or make it again: \`pipeline-runner retry ${id} --from ${task}\``,
});
