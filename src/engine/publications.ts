/**
 * When the checkpoint of a run in work is published: now and then, beside the turns; a large one gets a small part of
 * the time.
 */
import { durationMs } from '../model/brand.ts';
import type { Clock } from '../ports/clock.ts';

/** Between two publications, at least. */
const EVERY = durationMs(500);
/** The checkpoint of a large run takes long to write: it gets one part of the time in so many. */
const SHARE = 20;

export interface PublicationsPorts {
  readonly clock: Clock;
  /** Publishes what is known now. */
  readonly publish: () => Promise<void>;
  /** Asks for a turn. */
  readonly wake: () => void;
  readonly failed: (error: unknown) => void;
}

export class Publications {
  readonly #ports: PublicationsPorts;
  /** None before this time, unless the clock was set back since it was said. */
  #after: number;
  #saidAt: number;
  /** The checkpoint lacks what was recorded since. */
  #isBehind = false;
  #underWay: Promise<void> | null = null;

  constructor(ports: PublicationsPorts) {
    this.#ports = ports;
    this.#saidAt = ports.clock.now();
    this.#after = this.#saidAt + EVERY;
  }

  /** Something was recorded. */
  due(): void {
    this.#isBehind = true;
  }

  /** When a turn is to be taken for the next; null: for none. */
  get next(): number | null {
    if (!this.#isBehind || this.#underWay !== null) return null;
    const now = this.#ports.clock.now();
    return now < this.#saidAt ? now : this.#after;
  }

  beginIfDue(): void {
    const { next } = this;
    if (next === null || this.#ports.clock.now() < next) return;
    this.#isBehind = false;
    this.#underWay = this.#publish()
      .catch((error: unknown) => this.#ports.failed(error))
      .finally(() => {
        this.#underWay = null;
        // A turn may wait with no thought of what was recorded meanwhile.
        if (this.#isBehind) this.#ports.wake();
      });
  }

  /** Resolves when none is under way. */
  async ended(): Promise<void> {
    await this.#underWay;
  }

  async #publish(): Promise<void> {
    const { clock, publish } = this.#ports;
    const began = clock.now();
    await publish();
    this.#saidAt = clock.now();
    this.#after = began + Math.max(EVERY, SHARE * (this.#saidAt - began));
  }
}
