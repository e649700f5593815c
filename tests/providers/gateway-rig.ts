/**
 * What tests of the gateway share: providers that answer as they are told, a clock that stands still, a stage that
 * notes what it is asked, a real ledger in a temporary folder. Dropping `models` and making new ones is a crash.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { type OpenLedger, openCallLedger } from '../../src/adapters/call-ledger.ts';
import {
  type DurationMs,
  durationMs,
  type EpochMs,
  epochMs,
  err,
  ok,
  type Result,
  runId,
  runUid,
  type UsdMicros,
} from '../../src/model/brand.ts';
import type { CallAsk } from '../../src/model/command.ts';
import type { StageReport } from '../../src/model/event.ts';
import type { CallRecord, ProviderSettings } from '../../src/model/provider.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ModelCall } from '../../src/ports/models.ts';
import type {
  Answered,
  FaultKind,
  Provider,
  ProviderContext,
  ProviderFault,
  TextAnswer,
  TextRequest,
} from '../../src/ports/provider.ts';
import type { Grant, GrantedCall, StageCall } from '../../src/ports/stage-kind.ts';
import { fault as faultOf } from '../../src/providers/fault.ts';
import { createSharedLimits, type SharedLimits } from '../../src/providers/gateway/shared.ts';
import { tokenCounter } from '../../src/providers/gateway/tokens.ts';
import { createModels, type Gateway, type ModelsDeps } from '../../src/providers/gateway.ts';
import { temporaryFolder } from '../adapters/rig.ts';
import { textRequest as openRequest, settingsOf as openSettings } from '../rig/provider.ts';

/** Moves when it is told to. */
export class StillClock implements Clock {
  private time = Date.parse('2026-11-21T12:00:00Z');
  private timers: { readonly at: number; readonly then: () => void }[] = [];

  now(): EpochMs {
    return epochMs(this.time);
  }

  after(delay: DurationMs, then: () => void): Disposable {
    const timer = { at: this.time + delay, then };
    this.timers.push(timer);
    return { [Symbol.dispose]: () => this.forget(timer) };
  }

  private forget(timer: { readonly at: number }): void {
    this.timers = this.timers.filter((other) => other !== timer);
  }

  /** Timers fire on the way, in order; what they set in motion comes to rest before the next. */
  async pass(delay: number): Promise<void> {
    const until = this.time + delay;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      this.time = Math.max(this.time, next.at);
      this.forget(next);
      next.then();
      await rest();
    }
    this.time = until;
  }
}

// The first call would wait for the disk.
await tokenCounter({ type: 'openai', model: '' });

/** Until nothing that is ready to run is left: no work in these tests waits for the outside. */
export async function rest(): Promise<void> {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
}

export const settingsOf = (name: string, more: Partial<ProviderSettings> = {}): ProviderSettings =>
  openSettings({
    ...{ name, type: 'openai-compatible', model: 'm1', baseUrl: 'http://127.0.0.1:9/v1' },
    breaker: { failures: 3, cooldown: durationMs(30_000) },
    prices: { inputPerMillionTokens: 3, outputPerMillionTokens: 15 },
    ...more,
  });

type TextReply = Result<Answered<TextAnswer>, ProviderFault>;

export const said = (text: string, more: Partial<Answered<TextAnswer>> = {}): TextReply =>
  ok({
    value: { text, finish: 'stop' },
    usage: { inputTokens: 100, outputTokens: 20 },
    usd: null,
    requestId: null,
    raw: { text },
    ...more,
  });

export const fault = (kind: FaultKind, more: Partial<ProviderFault> = {}) =>
  err(faultOf(kind, `it said ${kind}`, more));

/** A provider of text; each call is answered by `script`, in order, the last one for ever. */
export class Scripted implements Provider {
  readonly type = 'scripted';
  readonly model = 'm1';
  readonly calls: { readonly request: TextRequest; readonly context: ProviderContext }[] = [];
  script: readonly (TextReply | ((context: ProviderContext) => Promise<TextReply>))[] = [said('hello')];

  readonly text = async (request: TextRequest, context: ProviderContext): Promise<TextReply> => {
    const next = this.script[Math.min(this.calls.length, this.script.length - 1)];
    this.calls.push({ request, context });
    if (next === undefined) throw new Error('no script');
    return typeof next === 'function' ? next(context) : next;
  };
}

/** An answer that the test gives when it likes; an abort of the call gives it up. */
export function held(): {
  readonly reply: (context: ProviderContext) => Promise<TextReply>;
  give(reply: TextReply): void;
} {
  const answer = Promise.withResolvers<TextReply>();
  return {
    reply: (context) => {
      context.signal.addEventListener('abort', () => answer.resolve(fault('timeout', { charged: 'maybe' })));
      return answer.promise;
    },
    give: answer.resolve,
  };
}

