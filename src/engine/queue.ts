/** Work that waits for its turn, so much of it at once. The door to p-queue. */
import PQueue from 'p-queue';

/** What is asked of it, and nothing that it would answer by an event. */
export type Queue = Pick<PQueue, 'add' | 'pending'>;

/**
 * It tells of each piece of work by half a dozen events. Nobody listens, and to hand them out costs more than the
 * queue itself.
 */
class QuietQueue extends PQueue {
  override dispatchEvent(): boolean {
    return true;
  }
}

/** @param concurrency how much at once; infinite: all of it. */
export const newQueue = (concurrency: number): Queue => new QuietQueue({ concurrency });
