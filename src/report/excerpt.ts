/** Prepares a line of a file for display: escapes it, cuts it around a mistake, and computes its width. Pure. */
import type { Place } from '../model/diagnostic.ts';

/** Maximum width of an excerpt in columns; most lines are shorter. */
const MAX_WIDTH = 120;
/** Columns that stay visible before and after the mistake. */
const CONTEXT = 40;
const ELLIPSIS = '…';

/** C0, DEL, C1, line and paragraph separators, and marks that change the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g;

export const escapeControls = (text: string): string => text.replace(UNSAFE, (character) => escaped(character));

function escaped(character: string): string {
  if (character === '\t') return '\\t';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export interface Clipped {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/**
 * The excerpt in three parts, together at most {@link MAX_WIDTH} columns wide, with as much of the mistake as possible.
 */
export function clip({ excerpt, column, length, from = 0 }: Place): Clipped {
  const start = column - 1 - from;
  const end = start + length;
  const indent = /^ */.exec(excerpt)?.[0].length ?? 0;
  // The indentation is not shown.
  const lead = Math.min(indent, start);
  const before = shown(excerpt.slice(lead, start));
  const marked = shown(excerpt.slice(start, end));
  const after = shown(excerpt.slice(end));
  if (widthOf(before) + widthOf(marked) + widthOf(after) <= MAX_WIDTH) return { before, marked, after };
  const head = lastColumns(before, CONTEXT);
  const middle = firstColumns(marked, MAX_WIDTH - widthOf(head), ELLIPSIS);
  return {
    before: head,
    marked: middle,
    after: firstColumns(after, Math.max(1, MAX_WIDTH - widthOf(head) - widthOf(middle)), ELLIPSIS),
  };
}

/** Tabs become spaces; other control characters are escaped. */
const shown = (text: string): string => escapeControls(text.replaceAll('\t', '  '));

function lastColumns(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const kept: string[] = [];
  let width = 1;
  for (const character of [...text].reverse()) {
    width += widthOf(character);
    if (width > columns) break;
    kept.push(character);
  }
  return ELLIPSIS + kept.reverse().join('');
}

/** @param end appended to a text that is cut. */
export function firstColumns(text: string, columns: number, end = ''): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = widthOf(end);
  for (const character of text) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return kept + end;
}

/** Width of a text in a terminal: two columns for wide characters, none for combining marks. */
export function widthOf(text: string): number {
  // A quick check for nearly all lines.
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  if (/^(?:\p{Mn}|\p{Me}|\u200B|\u200C|\u200D|\uFE0F)$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}])$/u;
