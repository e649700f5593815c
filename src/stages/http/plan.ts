/** Reads the `with` of an http stage into a request. Pure. */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { StageCall } from '../../ports/stage-kind.ts';
import { failure } from '../failures.ts';
import {
  objectOf,
  optionalText,
  secretName,
  secretValue,
  textOf,
  together,
  withoutSecretRefs,
  wrongField,
} from '../fields.ts';
import { type Content, contentOf } from './content.ts';

export interface HttpPlan {
  readonly url: URL;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Names of headers whose values are secrets: they are not sent to another origin after a redirect. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly body: string | Uint8Array | null;
  /** Expected statuses; null: 200 to 299. */
  readonly expect: readonly number[] | null;
  readonly maxBytes: number;
}

const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Before its files are read. */
export type Planned = Omit<HttpPlan, 'body'> & { readonly content: Content };

export function planRequest(call: StageCall): Result<Planned, Failure> {
  const { url: address, query, json, body, file, form, expect, method: verb } = call.with;
  for (const [name, value] of Object.entries({ url: address, query, json, body, file, form })) {
    const check = withoutSecretRefs(value, name);
    if (!check.ok) return check;
  }
  const content = contentOf(call.with);
  if (!content.ok) return content;
  const said = together({ url: urlOf(address, query), method: methodOf(verb, content.value.type !== 'none') });
  if (!said.ok) return said;
  const head = headersOf(call, said.value.method);
  if (!head.ok) return head;
  if (form !== undefined && head.value.headers.has('content-type'))
    return wrongField('headers.content-type cannot be used with form: the runner sets it');
  const rest = together({
    expect: expectedOf(expect),
    maxBytes: mostBytesOf(call.with.max_bytes ?? DEFAULT_MAX_BYTES),
  });
  return rest.ok ? ok({ ...said.value, content: content.value, ...head.value, ...rest.value }) : rest;
}

function urlOf(address: Json | undefined, query: Json | undefined): Result<URL, Failure> {
  const text = textOf(address, 'url');
  if (!text.ok) return text;
  const url = URL.parse(text.value);
  if (url === null) return err(failure('http/url', `"${text.value}" is not a complete address`));
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return err(failure('http/url', `"${url.protocol}//" is neither http:// nor https://`));
  if (url.username !== '' || url.password !== '')
    return err(failure('http/url', `the address of ${url.host} contains a user name or a password`));
  const pairs = objectOf(query, 'query');
  if (!pairs.ok) return pairs;
  for (const [name, value] of Object.entries(pairs.value)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const part = textOf(one, `query.${name}`);
      if (!part.ok) return part;
      url.searchParams.append(name, part.value);
    }
  }
  url.hash = '';
  return ok(url);
}

function methodOf(value: Json | undefined, hasBody: boolean): Result<string, Failure> {
  const method = optionalText(value, 'method', hasBody ? 'POST' : 'GET');
  if (!method.ok) return method;
  const upper = method.value.toUpperCase();
  return METHODS.has(upper)
    ? ok(upper)
    : wrongField(`method "${method.value}" is not one of ${[...METHODS].join(', ')}`);
}

type Head = Pick<HttpPlan, 'headers' | 'secretHeaders'>;

function headersOf(call: StageCall, method: string): Result<Head, Failure> {
  const headers = new Map([
    ['accept', 'application/json, */*;q=0.8'],
    ['accept-encoding', 'identity'],
    ['user-agent', 'pipeline-runner'],
  ]);
  if (method !== 'GET' && method !== 'HEAD') headers.set('idempotency-key', call.effectKey);
  const declared = objectOf(call.with.headers, 'headers');
  if (!declared.ok) return declared;
  const secretHeaders = new Set<string>();
  const entries = Object.entries(withBearer(declared.value, call.with.bearer));
  for (const [name, entry] of entries) {
    const value = headerValue(call, name, entry);
    if (!value.ok) return value;
    const key = name.toLowerCase();
    headers.set(key, isBearer(entry) ? `Bearer ${value.value}` : value.value);
    if (secretName(bare(entry)) !== null) secretHeaders.add(key);
  }
  return ok({ headers, secretHeaders });
}

/** Stands for `Authorization: Bearer …`, because a secret cannot be a part of a longer text. */
const BEARER = '$bearer';
const withBearer = (headers: JsonObject, bearer: Json | undefined): JsonObject =>
  bearer === undefined ? headers : { ...headers, authorization: { [BEARER]: bearer } };
const isBearer = (entry: Json): entry is JsonObject => isJsonObject(entry) && Object.hasOwn(entry, BEARER);
const bare = (entry: Json): Json | undefined => (isBearer(entry) ? entry[BEARER] : entry);

function headerValue(call: StageCall, name: string, entry: Json): Result<string, Failure> {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return wrongField(`"${name}" is not a valid header name`);
  if (FORBIDDEN_HEADERS.has(name.toLowerCase())) return wrongField(`the header ${name} is set by the runner`);
  const key = isBearer(entry) ? 'bearer' : `headers.${name}`;
  const secret = secretName(bare(entry));
  const value = secret === null ? textOf(bare(entry), key) : secretValue(secret, (wanted) => call.secret(wanted));
  if (!value.ok) return value;
  return /[^\t\x20-\x7e\x80-\xff]/.test(value.value)
    ? wrongField(`${key} contains a character that headers cannot have`)
    : value;
}

/** Headers that frame the message or name its receiver. */
const FORBIDDEN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'te',
  'trailer',
  'expect',
]);

const mostBytesOf = (value: Json): Result<number, Failure> =>
  typeof value === 'number' && value >= 0 ? ok(value) : wrongField('max_bytes is not a number of bytes');

function expectedOf(value: Json | undefined): Result<readonly number[] | null, Failure> {
  if (value === undefined) return ok(null);
  const list = Array.isArray(value) ? value : [value];
  const statuses = list.filter((status): status is number => Number.isInteger(status));
  return statuses.length === list.length ? ok(statuses) : wrongField('expect is not a list of statuses');
}
