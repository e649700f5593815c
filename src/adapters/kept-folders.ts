/**
 * Adapter: digests of the files in folders that stages name, kept between processes. Without them, each process would
 * read a whole folder of photographs before it knew that nothing had changed.
 *
 * 1. A digest is valid while its file has the same times, size and inode. It is kept only if those times were no longer
 *    recent when the file was read; otherwise the file could change again under the same times.
 * 2. It is only an optimization: if it is missing or damaged, all files are read.
 */
import { join, relative } from 'node:path';
import { digest } from '../model/brand.ts';
import type { Json } from '../model/json.ts';
import { YOUNG_MS } from './disk/file-stamps.ts';
import type { KeptFolders, KnownFile } from './disk/folder-digests.ts';
import { readSealed, writeSealed } from './disk/sealed-file.ts';
import { safeName, statePaths } from './state-folder.ts';

/** Increased when the format of the file changes. */
const LAYOUT = 1;

/** @param root absolute, links resolved. @param wall milliseconds since 1970. */
export function openKeptFolders(root: string, wall: () => number = Date.now): KeptFolders {
  const fileOf = (folder: string): string =>
    join(statePaths(root).index, 'folders', `${safeName(relative(root, folder))}.json`);
  return {
    read(folder) {
      const json = readSealed(fileOf(folder))?.json;
      return new Map(json?.layout === LAYOUT ? entriesOf(json.files) : []);
    },
    write(folder, files) {
      const old = [...files].filter(([, { changedMs }]) => wall() - changedMs > YOUNG_MS);
      const kept = old.map(([name, { stamp, digest: of }]): Json => [name, stamp, of]);
      writeSealed(root, fileOf(folder), { json: { layout: LAYOUT, files: kept }, bytes: new Uint8Array() });
    },
  };
}

function entriesOf(files: Json | undefined): [string, KnownFile][] {
  if (!Array.isArray(files)) return [];
  return files.flatMap((entry: Json): [string, KnownFile][] => {
    const [name, stamp, of] = Array.isArray(entry) ? entry : [];
    if (typeof name !== 'string' || typeof stamp !== 'string' || typeof of !== 'string') return [];
    return [[name, { stamp, digest: digest(of), changedMs: 0 }]];
  });
}
