/**
 * Checks expressions before a run: syntax, names, fields, types, nulls, secrets, size. Pure.
 *
 * Reported is what is wrong for every run, or for some path through the pipeline. Errors that cannot be known before
 * the run are failures of their stage (expression/run.ts).
 */
import { didYouMean } from '../core/nearest.ts';
import type { DiagnosticCode } from '../model/codes.ts';
import { anError, aWarning, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import { describe, type Names } from './expression/analysis.ts';
import { type CelNode, pathOf, stagesIn } from './expression/cel-ast.ts';
import { type Facts, factsOf } from './expression/guards.ts';
import { inferExpression } from './expression/infer.ts';
import { type Kinds, kindsOf, standalone, type Typed } from './expression/schema.ts';
import { ERROR_SCHEMA, type Locate, rootSchemas, type ScopeShape } from './expression/scope-shape.ts';
import { hasExpression, splitText, wholeExpression } from './expression/text.ts';
import { placed } from './finding.ts';
import { type CelProblem, language } from './languages.ts';

export interface ExpressionCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Ids of the stages that the expression reads. */
  readonly stages: ReadonlySet<string>;
  /** Schema of the value; null: not known. */
  readonly resultSchema: JsonObject | null;
}

export interface CheckOptions {
  readonly scope: ScopeShape;
  /**
   * `bool` for `when`; `list` (or null) for `foreach`; `text` for a value that is converted to text; `word` for a value
   * that must be text, a number or a boolean; `part` for a value inside of a longer text.
   */
  readonly expected: 'bool' | 'list' | 'text' | 'word' | 'part' | 'any';
  /** Are secrets allowed here? */
  readonly secrets: 'allowed' | 'refused';
}

const NO_FACTS: Facts = new Set();
const NOTHING: ExpressionCheck = { diagnostics: [], stages: new Set(), resultSchema: null };

const namesOf = (scope: ScopeShape): Names => ({
  roots: rootSchemas(scope),
  stages: scope.stages,
  finals: scope.finals,
  sure: scope.sure ?? NO_FACTS,
});

/** Facts that are true if a condition is. @param text any string; without a condition there are no facts. */
export function madeSureBy(text: string): Facts {
  const source = unwrap(text);
  const parsed = source === null ? null : language('expressions').parseCel(source);
  return parsed?.ok ? factsOf(parsed.value, 'true') : NO_FACTS;
}

/** The inside of `${{ … }}`. Offsets that `at` is given count in `source`. */
export function checkExpression(source: string, at: Locate, options: CheckOptions): ExpressionCheck {
  const { scope, expected } = options;
  const parsed = language('expressions').parseCel(source);
  if (!parsed.ok) return { ...NOTHING, diagnostics: [problemDiagnostic(parsed.error, at)] };
  const stages = new Set([...stagesIn(parsed.value)].filter((id) => scope.stages.has(id)));
  const secret = secretName(parsed.value);
  if (secret !== null && (expected === 'any' || expected === 'word')) {
    const diagnostics = checkSecret(secret, at, { options, node: parsed.value });
    return { diagnostics, stages, resultSchema: null };
  }
  const names = namesOf(scope);
  return { ...checkTree({ source, ast: parsed.value, at }, { names, expected }), stages };
}

/** An expression of `retry.on`: `error` is the only name it has. */
export function checkRetryExpression(source: string, at: Locate): ExpressionCheck {
  const parsed = language('expressions').parseCel(source);
  if (!parsed.ok) return { ...NOTHING, diagnostics: [problemDiagnostic(parsed.error, at)] };
  const names: Names = { roots: new Map([['error', ERROR_SCHEMA]]), stages: null, finals: false, sure: NO_FACTS };
  return { ...checkTree({ source, ast: parsed.value, at }, { names, expected: 'bool' }), stages: new Set() };
}

/** Any string that may hold `${{ … }}`. Offsets that `at` is given count in `text`. */
export function checkText(text: string, at: Locate, options: CheckOptions): ExpressionCheck {
  const split = splitText(text);
  if (!split.ok) return { ...NOTHING, diagnostics: [unterminated(split.error.offset, at)] };
  const whole = wholeExpression(split.value);
  if (whole) return checkExpression(whole.source, shifted(at, whole.offset), options);
  const resultSchema = { type: 'string' };
  if (options.expected === 'bool' || options.expected === 'list')
    return { ...NOTHING, diagnostics: [noExpression(text, at, options.expected)], resultSchema };
  const diagnostics: Diagnostic[] = [];
  let stages: ReadonlySet<string> = new Set();
  for (const part of split.value) {
    if (part.type === 'text') continue;
    // The value is converted to text, so null and secrets are not allowed.
    const inText = { ...options, expected: 'part' } as const;
    const check = checkExpression(part.source, shifted(at, part.offset), inText);
    diagnostics.push(...check.diagnostics.map((found) => (isBearer(found, text) ? { ...found, hint: BEARER } : found)));
    stages = stages.union(check.stages);
  }
  return { diagnostics, stages, resultSchema };
}

