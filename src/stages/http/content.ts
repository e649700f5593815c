/**
 * What an http stage sends: `json`, `body`, the bytes of a `file`, or a `form` with texts and files.
 *
 * 1. Files are regular ones of the project, found as in project-file.ts. They are read whole, and once: a redirect may
 *    ask for them again.
 * 2. A content type that the stage sets in `headers` counts, but for a form: its type names what stands between parts.
 */
import { basename } from 'node:path';
import { err, ok, type Result, unreachable } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { failure } from '../failures.ts';
import { objectOf, optionalText, textOf, wrongField } from '../fields.ts';
import type { ModelDeps } from '../model-deps.ts';
import { inProject, readRegular } from '../project-file.ts';

type Part = readonly [name: string, value: { readonly text: string } | { readonly file: string }];

export type Content =
  | { readonly type: 'none' }
  | { readonly type: 'text'; readonly text: string; readonly mediaType: string | null }
  | { readonly type: 'file'; readonly file: string }
  | { readonly type: 'form'; readonly parts: readonly Part[] };

export interface Body {
  readonly bytes: string | Uint8Array | null;
  readonly mediaType: string | null;
}

const KEYS = ['json', 'body', 'file', 'form'] as const;

/** Of all files together: they are kept in memory. */
const MOST_BYTES = 100_000_000;

export function contentOf(settings: JsonObject): Result<Content, Failure> {
  const [key, other] = KEYS.filter((name) => settings[name] !== undefined);
  if (other !== undefined) return wrongField(`${key} and ${other} cannot be used together`);
  const { json, body, file, form } = settings;
  if (json !== undefined) return ok({ type: 'text', text: JSON.stringify(json), mediaType: 'application/json' });
  if (form !== undefined) return formOf(form);
  const path = optionalText(file, 'file', null);
  if (!path.ok) return path;
  if (path.value !== null) return ok({ type: 'file', file: path.value });
  const text = optionalText(body, 'body', null);
  if (!text.ok) return text;
  return ok(text.value === null ? { type: 'none' } : { type: 'text', text: text.value, mediaType: null });
}

function formOf(form: Json): Result<Content, Failure> {
  const fields = objectOf(form, 'form');
  if (!fields.ok) return fields;
  const parts: Part[] = [];
  for (const [name, value] of Object.entries(fields.value)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const part = partOf(one, `form.${name}`);
      if (!part.ok) return part;
      parts.push([name, part.value]);
    }
  }
  return ok({ type: 'form', parts });
}

function partOf(value: Json, name: string): Result<Part[1], Failure> {
  const isFile = isJsonObject(value) && value.file !== undefined;
  const text = textOf(isFile ? value.file : value, isFile ? `${name}.file` : name);
  if (!text.ok) return text;
  return ok(isFile ? { file: text.value } : { text: text.value });
}

interface Reading {
  readonly call: StageCall;
  readonly media: ModelDeps['media'];
}

export async function bodyOf(content: Content, reading: Reading): Promise<Result<Body, Failure>> {
  switch (content.type) {
    case 'none':
      return ok({ bytes: null, mediaType: null });
    case 'text':
      return ok({ bytes: content.text, mediaType: content.mediaType });
    case 'file': {
      const data = read(content.file, MOST_BYTES, reading);
      return data.ok ? ok({ bytes: data.value, mediaType: reading.media.typeOf(content.file, data.value) }) : data;
    }
    case 'form':
      return await encoded(content.parts, reading);
    default:
      return unreachable(content);
  }
}

async function encoded(parts: readonly Part[], reading: Reading): Promise<Result<Body, Failure>> {
  const form = new FormData();
  let left = MOST_BYTES;
  for (const [name, value] of parts) {
    if ('text' in value) {
      form.append(name, value.text);
      continue;
    }
    const data = read(value.file, left, reading);
    if (!data.ok) return data;
    left -= data.value.length;
    const type = reading.media.typeOf(value.file, data.value);
    form.append(name, new Blob([data.value], { type }), basename(value.file));
  }
  // The platform knows how a form is written out.
  const response = new Response(form);
  const mediaType = response.headers.get('content-type');
  return ok({ bytes: new Uint8Array(await response.arrayBuffer()), mediaType });
}

function read(path: string, most: number, { call }: Reading): Result<Buffer<ArrayBuffer>, Failure> {
  const data = inProject(call.project, path, (file) => readRegular(file, most));
  return data.ok ? data : err(failure('http/file', `"${path}" ${data.error}`));
}
