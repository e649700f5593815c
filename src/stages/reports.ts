/** Makes the reports of stages. Pure. */
import { usdMicros } from '../model/brand.ts';
import type { StageReport } from '../model/event.ts';
import { printable } from './failures.ts';

const LABEL_LIMIT = 200;

export function progressReport(done: number, total: number | null, label: string | null): StageReport {
  const shown = label === null ? null : printable(label, LABEL_LIMIT);
  return { type: 'progress', progress: { done, total, label: shown } };
}

/** Maximum length of the id of an external job, which is written in the checkpoint. */
export const ID_LIMIT = 512;

export const externalReport = (id: string): StageReport => ({ type: 'external', externalId: printable(id, ID_LIMIT) });

/** @param usd dollars; null: unknown, which is never zero. */
export function costReport(usd: number | null, tokens: number): StageReport {
  // Rounded up, so that many tiny costs do not add up to zero, after removing errors of binary fractions.
  const micros = usd === null ? null : usdMicros(Math.ceil(Math.round(usd * 1e9) / 1e3));
  return { type: 'cost', cost: { usd: micros, tokens: Math.round(tokens) } };
}

export const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER / 1e6;
