/** Call ledger: rows as values. Pure. Rows that do not have our format are ignored. */
import { digest, epochMs, type UsdMicros, usdMicros } from '../../model/brand.ts';
import { isJsonObject, type Json, parsedJson } from '../../model/json.ts';
import { CAPABILITIES, type CallRecord, type CostSource, USAGE_NAMES, type Usage } from '../../model/provider.ts';
import { numberAt, textAt } from '../../parse/json/fields.ts';
import type { LedgerEntry } from '../../ports/call-ledger.ts';

export type Row = Readonly<Record<string, unknown>>;

const SOURCES: readonly CostSource[] = ['provider', 'computed', 'estimated', 'unknown'];

/** undefined: it is not JSON. */
export const jsonIn = (row: Row, name: string): Json | undefined => parsedJson(textAt(row, name) ?? '');

const moneyIn = (row: Row, name: string): UsdMicros | null => {
  const value = numberAt(row, name);
  return value === null ? null : usdMicros(value);
};

/** Everything except the answer. */
export function entryOf(row: Row): Omit<LedgerEntry, 'answer'> | null {
  const [attempt, call, began] = ['attempt', 'call', 'began'].map((name) => numberAt(row, name));
  if (attempt == null || call == null || began == null) return null;
  return {
    attempt,
    call,
    ceiling: moneyIn(row, 'ceiling'),
    startedAt: epochMs(began),
    job: textAt(row, 'job'),
    endedJob: textAt(row, 'ended_job'),
    record: recordOf(row),
  };
}

/** null: the call is not known to have ended. */
function recordOf(row: Row): CallRecord | null {
  const capability = CAPABILITIES.find((name) => name === row.capability);
  const source = SOURCES.find((name) => name === row.source);
  const [provider, type, model, prices] = ['provider', 'type', 'model', 'prices'].map((name) => textAt(row, name));
  if (capability === undefined || source === undefined || provider == null || type == null || model == null)
    return null;
  return {
    capability,
    provider,
    type,
    model,
    at: epochMs(numberAt(row, 'began') ?? 0),
    durationMs: numberAt(row, 'duration') ?? 0,
    usd: moneyIn(row, 'usd'),
    source,
    usage: usageOf(jsonIn(row, 'usage')),
    prices: prices == null ? null : digest(prices),
    error: textAt(row, 'error'),
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
