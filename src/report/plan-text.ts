/** `plan`: what `run` would do now, wave by wave, and why. Pure. */
import type { DependsChange } from '../core/depends.ts';
import { isFinal } from '../model/address.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { listNames } from '../model/list-names.ts';
import { usdText } from '../model/money.ts';
import { changeText } from './field-text.ts';
import { insideItems, listOf } from './items.ts';
import { type Colour, noPaint, type Paint } from './paint.ts';
import { table } from './table.ts';
import { aboutText, counted, durationText, oneLine } from './words.ts';

/**
 * `done`: finished in this generation. `reuse`: an earlier result is reused. `run`: it would be executed, once its
 * needs are settled. `asks`: a gate would ask. `after-answer`: known only after a person has answered. `later`: known
 * only after other stages have run. `failed`: it failed in this generation and is not retried. `broken`: it cannot be
 * evaluated and would fail. `out`: not in the requested part.
 */
export type PlannedAction =
  | 'done'
  | 'reuse'
  | 'run'
  | 'asks'
  | 'after-answer'
  | 'skip'
  | 'later'
  | 'failed'
  | 'broken'
  | 'out';

/** Will or may the task still be executed? */
export const isOpenWork = ({ action }: Pick<PlannedTask, 'action'>): boolean =>
  action === 'run' || action === 'later' || action === 'after-answer';

/** As `--json` prints it. */
export interface PlannedTask {
  readonly address: string;
  /** From 1: stages of one wave can run at the same time. */
  readonly wave: number;
  readonly uses: string;
  /** Counts as a task: not a frame of items or of a sub-pipeline. `status` counts those outside of `finally`. */
  readonly is_counted: boolean;
  readonly needs: readonly string[];
  readonly action: PlannedAction;
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly changes: readonly DependsChange[];
  /** Duration in earlier runs; null: not known. */
  readonly expected_ms: number | null;
  /** Cost in earlier runs; null: not known. */
  readonly expected_usd_micros: number | null;
  /** Minimum and maximum cost, from earlier runs or else from its declared maximum; null: not known. */
  readonly range_usd_micros: readonly [low: number, high: number] | null;
  /** Its calls are charged, but there is no price. */
  readonly is_unpriced: boolean;
}

