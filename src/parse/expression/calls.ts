/** Static check of functions, methods and macros. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { type CelFunction, language } from '../languages.ts';
import {
  type Analysis,
  describe,
  type Env,
  expectKinds,
  holeOf,
  type Shape,
  shapeOfKind,
  textOf,
  UNKNOWN,
} from './analysis.ts';
import { type CelNode, type Macro, macroOf, pathOf } from './cel-ast.ts';
import { type Facts, factsOf, isSureValue, valueFact } from './guards.ts';
import { knownElsewhere, otherFunction } from './other-languages.ts';
import { entryOf, type Kind, type Kinds, kindsOf, withoutNull } from './schema.ts';

type Call = Extract<CelNode, { op: 'call' | 'rcall' }>;

/** They take a value that may be null; all others need one that is there. */
const TAKES_NULL: ReadonlySet<string> = new Set(['dyn', 'type', 'of']);

interface Signature {
  readonly name: string;
  readonly receiver: Param;
  readonly params: readonly Param[];
  readonly returns: Param;
}

/** `foreign`: a type that JSON does not have, such as a timestamp. */
type Param = Kind | 'any' | 'foreign';

let known: { readonly functions: readonly Signature[]; readonly methods: readonly Signature[] } | null = null;

function signatures(): NonNullable<typeof known> {
  if (known) return known;
  const all = language('expressions')
    .celFunctions()
    // JSON has no bytes.
    .filter(({ receiver }) => receiver !== 'bytes');
  const functions = all.filter((one) => !isMethod(one));
  known = { functions: functions.map(signatureOf), methods: all.filter(isMethod).map(signatureOf) };
  return known;
}

const isMethod = ({ receiver }: CelFunction): boolean => receiver !== null;

const signatureOf = ({ name, receiver, params, returns }: CelFunction): Signature => ({
  name,
  receiver: receiver === null ? 'any' : kindOfType(receiver),
  params: params.map(kindOfType),
  returns: kindOfType(returns),
});

function kindOfType(type: string): Param {
  if (type === 'string') return 'string';
  if (type === 'bool') return 'boolean';
  if (type === 'null') return 'null';
  if (type === 'int' || type === 'uint' || type === 'double') return 'number';
  if (type.startsWith('list')) return 'array';
  if (type.startsWith('map')) return 'object';
  return type === 'dyn' || type === 'ast' || /^[A-Z]$/.test(type) ? 'any' : 'foreign';
}

export function inferCall(analysis: Analysis, node: Extract<CelNode, { op: 'call' }>, env: Env): Shape {
  const [name, args] = node.args;
  if (name === 'has') return inferHas(analysis, node, env);
  const shapes = argumentShapes(analysis, node, env);
  const overloads = overloadsOf(analysis, node, { kind: 'functions', of: args[0] });
  if (overloads.length === 0) return UNKNOWN;
  if (name === 'dyn') return shapes[0] ?? UNKNOWN;
  return choose(analysis, node, { name, overloads, shapes });
}

export function inferMethod(analysis: Analysis, node: Extract<CelNode, { op: 'rcall' }>, env: Env): Shape {
  const macro = macroOf(node);
  if (macro) return inferMacro(analysis, macro, env);
  const [name, receiver] = node.args;
  const owner =
    receiver.op === 'id' && (receiver.args === 'optional' || receiver.args === 'cel')
      ? UNKNOWN
      : analysis.demand(receiver, env);
  const shapes = argumentShapes(analysis, node, env);
  const overloads = overloadsOf(analysis, node, { kind: 'methods', of: receiver });
  if (overloads.length === 0) return UNKNOWN;
  const kinds = kindsOf(owner);
  const fitting = overloads.filter(({ receiver: kind }) => accepts(kind, kinds));
  if (fitting.length > 0) return choose(analysis, node, { name, overloads: fitting, shapes });
  const message = `${textOf(analysis, receiver)} is ${describe(kinds ?? new Set())} and has no ${name}()`;
  analysis.report(node, { code: 'expr/type-clash', message });
  return UNKNOWN;
}

function argumentShapes(analysis: Analysis, node: Call, env: Env): readonly Shape[] {
  const args = node.op === 'call' ? node.args[1] : node.args[2];
  const infer = TAKES_NULL.has(node.args[0]) ? analysis.infer : analysis.demand;
  return args.map((argument) => infer(argument, env));
}

/** All that have the name; reports when none has. */
function overloadsOf(
  analysis: Analysis,
  node: Call,
  { kind, of }: { kind: 'functions' | 'methods'; of: CelNode | undefined },
): readonly Signature[] {
  const [name] = node.args;
  const { functions, methods } = signatures();
  const [all, others] = kind === 'functions' ? [functions, methods] : [methods, functions];
  const overloads = all.filter((one) => one.name === name);
  if (overloads.length > 0) return overloads;
  const otherWay = node.op === 'call' ? `write ${asMethod(analysis, node)}` : `write ${name}(…)`;
  const names = all.map((one) => one.name);
  const hint = others.some((one) => one.name === name)
    ? otherWay
    : (knownElsewhere(name) ?? didYouMean(name, names) ?? otherFunction(name, of && textOf(analysis, of)));
  analysis.report(node, { code: 'expr/unknown-function', message: `there is no function "${name}"`, hint });
  return [];
}

