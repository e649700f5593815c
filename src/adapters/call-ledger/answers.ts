/**
 * Call ledger: answers. Bytes are stored in the database up to a size, and above that in a file beside it.
 *
 * N1. A file is durable before the row that names it.
 * N2. After {@link KEPT_MS} an answer is only in the artifacts that were made from it; its cost stays known.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '../../model/brand.ts';
import { forgiving } from '../../model/system-error.ts';
import { textAt } from '../../parse/json/fields.ts';
import type { KnownAnswer } from '../../ports/call-ledger.ts';
import { publishFile } from '../disk/durable-file.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { removeIfPossible } from '../disk/if-there.ts';
import { jsonIn, type Row } from './rows.ts';

const KEPT_MS = 30 * 24 * 3_600_000;
/** Answers removed in one start, so that opening does not take long. */
const MOST_PRUNED = 500;
const MOST_INLINE = 64 * 1024 * 1024;

export interface AnswerPlace {
  readonly database: DatabaseSync;
  /** The path of the database. */
  readonly path: string;
  readonly mostInline?: number;
}

const fileOf = (path: string, name: string): string => join(dirname(path), 'calls', name);

export function keepAnswer({ database, path, mostInline = MOST_INLINE }: AnswerPlace, id: number, kept: Kept): void {
  const { value, bytes } = kept.answer;
  const isInline = bytes === null || bytes.length <= mostInline;
  const file = isInline ? null : `${id}-${kept.at}.bin`;
  if (file !== null && bytes !== null) publishFile(fileOf(path, file), bytes, { mode: 0o600 }); // N1
  database
    .prepare('INSERT OR REPLACE INTO answers (call, at, value, bytes, file) VALUES (?, ?, ?, ?, ?)')
    .run(id, kept.at, JSON.stringify(value), isInline ? bytes : null, file);
}

interface Kept {
  readonly answer: KnownAnswer;
  readonly at: EpochMs;
}

/** null: there is none, or its file is missing. */
export function takeAnswer({ database, path }: AnswerPlace, id: number): KnownAnswer | null {
  const row: Row | undefined = database.prepare('SELECT value, bytes, file FROM answers WHERE call = ?').get(id);
  const value = row === undefined ? undefined : jsonIn(row, 'value');
  if (row === undefined || value === undefined) return null;
  const file = textAt(row, 'file');
  if (file === null) return { value, bytes: row.bytes instanceof Uint8Array ? row.bytes : null };
  const bytes = forgiving(['ENOENT'], () => readFileSync(fileOf(path, file)));
  return bytes === null ? null : { value, bytes };
}

/** N2. */
export function pruneAnswers({ database, path }: AnswerPlace, now: EpochMs): void {
  const old = database.prepare(
    'DELETE FROM answers WHERE call IN (SELECT call FROM answers WHERE at < ? ORDER BY at LIMIT ?) RETURNING file',
  );
  for (const row of old.all(now - KEPT_MS, MOST_PRUNED)) {
    const file = textAt(row, 'file');
    if (file !== null) removeIfPossible(nodeFileSystem, fileOf(path, file));
  }
}
