/** Hints for expressions in the syntax of Python, JavaScript or template languages. Pure. */
import { ownValue } from '../../model/own-value.ts';

const COALESCE = 'write x != null ? x : y';

const FINALLY = 'put the stage under "finally:", and read run.summary.status';

const EACH = 'name an entry and what it becomes: list.map(x, x.name), list.filter(x, x.size > 3)';

const OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/^=>/, EACH],
  [/^=(?!=)/, 'write == to compare'],
  [/^and\b/, 'write &&'],
  [/^or\b/, 'write ||'],
  [/^not\b/, 'write ! before the condition'],
  [/^\|\s*defa/, 'write has(x) ? x : y, or give the input a `default:`'],
  [/^\|(?!\|)/, 'expressions have no filters, but templates do: {{ name | upcase }}'],
  [/^if\b/, 'write condition ? this : that'],
  [/^is\b/, 'write =='],
  [/^[\u2018-\u201F]/, "write plain quotes: 'text'"],
  [/^[\u00A0\u2000-\u200B\u202F\u3000\uFEFF]/, 'write a plain space instead of the special one here'],
];

/** @param offset of the syntax error. */
export function operatorHint(source: string, offset: number): string | undefined {
  const rest = source.slice(offset, offset + 8);
  if (/\bnot\s+$/.test(source.slice(Math.max(0, offset - 16), offset))) return 'write ! instead of not';
  // The first characters of === and ?? are operators themselves.
  const before = source.slice(Math.max(0, offset - 2), offset);
  if (before === '==' && rest.startsWith('=')) return 'write == to compare';
  if (before.endsWith('[') && /^[\]*]/.test(rest)) return EACH;
  if (before.endsWith('?') && rest.startsWith('?')) return COALESCE;
  const word = before.endsWith('.') ? /^(?:in|true|false|null)\b/.exec(rest)?.[0] : undefined;
  if (word !== undefined) return `write ['${word}'] instead of .${word}`;
  if (rest === '' && /[\u00A0\u2000-\u200B\u202F\u3000\uFEFF]\s*$/.test(source))
    return 'delete the special space at the end';
  return OPERATORS.find(([pattern]) => pattern.test(rest))?.[1];
}

/** Paths of other tools -> ours. Stage ids have no hyphens here. */
const PATHS: readonly (readonly [RegExp, (name: string, field: string) => string])[] = [
  [
    /^(?:steps|needs|jobs|tasks|nodes)\.([\w-]+)\.outputs?\.(?:parameters\.)?([\w-]+)/,
    (id, field) => `${outputOf(id)}${field === 'result' ? '' : `.${field}`}`,
  ],
  [
    /^(?:steps|needs|jobs|tasks|nodes)\.([\w-]+)\.(?:outcome|conclusion|result|status)\b/,
    (id) => `stages.${idOf(id)}.status`,
  ],
  [
    /^(?:(?:inputs|workflow)\.parameters|params|parameters|arguments|dag_run\.conf|(?:github\.)?event\.inputs)\.([\w-]+)/,
    (name) => `inputs.${name}`,
  ],
  [/^var\.value\.(\w+)/, (name) => `vars.${name}`],
  [/^(?:workflow\.(?:name|uid)|github\.run_id|run_id)\b/, () => 'run.id'],
  [/^\$json\.(\w+)|^\$json\[["'](\w+)["']\]/, (name, other) => `stages.<id>.output.${name || other}`],
  [
    /^\$(?:node\[|\(|items\()["']([^"']+)["'][\])](?:\.item|\.first\(\))?\.json\.(\w+)/,
    (id, field) => `${outputOf(id)}.${field}`,
  ],
  [/^\$input\.(?:item|first\(\))\.json\.(\w+)/, (name) => `item.${name}`],
];

const idOf = (id: string): string => id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
const outputOf = (id: string): string => `stages.${idOf(id)}.output`;

/** @param path with the text that follows it. @returns our path, if it is known. */
export function otherPath(path: string): string | undefined {
  for (const [pattern, ours] of PATHS) {
    const found = pattern.exec(path);
    if (found) return ours(found[1] ?? '', found[2] ?? '');
  }
  return undefined;
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
  runner: 'there is no information about the machine here; a command can find out',
  job: FINALLY,
  workflow: 'write run.id, or inputs.<name>',
  env: 'list it under "env:" in pipeline-runner.config.yaml for commands; other stages read vars.<name>, or a secret',
};

export const otherName = (name: string): string | undefined => ownValue(NAMES, name);

const NO_CLOCK = 'a run has no clock: give it the time as an input';
const NO_LUCK = 'nothing is left to chance here: run.id and run.uid are those of the run';
const NO_FILES = 'name the file under "context:" of the pipeline, and read context.<name>';

const NO_JSON =
  'leave it out: a value becomes JSON in a longer text, and a command reads all of them from PIPELINE_INPUT';

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
  always: 'leave it out: a stage under "finally:" runs however the run ends',
  failure: 'write run.summary.status == \'failed\', in a stage under "finally:"',
  cancelled: 'write run.summary.status == \'cancelled\', in a stage under "finally:"',
  success: 'leave it out: a stage starts when everything it needs is done',
  format: 'write the values into the text: "a ${{ x }} b"',
  now: NO_CLOCK,
  today: NO_CLOCK,
  date: NO_CLOCK,
  utcnow: NO_CLOCK,
  uuid: NO_LUCK,
  uuidv4: NO_LUCK,
  random: NO_LUCK,
  file: NO_FILES,
  readFile: NO_FILES,
  read_file: NO_FILES,
  hashFiles: 'leave it out: a stage runs again when a file that it names has changed',
  json: NO_JSON,
  toJSON: NO_JSON,
  toJson: NO_JSON,
  to_json: NO_JSON,
  tojson: NO_JSON,
  dumps: NO_JSON,
  stringify: NO_JSON,
  fromJSON: 'use the value as it is: a JSON output has fields',
};

/** The hint for a function of another language. */
export const knownElsewhere = (name: string): string | undefined => ownValue(FUNCTIONS, name);

/** @param on the receiver, as written. */
export function otherFunction(name: string, on = 'x'): string {
  if (SIZE.has(name)) return `write size(${on})`;
  return (
    knownElsewhere(name) ??
    'available: size, has, string, int, double, contains, startsWith, endsWith, matches, split, join, map, filter, exists and all; for more, use a template or a module'
  );
}

/** Names such as `length` that mean the size of a value without fields. */
export const isSizeName = (name: string): boolean => SIZE.has(name) || name === 'size';
