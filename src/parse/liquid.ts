/**
 * Door to liquidjs: the template language. Pure: no file, no clock limit that decides a result, no included template.
 *
 * Imported by template.ts only, so that whoever needs expressions alone does not load it.
 */
import { Liquid, LiquidError, type Template, Value } from 'liquidjs';
import { err, ok, type Result } from '../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

const MAX_TEMPLATE_LENGTH = 256 * 1024;
/** Units of the package: characters and list entries that filters and loops make. */
const MAX_MEMORY = 4 * 1024 * 1024;
/** Characters of the text that is made, and of what is captured on the way: the limit above knows nothing of them. */
const MAX_TEXT = 16 * 1024 * 1024;
const TOO_LONG = `the text grows beyond ${MAX_TEXT} characters`;
/** A guard against endless loops, far beyond what any text needs. */
const MAX_RENDER_MS = 10_000;
/** Tags that bring in another template: there are none, since a run is pinned to the templates that its stages name. */
export const INCLUDING = ['include', 'render', 'layout', 'block'];

export interface LiquidProblem {
  readonly type: 'syntax' | 'unknown-filter' | 'unknown-variable' | 'too-large' | 'failed';
  readonly message: string;
  /** 1-based; null: the template as a whole. */
  readonly at: { readonly line: number; readonly column: number; readonly length: number } | null;
  /** Of a filter or tag that is not known. */
  readonly name?: string;
}

/** A read of a variable that the template does not make itself. */
export interface LiquidRead {
  /** `outline.segments[0]`; steps that are computed end it. */
  readonly path: LiquidPath;
  /** As it is written, where that is another one: `segment.title` in a loop over `outline.segments`. */
  readonly written?: LiquidPath;
  readonly line: number;
  readonly column: number;
}
type LiquidPath = readonly (string | number)[];

const engine = createEngine();

export const filterNames = (): readonly string[] => Object.keys(engine.filters);
export const tagNames = (): readonly string[] => Object.keys(engine.tags);

export function readsOf(text: string): Result<readonly LiquidRead[], LiquidProblem> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const clock = parsed.value.flatMap(withInner).find(readsClock);
  if (clock) return err({ type: 'failed', message: NO_CLOCK, at: placeOf(clock.token) });
  const ignored = parsed.value
    .flatMap(withInner)
    .map(ignoredOf)
    .find((token) => token !== null);
  if (ignored) return err({ type: 'syntax', message: 'the value before this has ended', at: placeOf(ignored) });
  const { globals, locals } = analysed(parsed.value);
  const made = new Set(Object.keys(locals));
  return ok([
    ...Object.values(globals).flatMap(readsIn),
    ...loopReads(parsed.value, { made, entries: new Map(), depth: 0 }),
  ]);
}

const analysed = (templates: readonly Template[]) => engine.analyzeSync([...templates], { partials: false });

const readsIn = (variables: readonly Variable[]): readonly LiquidRead[] =>
  variables.map(({ segments, location }): LiquidRead => {
    const computed = segments.findIndex((step) => typeof step === 'object');
    const path = computed === -1 ? segments : segments.slice(0, computed);
    return { path: path.filter((step) => typeof step !== 'object'), line: location.row, column: location.col };
  });
type Variable = ReturnType<typeof analysed>['globals'][string][number];

interface Around {
  /** Names that the template gives values itself. */
  readonly made: ReadonlySet<string>;
  /** What the variables of the loops around stand for; null: not known. */
  readonly entries: ReadonlyMap<string, LiquidPath | null>;
  readonly depth: number;
}

/** Each loop is looked at with all that is in it, so deeper ones would cost more and more. */
const DEEPEST_LOOP = 6;

/** What is read of the entries of a list, by the way to them from a variable that the stage gives. */
function loopReads(templates: readonly Template[], around: Around): readonly LiquidRead[] {
  if (around.depth === DEEPEST_LOOP) return [];
  return templates.flatMap((template) => {
    if (!isLoop(template)) return loopReads(innerOf(template), around);
    const { variable, templates: body, elseTemplates = [] } = template;
    const entry = around.made.has(variable) ? null : entryPath(template, around);
    const own = entry === null ? [] : readsIn(analysed(body).globals[variable] ?? []);
    const reads = own.map(({ path, ...at }) => ({ ...at, path: [...(entry ?? []), ...path.slice(1)], written: path }));
    const entries = new Map([...around.entries, [variable, entry]]);
    const within = { made: around.made, entries, depth: around.depth + 1 };
    return [...reads, ...loopReads(body, within), ...loopReads(elseTemplates, around)];
  });
}

function entryPath({ collection: { variable, props = [] } }: Loop, { made, entries }: Around): LiquidPath | null {
  const steps = props.map(({ content }) => content).filter((step) => step !== undefined);
  const [root, ...rest] = steps;
  if (variable !== undefined || steps.length < props.length || typeof root !== 'string') return null;
  if (!entries.has(root)) return made.has(root) ? null : [...steps, 0];
  const list = entries.get(root) ?? null;
  return list && [...list, ...rest, 0];
}

/** `for` and `tablerow`. */
type Loop = Template & {
  readonly variable: string;
  readonly collection: { readonly variable?: unknown; readonly props?: readonly { content?: string | number }[] };
  readonly templates: readonly Template[];
  readonly elseTemplates?: readonly Template[];
};

const isLoop = (template: Template): template is Loop => 'collection' in template && 'templates' in template;

function innerOf(template: Template): readonly Template[] {
  const children = template.children?.(false, true).next();
  return children?.done ? children.value : [];
}