/** Is it `Bearer ${{ secrets.X }}`, which most APIs require? */
const isBearer = ({ code }: Diagnostic, text: string): boolean =>
  code === 'expr/secret-in-text' && /^bearer\s*\$\{\{/i.test(text);
const BEARER =
  'for http write `bearer: ${{ secrets.NAME }}` beside `headers`; elsewhere write only ${{ secrets.NAME }}';

/** The inside of a text that consists of one `${{ … }}`; else null. */
export function unwrap(text: string): string | null {
  const split = hasExpression(text) ? splitText(text) : null;
  return split?.ok ? (wholeExpression(split.value)?.source ?? null) : null;
}

const shifted =
  (at: Locate, by: number): Locate =>
  (offset, length) =>
    at(offset + by, length);

interface Tree {
  readonly source: string;
  readonly ast: CelNode;
  readonly at: Locate;
}
interface TreeOptions {
  readonly names: Names;
  readonly expected: CheckOptions['expected'];
}

function checkTree({ source, ast, at }: Tree, { names, expected }: TreeOptions): Omit<ExpressionCheck, 'stages'> {
  const use = expected === 'any' || expected === 'list' ? 'any' : 'present';
  const { shape, findings } = inferExpression(ast, { source, names, use });
  const diagnostics = findings.map(({ offset, length, ...finding }) => placed(finding, at(offset, length)));
  if (hasErrors(diagnostics)) return { diagnostics, resultSchema: null };
  const wrong = wrongResult(shape, expected);
  if (wrong) {
    const hint = ways(kindsOf(shape), pathOf(ast) === null ? 'x' : source.trim())[expected];
    const place = at(ast.start, Math.max(1, ast.end - ast.start));
    diagnostics.push({ ...clash(wrong, place), ...(hint ? { hint } : {}) });
  }
  const path = pathOf(ast) === null ? null : source.trim();
  const missing = wrong || diagnostics.length > 0 ? null : missingText(shape, { expected, path });
  if (missing) diagnostics.push({ ...missing, at: at(ast.start, Math.max(1, ast.end - ast.start)) });
  // A path alone cannot have conflicting types.
  const problem = wrong || pathOf(ast) !== null ? null : language('expressions').compileCel(source).check();
  if (problem) diagnostics.push(problemDiagnostic(problem, at));
  return { diagnostics, resultSchema: standalone(shape) };
}

function wrongResult(shape: Typed, expected: TreeOptions['expected']): string | null {
  const kinds = kindsOf(shape);
  if (!kinds || kinds.size === 0) return null;
  if (expected === 'bool' && !kinds.has('boolean')) return `this must be true or false, but it is ${describe(kinds)}`;
  if (expected === 'list' && !kinds.has('array') && !kinds.has('null')) {
    return `this must be a list, but it is ${describe(kinds)}`;
  }
  if (expected === 'word' && [...kinds].every((kind) => kind === 'array' || kind === 'object')) {
    return `this must be text, but it is ${describe(kinds)}`;
  }
  return null;
}

/** Reports a possible null where text is needed: it would fail the run, or write the word `null`. */
function missingText(
  shape: Typed,
  { expected, path }: { expected: TreeOptions['expected']; path: string | null },
): Diagnostic | null {
  if ((expected !== 'part' && expected !== 'word') || !kindsOf(shape)?.has('null')) return null;
  const so = expected === 'part' ? 'the text then says "null"' : 'text is needed here';
  const hint =
    path === null ? "give what to write instead: … != null ? … : ''" : `write ${path} != null ? ${path} : ''`;
  return aWarning('expr/may-be-null', `${path ?? 'this'} may be null, and ${so}`, { hint });
}

/** Conversions from the actual to the expected type. */
const ways = (kinds: Kinds | null, value: string): Partial<Record<TreeOptions['expected'], string>> => ({
  word: 'use one of its fields, or put it into a longer text, where it becomes JSON',
  ...(kinds?.has('string') ? { bool: `compare it: ${value} == 'yes'`, list: `split it: ${value}.split(', ')` } : {}),
  ...(kinds?.has('object') ? { list: `name a list inside it, or use its keys: ${value}.map(key, key)` } : {}),
});

const clash = (message: string, at: Diagnostic['at']): Diagnostic => anError('expr/type-clash', message, { at });

function noExpression(text: string, at: Locate, expected: 'bool' | 'list'): Diagnostic {
  const wanted = expected === 'bool' ? 'an expression that is true or false' : 'an expression that is a list';
  const hint = hasExpression(text) ? 'put everything inside one ${{ … }}' : `write \${{ ${text.trim() || '…'} }}`;
  return { ...clash(`this must be ${wanted}`, at(0, Math.max(1, text.length))), hint };
}

/** NAME of an expression that consists of `secrets.NAME`; else null. */
function secretName(ast: CelNode): string | null {
  const path = pathOf(ast);
  return path?.length === 2 && path[0] === 'secrets' ? String(path[1]) : null;
}

function checkSecret(
  name: string,
  at: Locate,
  { options: { scope, secrets }, node }: { options: CheckOptions; node: CelNode },
): readonly Diagnostic[] {
  const place = at(node.start, Math.max(1, node.end - node.start));
  if (secrets === 'refused') {
    const message = `the secret "${name}" is not allowed here`;
    const hint =
      'secrets are allowed in `env` of a command, in `headers` and `bearer` of http, and in `args` of a module';
    return [anError('secret/misplaced', message, { at: place, hint })];
  }
  if (scope.secrets.includes(name)) return [];
  const hint = didYouMean(name, scope.secrets) ?? 'declare it under `secrets:` of pipeline-runner.config.yaml';
  return [anError('expr/unknown-name', `there is no secret "${name}"`, { at: place, hint })];
}

function unterminated(offset: number, at: Locate): Diagnostic {
  const message = 'this ${{ is never closed';
  return anError('expr/unterminated', message, { at: at(offset, 3), hint: 'close it with }}' });
}

const CODES: Readonly<Record<CelProblem['type'], DiagnosticCode>> = {
  syntax: 'expr/syntax',
  'too-complex': 'expr/too-complex',
  clash: 'expr/type-clash',
  failed: 'expr/failed',
};

function problemDiagnostic({ type, message, offset, length, hint }: CelProblem, at: Locate): Diagnostic {
  const text = type === 'too-complex' ? `the expression ${message}` : message;
  return anError(CODES[type], text, { at: at(offset, length), hint });
}
