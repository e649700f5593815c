/** A seeded random generator: the same seed gives the same numbers on every machine. Pure. */

/** @source mulberry32 (Tommy Ettinger, public domain). */
export class Luck {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** @source FNV-1a, 32 bits. */
  static of(text: string): Luck {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return new Luck(hash);
  }

  /** In [0, 1). */
  draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** An integer in [0, below). */
  below(below: number): number {
    return Math.floor(this.draw() * below);
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }

  /** All elements in random order. */
  shuffled<T>(from: readonly T[]): readonly T[] {
    const keyed = from.map((value) => ({ value, key: this.draw() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
  }
}
