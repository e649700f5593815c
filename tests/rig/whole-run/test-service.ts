/**
 * The server that stages of a random run call on the loopback: a service for `http` stages and a model for `llm` stages.
 * Whether a stage works, fails once, or fails until it is repaired depends only on its request, not on the time.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../src/model/json.ts';

/** What a stage sends about itself. */
export interface StageReport {
  readonly at: string;
  readonly reads: Readonly<Record<string, Json>>;
  readonly item?: Json;
  /** It has a time limit. */
  readonly isTimed?: boolean;
}

export interface Request {
  readonly kind: 'http' | 'llm';
  readonly key: string;
  readonly report: StageReport;
  readonly isAnswered: boolean;
}

export const PRICE = 1000;

export class TestService {
  requests: Request[] = [];
  isRepaired = false;
  seed = 0;
  /** Of a thousand stages, how many fail until repaired, and how many fail once. */
  broken = 30;
  flaky = 150;
  /** The runner counts as killed: whatever it still sends is ignored. */
  isDead = false;
  /** The first violation of a law that `onRequest` found. */
  error: unknown = null;
  onRequest: (request: Request) => void = () => {};
  #tries = new Map<string, number>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<TestService> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const key = String(request.headers['idempotency-key'] ?? '');
        const isModel = request.url?.endsWith('/chat/completions') === true;
        const answer = service.#answer(isModel, key, JSON.parse(Buffer.concat(chunks).toString('utf8')));
        if (answer === null) return void response.destroy();
        if (answer === 'hangs') return;
        response.sendDate = false;
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer.body));
      });
    });
    const service = new TestService(server);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return service;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  reset(seed: number): void {
    this.seed = seed;
    this.isRepaired = false;
    this.isDead = false;
    this.error = null;
    this.requests = [];
    this.#tries = new Map();
  }

  /** The value depends on the request and its key, like that of a model which never answers the same twice. */
  #answer(
    isModel: boolean,
    key: string,
    body: Json,
  ): { readonly status: number; readonly body: Json } | 'hangs' | null {
    if (this.isDead) return null;
    const text = isModel ? promptIn(body) : JSON.stringify(body);
    const report = JSON.parse(text.split('\n\n## ')[0] ?? '') as StageReport;
    const fate = this.fateOf(report);
    const tries = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tries);
    const isAnswered = fate.type === 'broken' ? this.isRepaired : tries > fate.times;
    const request = { kind: isModel ? 'llm' : 'http', key, report, isAnswered } as const;
    this.requests.push(request);
    try {
      this.onRequest(request);
    } catch (error) {
      this.error ??= error;
    }
    if (this.isDead) return null;
    if (!isAnswered && fate.hangs && report.isTimed) return 'hangs';
    if (!isAnswered) return { status: fate.type === 'broken' ? 418 : 503, body: { error: { message: 'no' } } };
    const v = hashOf(`${text}${key}`).slice(0, 10);
    if (isModel) return { status: 200, body: completion(`text ${v}`) };
    const count = Number.parseInt(v.slice(0, 2), 16) % 4;
    const list = Array.from({ length: count }, (_, n) => ({ id: `i${n}`, n }));
    return { status: 200, body: { v, list } };
  }

  /** The same for all versions of a stage. */
  fateOf({ at, item }: StageReport): {
    readonly type: 'fine' | 'broken';
    readonly times: number;
    readonly hangs: boolean;
  } {
    const dice = Number.parseInt(hashOf(`${this.seed} ${at} ${JSON.stringify(item ?? null)}`).slice(0, 6), 16) % 1000;
    if (dice < this.broken) return { type: 'broken', times: 0, hangs: false };
    return { type: 'fine', times: dice < this.broken + this.flaky ? 1 : 0, hangs: dice % 3 === 0 };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  dropConnections(): void {
    this.#server.closeAllConnections();
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function promptIn(body: Json): string {
  const { messages } = body as unknown as { messages: readonly { content: string | readonly { text: string }[] }[] };
  const content = messages.at(-1)?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
}

const completion = (text: string): Json => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
