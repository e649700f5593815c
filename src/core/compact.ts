/** For writing records: leaving out absent keys, and times. */
import { type EpochMs, epochMs } from '../model/brand.ts';

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A copy without keys that are `undefined`. A copy, since objects with deleted keys are slow to serialise. */
export function compact<T extends object>(value: T): Defined<T> {
  const kept: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] !== undefined) kept[key] = value[key];
  return kept as Defined<T>;
}

export const time = (text: string): EpochMs => epochMs(Date.parse(text));
