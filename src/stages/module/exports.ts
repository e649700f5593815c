/**
 * Finds what a module exports from its text, without running it. Pure.
 *
 * This is not a parser: code in unknown forms gives no result, and so no diagnostic.
 */
import type { Failure } from '../../model/failure.ts';
import { failure } from '../failures.ts';

/** @param others functions that the module exports. */
export function noExport({ path, name, others }: Wanted): Failure {
  const [only] = others;
  const hint =
    only === undefined
      ? `write \`export${name === 'default' ? ' default' : ''}\` before the function to call`
      : `write \`export: ${only}\` under \`with\`, or \`export default\` in the module`;
  const has = others.length === 0 ? 'it does not export a function' : `functions in it: ${others.join(', ')}`;
  return failure('module/export', `${path} has no export "${name}"; ${has}`, { hint });
}

interface Wanted {
  readonly path: string;
  readonly name: string;
  readonly others: readonly string[];
}

/** Signs of CommonJS, whose exports are not known. `this` is the exports object, too. */
const COMMONJS = /\b(?:exports|module|require|this)\b/;
/** Only comments at the beginning of a line: others may be inside of strings. */
const COMMENT = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm;
const WORD = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
/** Each form at the word `export`, with the name that it exports; a list of names, or none: types. */
const FORM = new RegExp(
  `^export\\s+(?:` +
    [
      `(?<fixed>default\\s+(?:async\\s+function|function|class|async\\s*\\(|async\\s+${WORD}\\s*=>|\\())`,
      `(?<loose>default)\\b`,
      `(?:declare\\s+)?(?:async\\s+)?(?:(?<callable>function)\\b\\s*\\*?|(?:abstract\\s+)?class\\b|(?:const\\s+)?enum\\b|namespace\\b|(?<several>const|let|var)\\b)\\s*(?<name>${WORD})`,
      `(?:declare\\s+)?(?:type\\s+${WORD}|interface\\b|type\\s*\\{[^}]*\\})`,
      `(?<list>\\{[^{}]*\\})`,
      `\\*\\s*as\\s+(?<all>${WORD})\\s+from`,
    ].join('|') +
    ')',
  'u',
);

/**
 * @param name `default`, or the name of an export.
 * @returns functions that the module exports instead; null: it may export `name`.
 */
export function exportsInstead(text: string, name: string): readonly string[] | null {
  const names = new Set<string>();
  const functions = new Set<string>();
  let isLoose = false;
  let isOneOfSeveral = false;
  let isUnknown = false;
  for (const [index, code] of [text, text.replace(COMMENT, '')].entries()) {
    for (const { index: at } of code.matchAll(/(?<![.\w$#-])export\b(?!\s*:)/g)) {
      const found = FORM.exec(code.slice(at, at + 2_000))?.groups;
      // The export may be inside of a comment: then nothing is known.
      if (!found) isUnknown ||= index === 1;
      else {
        const { fixed, loose, callable, several, name: one, list, all } = found;
        if (fixed !== undefined || loose !== undefined) names.add('default');
        isLoose ||= loose !== undefined;
        isOneOfSeveral ||= several !== undefined;
        for (const known of [one, all, ...namesIn(list ?? '')]) if (known !== undefined) names.add(known);
        if (callable !== undefined && one !== undefined && index === 1) functions.add(one);
      }
    }
  }
  if (isUnknown || names.has(name)) return null;
  // A compiled module has its exports in the default one.
  if (isLoose && name !== 'default') return null;
  if (isOneOfSeveral && new RegExp(`,\\s*${escaped(name)}\\b`).test(text)) return null; // `const a = 1, b = 2`
  if (names.size === 0 && COMMONJS.test(text)) return null;
  return [...functions];
}

/** `{ a, b as c, type D, e as "f" }`. */
const namesIn = (list: string): readonly string[] =>
  list
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .slice(1, -1)
    .split(',')
    .map((entry) =>
      (
        entry
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? ''
      )
        .replace(/^type\s+/, '')
        .replace(/^["']|["']$/g, ''),
    );

const escaped = (text: string): string => text.replace(/[$\\^.*+?()[\]{}|]/g, '\\$&');
