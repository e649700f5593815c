/**
 * Gateway: one request to one provider: breaker, limits, budgets, ledger, the call.
 *
 * A1. No budget is reserved while a call waits for a limit, and a refused call gives back what it took of a limit.
 * A2. The breaker always learns the outcome: a probe that is never released would block all other calls. It learns it
 *     before the place is released, so that the next call in the queue already sees it.
 */
import { type EpochMs, type UsdMicros, usdMicros } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { CallRecord, Capability, Usage } from '../../model/provider.ts';
import type { CallLedger } from '../../ports/call-ledger.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Answered, Answers } from '../../ports/provider.ts';
import type { Admission, Breaker, Sign } from './breaker.ts';
import { mostUsage, withOptions } from './ceiling.ts';
import { breakerFailure, failureOf, type OpenUntil, timeOf } from './failures.ts';
import { fly, type Landed } from './flight.ts';
import { type GracePeriod, untilAbort } from './grace.ts';
import { breakerIdOf, credentialOf } from './keys.ts';
import type { Place, Wait } from './limits.ts';
import type { Order } from './order.ts';
import { unmade } from './record.ts';
import type { SharedLimits } from './shared.ts';
import { warningsIn } from './warnings.ts';

export interface AskParts {
  readonly shared: SharedLimits;
  readonly clock: Clock;
  readonly ledger: CallLedger;
  readonly dayBudget: UsdMicros | null;
  readonly maxCost: UsdMicros | null;
  /** Signal of the attempt. */
  readonly signal: AbortSignal;
  /** When the work on the run began: earlier failures may have been fixed by then. */
  readonly since: EpochMs;
  readonly open: Set<GracePeriod>;
}

export type Tried<C extends Capability> =
  | { readonly type: 'answer'; readonly answered: Answered<Answers[C]>; readonly record: CallRecord }
  /** `lasting`: another try now would fail in the same way. `left`: its job continues and will be polled again. */
  | { readonly type: 'failed'; readonly failure: Failure; readonly fails: 'lasting' | 'passing' | 'left' }
  | { readonly type: 'stopped' }
  | { readonly type: 'aborted' };

type Admitted = Extract<Admission, { type: 'admitted' }>;
/** Outcome of a call that got its place in the queue. */
type Made<C extends Capability> =
  | Landed<C>
  | ({ readonly type: 'shut' } & OpenUntil)
  | { readonly type: 'stopped' }
  | { readonly type: 'aborted' };

export async function askOnce<C extends Capability>(order: Order<C>, parts: AskParts): Promise<Tried<C>> {
  const { settings, identity, apiKey } = order;
  const { shared, clock } = parts;
  const breaker = shared.breakers(breakerIdOf(settings, identity, credentialOf(apiKey)), settings.breaker);
  const admission = await admit(order, breaker, parts);
  if (admission === null) return { type: 'aborted' };
  if (admission.type === 'open') return leftAlone(order, admission, clock);
  let isTold = false;
  const tell = (sign: Sign): void => {
    if (isTold) return;
    isTold = true;
    breaker.leave(admission, sign);
  };
  let made: Made<C>;
  try {
    made = await make(order, { ...parts, breaker, admission, tell });
  } finally {
    tell('nothing'); // A2
  }
  if (made.type === 'shut') return leftAlone(order, made, clock);
  const tried = made.type === 'landed' || made.type === 'left' ? triedBy(order, made) : made;
  const isOpen = breaker.open() !== null;
  return tried.type === 'failed' && tried.fails === 'passing' && isOpen ? { ...tried, fails: 'lasting' } : tried;
}

async function admit<C extends Capability>(
  { settings, stage }: Order<C>,
  breaker: Breaker,
  { signal, since }: AskParts,
): Promise<Exclude<Admission, { type: 'probing' }> | null> {
  while (!signal.aborted) {
    const admission = breaker.enter(since);
    if (admission.type !== 'probing') return admission;
    const label = `waiting for ${settings.name}: another call is checking whether it is back`;
    stage.report({ type: 'progress', progress: { done: 0, total: null, label } });
    await untilAbort(admission.ended, signal);
  }
  return null;
}

interface Making extends AskParts {
  readonly breaker: Breaker;
  readonly admission: Admitted;
  /** Tells the breaker, once. */
  readonly tell: (sign: Sign) => void;
}

