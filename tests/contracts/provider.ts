/**
 * What every provider does, whoever answers: run over `offline`, over the loopback through the AI SDK, and over real
 * ones if somebody pays for it.
 *
 *   providerContract('openai', { make: async () => …, faults: { rate: (subject) => subject.server.next(…) } });
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Result, unreachable } from '../../src/model/brand.ts';
import { type Capability, VOICE_REQUIRED } from '../../src/model/provider.ts';
import type { Answered, FaultKind, Provider, ProviderContext, ProviderFault } from '../../src/ports/provider.ts';
import { isCapable } from '../../src/ports/provider.ts';
import {
  contextOf,
  imageRequest,
  speechRequest,
  textRequest,
  transcriptionRequest,
  videoRequest,
} from '../rig/provider.ts';

export interface Subject extends AsyncDisposable {
  readonly provider: Provider;
  /** Signal and key that its calls need. */
  readonly context: Partial<ProviderContext>;
}

export interface Contract<S extends Subject> {
  readonly make: () => Promise<S>;
  /** What makes the next call fail, by how it is to be told. */
  readonly faults?: Partial<Readonly<Record<FaultKind, (subject: S) => void>>>;
  /** Of those that cost money: no more calls are made than these. */
  readonly maxCalls?: number;
  /** Why none of it is run. */
  readonly skip?: string | undefined;
}

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'points'],
  properties: {
    title: { type: 'string' },
    points: { type: 'array', items: { type: 'string' } },
  },
};
const CAPABILITIES: readonly Capability[] = ['text', 'speech', 'image', 'video', 'transcription'];

/** Of the account that pays, where the vendor has none for everybody. */
const voiceFor = ({ type }: Provider): string | null =>
  VOICE_REQUIRED.includes(type) ? (process.env.ELEVENLABS_VOICE ?? 'a-voice') : null;

export function providerContract<S extends Subject>(name: string, contract: Contract<S>): void {
  const { make, faults = {}, skip, maxCalls = Number.POSITIVE_INFINITY } = contract;
  let left = maxCalls;
  const check = (sentence: string, body: (subject: S) => Promise<void>): void => {
    test(`${name} ${sentence}`, { skip: skip ?? false }, async () => {
      assert.ok(left-- > 0, `the contract makes more than the ${maxCalls} calls that are paid for`);
      await using subject = await make();
      await body(subject);
    });
  };

  check('answers requests for every capability that it declares', async (subject) => {
    for (const capability of CAPABILITIES.filter((one) => isCapable(subject.provider, one))) {
      const { usage, usd, raw } = answerOf(await asked(subject, capability), capability);
      for (const [unit, count] of Object.entries(usage)) assert.ok(count >= 0, `${capability}: ${unit} is ${count}`);
      assert.ok(usd === null || Number.isInteger(usd), `${capability}: ${usd} are no whole micro-dollars`);
      assert.deepEqual(JSON.parse(JSON.stringify(raw)), raw, `${capability}: what is kept is no JSON`);
      assert.ok(JSON.stringify(raw).length < 20_000, `${capability}: bytes are kept where they should not be`);
    }
  });

  check('returns JSON if the request has a schema', async ({ provider, context }) => {
    if (!provider.text) return;
    const { value } = answerOf(await provider.text(textRequest({ schema: SCHEMA }), contextOf(context)), 'text');
    const answer = JSON.parse(value.text);
    assert.equal(typeof answer.title, 'string');
    assert.ok(Array.isArray(answer.points));
  });

  check('corrects an answer that did not fit', async ({ provider, context }) => {
    if (!provider.text) return;
    const repair = { answer: '{"title":1}', errors: ['/title must be a string', '/points is missing'] };
    const request = textRequest({ schema: SCHEMA, repair });
    const { value } = answerOf(await provider.text(request, contextOf(context)), 'text');
    assert.equal(typeof JSON.parse(value.text).title, 'string');
  });

  check('ends an aborted call without rejecting', async ({ provider, context }) => {
    for (const capability of CAPABILITIES.filter((one) => isCapable(provider, one))) {
      const aborted = { ...context, signal: AbortSignal.abort() };
      const result = await asked({ provider, context: aborted }, capability);
      assert.equal(typeof result.ok, 'boolean');
    }
  });

  for (const [kind, provoke] of Object.entries(faults)) {
    check(`reports a fault of kind ${kind} without the key`, async (subject) => {
      provoke(subject);
      const capability = CAPABILITIES.find((one) => isCapable(subject.provider, one)) ?? 'text';
      const result = await asked(subject, capability);
      assert.ok(!result.ok, 'it answered');
      assert.equal(result.error.kind, kind, result.error.message);
      assert.ok(result.error.message.length < 500);
      const { apiKey } = subject.context;
      if (apiKey) assert.ok(!JSON.stringify(result.error).includes(apiKey), 'the key is told');
    });
  }
}

function answerOf<T>(result: Result<Answered<T>, ProviderFault>, capability: string): Answered<T> {
  assert.ok(result.ok, result.ok ? '' : `${capability}: ${result.error.kind}: ${result.error.message}`);
  return result.value;
}

/** A small request; a job is looked at until it is done. */
async function asked(
  { provider, context: given }: Pick<Subject, 'provider' | 'context'>,
  capability: Capability,
): Promise<Result<Answered<unknown>, ProviderFault>> {
  const context = contextOf(given);
  switch (capability) {
    case 'text':
      return (await provider.text?.(textRequest(), context)) ?? assert.fail('no text');
    case 'speech':
      return (
        (await provider.speech?.(speechRequest({ voice: voiceFor(provider) }), context)) ?? assert.fail('no speech')
      );
    case 'image':
      return (await provider.image?.(imageRequest(), context)) ?? assert.fail('no image');
    case 'transcription':
      return (await provider.transcription?.(transcriptionRequest(), context)) ?? assert.fail('no transcription');
    case 'video':
      return provider.video ? provider.video(videoRequest(), context) : filmed(provider, context);
    default:
      return unreachable(capability);
  }
}

const MOST_LOOKS = 200;

async function filmed(
  { videoJobs }: Provider,
  context: ProviderContext,
): Promise<Result<Answered<unknown>, ProviderFault>> {
  const submitted = (await videoJobs?.submit(videoRequest(), context)) ?? assert.fail('no jobs of videos');
  if (!submitted.ok) return submitted;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const found = (await videoJobs?.poll(submitted.value.job, context)) ?? assert.fail('no jobs of videos');
    if (!found.ok) return found;
    if (found.value.type === 'done') return { ok: true, value: found.value };
  }
  return assert.fail('the job does not end');
}
