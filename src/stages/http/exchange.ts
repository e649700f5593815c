/** One request and its answer over `node:http`, whose `lookup` lets us choose what is connected to; no redirects. */
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';

export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | Uint8Array | null;
  readonly lookup: LookupFunction;
}

/** Resolves when the head of the answer is there. @throws errors of the network, and what `lookup` fails with. */
export async function exchange(outgoing: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body, lookup } = outgoing;
  // An https module costs 20 ms to load, which plain addresses need not pay for.
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve, reject) => {
    // A connection of its own: one from a pool might have been made under other rules.
    const sent = request(url, { method, lookup, signal, agent: false });
    for (const [name, value] of headers) sent.setHeader(name, value);
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body ?? undefined);
  });
}
