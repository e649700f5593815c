/**
 * Adapter: keeps the values of secrets out of everything that is written.
 *
 * 1. A value is found as it is, escaped for JSON, encoded for a URL, in base64 at any offset, in hexadecimal; each long
 *    line of a value of several lines also by itself.
 * 2. In a stream a value is found across any borders of chunks; only bytes that may be the beginning of one wait.
 * 3. Bytes that are no secret pass unchanged, whatever they are.
 * 4. A value that becomes known later, as that of a file that was written anew, is kept out from then on.
 */
import type { Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { secretForms } from '../model/secret-forms.ts';

export interface RedactingStream {
  /** What may be written now. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was held back. */
  end(): Uint8Array;
}

export interface Redactor {
  text(text: string): string;
  /** Strings in it, keys included. */
  json(value: Json): Json;
  stream(): RedactingStream;
}

const MASK = '***';
/** Shorter values occur in ordinary text. */
const LEAST_CHARACTERS = 6;
const NOTHING = new Uint8Array();

export const noSecrets: Redactor = {
  text: (text) => text,
  json: (value) => value,
  stream: () => ({ push: (chunk) => chunk, end: () => NOTHING }),
};

/** null: the value can be kept secret. */
export function secretTrouble(name: string, value: string): Diagnostic | null {
  if (value.length >= LEAST_CHARACTERS) return null;
  const message = `the secret "${name}" has fewer than ${LEAST_CHARACTERS} characters, so it cannot be kept out of logs`;
  const hint = 'Use a longer value, or pass it as an ordinary variable.';
  return { code: 'secret/too-short', severity: 'error', message, at: null, hint };
}

/** Values that are too short are left out: see {@link secretTrouble}. */
export function createRedactor(values: readonly string[]): Redactor {
  const secrets = values.filter((value) => value.length >= LEAST_CHARACTERS);
  if (secrets.length === 0) return noSecrets;
  // Bytes as Latin-1 characters: so that a pattern can match anything that a program may print.
  const forms = new Set(secrets.flatMap(secretForms).map((form) => Buffer.from(form, 'utf8').toString('latin1')));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    longestFirst.map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    'g',
  );
  const text = (plain: string): string => {
    const bytes = Buffer.from(plain, 'utf8').toString('latin1');
    const clean = bytes.replaceAll(pattern, MASK);
    return clean === bytes ? plain : Buffer.from(clean, 'latin1').toString('utf8');
  };
  return { text, json: (value) => redactJson(value, text), stream: () => redactingStream(longestFirst, pattern) };
}

/** @param values may become more. */
export function growingRedactor(values: ReadonlySet<string>): Redactor {
  let [count, latest] = [0, noSecrets];
  const now = (): Redactor => {
    if (values.size !== count) latest = createRedactor([...values]);
    count = values.size;
    return latest;
  };
  return { text: (text) => now().text(text), json: (value) => now().json(value), stream: () => growingStream(now) };
}

function growingStream(now: () => Redactor): RedactingStream {
  let by = now();
  let stream = by.stream();
  const push = (chunk: Uint8Array): Uint8Array => {
    if (now() === by) return stream.push(chunk);
    by = now();
    const held = stream.end();
    stream = by.stream();
    return stream.push(Buffer.concat([held, chunk]));
  };
  return { push, end: () => stream.end() };
}

function redactJson(value: Json, text: (plain: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((part: Json) => redactJson(part, text));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [text(key), redactJson(part, text)]));
}

function redactingStream(forms: readonly string[], pattern: RegExp): RedactingStream {
  let held = '';
  const push = (chunk: Uint8Array): Uint8Array => {
    const bytes = held + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    const open = bytes.length - openLength(forms, bytes);
    let clean = '';
    let done = 0;
    for (const match of bytes.matchAll(pattern)) {
      if (match.index >= open) break; // it may yet become a longer one
      clean += bytes.slice(done, match.index) + MASK;
      done = match.index + match[0].length;
    }
    const cut = Math.max(done, open);
    held = bytes.slice(cut);
    return Buffer.from(clean + bytes.slice(done, cut), 'latin1');
  };
  const end = (): Uint8Array => {
    const rest = Buffer.from(held.replaceAll(pattern, MASK), 'latin1');
    held = '';
    return rest;
  };
  return { push, end };
}

/** Length of the longest end of `bytes` with which a form may begin. */
function openLength(forms: readonly string[], bytes: string): number {
  let longest = 0;
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, bytes.length); length > longest; length -= 1) {
      if (bytes.endsWith(form.slice(0, length))) longest = length;
    }
  }
  return longest;
}
