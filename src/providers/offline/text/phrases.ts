/**
 * Takes phrases from their pools, each once before any is repeated, and fills their slots. Pure except for its memory.
 *
 * F1. The parts of a whole (segment 2 of 5) use different shares of a pool, so that they do not sound alike.
 */
import { Luck } from '../../../media/luck.ts';
import { hashOf } from '../seed.ts';
import { capital, uncapital } from './words.ts';

export type Slots = Readonly<Record<string, string>>;

export interface Share {
  readonly seed: string;
  readonly index: number;
  readonly count: number;
}

export class Phrases {
  readonly #share: Share;
  readonly #avoid: readonly RegExp[];
  readonly #rest = new Map<readonly string[], string[]>();

  constructor(share: Share, avoid: readonly string[]) {
    this.#share = share;
    this.#avoid = avoid.map(wordPattern);
  }

  /** @returns null when the pool is used up; with `again` it starts over. */
  next(pool: readonly string[], slots: Slots, whenEmpty: 'again' | 'stop' = 'again'): string | null {
    for (let round = 0; round < 2; round += 1) {
      const rest = this.#restOf(pool);
      for (let template = rest.shift(); template !== undefined; template = rest.shift()) {
        const text = filled(template, slots);
        if (text !== null && !this.#avoid.some((word) => word.test(text))) return text;
      }
      if (whenEmpty === 'stop') return null;
      this.#rest.delete(pool);
    }
    return null;
  }

  #restOf(pool: readonly string[]): string[] {
    const known = this.#rest.get(pool);
    if (known) return known;
    const { seed, index, count } = this.#share;
    const order = new Luck(hashOf(seed, pool[0] ?? '')).shuffled(pool);
    // The part's own share first, then those of its neighbours.
    const own = order.filter((_, i) => i % count === index % count);
    const others = order.filter((_, i) => i % count !== index % count);
    const turn = Math.floor((others.length * index) / count);
    const rest = [...own, ...others.slice(turn), ...others.slice(0, turn)];
    this.#rest.set(pool, rest);
    return rest;
  }
}

/** @returns null if a slot is empty. `{q}` is `{Q}` for use inside a sentence. */
export function filled(template: string, slots: Slots): string | null {
  let isWhole = true;
  const text = template.replace(/\{([A-Za-z])\}/g, (_, name: string) => {
    const value = name === 'q' ? slots.Q && uncapital(slots.Q) : slots[name];
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? capital(text).replace(/([?!…])(”?)([?!.])(?=\s|$)/g, '$1$2') : null;
}

/** Matches a word or phrase as a whole, ignoring case. */
export function wordPattern(word: string): RegExp {
  const literal = word
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(literal === '' ? '(?!)' : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu');
}
