/**
 * Engine: attempts of several runs of this process that make the same and share it (`cache: true`). One makes it, the
 * others wait and take what it has made.
 *
 * S1. Who waits makes it itself when that came to nothing.
 * S2. Nobody waits for the own run: that attempt may be waiting for money which this one holds.
 */
import type { Digest, RunUid } from '../model/brand.ts';

interface Maker {
  readonly run: RunUid;
  readonly ended: Promise<void>;
}

export class SameWork {
  private readonly makers = new Map<Digest, Maker>();

  /** Resolves when another run is no longer at it, or at `stop`; null: none is at it. */
  other(fingerprint: Digest, run: RunUid, stop: AbortSignal): Promise<void> | null {
    const maker = this.makers.get(fingerprint);
    return maker === undefined || maker.run === run ? null : endOf(maker.ended, stop);
  }

  /** It is being made until this is disposed of. */
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
  const onStop = (): void => stopped.resolve();
  stop.addEventListener('abort', onStop, { once: true });
  await Promise.race([other, stopped.promise]);
  stop.removeEventListener('abort', onStop);
}
