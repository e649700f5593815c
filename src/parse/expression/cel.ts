/**
 * Door to cel-js, the expression language. Pure; an expression can only access the values it is given.
 *
 * Changes to the behaviour of the package:
 * 1. JSON numbers are doubles and literals are ints: operators between the two are registered.
 * 2. `matches` backtracks in the package: calls are renamed to our function, which takes linear time.
 * 3. Nested macros multiply: more than two levels, or more than sixteen macros, are rejected, as are long sources and
 *    large trees. Values that grow by `+` inside a macro, and iterations inside of macros, are limited: lists are from
 *    models and programs, and the square of a long one would block the runner.
 * 4. Branches of `a ? b : c` and entries of list literals may have different types.
 */
import { TypeError as CelTypeError, Environment, EvaluationError, Optional, ParseError } from '@marcbachmann/cel-js';
import { err, InternalError, ok, type Result } from '../../model/brand.ts';
import { isJsonObject } from '../../model/json.ts';
import { type CelFunction, type CelProblem, type CelProgram, language } from '../languages.ts';
import { type CelNode, childrenOf, macroOf, ROOTS, visit } from './cel-ast.ts';
import { operatorHint } from './other-languages.ts';

const MAX_SOURCE_LENGTH = 8_000;
const MAX_MACRO_DEPTH = 2;
const MAX_MACROS = 16;
/** Maximum size of a list (entries) or string (characters) made by `+` inside a macro. */
const MAX_GROWN = 1_000_000;
/** Maximum number of iterations inside macros per evaluation; takes a few seconds. */
const MAX_WALKED = 5_000_000;
const LIMITS = { maxAstNodes: 1_000, maxDepth: 40, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 32 };

const LINEAR_MATCHES = '_linear_matches';
const GROWN = '_grown';
const WALKED = '_walked';

const environment = createEnvironment();

/** The syntax tree as written, for analysis. Checks the limits. */
export function parseCel(source: string): Result<CelNode, CelProblem> {
  const whole = { offset: 0, length: Math.max(1, source.length) };
  if (source.trim() === '') return err({ type: 'syntax', message: 'the expression is empty', ...whole });
  if (source.length > MAX_SOURCE_LENGTH) {
    return err({ type: 'too-complex', message: `is longer than ${MAX_SOURCE_LENGTH} characters`, ...whole });
  }
  try {
    const { ast } = environment.parse(source);
    const excess = tooManyMacros(ast);
    return excess ? err(excess) : ok(ast);
  } catch (error) {
    return err(syntaxProblem(source, error));
  }
}

/** Compiles a source that {@link parseCel} accepts. */
export function compileCel(source: string): CelProgram {
  const program = environment.parse(source);
  prepare(program.ast, 'outside');
  return {
    check() {
      const { error } = program.check();
      return error ? problemOf('clash', error) : null;
    },
    evaluate(context) {
      walked = 0;
      try {
        const value: unknown = program({ ...context });
        // An optional value: absent becomes null.
        return ok(value instanceof Optional ? value.orValue<unknown>(null) : value);
      } catch (error) {
        return err(problemOf('failed', error));
      }
    },
  };
}

/** Functions and methods; our replacements have the names that users write. */
export function celFunctions(): readonly CelFunction[] {
  return environment
    .getDefinitions()
    .functions.filter(({ name }) => !name.startsWith('_'))
    .map(({ name, receiverType, params, returnType }) => {
      return { name, receiver: receiverType, params: params.map(({ type }) => type), returns: returnType };
    });
}

function createEnvironment(): Environment {
  const env = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true, limits: LIMITS });
  for (const root of [...ROOTS, 'error']) env.registerVariable(root, 'dyn');
  registerMixedArithmetic(env);
  const matches = (text: string, pattern: string): boolean => {
    const found = language('patterns').matchesPattern(text, pattern);
    if (found.ok) return found.value;
    throw new EvaluationError(`not a regular expression: ${found.error}`);
  };
  env.registerFunction(`string.${LINEAR_MATCHES}(string): bool`, matches);
  env.registerFunction('matches(string, string): bool', matches);
  env.registerFunction(`${GROWN}(dyn): dyn`, withinSize);
  env.registerFunction(`${WALKED}(dyn): dyn`, withinSteps);
  return registerDoubleArguments(env);
}

