/**
 * Adapter: files of the project that definitions name: pipelines, templates, schemas, data.
 *
 * A link is followed only within the project, and never to a hidden file: messages show what cannot be parsed, and that
 * could be the credentials of a clone. A file is read again only if it changed.
 */
import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ABSENT, errorCode } from '../model/system-error.ts';
import type { ReadError, ReadResult, ReadText } from '../parse/project-files.ts';
import { nodeFileSystem } from './disk/file-system.ts';
import { stampOrState } from './disk/if-there.ts';
import { readBytes, type Unreadable } from './disk/safe-read.ts';
import { isWithin } from './disk/within.ts';

const MAX_BYTES = 1024 * 1024;
const MOST_KNOWN = 1000;

/** @param root absolute, links resolved. */
export function createProjectFiles(root: string): ReadText {
  const known = new Map<string, { readonly stamp: string; readonly bytes: Uint8Array }>();
  return (path) => {
    const real = realPath(root, path);
    if (typeof real !== 'string') return { ok: false, error: real };
    if (isHidden(relative(root, real)) && !isHidden(path))
      return { ok: false, error: { reason: 'outside', message: 'a link leads to a hidden file' } };
    const stamp = stampOrState(nodeFileSystem, real);
    const before = known.get(real);
    if (before?.stamp === stamp) return { ok: true, value: before.bytes };
    const read = readBytes(real, { maxBytes: MAX_BYTES });
    if (!read.ok) return refused(read.error);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(real, { stamp, bytes: read.value });
    return read;
  };
}

/** The absolute path, if links stay within the project; null: there is no such file, or a link leads out. */
export function realFile(root: string, path: string): string | null {
  const real = realPath(root, path);
  return typeof real === 'string' ? real : null;
}

function realPath(root: string, path: string): string | ReadError {
  let real: string;
  try {
    real = realpathSync.native(join(root, path));
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    if (ABSENT.includes(code)) return { reason: 'missing', message: 'there is no such file' };
    return { reason: 'unreadable', message: `the system reported ${code}` };
  }
  if (real !== root && isWithin(root, real)) return real;
  return { reason: 'outside', message: 'a link leads out of the project' };
}

/** Packages may be in `node_modules/.pnpm`, so that is not hidden. */
const isHidden = (path: string): boolean =>
  path
    .replace(/(?:^|[\\/])node_modules[\\/].*$/s, '')
    .split(/[\\/]/)
    .some((name) => name.startsWith('.'));

const REASONS: Readonly<Record<Unreadable['reason'], ReadError['reason']>> = {
  missing: 'missing',
  folder: 'folder',
  'not-a-file': 'not-a-file',
  link: 'not-a-file',
  'too-large': 'too-large',
  denied: 'unreadable',
  failed: 'unreadable',
  'not-utf8': 'unreadable',
  nul: 'unreadable',
};

const refused = ({ reason, message }: Unreadable): ReadResult => ({
  ok: false,
  error: { reason: REASONS[reason], message },
});
