/** Answers that nobody reads: to an item that its list does not have, or to a gate that has not asked yet. */
import { nearest } from '../../core/nearest.ts';
import { isUnderWay } from '../../core/run-end.ts';
import { type AddressStep, formatAddress, parseAddress } from '../../model/address.ts';
import type { RunId } from '../../model/brand.ts';
import { type Checkpoint, type CheckpointStage, type CheckpointTask, isItemsFile } from '../../model/checkpoint.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { gateAt } from '../../parse/manifest/gate-address.ts';
import { isSettled } from '../../report/checkpoint-tasks.ts';
import { type ReadManifest, readManifestDocument } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';

type Runs = Pick<Checkpoint, 'status' | 'stages'>;

/** An answer that nobody reads, and what to say about it. */
interface Missed {
  readonly gate: string;
  readonly type: 'lost' | 'early';
  readonly diagnostic: Diagnostic;
}

/** Answers to items that do not exist. Answers that no gate could have are reported by `checkManifest`. */
export const lostAnswers = (checkpoint: Runs, pipeline: Pipeline, read: ReadManifest): readonly Diagnostic[] =>
  missedIn(checkpoint, read).flatMap(({ gate, type, diagnostic }) =>
    type === 'lost' && gateAt(pipeline, gate).type === 'gate' ? [diagnostic] : [],
  );

/**
 * Lost answers, and those to gates that have not asked yet. The latter are not recorded: once the gate asks, its remark
 * says why the answer does not count. Loads nothing unless there are such answers.
 */
export async function missedAnswers(
  project: Project,
  run: RunId,
  checkpoint: Checkpoint,
): Promise<readonly Diagnostic[]> {
  const read = readManifestDocument(project, run);
  const missed = read.ok ? missedIn(checkpoint, read.value) : [];
  if (missed.length === 0) return [];
  const { loadPinned } = await import('../pinned/definitions.ts');
  const pinned = await loadPinned(project, run, checkpoint.generation);
  if (!pinned.ok) return [];
  const { pipeline } = pinned.value;
  return missed.flatMap(({ gate, diagnostic }) => (gateAt(pipeline, gate).type === 'gate' ? [diagnostic] : []));
}

function missedIn(checkpoint: Runs, { manifest, document }: ReadManifest): readonly Missed[] {
  if (!isUnderWay(checkpoint.status)) return [];
  return [...manifest.approvals].flatMap(([gate, answers]): Missed[] => {
    const steps = parseAddress(gate)?.steps ?? [];
    const found = steps.length === 0 ? 'read' : foundAt(checkpoint.stages, steps);
    if (found === 'read') return [];
    const at = document.atKey(['approvals', gate]);
    if (found !== 'early') return [{ gate, type: 'lost', diagnostic: noItem(gate, found, at) }];
    // "Not yet" says nothing, and one with `of` counts if it names what is asked about.
    const isEarly = answers.some(({ decision, of }) => decision !== 'not-yet' && of === null);
    return isEarly ? [{ gate, type: 'early', diagnostic: tooEarly(gate, at) }] : [];
  });
}

interface NoItem {
  /** The address up to the list. */
  readonly list: string;
  readonly item: string;
  /** What follows the item in the address. */
  readonly rest: string;
  readonly keys: readonly string[];
}

function foundAt(
  stages: Readonly<Record<string, CheckpointStage>>,
  steps: readonly AddressStep[],
  above: readonly AddressStep[] = [],
): NoItem | 'early' | 'read' {
  const [step, ...rest] = steps;
  const stage = step && ownValue(stages, step.stage);
  if (!step || !stage) return 'read';
  const task = step.item === null ? stage : itemAt(stage, { step, item: step.item, rest, above });
  if (task === 'early' || task === 'read' || !('status' in task)) return task;
  if (rest.length > 0) return task.stages ? foundAt(task.stages, rest, [...above, step]) : unlessSettled(task);
  return task.approval ? 'read' : unlessSettled(task);
}

/** A settled stage will not ask. */
const unlessSettled = (task: CheckpointTask): 'early' | 'read' => (isSettled(task) ? 'read' : 'early');

interface Itemised {
  readonly step: AddressStep;
  readonly item: string;
  readonly rest: readonly AddressStep[];
  readonly above: readonly AddressStep[];
}

function itemAt(
  stage: CheckpointStage,
  { step, item, rest, above }: Itemised,
): CheckpointTask | NoItem | 'early' | 'read' {
  const { items, earlier_items: earlier = {} } = stage;
  if (items === undefined) return unlessSettled(stage);
  // The items of a long list are in a file of their own. An answer to an item of an earlier list was right once.
  if (isItemsFile(items) || Object.hasOwn(earlier, item)) return 'read';
  const task = ownValue(items, item);
  if (task) return task;
  const list = formatAddress({ graph: 'stages', steps: [...above, { ...step, item: null }] });
  const below = rest.length === 0 ? '' : `/${formatAddress({ graph: 'stages', steps: rest })}`;
  return { list, item, rest: below, keys: Object.keys(items) };
}

function noItem(gate: string, { list, item, rest, keys }: NoItem, at: Diagnostic['at']): Diagnostic {
  const near = nearest(item, keys);
  const named = (key: string): string => `${list}[${key}]${rest}`;
  const message = `"approvals" answers "${gate}", but ${list} has no item "${item}"`;
  const names = keys.length === 0 ? 'delete it: the list is empty' : `its gates: ${listNames(keys.map(named))}`;
  const hint = near === null ? names : `did you mean "${named(near)}"?`;
  return anError('answer/unknown-gate', message, { at, hint });
}

const tooEarly = (gate: string, at: Diagnostic['at']): Diagnostic =>
  aWarning('answer/early', `"approvals" answers "${gate}", which has not asked yet: this answer will not count`, {
    at,
    hint: `delete it, and answer once ${gate} asks`,
  });
