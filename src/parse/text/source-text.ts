/** The text of one file, and places in it. Pure. */
import type { Place } from '../../model/diagnostic.ts';
import { withoutSecrets } from './secret-like.ts';

export interface SourceText {
  readonly file: string;
  /** Without a byte order mark; offsets count in it. */
  readonly text: string;
  /** Offset of the first character of each line; at least one. */
  readonly lineStarts: readonly number[];
  /** Cached excerpts: a line may be long and have a hundred thousand mistakes. */
  readonly excerpts: Map<number, Excerpt>;
}

interface Excerpt {
  /** Length of the line in the file. */
  readonly length: number;
  readonly shown: string;
}

/** Converts an offset in a text, or in the string value of a scalar, to a place in the file. */
export type Locate = (offset: number, length: number) => Place;

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts, excerpts: new Map() };
}

/** Maximum length of an excerpt: diagnostics are stored in checkpoints, and a long line may have a hundred of them. */
const MOST_SHOWN = 600;
/** Maximum number of characters before the mistake. */
const MOST_BEFORE = 200;

/**
 * Offsets beyond the end mean the end; a range over several lines is cut at the end of the first. Values that look like
 * secrets are replaced by stars in the excerpt, which is shown in terminals and CI logs.
 */
export function placeAt(source: SourceText, offset: number, length: number): Place {
  const { file, text, lineStarts } = source;
  const start = Math.max(0, Math.min(offset, text.length));
  const line = lineOf(lineStarts, start);
  const lineStart = lineStarts[line] ?? 0;
  const excerpt = excerptOf(source, line);
  const column = Math.min(start - lineStart, excerpt.length);
  const visible = Math.max(1, Math.min(length, excerpt.length - column));
  return { file, line: line + 1, column: column + 1, length: visible, ...near(excerpt.shown, column) };
}

/** The part of a line around the column; omitted parts become `…`. */
function near(line: string, column: number): Pick<Place, 'excerpt' | 'from'> {
  if (line.length <= MOST_SHOWN) return { excerpt: line };
  const from = Math.max(0, column - MOST_BEFORE);
  const part = line.slice(from, from + MOST_SHOWN);
  const head = from === 0 ? part : `…${part.slice(1)}`;
  const excerpt = from + MOST_SHOWN < line.length ? `${head}…` : head;
  return from === 0 ? { excerpt } : { excerpt, from };
}

/** The text at a place, as far as it is in the excerpt. */
export function writtenAt({ excerpt, column, length, from = 0 }: Place): string {
  const start = column - 1 - from;
  return excerpt.slice(start, start + length);
}

function excerptOf({ text, lineStarts, excerpts }: SourceText, line: number): Excerpt {
  const known = excerpts.get(line);
  if (known) return known;
  const whole = text.slice(lineStarts[line] ?? 0, lineStarts[line + 1] ?? text.length);
  const own = whole.endsWith('\n') ? whole.slice(0, whole.endsWith('\r\n') ? -2 : -1) : whole;
  const excerpt = { length: own.length, shown: withoutSecrets(own) };
  excerpts.set(line, excerpt);
  return excerpt;
}

/** 0-based index of the line that holds the offset. */
function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
