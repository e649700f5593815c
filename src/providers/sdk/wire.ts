/**
 * The `fetch` of one call, passed to an SDK's provider: the only place that sees requests and responses.
 *
 * W1. Redirects are not followed: the key goes to the configured origin only. When a file is fetched they are followed
 *     on request, without any header.
 * W2. A body above the limit is cut off while it is read, the body of an error at 64 KB, to bound memory.
 * W3. Requests that cost money (POST) carry the idempotency key; others do not.
 * W4. Without a configured key no credential is sent, whatever the SDK found in the environment.
 * W5. An address in an answer may lead anywhere, including to services that only this machine can reach: it is fetched
 *     by https, for which such services have no certificate, or from the configured host. The same holds for redirects.
 *     Configured headers, which may be credentials, go to the configured host only; an SDK sends its own anywhere.
 * W6. A paid result that only has to be fetched is fetched again after a temporary failure. If a third party stores it,
 *     their refusal says nothing about the provider: neither about its key nor about its job.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface WireOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as `Idempotency-Key`; null: harmful here. */
  readonly idempotencyKey: string | null;
  readonly maxBytes: number;
  readonly credentials: 'send' | 'drop';
  /** Host of the configured address; null: none is configured. */
  readonly host: string | null;
  /** For SDKs whose address cannot be set: URLs that start with `from` start with `to` instead. */
  readonly rewrite?: { readonly from: string; readonly to: string };
}

/** W6. Milliseconds. */
const PAUSES = [250, 1_000, 4_000];
const MOST_REDIRECTS = 5;
const MAX_ERROR_BYTES = 64 * 1024;
/** Bytes; more than are shown, so that a secret in them is recognised as a whole. */
const BEGINNING = 4096;
const CREDENTIALS = ['authorization', 'x-api-key', 'xi-api-key', 'api-key', 'x-goog-api-key'];
/** Headers without meaning once the body was read and decoded. */
const OF_THE_BODY = ['content-encoding', 'content-length', 'transfer-encoding'];

export class Wire {
  /** `asked`: the request may have arrived. `answered`: the response head has arrived. */
  state: 'unused' | 'asked' | 'answered' = 'unused';
  /** Of the last response. */
  status: number | null = null;
  headers: Headers = new Headers();
  /** Body of a response with an error status. */
  errorBody = '';
  isTooLarge = false;
  /** A request that costs money (POST) was answered: any failure happened after it. */
  hasWorked = false;
  #text: Uint8Array[] = [];
  readonly fetch: typeof globalThis.fetch;
  /** For files that a vendor stores elsewhere: none of our headers, redirects followed, the same limit. W5. */
  readonly plain: (address: URL, signal: AbortSignal) => Promise<Response>;
  readonly #options: WireOptions;

  constructor(options: WireOptions) {
    this.#options = options;
    this.fetch = (input, init) => this.#fetch(input, init);
    this.plain = (address, signal) =>
      fetchedAgain(async () => this.#limited(await this.#fetchElsewhere(address, signal)), signal);
  }

  get maxBytes(): number {
    return this.#options.maxBytes;
  }

  /** For showing an answer that could not be parsed. */
  get beginning(): string {
    return Buffer.concat(this.#text.slice(0, BEGINNING)).subarray(0, BEGINNING).toString('utf8');
  }

  /** The latest response as far as it has arrived; empty: nothing has, or it is not text. */
  get text(): string {
    return Buffer.concat(this.#text).toString('utf8');
  }

  get requestId(): string | null {
    const names = ['x-request-id', 'request-id', 'x-generation-id', 'cf-ray'];
    return names.map((name) => this.headers.get(name)).find((id) => id !== null) ?? null;
  }

  /** Rate limit headers of the last response. */
  limits(): Record<string, string> {
    return Object.fromEntries([...this.headers].filter(([name]) => /ratelimit/.test(name)));
  }

  async #fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    // Invalid requests throw here, before anything counts as asked.
    const url = new URL(this.#target(input instanceof Request ? input.url : String(input)));
    if (init.method !== 'POST')
      return this.hasWorked ? fetchedAgain(() => this.#ask(url, init), init.signal) : this.#ask(url, init);
    const response = await this.#ask(url, init);
    if (response.ok) this.hasWorked = true;
    return response;
  }

  async #ask(url: URL, init: RequestInit): Promise<Response> {
    const isElsewhere = this.#options.host !== null && url.hostname !== this.#options.host;
    if (isElsewhere) onlyHttps(url);
    const headers = this.#headers(init, isElsewhere ? {} : this.#options.headers);
    this.state = 'asked';
    this.status = null;
    this.headers = new Headers();
    this.#text = [];
    const response = await this.#followed(await fetch(url, { ...init, headers, redirect: 'manual' }), url, init);
    // A POST elsewhere is a request for work: some packages use more than one host.
    if (isElsewhere && init.method !== 'POST' && !response.ok) throw new NotFetched(url, response);
    this.state = 'answered';
    this.status = response.status;
    this.headers = response.headers;
    if (response.ok) return this.#limited(response);
    this.errorBody = await startOf(response);
    const { status, statusText } = response;
    // The SDK treats any status from 400 as an error.
    return new Response(this.errorBody, { status: status < 400 ? 400 : status, statusText, headers: bare(response) });
  }

  /** W1. */
  async #followed(response: Response, from: URL, { redirect, signal }: RequestInit): Promise<Response> {
    const next = redirect === 'follow' ? redirectOf(response, from) : null;
    return next === null ? response : this.#fetchElsewhere(next, signal);
  }

  /** W5. */
  async #fetchElsewhere(address: URL, signal: AbortSignal | null = null): Promise<Response> {
    let url = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (url.hostname !== this.#options.host) onlyHttps(url);
      const response = await fetch(url, { signal, redirect: 'manual' });
      const next = redirectOf(response, url);
      if (next === null && !response.ok) throw new NotFetched(url, response);
      if (next === null) return response;
      url = next;
    }
    throw new Error(`the answer is behind more than ${MOST_REDIRECTS} redirects`);
  }

  #limited(response: Response): Response {
    const { status, statusText } = response;
    return new Response(this.#bounded(response), { status, statusText, headers: bare(response) });
  }

  #target(url: string): string {
    const { rewrite } = this.#options;
    return rewrite && url.startsWith(rewrite.from) ? rewrite.to + url.slice(rewrite.from.length) : url;
  }

