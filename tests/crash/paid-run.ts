/**
 * A run that calls models of a server on the loopback, which outlives it, and what must be true of both books: those of
 * the run and that of the server.
 *
 * W1. A call whose answer was stored is not made again, and it is that answer which the run uses.
 * W2. A job whose id was noted is not submitted again.
 * W3. What the run says it cost is what the server charged for what it answered; `at_most` covers all that it charged.
 * W4. All sums that `cost` prints are those of the checkpoint's head.
 */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { costOf } from '../../src/app/cost.ts';
import { driveRun } from '../../src/app/run-session.ts';
import { COST_KEYS } from '../../src/core/cost-lines.ts';
import { digest, runId } from '../../src/model/brand.ts';
import { idempotencyKeyOf } from '../../src/providers/gateway/keys.ts';
import { type ModelServer, modelServer } from '../rig/model-server.ts';
import { TestProject } from '../rig/project.ts';
import { leftovers } from './graph.ts';
import { hasty } from './hasty.ts';

/** Micro-dollars of one call, for the server and in the config. */
const PRICE = 1000;
const ITEMS = ['a', 'b', 'c', 'd'];
/** `idea`, its items, `voice`, `clip`. */
export const CALLS = 1 + ITEMS.length + 2;
const LOOKS = 2;

export type Keys = 'honoured' | 'ignored';

const llm = (provider: string, text: string, vars = {}) => ({ uses: 'llm', with: { provider, text, vars } });
const PIPELINE = {
  defaults: { retry: { attempts: 3, min: '5ms', max: '20ms', max_lost: 1000 } },
  stages: {
    idea: llm('thinker', 'An idea about tides.'),
    parts: {
      ...llm('writer', 'Part {{ part }}.', { part: '${{ item }}' }),
      ...{ needs: ['idea'], foreach: `\${{ ${JSON.stringify(ITEMS)} }}`, key: '${{ item }}' },
    },
    voice: { uses: 'speech', with: { provider: 'voice', text: 'Hello.', to: 'line.wav' } },
    clip: {
      uses: 'video',
      with: { provider: 'camera', text: 'The sea.', seconds: 4, size: '720x1280', to: 'clip.mp4' },
    },
  },
};

const providers = (base_url: string) => {
  const common = { base_url, prices: { per_request: PRICE / 1_000_000 } };
  return {
    thinker: { ...common, type: 'anthropic', model: 'claude-sonnet-5-5' },
    writer: { ...common, type: 'openai-compatible', model: 'm' },
    voice: { ...common, type: 'openai', model: 'tts-1' },
    camera: { ...common, type: 'openai', model: 'sora-2' },
  };
};

/** What was durable when the runner was dead, and what the server had seen until then. */
interface Stored {
  readonly key: string;
  readonly requests: number;
  /** Of a text. */
  readonly text: string | null;
}

export class PaidRun implements AsyncDisposable {
  readonly project: TestProject;
  readonly server: ModelServer;
  readonly #keys: Keys;
  readonly #stored = new Map<string, Stored>();
  readonly #jobs = new Map<string, number>();

  private constructor(project: TestProject, server: ModelServer, keys: Keys) {
    this.project = project;
    this.server = server;
    this.#keys = keys;
  }

  static async of(keys: Keys): Promise<PaidRun> {
    let answers = 0;
    const server = await modelServer({
      price: PRICE,
      honourKeys: keys === 'honoured',
      otherwise: () => ({ type: 'answer', text: `answer ${++answers}`, polls: LOOKS }),
    });
    const config = { concurrency: 4, grace: '200ms', providers: providers(server.url) };
    return new PaidRun(await TestProject.make({ config, pipeline: PIPELINE }), server, keys);
  }

  /** After a kill: what is durable now counts for good. */
  note(): void {
    if (!this.project.has('.pipeline-runner/calls.db')) return;
    using database = new DatabaseSync(this.project.at('.pipeline-runner/calls.db'));
    const rows = database
      .prepare('SELECT c.key, c.request, c.job, a.value FROM calls c LEFT JOIN answers a ON a.call = c.id')
      .all();
    for (const { key: name, request, job, value } of rows) {
      const key = idempotencyKeyOf({ key: String(name), request: digest(String(request)) });
      const requests = this.#requests(key);
      if (value !== null && !this.#stored.has(key)) this.#stored.set(key, { key, requests, text: textIn(value) });
      if (job !== null && !this.#jobs.has(key)) this.#jobs.set(key, requests);
    }
  }

  /** Goes on in this process. @returns how the run ended. */
  async resumed(): Promise<string> {
    const { clock, ...rest } = await this.project.open();
    const stop = new AbortController().signal;
    const outcome = await driveRun({ ...rest, clock: hasty(clock) }, runId('r'), { observers: [], stop });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    return outcome.value.checkpoint.status;
  }

  /** W1 to W4, once it has completed. */
  async verify(where: string): Promise<void> {
    const { project, server } = this;
    const checkpoint = await project.checkpoint();
    assert.equal(checkpoint.status, 'completed', where);
    for (const { key, requests } of this.#stored.values())
      assert.equal(this.#requests(key), requests, `a call was made again though its answer was stored (${where})`);
    for (const [key, requests] of this.#jobs)
      assert.equal(this.#requests(key), requests, `a job was submitted again though its id was noted (${where})`);
    const outputs = JSON.stringify(checkpoint.stages);
    for (const { text } of this.#stored.values())
      if (text !== null) assert.ok(outputs.includes(`"${text}"`), `${text} was stored and not used (${where})`);
    const { usd_micros: usd, at_most_usd_micros: atMost, unknown = 0 } = checkpoint.cost;
    assert.deepEqual([usd, unknown], [CALLS * PRICE, 0], where);
    assert.ok(atMost >= server.charged, `at most ${atMost}, but the server charged ${server.charged} (${where})`);
    if (this.#keys === 'honoured') assert.equal(server.charged, usd, where);
    for (const by of COST_KEYS) {
      const report = await costOf(await project.open(), runId('r'), { by, since: null });
      assert.ok(report.ok, where);
      assert.deepEqual([report.value.total.usd, report.value.total.atMost], [usd, atMost], `${where}, by ${by}`);
    }
    assert.deepEqual(leftovers(project), [], where);
  }

  /** That pay, with that key. */
  #requests(key: string): number {
    return this.server.ledger.filter((line) => line.method === 'POST' && line.key === key).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.project[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

function textIn(value: unknown): string | null {
  const { answer } = JSON.parse(String(value)) as { readonly answer: { readonly text?: string } };
  return answer.text ?? null;
}
