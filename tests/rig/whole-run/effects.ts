/**
 * What the stages of a random run do, on the loopback: a service for `http` and a model for `llm`. Which of them work,
 * fail once or fail until somebody mends them hangs on what is asked for alone, not on when.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../../../src/model/json.ts';

/** What a stage told of itself. */
export interface Said {
  readonly at: string;
  readonly reads: Readonly<Record<string, Json>>;
  readonly item?: Json;
  /** It has a time limit. */
  readonly isTimed?: boolean;
}

export interface Request {
  readonly kind: 'http' | 'llm';
  readonly key: string;
  readonly said: Said;
  readonly isAnswered: boolean;
}

export const PRICE = 1000;

export class Effects {
  requests: Request[] = [];
  isMended = false;
  seed = 0;
  /** How likely is which fate, of a thousand. */
  broken = 30;
  flaky = 150;
  /** The runner is dead: what it still sends arrives nowhere. */
  isDead = false;
  /** What was wrong with a request. */
  error: unknown = null;
  onRequest: (request: Request) => void = () => {};
  #tries = new Map<string, number>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Effects> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const key = String(request.headers['idempotency-key'] ?? '');
        const isModel = request.url?.endsWith('/chat/completions') === true;
        const answer = effects.#answer(isModel, key, JSON.parse(Buffer.concat(chunks).toString('utf8')));
        if (answer === null) return void response.destroy();
        if (answer === 'hangs') return;
        response.sendDate = false;
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer.body));
      });
    });
    const effects = new Effects(server);
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return effects;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  begin(seed: number): void {
    this.seed = seed;
    this.isMended = false;
    this.isDead = false;
    this.error = null;
    this.requests = [];
    this.#tries = new Map();
  }

  /** What works hangs on what is asked for and on the key, as of a model that never says the same twice. */
  #answer(
    isModel: boolean,
    key: string,
    body: Json,
  ): { readonly status: number; readonly body: Json } | 'hangs' | null {
    if (this.isDead) return null;
    const text = isModel ? promptIn(body) : JSON.stringify(body);
    const said = JSON.parse(text.split('\n\n## ')[0] ?? '') as Said;
    const fate = this.fateOf(said);
    const tries = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tries);
    const isAnswered = fate.type === 'broken' ? this.isMended : tries > fate.times;
    const request = { kind: isModel ? 'llm' : 'http', key, said, isAnswered } as const;
    this.requests.push(request);
    try {
      this.onRequest(request);
    } catch (error) {
      this.error ??= error;
    }
    if (this.isDead) return null;
    if (!isAnswered && fate.hangs && said.isTimed) return 'hangs';
    if (!isAnswered) return { status: fate.type === 'broken' ? 418 : 503, body: { error: { message: 'no' } } };
    const v = hashOf(`${text}${key}`).slice(0, 10);
    if (isModel) return { status: 200, body: completion(`text ${v}`) };
    const count = Number.parseInt(v.slice(0, 2), 16) % 4;
    const list = Array.from({ length: count }, (_, n) => ({ id: `i${n}`, n }));
    return { status: 200, body: { v, list } };
  }

  /** A stage has a fate, not each of its versions. */
  fateOf({ at, item }: Said): { readonly type: 'fine' | 'broken'; readonly times: number; readonly hangs: boolean } {
    const dice = Number.parseInt(hashOf(`${this.seed} ${at} ${JSON.stringify(item ?? null)}`).slice(0, 6), 16) % 1000;
    if (dice < this.broken) return { type: 'broken', times: 0, hangs: false };
    return { type: 'fine', times: dice < this.broken + this.flaky ? 1 : 0, hangs: dice % 3 === 0 };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  cut(): void {
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
