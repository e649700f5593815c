/**
 * Adapter: digests of the files in folders that stages name, kept from one process to the next: each would else read
 * all of a folder of photographs before it knew that nothing had changed.
 *
 * 1. A digest is believed while its file has the times, size and inode that it had, and those were no longer young when
 *    it was read: else it may change again under the same times.
 * 2. It is a pure shortcut: without it, or with a damaged one, all is read.
 */
import { join, relative } from 'node:path';
import { digest } from '../model/brand.ts';
import type { Json } from '../model/json.ts';
import { YOUNG_MS } from './disk/file-stamps.ts';
import type { KeptFolders, KnownFile } from './disk/folder-digests.ts';
import { readSealed, writeSealed } from './disk/sealed-file.ts';
import { safeName, statePaths } from './state-folder.ts';

/** Rises when the file changes its form. */
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
