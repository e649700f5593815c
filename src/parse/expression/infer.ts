/** Static check of a syntax tree: infers the type of each part and reports mistakes. Pure. */
import { unreachable } from '../../model/brand.ts';
import type { Finding } from '../finding.ts';
import {
  type Absence,
  type Analysis,
  type Env,
  type Names,
  type Shape,
  shapeOfKind,
  textOf,
  UNKNOWN,
} from './analysis.ts';
import { inferCall, inferMethod } from './calls.ts';
import type { CelNode } from './cel-ast.ts';
import { isSureValue } from './guards.ts';
import { inferBinary, inferChoice, inferList, inferLogical, inferMap, inferMinus, inferNot } from './operators.ts';
import { inferAccess, inferName } from './paths.ts';
import { withoutNull } from './schema.ts';

interface PlacedFinding extends Finding {
  readonly offset: number;
  readonly length: number;
}

export interface Inferred {
  readonly shape: Shape;
  readonly findings: readonly PlacedFinding[];
}

/** @param use `present`: the value must not be null. */
export function inferExpression(
  ast: CelNode,
  { source, names, use }: { source: string; names: Names; use: 'present' | 'any' },
): Inferred {
  const findings = new Map<string, PlacedFinding>();
  const analysis: Analysis = {
    source,
    names,
    report({ start, end }, finding) {
      const place = { offset: start, length: Math.max(1, end - start) };
      // One report per place and code, since the parts of a guard are checked more than once.
      const key = `${finding.code} ${place.offset} ${place.length}`;
      if (!findings.has(key)) findings.set(key, { ...finding, ...place });
    },
    infer: (node, env) => infer(analysis, node, env),
    demand: (node, env) => demand(analysis, node, env),
  };
  const env: Env = { variables: new Map(), sure: names.sure };
  const shape = use === 'present' ? analysis.demand(ast, env) : analysis.infer(ast, env);
  return { shape, findings: [...findings.values()] };
}

function demand(analysis: Analysis, node: CelNode, env: Env): Shape {
  const shape = analysis.infer(node, env);
  if (shape.nullable === null) return shape;
  analysis.report(node, { code: 'expr/may-be-null', ...absent(analysis, node, shape.nullable) });
  return { ...shape, nullable: null };
}

function absent(analysis: Analysis, node: CelNode, { stage, of }: Absence): Pick<Finding, 'message' | 'hint'> {
  const text = textOf(analysis, node);
  const subject = analysis.names.stages?.get(stage)?.asksAbout;
  const otherwise = subject
    ? `give the gate a fallback: otherwise: \${{ stages.${subject}.output }}`
    : `give stage "${stage}" an \`otherwise\``;
  switch (of) {
    case 'output':
      return {
        message: `${text} may be missing: stage "${stage}" can end without an output`,
        hint: `write stages.${stage}.output != null ? … : …, or ${otherwise}`,
      };
    case 'files':
      return {
        message: `${text} may be missing: stage "${stage}" can end without files`,
        hint: `write stages.${stage}.status == 'completed' ? … : …`,
      };
    case 'item':
      return {
        message: `${text} may be null: an item of stage "${stage}" that failed leaves null in the list`,
        hint: `leave those out first: stages.${stage}.output.filter(x, x != null), or ${otherwise}`,
      };
    default:
      return unreachable(of);
  }
}

function infer(analysis: Analysis, node: CelNode, env: Env): Shape {
  const shape = shapeAt(analysis, node, env);
  return isSureValue(node, env.sure) ? { ...shape, schema: withoutNull(shape), nullable: null } : shape;
}

function shapeAt(analysis: Analysis, node: CelNode, env: Env): Shape {
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      return inferName(analysis, node, env);
    case '.':
    case '.?':
    case '[]':
    case '[?]':
      return inferAccess(analysis, node, env);
    case 'call':
      return inferCall(analysis, node, env);
    case 'rcall':
      return inferMethod(analysis, node, env);
    case 'list':
      return inferList(analysis, node.args, env);
    case 'map':
      return inferMap(analysis, node.args, env);
    case '?:':
      return inferChoice(analysis, node, env);
    case '&&':
    case '||':
      return inferLogical(analysis, node, env);
    case '!_':
      return inferNot(analysis, node.args, env);
    case '-_':
      return inferMinus(analysis, node.args, env);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
    case 'in':
      return inferBinary(analysis, node, env);
    default:
      return unreachable(node);
  }
}

function literal(value: unknown): Shape {
  switch (typeof value) {
    case 'bigint':
    case 'number':
      return shapeOfKind('number');
    case 'string':
      return shapeOfKind('string');
    case 'boolean':
      return shapeOfKind('boolean');
    default:
      return value === null ? shapeOfKind('null') : UNKNOWN;
  }
}
