/**
 * Breaks text into lines of a width. Pure.
 *
 * 1. A line breaks at a space; in scripts without spaces between words, and next to their punctuation.
 * 2. Opening punctuation stays with what follows it, closing punctuation with what precedes it.
 * 3. A word is split only if it is wider than a line, and then between characters as people see them.
 */
import { graphemesOf } from './graphemes.ts';

export type Width = (text: string) => number;

const wordBorders = new Intl.Segmenter('en', { granularity: 'word' });

const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Closing punctuation of East Asian writing, which is not followed by a space. */
const CLOSES = /[、。〉》」』】〕〗〙〛！），．：；？］｝～…”’]$/u;
const OPENS = /^[〈《「『【〔〖〘〚（［｛“‘]/u;

/** Pieces between which a line may break; a trailing space is removed at the end of a line. */
export function breakable(text: string): readonly string[] {
  const pieces: string[] = [];
  let before = '';
  for (const { segment, isWordLike = false } of wordBorders.segment(text)) {
    const isWordless = WITHOUT_SPACES.test(before);
    const afterMark = CLOSES.test(before) && WITHOUT_SPACES.test(segment);
    const isBreak =
      /\s$/.test(before) ||
      afterMark ||
      (isWordless && isWordLike && WITHOUT_SPACES.test(segment)) ||
      (OPENS.test(segment) && (isWordless || CLOSES.test(before)));
    if (pieces.length === 0 || (isBreak && !/^\s/.test(segment))) pieces.push(segment);
    else pieces[pieces.length - 1] += segment;
    before = segment;
  }
  return pieces;
}

/** @returns lines of at most `limit`. */
export function wrapped(text: string, limit: number, width: Width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of breakable(text).flatMap((one) => fitting(one, limit, width))) {
    if (line !== '' && width((line + piece).trimEnd()) > limit) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

const NARROWINGS = 6;

/** As few lines as possible, of about the same width: easier to read than a full line and a single word. */
export function balanced(text: string, limit: number, width: Width): readonly string[] {
  let best = wrapped(text, limit, width);
  const widest = breakable(text).reduce((most, piece) => Math.max(most, width(piece.trimEnd())), 0);
  let [least, most] = [Math.min(limit, Math.max(widest, width(text) / best.length)), limit];
  for (let step = 0; best.length > 1 && least < most && step < NARROWINGS; step += 1) {
    const middle = (least + most) / 2;
    const tried = wrapped(text, middle, width);
    if (tried.length > best.length) least = middle;
    else [best, most] = [tried, middle];
  }
  return best;
}

/** The first `most` lines. If there are more, the last one ends with an ellipsis, after a word if it has several. */
export function cutOff(
  lines: readonly string[],
  most: number,
  { limit, width }: { readonly limit: number; readonly width: Width },
): readonly string[] {
  const last = lines[most - 1];
  if (lines.length <= most || last === undefined) return lines;
  const words = breakable(last);
  const parts = [...(words.length > 1 ? words : graphemesOf(last))];
  const dotted = (): string => `${parts.join('').replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, '')}…`;
  while (parts.length > 1 && width(dotted()) > limit) parts.pop();
  return [...lines.slice(0, most - 1), dotted()];
}

/** Splits a word that is wider than a line. */
function fitting(piece: string, limit: number, width: Width): readonly string[] {
  if (width(piece.trimEnd()) <= limit) return [piece];
  const parts: string[] = [];
  for (const segment of graphemesOf(piece)) {
    const last = parts.at(-1);
    if (last !== undefined && width(last + segment) <= limit) parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return parts;
}
