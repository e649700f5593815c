/**
 * Answers model calls from recorded calls, in place of all real providers.
 *
 * R1. Without {@link ReplayDeps.real} no provider is called: no network, no key, no cost. A call that is not recorded
 *     fails, and the failure names the differences to the nearest recorded call.
 * R2. The same question has one answer: it depends on the request and the provider, not on the task, time or order.
 * R3. While recording, only missing calls are made; two identical calls at once share an answer, also in two processes.
 *     A task that repeats a call was not satisfied with the answer: the call is made again and its recording replaced,
 *     unless another process has replaced it meanwhile.
 * R4. A call is recorded before its answer is used. Failures and the values of secrets are never recorded.
 */
import { durationMs, err, ok, type Result, usdMicros } from '../model/brand.ts';
import { anError, type Diagnostic, type Place } from '../model/diagnostic.ts';
import { usdText } from '../model/money.ts';
import type { Capability, Usage } from '../model/provider.ts';
import type { CallQuestion } from '../model/recorded-call.ts';
import type { Clock } from '../ports/clock.ts';
import type { ModelOutcome, Models } from '../ports/models.ts';
import type { Answers } from '../ports/provider.ts';
import type { FoundCall, RecordedCalls } from '../ports/recorded-calls.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { kept, unkept } from './gateway/answers.ts';
import { aborted, failed } from './gateway/failures.ts';
import { pause, untilAbort } from './gateway/grace.ts';
import { digestOf } from './gateway/keys.ts';
import { bytesName, camelKeys, questionOf, type ReplayCall, snakeKeys, splitOf } from './replay/form.ts';
import { notRecorded } from './replay/nearest.ts';

export interface ReplayDeps {
  readonly recorded: RecordedCalls;
  readonly clock: Clock;
  /** Of the run; null: a trial, for which nothing is noted. */
  readonly generation: number | null;
  /** Makes calls that are not recorded, to record them; null: they fail. */
  readonly real: (() => Promise<Models>) | null;
}

interface Asked {
  readonly question: CallQuestion;
  /** Digest of the question. */
  readonly key: string;
  /** Digest of the answer with which the task was not satisfied; null: there is none. */
  readonly refused: string | null;
}

type Outcome<C extends Capability> = ModelOutcome<Answers[C]>;

export class Replay {
  readonly #deps: ReplayDeps;
  /** Questions in flight, by digest. */
  readonly #asking = new Map<string, Promise<unknown>>();
  /** R3: the digest of the last answer, by run, task, call and digest of the question. */
  readonly #answered = new Map<string, string>();

  constructor(deps: ReplayDeps) {
    this.#deps = deps;
  }

  async call<C extends Capability>(call: ReplayCall<C>): Promise<Outcome<C>> {
    const { asked, stage, signal } = call;
    const question = questionOf(call);
    const key = digestOf(question);
    const id = [stage.uid, stage.task, asked.name, key].join(' ');
    for (;;) {
      const other = this.#asking.get(key);
      if (other === undefined || signal.aborted) break;
      await untilAbort(Promise.allSettled([other]), signal);
    }
    const refused = this.#deps.real === null ? null : (this.#answered.get(id) ?? null);
    const outcome = await this.#answer(call, { question, key, refused });
    if (outcome.type === 'answer') this.#answered.set(id, digestOf(outcome.value));
    return outcome;
  }

