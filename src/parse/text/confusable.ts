/** Characters that look like YAML syntax but are not, from word processors, chats or other keyboards. Pure. */

/** Spaces of other widths, of zero width, and non-breaking ones. */
const BLANK = '[\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF]';
const KEY = `["']?[\\w.-]+["']?`;

/** In the indentation, after the dash of an entry, around the colon of a key. */
const BLANKS: readonly RegExp[] = [
  new RegExp(`^ *(?:- *)?(${BLANK})`),
  new RegExp(`^ *(?:- +)?${KEY}(${BLANK})+ *:`),
  new RegExp(`(?:^|[\\s{[,])${KEY}:(${BLANK})`),
];
const COLON = new RegExp(`(?:^|[\\s{[,])${KEY}([\\uFF1A\\uFE55\\uA789\\u2236])`);
const QUOTE = /^[\u00AB\u2018-\u201F\u300C\uFF02]/;

/** A hint for a line with a mistake. */
export function confusableHint(line: string): string | undefined {
  const blank = BLANKS.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  if (blank !== undefined)
    return `write a plain space instead of the blank ${codePoint(blank)}, which is a letter in YAML`;
  const colon = COLON.exec(line)?.[1];
  return colon === undefined ? undefined : `write a plain ":" and a space instead of "${colon}"`;
}

export const beginsWithQuote = (text: string): boolean => QUOTE.test(text);

/** Removes the quotes of a word processor. */
export const unquoted = (text: string): string =>
  text.replaceAll(/^[\u00AB\u2018-\u201F]+|[\u00BB\u2018-\u201F]+$/g, '');

const codePoint = (character: string): string =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
