/**
 * Gateway: one call in flight: made, awaited, recorded.
 *
 * F1. Order: the ledger records a call before it is made, a job before it is polled, and an answer before it is used;
 *     the run's own costs are updated after the ledger.
 * F2. What arrives after the attempt has ended is recorded as well. The run takes nothing from an attempt that has
 *     ended: the next attempt finds it in the ledger and settles it.
 * F3. A paid answer is not lost because another program has locked the ledger, such as a backup or a database viewer.
 */
import { durationMs, type EpochMs, InternalError } from '../../model/brand.ts';
import type { CallRecord, Capability } from '../../model/provider.ts';
import type { CallLedger } from '../../ports/call-ledger.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Jobs, ProviderContext, ProviderFault } from '../../ports/provider.ts';
import { kept } from './answers.ts';
import { GracePeriod, isAwaited, pause } from './grace.ts';
import { followJob, type JobEnd } from './jobs.ts';
import { idempotencyKeyOf } from './keys.ts';
import { askOf, type CallRef, jobsOf, type Order, type Replied, withoutSecrets } from './order.ts';
import { recordOf } from './record.ts';

export interface FlightParts {
  readonly clock: Clock;
  readonly ledger: CallLedger;
  /** Signal of the attempt. */
  readonly signal: AbortSignal;
  /** Grace periods of calls in flight, to end them when the gateway is closed. */
  readonly open: Set<GracePeriod>;
}

/** Characters of a job id that the checkpoint contains; the ledger has all of them. */
const MOST_SHOWN = 512;

export type Landed<C extends Capability> =
  | { readonly type: 'landed'; readonly reply: Replied<C>; readonly record: CallRecord; readonly isAborted: boolean }
  /** The job continues at the provider. */
  | { readonly type: 'left'; readonly fault: ProviderFault | null };

/** Makes a call that is already in the ledger. */
export async function fly<C extends Capability>(order: Order<C>, ref: CallRef, parts: FlightParts): Promise<Landed<C>> {
  const { clock, signal, open } = parts;
  const began = clock.now();
  using grace = new GracePeriod(signal, clock, order.stage.grace);
  open.add(grace);
  try {
    const ask = askOf(order.provider, order.capability);
    const context = { ...contextOf(order), signal: grace.signal };
    const jobs = jobsOf(order.provider, order.capability);
    if (ask === undefined && jobs !== undefined)
      return await submit(order, ref, { ...parts, jobs, context, began, grace });
    if (ask === undefined)
      throw new InternalError(`${order.settings.name} was not asked whether it has ${order.capability}`);
    const reply = await ask(order.request, context);
    return await landed(order, ref, { ...parts, began, end: { reply, isAborted: grace.signal.aborted } });
  } finally {
    open.delete(grace);
  }
}

/** Polls a job that an earlier attempt started. */
export async function reattach<C extends Capability>(
  order: Order<C>,
  ref: CallRef,
  { job, began, ...parts }: FlightParts & { readonly job: string; readonly began: EpochMs },
): Promise<Landed<C> | null> {
  const jobs = jobsOf(order.provider, order.capability);
  return jobs === undefined ? null : follow(order, ref, { ...parts, jobs, job, began });
}

interface Submission<C extends Capability> extends FlightParts {
  readonly jobs: Jobs<C>;
  readonly context: ProviderContext;
  readonly began: EpochMs;
  readonly grace: GracePeriod;
}

async function submit<C extends Capability>(
  order: Order<C>,
  ref: CallRef,
  { context, grace, ...parts }: Submission<C>,
): Promise<Landed<C>> {
  const idempotencyKey = idempotencyKeyOf(order.key, parts.ledger.find(order.key)?.endedJob);
  const submitted = await parts.jobs.submit(order.request, { ...context, idempotencyKey });
  if (!submitted.ok) {
    const end = { reply: submitted, isAborted: context.signal.aborted };
    return landed(order, ref, { ...parts, end });
  }
  const { job } = submitted.value;
  await written(() => parts.ledger.job(ref, job), parts.clock); // F1
  // A job continues without us, and the next attempt finds it.
  grace[Symbol.dispose]();
  parts.open.delete(grace);
  order.stage.report({ type: 'external', externalId: job.slice(0, MOST_SHOWN) });
  return follow(order, ref, { ...parts, job });
}

interface Following<C extends Capability> extends FlightParts {
  readonly jobs: Jobs<C>;
  readonly job: string;
  readonly began: EpochMs;
}

async function follow<C extends Capability>(
  order: Order<C>,
  ref: CallRef,
  { jobs, job, ...parts }: Following<C>,
): Promise<Landed<C>> {
  const { clock, signal } = parts;
  const end: JobEnd<C> = await followJob(job, { jobs, clock, signal, context: contextOf(order), keyNow: order.keyNow });
  return end.type === 'left' ? end : landed(order, ref, { ...parts, end });
}

interface Landing<C extends Capability> extends FlightParts {
  readonly began: EpochMs;
  readonly end: { readonly reply: Replied<C>; readonly isAborted: boolean };
}

/** F1, F2. */
async function landed<C extends Capability>(
  order: Order<C>,
  ref: CallRef,
  { began, clock, ledger, signal, end }: Landing<C>,
): Promise<Landed<C>> {
  const reply = withoutSecrets(order.capability, end.reply, order.clean);
  const isAborted = end.isAborted && !reply.ok;
  const record = recordOf(order, { began, ended: clock.now(), reply, isAborted });
  const answer = reply.ok ? kept(order.capability, reply.value) : null;
  await written(() => ledger.finish(ref, record, answer), clock);
  const isLeft = signal.aborted && !isAwaited(signal);
  if (!isLeft) order.stage.settle({ attempt: ref.attempt, call: ref.call }, record); // F2
  return { type: 'landed', reply, record, isAborted };
}

const BUSY_TRIES = 30;
const BUSY_PAUSE = durationMs(1_000);
const NEVER = new AbortController().signal;

/** F3. Each failed write has already waited for seconds. */
async function written(write: () => void, clock: Clock): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return write();
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EBUSY';
      if (!isBusy || tries >= BUSY_TRIES) throw error;
    }
    await pause(BUSY_PAUSE, clock, NEVER);
  }
}

const contextOf = <C extends Capability>({ key, apiKey, stage }: Order<C>): Omit<ProviderContext, 'signal'> => ({
  idempotencyKey: idempotencyKeyOf(key),
  apiKey,
  progress: (done, total, label) => stage.report({ type: 'progress', progress: { done, total, label } }),
});
