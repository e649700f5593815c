/** `diff` of two runs: what they were given and the stages that differ, or all differences of one stage. Pure. */
import { aroundOf } from '../model/address.ts';
import { shortDigest } from '../model/brand.ts';
import type { CheckpointArtifact } from '../model/checkpoint.ts';
import { sumText } from './cost-text.ts';
import { firstColumns } from './excerpt.ts';
import { changeLines } from './explain-text.ts';
import { changeText, fieldText } from './field-text.ts';
import { changedLine } from './line-diff.ts';
import { noPaint, type Paint, statusText } from './paint.ts';
import { type RemarkedRow, remarkedTable } from './remarked-table.ts';
import type { GivenDiff, RunDiff, RunSide } from './run-diff.ts';
import { table } from './table.ts';
import {
  type Beside,
  isOther,
  isOtherMade,
  isOtherModel,
  isOtherResult,
  type TaskDiff,
  type TaskSide,
  type TextDiff,
} from './task-pairs.ts';
import { bytesText, counted, dateAndTime, durationText, hanging, oneLine, sectionsText, shellWord } from './words.ts';

export interface DiffView {
  /** The requested stage; null: all. */
  readonly stage: string | null;
  /** Width of the terminal; null: it is not a terminal. */
  readonly columns: number | null;
  /** How the user calls the program. */
  readonly program: string;
}

type Runs = Pick<RunDiff, 'before' | 'now'>;

export function runDiffReport(diff: RunDiff, view: DiffView, paint: Paint = noPaint): string {
  const sections =
    view.stage === null
      ? [header(diff, paint), givenLines(diff, view, paint), stageLines(diff, view, paint), closing(diff, view, paint)]
      : [signs(diff), ...diff.stages.map((one) => block(one, diff, { view, paint })), insideClosing(diff, view.stage)];
  return sectionsText(sections);
}

/** Explains which run `-` and `+` stand for. */
const signs = ({ before, now, stages }: RunDiff): string[] =>
  stages.length === 0 ? [] : [`- ${oneLine(before.run)}`, `+ ${oneLine(now.run)}`];

function header({ before, now }: RunDiff, paint: Paint): string[] {
  const row = (name: string, textOf: (run: RunSide) => string): string[] => [
    paint('dim', name),
    textOf(before),
    textOf(now),
  ];
  const isLater = before.generation > 1 || now.generation > 1;
  const rows = [
    row('', ({ run }) => paint('bold', oneLine(run))),
    row('pipeline', ({ pipeline }) => oneLine(pipeline)),
    row('status', runStatusText(paint)),
    ...(isLater ? [row('generation', ({ generation }) => String(generation))] : []),
    row('started', ({ started_at }) => dateAndTime(started_at)),
    row('time', ({ worked_ms }) => (worked_ms === 0 ? '' : durationText(worked_ms))),
    row('cost', runCost),
    row('tokens', ({ cost }) => (cost.tokens === 0 ? '' : String(cost.tokens))),
  ];
  const lines = table(rows.filter(([, one, other]) => one !== '' || other !== ''));
  const isOtherPipeline = before.pipeline !== now.pipeline;
  return isOtherPipeline ? [...lines, 'The runs use different pipelines: stages are compared by name.'] : lines;
}

const runStatusText =
  (paint: Paint) =>
  ({ status, driven }: RunSide): string =>
    statusText(status, paint) + (status === 'running' && !driven ? ' (no process)' : '');

const runCost = ({ cost: { usd_micros: usd, at_most_usd_micros: atMost, unknown = 0 } }: RunSide): string =>
  sumText({ usd, atMost, unknown });

const MOST_GIVEN = 12;
const MOST_LINES = 6;

/** What the runs were given; long texts are cut. */
function givenLines({ given, problem, ...runs }: RunDiff, view: DiffView, paint: Paint): string[] {
  if (given.length === 0 && problem === null) return ['Both were given the same.'];
  const more = given.length - MOST_GIVEN;
  return [
    paint('bold', 'What they were given'),
    ...given.slice(0, MOST_GIVEN).flatMap((one) => givenText(one, runs, { view, paint })),
    ...(more > 0 ? [`  … and ${more} more; --json has all`] : []),
    ...(problem === null ? [] : [`  ${oneLine(problem, 400)}`]),
  ];
}

interface Shown {
  readonly view: DiffView;
  readonly paint: Paint;
}

function givenText({ kind, name, before, now, lines }: GivenDiff, runs: Runs, { view, paint }: Shown): string[] {
  const title = `  ${kind} ${oneLine(name)}`;
  const only = onlyText({ before, now }, runs);
  // A file that only one run has is not printed as a whole.
  if (only !== null && kind !== 'input') return [`${title}  ${paint('dim', only)}`];
  const width = view.columns === null ? Number.POSITIVE_INFINITY : view.columns - 5;
  const shown = lines.slice(0, MOST_LINES).map((line) => `    ${changedLine(firstColumns(line, width, '…'), paint)}`);
  const more = lines.length - MOST_LINES;
  return [title, ...shown, ...(more > 0 ? [paint('dim', `    … and ${counted(more, 'more line')}`)] : [])];
}

