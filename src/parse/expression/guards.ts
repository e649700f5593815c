/**
 * What a condition makes sure of: `stages.x.output != null && …`, `has(inputs.y) ? … : …`. Pure.
 *
 * Facts are texts: `stage:x` (stage x has an output) and `input:y` (input y is given).
 */
import { type CelNode, isNullLiteral, pathOf } from './cel-ast.ts';

export type Facts = ReadonlySet<string>;
export type Outcome = 'true' | 'false';

const NONE: Facts = new Set();
const opposite = { true: 'false', false: 'true' } as const;

export const stageFact = (id: string): string => `stage:${id}`;
export const inputFact = (name: string): string => `input:${name}`;

/** What holds when the condition came to `outcome`. */
export function factsOf(condition: CelNode, outcome: Outcome): Facts {
  switch (condition.op) {
    case '!_':
      return factsOf(condition.args, opposite[outcome]);
    case '&&':
      return outcome === 'true' ? both(condition.args, outcome) : NONE;
    case '||':
      return outcome === 'false' ? both(condition.args, outcome) : NONE;
    case '!=':
      return outcome === 'true' ? notNull(condition.args) : isCompleted(condition.args);
    case '==':
      return outcome === 'false' ? notNull(condition.args) : isCompleted(condition.args);
    case 'in':
      return outcome === 'true' ? given(condition.args) : NONE;
    case 'call':
      return outcome === 'true' && condition.args[0] === 'has' ? present(condition.args[1]) : NONE;
    default:
      return NONE;
  }
}

const both = ([left, right]: readonly [CelNode, CelNode], outcome: Outcome): Facts =>
  factsOf(left, outcome).union(factsOf(right, outcome));

function notNull([left, right]: readonly [CelNode, CelNode]): Facts {
  if (isNullLiteral(left)) return outputOf(right);
  return isNullLiteral(right) ? outputOf(left) : NONE;
}

function outputOf(node: CelNode): Facts {
  const path = pathOf(node);
  return path?.length === 3 && path[0] === 'stages' && path[2] === 'output'
    ? new Set([stageFact(String(path[1]))])
    : NONE;
}

/** A stage with the status `completed` was not skipped. */
function isCompleted([left, right]: readonly [CelNode, CelNode]): Facts {
  const [status, value] = left.op === 'value' ? [right, left] : [left, right];
  const path = pathOf(status);
  const isStatus = path?.length === 3 && path[0] === 'stages' && path[2] === 'status';
  return isStatus && value.op === 'value' && value.args === 'completed' ? new Set([stageFact(String(path[1]))]) : NONE;
}

/** `'subtitle' in inputs`. */
function given([name, map]: readonly [CelNode, CelNode]): Facts {
  const path = pathOf(map);
  const isInput = path?.length === 1 && path[0] === 'inputs' && name.op === 'value' && typeof name.args === 'string';
  return isInput ? new Set([inputFact(String(name.args))]) : NONE;
}

function present([argument]: readonly CelNode[]): Facts {
  const path = argument ? pathOf(argument) : null;
  if (path?.[0] === 'stages' && path.length > 3) return new Set([stageFact(String(path[1]))]);
  return path?.[0] === 'inputs' && path.length > 1 ? new Set([inputFact(String(path[1]))]) : NONE;
}
