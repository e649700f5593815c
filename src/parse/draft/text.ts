/**
 * A value as the text that a person reads and edits: Markdown for a text, else YAML. Pure.
 *
 * D1. Reading the text back gives the same value; where YAML cannot promise that, it is JSON.
 * D2. A text stands in its file as it is, with LF and a line end at its end; it has no head, which would be content.
 * D3. What stands in a head is a comment, whatever it was made from.
 */
import type { Json } from '../../model/json.ts';
import { laidOutJson } from '../../model/laid-out.ts';
import { CONFLICT } from '../text/decode.ts';
import { readsAs } from '../yaml/document.ts';
import { printYaml } from '../yaml/parser.ts';
import { withLf } from './subject-digest.ts';

export type DraftForm = 'md' | 'yaml';

/** Longer values are JSON at once: YAML is read up to 1 MiB, and its indentation takes room. */
const MOST_YAML = 512 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

/** A text with control characters, or with lines like those of a merge conflict, is quoted in YAML. */
export function draftForm(value: Json): DraftForm {
  if (typeof value !== 'string' || !value.isWellFormed()) return 'yaml';
  return value.search(NO_TEXT) >= 0 || CONFLICT.test(value) ? 'yaml' : 'md';
}

/** D1. The text without a head. */
export function draftBody(value: Json): string {
  if (typeof value === 'string' && draftForm(value) === 'md') return withFinalLineEnd(withLf(value));
  const json = JSON.stringify(value);
  const yaml = json.length <= MOST_YAML ? printYaml(value) : null;
  return yaml !== null && readsAs(yaml, value) ? yaml : jsonText(value);
}

/**
 * The same with the key of its item above each entry, so that people can tell which is which: a comment, which says
 * nothing to who reads the text back.
 *
 * @param keys of the entries of a list, in its order; none: it has no keys.
 */
export function keyedBody(value: Json, keys: readonly string[]): string {
  const body = draftBody(value);
  if (keys.length === 0) return body;
  // Every entry of the list begins at the margin, and nothing else does.
  let next = 0;
  const keyed = body.replace(/^-(?=[ \n])/gm, () => `${commentLine(`item ${keys[next++] ?? ''}`)}-`);
  return next === keys.length && readsAs(keyed, value) ? keyed : body;
}

const withFinalLineEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** JSON leaves some characters as they are that no YAML file may hold. */
const jsonText = (value: Json): string => `${laidOutJson(value).replace(/[\u007F-\u009F\uFFFE\uFFFF]/g, escaped)}\n`;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** @param head sentences; each may hold line breaks. */
export function withHead(head: readonly string[], body: string): string {
  const lines = head.flatMap((sentence) => sentence.split(/\r\n?|\n/));
  return lines.map(commentLine).join('') + body;
}

const commentLine = (line: string): string =>
  `# ${line
    .toWellFormed()
    .replace(/[\r\n]/g, ' ')
    .replace(NO_TEXT, '\uFFFD')}`
    .trimEnd()
    .concat('\n');

/** @param text with LF. */
export const withoutHead = (text: string): string => text.replace(/^(?:#[^\n]*\n)+/, '');
