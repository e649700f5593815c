/**
 * Gateway: the record of a call for the run's costs. Pure.
 *
 * R1. Unknown is null, never zero. Zero is only recorded for a call that was certainly not charged.
 */
import { type EpochMs, usdMicros } from '../../model/brand.ts';
import type { CallRecord, Capability, CostSource, Usage } from '../../model/provider.ts';
import type { Answered, Answers, ProviderFault } from '../../ports/provider.ts';
import { estimatedUsage, usageOf } from './ceiling.ts';
import { codeOf } from './failures.ts';
import type { Order, Replied } from './order.ts';
import type { Priced } from './prices.ts';

export interface Ended<C extends Capability> {
  readonly began: EpochMs;
  readonly ended: EpochMs;
  readonly reply: Replied<C>;
  /** Did we abort it? */
  readonly isAborted: boolean;
}

type Books = Pick<CallRecord, 'usd' | 'source' | 'usage' | 'prices'>;

export function recordOf<C extends Capability>(
  order: Order<C>,
  { began, ended, reply, isAborted }: Ended<C>,
): CallRecord {
  const { settings, identity, capability } = order;
  const failed = reply.ok ? null : isAborted ? 'stage/aborted' : codeOf(reply.error.kind);
  return {
    capability,
    provider: settings.name,
    type: settings.type,
    model: identity.model,
    at: began,
    durationMs: Math.max(0, ended - began),
    ...(reply.ok ? ofAnswer(order, reply.value) : ofFault(order, reply.error)),
    error: failed,
  };
}

/** Of a call that was granted but never made. */
export const unmade = <C extends Capability>(order: Order<C>, at: EpochMs): CallRecord => ({
  capability: order.capability,
  provider: order.settings.name,
  type: order.settings.type,
  model: order.identity.model,
  at,
  durationMs: 0,
  ...NOTHING_CHARGED,
  error: 'stage/aborted',
});

const NOTHING_CHARGED: Books = { usd: usdMicros(0), source: 'computed', usage: {}, prices: null };

function ofAnswer<C extends Capability>(order: Order<C>, { value, usage, usd }: Answered<Answers[C]>): Books {
  const { capability, request, tariff, count } = order;
  const done = { request, answer: value, usage };
  const used = usageOf(capability, done);
  if (usd !== null) return { usd: usdMicros(Math.round(usd)), source: 'provider', usage: used, prices: null };
  const computed = tariff(used, 'nearest');
  if (computed !== null) return priced(computed, 'computed', used);
  return priced(tariff(estimatedUsage(capability, done, count), 'nearest'), 'estimated', used);
}

function ofFault<C extends Capability>({ tariff }: Order<C>, { charged, usage }: ProviderFault): Books {
  switch (charged) {
    case 'no':
      return { ...NOTHING_CHARGED, usage };
    case 'yes':
      return priced(tariff(usage, 'nearest'), 'computed', usage);
    case 'maybe':
      return priced(null, 'unknown', usage);
  }
}

/** R1. */
const priced = (price: Priced | null, source: CostSource, usage: Usage): Books =>
  price === null
    ? { usd: null, source: 'unknown', usage, prices: null }
    : { usd: price.usd, source, usage, prices: price.prices };
