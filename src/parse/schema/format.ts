/** Checks a document against one of our own schemas: pipeline, run, config. Pure. */
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { type Json, type JsonObject, jsonAt } from '../../model/json.ts';
import { nearestDuration } from '../duration.ts';
import type { Finding } from '../finding.ts';
import { confusableHint, unquoted } from '../text/confusable.ts';
import { writtenAt } from '../text/source-text.ts';
import { type JsonPath, pointedAt, type YamlDocument } from '../yaml/document.ts';
import { type Mistake, mistakesOf, type Validate } from './mistakes.ts';
import { describeValue, subjectOf } from './wording.ts';

export interface Format {
  readonly validate: Validate;
  /** Called only if there are mistakes. */
  readonly schema: () => JsonObject;
  /** A hint that the schema cannot give; undefined: none. */
  readonly hint: (mistake: Mistake, value: Json | undefined) => string | undefined;
  /** Is another mistake of the file the cause of this one? */
  readonly isEcho?: (mistake: Mistake, file: Json) => boolean;
}

const EMPTY = 'write its content; if it had one, restore it from git or from the undo history of your editor';

export function checkFormat(document: YamlDocument, format: Format): readonly Diagnostic[] {
  const { validate, schema, hint, isEcho } = format;
  const { value, file } = document;
  if (value === null) return [anError('format/empty', 'the file is empty', { at: { file }, hint: EMPTY })];
  if (validate(value)) return [];
  const mistakes = mistakesOf(validate.errors ?? [], { schema: schema(), value, root: 'the file' });
  return mistakes.filter((one) => !isEcho?.(one, value)).map((mistake) => diagnosticOf(document, mistake, hint));
}

function diagnosticOf(document: YamlDocument, mistake: Mistake, meant: Format['hint']): Diagnostic {
  const value = jsonAt(document.value, mistake.path);
  const { message, hint: usual, code } = value === null ? ofNull(document, mistake) : wording(mistake, value);
  const at = pointedAt(document, mistake);
  const hint = confusableHint(at.excerpt) ?? meant(mistake, value) ?? usual;
  return anError(code, message, { at, hint });
}

/** Mentions `null` or `~` if it was written explicitly, instead of an empty value. */
function ofNull(document: YamlDocument, mistake: Mistake): Finding {
  const said = wording(mistake, null);
  const written = writtenAt(document.at(mistake.path));
  if (!/^(?:~|null)$/i.test(written)) return said;
  return {
    ...said,
    message: said.message.replace(/ is empty$/, ` is ${written}`),
    hint: 'write a value, or leave the key out',
  };
}

function wording(mistake: Mistake, value: Json | undefined): Finding {
  const { path, type, rule, message, hint } = mistake;
  if (mistake.keyword === 'propertyNames') return badName(mistake);
  if (rule === 'duration' && type !== 'unknown-key') return badDuration(path, value, 'a duration');
  if (rule === 'reminder' && type !== 'unknown-key') return badDuration(path, value, '`never` or a duration');
  if (rule === 'expression') return badExpression(path, value);
  if (rule === 'computed_number' && ['pattern', 'type'].includes(mistake.keyword)) return badNumber(path, value);
  if (isStagePath(path) && path[2] === 'uses' && path.length === 3 && type === 'bad-value') {
    return {
      code: 'pipeline/unknown-kind',
      message: `there is no stage kind ${JSON.stringify(value)}`,
      hint: hint ?? `use ${/ must be (.*), but it is /.exec(message)?.[1] ?? 'another one'}`,
    };
  }
  const form = mistake.keyword === 'pattern' ? formAt(path) : undefined;
  if (form) return { code: 'format/bad-value', message: `${subjectOf(path, 'the file')} must be ${form}` };
  return { code: `format/${type}`, message, hint };
}

function formAt(path: JsonPath): string | undefined {
  const [key, last] = [path.at(-2), path.at(-1)];
  return typeof last === 'number' ? ENTRY_FORMS[String(key)] : FORMS[String(last)];
}

const isStagePath = (path: JsonPath): boolean => path[0] === 'stages' || path[0] === 'finally';

