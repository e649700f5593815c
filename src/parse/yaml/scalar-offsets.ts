/**
 * Maps each character of a scalar's value to its place in the file, for squiggles in quoted, folded and block texts.
 *
 * Characters other than white space have the same order in the source as in the value, with only white space, quotes
 * and escapes between; so each is found by walking forward. White space is mapped approximately.
 */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** One range of the source: from the scalar's first character (its quote or `|`) to its end. */
export interface ScalarSource {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
}

/** @returns one offset for each UTF-16 unit of the value, and one for its end. */
export function scalarOffsets(value: string, source: ScalarSource): Uint32Array {
  const offsets = new Uint32Array(value.length + 1);
  let at = contentStart(source);
  for (let i = 0; i < value.length; ) {
    const unit = value[i] ?? '';
    if (!isSpace(unit)) while (at < source.end && isSpace(source.text[at] ?? '')) at++;
    const escaped =
      source.style === 'double' && at < source.end && source.text[at] === '\\' ? escapeAt(source.text, at) : null;
    const units = escaped?.units ?? 1;
    for (let n = 0; n < units; n++) offsets[i + n] = Math.min(at, source.end);
    i += units;
    at = advance(source, at, { unit, escaped });
  }
  offsets[value.length] = Math.min(at, source.end);
  return offsets;
}

interface Escape {
  /** Characters of the source that it takes. */
  readonly length: number;
  /** UTF-16 units of the value that it makes; 0: an escaped line break. */
  readonly units: number;
}

function advance(source: ScalarSource, at: number, step: { unit: string; escaped: Escape | null }): number {
  if (step.escaped) return at + step.escaped.length;
  const here = source.text[at] ?? '';
  if (source.style === 'single' && here === "'") return at + 2;
  // A space of the value that the source does not have: the line break that was folded is already behind.
  return isSpace(step.unit) && !isSpace(here) ? at : at + 1;
}

function contentStart({ text, start, end, style }: ScalarSource): number {
  if (style === 'plain') return start;
  if (style !== 'block') return start + 1;
  const newline = text.indexOf('\n', start);
  return newline === -1 ? end : newline + 1;
}

function escapeAt(text: string, at: number): Escape {
  const kind = text[at + 1];
  if (kind === 'x') return { length: 4, units: 1 };
  if (kind === 'u') return { length: 6, units: 1 };
  if (kind === 'U') return { length: 10, units: Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
  if (kind === '\n' || kind === '\r') return { length: kind === '\r' ? 3 : 2, units: 0 };
  return { length: 2, units: 1 };
}

const isSpace = (unit: string): boolean => unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r';
