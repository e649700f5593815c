/** One request over `node:http`, whose `lookup` option lets us choose the address; redirects are not followed. */
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';

export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | Uint8Array | null;
  readonly lookup: LookupFunction;
}

/** Resolves when the head of the response has arrived. @throws network errors, and errors of `lookup`. */
export async function exchange(outgoing: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body, lookup } = outgoing;
  // Loading `https` takes 20 ms and is not needed for plain http.
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    // A new connection: a pooled one may have been opened under other rules.
    const sent = request(url, { method, lookup, signal, agent: false });
    for (const [name, value] of headers) sent.setHeader(name, value);
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body ?? undefined);
  });
}
