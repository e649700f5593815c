/**
 * Adapter: keeps the values of secrets out of everything that is written.
 *
 * 1. A value is found in the forms of secret-forms.ts, also if base64 or hexadecimal is broken into lines.
 * 2. In a stream, a value is found across chunk borders; only bytes that may be the beginning of a value are held back.
 * 3. All other bytes pass unchanged.
 * 4. A value that becomes known later, such as that of a rewritten file, is redacted from then on.
 * 5. The cost of a chunk depends on its own length, not on that of the secrets, which may be whole key files.
 */
import { anError, type Diagnostic } from '../model/diagnostic.ts';
import { type Json, withLeaves } from '../model/json.ts';
import { LEAST_CHARACTERS, secretForms } from '../model/secret-forms.ts';
import { type Unwrapped, unwrapped, wrappedRun } from './wrapped-lines.ts';

export interface RedactingStream {
  /** @returns what may be written now. */
  push(chunk: Uint8Array): Uint8Array;
  /** @returns what was held back. */
  end(): Uint8Array;
}

export interface Redactor {
  text(text: string): string;
  /** Redacts all strings, keys included; a number that is a secret becomes a string. */
  json(value: Json): Json;
  stream(): RedactingStream;
}

const MASK = '***';
const NOTHING = new Uint8Array();

export const noSecrets: Redactor = {
  text: (text) => text,
  json: (value) => value,
  stream: () => ({ push: (chunk) => chunk, end: () => NOTHING }),
};

/** null: the value can be redacted. */
export function secretTrouble(name: string, value: string): Diagnostic | null {
  if (value.trim().length >= LEAST_CHARACTERS) return null;
  const message = `the secret "${name}" has fewer than ${LEAST_CHARACTERS} characters, so it cannot be kept out of logs`;
  const hint = 'use a longer value, or pass it as an ordinary variable';
  return anError('secret/too-short', message, { hint });
}

/** Ignores values that are too short: see {@link secretTrouble}. */
export function createRedactor(values: readonly string[]): Redactor {
  const secrets = values.filter((value) => value.trim().length >= LEAST_CHARACTERS);
  if (secrets.length === 0) return noSecrets;
  // Bytes as Latin-1 characters, so that values are found in any output.
  const forms = new Forms(secrets.flatMap(secretForms).map((form) => Buffer.from(form, 'utf8').toString('latin1')));
  const text = (plain: string): string => {
    const bytes = Buffer.from(plain, 'utf8').toString('latin1');
    const { clean } = masked(bytes, { forms, joined: unwrapped(bytes, 0), open: bytes.length });
    return clean === bytes ? plain : Buffer.from(clean, 'latin1').toString('utf8');
  };
  const numerals = secrets.map((value) => value.trim()).filter((value) => NUMERAL.test(value));
  const leaf = (value: Json): Json => {
    if (typeof value === 'string') return text(value);
    return typeof value === 'number' && numerals.some((numeral) => `${value}`.includes(numeral)) ? MASK : value;
  };
  return { text, json: (value) => withLeaves(value, leaf, text), stream: () => redactingStream(forms) };
}

/** @param values may grow later. */
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

/** The characters of numbers. */
const NUMERAL = /^[-+.\de]+$/i;

function redactingStream(forms: Forms): RedactingStream {
  let [held, run] = ['', 0];
  const take = (bytes: string, joined: Unwrapped | null, open: number): Uint8Array => {
    const { clean, cut } = masked(bytes, { forms, joined, open });
    run = wrappedRun(bytes, cut, run);
    held = bytes.slice(cut);
    return Buffer.from(clean, 'latin1');
  };
  const push = (chunk: Uint8Array): Uint8Array => {
    const bytes = held + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    const joined = unwrapped(bytes, run);
    const open = bytes.length - forms.openLength(bytes);
    if (joined === null) return take(bytes, joined, open);
    const { text } = joined;
    return take(bytes, joined, Math.min(open, joined.starts(text.length - forms.openLength(text))));
  };
  const end = (): Uint8Array => take(held, unwrapped(held, run), held.length);
  return { push, end };
}