/** Which run has the stage, if only one has; null: both. */
function onlyText({ before, now }: Beside<unknown>, runs: Runs): string | null {
  if (before !== null && now !== null) return null;
  return `only in ${(before === null ? runs.now : runs.before).run}`;
}

function stageLines(diff: RunDiff, { columns }: DiffView, paint: Paint): string[] {
  const own = diff.stages.filter(({ address }) => aroundOf(address) === null);
  if (own.length === 0) return [];
  const rows = own.filter((one) => !isWaiting(one)).map((one) => row(one, diff, paint));
  const causes = causeTexts(diff).flatMap((text) => hanging(text, columns, ''));
  return [
    ...(causes.length === 0 ? [] : [...causes.map((line) => paint('bold', line)), '']),
    ...(rows.length === 0 ? [] : remarkedTable(['STAGE', 'STATUS', 'TIME', 'COST'], rows, { paint, columns })),
    ...notBegun(own.filter(isWaiting), diff).flatMap((line) => hanging(line, columns, '  ')),
  ];
}

function causeTexts({ first, first_made: made }: RunDiff): readonly string[] {
  const told = first === null ? [] : [`First difference: ${first.address}: ${first.because}`];
  const isOther = made !== null && made.address !== first?.address;
  return isOther ? [...told, `First different result: ${made.address}: ${made.because}`] : told;
}

/** Has one of the runs not reached the stage yet? */
const isWaiting = ({ before, now }: TaskDiff): boolean =>
  before !== null && now !== null && (before.status === 'pending') !== (now.status === 'pending');

function notBegun(diffs: readonly TaskDiff[], runs: Runs): readonly string[] {
  const byRun = Map.groupBy(diffs, (diff) => notBegunText(diff, runs));
  return [...byRun].map(([text, some]) => `${text}: ${some.map(({ address }) => address).join(', ')}`);
}

const notBegunText = ({ now: side }: TaskDiff, { before, now }: Runs): string =>
  `not started in ${(side?.status === 'pending' ? now : before).run}`;

const row = (diff: TaskDiff, runs: RunDiff, paint: Paint): RemarkedRow => ({
  cells: [diff.address, ...cells(diff, paint)],
  remark: remark(diff, runs).join('; '),
  depth: 0,
});

const cells = (diff: TaskDiff, paint: Paint): readonly string[] => [
  pair(diff, ({ status }) => statusText(status, paint)),
  pair(diff, ({ duration_ms }) => (duration_ms === null ? '' : durationText(duration_ms))),
  pair(diff, costText),
];

const costText = ({ cost }: TaskSide): string =>
  cost === null ? '' : sumText({ usd: cost.usd_micros, atMost: cost.at_most_usd_micros, unknown: cost.unknown });

/** `before -> now`; a single value if both are equal or only one run has the stage. */
function pair({ before, now }: Beside<TaskSide>, textOf: (side: TaskSide) => string): string {
  const texts = [before, now].flatMap((side) => (side === null ? [] : [textOf(side)]));
  const [one = '', other = one] = texts;
  return one === other ? one : `${one || 'none'} -> ${other || 'none'}`;
}

const MOST_FIELDS = 3;

/** What differs, and why. */
function remark(diff: TaskDiff, runs: RunDiff): readonly string[] {
  const { before, now, output, artifacts } = diff;
  const only = onlyText(diff, runs);
  if (only !== null || !before || !now) return [only ?? ''];
  const made = [...(output === 'other' ? ['output'] : []), ...artifacts.map(({ name }) => oneLine(name, 60))];
  return [
    ...insideText(diff, runs),
    ...givenWords(diff),
    ...(made.length === 0 ? [] : [`made: ${some(made)}`]),
    ...workText(before, now, runs),
    ...(isOther(diff) ? [] : ['given the same, made the same']),
  ];
}

/** The changed fields; or that there are none, if neither an inner stage nor a person explains the different result. */
function givenWords(diff: TaskDiff): readonly string[] {
  const { changes, inside, before, now } = diff;
  if (changes === null) return [];
  if (changes.length > 0) return [`given: ${some(changes.map(({ field }) => fieldText(field)))}`];
  return isOtherResult(diff) && inside === null && before?.answer === now?.answer ? ['given the same'] : [];
}

const some = (names: readonly string[]): string =>
  [
    ...names.slice(0, MOST_FIELDS),
    ...(names.length > MOST_FIELDS ? [`and ${names.length - MOST_FIELDS} more`] : []),
  ].join(', ');

function insideText({ address, inside }: TaskDiff, { before, now, stages }: RunDiff): readonly string[] {
  if (inside === null) return [];
  const { differ, made_other: made, only_before, only_now, equal } = inside;
  const kind = stages.some((one) => one.address.startsWith(`${address}[`)) ? 'item' : 'inner stage';
  return [
    ...(differ > 0 ? [`${differ} of ${counted(differ + equal, kind)} differ${madeText(differ, made)}`] : []),
    ...(only_before > 0 ? [`${counted(only_before, kind)} only in ${before.run}`] : []),
    ...(only_now > 0 ? [`${counted(only_now, kind)} only in ${now.run}`] : []),
  ];
}

