/** What somebody meant who wrote an expression as Python, JavaScript or a template has it. Pure. */

const COALESCE = 'write x != null ? x : y';

const EACH = 'name an entry and what it becomes: list.map(x, x.name), list.filter(x, x.size > 3)';

const OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/^=>/, EACH],
  [/^=(?!=)/, 'write == to compare'],
  [/^and\b/, 'write &&'],
  [/^or\b/, 'write ||'],
  [/^not\b/, 'write ! before the condition'],
  [/^\|(?!\|)/, 'expressions have no filters, but templates do: {{ name | upcase }}'],
  [/^if\b/, 'write condition ? this : that'],
  [/^is\b/, 'write =='],
  [/^[\u2018-\u201F]/, "write plain quotes: 'text'"],
];

/** @param offset where the expression is not understood any more. */
export function operatorHint(source: string, offset: number): string | undefined {
  const rest = source.slice(offset, offset + 8);
  if (/\bnot\s+$/.test(source.slice(Math.max(0, offset - 16), offset))) return 'write ! instead of not';
  // The first signs of === and ?? are understood as what they are alone.
  const before = source.slice(Math.max(0, offset - 2), offset);
  if (before === '==' && rest.startsWith('=')) return 'write == to compare';
  if (before.endsWith('[') && /^[\]*]/.test(rest)) return EACH;
  if (before.endsWith('?') && rest.startsWith('?')) return COALESCE;
  const word = before.endsWith('.') ? /^(?:in|true|false|null)\b/.exec(rest)?.[0] : undefined;
  if (word !== undefined) return `write ['${word}'] instead of .${word}`;
  return OPERATORS.find(([pattern]) => pattern.test(rest))?.[1];
}

const NAMES: Readonly<Record<string, string>> = {
  None: 'write null',
  nil: 'write null',
  NULL: 'write null',
  Null: 'write null',
  undefined: 'write null',
  True: 'write true',
  TRUE: 'write true',
  False: 'write false',
  FALSE: 'write false',
  steps: 'write stages.<id>.output',
  jobs: 'write stages.<id>.output',
  needs: 'write stages.<id>.output',
  params: 'write inputs.<name>',
  parameters: 'write inputs.<name>',
  config: 'write vars.<name>, for a value under `vars:` in the config',
  matrix: 'give the stage `foreach: ${{ a list }}`, and write item',
  github: 'write inputs.<name>, and pass that input to the run',
  env: 'environment variables reach commands through `env:` in the config, and other stages as secrets',
};

export const otherName = (name: string): string | undefined => (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined);

const FINALLY = 'put the stage under "finally:", and read run.summary.status';

const SIZE: ReadonlySet<string> = new Set(['len', 'length', 'count']);
const FUNCTIONS: Readonly<Record<string, string>> = {
  str: 'write string(x)',
  toString: 'write string(x)',
  includes: 'write x.contains(y), or y in list',
  default: 'write has(x) ? x : y',
  coalesce: COALESCE,
  concat: 'write a + b',
  append: 'write list + [x]',
  push: 'write list + [x]',
  first: 'write list[0]',
  last: 'write list[size(list) - 1]',
  always: FINALLY,
  failure: FINALLY,
  cancelled: FINALLY,
  success: 'leave it out: a stage starts when everything it needs is done',
  toJSON: 'put the value into a longer text, or pass it to a module',
  fromJSON: 'use the value as it is: a JSON output has fields',
};

/** @param on what it is asked of, as written. */
export function otherFunction(name: string, on = 'x'): string {
  if (SIZE.has(name)) return `write size(${on})`;
  if (Object.hasOwn(FUNCTIONS, name) && FUNCTIONS[name] !== undefined) return FUNCTIONS[name];
  return 'available: size, has, string, int, double, contains, startsWith, endsWith, matches, split, join, map, filter, exists and all; for more, use a template or a module';
}

/** Of what has no fields, `x.length`. */
export const isSizeName = (name: string): boolean => SIZE.has(name) || name === 'size';
