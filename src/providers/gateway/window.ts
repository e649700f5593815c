/**
 * Gateway: so much in any minute. Pure: it is told the time.
 *
 * W1. What was taken counts from the moment it is taken until a minute after its request began, so no minute holds
 *     more than the limit, however long there was between the two.
 * W2. What was taken and not used is given back as if it had never been taken.
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

  /** When so much fits; null: that depends on requests that have not begun. More than the limit counts as the limit. */
  opensAt(amount: number, now: EpochMs): EpochMs | null {
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
