/**
 * Reads a draft as a person left it: a value, or why it is invalid. Pure; never throws.
 *
 * R1. An unedited draft is `generated`, even if a checkout or an editor changed line ends, byte order mark, comments,
 *     layout or final line ends. Texts are compared without final line ends; an edited text ends like the generated
 *     one, with a line end or without.
 * R2. An empty file is not a value: an interrupted editor may leave one.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { isTooDeep, type Json, parsedJson, sameJson } from '../../model/json.ts';
import { hasUnsafeKeys } from '../json/unsafe-keys.ts';
import { CONFLICT, decode, MAX_BYTES } from '../text/decode.ts';
import { placeAt, type SourceText, sourceText } from '../text/source-text.ts';
import { readYaml, type YamlDocument } from '../yaml/document.ts';
import { withLf } from './subject-digest.ts';
import { type DraftForm, draftBody, withoutHead, withoutMarkedHead } from './text.ts';

export interface DraftFile {
  /** For places. */
  readonly file: string;
  readonly form: DraftForm;
  readonly bytes: Uint8Array;
}

export type DraftReading =
  | { readonly type: 'generated' }
  /** `document` is for places; null: a text, or JSON that is not YAML. */
  | { readonly type: 'edited'; readonly value: Json; readonly document: YamlDocument | null }
  | { readonly type: 'broken'; readonly problem: Diagnostic };

export function readDraft(draft: DraftFile, generated: Json): DraftReading {
  const text = textOf(draft);
  if (!text.ok) return { type: 'broken', problem: text.error };
  if (draft.form === 'md') return readText(draft.file, text.value, typeof generated === 'string' ? generated : '');
  if (withoutHead(text.value) === draftBody(generated)) return { type: 'generated' };
  const read = readValue(draft, text.value);
  if (!read.ok) return { type: 'broken', problem: read.error };
  if (sameJson(read.value.value, generated)) return { type: 'generated' };
  return { type: 'edited', ...read.value };
}

/** The possible values of an unchanged file: whether a text ended with a line end is lost. Empty: it cannot be read. */
export function readOffered(draft: DraftFile): readonly Json[] {
  const text = textOf(draft);
  if (!text.ok) return [];
  if (draft.form === 'md') return [text.value, text.value.replace(/\n$/, '')];
  const read = readValue(draft, text.value);
  return read.ok ? [read.value.value] : [];
}

/** All final line ends. The look-behind avoids quadratic time in texts of empty lines. */
const LINE_ENDS = /(?<!\n)\n+$/;

function readText(file: string, text: string, generated: string): DraftReading {
  const content = withoutMarkedHead(text).replace(LINE_ENDS, '');
  const before = withLf(generated)
    .replace(/^\uFEFF/, '')
    .replace(LINE_ENDS, '');
  if (content === before) return { type: 'generated' };
  if (content.trim() === '') return { type: 'broken', problem: isEmpty(file) };
  return { type: 'edited', value: /[\r\n]$/.test(generated) ? `${content}\n` : content, document: null };
}

interface Value {
  readonly value: Json;
  readonly document: YamlDocument | null;
}

/** @param text with LF. */
function readValue({ file, bytes }: DraftFile, text: string): Result<Value, Diagnostic> {
  if (!/^[^\S\n]*[^#\s]/m.test(text)) return err(isEmpty(file));
  const { document, diagnostics } = readYaml(file, bytes);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (document !== null && errors.length === 0) return ok({ value: document.value, document });
  const isBeyondYaml = document === null || errors.every(({ code }) => code === 'yaml/bad-number');
  const json = isBeyondYaml ? safeJson(withoutHead(text)) : undefined;
  return json === undefined
    ? err(errors[0] ?? unreadable(file, 'it is not YAML'))
    : ok({ value: json, document: null });
}

/** JSON may exceed the limits for YAML: a larger file, a deeper value, an integer that is not exact. */
function safeJson(text: string): Json | undefined {
  const json = parsedJson(text);
  return json === undefined || isTooDeep(json) || hasUnsafeKeys(json) ? undefined : json;
}

/** The text without a byte order mark, with LF. */
function textOf({ file, bytes }: DraftFile): Result<string, Diagnostic> {
  const decoded = bytes.length > MAX_BYTES ? decodeLarge(file, bytes) : decode(file, bytes);
  const [problem] = decoded.diagnostics;
  if (problem) return err(problem.code === 'yaml/conflict' ? inDraft(problem) : problem);
  return ok(withLf(decoded.source?.text ?? ''));
}

const inDraft = (problem: Diagnostic): Diagnostic => ({
  ...problem,
  code: 'draft/conflict',
  message: 'the draft holds an unresolved merge conflict',
  hint: 'keep one of the versions, and delete the conflict markers',
});

function decodeLarge(file: string, bytes: Uint8Array): { source: SourceText | null; diagnostics: Diagnostic[] } {
  try {
    const source = sourceText(file, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const conflict = CONFLICT.exec(source.text);
    if (!conflict) return { source, diagnostics: [] };
    const at = placeAt(source, conflict.index, 7);
    return { source, diagnostics: [inDraft(anError('draft/conflict', '', { at }))] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { source: null, diagnostics: [unreadable(file, 'it is not UTF-8 text')] };
  }
}

/** @param why the text after "cannot be read: ". */
export const unreadable = (file: string, why: string): Diagnostic =>
  anError('draft/unreadable', `the draft cannot be read: ${why}`, {
    at: { file },
    hint: 'replace it with a plain file, or delete it to approve what was generated',
  });

const isEmpty = (file: string): Diagnostic =>
  anError('draft/empty', 'the draft is empty', {
    at: { file },
    hint: 'write what should be approved, or delete the file to approve what was generated',
  });
