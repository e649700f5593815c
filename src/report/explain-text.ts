/** `explain`: why a stage ran, was reused, waits, failed, or will run again. Pure. */
import type { DependsChange } from '../core/depends.ts';
import type { CheckpointApproval, CheckpointAttempt, StageStatus } from '../model/checkpoint.ts';
import { taskCostText } from './cost-text.ts';
import { changeText } from './field-text.ts';
import { answerText } from './gates.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import type { PlannedAction, PlannedTask } from './plan-text.ts';
import { codeAndMessage, counted, dateAndTime, durationText, oneLine } from './words.ts';

/** As `--json` prints it. */
export interface StageExplanation {
  readonly address: string;
  readonly status: StageStatus;
  /** The reason for its state: one sentence without a full stop. */
  readonly because: string;
  /** The dependencies that differ from those of the previous result. */
  readonly changed: readonly DependsChange[];
  /** What `run` would do with it now, and why; null: not known. */
  readonly next: Pick<PlannedTask, 'action' | 'reason' | 'changes'> | null;
  /** What `run` would do after `retry`, with the current definitions and inputs; null: the same as `next`. */
  readonly after_retry: StageExplanation['next'];
  readonly depends: Readonly<Record<string, string>>;
  readonly attempts: readonly CheckpointAttempt[];
  /** Questions of a gate, oldest first. */
  readonly questions: readonly CheckpointApproval[];
  readonly blocked_by: readonly string[];
  readonly retry_at: string | null;
}

export interface Explanation {
  readonly run: string;
  readonly generation: number;
  readonly stages: readonly StageExplanation[];
  /** Why it is not known what would happen now; null: it is. */
  readonly problem: string | null;
}

/** Maximum number of questions, and of attempts. */
const MOST_TOLD = 8;

/** @param detail `brief`: two lines per stage, for a whole run. */
export function explainReport(explanation: Explanation, detail: 'brief' | 'full', paint: Paint = noPaint): string {
  const { stages } = explanation;
  const told = detail === 'full' ? worthTelling(stages) : stages;
  const lines = told.flatMap((stage) => stageLines(stage, detail, paint));
  const left = stages.find((stage) => !told.includes(stage));
  if (left)
    lines.push(`… and ${stages.length - told.length} more; name one to explain it, for example ${left.address}`);
  if (explanation.problem !== null) lines.push('', `Cannot tell what would happen now: ${explanation.problem}`);
  return `${lines.join('\n')}\n`;
}

/** Maximum number of items or inner stages that are explained with a stage. */
const MOST_INSIDE = 12;

/** If there are more, those that are not done; if all are, the first ones. */
function worthTelling(stages: readonly StageExplanation[]): readonly StageExplanation[] {
  if (stages.length <= MOST_INSIDE + 1) return stages;
  const [asked, ...inside] = stages;
  const open = inside.filter(({ status }) => status !== 'completed' && status !== 'skipped');
  return [...(asked ? [asked] : []), ...(open.length > 0 ? open : inside).slice(0, MOST_INSIDE)];
}

function stageLines(stage: StageExplanation, detail: 'brief' | 'full', paint: Paint): string[] {
  const lines = [`${paint('bold', stage.address)}  ${statusText(stage.status, paint)}: ${oneLine(stage.because, 300)}`];
  lines.push(...changeLines(stage.changed));
  if (stage.retry_at !== null) lines.push(`  retries at ${dateAndTime(stage.retry_at)}`);
  if (detail === 'full') {
    lines.push(...newestOf(stage.questions, 'question', (one) => questionLines(one, paint)));
    lines.push(...newestOf(stage.attempts, 'attempt', (one) => attemptLines(one, paint)));
  }
  const failure = failureOf(stage);
  lines.push(...nextLines('`run` now', stage.next, failure));
  lines.push(...nextLines('`retry` and `run`', stage.after_retry, failure));
  if (detail === 'full') lines.push(...dependsLines(stage, paint));
  return detail === 'full' ? [...lines, ''] : lines;
}

