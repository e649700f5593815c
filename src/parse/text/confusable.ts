/** Characters that look like those of YAML and are letters to it: of a word processor, a chat, another keyboard. Pure. */

/** Wider or narrower than a space, of no width, or one that keeps a line together. */
const BLANK = '[\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF]';
const KEY = `["']?[\\w.-]+["']?`;

/** In the indentation, behind the dash of an entry, around the colon of a key. */
const BLANKS: readonly RegExp[] = [
  new RegExp(`^ *(?:- *)?(${BLANK})`),
  new RegExp(`^ *(?:- +)?${KEY}(${BLANK})+ *:`),
  new RegExp(`(?:^|[\\s{[,])${KEY}:(${BLANK})`),
];
const COLON = new RegExp(`(?:^|[\\s{[,])${KEY}([\\uFF1A\\uFE55\\uA789\\u2236])`);
const QUOTE = /^[\u00AB\u2018-\u201F\u300C\uFF02]/;

/** What to write instead, of a line with a mistake in it. */
export function confusableHint(line: string): string | undefined {
  const blank = BLANKS.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  if (blank !== undefined)
    return `write a plain space instead of the blank ${codePoint(blank)}, which is a letter in YAML`;
  const colon = COLON.exec(line)?.[1];
  return colon === undefined ? undefined : `write a plain ":" and a space instead of "${colon}"`;
}

export const beginsWithQuote = (text: string): boolean => QUOTE.test(text);

/** What stands between quotes of a word processor. */
export const unquoted = (text: string): string =>
  text.replaceAll(/^[\u00AB\u2018-\u201F]+|[\u00BB\u2018-\u201F]+$/g, '');

const codePoint = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
