/** Call ledger: rows as values. Pure. Rows that do not have our format are ignored. */
import { digest, epochMs, type UsdMicros, usdMicros } from '../../model/brand.ts';
import { isJsonObject, type Json, parsedJson } from '../../model/json.ts';
import { CAPABILITIES, type CallRecord, type CostSource, USAGE_NAMES, type Usage } from '../../model/provider.ts';
import type { LedgerEntry } from '../../ports/call-ledger.ts';

export type Row = Readonly<Record<string, unknown>>;

const SOURCES: readonly CostSource[] = ['provider', 'computed', 'estimated', 'unknown'];

export const textIn = (row: Row, name: string): string | null => {
  const value = row[name];
  return typeof value === 'string' ? value : null;
};
export const numberIn = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === 'number' ? value : null;
};

/** undefined: it is not JSON. */
export const jsonIn = (row: Row, name: string): Json | undefined => parsedJson(textIn(row, name) ?? '');

const moneyIn = (row: Row, name: string): UsdMicros | null => {
  const value = numberIn(row, name);
  return value === null ? null : usdMicros(value);
};

/** Everything except the answer. */
export function entryOf(row: Row): Omit<LedgerEntry, 'answer'> | null {
  const [attempt, call, began] = ['attempt', 'call', 'began'].map((name) => numberIn(row, name));
  if (attempt == null || call == null || began == null) return null;
  return {
    attempt,
    call,
    ceiling: moneyIn(row, 'ceiling'),
    startedAt: epochMs(began),
    job: textIn(row, 'job'),
    endedJob: textIn(row, 'ended_job'),
    record: recordOf(row),
  };
}

/** null: the call is not known to have ended. */
function recordOf(row: Row): CallRecord | null {
  const capability = CAPABILITIES.find((name) => name === row.capability);
  const source = SOURCES.find((name) => name === row.source);
  const [provider, type, model, prices] = ['provider', 'type', 'model', 'prices'].map((name) => textIn(row, name));
  if (capability === undefined || source === undefined || provider == null || type == null || model == null)
    return null;
  return {
    capability,
    provider,
    type,
    model,
    at: epochMs(numberIn(row, 'began') ?? 0),
    durationMs: numberIn(row, 'duration') ?? 0,
    usd: moneyIn(row, 'usd'),
    source,
    usage: usageOf(jsonIn(row, 'usage')),
    prices: prices == null ? null : digest(prices),
    error: textIn(row, 'error'),
  };
}

function usageOf(value: Json | undefined): Usage {
  if (!isJsonObject(value)) return {};
  const counted = Object.keys(USAGE_NAMES).flatMap((unit) => {
    const n = value[unit];
    return typeof n === 'number' ? [[unit, n] as const] : [];
  });
  return Object.fromEntries(counted);
}
