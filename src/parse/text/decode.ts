/**
 * Decodes the bytes of a file strictly. Pure.
 *
 * A byte order mark is removed; CRLF stays. Invalid UTF-8, control characters, unresolved merge conflicts and git-lfs
 * pointers are diagnostics with their line, so that a binary file never reaches the YAML parser.
 */
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { placeAt, type SourceText, sourceText } from './source-text.ts';

/** Maximum size of a definition. */
export const MAX_BYTES = 1024 * 1024;
const MAX_CONTROL_CHARACTERS = 10;
const BOM = '\uFEFF';
/** A conflict marker of git. */
export const CONFLICT = /^(?:<{7}|>{7})(?: |\r?$)/m;

/** The first line of a git-lfs pointer, which replaces a file in git. */
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v\d+\r?\noid /;

/**
 * Control characters that YAML does not allow: all of C0 and C1 except tab, line feed, carriage return and next line.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/g;

export interface Decoded {
  /** null: the file cannot be parsed. Control characters are replaced by U+FFFD, keeping the length. */
  readonly source: SourceText | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function decode(file: string, bytes: Uint8Array | string): Decoded {
  if (bytes.length > MAX_BYTES) return tooLarge(file, bytes.length);
  const invalid = typeof bytes === 'string' ? null : firstInvalidByte(bytes);
  if (invalid !== null && typeof bytes !== 'string') return notUtf8(file, bytes, invalid);
  const text = withoutBom(textOf(bytes));
  const source = sourceText(file, text);
  const pointer = pointerIn(source);
  if (pointer) return { source: null, diagnostics: [pointer] };
  const conflict = CONFLICT.exec(text);
  if (conflict) return { source: null, diagnostics: [conflictMarkers(source, conflict.index)] };
  const diagnostics = controlCharacters(source);
  if (diagnostics.length === 0) return { source, diagnostics };
  return { source: { ...source, text: text.replace(CONTROL, '\uFFFD') }, diagnostics };
}

/** Is the text a git-lfs pointer? */
export const isLfsPointer = (text: string): boolean => POINTER.test(text);

/** Decodes leniently, for searching in the text. */
export const textOf = (content: Uint8Array | string): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** The byte order mark, if there is one, and the rest. */
export const splitBom = (text: string): readonly [bom: string, body: string] =>
  text.startsWith(BOM) ? [BOM, text.slice(1)] : ['', text];

const withoutBom = (text: string): string => splitBom(text)[1];

function tooLarge(file: string, size: number): Decoded {
  const message = `the file has ${size} bytes; the limit is ${MAX_BYTES} (1 MiB)`;
  return { source: null, diagnostics: [anError('file/too-large', message, { at: { file } })] };
}

function notUtf8(file: string, bytes: Uint8Array, offset: number): Decoded {
  const readable = withoutBom(new TextDecoder().decode(bytes.subarray(0, offset), { stream: true }));
  const line = withoutBom(new TextDecoder().decode(bytes.subarray(0, endOfLine(bytes, offset))));
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const diagnostic: Diagnostic = anError('yaml/not-utf8', `byte ${offset + 1} is not UTF-8 text`, {
    at: placeAt(sourceText(file, line), readable.length, 1),
    hint: isUtf16 ? 'save the file as UTF-8; it looks like UTF-16' : 'save the file as UTF-8',
  });
  return { source: null, diagnostics: [diagnostic] };
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(0x0a, from);
  return end === -1 ? bytes.length : end;
}

/**
 * A prefix can be decoded until it contains a complete invalid sequence, so the first one is found by binary search.
 */
function firstInvalidByte(bytes: Uint8Array): number | null {
  if (decodes(bytes, 'whole')) return null;
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), 'prefix')) good = middle;
    else bad = middle;
  }
  return decodes(bytes, 'prefix') ? bytes.length - 1 : good;
}

function decodes(bytes: Uint8Array, extent: 'whole' | 'prefix'): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: extent === 'prefix' });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * Finds git-lfs pointers and conflicts in prose, which must not be sent to a model. A single conflict marker may be a
 * quotation.
 */
export function leftByGit(file: string, text: string): Diagnostic | null {
  const pointer = pointerIn(sourceText(file, text));
  if (pointer) return pointer;
  const begin = text.search(/^<{7} /m);
  const middle = begin < 0 ? -1 : text.slice(begin).search(/^={7}\r?$/m);
  const isWhole = middle >= 0 && /^>{7} /m.test(text.slice(begin + middle));
  return isWhole ? conflictMarkers(sourceText(file, text), begin) : null;
}

function pointerIn(source: SourceText): Diagnostic | null {
  if (!isLfsPointer(source.text)) return null;
  return anError('file/lfs-pointer', 'the file is a git-lfs pointer: its content was not fetched', {
    at: placeAt(source, 0, source.text.search(/\r?\n/)),
    hint: 'run `git lfs install && git lfs pull`',
  });
}

function conflictMarkers(source: SourceText, offset: number): Diagnostic {
  return anError('yaml/conflict', 'the file holds an unresolved merge conflict', {
    at: placeAt(source, offset, 7),
    hint: 'keep what should stand of both sides, delete the lines of <<<<<<<, ======= and >>>>>>>, and commit the result',
  });
}

function controlCharacters(source: SourceText): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const match of source.text.matchAll(CONTROL)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    found.push(
      anError(
        'yaml/control-character',
        code === '0000' ? 'a NUL byte is not text' : `the control character U+${code} is not allowed`,
        { at: placeAt(source, match.index, 1), hint: 'delete it, or write it as an escape in double quotes' },
      ),
    );
    if (found.length === MAX_CONTROL_CHARACTERS) break;
  }
  return found;
}