  async #answer<C extends Capability>(call: ReplayCall<C>, asked: Asked): Promise<Outcome<C>> {
    const { recorded, real } = this.#deps;
    const { question, key } = asked;
    if (real === null)
      return (
        (await this.#known(call, asked)) ??
        failed(notRecorded(recorded, { question, stage: call.stage, call: call.asked.name }))
      );
    const asking = this.#askOnce(real, call, asked);
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(key);
    }
  }

  /** null: it is not recorded, or only with the answer that the task has refused. */
  async #known<C extends Capability>(call: ReplayCall<C>, { key, refused }: Asked): Promise<Outcome<C> | null> {
    const found = this.#deps.recorded.find(key);
    if (found === null) return null;
    if (refused === null) return found.ok ? this.#replayed(call, key, found.value) : unusable(found.error);
    const answer = found.ok ? this.#valueIn(call.capability, found.value) : found;
    const isOther = found.ok && answer.ok && digestOf(answer.value) !== refused;
    return isOther ? this.#replayed(call, key, found.value) : null;
  }

  /** R3. */
  async #askOnce<C extends Capability>(
    real: () => Promise<Models>,
    call: ReplayCall<C>,
    asked: Asked,
  ): Promise<Outcome<C>> {
    const known = await this.#known(call, asked);
    if (known !== null) return known;
    using claim = await this.#claimed(call, asked.key);
    if (claim === null) return failed(aborted);
    return (await this.#known(call, asked)) ?? (await this.#ask(real, call, asked));
  }

  /** Waits while another process records this call. null: the attempt has ended. */
  async #claimed<C extends Capability>({ stage, signal }: ReplayCall<C>, key: string): Promise<Disposable | null> {
    const { recorded, clock } = this.#deps;
    for (let tries = 0; !signal.aborted; tries += 1) {
      const claim = recorded.claim(key, clock.now());
      if (claim !== null) return claim;
      if (tries === 0) stage.report({ type: 'progress', progress: { done: 0, total: null, label: WAITING } });
      await pause(LOOK_AGAIN, clock, signal);
    }
    return null;
  }

  async #replayed<C extends Capability>(
    { capability, asked, stage, settings }: ReplayCall<C>,
    key: string,
    found: FoundCall,
  ): Promise<Outcome<C>> {
    const { file, recorded, place } = found;
    const { type, request } = recorded;
    if (digestOf({ capability: recorded.capability, type, model: recorded.model, request }) !== key)
      return unusable(unfit('its request does not match its name', place(['request'])));
    const answer = this.#valueIn(capability, found);
    if (!answer.ok) return unusable(answer.error);
    const { provider, model, usd } = recorded;
    const granted = await stage.ask({ provider, model, ceiling: FREE, maxCost: null });
    if (granted.type === 'refused') return { type: 'stopped' };
    const usage: Usage = camelKeys(recorded.usage);
    const at = this.#deps.clock.now();
    stage.settle(
      { attempt: stage.attempt, call: granted.call },
      {
        ...{ capability, provider, type: settings.type, model, at, durationMs: 0 },
        ...{ usd: FREE, source: 'computed', usage, prices: null, error: null },
      },
    );
    this.#used(stage, file);
    stage.log(`${asked.name}: answered by ${file}${usd === null ? '' : `, which cost ${usdText(usd)}`}\n`);
    return { type: 'answer', value: answer.value, provider, model, usage, usd: FREE, raw: null };
  }

  #valueIn<C extends Capability>(capability: C, { recorded, place }: FoundCall): Result<Answers[C], Diagnostic> {
    const { answer } = recorded;
    const named = answer.file;
    const bytes = typeof named === 'string' ? this.#deps.recorded.bytes(named) : ok(null);
    if (!bytes.ok) return bytes;
    const value = { answer: camelKeys(answer), raw: null };
    const whole = unkept(capability, { value, bytes: bytes.value });
    return whole === null ? err(unfit(`its answer is not one for ${capability}`, place(['answer']))) : ok(whole.value);
  }

  #used({ run, uid, task }: StageCall, file: string): void {
    const { recorded, generation } = this.#deps;
    if (generation !== null) recorded.used({ run, uid, generation, task }, file);
  }

  /** R4. */
  async #ask<C extends Capability>(
    real: () => Promise<Models>,
    { capability, asked, stage, signal }: ReplayCall<C>,
    { question, key }: Asked,
  ): Promise<Outcome<C>> {
    const outcome = await (await real()).call(capability, asked, stage, signal);
    if (outcome.type !== 'answer') return outcome;
    const { provider, usage, usd, value } = outcome;
    const { value: split, bytes } = kept(capability, { value, usage, usd, requestId: null, raw: null });
    const file = bytes === null ? {} : { file: bytesName(value, bytes) };
    const answer = { ...snakeKeys(splitOf(split)), ...file };
    const recorded = { stage: stage.task, call: asked.name, provider, answer, usage: snakeKeys({ ...usage }), usd };
    const written = this.#deps.recorded.keep(key, { ...recorded, ...question }, bytes);
    if (!written.ok) return failed({ ...NOT_KEPT, message: written.error });
    this.#used(stage, written.value);
    stage.log(`${asked.name}: recorded in ${written.value}\n`);
    return outcome;
  }
}

const FREE = usdMicros(0);
const LOOK_AGAIN = durationMs(200);
const WAITING = 'waiting: another process is recording the same call';

const NOT_KEPT = { code: 'model/not-recorded', retry: 'never', hint: 'ask for less at once' } as const;

const unfit = (message: string, at: Place): Diagnostic => anError('file/unreadable', message, { at });

function unusable({ at, message, hint }: Diagnostic): ReturnType<typeof failed> {
  const place = at === null ? '' : 'line' in at ? `${at.file}:${at.line}:${at.column}: ` : `${at.file}: `;
  return failed({
    code: 'model/bad-recorded',
    message: `${place}${message}`,
    retry: 'never',
    hint: `${hint === undefined ? '' : `${hint}; or `}delete the file, and record the call again`,
  });
}