/** @param differ number of stages that differ. @param made how many of them made something different. */
const madeText = (differ: number, made: number): string =>
  made === differ ? '' : `, ${made === 0 ? 'none' : made} in what they made`;

/** How the results were made. */
function workText(before: TaskSide, now: TaskSide, runs: Runs): readonly string[] {
  const both = { before, now };
  const failure = [before, now].map(({ error }, at) => (error === null ? '' : `${runAt(runs, at)}: ${error}`));
  return [
    ...(before.answer === now.answer ? [] : [pair(both, ({ answer }) => answer ?? 'no answer')]),
    ...(isOtherModel(both) ? [`answered by ${pair(both, ({ models }) => models.join(', '))}`] : []),
    ...(before.attempts === now.attempts || before.attempts * now.attempts === 0
      ? []
      : [`${pair(both, ({ attempts }) => String(attempts))} attempts`]),
    ...(before.origin === now.origin || !before.origin || !now.origin
      ? []
      : [pair(both, ({ origin }) => origin ?? '')]),
    ...(before.error === now.error ? [] : failure.filter((text) => text !== '')),
  ];
}

const runAt = ({ before, now }: Runs, at: number): string => (at === 0 ? before : now).run;

/** Why the stage differs although its needs are equal: a sentence without a full stop. */
export function becauseText(diff: TaskDiff, runs: Runs): string {
  const only = onlyText(diff, runs);
  const { before, now, changes } = diff;
  if (only !== null || !before || !now) return only ?? '';
  if (changes !== null && changes.length > 0) return some(changes.map(changeText));
  if (isWaiting(diff)) return notBegunText(diff, runs);
  const work = workText(before, now, runs);
  if (before.status !== now.status)
    return [pair(diff, ({ status }) => statusText(status, noPaint)), ...work].join('; ');
  if (before.answer !== now.answer) return ['it asked about the same content', ...work].join('; ');
  return [...(isOtherResult(diff) ? ['it was given the same but made something else'] : []), ...work].join('; ');
}

function closing({ before, now, stages, equal }: RunDiff, { program }: DiffView, paint: Paint): string[] {
  const some = equal === 0 ? 'Every stage differs' : `${counted(equal, 'stage does', 'stages do')} not differ`;
  const none = stages.length === 0 ? 'No stage differs' : some;
  const made = stages.find((one) => aroundOf(one.address) === null && isOtherMade(one));
  const runs = `${shellWord(before.run)} ${shellWord(now.run)}`;
  const command = `${program} diff ${runs} --stage ${shellWord(made?.address ?? '')}`;
  return [`${none}.`, ...(made === undefined ? [] : [`Line by line: ${paint('bold', command)}`])];
}

const insideClosing = ({ stages, equal }: RunDiff, stage: string): string[] => {
  if (stages.length === 0) return [`${stage} does not differ.`];
  return equal === 0 ? [] : [`${counted(equal, 'other task')} of ${stage} ${equal === 1 ? 'does' : 'do'} not differ.`];
};

/** All differences of one task. */
function block(diff: TaskDiff, runs: RunDiff, { view, paint }: Shown): string[] {
  const title = [paint('bold', diff.address), ...cells(diff, paint).filter((cell) => cell !== '')].join('  ');
  const { changes, artifacts, texts } = diff;
  const told = remark(diff, runs).filter((text) => !/^(?:given|made): /.test(text));
  const others = artifacts.filter(({ name }) => !texts.some((text) => text.name === name));
  return [
    title,
    ...told.flatMap((text) => hanging(text, view.columns, '  ')),
    ...changeLines(changes ?? []),
    ...others.map(artifactLine),
    ...texts.flatMap((text) => textLines(text, artifacts, paint)),
  ];
}

type OtherArtifact = TaskDiff['artifacts'][number];

const artifactLine = ({ name, before, now }: OtherArtifact): string =>
  `  ${oneLine(name)}  ${artifactText(before)} -> ${artifactText(now)}`;

const artifactText = (artifact: CheckpointArtifact | null): string =>
  artifact === null ? 'none' : `${bytesText(artifact.bytes)} ${artifact.media_type} ${shortDigest(artifact.sha256, 8)}`;

function textLines({ name, lines, problem }: TextDiff, artifacts: TaskDiff['artifacts'], paint: Paint): string[] {
  if (lines.length === 0 && problem === null) return [];
  const file = artifacts.find((artifact) => artifact.name === name);
  const place = file ? `  ${paint('dim', (file.now ?? file.before)?.path ?? '')}` : '';
  return [
    paint('bold', oneLine(name)) + place,
    ...(problem === null ? [] : [`  ${problem}`]),
    ...lines.map((line) => changedLine(line, paint)),
  ];
}
