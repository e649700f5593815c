/** Static check of operators, conditionals and literals. Reports only what is wrong for all values. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { listNames } from '../../model/list-names.ts';
import {
  type Analysis,
  describe,
  type Env,
  expectKinds,
  type Shape,
  shapeOfKind,
  textOf,
  UNKNOWN,
} from './analysis.ts';
import { type CelNode, pathOf } from './cel-ast.ts';
import { factsOf } from './guards.ts';
import { anyOf, type Kind, kindsOf } from './schema.ts';

type Binary = Extract<CelNode, { op: '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' }>;
type Logical = Extract<CelNode, { op: '&&' | '||' }>;
type Choice = Extract<CelNode, { op: '?:' }>;

const ORDERED: readonly Kind[] = ['number', 'string', 'boolean'];
const ADDED: readonly Kind[] = ['number', 'string', 'array'];

export function inferBinary(analysis: Analysis, node: Binary, env: Env): Shape {
  switch (node.op) {
    case '==':
    case '!=':
      return inferEquality(analysis, node, env);
    case 'in':
      return inferMembership(analysis, node, env);
    case '+':
      return inferPair(analysis, node, { env, allowed: ADDED, result: 'operands' });
    case '-':
    case '*':
    case '/':
    case '%':
      return inferPair(analysis, node, { env, allowed: ['number'], result: 'operands' });
    default:
      return inferPair(analysis, node, { env, allowed: ORDERED, result: 'boolean' });
  }
}

interface Pair {
  readonly env: Env;
  readonly allowed: readonly Kind[];
  readonly result: 'operands' | 'boolean';
}

function inferPair(analysis: Analysis, node: Binary, { env, allowed, result }: Pair): Shape {
  const [left, right] = [analysis.demand(node.args[0], env), analysis.demand(node.args[1], env)];
  const [leftKinds, rightKinds] = [kindsOf(left), kindsOf(right)];
  const common = allowed.filter((kind) => (leftKinds?.has(kind) ?? true) && (rightKinds?.has(kind) ?? true));
  if (common.length === 0 && leftKinds && rightKinds) {
    const message = `"${node.op}" does not work with ${describe(leftKinds)} and ${describe(rightKinds)}`;
    const isText = node.op === '+' && leftKinds.has('string') !== rightKinds.has('string');
    const other = leftKinds.has('string') ? rightKinds : leftKinds;
    const isTree = other.has('array') || other.has('object');
    const hint = isTree
      ? 'write both into one text, where it becomes JSON: "a ${{ x }}"'
      : 'wrap the other one in string(…)';
    analysis.report(node, { code: 'expr/type-clash', message, ...(isText ? { hint } : {}) });
  } else if (common.length === 0) {
    expectKinds(analysis, node.args[0], { shape: left, allowed, by: `"${node.op}"` });
    expectKinds(analysis, node.args[1], { shape: right, allowed, by: `"${node.op}"` });
  }
  if (result === 'boolean') return shapeOfKind('boolean');
  const [only] = common;
  // Timestamps and durations can be added too: if one side is unknown, so is the result.
  return common.length === 1 && only && only !== 'array' && leftKinds && rightKinds ? shapeOfKind(only) : UNKNOWN;
}

function inferEquality(analysis: Analysis, node: Binary, env: Env): Shape {
  const shapes = node.args.map((side) => analysis.infer(side, env));
  const [left, right] = shapes.map((shape) => kindsOf(shape));
  const isClash = left && right && left.isDisjointFrom(right) && !left.has('null') && !right.has('null');
  if (isClash) {
    const message = `${describe(left)} is never equal to ${describe(right)}`;
    analysis.report(node, { code: 'expr/type-clash', message });
  } else {
    for (const [index, side] of node.args.entries())
      checkAmong(analysis, side, { node: node.args[1 - index] ?? side, shape: shapes[1 - index] ?? UNKNOWN });
  }
  return shapeOfKind('boolean');
}

/** Reports a comparison with a text that is not among the values in the other side's schema. */
function checkAmong(analysis: Analysis, side: CelNode, other: { node: CelNode; shape: Shape }): void {
  const { schema } = other.shape;
  if (side.op !== 'value' || typeof side.args !== 'string' || !Array.isArray(schema?.enum)) return;
  const known = schema.enum.filter((word) => typeof word === 'string');
  if (known.includes(side.args)) return;
  const message = `the other side is never "${side.args}"`;
  const isFailure = side.args === 'failed' && pathOf(other.node)?.[0] === 'stages';
  const hint = isFailure ? FAILED : (didYouMean(side.args, known) ?? `it can be ${listNames(known)}`);
  analysis.report(side, { code: 'expr/type-clash', severity: 'warning', message, hint });
}

