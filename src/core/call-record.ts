/** Model calls as they are written in a checkpoint, and back. */
import { type Digest, epochMs, usdMicros } from '../model/brand.ts';
import type { CheckpointCall } from '../model/checkpoint.ts';
import { isoTime } from '../model/iso-time.ts';
import { type CallRecord, USAGE_NAMES, type Usage } from '../model/provider.ts';
import type { Call } from '../model/result.ts';
import { compact, time } from './compact.ts';

const UNITS = Object.entries(USAGE_NAMES) as [keyof Usage, string][];

export function encodeCall({ n, provider, model, ceiling, reserve, record }: Call, index: number): CheckpointCall {
  // The numbers have gaps where calls were dropped.
  const number = n === index + 1 ? undefined : n;
  if (!record)
    return compact({
      n: number,
      provider,
      model,
      at_most_usd_micros: ceiling ?? undefined,
      reserved_usd_micros: reserve || undefined,
    });
  const usage = UNITS.flatMap(([unit, name]) => (record.usage[unit] === undefined ? [] : [[name, record.usage[unit]]]));
  return compact({
    n: number,
    capability: record.capability,
    provider,
    type: record.type,
    model,
    at: isoTime(record.at),
    duration_ms: record.durationMs,
    usd_micros: record.usd,
    source: record.source,
    usage: usage.length > 0 ? Object.fromEntries(usage) : undefined,
    prices: record.prices ?? undefined,
    error: record.error ?? undefined,
    // An unknown cost counts as this.
    at_most_usd_micros: record.usd === null ? (ceiling ?? undefined) : undefined,
  });
}

export function decodeCall(kept: CheckpointCall, index: number): Call {
  const { provider, model } = kept;
  const ceiling = kept.at_most_usd_micros === undefined ? null : usdMicros(kept.at_most_usd_micros);
  const reserve = usdMicros(kept.reserved_usd_micros ?? 0);
  return { n: kept.n ?? index + 1, provider, model, ceiling, reserve, record: decodeRecord(kept) };
}

function decodeRecord(kept: CheckpointCall): CallRecord | null {
  if (kept.usd_micros === undefined) return null;
  const units = UNITS.flatMap(([unit, name]) => (kept.usage?.[name] === undefined ? [] : [[unit, kept.usage[name]]]));
  return {
    capability: kept.capability ?? 'text',
    provider: kept.provider,
    type: kept.type ?? '',
    model: kept.model,
    at: kept.at === undefined ? epochMs(0) : time(kept.at),
    durationMs: kept.duration_ms ?? 0,
    usd: kept.usd_micros === null ? null : usdMicros(kept.usd_micros),
    source: kept.source ?? 'unknown',
    usage: Object.fromEntries(units) as Usage,
    prices: (kept.prices ?? null) as Digest | null,
    error: kept.error ?? null,
  };
}