function registerMixedArithmetic(env: Environment): void {
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  };
  const mixed = (op: string, apply: (a: number, b: number) => number) => (a: bigint | number, b: bigint | number) => {
    if ((op === '/' || op === '%') && Number(b) === 0) throw new EvaluationError('division by zero');
    return apply(Number(a), Number(b));
  };
  for (const [op, apply] of Object.entries(operators)) {
    env.registerOperator(`int ${op} double: double`, mixed(op, apply));
    env.registerOperator(`double ${op} int: double`, mixed(op, apply));
  }
  env.registerOperator(
    'double % double: double',
    mixed('%', (a, b) => a % b),
  );
  env.registerOperator('int == double', (a: bigint, b: number) => Number(a) === b);
}

/** Positions from JSON are doubles too. */
function registerDoubleArguments(env: Environment): Environment {
  env.registerFunction('string.substring(double): string', (text: string, from: number) => text.slice(clamp(from)));
  for (const [a, b] of [
    ['double', 'double'],
    ['int', 'double'],
    ['double', 'int'],
  ] as const) {
    env.registerFunction(`string.substring(${a}, ${b}): string`, (text: string, from: number, to: number) =>
      text.slice(clamp(from), clamp(to)),
    );
  }
  env.registerFunction('string.split(string, double): list<string>', (text: string, separator: string, most: number) =>
    splitAtMost(text.split(separator), { separator, most }),
  );
  env.registerFunction('timestamp(double): google.protobuf.Timestamp', (seconds: number) => new Date(seconds * 1_000));
  return env;
}

const clamp = (position: number | bigint): number => Math.max(0, Math.trunc(Number(position)));

