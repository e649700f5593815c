/** Reads one source file: what it imports, how long its functions are, what it does that a pure file may not do. */
import { parseSync } from 'rolldown/utils';

export interface Import {
  readonly specifier: string;
  /** `lazy`: `import()`. */
  readonly kind: 'value' | 'type' | 'lazy';
  readonly line: number;
}

interface Span {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

interface Use {
  /** `Date.now`, `process`, `async` … */
  readonly name: string;
  readonly line: number;
}

/** Words that stand in the source: of a template what is before its first and after its last value. */
interface Words {
  readonly begins: string;
  readonly ends: string;
  readonly line: number;
}

export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly Span[];
  readonly uses: readonly Use[];
  /** What is called `hint`, or ends so. */
  readonly hints: readonly Words[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

const GLOBALS: ReadonlySet<string> = new Set([
  ...['process', 'console', 'performance', 'crypto', 'fetch', 'globalThis', 'require', 'Promise'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

interface Found {
  readonly imports: Import[];
  readonly functions: Span[];
  readonly uses: Use[];
  readonly hints: Words[];
  readonly lineOf: (offset: number) => number;
}

export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const lineOf = linesOf(text);
  const found: Found = { imports: [], functions: [], uses: [], hints: [], lineOf };
  visit(program, found);
  const { imports, functions, uses, hints } = found;
  return { path, lines: text.replace(/\n$/, '').split('\n').length, imports, functions, uses, hints };
}

/** @returns the line of an offset, from 1. */
function linesOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function visit(node: unknown, found: Found): void {
  if (Array.isArray(node)) {
    for (const entry of node) visit(entry, found);
    return;
  }
  if (!isNode(node)) return;
  noteImport(node, found);
  noteFunction(node, found);
  noteUse(node, found);
  noteHint(node, found);
  for (const [key, child] of Object.entries(node)) if (!isName(node, key)) visit(child, found);
}

/** A key or a member is a name, not the global of that name. */
const isName = (node: Node, key: string): boolean =>
  node.computed === false && (key === 'key' || (key === 'property' && node.type === 'MemberExpression'));

function noteImport(node: Node, { imports, lineOf }: Found): void {
  const source = node.source ?? (node.type === 'TSImportType' ? node.argument : null);
  if (!isNode(source) || typeof source.value !== 'string') return;
  const isType = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
  const kind = node.type === 'ImportExpression' ? 'lazy' : isType ? 'type' : 'value';
  imports.push({ specifier: source.value, kind, line: lineOf(node.start) });
}

function noteFunction(node: Node, { functions, uses, lineOf }: Found): void {
  if (!FUNCTIONS.has(node.type)) return;
  const line = lineOf(node.start);
  const name = isNode(node.id) && typeof node.id.name === 'string' ? node.id.name : 'a function';
  functions.push({ name, line, lines: lineOf(node.end) - line + 1 });
  if (node.async === true) uses.push({ name: 'async', line });
}

function noteUse(node: Node, { uses, lineOf }: Found): void {
  const name = usedName(node);
  if (name !== null) uses.push({ name, line: lineOf(node.start) });
}

function usedName(node: Node): string | null {
  switch (node.type) {
    case 'AwaitExpression':
    case 'ImportExpression':
      return 'async';
    case 'Identifier':
      return typeof node.name === 'string' && GLOBALS.has(node.name) ? node.name : null;
    case 'MemberExpression':
      return isCalled(node.object, 'Math') && isCalled(node.property, 'random')
        ? 'Math.random'
        : isCalled(node.object, 'Date') && isCalled(node.property, 'now')
          ? 'Date.now'
          : null;
    case 'NewExpression':
    case 'CallExpression':
      return isCalled(node.callee, 'Date') && Array.isArray(node.arguments) && node.arguments.length === 0
        ? 'Date.now'
        : null;
    default:
      return null;
  }
}

const isCalled = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node.name === name;

function noteHint(node: Node, { hints, lineOf }: Found): void {
  const name = node.type === 'Property' ? node.key : node.type === 'VariableDeclarator' ? node.id : null;
  if (!isNode(name) || typeof name.name !== 'string' || !/(?:^|_)hint$|Hint$/i.test(name.name)) return;
  for (const words of wordsOf(node.type === 'Property' ? node.value : node.init))
    hints.push({ begins: words.begins, ends: words.ends, line: lineOf(words.at) });
}

/** Of a value that is written out, or of those that it is chosen from. */
function wordsOf(node: unknown): readonly { readonly begins: string; readonly ends: string; readonly at: number }[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ begins: node.value, ends: node.value, at: node.start }] : [];
    case 'TemplateLiteral': {
      const texts = (node.quasis as readonly { readonly value: { readonly cooked: string } }[]).map(
        ({ value }) => value.cooked,
      );
      return [{ begins: texts[0] ?? '', ends: texts.at(-1) ?? '', at: node.start }];
    }
    case 'ConditionalExpression':
      return [...wordsOf(node.consequent), ...wordsOf(node.alternate)];
    case 'LogicalExpression':
      return [...wordsOf(node.left), ...wordsOf(node.right)];
    case 'ArrowFunctionExpression':
      return wordsOf(node.body);
    default:
      return [];
  }
}
