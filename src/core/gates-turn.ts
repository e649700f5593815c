/**
 * What a turn does about the gates that ask: settle them, record notes, remind; and which stages have to wait.
 *
 * W1. A gate is settled only by an answer that counts (judge.ts) or by a waiver of this generation.
 * W2. Each reminder is sent once: the state counts them, whatever the clock does.
 * W3. `changes` wait until none of the stages that they undo is in flight; until then none of these is started.
 * W4. After `changes` at one gate, a turn does nothing about other gates: they may be undone too.
 */
import type { TaskAddress } from '../model/address.ts';
import type { StageIndex } from '../model/brand.ts';
import type { Command, Facts } from '../model/command.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Gate, GateNote, Verdict } from '../model/gate.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { GraphState, RunState } from '../model/state.ts';
import { type AskedGate, askedGates } from './asked.ts';
import { type Judgement, judge } from './judge.ts';
import { locateIfThere } from './locate.ts';
import { dueReminder } from './reminders.ts';
import { followers, isInFlight } from './send-back.ts';
import { vecGet } from './vec.ts';

export interface GatesTurn {
  readonly commands: readonly Command[];
  /** An answer will count soon: the run must not come to rest before. */
  readonly isSoon: boolean;
  /** W3: stages that must not be started, by the state of their graph. */
  readonly held: ReadonlyMap<GraphState, ReadonlySet<StageIndex>>;
}

const NOTHING: GatesTurn = { commands: [], isSoon: false, held: new Map() };

export function gatesTurn(pipeline: Pipeline, run: RunState, facts: Facts): GatesTurn {
  const asked = askedGates(pipeline, run);
  if (asked.length === 0) return NOTHING;
  const commands: Command[] = [];
  const held = new Map<GraphState, ReadonlySet<StageIndex>>();
  let isSoon = false;
  for (const gate of asked) {
    const found = turnOf(gate, run, facts);
    if (found.type === 'command') commands.push(...found.commands);
    if (found.type === 'command' && found.commands.some(undoes)) break; // W4
    if (found.type === 'command') continue;
    if (found.type === 'soon') isSoon = true;
    else held.set(gate.place.state, new Set([...(held.get(gate.place.state) ?? []), ...found.stages]));
  }
  return { commands, isSoon, held };
}

const undoes = (command: Command): boolean => command.type === 'settle-gate' && command.verdict.decision === 'changes';

/** Does the run wait for an answer that will count as soon as the files are at rest? */
export const isAnswerNear = (pipeline: Pipeline, run: RunState, facts: Facts): boolean =>
  run.phase === 'awaiting' && gatesTurn(pipeline, run, facts).isSoon;

type Found =
  | { readonly type: 'command'; readonly commands: readonly Command[] }
  | { readonly type: 'soon' }
  | { readonly type: 'held'; readonly stages: ReadonlySet<StageIndex> };

function turnOf(asked: AskedGate, run: RunState, facts: Facts): Found {
  const { task, stage, round } = asked;
  const { gate } = stage;
  if (!gate) return { type: 'command', commands: [] };
  if (isWaived(gate, task, run)) return settled(asked, WAIVED);
  const judged = judgedAs(asked, facts);
  if (judged?.type === 'soon') return { type: 'soon' };
  if (judged?.type === 'settle') return settled(asked, judged.verdict);
  const noted = judged ? noteOf(task, round, judged.note) : [];
  const due = dueReminder(gate, round, facts.now);
  return { type: 'command', commands: due === null ? noted : [...noted, { type: 'remind-gate', task, n: due }] };
}

/** For each gate that asks: why the answer in the manifest does not count; null: it does, or there is none. */
export function hearing(
  pipeline: Pipeline,
  run: RunState,
  facts: Pick<Facts, 'gates' | 'now'>,
): ReadonlyMap<TaskAddress, Diagnostic | null> {
  const heard = new Map<TaskAddress, Diagnostic | null>();
  for (const asked of askedGates(pipeline, run)) {
    const judged = judgedAs(asked, facts);
    if (judged) heard.set(asked.task, judged.type === 'wait' ? judged.note.remark : null);
  }
  return heard;
}

/** undefined: the answers are not known yet. Then nothing is decided, and recorded notes stay. */
function judgedAs(asked: AskedGate, { gates, now }: Pick<Facts, 'gates' | 'now'>): Judgement | undefined {
  const { task, stage, round, rounds } = asked;
  const said = gates?.get(task);
  if (!stage.gate || !said || said.isUnread === true) return undefined;
  return judge({ task, gate: stage.gate, round, rounds, facts: said, keys: keysOf(asked), now });
}

/** Does this generation waive the gate? */
export const isWaived = (gate: Gate, task: TaskAddress, { autoApprove }: Pick<RunState, 'autoApprove'>): boolean =>
  gate.autoApprove === 'allowed' && autoApprove.includes(task);

/** Is there a gate at the address that this generation waives? */
export function isWaivedAt(pipeline: Pipeline, run: RunState, task: TaskAddress): boolean {
  const gate = locateIfThere(pipeline, run, task)?.stage.gate ?? null;
  return gate !== null && isWaived(gate, task, run);
}

const WAIVED: Verdict = {
  decision: 'approve',
  by: [],
  feedback: null,
  items: null,
  edited: null,
  waived: true,
  consumed: [],
};

function settled({ task, stage, place: { graph, state } }: AskedGate, verdict: Verdict): Found {
  const rework = stage.gate?.rework ?? null;
  const undone = verdict.decision === 'changes' && rework !== null ? followers(graph, rework) : null;
  if (undone && isInFlight(graph, state, undone)) return { type: 'held', stages: undone };
  return { type: 'command', commands: [{ type: 'settle-gate', task, verdict }] };
}

/** No command if the note did not change. */
function noteOf(task: TaskAddress, before: GateNote, note: GateNote): readonly Command[] {
  const { standing, given, remark } = before;
  const isSame = JSON.stringify([standing, given, remark]) === JSON.stringify([note.standing, note.given, note.remark]);
  return isSame ? [] : [{ type: 'note-gate', task, note }];
}

/** Keys of the subject's items. */
function keysOf({ stage, place }: AskedGate): ReadonlySet<string> | null {
  const subject = stage.gate && vecGet(place.state.stages, stage.gate.subject);
  return subject?.status === 'items' ? new Set(subject.items.keys) : null;
}