function splitAtMost(parts: string[], { separator, most }: { separator: string; most: number }): string[] {
  if (most < 0 || parts.length <= most) return parts;
  return most === 0 ? [] : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

function withinSize(value: unknown): unknown {
  const isLarge = (typeof value === 'string' || Array.isArray(value)) && value.length > MAX_GROWN;
  if (isLarge) throw new EvaluationError(`the value grows beyond ${MAX_GROWN} characters or entries`);
  return value;
}

/** Number of iterations of the current evaluation. Evaluation is synchronous, so there is only one at a time. */
let walked = 0;

function withinSteps(value: unknown): unknown {
  walked += Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0;
  if (walked > MAX_WALKED) throw new EvaluationError(`it goes through more than ${MAX_WALKED} list entries`);
  return value;
}

/** Changes the tree itself, since the package cannot replace registered functions. */
function prepare(node: CelNode, where: 'outside' | 'in-macro'): void {
  // Requested here, where the caller can still load the language.
  if ((node.op === 'rcall' || node.op === 'call') && node.args[0] === 'matches') language('patterns');
  if (node.op === 'rcall' && node.args[0] === 'matches') node.args[0] = LINEAR_MATCHES;
  // A branch of unknown type is compatible with any other.
  if (node.op === '?:') node.args[1] = callOf('dyn', node.args[1]);
  if (node.op === '+' && where === 'in-macro') {
    node.args[0] = callOf(GROWN, node.args[0]);
    node.args[1] = callOf(GROWN, node.args[1]);
  }
  const macro = macroOf(node);
  if (where === 'in-macro') {
    if (node.op === 'in') node.args[1] = callOf(WALKED, node.args[1]);
    if (macro?.type === 'loop') loopOf(node).iterable = callOf(WALKED, macro.source);
  }
  const inside = macro ? 'in-macro' : where;
  for (const child of childrenOf(node)) prepare(child, inside);
}

/** The loop into which the package expanded a macro when parsing. */
function loopOf(node: CelNode & { readonly meta?: { readonly alternate?: { readonly args: Loop } } }): Loop {
  const loop = node.meta?.alternate?.args;
  if (!loop) throw new InternalError('a macro was not made a loop');
  return loop;
}

interface Loop {
  iterable: CelNode;
}

function callOf(name: string, argument: CelNode): CelNode {
  const ast: CelNode = environment.parse(`${name}(null)`).ast;
  if (ast.op !== 'call') throw new InternalError(`${name}(null) is no call`);
  ast.args[1][0] = argument;
  return ast;
}

function tooManyMacros(ast: CelNode): CelProblem | null {
  let count = 0;
  let deepest: CelNode | null = null;
  visit(ast, (node) => {
    if (macroOf(node)) count++;
  });
  const walk = (node: CelNode, depth: number): void => {
    const macro = macroOf(node);
    if (macro && depth >= MAX_MACRO_DEPTH) deepest ??= node;
    const bodies = new Set(macro?.bodies);
    for (const child of childrenOf(node)) walk(child, bodies.has(child) ? depth + 1 : depth);
  };
  walk(ast, 0);
  if (deepest) return { ...placeOf(deepest), type: 'too-complex', message: 'nests macros more than two deep' };
  if (count <= MAX_MACROS) return null;
  return { ...placeOf(ast), type: 'too-complex', message: `has more than ${MAX_MACROS} macros` };
}

const placeOf = ({ start, end }: CelNode): { offset: number; length: number } => ({
  offset: start,
  length: Math.max(1, end - start),
});

const TOKENS: Readonly<Record<string, string>> = {
  RPAREN: '")"',
  RBRACKET: '"]"',
  RBRACE: '"}"',
  COLON: '":"',
  COMMA: '","',
  IDENTIFIER: 'a name',
};

function syntaxProblem(source: string, error: unknown): CelProblem {
  // A chain of thousands of operators exceeds the parser's stack before any limit applies.
  if (error instanceof RangeError) return { type: 'too-complex', message: 'is nested too deep', offset: 0, length: 1 };
  if (!(error instanceof ParseError)) throw error;
  const start = Math.min(error.range?.start ?? 0, source.length);
  const length = Math.max(1, (error.range?.end ?? start) - start);
  if (error.code === 'limit_exceeded') return { type: 'too-complex', message: 'is too large', offset: start, length };
  const found = source.slice(start).trim() === '' ? 'it ends here' : `"${source.slice(start, start + length)}" is here`;
  // `a?.b` of JavaScript.
  const isOptional = source.slice(Math.max(0, start - 1), start + 1) === '?.';
  const message = isOptional ? 'read a field that may be missing with a.?b' : syntaxMessage(error, found);
  const hint = operatorHint(source, start);
  return { type: 'syntax', message, offset: start, length, ...(hint === undefined ? {} : { hint }) };
}

function syntaxMessage({ code, summary }: ParseError, found: string): string {
  if (code === 'expected_token') {
    const expected = /^Expected (\w+)/.exec(summary)?.[1] ?? '';
    return `${TOKENS[expected] ?? expected.toLowerCase()} is expected, but ${found}`;
  }
  if (code === 'unexpected_token') return `a value is expected, but ${found}`;
  if (code === 'unexpected_character') return `an operator is expected, but ${found}`;
  return summary.charAt(0).toLowerCase() + summary.slice(1);
}

function problemOf(type: 'clash' | 'failed', error: unknown): CelProblem {
  if (error instanceof RangeError) return { type, message: 'the value grows too large', offset: 0, length: 1 };
  const isOurs = error instanceof EvaluationError || error instanceof CelTypeError || error instanceof ParseError;
  if (!isOurs) throw error;
  const start = error.range?.start ?? 0;
  return {
    type,
    message: plain(error.summary),
    offset: start,
    length: Math.max(1, (error.range?.end ?? start) - start),
  };
}

/** Replaces names of CEL types by those of JSON. */
const plain = (summary: string): string =>
  summary
    .replace(/dyn<([^<>]*(?:<[^<>]*>)?)>/g, '$1')
    .replace(/^no such overload: /i, 'these types cannot be combined: ')
    .replace(/^found no matching overload for /, 'no function accepts ')
    .replace(/^List index must be .*$/, 'the index of a list must be a whole number')
    .replace(/\b(?:double|int|uint)\b/g, 'number')
    .replaceAll(LINEAR_MATCHES, 'matches')
    .replaceAll('bool', 'boolean');
