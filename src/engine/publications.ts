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
  /** None before this time. */
  #after: number;
  /** The checkpoint lacks what was recorded since. */
  #isBehind = false;
  #underWay: Promise<void> | null = null;

  constructor(ports: PublicationsPorts) {
    this.#ports = ports;
    this.#after = ports.clock.now() + EVERY;
  }

  /** Something was recorded. */
  due(): void {
    this.#isBehind = true;
  }

  /** When a turn is to be taken for the next; null: for none. */
  get next(): number | null {
    return this.#isBehind && this.#underWay === null ? this.#after : null;
  }

  beginIfDue(): void {
    if (this.next === null || this.#ports.clock.now() < this.#after) return;
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
    this.#after = began + Math.max(EVERY, SHARE * (clock.now() - began));
  }
}