/** `startsWith(x, y)` as it is written here. */
function asMethod(analysis: Analysis, { args: [name, given] }: Extract<CelNode, { op: 'call' }>): string {
  const [on, ...rest] = given.map((argument) => textOf(analysis, argument));
  if (on === undefined) return `value.${name}(…)`;
  const method = `${on}.${name}(${rest.join(', ')})`;
  return name === 'contains' && rest.length === 1 ? `${method}, or of a list ${rest[0]} in ${on}` : method;
}

interface Choice {
  readonly name: string;
  readonly overloads: readonly Signature[];
  readonly shapes: readonly Shape[];
}

function choose(analysis: Analysis, node: Call, { name, overloads, shapes }: Choice): Shape {
  const sized = overloads.filter(({ params }) => params.length === shapes.length);
  if (sized.length === 0) {
    const counts = [...new Set(overloads.map(({ params }) => params.length))].sort().join(' or ');
    const message = `${name}() takes ${counts} ${counts === '1' ? 'argument' : 'arguments'}, not ${shapes.length}`;
    analysis.report(node, { code: 'expr/type-clash', message });
    return UNKNOWN;
  }
  const kinds = shapes.map((shape) => kindsOf(shape));
  const fitting = sized.filter(({ params }) => params.every((param, index) => accepts(param, kinds[index] ?? null)));
  if (fitting.length === 0) {
    const given = kinds.map((one) => (one ? describe(one) : 'an unknown value')).join(', ');
    analysis.report(node, { code: 'expr/type-clash', message: `${name}() does not take ${given}` });
  }
  const results = new Set(fitting.map(({ returns }) => returns));
  const [only] = results;
  return results.size === 1 && only && only !== 'any' && only !== 'foreign' ? shapeOfKind(only) : UNKNOWN;
}

const accepts = (param: Param, kinds: Kinds | null): boolean =>
  param === 'any' || kinds === null || (param !== 'foreign' && kinds.has(param));

/** That a field of some value is asked for, and not what is before it. */
const asked = (field: CelNode): Facts => {
  const path = pathOf(field);
  return new Set(path === null ? [] : [valueFact(path)]);
};

/** `has(a.b)` asks whether the field is there: only what stands before it must be. */
function inferHas(analysis: Analysis, node: Extract<CelNode, { op: 'call' }>, env: Env): Shape {
  const [field] = node.args[1];
  if (node.args[1].length !== 1 || field?.op !== '.') {
    const message = 'has() takes one field, as in has(inputs.topic)';
    analysis.report(node, { code: 'expr/type-clash', message });
    return shapeOfKind('boolean');
  }
  // That the field itself is missing is what is asked; whatever stands before it must be there.
  const path = pathOf(field) ?? [];
  const isDirect = path.length === (path[0] === 'inputs' ? 2 : 4);
  const sure = isDirect ? env.sure.union(factsOf(node, 'true')) : env.sure.union(asked(field));
  analysis.infer(field, { ...env, sure });
  return shapeOfKind('boolean');
}

function inferMacro(analysis: Analysis, macro: Macro, env: Env): Shape {
  const source = macro.type === 'bind' ? analysis.infer(macro.source, env) : analysis.demand(macro.source, env);
  const variable = macro.type === 'bind' ? source : entryShape(analysis, macro, source);
  const inner: Env = { ...env, variables: new Map(env.variables).set(macro.variable, variable) };
  const [first] = macro.bodies;
  const isTest = macro.type === 'loop' && (macro.name !== 'map' || macro.bodies.length > 1);
  // `filter(x, x != null)` and `map(x, x != null, …)` go on with those that passed the test.
  const passed = isTest && first ? inner.sure.union(factsOf(first, 'true')) : inner.sure;
  const shapes = macro.bodies.map((body, index) =>
    analysis.infer(body, index === 0 ? inner : { ...inner, sure: passed }),
  );
  const last = shapes.at(-1) ?? UNKNOWN;
  if (macro.type === 'bind') return last;
  if (isTest && first && shapes[0]) {
    expectKinds(analysis, first, { shape: shapes[0], allowed: ['boolean'], by: `the test of ${macro.name}()` });
  }
  if (macro.name === 'filter') {
    const isSure = isSureValue({ op: 'id', args: macro.variable, pos: 0, start: 0, end: 0 }, passed);
    return listOf(isSure ? { ...variable, schema: withoutNull(variable), nullable: null } : variable);
  }
  return macro.name === 'map' ? listOf(last) : shapeOfKind('boolean');
}

function entryShape(analysis: Analysis, macro: Macro, source: Shape): Shape {
  expectKinds(analysis, macro.source, { shape: source, allowed: ['array', 'object'], by: `${macro.name}()` });
  const kinds = kindsOf(source);
  // Of a map, the keys are walked over.
  if (kinds?.size === 1 && kinds.has('object')) return shapeOfKind('string');
  if (!kinds || kinds.has('object')) return UNKNOWN;
  return { schema: entryOf(source), root: source.root, nullable: holeOf(source) };
}

function listOf({ schema, root, nullable }: Shape): Shape {
  const list = { type: 'array', ...(schema ? { items: schema } : {}) };
  return { schema: list, root, nullable: null, ...(nullable?.of === 'item' ? { holes: nullable.stage } : {}) };
}
