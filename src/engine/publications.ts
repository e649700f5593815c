/**
 * When the checkpoint of a run in work is published: at intervals, concurrently with turns. The larger the checkpoint,
 * the longer the interval.
 */
import { durationMs } from '../model/brand.ts';
import type { Clock } from '../ports/clock.ts';

/** Minimum time between two publications. */
const EVERY = durationMs(500);
/** A checkpoint that takes long to write gets at most one part of the time in this many. */
const SHARE = 20;

export interface PublicationsPorts {
  readonly clock: Clock;
  /** Publishes the current state. */
  readonly publish: () => Promise<void>;
  /** Asks for a turn. */
  readonly wake: () => void;
  readonly failed: (error: unknown) => void;
}

export class Publications {
  readonly #ports: PublicationsPorts;
  /** Nothing is published before this time, unless the clock was set back since it was computed. */
  #after: number;
  #saidAt: number;
  /** Something was recorded since the last publication. */
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

  /** When the next publication is due; null: none is. */
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
        // The current wait does not take into account what was recorded meanwhile.
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
