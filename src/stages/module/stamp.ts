/** Tells whether files are as they were, by one `stat` each; content is read only when their times cannot tell. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

export interface Stamp {
  readonly file: string;
  /** Inode, size and times; null: the file did not exist. */
  readonly stat: string | null;
  /** Set when the file was so young that an edit within the same tick of the file system's clock would not show. */
  readonly digest: string | null;
}

const YOUNG_MS = 50;

export function stampOf(file: string): Stamp {
  const stat = statOf(file);
  if (stat === null) return { file, stat: null, digest: null };
  const isYoung = Math.abs(Date.now() - stat.changedAt) < YOUNG_MS;
  return { file, stat: stat.text, digest: isYoung ? digestOf(file) : null };
}

export function isUnchanged(stamp: Stamp): boolean {
  if ((statOf(stamp.file)?.text ?? null) !== stamp.stat) return false;
  return stamp.digest === null || stamp.digest === digestOf(stamp.file);
}

function statOf(file: string): { readonly text: string; readonly changedAt: number } | null {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (stat === undefined) return null;
  const text = `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  return { text, changedAt: Number(stat.ctimeMs) };
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