async function make<C extends Capability>(order: Order<C>, making: Making): Promise<Made<C>> {
  const { capability, request, count, settings, stage } = order;
  const { signal, shared } = making;
  const most = withOptions(mostUsage(capability, request, count), settings);
  const ceiling = order.tariff(most, 'up')?.usd ?? null;
  let said: string | null = null;
  const say = (label: string): void => {
    if (label === said) return;
    said = label;
    stage.report({ type: 'progress', progress: { done: 0, total: null, label } });
  };
  const waits = (wait: Wait): void => say(wordsOf(settings.name, wait));
  const limits = shared.limits(settings);
  const made = await limits.within({ tokens: tokensOf(most) ?? 0, signal, waits }, async (place) => {
    if (said !== null) say(`asking ${settings.name}`);
    const landed = await atPlace(order, place, { ...making, ceiling });
    const fault = landed.type === 'landed' && !landed.reply.ok ? landed.reply.error : null;
    if (fault?.kind === 'rate' && fault.retryAfterMs !== null) limits.pause(fault.retryAfterMs);
    making.tell(signIn(landed));
    return landed;
  });
  return made ?? { type: 'aborted' };
}

/** A1. */
async function atPlace<C extends Capability>(
  order: Order<C>,
  place: Place,
  { breaker, admission, ceiling, ...parts }: Making & { readonly ceiling: UsdMicros | null },
): Promise<Made<C>> {
  let isMade = false;
  try {
    // Other calls may have opened the breaker while this one was waiting.
    const shut = admission.isProbe ? null : breaker.open(parts.since);
    if (shut !== null) return { type: 'shut', ...shut };
    const granted = await grant(order, { ...parts, ceiling });
    if (typeof granted !== 'number') return granted;
    isMade = true;
    place.begins();
    const ref = { ...order.key, attempt: order.stage.attempt, call: granted };
    const landed = await fly(order, ref, parts);
    if (landed.type === 'landed') correct(place, landed);
    return landed;
  } finally {
    if (!isMade) place.giveBack();
  }
}

/** @returns the number of the call, when it may be made and is in the ledger. */
async function grant<C extends Capability>(
  order: Order<C>,
  { clock, ledger, dayBudget, ceiling, maxCost, signal }: AskParts & { readonly ceiling: UsdMicros | null },
): Promise<number | { readonly type: 'stopped' } | { readonly type: 'aborted' }> {
  const { stage, settings, identity, capability, key } = order;
  const { attempt } = stage;
  const provider = settings.name;
  const { model } = identity;
  const granted = await stage.ask({ provider, model, ceiling, maxCost });
  if (granted.type === 'refused') return { type: 'stopped' };
  const { call } = granted;
  const at = clock.now();
  if (signal.aborted) {
    stage.settle({ attempt, call }, unmade(order, at));
    return { type: 'aborted' };
  }
  const { run, task } = stage;
  const begun = ledger.begin({ ...key, run, task, attempt, call, capability, provider, model, ceiling, at }, dayBudget);
  if (begun.type === 'begun') return call;
  stage.overDay({ attempt, call }, usdMicros(begun.committed + (ceiling ?? 0)));
  return { type: 'stopped' };
}

/** Replaces the estimated tokens of the minute by those that were used. */
function correct<C extends Capability>(place: Place, { reply, record }: Extract<Landed<C>, { type: 'landed' }>): void {
  const tokens = !reply.ok && reply.error.charged === 'no' ? 0 : tokensOf(record.usage);
  if (tokens !== null) place.used(tokens);
}

const tokensOf = ({ inputTokens, outputTokens }: Usage): number | null =>
  inputTokens === undefined && outputTokens === undefined ? null : (inputTokens ?? 0) + (outputTokens ?? 0);

function signIn<C extends Capability>(made: Made<C>): Sign {
  if (made.type === 'left') return made.fault?.kind ?? 'nothing';
  if (made.type !== 'landed' || made.isAborted) return 'nothing';
  return made.reply.ok ? 'answer' : made.reply.error.kind;
}

export function triedBy<C extends Capability>(order: Order<C>, landed: Landed<C>): Tried<C> {
  const { name } = order.settings;
  if (landed.type === 'left') {
    if (landed.fault === null) return { type: 'aborted' };
    return { type: 'failed', failure: failureOf(landed.fault, name), fails: 'left' };
  }
  const { reply, record } = landed;
  if (reply.ok) {
    for (const warning of warningsIn(reply.value.raw)) order.stage.log(`${name}: ${warning}\n`);
    return { type: 'answer', answered: reply.value, record };
  }
  if (landed.isAborted) return { type: 'aborted' };
  const failure = failureOf(reply.error, name);
  return { type: 'failed', failure, fails: failure.retry === 'never' ? 'lasting' : 'passing' };
}

const leftAlone = <C extends Capability>({ settings }: Order<C>, open: OpenUntil, clock: Clock): Tried<C> => ({
  type: 'failed',
  failure: breakerFailure(settings.name, open, clock.now()),
  fails: 'lasting',
});

const WHY: Readonly<Record<Wait['why'], string>> = {
  places: 'all its slots are in use',
  requests: 'rate limit',
  tokens: 'token limit',
  pause: 'it asked to wait',
};

const wordsOf = (name: string, { why, until }: Wait): string =>
  `waiting for ${name}${until === null ? '' : ` until ${timeOf(until)}`} (${WHY[why]})`;
