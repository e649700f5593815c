/** The seeded random numbers of the product, with the draws that tests need. */
import { Luck as Draws } from '../../src/media/luck.ts';

export class Luck extends Draws {
  /** A whole number in [min, max]. */
  int(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  chance(probability: number): boolean {
    return this.draw() < probability;
  }

  /** @throws RangeError if the list is empty. */
  override pick<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  }
}
