/** Why a result may or may not be used again: which of the things it depended on have changed. Pure. */
import { ownValue } from '../model/own-value.ts';
import type { Depends } from '../model/result.ts';

export interface DependsChange {
  /** `with.argv`, `file:templates/x.md`, `env:LANG`, `item`, `needs.outline`. */
  readonly field: string;
  /** Digests; null: the field did not exist. */
  readonly before: string | null;
  readonly now: string | null;
  /** Of `round`: the gate that sent the stage back; absent: none did. */
  readonly by?: string;
}

/** Fields that differ: those of `now` in their order, then those that are gone. Empty: the result still holds. */
export function compareDepends(before: Depends, now: Depends): readonly DependsChange[] {
  const fields = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return fields
    .map((field) => ({ field, before: valueAt(before, field), now: valueAt(now, field) }))
    .filter((change) => change.before !== change.now);
}

const valueAt = (depends: Depends, field: string): string | null => ownValue(depends, field) ?? null;
