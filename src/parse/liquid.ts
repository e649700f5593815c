/**
 * Door to liquidjs, the template language. Pure: no files, no included templates, and no result that depends on time.
 *
 * Imported by template.ts only, so that it is not loaded for expressions.
 */
import { Liquid, LiquidError, type Template, Value } from 'liquidjs';
import { err, ok, type Result } from '../model/brand.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

const MAX_TEMPLATE_LENGTH = 256 * 1024;
/** In units of the package: characters and list entries that filters and loops create. */
const MAX_MEMORY = 4 * 1024 * 1024;
/** Maximum number of characters of the result and of captured text, which the limit above does not count. */
const MAX_TEXT = 16 * 1024 * 1024;
const TOO_LONG = `the text grows beyond ${MAX_TEXT} characters`;
/** A guard against endless loops, far above the time that any template needs. */
const MAX_RENDER_MS = 10_000;
/**
 * Tags that include another template. They are not supported, since a run is pinned to the templates that its stages
 * name.
 */
export const INCLUDING = ['include', 'render', 'layout', 'block'];

export interface LiquidProblem {
  readonly type: 'syntax' | 'unknown-filter' | 'unknown-variable' | 'too-large' | 'failed';
  readonly message: string;
  /** 1-based; null: the template as a whole. */
  readonly at: { readonly line: number; readonly column: number; readonly length: number } | null;
  /** Name of an unknown filter or tag. */
  readonly name?: string;
}

/** A read of a variable that the template does not define itself. */
export interface LiquidRead {
  /** `outline.segments[0]`; it ends before a computed step. */
  readonly path: LiquidPath;
  /** The path as written, if different: `segment.title` in a loop over `outline.segments`. */
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
  /** Names that the template assigns itself. */
  readonly made: ReadonlySet<string>;
  /** Paths that the variables of the enclosing loops stand for; null: not known. */
  readonly entries: ReadonlyMap<string, LiquidPath | null>;
  readonly depth: number;
}

/** Each loop is analysed with its content, so the cost grows with the depth. */
const DEEPEST_LOOP = 6;

/** Reads of list entries inside of loops, by their path from a variable of the stage. */
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

/** The ignored part of `{{ a b }}` or `{{ a +1 }}`: the engine uses the first value only. */
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
    // Otherwise it is the locale of the machine, which takes 15 ms to find out.
    locale: 'en-US',
    timezoneOffset: 0,
  });
  // Equal values must always give equal text: no randomness, no clock.
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

/** Number of characters by rendering: each capture has a separate emitter. */
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

/** Maps and lists are written as JSON, not as `[object Object]`. */
function asText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2);
  return value === null || value === undefined ? '' : String(value);
}

/** Makes text filters (`join`, `append` …) convert a map to JSON. */
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
  // Thousands of nested tags or values exceed the stack before they exceed a limit.
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

/** Place of the token, or of the unknown name inside of it. */
function placeOf({ input, begin, end }: { input: string; begin: number; end: number }, name = ''): LiquidProblem['at'] {
  const within = name === '' ? -1 : input.slice(begin, end).indexOf(name);
  const start = within === -1 ? begin : begin + within;
  const lineStart = input.lastIndexOf('\n', start - 1) + 1;
  const length = within === -1 ? Math.max(1, end - begin) : name.length;
  return { line: input.slice(0, start).split('\n').length, column: start - lineStart + 1, length };
}
