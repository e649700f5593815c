/**
 * The daemon's commit messages about a run: a subject, a few lines of news, and trailers for programs. Pure.
 *
 * 1. Untrusted texts are put on one line and shortened, so that they cannot form trailers.
 * 2. An unknown cost is never shown as zero: it has its own trailer.
 * 3. The end of a run is reported once; later diagnostics in its checkpoint are reported as such.
 */
import { withoutEqual } from '../core/notices.ts';
import { isRunEnd } from '../core/run-end.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { checkpointTasks, isFrame, type TaskEntry } from './checkpoint-tasks.ts';
import { runCostText } from './cost-text.ts';
import { type Asked, answerText, closedGates, openGates, rejections, roundText } from './gates.ts';
import { codeAndMessage, counted, oneLine } from './words.ts';

export interface CommitMessage {
  /** The reason for the commit: a gate asks, a stage is done, the run ended or stopped. */
  readonly why: 'gate' | 'stage' | 'end';
  readonly subject: string;
  readonly body: string;
  /** Without the trailers of the run and the daemon, which the git side adds. */
  readonly trailers: readonly (readonly [string, string])[];
}

/** @param before the checkpoint in the last commit; null: there is none. */
export function commitMessage(checkpoint: Checkpoint, before: Checkpoint | null = null): CommitMessage {
  const gates = openGates(checkpoint);
  const all = [...checkpointTasks(checkpoint)].filter((entry) => entry.task.status === 'failed' && !isFrame(entry));
  const failed = all.filter(({ isTolerated }) => !isTolerated);
  const others = all.filter(({ isTolerated }) => isTolerated);
  const stage = gates[0]?.gate ?? failed[0]?.address ?? lastDone(checkpoint);
  const why = checkpoint.status === 'running' ? 'stage' : checkpoint.status === 'awaiting_approval' ? 'gate' : 'end';
  const notes = notesSince(before, checkpoint);
  const news = notes?.body ?? [
    ...gates.flatMap(asks),
    ...failed.map(fails),
    ...others.map(fails),
    ...ended(checkpoint),
    ...decided(checkpoint),
  ];
  return {
    why,
    subject: `Run ${checkpoint.run}: ${notes?.subject ?? outcome(checkpoint, gates, failed)}`,
    body: [...news.slice(0, MOST_LINES), figures(checkpoint)].join('\n'),
    trailers: trailers(checkpoint, stage),
  };
}

const MOST_LINES = 12;

interface Notes {
  readonly subject: string;
  readonly body: readonly string[];
}

/** Changes of diagnostics after the end of the run; null: it had not ended, or there are none. */
function notesSince(before: Checkpoint | null, now: Checkpoint): Notes | null {
  if (before === null || !isRunEnd(now.status) || endOf(before) !== endOf(now)) return null;
  const { diagnostics: noted = [] } = now;
  const { diagnostics: notedBefore = [] } = before;
  const [added, gone] = [withoutEqual(noted, notedBefore), withoutEqual(notedBefore, noted)];
  if (added.length + gone.length === 0) return null;
  const body = [
    ...added.map((one) => `noted: ${codeAndMessage(one, 300)}`),
    ...gone.map((one) => `resolved: ${codeAndMessage(one, 300)}`),
  ];
  if (gone.length === 0) return { subject: `${codes(added)} reported after its end`, body };
  const isMended = added.length === 0;
  return {
    subject: isMended ? `${codes(gone)} resolved` : `diagnostics changed after its end, now ${codes(added)}`,
    body,
  };
}

const endOf = ({ uid, generation, status, ended_at, finally_ended }: Checkpoint): string =>
  JSON.stringify([uid, generation, status, ended_at, finally_ended]);

const codes = (notes: readonly Diagnostic[]): string => several(notes.map(({ code }) => code));

