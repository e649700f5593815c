/**
 * `doctor --call`: the smallest possible call to each provider, through the gateway like a stage's.
 *
 * 1. Together, the calls cost no more than the budget; one of unknown price is made only to this machine.
 * 2. Neither fallbacks nor earlier answers are used: it tests this provider now.
 */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { durationMs, err, runId, runUid, type UsdMicros } from '../../model/brand.ts';
import type { CallAsk } from '../../model/command.ts';
import type { Failure } from '../../model/failure.ts';
import { usdText } from '../../model/money.ts';
import {
  type CallRecord,
  type Capability,
  isOwnServer,
  type ProviderSettings,
  VOICE_REQUIRED,
} from '../../model/provider.ts';
import type { ModelOutcome } from '../../ports/models.ts';
import type { Requests } from '../../ports/provider.ts';
import { isCapable } from '../../ports/provider.ts';
import type { Grant, StageCall } from '../../ports/stage-kind.ts';
import { type Finding, finding } from '../../report/doctor-text.ts';
import { durationText } from '../../report/words.ts';
import { modelsOf, type RunModels } from '../drive/models.ts';
import type { Project } from '../types.ts';
import type { Callable } from './providers.ts';

const TIME_LIMIT_MS = 60_000;
/** The smallest limit that every vendor accepts. */
const MOST_TOKENS = 16;

type Small = 'text' | 'speech' | 'image';

const REQUESTS: { readonly [C in Small]: Requests[C] } = {
  text: {
    system: null,
    prompt: 'Say ok.',
    images: [],
    files: [],
    schema: null,
    temperature: null,
    seed: null,
    maxTokens: MOST_TOKENS,
    material: { topic: 'ok', source: 'Ok.' },
    repair: null,
  },
  speech: { text: 'Ok.', voice: null, speed: 1, emotion: null, language: null, format: 'wav', seed: null },
  image: { prompt: 'A dot.', width: 256, height: 256, seed: null, reference: null, material: {} },
};

/** If a type has several capabilities: the one to test, by the name of the model. */
const HINTS: readonly (readonly [RegExp, Capability])[] = [
  [/whisper|transcri|scribe|stt/i, 'transcription'],
  [/sora|veo|video/i, 'video'],
  [/image|dall-?e|flux|imagen/i, 'image'],
  [/tts|speech|voice|eleven|realtime/i, 'speech'],
];

interface Spending {
  readonly budget: number;
  spent: number;
}

export async function testCalls(
  project: Project,
  callable: readonly Callable[],
  budget: UsdMicros,
): Promise<readonly Finding[]> {
  const alone = callable.map(({ settings }) => [settings.name, { ...settings, fallback: [] }] as const);
  const troubles: string[] = [];
  using models = modelsOf(project, new Map(alone), ({ message }) => void troubles.push(message));
  const spending: Spending = { budget, spent: 0 };
  const findings: Finding[] = [];
  for (const one of callable) findings.push(await testCall(models, one, spending));
  return [...findings, ...troubles.map((text) => said('ledger', text, { state: 'missing' }))];
}

const said = (name: string, text: string, more: Partial<Finding> = {}): Finding => finding('calls', name, text, more);

async function testCall(models: RunModels, { settings, provider }: Callable, spending: Spending): Promise<Finding> {
  const { name } = settings;
  const hinted = HINTS.find(([pattern]) => pattern.test(settings.model ?? ''))?.[1] ?? 'text';
  const capability = isCapable(provider, hinted)
    ? hinted
    : (['text', 'speech', 'image'] as const).find((one) => isCapable(provider, one));
  if (capability !== 'text' && capability !== 'speech' && capability !== 'image')
    return said(name, 'not called: it has no small request', { state: 'optional' });
  if (capability === 'speech' && VOICE_REQUIRED.includes(settings.type))
    return said(name, 'not called: a voice is required, and only stages name voices', { state: 'optional' });
  const metered = new MeteredCall(settings, spending);
  const asked = { provider: name, name: 'doctor', maxCost: null };
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const outcome = await called(models, { capability, asked, metered, signal });
  return told(name, outcome, metered);
}

