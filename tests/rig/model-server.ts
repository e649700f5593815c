/**
 * A model server on the loopback that speaks the wire formats of OpenAI (responses, chat completions, speech, images,
 * transcriptions, videos, realtime sessions), Anthropic (messages) and ElevenLabs, streams if asked to, and follows the
 * steps of a test.
 *
 *   await using server = await modelServer({ honourKeys: true });
 *   server.next({ type: 'status', status: 429, headers: { 'retry-after': '2' } });   // first request
 *   server.next({ type: 'answer', text: 'hello' });                                  // second; plausible answers after that
 *   ... base_url: server.url ...
 *   server.ledger[0].key, .body, .charged;  server.charged
 *
 * S1. Without a step it answers plausibly: with JSON that fits the schema, if the request has one.
 * S2. Work is charged whether or not its answer arrives: a cut connection costs, a refused request does not.
 * S3. With `honourKeys` a request whose `Idempotency-Key` was charged before gets the stored answer and costs nothing.
 * S4. With `apiKey` a request without that key gets 401.
 * S5. A request that the vendor's reference calls invalid is refused (`refusals.ts`), whatever the test expects.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { serveLive } from './model-server/live.ts';
import { type Rendered, render } from './model-server/render.ts';
import { type ModelRequest, readRequest } from './model-server/request.ts';
import { play } from './model-server/steps.ts';
import type { Step } from './model-server/types.ts';

export type { Step } from './model-server/types.ts';

export interface ModelServerOptions {
  /** The price of one request in micro-dollars; 1000 if absent. */
  readonly price?: number;
  readonly honourKeys?: boolean;
  readonly apiKey?: string;
  /** The step of a request for which no step is left; absent: a plausible answer. */
  readonly otherwise?: (request: ModelRequest) => Step;
}

/** One request, in the order of arrival. */
export interface LedgerLine extends ModelRequest {
  /** Micro-dollars. */
  readonly charged: number;
  /** The answer was the stored one of an earlier request with the same key. */
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
  const handler = new RequestHandler(options);
  const server = createServer((request, response) => {
    // It is not an error of the server if a client disconnects.
    handler.serve(request, response).catch(() => response.destroy());
  });
  const sockets = new Set<Duplex>();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    serveLive(request, socket, (text, model) => handler.spoken(text, model));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    ledger: handler.ledger,
    get charged() {
      return handler.ledger.reduce((sum, line) => sum + line.charged, 0);
    },
    next: (...steps) => void handler.steps.push(...steps),
    arrived: (count) => handler.arrived(count),
    async [Symbol.asyncDispose]() {
      handler.closed.abort();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class RequestHandler {
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
      this.#notify();
    });
  }

  #notify(): void {
    const isDue = ({ count }: { readonly count: number }) => this.ledger.length >= count;
    for (const { resolve } of this.#waiting.filter(isDue)) resolve();
    this.#waiting = this.#waiting.filter((waiting) => !isDue(waiting));
  }

  #record(request: ModelRequest, charged: number, replayed = false): void {
    this.ledger.push({ ...request, charged, replayed });
    this.#notify();
  }

  /** A session was asked to speak. */
  spoken(text: string, model: string): Step {
    const step = this.steps.shift() ?? { type: 'answer' };
    const [path, body] = ['/v1/realtime', { text, model }];
    const request = {
      method: 'WS',
      path,
      body,
      query: new URLSearchParams(),
      key: null,
      credential: null,
      headers: {},
    };
    this.#record(request, step.charge ?? (step.type === 'status' ? 0 : (this.#options.price ?? 1000)));
    return step;
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const { apiKey, honourKeys = false } = this.#options;
    const store = request.key !== null && honourKeys ? `${request.method} ${request.path} ${request.key}` : null;
    const stored = store === null ? undefined : this.#stored.get(store);
    if (apiKey !== undefined && request.credential !== apiKey) {
      this.#record(request, 0);
      return this.#play({ type: 'status', status: 401 }, request, response);
    }
    if (stored) {
      this.#record(request, 0, true);
      return this.#play({ type: 'answer' }, request, response, stored);
    }
    // Querying, fetching or deleting a job is free and uses no step, unless the next step says that it applies.
    const isJobQuery = request.method !== 'POST';
    const isScripted = !isJobQuery || this.steps[0]?.jobQueries === true;
    const step = (isScripted ? this.steps.shift() : undefined) ??
      this.#options.otherwise?.(request) ?? { type: 'answer' };
    const rendered = render(request, step.type === 'answer' ? step : {}, this.#jobs);
    const isWork =
      !isJobQuery &&
      rendered.status === 200 &&
      !request.path.endsWith('/client_secrets') &&
      step.type !== 'status' &&
      step.type !== 'redirect';
    const charge = step.charge ?? (isWork ? (this.#options.price ?? 1000) : 0);
    if (store !== null && charge > 0) this.#stored.set(store, rendered);
    this.#record(request, charge);
    return this.#play(step, request, response, rendered);
  }

  #play(
    step: Step,
    request: ModelRequest,
    response: ServerResponse,
    rendered = render(request, {}, this.#jobs),
  ): Promise<void> {
    return play(step, { request, response, rendered, closed: this.closed.signal });
  }
}