export const changeLines = (changes: readonly DependsChange[]): string[] =>
  changes.map((change) => `  - ${changeText(change)} (${change.before ?? 'nothing'} -> ${change.now ?? 'nothing'})`);

/** The failure of a stage, in the form that reasons use. */
function failureOf({ status, attempts }: StageExplanation): string {
  const error = status === 'failed' ? attempts.at(-1)?.error : undefined;
  return error ? codeAndMessage(error) : '';
}

/** @param failure text that was printed above already, and is not repeated. */
function nextLines(when: string, next: StageExplanation['next'], failure: string): string[] {
  if (!next) return [];
  const isTold = failure !== '' && next.reason.endsWith(failure);
  const reason = isTold ? next.reason.slice(0, -failure.length).replace(/: $/, '') : next.reason;
  const what = [VERBS[next.action] ?? '', oneLine(reason, 300)].filter((words) => words !== '').join(': ');
  return [`  ${when}: ${what}`, ...changeLines(next.changes)];
}

/** null: the reason alone is enough. */
const VERBS: Readonly<Record<PlannedAction, string | null>> = {
  done: 'leaves it alone',
  reuse: 'reuses its result',
  run: 'runs it',
  asks: 'asks a person',
  'after-answer': null,
  skip: 'skips it',
  later: null,
  failed: 'leaves it failed',
  broken: 'fails it',
  out: 'leaves it out',
};

/** Their number, and the newest ones. */
function newestOf<T>(all: readonly T[], what: string, linesOf: (one: T) => readonly string[]): readonly string[] {
  if (all.length === 0) return [];
  const hidden = all.length > MOST_TOLD ? [`  … ${all.length - MOST_TOLD} earlier`] : [];
  return [`  ${counted(all.length, what)}`, ...hidden, ...all.slice(-MOST_TOLD).flatMap(linesOf)];
}

/** When and about what a question was asked, and who answered what, with the digest of what an approval covers. */
function questionLines(approval: CheckpointApproval, paint: Paint): string[] {
  const { iteration, generation, asked_at, subject, decision, at, edited, read, remark } = approval;
  const nth = generation === undefined ? '' : ` (generation ${generation})`;
  const covers = decision === 'approve' ? 'covers' : 'about';
  const answer = decision === undefined ? 'no answer yet' : answerText({ ...approval, decision });
  const when = at === undefined ? '' : `${dateAndTime(at)}  `;
  return [
    `    ${iteration}  asked ${dateAndTime(asked_at)}${nth}`,
    `       ${when}${paint(decision === 'approve' ? 'green' : 'yellow', answer)}`,
    `       ${paint('dim', `${covers} ${oneLine(edited ?? subject, 80)}`)}`,
    `       ${paint('dim', oneLine(read))}`,
    ...(remark ? [`       ${remark.severity}[${remark.code}]: ${oneLine(remark.message, 300)}`] : []),
  ];
}

function attemptLines(attempt: CheckpointAttempt, paint: Paint): string[] {
  const { n, generation, started_at, duration_ms, outcome, error, reason, retry_at, log, cost } = attempt;
  const took = duration_ms === undefined ? '' : `, ${durationText(duration_ms)}`;
  const spent = cost ? taskCostText({ cost, attempts: [attempt] }) : '';
  const paid = spent === '' ? '' : `, ${spent.startsWith('$') ? '' : 'cost '}${spent}`;
  const nth = generation === undefined ? '' : ` (generation ${generation})`;
  const why = error ? `: ${codeAndMessage(error)}` : reason ? `: ${oneLine(reason)}` : '';
  const again = retry_at === undefined ? '' : `; retry at ${dateAndTime(retry_at)}`;
  return [
    `    ${n}  ${dateAndTime(started_at)}${took}${paid}  ${statusText(outcome, paint)}${nth}${why}${again}`,
    ...(log ? [`       ${paint('dim', log)}`] : []),
  ];
}

function dependsLines({ depends }: StageExplanation, paint: Paint): string[] {
  const fields = Object.entries(depends);
  if (fields.length === 0) return [];
  return ['  depends on', ...fields.map(([field, value]) => `    ${field}  ${paint('dim', oneLine(value, 80))}`)];
}
