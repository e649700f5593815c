/**
 * Answers model calls from recorded calls, in place of all real providers.
 *
 * R1. Without {@link ReplayDeps.real} no provider is called: no network, no key, no cost. A call that is not recorded
 *     fails, and the failure names the differences to the nearest recorded call.
 * R2. The same question has one answer: it depends on the request and the provider, not on the task, time or order.
 * R3. While recording, only missing calls are made; two identical calls at once share an answer. A task that repeats a
 *     call was not satisfied with the answer: the call is made again and its recording replaced.
 * R4. A call is recorded before its answer is used. Failures and the values of secrets are never recorded.
 */
import { err, ok, type Result, usdMicros } from '../model/brand.ts';
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
import { failed } from './gateway/failures.ts';
import { untilAbort } from './gateway/grace.ts';
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

interface Question {
  readonly question: CallQuestion;
  /** Digest of the question. */
  readonly key: string;
}

type Outcome<C extends Capability> = ModelOutcome<Answers[C]>;

export class Replay {
  readonly #deps: ReplayDeps;
  /** Questions in flight, by digest. */
  readonly #asking = new Map<string, Promise<unknown>>();
  /** R3: by run, task, call and digest. */
  readonly #answered = new Set<string>();

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
    const isRefused = this.#deps.real !== null && this.#answered.has(id);
    const outcome = await this.#answer(call, { question, key, isRefused });
    if (outcome.type === 'answer') this.#answered.add(id);
    return outcome;
  }

  async #answer<C extends Capability>(
    call: ReplayCall<C>,
    { question, key, isRefused }: Question & { readonly isRefused: boolean },
  ): Promise<Outcome<C>> {
    const { recorded, real } = this.#deps;
    const found = isRefused ? null : recorded.find(key);
    if (found !== null) return found.ok ? this.#replayed(call, key, found.value) : unusable(found.error);
    if (real === null) return failed(notRecorded(recorded, { question, stage: call.stage, call: call.asked.name }));
    const asking = this.#ask(real, call, { question, key });
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(key);
    }
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
    { question, key }: Question,
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
