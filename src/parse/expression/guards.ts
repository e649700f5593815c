/**
 * The facts that a condition ensures: `stages.x.output != null && …`, `has(inputs.y) ? … : …`. Pure.
 *
 * Facts are texts: `stage:x` (stage x has an output), `input:y` (input y is given) and `value:…` (what the path leads
 * to is not null).
 */
import { type CelNode, isNullLiteral, type PathStep, pathOf } from './cel-ast.ts';

export type Facts = ReadonlySet<string>;
export type Outcome = 'true' | 'false';

const NONE: Facts = new Set();
const opposite = { true: 'false', false: 'true' } as const;

export const stageFact = (id: string): string => `stage:${id}`;
export const inputFact = (name: string): string => `input:${name}`;

export const valueFact = (path: readonly PathStep[]): string => `value:${JSON.stringify(path)}`;

/** Is the value of the node known not to be null? */
export function isSureValue(node: CelNode, sure: Facts): boolean {
  const path = sure.size === 0 ? null : pathOf(node);
  return path !== null && sure.has(valueFact(path));
}

/** Null if the run did not complete. */
const SUMMARY_OUTPUTS = ['run', 'summary', 'outputs'];

export const isSummaryOutputs = (node: CelNode): boolean => pathOf(node)?.join('.') === SUMMARY_OUTPUTS.join('.');

/** A hint for reading an optional input. */
export const optionalInputHint = (name: string): string =>
  `give it a \`default:\`, or write has(inputs.${name}) ? inputs.${name} : …`;

/** The facts that are true if the condition evaluates to `outcome`. */
export function factsOf(condition: CelNode, outcome: Outcome): Facts {
  switch (condition.op) {
    case '!_':
      return factsOf(condition.args, opposite[outcome]);
    case '&&':
      return outcome === 'true' ? both(condition.args, outcome) : NONE;
    case '||':
      return outcome === 'false' ? both(condition.args, outcome) : NONE;
    case '!=':
      return outcome === 'true' ? notNull(condition.args) : equal(condition.args);
    case '==':
      return outcome === 'false' ? notNull(condition.args) : equal(condition.args);
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
  if (isNullLiteral(left)) return there(right);
  return isNullLiteral(right) ? there(left) : NONE;
}

function there(node: CelNode): Facts {
  const path = pathOf(node);
  if (path === null) return NONE;
  const isOutput = path.length === 3 && path[0] === 'stages' && path[2] === 'output';
  return new Set([valueFact(path), ...(isOutput ? [stageFact(String(path[1]))] : [])]);
}

/** A value that equals a text or number is not null. */
function equal(sides: readonly [CelNode, CelNode]): Facts {
  const [value, other] = sides[0].op === 'value' ? sides : [sides[1], sides[0]];
  return isCompleted(sides).union(value.op === 'value' && !isNullLiteral(value) ? there(other) : NONE);
}

/** A stage with the status `completed` was not skipped. */
function isCompleted([left, right]: readonly [CelNode, CelNode]): Facts {
  const [status, value] = left.op === 'value' ? [right, left] : [left, right];
  const path = pathOf(status);
  const isStatus = path?.length === 3 && path[0] === 'stages' && path[2] === 'status';
  if (path?.join('.') === 'run.summary.status' && value.op === 'value' && value.args === 'completed')
    return new Set([valueFact(SUMMARY_OUTPUTS)]);
  return isStatus && value.op === 'value' && value.args === 'completed' ? new Set([stageFact(String(path[1]))]) : NONE;
}

/** `'subtitle' in inputs`. */
function given([name, map]: readonly [CelNode, CelNode]): Facts {
  const path = pathOf(map);
  if (path === null || name.op !== 'value' || typeof name.args !== 'string') return NONE;
  const isThere = new Set([valueFact([...path, name.args])]);
  return path.length === 1 && path[0] === 'inputs' ? isThere.add(inputFact(name.args)) : isThere;
}

/** `has(a.b)`. The field could still be null, but people use it as a check for that, too. */
function present([argument]: readonly CelNode[]): Facts {
  const path = argument ? pathOf(argument) : null;
  if (path === null || path.length < 2) return NONE;
  const isThere = new Set([valueFact(path)]);
  if (path[0] === 'stages') return path.length > 3 ? isThere.add(stageFact(String(path[1]))) : NONE;
  return path[0] === 'inputs' ? isThere.add(inputFact(String(path[1]))) : isThere;
}
