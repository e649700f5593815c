/**
 * Repeatable luck of the offline provider: the same words give the same numbers on every machine. Pure.
 *
 * S1. No clock and no randomness of the machine takes part.
 */

/** 32 bits over all parts and the borders between them. @source FNV-1a, with the finaliser of MurmurHash3. */
export function hashOf(...parts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @source mulberry32 (Tommy Ettinger, public domain). */
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

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.draw() * below);
  }

  /** All of them in another order. */
  shuffled<T>(from: readonly T[]): readonly T[] {
    const keyed = from.map((value) => ({ value, key: this.draw() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
  }
}
