/**
 * Copies files of one run into another under new names, durably.
 *
 * 1. Files are copied, never linked: editing a file in place in one run must not change the other.
 * 2. A copy is hashed before it gets its name. An existing file with the same bytes is kept.
 * 3. Temporary files are where a restart looks for those of a killed process.
 */
import path from 'node:path';
import { makeFolderInside, syncAll, syncFolder, tempPath } from '../../adapters/disk/durable-file.ts';
import { onDisk, onDiskLater } from '../../adapters/disk/error.ts';
import { nodeFileSystem as fs } from '../../adapters/disk/file-system.ts';
import { removeIfPossible, statIfThere } from '../../adapters/disk/if-there.ts';
import { placeOf } from '../../adapters/task-paths.ts';
import { sha256OfFile } from '../../adapters/workspace/staged-files.ts';
import { InternalError } from '../../model/brand.ts';
import { runFolderOf } from '../../parse/run-files.ts';
import type { Project } from '../types.ts';

/** Project paths of a file of one run and of its copy in another. */
export interface TakenFile {
  readonly from: string;
  readonly to: string;
  /** Digest of its content: a file with other content is not copied. */
  readonly sha256: string;
}

/** @returns false: the file is missing, or its bytes have changed. @throws DurableError. */
export async function copyInto({ root, digests }: Project, { from, to, sha256 }: TakenFile): Promise<boolean> {
  const source = path.join(root, from);
  const target = path.join(root, to);
  const place = placeOf(to);
  if (place === null) throw new InternalError(`${to} is not a file of a run`);
  if (digests.ofFile(target) === sha256) return true;
  const copied = statIfThere(fs, source);
  if (copied?.type !== 'file') return false;
  const temps = makeFolderInside(root, [...runFolderOf(place.run).split('/'), 'outputs'], { fs });
  const temp = tempPath(path.join(temps, path.basename(target)), process.pid);
  try {
    await onDiskLater('copy', source, () => fs.copy(source, temp));
    if ((await sha256OfFile(fs, temp)) !== sha256) return false;
    await syncAll(fs, [{ path: temp }]);
    const folder = makeFolderInside(root, to.split('/').slice(0, -1), { fs });
    onDisk('rename', target, () => fs.rename(temp, target));
    syncFolder(folder, fs);
    return true;
  } finally {
    removeIfPossible(fs, temp);
  }
}
