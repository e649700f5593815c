/** Questions of gates, and their answers in words. Pure. */
import type { DependsChange } from '../core/depends.ts';
import { isUnderWay } from '../core/run-end.ts';
import type { Checkpoint, CheckpointApproval, CheckpointTask, RunStatus } from '../model/checkpoint.ts';
import type { Assurance, Decision } from '../model/gate.ts';
import { checkpointTasks } from './checkpoint-tasks.ts';
import { counted, oneLine, shellWord } from './words.ts';

/** A gate of a run with one of its questions. */
export interface Asked {
  /** Address of the gate. */
  readonly gate: string;
  readonly approval: CheckpointApproval;
}

type Runs = Pick<Checkpoint, 'status' | 'stages' | 'finally'>;

/** Questions that wait for an answer, in the order of their stages. */
export function openGates(checkpoint: Runs): readonly Asked[] {
  if (!isUnderWay(checkpoint.status)) return [];
  return allRounds(checkpoint).filter(
    ({ status, approval }) => status === 'awaiting_approval' && approval.decision === undefined,
  );
}

/** Questions that were answered or superseded, all rounds of a gate together. */
export const closedGates = (checkpoint: Runs): readonly Asked[] =>
  allRounds(checkpoint).filter(({ approval }) => approval.decision !== undefined);

/** The answers that ended the run. */
export const rejections = (checkpoint: Runs): readonly Asked[] =>
  [...checkpointTasks(checkpoint)].flatMap(({ address, task: { status, approval } }) =>
    status === 'rejected' && approval?.decision === 'reject' ? [{ gate: address, approval }] : [],
  );

/** Adds the gate that sent the stage back to the changes since a result, if one did. */
export function withSender(
  changes: readonly DependsChange[],
  checkpoint: Runs,
  { since, until }: { readonly since: string; readonly until: string | null },
): readonly DependsChange[] {
  if (!changes.some(({ field }) => field === 'round')) return changes;
  const isMeant = (at: string): boolean => at >= since && (until === null || at <= until);
  const sent = closedGates(checkpoint).findLast(
    ({ approval: { decision, at } }) => decision === 'changes' && at !== undefined && isMeant(at),
  );
  if (!sent) return changes;
  return changes.map((change) => (change.field === 'round' ? { ...change, by: sent.gate } : change));
}

interface Round extends Asked {
  /** Status of the gate. */
  readonly status: string;
}

/** Cached, since it is needed for every task, and a run may have thousands. */
const rounds = new WeakMap<Runs, readonly Round[]>();

function allRounds(checkpoint: Runs): readonly Round[] {
  const known = rounds.get(checkpoint);
  if (known) return known;
  const all = [...checkpointTasks(checkpoint)].flatMap(({ address, task }) =>
    roundsOf(task).map((approval): Round => ({ gate: address, status: task.status, approval })),
  );
  rounds.set(checkpoint, all);
  return all;
}

/** The oldest first. */
export const roundsOf = ({
  approval,
  earlier_approvals: earlier = [],
}: Pick<CheckpointTask, 'approval' | 'earlier_approvals'>): readonly CheckpointApproval[] =>
  approval ? [...earlier, approval] : earlier;

/** An answer, as in events, states and checkpoints. */
export interface Told {
  readonly decision: Decision | 'superseded';
  readonly by?: readonly Somebody[] | undefined;
  readonly feedback?: string | null | undefined;
  readonly items?: Readonly<Record<string, string>> | null | undefined;
  /** Digest of the value as edited. */
  readonly edited?: string | null | undefined;
  readonly waived?: boolean | undefined;
}

interface Somebody {
  readonly who: string;
  readonly assurance: Assurance;
  readonly commit?: string | null | undefined;
}

/** `approved as edited`: without who, when and why. */
export function decisionText({ decision, edited, waived }: Told): string {
  switch (decision) {
    case 'approve':
      return waived ? 'waived by `auto_approve`' : `approved as ${edited == null ? 'generated' : 'edited'}`;
    case 'changes':
      return 'changes requested';
    case 'reject':
      return 'rejected';
    case 'superseded':
      return 'superseded: different content is asked about instead';
  }
}

/** `by Ada <ada@example.org> (unverified)`; empty for a waiver. */
export function byText({ decision, by = [], waived }: Told): string {
  if (decision === 'superseded' || waived) return '';
  return by.length === 0 ? 'by an unknown person' : `by ${by.map(personText).join(' and ')}`;
}

function personText({ who, assurance, commit }: Somebody): string {
  const from = commit ? `, commit ${oneLine(commit.slice(0, 8))}` : '';
  return `${oneLine(who, 80)} (${assurance}${from})`;
}

/** The feedback, on one line; may be empty. */
export function feedbackText({ feedback, items }: Told, most = 200): string {
  const ofItems = Object.entries(items ?? {}).map(([key, text]) => `${key}: ${text}`);
  return oneLine([...(feedback ? [feedback] : []), ...ofItems].join('; '), most);
}

/** The whole answer as one sentence without a full stop. */
export function answerText(told: Told): string {
  const said = feedbackText(told);
  const by = byText(told);
  // "as generated by Ada" would mean that Ada had made it.
  const isApproval = told.decision === 'approve';
  return `${decisionText(told)}${by === '' ? '' : `${isApproval ? ', ' : ' '}${by}`}${said === '' ? '' : `: ${said}`}`;
}

/** A command line, quoted for a shell. */
export const commandText = (
  program: string,
  command: 'approve' | 'request-changes' | 'reject',
  { run, gate }: { readonly run: string; readonly gate: string },
): string => `${program} ${command} ${shellWord(run)} ${shellWord(gate)}`;

/** Why a stage will not start. In a rejected run, this is usually the gate. */
export const blockedText = (by: readonly string[], status: RunStatus): string =>
  `${by.join(', ')}, which ${status === 'rejected' ? 'was rejected' : status === 'cancelled' ? 'is not done' : 'failed'}`;

/** `, round 2`; empty for the first round. */
export const roundText = (iteration: number, before = ', '): string =>
  iteration > 1 ? `${before}round ${iteration}` : '';

/** A duration in words: `5 minutes`, `3 hours`, `2 days`. */
export function ageText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return counted(minutes, 'minute');
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), 'hour');
  return counted(Math.floor(minutes / (24 * 60)), 'day');
}

export const ageOf = ({ asked_at }: Pick<CheckpointApproval, 'asked_at'>, now: number): number =>
  Math.max(0, now - Date.parse(asked_at));
