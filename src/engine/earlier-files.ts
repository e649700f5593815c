/**
 * Files that earlier executions of a run made. Between two executions anybody can change them; the checkpoint has their
 * digests. An attempt is given a file only if it is unchanged.
 *
 * H1. Only files whose paths are given to an attempt that is about to start are checked. Nothing is checked in the
 *     first execution of a run, nor files that this execution made itself.
 * H2. A missing file is reported by the program that reads it, which may do without.
 */
import { vecValues } from '../core/vec.ts';
import { type AddressStep, formatAddress, type TaskAddress } from '../model/address.ts';
import type { EpochMs, StageId } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { type Json, textsIn } from '../model/json.ts';
import type { Artifact } from '../model/result.ts';
import type { GraphState, RunState, TaskState } from '../model/state.ts';
import type { Prepared } from '../ports/evaluator.ts';

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
  for (const made of madeIn(graph, [])) if (made.at < began) found.set(made.artifact.path, made);
  return found;
}

function* madeIn({ ids, stages }: GraphState, path: readonly AddressStep[]): Generator<Made> {
  let index = 0;
  for (const state of vecValues(stages)) {
    const stage = ids[index++] as StageId;
    if (state.status === 'single') yield* madeBy(state.task, [...path, { stage, item: null }]);
    if (state.status !== 'items') continue;
    const { keys, tasks } = state.items;
    let i = 0;
    for (const task of vecValues(tasks)) yield* madeBy(task, [...path, { stage, item: keys[i++] ?? null }]);
  }
}

/** Artifacts of a gate were made by other stages, and are checked when the gate is read. */
function* madeBy(task: TaskState, steps: readonly AddressStep[]): Generator<Made> {
  const child = task.status === 'child' ? task.child : task.status === 'completed' ? task.childBefore : null;
  if (child) yield* madeIn(child, steps);
  if (task.status !== 'completed' || task.rounds.length > 0) return;
  const { artifacts, at } = task.result;
  if (artifacts.length === 0) return;
  const address = formatAddress({ graph: 'stages', steps });
  for (const artifact of artifacts) yield { artifact, task: address, at };
}

const notAsMade = ({ id }: RunState, { artifact, task }: Made, { what, back }: OtherFile): Failure => ({
  code: 'artifact/changed',
  message: `${artifact.path} ${what} since ${task} made it, so it is not used`,
  retry: 'never',
  hint: `${back} and run \`pipeline-runner retry ${id}\`, or make it again: \`pipeline-runner retry ${id} --from ${task}\``,
});
