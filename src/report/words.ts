/** Times and sizes as people read them, and texts of others made fit for a terminal. Pure. */
import { escapeControls, widthOf } from './excerpt.ts';

/** `340 ms`, `4.2 s`, `1 m 05 s`, `2 h 03 m`, `3 d 04 h`. */
export function durationText(ms: number): string {
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

/** `00:42`, `1:02:03`: of what goes on, in whole seconds. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** Rounded, for a forecast: `40 s`, `3 m`, `2 h 10 m`. */
export function aboutText(ms: number): string {
  if (ms < 1000) return '1 s';
  if (ms < 10_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 57_500) return `${Math.round(ms / 5000) * 5} s`;
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} m`;
  const tens = Math.round(minutes / 10) * 10;
  return `${Math.floor(tens / 60)} h ${two(tens % 60)} m`;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** `812 B`, `4.1 KB`, `3.2 MB`: powers of 1000. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  for (const unit of ['KB', 'MB', 'GB', 'TB']) {
    value /= 1000;
    if (value < 999.95 || unit === 'TB') return `${value.toFixed(1)} ${unit}`;
  }
  return `${bytes} B`;
}

/** Lines in sections with an empty line between them; empty sections are left out. */
export const sectionsText = (sections: readonly (readonly string[])[]): string =>
  `${sections.flatMap((lines) => (lines.length > 0 ? [lines.join('\n')] : [])).join('\n\n')}\n`;

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** As it can be typed into a shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** Lines of at most so many columns, broken between words; a longer word stands alone. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What follows the first line stands deeper. @param columns of the terminal; null: it is none, and no line is broken. */
export function hanging(text: string, columns: number | null, indent: string): string[] {
  if (columns === null) return [indent + text];
  const [first = '', ...rest] = wrapped(text, Math.max(NARROWEST, columns - indent.length - DEEPER.length - 1));
  return [indent + first, ...rest.map((line) => indent + DEEPER + line)];
}

const DEEPER = '    ';
const NARROWEST = 30;

/** Time of day in the zone of whoever reads it. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Date and time in the zone of whoever reads it; what stands in files stays UTC. */
export function dateAndTime(at: number | string): string {
  const date = new Date(at);
  const year = date.getFullYear();
  if (Number.isNaN(year)) return String(at);
  const day = `${year < 1000 ? String(year).padStart(4, '0') : year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is removed
const COLOURS = /\u001B\[[0-9;:]*m/g;

export const withoutColours = (text: string): string => text.replace(COLOURS, '');

/** Text of several lines that somebody else wrote, fit for a terminal: colours are removed, control characters escaped. */
export const harmless = (text: string): string =>
  withoutColours(text)
    .split(/\r\n|\r|\n/)
    .map((line) => escapeControls(line.replaceAll('\t', '    ')))
    .join('\n');

/** Most texts, of which nothing is to be changed: printed characters of ASCII. */
const PLAIN = /^[\u0020-\u007E]*$/;

/** The same on one line, cut to `most` characters. */
export function oneLine(text: string, most = 200): string {
  if (text.length <= most && PLAIN.test(text)) return text.trim();
  const lines = harmless(text)
    .split('\n')
    .flatMap((one) => one.trim() || []);
  const line = lines.map((one, at) => gapAfter(lines[at - 1]) + one).join('');
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
}

/** A failure or a diagnostic on one line. */
export const codeAndMessage = (of: { readonly code: string; readonly message: string }, most?: number): string =>
  `${of.code}: ${oneLine(of.message, most)}`;

/** @param before the line before; undefined: there is none. */
function gapAfter(before: string | undefined): string {
  if (before === undefined) return '';
  return before.endsWith(':') ? ' ' : ' ⏎ ';
}
