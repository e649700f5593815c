/**
 * Repeatable luck for tests: the same seed draws the same numbers on every machine.
 *
 * Source: mulberry32 (Tommy Ettinger, public domain).
 */
export class Luck {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [min, max]. */
  int(min: number, max: number): number {
    return min + Math.floor(this.draw() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.draw() < probability;
  }

  /** @throws RangeError when there is nothing to pick. */
  pick<T>(from: readonly T[]): T {
    const found = from[this.int(0, from.length - 1)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  }

  /** All of them in another order. Source: Fisher and Yates. */
  shuffled<T>(from: readonly T[]): T[] {
    const list: T[] = [];
    for (const value of from) {
      const place = this.int(0, list.length);
      list.push(value);
      if (place === list.length - 1) continue;
      const other = list[place];
      if (other === undefined) continue;
      list[list.length - 1] = other;
      list[place] = value;
    }
    return list;
  }
}
