/**
 * Gateway: a job that goes on elsewhere, followed until it ends.
 *
 * J1. Only a cancellation of the run cancels it. After everything else that ends an attempt it goes on, and the next
 *     attempt finds it by its id.
 * J2. A look costs nothing, so looks that fail are repeated; when they go on failing the attempt ends, not the job.
 * J3. It is over when its provider says that it ended, or keeps saying that there is no such job: once may be too early,
 *     where not all of its servers know of the job yet, or of the file that was made. A look that is refused or led
 *     elsewhere says nothing about the job: it is paid for, and is still there when key and address are right again.
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
  /** J1, J2. `fault`: why nobody looks any more; null: the attempt was ended. */
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
/** For a cancellation to reach the other side. */
const CANCEL_MS = durationMs(5_000);

/** J3. Statuses that say that there is no such job. */
const GONE: readonly (number | null)[] = [404, 410];
/** Another look now would be refused in the same way. */
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

/** What it did before that stays charged. */
const CANCELLED = fault('timeout', 'the job was cancelled', { charged: 'maybe' });
