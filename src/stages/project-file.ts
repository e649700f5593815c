/**
 * Files of the project whose paths are values; such a value may be from the answer of a model.
 *
 * P1. Only files inside the project are read, after following links.
 * P2. No part of a path may begin with a dot: settings, keys and the runner's own state are never read.
 */
import { closeSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import { ABSENT, errorCode } from '../model/system-error.ts';
import { safeSegments } from './fields.ts';
import { READ_SAFELY } from './own-file.ts';

const isHidden = (segment: string): boolean => segment.startsWith('.');

/**
 * @param read called with the absolute path, links resolved; its errors are treated like errors of the lookup
 * @returns an error as the rest of a sentence that begins with the path
 */
export function inProject<T>(
  project: string,
  path: string,
  read: (file: string) => Result<T, string>,
): Result<T, string> {
  const segments = safeSegments(path);
  if (segments === null) return err('is not a path inside the project');
  if (segments.some(isHidden)) return err('has a hidden part that begins with a dot');
  try {
    const root = realpathSync.native(project);
    const file = realpathSync.native(join(root, ...segments));
    if (!file.startsWith(root + sep)) return err('leads out of the project');
    return relative(root, file).split(sep).some(isHidden) ? err('leads to a hidden file') : read(file);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (ABSENT.includes(code)) return err('does not exist');
    if (code === 'ELOOP' || code === 'EACCES' || code === 'EPERM') return err(`cannot be read (${code})`);
    throw error;
  }
}

/** For {@link inProject}. Checks the opened file, not the path, and does not block on a FIFO. @param most bytes. */
export function readRegular(file: string, most: number): Result<Buffer<ArrayBuffer>, string> {
  const handle = openSync(file, READ_SAFELY);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return err('is not a regular file');
    if (stat.size > most) return err(`has ${stat.size} bytes; at most ${most} can be sent`);
    return ok(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}
