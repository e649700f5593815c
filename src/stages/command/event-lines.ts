/**
 * Lines of PIPELINE_EVENTS: what a command reports while it works. Pure.
 *
 *   {"progress": {"done": 3, "total": 10, "label": "segment"}}
 *   {"cost": {"usd": 0.02, "tokens": 1200}}
 *   {"external_id": "job-17"}
 */
import type { StageReport } from '../../model/event.ts';
import { isJsonObject, type Json, type JsonObject, parsedJson } from '../../model/json.ts';
import { printable } from '../failures.ts';
import { costReport, externalReport, ID_LIMIT, isAmount, progressReport } from '../reports.ts';

const KEY_LIMIT = 60;

/** Redacts secrets in a text; must be called before the text is shortened. */
export type Clean = (text: string) => string;

/** @returns the reports in the line, or a text that says why the line is ignored. */
export function parseEventLine(line: string, clean: Clean): readonly StageReport[] | string {
  const event = parsedJson(line);
  if (!isJsonObject(event)) return 'it is not a JSON object';
  const reports: StageReport[] = [];
  for (const [key, value] of Object.entries(event)) {
    const report = readers[key]?.(value, clean);
    if (report === undefined) return `it has the key "${printable(clean(key), KEY_LIMIT)}", which is not known`;
    if (typeof report === 'string') return report;
    reports.push(report);
  }
  return reports;
}

type Reader = (value: Json, clean: Clean) => StageReport | string;

const readers: Readonly<Record<string, Reader>> = Object.assign(Object.create(null), {
  progress: (value: Json, clean: Clean) => {
    if (!isJsonObject(value) || !isAmount(value.done)) return 'its progress has no number "done"';
    const { done, total = null, label = null } = value;
    if (total !== null && !isAmount(total)) return 'the "total" of its progress is not a number';
    if (label !== null && typeof label !== 'string') return 'the "label" of its progress is not text';
    return progressReport(done, total, label === null ? null : clean(label));
  },
  cost: (value: Json) => (isJsonObject(value) ? costOf(value) : 'its cost is not an object'),
  external_id: (value: Json) => {
    if (typeof value !== 'string' || value === '' || value.length > ID_LIMIT)
      return 'its external_id is not a short text';
    return externalReport(value);
  },
} satisfies Record<string, Reader>);

function costOf({ usd = null, tokens = 0 }: JsonObject): StageReport | string {
  if (usd !== null && !isAmount(usd)) return 'the "usd" of its cost is not a number';
  if (!isAmount(tokens)) return 'the "tokens" of its cost is not a number';
  return costReport(usd, tokens);
}
