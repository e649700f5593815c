/** Whether a result can be reused: which of the things that it depended on have changed. Pure. */
import { ownValue } from '../model/own-value.ts';
import type { Depends } from '../model/result.ts';

export interface DependsChange {
  /** `with.argv`, `file:templates/x.md`, `env:LANG`, `item`, `needs.outline`. */
  readonly field: string;
  /** Digests; null: the field did not exist. */
  readonly before: string | null;
  readonly now: string | null;
  /** For `round`: the gate that sent the stage back; absent: none. */
  readonly by?: string;
}

/** The fields that differ: those of `now` in order, then those that are gone. Empty: the result is still valid. */
export function compareDepends(before: Depends, now: Depends): readonly DependsChange[] {
  const fields = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return fields
    .map((field) => ({ field, before: valueAt(before, field), now: valueAt(now, field) }))
    .filter((change) => change.before !== change.now);
}

const valueAt = (depends: Depends, field: string): string | null => ownValue(depends, field) ?? null;
