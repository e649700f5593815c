/** A queue of work with limited concurrency. The door to p-queue. */
import PQueue from 'p-queue';

/** The methods in use. Events are not supported. */
export type Queue = Pick<PQueue, 'add' | 'pending'>;

/**
 * p-queue emits half a dozen events for each piece of work. Nothing listens, and dispatching them costs more than the
 * queue itself.
 */
class QuietQueue extends PQueue {
  override dispatchEvent(): boolean {
    return true;
  }
}

/** @param concurrency may be infinite. */
export const newQueue = (concurrency: number): Queue => new QuietQueue({ concurrency });
