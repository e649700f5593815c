/**
 * Writes a value as text that people read and edit: Markdown for a text, else YAML. Pure.
 *
 * D1. Reading the text back gives the same value; if YAML cannot ensure that, it is JSON.
 * D2. A text is written unchanged, with LF and a final line end. The lines of a head before it are marked, since all
 *     others are content.
 * D3. Every line of a head is a comment, whatever its content.
 */
import { type Json, jsonEscape } from '../../model/json.ts';
import { laidOutJson } from '../../model/laid-out.ts';
import { CONFLICT } from '../text/decode.ts';
import { readsAs } from '../yaml/document.ts';
import { printYaml } from '../yaml/parser.ts';
import { withLf } from './subject-digest.ts';

export type DraftForm = 'md' | 'yaml';

/** Longer values are written as JSON: YAML is read up to 1 MiB, and indentation makes it longer. */
const MOST_YAML = 512 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

/** How each line of a head begins in Markdown. */
const MARK = '<!-- pipeline-runner: ';
const MARKED_HEAD = new RegExp(`^(?:${MARK}[^\\n]* -->\\n)+\\n?`);

/** A text with control characters, or with lines like those of a merge conflict or a head, is quoted in YAML. */
export function draftForm(value: Json): DraftForm {
  if (typeof value !== 'string' || !value.isWellFormed()) return 'yaml';
  return value.search(NO_TEXT) >= 0 || CONFLICT.test(value) || value.startsWith(MARK) ? 'yaml' : 'md';
}

/** D1. The text, without a head. */
export function draftBody(value: Json): string {
  if (typeof value === 'string' && draftForm(value) === 'md') return withFinalLineEnd(withLf(value));
  const json = JSON.stringify(value);
  const yaml = json.length <= MOST_YAML ? printYaml(value) : null;
  return yaml !== null && readsAs(yaml, value) ? yaml : jsonText(value);
}

/**
 * The text with the key of the item above each entry, as a comment, so that people know which entry is which.
 *
 * @param keys of the entries of a list, in order; empty: it has no keys.
 */
export function keyedBody(value: Json, keys: readonly string[]): string {
  const body = draftBody(value);
  if (keys.length === 0) return body;
  // Only entries of the list begin in the first column.
  let next = 0;
  const keyed = body.replace(/^-(?=[ \n])/gm, () => `${commentLine(`item ${keys[next++] ?? ''}`)}-`);
  return next === keys.length && readsAs(keyed, value) ? keyed : body;
}

const withFinalLineEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** JSON with characters escaped that are not allowed in YAML. */
const jsonText = (value: Json): string => `${laidOutJson(value).replace(/[\u007F-\u009F\uFFFE\uFFFF]/g, jsonEscape)}\n`;

/** @param head sentences, which may contain line breaks. */
export function withHead(head: readonly string[], body: string): string {
  const lines = head.flatMap((sentence) => sentence.split(/\r\n?|\n/));
  return lines.map(commentLine).join('') + body;
}

/** The same for a text, in comments of Markdown. */
export function withMarkedHead(head: readonly string[], text: string): string {
  const lines = head.flatMap((sentence) => sentence.split(/\r\n?|\n/));
  return `${lines.map((line) => `${MARK}${harmless(line).replaceAll('-->', '-- >')} -->\n`).join('')}\n${text}`;
}

const commentLine = (line: string): string => `# ${harmless(line)}`.trimEnd().concat('\n');

const harmless = (line: string): string =>
  line
    .toWellFormed()
    .replace(/[\r\n]/g, ' ')
    .replace(NO_TEXT, '\uFFFD');

/** @param text with LF. */
export const withoutMarkedHead = (text: string): string => text.replace(MARKED_HEAD, '');

/** @param text with LF. */
export const withoutHead = (text: string): string => text.replace(/^(?:#[^\n]*\n)+/, '');
