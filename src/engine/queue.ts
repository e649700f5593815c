/** Work that waits for its turn, so much of it at once. The door to p-queue. */
import PQueue from 'p-queue';

export type Queue = PQueue;

/** @param concurrency how much at once; infinite: all of it. */
export const newQueue = (concurrency: number): Queue => new PQueue({ concurrency });
