/**
 * Model calls in the state of a run: granted, settled, or open when their attempt ended.
 *
 * K1. The reservation of a call is released once: when it is settled or dropped, or at the end of its attempt.
 * K2. A call that is open when its attempt ends counts with its ceiling until it is settled.
 * K3. `spent` is the sum of reported and settled costs over all attempts; a known cost never counts as a ceiling.
 */
import { InternalError, usdMicros } from '../model/brand.ts';
import type { EventOf, Spent } from '../model/event.ts';
import type { CallRecord } from '../model/provider.ts';
import type { Attempt, Call } from '../model/result.ts';
import type { TaskState } from '../model/state.ts';
import { addCost, tokensIn } from './cost.ts';

export type CallEvent = EventOf<'call-granted' | 'call-settled' | 'call-dropped'>;

export const isCallEvent = (event: { readonly type: string }): event is CallEvent =>
  event.type === 'call-granted' || event.type === 'call-settled' || event.type === 'call-dropped';

/** The changes that an event about a call, or the end of an attempt, makes to the costs of the run. */
export interface Booking {
  readonly reserved: number;
  readonly usd: number;
  readonly atMost: number;
  readonly unknown: number;
  readonly tokens: number;
}

export const book = (spent: Spent, { usd, atMost, unknown, tokens }: Booking): Spent => ({
  usd: usdMicros(spent.usd + usd),
  atMost: usdMicros(spent.atMost + atMost),
  unknown: spent.unknown + unknown,
  tokens: spent.tokens + tokens,
});

/** The task after the event, and the change of the run's costs. @throws InternalError for a call that is not open. */
export function evolveCall(task: TaskState, event: CallEvent): { readonly task: TaskState; readonly booking: Booking } {
  const attempt = task.attempts.find(({ n }) => n === event.n);
  if (!attempt) return impossible(event);
  if (event.type === 'call-granted') return granted(task, attempt, event);
  const call = attempt.calls.find(({ n }) => n === event.call);
  if (call?.record !== null) return impossible(event);
  if (event.type === 'call-dropped') {
    const rest = { ...attempt, calls: attempt.calls.filter((other) => other !== call) };
    return { task: withAttempt(task, rest), booking: bookingOf(attempt, call, null) };
  }
  const { record } = event;
  const cost = addCost(attempt.cost, { usd: record.usd, tokens: tokensIn(record.usage) });
  // Once the cost is known, the ceiling no longer matters.
  const ceiling = record.usd === null ? call.ceiling : null;
  const settled: Call = { ...call, ceiling, reserve: usdMicros(0), record };
  const calls = attempt.calls.map((other) => (other === call ? settled : other));
  return { task: withAttempt(task, { ...attempt, calls, cost }), booking: bookingOf(attempt, call, record) };
}

/** Is the call known, and its outcome not? An event that arrives twice finds the call no longer open. */
export const isOpenCall = ({ attempts }: Pick<TaskState, 'attempts'>, { n, call }: CallEvent): boolean =>
  attempts.some((attempt) => attempt.n === n && attempt.calls.some((one) => one.n === call && one.record === null));

const impossible = (event: CallEvent): never => {
  throw new InternalError(`${event.type} of a call that is not open: ${JSON.stringify(event)}`);
};

function granted(task: TaskState, attempt: Attempt, event: EventOf<'call-granted'>) {
  if (attempt.outcome !== 'running' || event.call <= (attempt.calls.at(-1)?.n ?? 0)) return impossible(event);
  const { call: n, provider, model, ceiling, reserve } = event;
  const calls = [...attempt.calls, { n, provider, model, ceiling, reserve, record: null }];
  return { task: withAttempt(task, { ...attempt, calls }), booking: { ...NOTHING, reserved: reserve } };
}

const NOTHING: Booking = { reserved: 0, usd: 0, atMost: 0, unknown: 0, tokens: 0 };

/** @param record null: the call was not made. */
function bookingOf({ outcome }: Attempt, call: Call, record: CallRecord | null): Booking {
  const usd = record?.usd ?? 0;
  const isUnknown = record !== null && record.usd === null;
  const atMost = isUnknown ? (call.ceiling ?? 0) : usd;
  const tokens = record ? tokensIn(record.usage) : 0;
  if (outcome === 'running') return { reserved: -call.reserve, usd, atMost, unknown: Number(isUnknown), tokens };
  // K2: it was booked as open at the end of its attempt.
  const before = open(call);
  return { reserved: 0, usd, atMost: atMost - before.atMost, unknown: Number(isUnknown) - before.unknown, tokens };
}

const open = ({ ceiling }: Call): { readonly atMost: number; readonly unknown: number } => ({
  atMost: ceiling ?? 0,
  unknown: Number(ceiling === null),
});

/** K2: the booking for the calls that are open at the end of an attempt. `reserved` applies to an attempt in flight. */
export function closingOf({ calls }: Pick<Attempt, 'calls'>): Booking {
  let booking = NOTHING;
  for (const call of calls) {
    if (call.record !== null) continue;
    const { atMost, unknown } = open(call);
    const reserved = booking.reserved - call.reserve;
    booking = { ...booking, reserved, atMost: booking.atMost + atMost, unknown: booking.unknown + unknown };
  }
  return booking;
}

/** What the calls of an attempt have cost and may still cost, in micro-dollars: ceilings where the cost is unknown. */
export const committedBy = ({ calls }: Pick<Attempt, 'calls'>): number =>
  calls.reduce((sum, { ceiling, record }) => sum + (record?.usd ?? ceiling ?? 0), 0);

const withAttempt = (task: TaskState, attempt: Attempt): TaskState => ({
  ...task,
  attempts: task.attempts.map((other) => (other.n === attempt.n ? attempt : other)),
});
