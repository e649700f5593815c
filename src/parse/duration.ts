/** Durations as people write them: `500ms`, `30s`, `1h30m`, `7d`. Pure. */
import { type DurationMs, durationMs } from '../model/brand.ts';
import type { JsonObject } from '../model/json.ts';
import { ownValue } from '../model/own-value.ts';
import { textAt } from './json/fields.ts';

/** Largest unit first, each at most once, as in `$defs/duration` of the schemas. */
const PATTERN = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** 100 years: more is a typing error, and would exceed the safe integers. */
const MAX = 100 * 365 * 86_400_000;

/** @returns null when the text is not a duration. */
export function parseDuration(text: string): DurationMs | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const total = Object.values(UNITS).reduce((sum, unit, i) => sum + Number(match[i + 1] ?? 0) * unit, 0);
  return total <= MAX ? durationMs(total) : null;
}

/** An invalid text is reported by the schema and counts as absent here. */
export function durationAt(map: JsonObject, key: string): DurationMs | null {
  const text = textAt(map, key);
  return text === null ? null : parseDuration(text);
}

const WORDS: Readonly<Record<string, string>> = { day: 'd', hour: 'h', minute: 'm', min: 'm', second: 's', sec: 's' };

/** The duration that was probably meant: `5m` for `5 minutes`. null: unknown. */
export function nearestDuration(text: string): string | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|[a-z]+?)s?\s*$/i.exec(text);
  const word = match?.[2]?.toLowerCase() ?? '';
  const unit = ownValue(WORDS, word) ?? (Object.hasOwn(UNITS, word) ? word : null);
  return match?.[1] && unit ? whole(Number(match[1]), unit) : null;
}

/** `90m` for `1.5h`. null: less than a millisecond. */
function whole(count: number, name: string): string | null {
  const total = Math.round(count * (UNITS[name] ?? 1));
  if (total === 0 && count > 0) return null;
  const names = Object.keys(UNITS);
  const fits = names.slice(names.indexOf(name)).find((unit) => total % (UNITS[unit] ?? 1) === 0) ?? 'ms';
  return `${total / (UNITS[fits] ?? 1)}${fits}`;
}