function outcome(checkpoint: Checkpoint, gates: readonly Asked[], failed: readonly TaskEntry[]): string {
  switch (checkpoint.status) {
    case 'awaiting_approval': {
      if (gates.length === 0) return 'waits for approval';
      // The person who pushed the answer looks for its result.
      const refused = gates.some(isRefused) ? ', an answer does not count' : '';
      return `waits for ${several(gates.map(({ gate }) => gate))}${refused}`;
    }
    case 'failed':
      return failed.length === 0 ? 'failed' : `failed at ${several(failed.map(({ address }) => address))}`;
    case 'rejected':
      return `rejected at ${several(rejections(checkpoint).map(({ gate }) => gate))}`;
    case 'budget_exceeded':
      return checkpoint.pause?.scope === 'unknown' ? 'paused, a price is unknown' : 'paused, its budget is used up';
    case 'running': {
      if (gates.length > 0) return `waits for ${several(gates.map(({ gate }) => gate))}, other stages continue`;
      const stage = lastDone(checkpoint);
      return stage === null ? 'started' : `${stage} done`;
    }
    case 'pending':
      return 'not started yet';
    case 'completed':
    case 'paused':
    case 'cancelled':
    case 'invalid':
      return checkpoint.status;
  }
}

const several = ([first = 'a stage', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} and ${others.length} more`;

const asks = ({ gate, approval }: Asked): string[] => [
  `${gate} asks${roundText(approval.iteration)}: ${oneLine(approval.question, 200)}`,
  `  to read: ${approval.draft ?? approval.read}`,
  ...(approval.remark ? [`  ${remarkText(approval.remark)}`] : []),
];

/** Remarks that do not refuse an answer: others must answer too, or git was at work. */
const NO_REFUSALS: readonly string[] = ['gate/quorum', 'gate/git-at-work'];
const isRefused = ({ approval: { remark } }: Asked): boolean =>
  remark !== undefined && !NO_REFUSALS.includes(remark.code);

const remarkText = ({ code, message, hint }: Pick<Diagnostic, 'code' | 'message' | 'hint'>): string =>
  oneLine(`${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`, 300);

const fails = ({ address, task, isTolerated }: TaskEntry): string =>
  `${address} failed${isTolerated ? '; the run continued without it' : ''}: ${task.error ? codeAndMessage(task.error, 300) : 'no reason was recorded'}`;

/** The newest answer, which usually led to this commit. */
function decided(checkpoint: Checkpoint): string[] {
  const newest = closedGates(checkpoint)
    .filter(({ approval }) => approval.decision !== 'superseded')
    .reduce<Asked | null>(
      (last, asked) => ((asked.approval.at ?? '') > (last?.approval.at ?? '') ? asked : last),
      null,
    );
  if (newest?.approval.decision === undefined) return [];
  const { decision, by, feedback, items, edited, waived } = newest.approval;
  const told = answerText({ decision, by, feedback, items, edited, waived: waived === true });
  return [`${newest.gate} was ${told}`];
}

const ended = ({ pause, diagnostics = [] }: Checkpoint): string[] => [
  ...(pause ? [oneLine(pause.message, 300)] : []),
  ...diagnostics.filter(({ severity }) => severity === 'error').map((one) => codeAndMessage(one, 300)),
];

const figures = (checkpoint: Checkpoint): string => {
  const { completed, total } = checkpoint.progress;
  return `${completed} of ${counted(total, 'task')} done; cost: ${runCostText(checkpoint)}`;
};

/** The task that ended last. */
const lastDone = ({ executions }: Checkpoint): string | null =>
  executions.findLast(({ done }) => done.length > 0)?.done.at(-1) ?? null;

function trailers(checkpoint: Checkpoint, stage: string | null): CommitMessage['trailers'] {
  const { status, cost } = checkpoint;
  const usd = (cost.usd_micros / 1e6).toFixed(6);
  return [
    ...(stage === null ? [] : [['Pipeline-Stage', oneLine(stage, 200)] as const]),
    ['Pipeline-Status', status],
    ['Pipeline-Cost-USD', usd],
    ...(cost.unknown ? [['Pipeline-Cost-Unknown', String(cost.unknown)] as const] : []),
  ];
}