const withInner = (template: Template): readonly Template[] => [template, ...innerOf(template).flatMap(withInner)];

const NO_CLOCK = 'templates have no clock: pass the time as a variable';

function readsClock(template: Template): boolean {
  const value = 'value' in template && template.value instanceof Value ? template.value : null;
  const [literal] = value?.initial.postfix ?? [];
  return (
    value?.filters[0]?.name === 'date' && literal !== undefined && 'content' in literal && isClock(literal.content)
  );
}

/** `{{ a b }}`, `{{ a +1 }}`: the engine takes the first value, and nobody is told of the rest. */
function ignoredOf(template: Template): Token | null {
  const value = 'value' in template && template.value instanceof Value ? template.value : null;
  const tokens = value?.initial.postfix ?? [];
  const operators = tokens.filter((token) => 'operator' in token && token.operator !== 'not').length;
  const operands = tokens.filter((token) => !('operator' in token));
  return operands.length > operators + 1 ? (operands[1] ?? null) : null;
}
type Token = Parameters<typeof placeOf>[0];

const isClock = (value: unknown): boolean => value === 'now' || value === 'today';

export function render(text: string, vars: JsonObject): Result<string, LiquidProblem> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  try {
    const rendered: unknown = engine.renderSync([...parsed.value], inText(vars));
    return ok(String(rendered));
  } catch (error) {
    return err(problemOf(error, 'failed'));
  }
}

function parse(text: string): Result<readonly Template[], LiquidProblem> {
  if (text.length > MAX_TEMPLATE_LENGTH) {
    const message = `the template has ${text.length} characters; the limit is ${MAX_TEMPLATE_LENGTH}`;
    return err({ type: 'too-large', message, at: null });
  }
  try {
    return ok(engine.parse(text));
  } catch (error) {
    return err(problemOf(error, 'syntax'));
  }
}

function createEngine(): Liquid {
  const liquid = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    parseLimit: MAX_TEMPLATE_LENGTH * 2,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_MEMORY,
    outputEscape: asText,
    // Else that of the machine, which would also take 15 ms to find out.
    locale: 'en-US',
    timezoneOffset: 0,
  });
  // The same values make the same text, always: no luck, no clock.
  delete liquid.filters.sample;
  const { date } = liquid.filters;
  liquid.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
    if (isClock(value)) throw new Error(NO_CLOCK);
    return typeof date === 'function' ? date.call(this, value, ...rest) : value;
  });
  for (const tag of INCLUDING) delete liquid.tags[tag];
  const { renderer } = liquid;
  const unbounded = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter) =>
    unbounded(templates, context, emitter ?? boundedText(context));
  return liquid;
}

/** By the rendering that they belong to: each capture has an emitter of its own. */
const written = new WeakMap<object, number>();

function boundedText(rendering: object) {
  return {
    buffer: '',
    write(html: unknown): void {
      const text = asText(html);
      const length = (written.get(rendering) ?? 0) + text.length;
      if (length > MAX_TEXT) throw new Error(TOO_LONG);
      written.set(rendering, length);
      this.buffer += text;
    },
  };
}

/** Maps and lists are written as JSON: `[object Object]` helps nobody. */
function asText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2);
  return value === null || value === undefined ? '' : String(value);
}

/** A map as filters that work on text (`join`, `append` …) see it: what they make of one by themselves is of no use. */
const MAP_IN_TEXT = {
  [Symbol.toPrimitive](): string {
    return asText(this);
  },
};

function inText<T extends Json>(value: T): T;
function inText(value: Json): Json {
  if (Array.isArray(value)) return value.map((entry) => inText(entry));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, inText(entry)]);
  // Not by assignment: a key may be called __proto__.
  return Object.setPrototypeOf(Object.fromEntries(entries), MAP_IN_TEXT);
}

function problemOf(error: unknown, otherwise: 'syntax' | 'failed'): LiquidProblem {
  // Thousands of nested tags, or values nested as deep, exceed the stack before they exceed a limit.
  const cause = LiquidError.is(error) ? (error.originalError ?? error) : error;
  if (cause instanceof RangeError) return { type: 'too-large', message: 'the template is nested too deep', at: null };
  if (!LiquidError.is(error)) throw error;
  const message = (error.originalError ?? error).message.replace(/, line:\d+, col:\d+$/s, '').split('\n')[0] ?? '';
  const unknown = /^(?:undefined filter: |tag "?)([\w-]+)"?(?: not found)?$/.exec(message);
  const at = placeOf(error.token, unknown?.[1]);
  if (message === TOO_LONG) return { type: 'too-large', message, at };
  if (/limit exceeded/.test(message))
    return { type: 'too-large', message: `the template does too much: ${message}`, at };
  if (message.startsWith('undefined filter') && unknown?.[1]) {
    return { type: 'unknown-filter', message: `there is no filter "${unknown[1]}"`, at, name: unknown[1] };
  }
  if (message.startsWith('undefined variable')) {
    return { type: 'unknown-variable', message: message.replace('undefined variable: ', 'there is no '), at };
  }
  return { type: otherwise, message, at };
}

/** Of the token, or of the name within it that is not known. */
function placeOf({ input, begin, end }: { input: string; begin: number; end: number }, name = ''): LiquidProblem['at'] {
  const within = name === '' ? -1 : input.slice(begin, end).indexOf(name);
  const start = within === -1 ? begin : begin + within;
  const lineStart = input.lastIndexOf('\n', start - 1) + 1;
  const length = within === -1 ? Math.max(1, end - begin) : name.length;
  return { line: input.slice(0, start).split('\n').length, column: start - lineStart + 1, length };
}