const FAILED =
  'set "on_error: continue" at that stage to start its readers even if it fails; put what must always run under "finally:"';

function inferMembership(analysis: Analysis, node: Binary, env: Env): Shape {
  analysis.infer(node.args[0], env);
  const shape = analysis.demand(node.args[1], env);
  expectKinds(analysis, node.args[1], { shape, allowed: ['array', 'object'], by: '"in"' });
  return shapeOfKind('boolean');
}

/** The right side is only evaluated if the left one did not decide, so it may rely on that. */
export function inferLogical(analysis: Analysis, node: Logical, env: Env): Shape {
  const [left, right] = node.args;
  const facts = factsOf(left, node.op === '&&' ? 'true' : 'false');
  const kinds = kindsOf(analysis.infer(left, env));
  if (node.op === '||' && kinds?.has('string') && !kinds.has('boolean')) {
    const text = textOf(analysis, left);
    const message = `"||" needs true or false, but this is ${describe(kinds)}`;
    analysis.report(left, { code: 'expr/type-clash', message, hint: `write ${text} != '' ? ${text} : …` });
    return UNKNOWN;
  }
  expectBoolean(analysis, left, { env, by: `"${node.op}"` });
  expectBoolean(analysis, right, { env: { ...env, sure: env.sure.union(facts) }, by: `"${node.op}"` });
  return shapeOfKind('boolean');
}

export function inferNot(analysis: Analysis, operand: CelNode, env: Env): Shape {
  expectBoolean(analysis, operand, { env, by: '"!"' });
  return shapeOfKind('boolean');
}

export function inferMinus(analysis: Analysis, operand: CelNode, env: Env): Shape {
  expectKinds(analysis, operand, { shape: analysis.demand(operand, env), allowed: ['number'], by: '"-"' });
  return shapeOfKind('number');
}

export function inferChoice(analysis: Analysis, node: Choice, env: Env): Shape {
  const [condition, yes, no] = node.args;
  expectBoolean(analysis, condition, { env, by: 'the condition before "?"' });
  const left = analysis.infer(yes, { ...env, sure: env.sure.union(factsOf(condition, 'true')) });
  const right = analysis.infer(no, { ...env, sure: env.sure.union(factsOf(condition, 'false')) });
  return { ...anyOf([left, right]), nullable: left.nullable ?? right.nullable };
}

export function inferList(analysis: Analysis, entries: readonly CelNode[], env: Env): Shape {
  const { schema } = anyOf(entries.map((entry) => analysis.infer(entry, env)));
  const list = { type: 'array', ...(schema && entries.length > 0 ? { items: schema } : {}) };
  return { schema: list, root: list, nullable: null };
}

export function inferMap(analysis: Analysis, entries: readonly (readonly [CelNode, CelNode])[], env: Env): Shape {
  const properties = new Map<string, Shape>();
  let isComplete = true;
  for (const [key, value] of entries) {
    analysis.infer(key, env);
    const shape = analysis.infer(value, env);
    if (key.op === 'value' && typeof key.args === 'string') properties.set(key.args, shape);
    else isComplete = false;
  }
  const known = [...properties].map(([name, shape]) => [name, anyOf([shape]).schema ?? {}] as const);
  const map = {
    type: 'object',
    properties: Object.fromEntries(known),
    required: [...properties.keys()],
    additionalProperties: !isComplete,
  };
  return { schema: map, root: map, nullable: null };
}

function expectBoolean(analysis: Analysis, node: CelNode, { env, by }: { env: Env; by: string }): void {
  expectKinds(analysis, node, { shape: analysis.demand(node, env), allowed: ['boolean'], by });
}
