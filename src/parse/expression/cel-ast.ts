/** The syntax tree of an expression, and common queries on it. Pure. */

/** Identifiers of the language itself: types and libraries. */
export const BUILT_IN: ReadonlySet<string> = new Set(
  'string bool int uint double map list bytes null_type type google cel optional'.split(' '),
);

/** All names that may begin a path. Which of them exist depends on the scope. */
export const ROOTS = ['inputs', 'context', 'stages', 'item', 'index', 'run', 'vars', 'secrets', 'feedback'];

interface Node<Op extends string, Args> {
  readonly op: Op;
  /** Not readonly, since cel.ts replaces entries of its own trees. */
  readonly args: Args;
  /** Of a field, the offset of its name; else `start`. */
  readonly pos: number;
  readonly start: number;
  readonly end: number;
}
type Pair = [CelNode, CelNode];
type BinaryOp = '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | '&&' | '||';

/** One variant per operator, so that `switch (node.op)` narrows `args`. */
export type CelNode =
  | Node<'value', unknown>
  | Node<'id', string>
  | Node<'.', [CelNode, string]>
  | Node<'.?', [CelNode, string]>
  | Node<'[]', Pair>
  | Node<'[?]', Pair>
  | Node<'call', [string, CelNode[]]>
  | Node<'rcall', [string, CelNode, CelNode[]]>
  | Node<'list', CelNode[]>
  | Node<'map', Pair[]>
  | Node<'?:', [CelNode, CelNode, CelNode]>
  | Node<'!_', CelNode>
  | Node<'-_', CelNode>
  | { [Op in BinaryOp]: Node<Op, Pair> }[BinaryOp];
export type PathStep = string | number;

/** Macros that evaluate their arguments for each entry. */
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

export interface Macro {
  readonly variable: string;
  /** The list or map, or for `cel.bind` the value that is named. */
  readonly source: CelNode;
  readonly bodies: readonly CelNode[];
  readonly type: 'loop' | 'bind';
  readonly name: string;
}

/** `list.map(x, …)` and similar macros, or `cel.bind(x, value, …)`; null: not a macro. */
export function macroOf(node: CelNode): Macro | null {
  if (node.op !== 'rcall') return null;
  const [name, receiver, [variable, ...rest]] = node.args;
  if (variable?.op !== 'id') return null;
  const [value, ...bodies] = rest;
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel') {
    return value && bodies.length > 0 ? { variable: variable.args, source: value, bodies, type: 'bind', name } : null;
  }
  if (!LOOPS.has(name) || rest.length === 0) return null;
  return { variable: variable.args, source: receiver, bodies: rest, type: 'loop', name };
}

export function childrenOf(node: CelNode): readonly CelNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case '!_':
    case '-_':
      return [node.args];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

/** `stages.x.output[0]` -> ['stages', 'x', 'output', 0]; null: not only names and literal indexes. */
export function pathOf(node: CelNode): readonly PathStep[] | null {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '[]') return null;
  const base = pathOf(node.args[0]);
  if (!base) return null;
  const step = node.op === '.' ? node.args[1] : literalIndex(node.args[1]);
  return step === null ? null : [...base, step];
}

export function literalIndex(node: CelNode): PathStep | null {
  if (node.op !== 'value') return null;
  if (typeof node.args === 'string') return node.args;
  return typeof node.args === 'bigint' && node.args >= 0n && node.args < 2n ** 32n ? Number(node.args) : null;
}

export const isNullLiteral = (node: CelNode): boolean => node.op === 'value' && node.args === null;

/** Ids of the stages that the tree reads as `stages.<id>`, unless a macro variable hides the name. */
export function stagesIn(ast: CelNode): ReadonlySet<string> {
  const found = new Set<string>();
  visit(ast, (node) => {
    const path = node.op === '.' || node.op === '[]' ? pathOf(node) : null;
    if (path?.[0] === 'stages' && typeof path[1] === 'string') found.add(path[1]);
  });
  return found;
}

export function namesIn(ast: CelNode): ReadonlySet<string> {
  const found = new Set<string>();
  visit(ast, (node) => {
    if (node.op === 'id') found.add(node.args);
  });
  return found;
}

/** In the order of the source. */
export function visit(ast: CelNode, see: (node: CelNode) => void): void {
  const open = [ast];
  for (let node = open.pop(); node; node = open.pop()) {
    see(node);
    open.push(...childrenOf(node).toReversed());
  }
}
