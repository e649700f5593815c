/**
 * Adapter: the lines of a journal. Pure.
 *
 * 1. A line is 8 hex digits of SHA-256, a space, JSON. A line torn by a crash does not match its digest and is ignored.
 * 2. Each record contains the serial before it, so a missing line is noticed.
 */
import { hash } from 'node:crypto';
import type { JournalRecord } from '../../model/event.ts';

export type JournalEntry =
  | { readonly type: 'record'; readonly record: JournalRecord; readonly prev: number }
  /** This driver read or published the checkpoint with this digest: its later records build on it. */
  | { readonly type: 'base'; readonly run: string; readonly uid: string; readonly digest: string };

export interface JournalLine {
  readonly entry: JournalEntry;
  /** As in the file, without the line end. */
  readonly text: string;
}

const SUM_LENGTH = 8;

export function formatLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${sumOf(json)} ${json}\n`;
}

const sumOf = (json: string): string => hash('sha256', json).slice(0, SUM_LENGTH);

/** Valid lines that contain one of `mentions` (all, if null), in file order. */
export function readLines(content: string, mentions: readonly string[] | null): readonly JournalLine[] {
  const lines: JournalLine[] = [];
  for (let start = 0; start < content.length; ) {
    const end = content.indexOf('\n', start);
    if (end < 0) break; // a last line without its line end is torn
    const text = content.slice(start, end);
    start = end + 1;
    if (mentions?.some((word) => text.includes(word)) === false) continue;
    const entry = parseLine(text);
    if (entry !== null) lines.push({ entry, text });
  }
  return lines;
}

function parseLine(text: string): JournalEntry | null {
  const json = text.slice(SUM_LENGTH + 1);
  if (text[SUM_LENGTH] !== ' ' || text.slice(0, SUM_LENGTH) !== sumOf(json)) return null;
  const value: unknown = JSON.parse(json);
  return isEntry(value) ? value : null;
}

/** The digest proves that we wrote the line; this distinguishes our kinds of line from those of other versions. */
function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'base') return 'digest' in value && 'uid' in value && 'run' in value;
  return value.type === 'record' && 'record' in value && 'prev' in value;
}

export const runOf = (entry: JournalEntry): string => (entry.type === 'base' ? entry.run : entry.record.run);
export const uidOf = (entry: JournalEntry): string => (entry.type === 'base' ? entry.uid : entry.record.uid);
/** The serial that the run reaches with it; 0 for entries that are no records. */
export const serialOf = (entry: JournalEntry): number => (entry.type === 'base' ? 0 : entry.record.serial);

/** The records that continue a state of `serial` without a gap, ascending. */
export function continuing(serial: number, entries: readonly JournalEntry[]): readonly JournalRecord[] {
  const records = entries.filter((entry) => entry.type === 'record');
  records.sort((a, b) => a.record.serial - b.record.serial);
  const chain: JournalRecord[] = [];
  let reached = serial;
  for (const { record, prev } of records) {
    if (record.serial <= reached) continue;
    if (prev > reached) break;
    chain.push(record);
    reached = record.serial;
  }
  return chain;
}
