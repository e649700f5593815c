/** The summary at the end of `run`: what was made, where, its cost and time, and what to do next. Pure. */
import type { Checkpoint, RunStatus } from '../model/checkpoint.ts';
import type { Json } from '../model/json.ts';
import { listNames } from '../model/list-names.ts';
import { usdRoundedUp } from '../model/money.ts';
import { checkpointArtifacts } from './checkpoint-tasks.ts';
import { runCostText } from './cost-text.ts';
import { openBlocks } from './gate-blocks.ts';
import { byText, feedbackText, openGates, rejections } from './gates.ts';
import { type Gone, madeLines, NONE_GONE } from './made-files.ts';
import { type Colour, noPaint, type Paint } from './paint.ts';
import { failureLines } from './run-failures.ts';
import { table } from './table.ts';
import { counted, durationText, oneLine, sectionsText, shellWord } from './words.ts';
import { workedText } from './worked-time.ts';

export interface RunEndView {
  readonly checkpoint: Checkpoint;
  /** `part-…`: the requested stages are settled, `left` others are not. */
  readonly reason: 'rest' | 'shutdown' | 'part-done' | 'part-failed';
  readonly left?: readonly string[];
  /** False if the run was at rest already and nothing was started. */
  readonly worked: boolean;
  /** How the user calls the program; `pipeline-runner` by default. */
  readonly program?: string;
  /** For the age of questions; absent: it is not shown. */
  readonly now?: number | null;
  /** Width of the terminal; null or absent: it is not a terminal. */
  readonly columns?: number | null;
  /** Files that no longer exist; by default none are. */
  readonly gone?: Gone | undefined;
}

export function runSummary(end: RunEndView, paint: Paint = noPaint): string {
  const { columns = null } = end;
  return sectionsText([
    [headline(end, paint)],
    failureLines(end.checkpoint, { paint, columns }),
    madeLines(end.checkpoint, { gone: end.gone ?? NONE_GONE, paint, columns }),
    outputLines(end.checkpoint, end.gone, paint),
    facts(end, paint),
    asked(end, paint),
    next(end, paint),
  ]);
}

type Ending = RunStatus | 'interrupted' | 'part-done' | 'part-failed';

const endingOf = ({ checkpoint, reason }: RunEndView): Ending =>
  reason === 'shutdown' ? 'interrupted' : reason === 'rest' ? checkpoint.status : reason;

const HEADLINES: Readonly<Record<Ending, readonly [words: string, colour: Colour]>> = {
  completed: ['completed', 'green'],
  failed: ['failed', 'red'],
  cancelled: ['was cancelled', 'yellow'],
  rejected: ['was rejected', 'red'],
  paused: ['is paused', 'yellow'],
  budget_exceeded: ['is paused: its budget is used up', 'yellow'],
  awaiting_approval: ['waits for approval', 'yellow'],
  interrupted: ['was interrupted', 'yellow'],
  'part-done': ['completed the requested stages', 'green'],
  'part-failed': ['failed in the requested stages', 'red'],
  running: ['is not finished', 'yellow'],
  pending: ['has not started', 'yellow'],
  invalid: ['is invalid', 'red'],
};

function headline(end: RunEndView, paint: Paint): string {
  const { run, progress, pause } = end.checkpoint;
  const ending = endingOf(end);
  const [usual, colour] = HEADLINES[ending];
  // With an unknown price, no budget is used up.
  const words = ending === 'budget_exceeded' && pause?.scope === 'unknown' ? 'is paused: a price is unknown' : usual;
  const already = end.worked || end.reason === 'shutdown' ? '' : ' (nothing to do)';
  const done = `${progress.completed} of ${counted(progress.total, 'task')} done`;
  const why = pause ? `\n${oneLine(pause.message)}` : rejectedText(end.checkpoint);
  return `${paint(colour, `${run} ${words}`)}${already}: ${done}${why}`;
}

/** The gate at which the run was rejected, by whom, and why. */
const rejectedText = (checkpoint: Checkpoint): string =>
  rejections(checkpoint)
    .map(({ gate, approval }) => {
      const told = { ...approval, decision: 'reject' as const };
      return `\n${gate}, ${byText(told)}: ${feedbackText(told, 400)}`;
    })
    .join('');

/** The open questions, with what to read and to type. */
function asked(end: RunEndView, paint: Paint): string[] {
  const { checkpoint, program = 'pipeline-runner', now = null, columns = null } = end;
  return openBlocks(checkpoint, { run: checkpoint.run, program, now, columns }, paint);
}

/** The outputs of the run; no lines before there are any. */
export function outputLines(
  { outputs }: Pick<Checkpoint, 'outputs'>,
  gone: Gone = NONE_GONE,
  paint = noPaint,
): string[] {
  const about = (value: Json): string => (gone.has(String(value)) ? paint('red', ' (missing)') : '');
  const rows = Object.entries(outputs ?? {}).map(([name, value]) => [oneLine(name), valueText(value) + about(value)]);
  return rows.length === 0 ? [] : ['Outputs', ...table(rows, '  ')];
}

const valueText = (value: Json): string => oneLine(typeof value === 'string' ? value : JSON.stringify(value), 160);

