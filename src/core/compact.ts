/** Small change of writing records: absent keys, and times as people read them. */

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Drops `undefined`, so that optional keys are absent. A copy: objects that lost keys are slow to write. */
export function compact<T extends object>(value: T): Defined<T> {
  const kept: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] !== undefined) kept[key] = value[key];
  return kept as Defined<T>;
}

/** The second that was written last, without what follows its point: times that are written together lie together. */
let second = Number.NaN;
let written = '';

/** @param ms since 1970, a whole number */
export function iso(ms: number): string {
  const whole = Math.floor(ms / 1_000);
  if (whole !== second) {
    written = new Date(whole * 1_000).toISOString().slice(0, -'000Z'.length);
    second = whole;
  }
  return `${written}${String(ms - whole * 1_000).padStart(3, '0')}Z`;
}