export interface Plan {
  readonly run: string;
  readonly pipeline: string;
  /** How the run begins. `rests`: there is nothing to do. */
  readonly begins: 'new' | 'continues' | 'generation' | 'rests';
  readonly generation: number;
  /** `new`: `run` would create the manifest. `edit`: `run` would write `rerun` into it. */
  readonly manifest: 'as-it-is' | 'new' | 'edit';
  readonly tasks: readonly PlannedTask[];
  /** Stages and items with results that are no longer in the pipeline or in their list. */
  readonly gone: readonly string[];
  /** Expected time of the remaining work; null: not known. */
  readonly expected_ms: number | null;
  readonly expected_cost: {
    readonly usd_micros: number;
    readonly low_usd_micros: number;
    readonly high_usd_micros: number;
    readonly at_least: boolean;
  } | null;
  /** Why nothing would start: `paused: true`, a budget; null: something would. */
  readonly held: string | null;
  /** What stages will lack, and at what the run would stop. An error: `run` would start nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reasons that are clear from the action and the needs, and are not printed. */
export const USUAL = {
  done: 'it has completed',
  reuse: 'nothing it depends on has changed',
  run: 'it has not run yet',
  new: 'it is new in the pipeline',
  asks: (needs: readonly string[]): string => (needs.length > 0 ? `when ${needs.join(', ')} is done` : 'at once'),
  answer: (gates: readonly string[]): string => `known after the answer to ${gates.join(', ')}`,
  later: (needs: readonly string[]): string => (needs.length > 0 ? `known after ${needs.join(', ')}` : 'known later'),
} as const;

const COLOURS: Readonly<Record<PlannedAction, Colour>> = {
  done: 'green',
  reuse: 'green',
  run: 'cyan',
  asks: 'yellow',
  'after-answer': 'yellow',
  skip: 'dim',
  later: 'yellow',
  failed: 'red',
  broken: 'red',
  out: 'dim',
};

export function planReport(plan: Plan, paint: Paint = noPaint): string {
  return `${[opening(plan, paint), '', ...graphLines(plan, paint), '', ...closing(plan)].join('\n')}\n`;
}

/** Words for actions, where they differ from the name. */
const WORDS: Partial<Readonly<Record<PlannedAction, string>>> = {
  asks: 'asks a person',
  'after-answer': 'after the answer',
};
const wordsOf = (action: PlannedAction): string => WORDS[action] ?? action;

const WIDEST_STAGE = 34;
const WIDEST_NEEDS = 24;

/** One line per task, grouped by wave, with reasons below. Of many similar items, only the first are shown. */
function graphLines({ tasks }: Plan, paint: Paint): string[] {
  const head = ['WAVE', 'STAGE', 'NEEDS', 'ACTION', 'USUALLY'].map((title) => paint('dim', title));
  const { shown, below } = folded(tasks);
  let wave = 0;
  const rows = shown.map((task) => {
    const nth = task.wave === wave ? '' : String(task.wave);
    wave = task.wave;
    const action = paint(COLOURS[task.action], wordsOf(task.action));
    return [nth, oneLine(task.address, WIDEST_STAGE), needsText(task.needs), action, usuallyText(task)];
  });
  const [titles = '', ...lines] = table([head, ...rows]);
  const common = commonAnswer(tasks);
  const reasons = shown.map((task) => (common !== null && task.reason === common ? [] : reasonLines(task)));
  const said = shown.map((task, i) => [...(reasons[i] ?? []), ...(below.get(task) ?? [])]);
  const dimmed = said.map((more) => more.map((line) => `      ${paint('dim', line)}`));
  return [titles, ...lines.flatMap((line, i) => [line, ...(dimmed[i] ?? [])])];
}

/** The reason that all tasks after an answer share, which is said once below the graph; null: they differ. */
function commonAnswer(tasks: readonly PlannedTask[]): string | null {
  const [first, ...others] = tasks.filter(({ action }) => action === 'after-answer').map(({ reason }) => reason);
  return first !== undefined && others.every((reason) => reason === first) ? first : null;
}

/** Maximum number of shown items of a stage with the same action and reason. */
const MOST_ALIKE = 8;
/** Maximum number of shown items of a stage. */
const MOST_ITEMS = 40;

/** `below`: the number of further items, after the last shown row of a list. */
function folded(tasks: readonly PlannedTask[]) {
  const inside = insideItems(tasks);
  const withInner = (item: PlannedTask): readonly PlannedTask[] => [item, ...(inside.get(item.address) ?? [])];
  const lists = Map.groupBy(tasks, ({ address }) => listOf(address));
  lists.delete(null);
  const hidden = new Set<PlannedTask>();
  const folds = [...lists.values()].map((items) => {
    const more = tooMany(items.map((item) => ({ item, lot: lotOf(item, withInner(item)) })));
    for (const task of more.flatMap(withInner)) hidden.add(task);
    return { items, more };
  });
  const below = new Map<PlannedTask | undefined, readonly string[]>();
  // Inner lists come after the lists around them, and end before these.
  for (const { items, more } of folds.toReversed()) {
    if (more.length === 0) continue;
    const last = items.findLast((item) => !hidden.has(item));
    const row = last && withInner(last).findLast((task) => !hidden.has(task));
    below.set(row, [...(below.get(row) ?? []), `… and ${counted(more.length, 'more item')}: ${actionsText(more)}`]);
  }
  return { shown: tasks.filter((task) => !hidden.has(task)), below };
}

function tooMany(items: readonly { readonly item: PlannedTask; readonly lot: string }[]): readonly PlannedTask[] {
  const alike = new Map<string, number>();
  let shown = 0;
  return items.flatMap(({ item, lot }) => {
    const nth = (alike.get(lot) ?? 0) + 1;
    alike.set(lot, nth);
    if (nth > MOST_ALIKE || shown >= MOST_ITEMS) return item;
    shown += 1;
    return [];
  });
}

/** A key for the actions and reasons of an item and everything inside it, without its name. */
const lotOf = (item: PlannedTask, all: readonly PlannedTask[]): string =>
  all
    .flatMap((task) => [task.address, task.action, ...reasonLines(task)])
    .join('\n')
    .replaceAll(item.address, '');

/** As many names as there is room for, and the number of others. */
function needsText(needs: readonly string[]): string {
  let text = '';
  for (const [i, need] of needs.entries()) {
    const longer = i === 0 ? need : `${text}, ${need}`;
    const rest = needs.length - i - 1;
    const more = rest === 0 ? '' : ` +${rest}`;
    if (i > 0 && longer.length + more.length > WIDEST_NEEDS) return `${text} +${rest + 1}`;
    text = longer;
  }
  return oneLine(text, WIDEST_NEEDS + 4);
}

const usuallyText = ({ expected_ms: ms, expected_usd_micros: usd }: PlannedTask): string =>
  [ms === null ? [] : durationText(ms), usd === null ? [] : usdText(usd)].flat().join(' ');

const MOST_CHANGES = 6;

/** The reason, or the changed fields one by one. */
function reasonLines({ action, reason, changes, needs }: PlannedTask): string[] {
  if (changes.length > 1) {
    const lines = changes.slice(0, MOST_CHANGES).map((change) => `- ${oneLine(changeText(change))}`);
    const more = changes.length - MOST_CHANGES;
    return more > 0 ? [...lines, `- and ${counted(more, 'other change')}`] : lines;
  }
  const usual: readonly string[] = [
    USUAL.done,
    USUAL.reuse,
    USUAL.run,
    USUAL.later(needs),
    USUAL.asks(needs),
    USUAL.answer(needs),
  ];
  return action === 'out' || usual.includes(reason) ? [] : [`- ${oneLine(reason)}`];
}

const BEGINS: Readonly<Record<Plan['begins'], string>> = {
  new: 'would start',
  continues: 'would resume where it left off',
  generation: 'would start again',
  rests: 'has nothing to do',
};

const MANIFESTS: Readonly<Record<Plan['manifest'], (run: string) => string>> = {
  'as-it-is': () => '',
  new: (run) => `\nIts manifest, runs/${run}.yaml, would be created.`,
  edit: (run) => `\n\`rerun\` would be added to its manifest, runs/${run}.yaml.`,
};

function opening({ run, pipeline, begins, generation, manifest }: Plan, paint: Paint): string {
  const nth = begins === 'generation' ? ` as generation ${generation}` : '';
  return `${paint('bold', run)} of pipeline ${oneLine(pipeline)} ${BEGINS[begins]}${nth}.${MANIFESTS[manifest](run)}`;
}

const MEANINGS: readonly (readonly [PlannedAction, string])[] = [
  ['reuse', 'nothing it depends on has changed'],
  ['later', 'known once what it needs has run'],
  ['after-answer', 'known once a person has answered'],
  ['out', 'not requested'],
];

const MOST_GONE = 8;

function goneText(gone: readonly string[]): string[] {
  if (gone.length === 0) return [];
  const tasks = gone.map((address) => oneLine(address, 60));
  return [`No longer in the pipeline, so their results are not used: ${listNames(tasks, MOST_GONE)}.`];
}

/** `about $0.12 ($0.08 to $0.30)`. */
function costText(cost: NonNullable<Plan['expected_cost']>): string {
  const { usd_micros: usual, low_usd_micros: low, high_usd_micros: high, at_least: isAtLeast } = cost;
  const range = low === high ? '' : ` (${usdText(low)} to ${usdText(high)})`;
  return `${isAtLeast ? 'at least' : 'about'} ${usdText(usual)}${range}`;
}

function declaredText(
  tasks: readonly PlannedTask[],
  { high_usd_micros: most, at_least: isAtLeast }: NonNullable<Plan['expected_cost']>,
): string {
  const declaring = tasks.filter(({ range_usd_micros: range }) => range !== null).length;
  const others = isAtLeast ? '; the cost of the others is unknown' : '';
  return `, up to ${usdText(most)} according to the \`max_cost\` of ${counted(declaring, 'stage')}${others}`;
}

function unpricedText(tasks: readonly PlannedTask[]): string {
  const unpriced = tasks.filter((task) => task.is_unpriced);
  const [first] = unpriced;
  if (first === undefined) return '';
  const more = unpriced.length > 1 ? ` and ${counted(unpriced.length - 1, 'other task')}` : '';
  return `; the cost of ${oneLine(first.address, 60)}${more} is unknown`;
}

function totalText(tasks: readonly PlannedTask[], expected: string): string {
  const counting = tasks.filter(({ is_counted, address }) => is_counted && !isFinal(address));
  const last = tasks.filter(({ is_counted, address }) => is_counted && isFinal(address));
  const total = [counted(counting.length, 'task'), actionsText(counting)].filter((part) => part !== '').join(': ');
  return total + expected + (last.length === 0 ? '' : `; \`finally\`: ${actionsText(last)}`);
}

function actionsText(tasks: readonly PlannedTask[]): string {
  const byAction = Map.groupBy(tasks, ({ action }) => action);
  return [...byAction].map(([action, { length }]) => `${length} ${wordsOf(action)}`).join(', ');
}

function closing({ tasks, gone, expected_ms, expected_cost, held, diagnostics }: Plan): string[] {
  const common = commonAnswer(tasks);
  const meanings = MEANINGS.filter(([action]) => tasks.some((task) => task.action === action)).map(
    ([action, text]) => `${wordsOf(action)}: ${(action === 'after-answer' ? common : null) ?? text}`,
  );
  const time = expected_ms === null || expected_ms === 0 ? [] : `about ${aboutText(expected_ms)}`;
  // Without costs of earlier runs, only the declared maximums are known.
  const open = tasks.filter(isOpenWork);
  const isTold = open.some(({ expected_usd_micros: usd }) => usd !== null);
  const cost = expected_cost === null || !isTold ? [] : costText(expected_cost);
  const expected = [time, cost].flat();
  const forecast = expected.length === 0 ? '' : `, ${expected.join(' and ')} based on earlier runs`;
  const declared = expected_cost === null || isTold ? unpricedText(open) : declaredText(open, expected_cost);
  return [
    ...goneText(gone),
    ...(meanings.length === 0 ? [] : [`(${meanings.join('; ')})`]),
    `${totalText(tasks, forecast + declared)}. Nothing was executed.`,
    ...(held === null ? [] : [`It would stop before that: ${held}.`]),
    ...(hasErrors(diagnostics) ? ['It would not start on this machine as it is.'] : []),
  ];
}