function badName({ path, message, hint }: Mistake): Finding {
  if (!isStagePath(path) || path.length !== 2) return { code: 'format/bad-value', message, hint };
  const id = String(path[1]);
  const better = unquoted(id)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 64);
  return {
    code: 'id/unsafe',
    message: `"${id}" cannot be the id of a stage: ids are at most 64 lower-case letters, digits and _, and begin with a letter`,
    hint: better === '' ? 'use another id' : `use "${better}"`,
  };
}

function badDuration(path: JsonPath, value: Json | undefined, wanted: string): Finding {
  const subject = subjectOf(path, 'the file');
  const meant = typeof value === 'string' ? nearestDuration(value) : null;
  const hint = typeof value === 'number' ? `add a unit: ${value}s, ${value}m or ${value}ms` : undefined;
  return {
    code: 'duration/invalid',
    message: `${subject} must be ${wanted} such as 30s, 5m or 1h30m, but it is ${describeValue(value)}`,
    hint: meant === null ? hint : `did you mean "${meant}"?`,
  };
}

function badExpression(path: JsonPath, value: Json | undefined): Finding {
  const text = isWord(value)
    ? String(value).trim()
    : Array.isArray(value) && value.every(isPlain)
      ? listOf(value)
      : '…';
  const inside = text.replace(/^\$\{(?!\{)(.*)\}$|^\$?\{\{|\}\}$/g, '$1').trim();
  return {
    code: 'format/bad-value',
    message: `${subjectOf(path, 'the file')} must be one expression in \${{ }}`,
    hint: `write \${{ ${inside === '' ? '…' : asBoolean(inside)} }}`,
  };
}

/** Can the value be part of an expression? Numbers cannot be a condition, a list or a key. */
const isWord = (value: Json | undefined): boolean => ['string', 'boolean'].includes(typeof value);
const isPlain = (value: Json | undefined): boolean => isWord(value) || typeof value === 'number';

const LONGEST_LIST = 60;

/** The values as a list literal of an expression. */
function listOf(values: readonly Json[]): string {
  const text = `[${values.map((value) => sourceOf(value) ?? JSON.stringify(value)).join(', ')}]`;
  return text.length > LONGEST_LIST || /: | #|\$\{\{/.test(text) ? '[…]' : text;
}

/** The inside of a text that consists of one expression; else null. */
const sourceOf = (value: Json): string | null =>
  (typeof value === 'string' ? /^\$\{\{((?:(?!\}\}).)*)\}\}$/.exec(value)?.[1]?.trim() : undefined) ?? null;

/** YAML 1.1 reads these words as booleans, and many people still do. */
const asBoolean = (text: string): string =>
  /^(?:yes|on)$/i.test(text) ? 'true' : /^(?:no|off)$/i.test(text) ? 'false' : text;

const badNumber = (path: JsonPath, value: Json | undefined): Finding => ({
  code: 'format/wrong-type',
  message: `${subjectOf(path, 'the file')} must be a number, or one expression in \${{ }}, but it is ${describeValue(value)}`,
});

/** Descriptions of patterns, by key. */
const FORMS: Readonly<Record<string, string>> = {
  at: 'a JSON Pointer, such as /episodes or /shows/kids',
  media_type: 'a media type such as text/markdown or audio/*',
  method: 'an HTTP method: GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS',
  size: 'a width and a height in pixels, such as 1080x1920',
  move: 'one of still, zoom_in, zoom_out, pan_left, pan_right, pan_up, pan_down',
  env: 'the name of an environment variable: letters, digits and _',
  of: 'sha256: and 8 or more of the hexadecimal digits of a digest',
  replay: 'a folder of the project such as tests/calls/podcast, outside of runs/, without .. in it',
  base_url: 'an address that begins with https:// or http://, without user name and password',
  webhook: 'an address that begins with https:// or http://, without user name and password',
};

/** Descriptions of patterns of list entries, by key. */
const ENTRY_FORMS: Readonly<Record<string, string>> = {
  allow_hosts: 'the name of a host, such as api.example.org or *.example.org',
  allow_private: 'a host, or a host and its port, such as localhost:8080',
  machine_files: 'a path of JSON files from the root of the project, such as shows/*/episodes.json',
};
