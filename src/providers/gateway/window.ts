/**
 * Gateway: a limit per minute, as a sliding window. Pure: the time is passed in.
 *
 * W1. An amount counts from the moment it is taken until a minute after its request began, so no minute exceeds the
 *     limit, however much time passes between the two.
 * W2. An amount that was taken but not used is given back as if it had never been taken.
 * W3. If the clock is set back, what was taken before that counts for a minute from then on, not until the old time.
 */
import { type EpochMs, epochMs } from '../../model/brand.ts';

const MINUTE = 60_000;

export interface Taken {
  amount: number;
  /** null: its request has not begun. */
  began: EpochMs | null;
}

export class Window {
  private readonly limit: number;
  private taken: Taken[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * When `amount` fits; null: that depends on requests that have not begun. Amounts above the limit count as the limit.
   */
  opensAt(amount: number, now: EpochMs): EpochMs | null {
    // W3.
    for (const one of this.taken) if (one.began !== null && one.began > now) one.began = now;
    this.taken = this.taken.filter(({ began }) => began === null || began + MINUTE > now);
    let over = this.taken.reduce((sum, one) => sum + one.amount, 0) + Math.min(amount, this.limit) - this.limit;
    if (over <= 0) return now;
    const ends = this.taken.flatMap(({ began, amount: n }) => (began === null ? [] : [{ at: began + MINUTE, n }]));
    for (const { at, n } of ends.toSorted((a, b) => a.at - b.at)) {
      over -= n;
      if (over <= 0) return epochMs(at);
    }
    return null;
  }

  take(amount: number): Taken {
    const one: Taken = { amount: Math.min(amount, this.limit), began: null };
    this.taken.push(one);
    return one;
  }

  giveBack(one: Taken): void {
    this.taken = this.taken.filter((other) => other !== one);
  }
}