interface Calling {
  readonly capability: Small;
  readonly asked: { readonly provider: string; readonly name: string; readonly maxCost: null };
  readonly metered: MeteredCall;
  readonly signal: AbortSignal;
}

function called(models: RunModels, { capability, asked, metered, signal }: Calling): Promise<ModelOutcome<unknown>> {
  switch (capability) {
    case 'text':
      return models.call('text', { ...asked, request: REQUESTS.text }, metered.call, signal);
    case 'speech':
      return models.call('speech', { ...asked, request: REQUESTS.speech }, metered.call, signal);
    case 'image':
      return models.call('image', { ...asked, request: REQUESTS.image }, metered.call, signal);
  }
}

function told(name: string, outcome: ModelOutcome<unknown>, { record, refusal }: MeteredCall): Finding {
  const cost =
    record === null
      ? ''
      : ` in ${durationText(record.durationMs)}, ${record.usd === null ? 'at an unknown cost' : `for ${usdText(record.usd)}`}`;
  switch (outcome.type) {
    case 'answer':
      return said(name, `${outcome.model} answered${cost}`);
    case 'stopped':
      return said(name, `not called: ${refusal ?? 'the budget of the day is used up'}`, { state: 'optional' });
    case 'failure':
      return failed(name, outcome.failure, { record, cost });
  }
}

/** A model that thinks first cannot answer within few tokens: if it reports its usage, the call counts as working. */
function failed(name: string, { code, message, hint }: Failure, { record, cost }: Ended): Finding {
  const isThere = code === 'model/bad-output' && record?.usage.outputTokens !== undefined;
  if (isThere) return said(name, `answered${cost}, but with nothing that fits into ${MOST_TOKENS} tokens`);
  const advice = code === 'model/bad-output' ? null : (hint ?? null);
  return said(name, `${message} [${code}]${cost}`, { state: 'missing', hint: advice });
}

interface Ended {
  readonly record: CallRecord | null;
  /** As text, with the duration. */
  readonly cost: string;
}

/** A stage call of which only cost and record are used. */
class MeteredCall {
  record: CallRecord | null = null;
  refusal: string | null = null;
  readonly call: StageCall;
  private readonly settings: ProviderSettings;
  private readonly spending: Spending;

  constructor(settings: ProviderSettings, spending: Spending) {
    this.settings = settings;
    this.spending = spending;
    const nowhere = path.join(tmpdir(), 'pipeline-runner-doctor');
    this.call = {
      run: runId('doctor'),
      uid: runUid('doctor'),
      task: `doctor:${settings.name}`,
      stage: 'doctor',
      abandon: () => {},
      itemKey: null,
      attempt: 1,
      isLast: true,
      effectKey: randomUUID(),
      with: {},
      input: {},
      item: undefined,
      project: nowhere,
      definitions: nowhere,
      staging: nowhere,
      scratch: nowhere,
      grace: durationMs(0),
      log: () => {},
      report: () => {},
      ask: (ask) => Promise.resolve(this.grant(ask)),
      settle: (_, record) => this.settle(record),
      overDay: () => {},
      secret: () => err('no stage uses one'),
      redact: (text) => text,
    };
  }

  private grant({ ceiling }: CallAsk): Grant {
    const left = this.spending.budget - this.spending.spent;
    if (ceiling === null && !isOwnServer(this.settings)) this.refusal = 'its price is unknown: give it `prices`';
    else if ((ceiling ?? 0) > left) this.refusal = `it may cost ${usdText(ceiling ?? 0)}; allow it with --max-cost`;
    return this.refusal === null ? { type: 'granted', call: 1 } : { type: 'refused' };
  }

  private settle(record: CallRecord): void {
    this.record = record;
    this.spending.spent += record.usd ?? 0;
  }
}