function facts({ checkpoint, worked }: RunEndView, paint: Paint): string[] {
  const { run, executions } = checkpoint;
  const all = workedText(checkpoint);
  const last = executions.at(-1)?.duration_ms ?? 0;
  const inAll = executions.length > 1 ? ` (${all} in ${counted(executions.length, 'period')} of work)` : '';
  const took = worked ? durationText(last) + inAll : all;
  const rows = [
    ['Cost', runCostText(checkpoint)],
    ['Time', took],
    ['Checkpoint', `runs/${run}.checkpoint.json`],
    ['Files, logs', `runs/${run}.run/`],
  ];
  return table(rows.map(([name = '', value = '']) => [paint('dim', name), value]));
}

/** How to continue a run that is at rest; empty: it is completed, or its questions say it. */
export function nextStep({ checkpoint, program, gone = NONE_GONE }: NextView, paint: Paint): string[] {
  if (checkpoint.status === 'completed' && gone.size === 0) return [];
  if (checkpoint.status === 'awaiting_approval') return [];
  return next({ checkpoint, reason: 'rest', worked: true, program, gone }, paint);
}

interface NextView extends Pick<RunEndView, 'checkpoint' | 'gone'> {
  readonly program: string;
}

/** The next step for a run that nothing holds. */
export const againStep = ({ checkpoint: { run }, program }: NextView, paint: Paint): string[] => [
  `Next: to resume, ${paint('bold', `${program} run ${run}`)}. Completed stages do not run again.`,
];

function next(end: RunEndView, paint: Paint): string[] {
  const { program = 'pipeline-runner' } = end;
  const { run } = end.checkpoint;
  const command = (text: string): string => paint('bold', `${program} ${text} ${run}`);
  const again = command('run');
  switch (endingOf(end)) {
    case 'completed':
      if ((end.gone?.size ?? 0) > 0)
        return [`Next: restore what is missing, or make it again: ${command('retry')} and ${again}.`];
      return [
        `Next: commit runs/, or see where a file came from: ${paint('bold', `${program} lineage ${mainFile(end.checkpoint)}`)}`,
      ];
    case 'part-done':
      return [
        `Not run: ${listNames(end.left ?? [])}`,
        `Next: to run the rest, ${again}. Completed stages do not run again.`,
      ];
    case 'part-failed':
    case 'failed':
      return [`Next: fix the cause, then ${command('retry')} and ${again}. Completed stages do not run again.`];
    case 'cancelled':
      return [`Next: to restart it, ${command('retry')} and ${again}. Completed stages do not run again.`];
    case 'paused':
      return [
        `Next: ${isManifestGone(end.checkpoint) ? 'restore' : 'remove `paused: true` from'} runs/${run}.yaml, then ${again}.`,
      ];
    case 'budget_exceeded':
      return [`Next: ${moneyText(end.checkpoint, command)}, then ${again}.`];
    case 'rejected':
      return [`Next: to go back to a stage, ${command('reset')} --to <stage>, then ${again}.`];
    case 'awaiting_approval':
      return openGates(end.checkpoint).length > 0 ? [] : [`Next: ${command('status')}`];
    case 'invalid':
      return [`Next: ${mendingText(end.checkpoint)}, then ${again}.`];
    default:
      return againStep({ checkpoint: end.checkpoint, program }, paint);
  }
}

/** What is missing where a run is carried out stands in no file. */
const MISSING = /^(?:model\/|secret\/not-set$)/;

/** Of a run that never began: the files that its mistakes are in, and what its stages lack. */
function mendingText({ run, diagnostics = [] }: Checkpoint): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const lacks = errors.filter(({ code }) => MISSING.test(code));
  const files = errors.flatMap(({ code, at }) => (at && !MISSING.test(code) ? [at.file] : []));
  const hints = lacks.flatMap(({ hint = 'provide what is missing' }) => hint);
  const fix = files.length > 0 ? [...new Set(files)] : lacks.length > 0 ? [] : [`runs/${run}.yaml`];
  return [...(fix.length > 0 ? [`fix ${listNames(fix)}`] : []), ...new Set(hints)].join('; ');
}

/** The diagnostic is in the checkpoint as long as the manifest is missing. */
const isManifestGone = ({ diagnostics = [] }: Checkpoint): boolean =>
  diagnostics.some(({ code }) => code === 'manifest/missing');

/** How to continue a run that a budget stopped. The needed amount covers the next call only; others may follow. */
function moneyText({ run, pause }: Checkpoint, command: (text: 'retry' | 'plan') => string): string {
  const needed = pause?.needs_usd_micros;
  const dollars = needed === undefined ? 'more' : usdRoundedUp(needed).slice(1);
  const write = (what: string): string => `set \`budget: { ${what} }\` in runs/${run}.yaml`;
  const orMore = `, or more to cover what comes after (see ${command('plan')})`;
  switch (pause?.scope ?? 'run') {
    case 'run':
      return needed === undefined ? `set a budget in runs/${run}.yaml` : write(`usd: ${dollars}`) + orMore;
    case 'stage':
      return write(`stages: { ${pause?.stage ?? 'stage'}: ${dollars} }`) + orMore;
    case 'attempt':
      return write(`max_cost: ${dollars}`);
    case 'day':
      return 'raise `budget.day` in the config, or wait until midnight (UTC)';
    case 'unknown':
      return `give the provider \`prices\` in the config and use ${command('retry')}, or ${write('unknown_cost: warn')}`;
  }
}

/** The first file among the outputs, else the file made last, else the run. */
function mainFile(checkpoint: Checkpoint): string {
  const files = [...checkpointArtifacts(checkpoint)].map(({ path }) => path);
  const result = Object.values(checkpoint.outputs ?? {}).find((value) => files.includes(String(value)));
  return shellWord(String(result ?? files.at(-1) ?? checkpoint.run));
}