interface Found {
  readonly start: number;
  readonly end: number;
}

interface Search {
  readonly forms: Forms;
  readonly joined: Unwrapped | null;
  /** The start of a match that may continue in the next chunk. */
  readonly open: number;
}

/** @returns the redacted text, and where it ends in the input. */
function masked(bytes: string, { forms, joined, open }: Search): { readonly clean: string; readonly cut: number } {
  const plain = finder(forms, bytes);
  const broken = joined ? finder(forms, joined.text) : null;
  let clean = '';
  let done = 0;
  for (;;) {
    const found = earlier(plain(done), joined && broken ? inOriginal(joined, broken(joined.within(done))) : null);
    if (found === null || found.start >= open) break;
    clean += bytes.slice(done, found.start) + MASK;
    done = found.end;
  }
  const cut = Math.max(done, open);
  return { clean: clean + bytes.slice(done, cut), cut };
}

/** Finds the first match at or after a position; positions must not decrease. */
function finder(forms: Forms, text: string): (from: number) => Found | null {
  let next: Found | null = { start: -1, end: -1 };
  return (from) => {
    if (next === null || next.start >= from) return next;
    next = forms.find(text, from);
    return next;
  };
}

const inOriginal = ({ starts, ends }: Unwrapped, found: Found | null): Found | null =>
  found && { start: starts(found.start), end: ends(found.end) };

/** Of two that begin at the same position, the longer one. */
function earlier(a: Found | null, b: Found | null): Found | null {
  if (a === null || b === null) return a ?? b;
  return a.start < b.start || (a.start === b.start && a.end >= b.end) ? a : b;
}

/** Characters by which a form is recognised before the rest is compared; no form is shorter. */
const HEAD = LEAST_CHARACTERS;

/** The forms to find, as Latin-1 characters. */
class Forms {
  /** Longest first. */
  readonly #byHead: ReadonlyMap<string, readonly string[]>;
  /** Prefixes of heads. */
  readonly #openings: ReadonlySet<string>;
  /** For each pair of characters: does a head begin with it? */
  readonly #pairs = new Uint8Array(2 ** 16);
  readonly #longest: number;

  constructor(forms: readonly string[]) {
    const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
    this.#byHead = Map.groupBy(longestFirst, (form) => form.slice(0, HEAD));
    this.#longest = longestFirst[0]?.length ?? 0;
    const heads = [...this.#byHead.keys()];
    this.#openings = new Set(heads.flatMap((head) => [...head].map((_, length) => head.slice(0, length))));
    for (const head of heads) this.#pairs[pairAt(head, 0)] = 1;
  }

  /** The first match at or after a position; of several there, the longest. */
  find(text: string, from: number): Found | null {
    for (let start = from; start <= text.length - HEAD; start += 1) {
      const form = this.#withHeadAt(text, start)?.find((one) => text.startsWith(one, start));
      if (form !== undefined) return { start, end: start + form.length };
    }
    return null;
  }

  /** Length of the longest end of a text that may be the beginning of a form. */
  openLength(text: string): number {
    for (let start = Math.max(0, text.length - this.#longest); start <= text.length - HEAD; start += 1) {
      const length = text.length - start;
      const forms = this.#withHeadAt(text, start);
      if (forms?.some((form) => form.length > length && text.endsWith(form.slice(0, length)))) return length;
    }
    for (let length = Math.min(HEAD - 1, text.length); length > 0; length -= 1)
      if (this.#openings.has(text.slice(-length))) return length;
    return 0;
  }

  #withHeadAt(text: string, start: number): readonly string[] | undefined {
    return this.#pairs[pairAt(text, start)] === 0 ? undefined : this.#byHead.get(text.slice(start, start + HEAD));
  }
}

const pairAt = (text: string, at: number): number => (text.charCodeAt(at) << 8) | text.charCodeAt(at + 1);
