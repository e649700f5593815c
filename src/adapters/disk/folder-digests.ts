/**
 * Adapter: one digest over the files in a folder and its subfolders: their paths and their content.
 *
 * 1. Names that begin with a dot, empty folders, and everything that is not a file are ignored.
 * 2. A link to a file counts by the content of the file. Links to folders are not followed, so there are no cycles.
 * 3. A file is hashed again only when its size, times or inode changed: checking again takes one `stat` for each, also
 *    another process.
 */
import { join } from 'node:path';
import type { Digest } from '../../model/brand.ts';
import { ABSENT, forgiving } from '../../model/system-error.ts';
import { onDisk } from './error.ts';
import type { FileSystem } from './file-system.ts';
import { statIfThere } from './if-there.ts';

/** Files and folders: with more, every check would be slow. */
export const MOST_IN_FOLDER = 5000;

/** null: there is no such folder. `too-many`: it contains more than {@link MOST_IN_FOLDER}. */
export type FolderDigest = Digest | 'too-many' | null;

/** The target of a link; null: it has none, or may not be followed. */
export type Linked = (path: string) => string | null;

interface Hashing {
  readonly fs: FileSystem;
  hashFile(path: string): Digest;
  hashText(text: string): Digest;
}

export interface KnownFile {
  readonly stamp: string;
  readonly digest: Digest;
  /** Milliseconds since 1970. */
  readonly changedMs: number;
}

type Files = ReadonlyMap<string, KnownFile>;

/** What other processes have hashed. */
export interface KeptFolders {
  read(folder: string): Files;
  write(folder: string, files: Files): void;
}

interface Place {
  readonly path: string;
  /** Relative to the folder that is hashed, with `/`. */
  readonly name: string;
}

interface Found extends Place {
  readonly stamp: string;
  readonly changedMs: number;
}

interface Look {
  readonly fs: FileSystem;
  readonly linked: Linked;
  readonly files: Found[];
  left: number;
}

const MOST_KNOWN = 100;

/** @returns a function of an absolute path, which must not be a link. */
export function createFolderDigests(
  { fs, hashFile, hashText }: Hashing,
  kept: KeptFolders,
): (path: string, linked: Linked) => FolderDigest {
  const known = new Map<string, Files>();
  return (path, linked) => {
    if (statIfThere(fs, path)?.type !== 'folder') return null;
    const look: Look = { fs, linked, files: [], left: MOST_IN_FOLDER };
    lookAt(look, { path, name: '' });
    if (look.left < 0) return 'too-many';
    const before = known.get(path) ?? kept.read(path);
    const now = new Map<string, KnownFile>();
    for (const { path: file, name, stamp, changedMs } of look.files) {
      const old = before.get(name);
      const digest = old?.stamp === stamp ? old.digest : forgiving(ABSENT, () => hashFile(file));
      if (digest !== null) now.set(name, { stamp, changedMs, digest });
    }
    if ([...now].some(([name, { stamp }]) => before.get(name)?.stamp !== stamp)) kept.write(path, now);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(path, now);
    const lines = Array.from(now, ([name, { digest }]) => `${JSON.stringify(name)} ${digest}\n`);
    return hashText(lines.toSorted().join(''));
  };
}

function lookAt(look: Look, folder: Place): void {
  const { fs, linked } = look;
  for (const entry of forgiving(ABSENT, () => onDisk('list', folder.path, () => fs.list(folder.path))) ?? []) {
    if (entry.startsWith('.')) continue;
    look.left -= 1;
    if (look.left < 0) return;
    const place = { path: join(folder.path, entry), name: folder.name === '' ? entry : `${folder.name}/${entry}` };
    const stat = statIfThere(fs, place.path);
    if (stat?.type === 'folder') lookAt(look, place);
    else if (stat?.type === 'link') addFile(look, { ...place, path: linked(place.path) ?? '' });
    else addFile(look, place, stat);
  }
}

function addFile(
  { fs, files }: Look,
  place: Place,
  stat = place.path === '' ? null : statIfThere(fs, place.path),
): void {
  if (stat?.type === 'file') files.push({ ...place, stamp: stat.stamp, changedMs: stat.changedMs });
}
