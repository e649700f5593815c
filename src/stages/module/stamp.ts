/** Detects changes of files with one `stat` each; content is read only if the times are not conclusive. */
import { createHash } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';

/** The result of one `stat`. A double holds current times to a quarter of a microsecond. */
export type Look = Pick<Stats, 'dev' | 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'>;

export interface Stamp {
  readonly file: string;
  /** null: the file did not exist. */
  readonly look: Look | null;
  /** Set if the file was so new that an edit within the same tick of the file system's clock would not be visible. */
  readonly digest: string | null;
}

const YOUNG_MS = 50;

const lookAt = (file: string): Look | null => statSync(file, { throwIfNoEntry: false }) ?? null;

/** @param look at this moment, by who has looked already. */
export function stampOf(file: string, look: Look | null = lookAt(file)): Stamp {
  const isYoung = look !== null && Math.abs(Date.now() - look.ctimeMs) < YOUNG_MS;
  return { file, look, digest: isYoung ? digestOf(file) : null };
}

/** @param look at this moment, by who has looked already. */
export function isUnchanged(stamp: Stamp, look: Look | null = lookAt(stamp.file)): boolean {
  if (stamp.look === null || look === null) return stamp.look === look;
  if (!isSameFile(stamp.look, look) || stamp.look.size !== look.size || stamp.look.mtimeMs !== look.mtimeMs)
    return false;
  return stamp.digest === null || stamp.digest === digestOf(stamp.file);
}

/** Is it the same file, unchanged? */
export const isSameFile = (one: Look, other: Look): boolean =>
  one.ino === other.ino && one.dev === other.dev && one.ctimeMs === other.ctimeMs;

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
