/**
 * Attempts of several runs of this process that would make the same cached result (`cache: true`): one makes it, the
 * others wait and take it from the cache.
 *
 * S1. An attempt that waited makes the result itself if the other attempt failed.
 * S2. An attempt never waits for one of its own run: that one may be waiting for a budget that this one holds.
 */
import { onAbort } from '../model/abort.ts';
import type { Digest, RunUid } from '../model/brand.ts';

interface Maker {
  readonly run: RunUid;
  readonly ended: Promise<void>;
}

export class SameWork {
  private readonly makers = new Map<Digest, Maker>();

  /** Resolves when the other run no longer works on it, or at `stop`; null: no other run does. */
  other(fingerprint: Digest, run: RunUid, stop: AbortSignal): Promise<void> | null {
    const maker = this.makers.get(fingerprint);
    return maker === undefined || maker.run === run ? null : endOf(maker.ended, stop);
  }

  /** Registers the attempt as the maker until the result is disposed of. */
  begin(fingerprint: Digest, run: RunUid): Disposable {
    if (this.makers.has(fingerprint)) return { [Symbol.dispose]: () => {} }; // S2
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.makers.set(fingerprint, { run, ended });
    return {
      [Symbol.dispose]: () => {
        this.makers.delete(fingerprint);
        resolve();
      },
    };
  }
}

async function endOf(other: Promise<void>, stop: AbortSignal): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  using _listening = onAbort(stop, stopped.resolve);
  await Promise.race([other, stopped.promise]);
}
