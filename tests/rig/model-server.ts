/**
 * A server of models on the loopback that speaks the wire formats of OpenAI (responses, chat completions, speech,
 * images, transcriptions, videos, realtime sessions), Anthropic (messages) and ElevenLabs, streaming where it is asked to, and does
 * what a test tells it to.
 *
 *   await using server = await modelServer({ honourKeys: true });
 *   server.next({ type: 'status', status: 429, headers: { 'retry-after': '2' } });   // first request
 *   server.next({ type: 'answer', text: 'hello' });                                  // second; then plausible ones
 *   ... base_url: server.url ...
 *   server.ledger[0].key, .body, .charged;  server.charged
 *
 * S1. Without a step it answers plausibly, JSON that fits the schema where one is asked for.
 * S2. What was worked on is charged, whether or not the answer arrives: a cut connection costs, a refused one not.
 * S3. With `honourKeys` a request whose `Idempotency-Key` was charged before gets the stored answer and costs nothing.
 * S4. With `apiKey` a request without that key gets 401.
 * S5. What a vendor's reference says it refuses is refused (`strict.ts`), whatever the test expects.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Asked, readAsked } from './model-server/asked.ts';
import { serveLive } from './model-server/live.ts';
import { type Rendered, render } from './model-server/render.ts';
import { play } from './model-server/steps.ts';
import type { Step } from './model-server/types.ts';

export type { Step } from './model-server/types.ts';

export interface ModelServerOptions {
  /** Micro-dollars of one piece of work; 1000 if absent. */
  readonly price?: number;
  readonly honourKeys?: boolean;
  readonly apiKey?: string;
  /** The step when none is left; absent: a plausible answer. */
  readonly otherwise?: (asked: Asked) => Step;
}

/** One request, in the order of arrival. */
export interface LedgerLine extends Asked {
  /** Micro-dollars. */
  readonly charged: number;
  /** It got the stored answer of an earlier request with the same key. */
  readonly replayed: boolean;
}

export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/v1` */
  readonly url: string;
  readonly ledger: readonly LedgerLine[];
  /** Micro-dollars of all requests. */
  readonly charged: number;
  next(...steps: readonly Step[]): void;
  /** Resolves when this many requests have arrived in total. */
  arrived(count: number): Promise<void>;
}

export async function modelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const serving = new Serving(options);
  const server = createServer((request, response) => {
    // A client that disconnects while it is served is no error of the server.
    serving.serve(request, response).catch(() => response.destroy());
  });
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    serveLive(request, socket, (text, model) => serving.spoken(text, model));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    ledger: serving.ledger,
    get charged() {
      return serving.ledger.reduce((sum, line) => sum + line.charged, 0);
    },
    next: (...steps) => void serving.steps.push(...steps),
    arrived: (count) => serving.arrived(count),
    async [Symbol.asyncDispose]() {
      serving.closed.abort();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Serving {
  readonly ledger: LedgerLine[] = [];
  readonly steps: Step[] = [];
  readonly closed = new AbortController();
  readonly #options: ModelServerOptions;
  readonly #stored = new Map<string, Rendered>();
  readonly #jobs = new Map<string, number>();
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  constructor(options: ModelServerOptions) {
    this.#options = options;
  }

  arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve });
      this.#tell();
    });
  }

  #tell(): void {
    const isDue = ({ count }: { readonly count: number }) => this.ledger.length >= count;
    for (const { resolve } of this.#waiting.filter(isDue)) resolve();
    this.#waiting = this.#waiting.filter((waiting) => !isDue(waiting));
  }

  #note(asked: Asked, charged: number, replayed = false): void {
    this.ledger.push({ ...asked, charged, replayed });
    this.#tell();
  }

  /** A session was asked to speak. */
  spoken(text: string, model: string): Step {
    const step = this.steps.shift() ?? { type: 'answer' };
    const [path, body] = ['/v1/realtime', { text, model }];
    const asked = { method: 'WS', path, body, query: new URLSearchParams(), key: null, credential: null, headers: {} };
    this.#note(asked, step.charge ?? (step.type === 'status' ? 0 : (this.#options.price ?? 1000)));
    return step;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readAsked(request);
    const { apiKey, honourKeys = false } = this.#options;
    const store = asked.key !== null && honourKeys ? `${asked.method} ${asked.path} ${asked.key}` : null;
    const stored = store === null ? undefined : this.#stored.get(store);
    if (apiKey !== undefined && asked.credential !== apiKey) {
      this.#note(asked, 0);
      return this.#play({ type: 'status', status: 401 }, asked, response);
    }
    if (stored) {
      this.#note(asked, 0, true);
      return this.#play({ type: 'answer' }, asked, response, stored);
    }
    // Querying, fetching or deleting a job is free, and uses no step of the script unless a step says so.
    const isLook = asked.method !== 'POST';
    const isScripted = !isLook || this.steps[0]?.looks === true;
    const step = (isScripted ? this.steps.shift() : undefined) ??
      this.#options.otherwise?.(asked) ?? { type: 'answer' };
    const rendered = render(asked, step.type === 'answer' ? step : {}, this.#jobs);
    const isWork =
      !isLook &&
      rendered.status === 200 &&
      !asked.path.endsWith('/client_secrets') &&
      step.type !== 'status' &&
      step.type !== 'redirect';
    const charge = step.charge ?? (isWork ? (this.#options.price ?? 1000) : 0);
    if (store !== null && charge > 0) this.#stored.set(store, rendered);
    this.#note(asked, charge);
    return this.#play(step, asked, response, rendered);
  }

  #play(step: Step, asked: Asked, response: ServerResponse, rendered = render(asked, {}, this.#jobs)): Promise<void> {
    return play(step, { asked, response, rendered, closed: this.closed.signal });
  }
}