export const textRequest = (prompt: string, more: Partial<TextRequest> = {}): TextRequest =>
  openRequest({ system: null, prompt, maxTokens: 1000, material: {}, ...more });

export const asking = (provider: string, prompt = 'Hi', more: Partial<ModelCall<'text'>> = {}): ModelCall<'text'> => ({
  provider,
  request: textRequest(prompt),
  name: 'draft',
  maxCost: null,
  ...more,
});

/** What was asked of a stage and told to it, in order. */
interface Notes {
  readonly events: string[];
  readonly asks: CallAsk[];
  readonly settled: { readonly call: GrantedCall; readonly record: CallRecord }[];
  readonly over: { readonly call: GrantedCall; readonly needs: UsdMicros }[];
  readonly labels: string[];
  readonly log: string[];
}

export interface RigStage {
  readonly stage: StageCall;
  readonly notes: Notes;
}

export interface StageOptions {
  readonly attempt?: number;
  readonly isLast?: boolean;
  readonly effectKey?: string;
  readonly grant?: (n: number) => Grant;
}

export function stageOf({ attempt = 1, isLast = false, effectKey = 'effect', grant }: StageOptions = {}): RigStage {
  const notes: Notes = { events: [], asks: [], settled: [], over: [], labels: [], log: [] };
  const report = (told: StageReport): void => {
    notes.events.push(told.type);
    if (told.type === 'progress' && told.progress.label !== null) notes.labels.push(told.progress.label);
  };
  const stage: StageCall = {
    ...{ run: runId('ep001'), uid: runUid('u1'), task: 'script', stage: 'script', itemKey: null, attempt, effectKey },
    ...{ isLast, with: {}, input: {}, item: undefined, project: '/p', definitions: '/p', staging: '/s', scratch: '/s' },
    ...{ grace: durationMs(5_000), report, secret: (name) => err(name), abandon: () => {} },
    redact: (text) => text,
    log: (chunk) => void notes.log.push(String(chunk)),
    ask: async (ask) => {
      notes.events.push('ask');
      notes.asks.push(ask);
      return grant?.(notes.asks.length) ?? { type: 'granted', call: notes.asks.length };
    },
    settle: (call, record) => {
      notes.events.push('settle');
      notes.settled.push({ call, record });
    },
    overDay: (call, needs) => void notes.over.push({ call, needs }),
  };
  return { stage, notes };
}

export interface Rig extends Disposable {
  readonly clock: StillClock;
  readonly providers: ReadonlyMap<string, Scripted>;
  readonly ledger: OpenLedger;
  /** Of the process; a restart has its own. */
  readonly shared: SharedLimits;
  /** As after a crash, or in another process: nothing in memory is left. */
  restarted(more?: Partial<ModelsDeps>): Gateway;
  readonly models: Gateway;
}

export interface RigOptions {
  readonly settings?: readonly ProviderSettings[];
  readonly deps?: Partial<ModelsDeps>;
}

export function rig({ settings = [settingsOf('writer')], deps = {} }: RigOptions = {}): Rig {
  const folder = temporaryFolder();
  const clock = new StillClock();
  const path = join(folder.path, 'calls.db');
  const ledger = openCallLedger({ path, now: () => clock.now(), warn: () => {} });
  const providers = new Map(settings.map(({ name }) => [name, new Scripted()]));
  const newShared = (): SharedLimits =>
    createSharedLimits({ clock, store: () => ledger, newQueue: (concurrency) => new PQueue({ concurrency }) });
  const restarted = (more: Partial<ModelsDeps> = {}): Gateway =>
    createModels({
      providers: new Map(settings.map((one) => [one.name, one])),
      create: async ({ name }) => ok(providers.get(name) ?? new Scripted()),
      ledger: () => ledger,
      shared: newShared(),
      clock,
      secret: async () => 'sk-secret-value',
      dayBudget: null,
      log: () => {},
      ...deps,
      ...more,
    });
  const close = (): void => {
    ledger[Symbol.dispose]();
    folder[Symbol.dispose]();
  };
  const shared = newShared();
  return { clock, providers, ledger, shared, restarted, models: restarted({ shared }), [Symbol.dispose]: close };
}

export const never = new AbortController().signal;

export const writerOf = ({ providers }: Pick<Rig, 'providers'>): Scripted => {
  const writer = providers.get('writer');
  assert.ok(writer);
  return writer;
};
