/**
 * Captions as text: cleaned, broken into lines, written as SRT and WebVTT. Pure.
 *
 * 1. Times increase, and captions do not overlap.
 * 2. A line has at most 42 characters (21 in Chinese, Japanese and Korean), a caption at most two lines. The rest of a
 *    longer text becomes another caption, and time is divided by the length of the texts.
 * 3. Nothing in a text can end a caption or begin a tag.
 */
import { graphemesOf } from './graphemes.ts';
import { balanced } from './line-breaks.ts';

export interface Caption {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const LINE_LIMIT = 42;
const MOST_LINES = 2;

/** The width of a text, and the limit for a line, in the same unit. */
export interface Measure {
  readonly width: (text: string) => number;
  readonly limit: number;
}

export interface BrokenCaption extends Omit<Caption, 'text'> {
  readonly lines: readonly string[];
}

/** Characters that are twice as wide as others, and carry about twice as much meaning. */
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** Latin, Greek and Cyrillic without combining marks: one character per code unit. */
const EACH_BY_ITSELF = /^[\x20-\u02ff\u0370-\u0482\u048a-\u052f]*$/;

/** In characters as readers see them; wide ones count as two. */
export const BY_CHARACTERS: Measure = {
  width: (text) =>
    // Segmenting takes a hundred times as long: seconds, if one caption has the text of an hour.
    EACH_BY_ITSELF.test(text) ? text.length : graphemesOf(text).reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0),
  limit: LINE_LIMIT,
};

// Control characters, and those that change the text direction and could reverse the rest of a screen.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const cleanText = (text: string): string => text.replace(UNSAFE, '').replace(/\s+/g, ' ').trim();

export function brokenCaptions(captions: readonly Caption[], measure: Measure): readonly BrokenCaption[] {
  const sorted = captions
    .map((caption) => ({ ...caption, text: cleanText(caption.text) }))
    .filter(({ text, start, end }) => text !== '' && end > start)
    .toSorted((a, b) => a.start - b.start);
  return sorted.flatMap((caption, index) => {
    const next = sorted[index + 1];
    const end = next ? Math.min(caption.end, Math.max(next.start, caption.start)) : caption.end;
    return end > caption.start ? parted({ ...caption, end }, measure) : [];
  });
}

function parted({ start, end, text }: Caption, measure: Measure): readonly BrokenCaption[] {
  const lines = balanced(text, measure.limit, measure.width);
  const parts = Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, index) =>
    lines.slice(index * MOST_LINES, (index + 1) * MOST_LINES),
  );
  const lengths = parts.map((part) => part.join(' ').length);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let at = start;
  return parts.map((part, index) => {
    const until = index === parts.length - 1 ? end : at + ((end - start) * (lengths[index] ?? 0)) / whole;
    const broken = { start: at, end: until, lines: part };
    at = until;
    return broken;
  });
}

/** SubRip. It has no escapes: in anything that could be a tag, the brackets are replaced by similar characters. */
export function toSrt(captions: readonly Caption[]): string {
  return brokenCaptions(captions, BY_CHARACTERS)
    .map(({ start, end, lines }, index) => {
      const text = lines.join('\n').replaceAll('<', '‹').replaceAll('>', '›');
      return `${index + 1}\n${timeOf(start, ',')} --> ${timeOf(end, ',')}\n${text}\n`;
    })
    .join('\n');
}

export function toVtt(captions: readonly Caption[]): string {
  const cues = brokenCaptions(captions, BY_CHARACTERS).map(({ start, end, lines }) => {
    const text = lines.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return `${timeOf(start, '.')} --> ${timeOf(end, '.')}\n${text}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** Rounded to milliseconds: `00:01:02.500`. */
function timeOf(seconds: number, point: ',' | '.'): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}${point}${pad(ms % 1000, 3)}`;
}