  #headers({ headers: asked, method = 'GET' }: RequestInit, own: Readonly<Record<string, string>>): Headers {
    const { idempotencyKey, credentials } = this.#options;
    const all = new Headers(asked);
    if (credentials === 'drop') for (const name of CREDENTIALS) all.delete(name);
    for (const [name, value] of Object.entries(own)) all.set(name, value);
    if (idempotencyKey !== null && method === 'POST') all.set('idempotency-key', idempotencyKey);
    return all;
  }

  #bounded({ body, headers }: Response): ReadableStream<Uint8Array> | null {
    let left = this.#options.maxBytes;
    const tooLarge = (): Error => {
      this.isTooLarge = true;
      return new Error('the answer is too large');
    };
    if (Number(headers.get('content-length') ?? 0) > left) {
      // The body is not read, so the connection is closed.
      body?.cancel().catch(() => {});
      throw tooLarge();
    }
    const isText = /json|text|xml/.test(headers.get('content-type') ?? 'text');
    const counting = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        left -= chunk.length;
        if (isText) this.#text.push(chunk);
        if (left < 0) controller.error(tooLarge());
        else controller.enqueue(chunk);
      },
    });
    return body?.pipeThrough(counting) ?? null;
  }
}

/** W6. */
export class NotFetched extends Error {
  readonly status: number;
  constructor({ host }: URL, { status, body }: Response) {
    super(`the answer is kept at ${host}, which answered ${status}`);
    this.status = status;
    body?.cancel().catch(() => {});
  }
}

/** W6. The body is read to its end, since that may fail as well. */
async function fetchedAgain(get: () => Promise<Response>, signal: AbortSignal | null = null): Promise<Response> {
  for (const pause of PAUSES) {
    try {
      const response = await get();
      if (!isPassing(response.status)) return await whole(response);
    } catch (error) {
      // Network errors are TypeErrors.
      const mayPass = error instanceof NotFetched ? isPassing(error.status) : error instanceof TypeError;
      if (!mayPass || signal?.aborted) throw error;
    }
    await delay(pause, undefined, signal === null ? {} : { signal });
  }
  return get();
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const bytes = await response.arrayBuffer();
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
}

/** The target, after cancelling the body; null: there is none. */
function redirectOf({ status, headers, body }: Response, from: URL): URL | null {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null) return null;
  body?.cancel().catch(() => {});
  return new URL(location, from);
}

/** W5. A data URL contains the answer itself. */
function onlyHttps({ protocol, host }: URL): void {
  if (!['https:', 'data:'].includes(protocol))
    throw new Error(`the answer is kept at ${protocol}//${host}, which is not https`);
}

function bare({ headers: all }: Response): Headers {
  const headers = new Headers(all);
  for (const name of OF_THE_BODY) headers.delete(name);
  return headers;
}

/** The first 64 KB as text, or what could be read of it. */
async function startOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status is known; a part of its explanation is better than none.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ERROR_BYTES).toString('utf8');
}
