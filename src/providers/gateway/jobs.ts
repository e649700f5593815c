/**
 * Gateway: follows a job at a provider until it ends.
 *
 * J1. Only the cancellation of its run cancels a job. If its attempt ends for another reason the job continues, and the
 *     next attempt finds it by its id.
 * J2. Polling costs nothing, so failed polls are repeated; if they keep failing the attempt ends, not the job.
 * J3. A job is over when its provider says that it ended, or repeatedly that it does not exist: a single 404 may be too
 *     early, if not all of its servers know the job or the finished file yet. A poll that is refused or redirected
 *     says nothing about the job: it is paid for, and still there once key and address are right again.
 */
import { durationMs, err, ok } from '../../model/brand.ts';
import type { Capability } from '../../model/provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FaultKind, JobLook, Jobs, ProviderContext, ProviderFault } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { pause } from './grace.ts';
import type { Replied } from './order.ts';

export type JobEnd<C extends Capability> =
  | { readonly type: 'ended'; readonly reply: Replied<C>; readonly isAborted: boolean }
  /** J1, J2. `fault`: why polling stopped; null: the attempt was ended. */
  | { readonly type: 'left'; readonly fault: ProviderFault | null };

export interface JobFollower<C extends Capability> {
  readonly jobs: Jobs<C>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly context: Omit<ProviderContext, 'signal'>;
  readonly keyNow: () => Promise<string | null>;
}

const MOST_MISSES = 5;
const LEAST_WAIT = 250;
const MOST_WAIT = 15_000;
const GROWTH = 1.2;
/** Time for a cancellation to reach the provider. */
const CANCEL_MS = durationMs(5_000);

/** J3. Statuses for a job that does not exist. */
const GONE: readonly (number | null)[] = [404, 410];
/** Faults after which another poll would fail in the same way. */
const SHUT: readonly FaultKind[] = ['auth', 'quota', 'missing', 'invalid', 'refused', 'unsupported'];

export async function followJob<C extends Capability>(job: string, follower: JobFollower<C>): Promise<JobEnd<C>> {
  const { jobs, clock, signal, context, keyNow } = follower;
  let misses = 0;
  let gone = 0;
  let least = LEAST_WAIT;
  while (!signal.aborted) {
    const looked = await jobs.poll(job, { ...context, apiKey: await keyNow(), signal });
    if (signal.aborted && !(looked.ok && looked.value.type === 'done')) break;
    let wait: number = least;
    if (!looked.ok) {
      const { error } = looked;
      gone = GONE.includes(error.status) ? gone + 1 : 0;
      if (gone >= MOST_MISSES) return ended(err({ ...error, charged: 'maybe' }));
      const isShut = gone === 0 && SHUT.includes(error.kind);
      if (++misses >= MOST_MISSES || isShut) return { type: 'left', fault: error };
      wait = error.retryAfterMs ?? least * 2 ** misses;
    } else if (looked.value.type === 'working') {
      misses = 0;
      gone = 0;
      wait = looked.value.afterMs;
      if (looked.value.fraction !== null) context.progress(Math.round(looked.value.fraction * 100), 100, 'video');
    } else return ended(replyOf(looked.value));
    await pause(durationMs(Math.max(wait, least)), clock, signal);
    least = Math.min(least * GROWTH, MOST_WAIT);
  }
  if (signal.reason !== 'cancelled') return { type: 'left', fault: null };
  await cancel(job, follower);
  return { type: 'ended', reply: { ok: false, error: CANCELLED }, isAborted: true };
}

const ended = <C extends Capability>(reply: Replied<C>): JobEnd<C> => ({ type: 'ended', reply, isAborted: false });

const replyOf = <C extends Capability>(look: Exclude<JobLook<C>, { type: 'working' }>): Replied<C> =>
  look.type === 'failed' ? err(look.fault) : ok(look);

async function cancel<C extends Capability>(job: string, { jobs, clock, context }: JobFollower<C>): Promise<void> {
  const controller = new AbortController();
  using _timer = clock.after(CANCEL_MS, () => controller.abort());
  await jobs.cancel(job, { ...context, signal: controller.signal });
}

/** The work done before the cancellation may be charged. */
const CANCELLED = fault('timeout', 'the job was cancelled', { charged: 'maybe' });
