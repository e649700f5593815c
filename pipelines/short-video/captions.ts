/**
 * Text to be read while it is spoken: short pieces, each as long on the screen as its share of the speech. Pure.
 *
 * Pieces are cut between words as the language has them, also in languages without spaces; the text itself, whatever its
 * direction, stays as it is.
 */

export interface Caption {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Spoken {
  readonly text: string;
  /** Seconds from the beginning of the video. */
  readonly start: number;
  readonly end: number;
}

/** Two lines on an upright screen; a sign of Chinese, Japanese or Korean is as wide, and takes as long, as two letters. */
const MOST_LETTERS = 44;
const LEAST_LETTERS = 12;
/** Nobody looks at the same words for longer. */
const MOST_SECONDS = 6;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const captionsOf = (lines: readonly Spoken[]): readonly Caption[] => lines.flatMap(captionsOfLine);

function captionsOfLine({ text, start, end }: Spoken): readonly Caption[] {
  const slow = (lengthOf(text) * MOST_SECONDS) / Math.max(MOST_SECONDS, end - start);
  const pieces = cut(text, Math.min(MOST_LETTERS, slow));
  const total = pieces.reduce((sum, piece) => sum + weightOf(piece), 0);
  let at = start;
  return pieces.map((piece, index) => {
    const from = at;
    at = index === pieces.length - 1 ? end : at + ((end - start) * weightOf(piece)) / total;
    return { start: rounded(from), end: rounded(at), text: piece };
  });
}

/** Of about equal length, so that none flashes by with a single word; ends of sentences are kept together. */
export const piecesOf = (text: string): readonly string[] => cut(text, MOST_LETTERS);

function cut(text: string, most: number): readonly string[] {
  const count = Math.ceil(lengthOf(text) / most);
  const aim = lengthOf(text) / Math.max(1, count);
  const pieces: string[] = [''];
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = pieces.at(-1) ?? '';
    const isFull = lengthOf(last) >= aim || lengthOf(last) + lengthOf(segment) > most;
    const endsHere = /[.!?…,;:。！？]\s+$/.test(last) && lengthOf(last) > aim * 0.6;
    const isNew = isWordLike && (isFull || endsHere) && (/[\s\p{P}]$|^$/u.test(last) || lengthOf(last) >= most);
    // What opens stands with what follows it.
    const [opening = ''] = isNew ? (/(?<![\p{Ps}\p{Pi}])[\p{Ps}\p{Pi}]+$/u.exec(last) ?? []) : [''];
    pieces[pieces.length - 1] = isNew ? last.slice(0, last.length - opening.length) : last + segment;
    if (isNew) pieces.push(opening + segment);
  }
  return withoutScraps(pieces)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

/** The last word of a sentence does not stand alone. Spaces are still in the pieces: not every language has them. */
function withoutScraps(pieces: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const piece of pieces) {
    const last = kept.at(-1);
    const isScrap = last !== undefined && lengthOf(piece.trim()) < LEAST_LETTERS && !/[.!?。！？]\s*$/.test(last);
    if (isScrap) kept[kept.length - 1] = last + piece;
    else kept.push(piece);
  }
  return kept;
}

/** What is spoken takes about as long as it has letters; the end of a sentence takes a breath. */
const weightOf = (piece: string): number => lengthOf(piece) + (/[.!?。！？]$/.test(piece) ? 6 : 2);

const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
const lengthOf = (text: string): number =>
  [...letters.segment(text)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
