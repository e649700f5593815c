/**
 * Adapter: files that survive a power cut.
 *
 * 1. A file is published, never edited in place: readers see the old version or the new one, complete.
 * 2. When `publishFile` returns, the new version survives a power cut.
 * 3. When it throws, it throws a DurableError, the file is complete and no temporary file is left.
 */
import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode, forgiving } from '../../model/system-error.ts';
import { DurableError, onDisk, onDiskLater } from './error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { removeIfThere, statIfThere } from './if-there.ts';
import { linkAbove } from './safe-read.ts';

/** Opening a named pipe without a reader must not block. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
const ONLY_NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY;
const FILE_MODE = 0o644;

export interface PublishOptions {
  readonly fs?: FileSystem;
  /** `whole`: readers never see half a file, but a power cut may restore the old one. For data that can be rebuilt. */
  readonly durability?: 'synced' | 'whole';
  readonly mode?: number;
  /** Folder for the temporary file, on the same file system. Default: that of the file, which is made when needed. */
  readonly temps?: string;
}

/** The path to which {@link publishFile} writes before the rename. */
export const tempPath = (path: string, pid: number): string => join(dirname(path), `.${basename(path)}.${pid}.tmp`);

export interface Temp {
  /** Name of the final file. */
  readonly of: string;
  readonly pid: number;
}

/** The inverse of {@link tempPath} for a name; null: it is not one of ours. */
export function tempNamed(name: string): Temp | null {
  const [, of, pid] = /^\.(.+)\.(\d+)\.tmp$/.exec(name) ?? [];
  return of === undefined ? null : { of, pid: Number(pid) };
}

type Files = readonly (readonly [path: string, content: string | Uint8Array])[];

/** @throws DurableError */
export function publishFile(path: string, content: string | Uint8Array, options: PublishOptions = {}): void {
  const { fs = nodeFileSystem, durability = 'synced' } = options;
  const changed = writeAndRename([[path, content]], { ...options, durability });
  // Folders are synced last, because the sync of a file often includes their names.
  if (durability === 'synced') for (const folder of changed) syncFolder(folder, fs);
}

/**
 * For files that nothing refers to yet. Each exists when this returns, and all of them are durable when the promise
 * resolves, with the folders that were made for them. They are synced in parallel, which takes a file system little
 * longer than one sync. Until then a power cut may leave them empty.
 *
 * @throws DurableError, or rejects with one.
 */
export function publishFilesLater(files: Files, options: Pick<PublishOptions, 'fs' | 'mode'> = {}): Promise<void> {
  const folders = writeAndRename(files, { ...options, durability: 'later' });
  const paths = [...files.map(([path]) => ({ path })), ...[...folders].map((path) => ({ path, isFolder: true }))];
  return syncAll(options.fs ?? nodeFileSystem, paths);
}

/** @returns the folders that contain new names. */
function writeAndRename(
  files: Files,
  options: Omit<PublishOptions, 'durability'> & Pick<NewFile, 'durability'>,
): Set<string> {
  const { fs = nodeFileSystem, durability, mode = FILE_MODE } = options;
  const changed = new Set<string>();
  for (const [path, content] of files) {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const { temps = dirname(path) } = options;
    const temp = tempPath(join(temps, basename(path)), process.pid);
    try {
      writeWhole({ fs, path: temp, bytes, durability, mode, changed });
      onDisk('rename', path, () => fs.rename(temp, path));
    } catch (error) {
      // Report the first error, not that the temporary file cannot be removed either.
      forgiving(ANY_REFUSAL, () => removeIfThere(fs, temp));
      throw error;
    }
    changed.add(dirname(path));
  }
  return changed;
}

/**
 * Creates a file under an unused name: of two processes that try, one succeeds.
 *
 * @returns false: the name is taken.
 * @throws DurableError; the file does not exist then.
 */
export function createFile(path: string, content: string, fs: FileSystem = nodeFileSystem): boolean {
  const bytes = Buffer.from(content, 'utf8');
  const changed = new Set<string>();
  let isMine = false;
  const made = (): void => {
    isMine = true;
  };
  try {
    writeWhole({ fs, path, bytes, durability: 'synced', mode: FILE_MODE, changed, flags: ONLY_NEW, made });
    for (const folder of changed.add(dirname(path))) syncFolder(folder, fs);
    return true;
  } catch (error) {
    if (isMine) forgiving(ANY_REFUSAL, () => removeIfThere(fs, path));
    else if (error instanceof DurableError && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Checks whether the bytes could be written. @throws DurableError */
export function writeAndRemove(path: string, bytes: Uint8Array, fs: FileSystem = nodeFileSystem): void {
  const temp = tempPath(path, process.pid);
  try {
    writeWhole({ fs, path: temp, bytes, durability: 'whole', mode: FILE_MODE, changed: new Set() });
  } finally {
    forgiving(ANY_REFUSAL, () => removeIfThere(fs, temp));
  }
}

/**
 * Publishes a file under an unused name. Unlike with {@link createFile}, it is complete as soon as it has the name.
 *
 * @returns false: the name is taken, and the existing file is kept.
 * @throws DurableError
 */
export function publishNewFile(path: string, content: string, fs: FileSystem = nodeFileSystem): boolean {
  const bytes = Buffer.from(content, 'utf8');
  const changed = new Set([dirname(path)]);
  const temp = tempPath(path, process.pid);
  let isMine = false;
  try {
    writeWhole({ fs, path: temp, bytes, durability: 'synced', mode: FILE_MODE, changed });
    isMine = isNamed(fs, temp, path);
  } finally {
    forgiving(ANY_REFUSAL, () => removeIfThere(fs, temp));
  }
  if (isMine) for (const folder of changed) syncFolder(folder, fs);
  return isMine;
}

function isNamed(fs: FileSystem, temp: string, path: string): boolean {
  try {
    onDisk('link', path, () => fs.link(temp, path));
    return true;
  } catch (error) {
    if (!(error instanceof DurableError) || (error.code !== 'EEXIST' && !NO_LINKS.includes(error.code))) throw error;
    // On a disk without hard links, checking first is the best that is possible.
    if (error.code === 'EEXIST' || statIfThere(fs, path) !== null) return false;
    onDisk('rename', path, () => fs.rename(temp, path));
    return true;
  }
}

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

const ANY_REFUSAL = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'EACCES', 'EPERM', 'EBUSY'];

interface NewFile {
  readonly fs: FileSystem;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** `later`: the caller syncs the file, and the folders that were made for it. */
  readonly durability: 'synced' | 'later' | 'whole';
  readonly mode: number;
  /** Collects the folders in which names were created. */
  readonly changed: Set<string>;
  readonly flags?: number;
  /** Called when the name is taken. */
  readonly made?: () => void;
}

function writeWhole({ fs, path, bytes, durability, mode, changed, flags = NEW_FILE, made }: NewFile): void {
  const open = (): number => fs.open(path, flags, mode);
  const fd = onDisk('open', path, () => {
    const first = forgiving(['ENOENT'], open);
    if (first !== null) return first;
    if (durability === 'whole') makeFolder(dirname(path), { fs, durability });
    else for (const folder of newFolders(dirname(path), fs)) changed.add(folder);
    return open();
  });
  made?.();
  let isOpen = true;
  try {
    writeAll(fs, { fd, path }, bytes);
    if (durability === 'synced') onDisk('fsync', path, () => fs.sync(fd));
    isOpen = false;
    onDisk('close', path, () => fs.close(fd));
  } finally {
    if (isOpen) closeQuietly(fs, fd);
  }
}

/**
 * Writes a file in place. For a few bytes that are ignored if incomplete, and for writers that may be killed before
 * anybody knows their pid, so that nobody would find their temporary file.
 *
 * @throws DurableError
 */
export function writeInPlace(path: string, text: string, fs: FileSystem = nodeFileSystem): void {
  const fd = onDisk('open', path, () => fs.open(path, NEW_FILE | NO_WAIT, FILE_MODE));
  try {
    writeAll(fs, { fd, path }, Buffer.from(text, 'utf8'));
  } finally {
    onDisk('close', path, () => fs.close(fd));
  }
}

/** For files whose content is already safe, or given up. */
export function closeQuietly(fs: FileSystem, fd: number): void {
  forgiving(ANY_REFUSAL, () => fs.close(fd));
}

export interface WriteTo {
  readonly fd: number;
  readonly path: string;
  /** Default: where the last write ended. */
  readonly position?: number;
}

/** Repeats until every byte is written: a single write may take fewer. */
export function writeAll(fs: FileSystem, to: WriteTo, bytes: Uint8Array): void {
  const { fd, path, position } = to;
  for (let done = 0; done < bytes.length; ) {
    const rest = done === 0 ? bytes : bytes.subarray(done);
    const at = position === undefined ? undefined : position + done;
    const written = onDisk('write', path, () => fs.write(fd, rest, at));
    if (written <= 0) onDisk('write', path, noProgress);
    done += written;
  }
}

function noProgress(): never {
  throw Object.assign(new Error('the system took no byte'), { code: 'EIO' });
}

/** Windows flushes only files that are open for writing. */
const FOR_SYNC = process.platform === 'win32' ? constants.O_RDWR : constants.O_RDONLY | constants.O_NOFOLLOW;
/** As many as Node's default number of threads. */
const AT_A_TIME = 4;

export interface ToSync {
  readonly path: string;
  readonly isFolder?: boolean;
}

/**
 * Makes the content of files and the names in folders survive a power cut. Parallel syncs share work of the file
 * system, and do not block this process.
 *
 * @throws DurableError of the first that failed, after all have ended.
 */
export async function syncAll(fs: FileSystem, all: readonly ToSync[]): Promise<void> {
  const queue = all.values();
  const lane = async (): Promise<void> => {
    for (const one of queue) await syncLater(fs, one);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(AT_A_TIME, all.length) }, lane));
  for (const end of lanes) if (end.status === 'rejected') throw end.reason;
}

async function syncLater(fs: FileSystem, { path, isFolder = false }: ToSync): Promise<void> {
  if (isFolder && !CAN_OPEN_FOLDERS) return;
  const fd = onDisk('open', path, () => fs.open(path, isFolder ? FOLDER : FOR_SYNC, 0));
  try {
    await onDiskLater('fsync', path, () => fs.syncLater(fd));
  } finally {
    onDisk('close', path, () => fs.close(fd));
  }
}

const CAN_OPEN_FOLDERS = process.platform !== 'win32';

/** Makes the names in a folder survive a power cut. */
export function syncFolder(path: string, fs: FileSystem = nodeFileSystem): void {
  if (!CAN_OPEN_FOLDERS) return;
  const fd = onDisk('open', path, () => fs.open(path, FOLDER, 0));
  try {
    onDisk('fsync', path, () => fs.sync(fd));
  } finally {
    onDisk('close', path, () => fs.close(fd));
  }
}

/** Makes a folder and its parents; existing ones stay as they are. @throws DurableError */
export function makeFolder(path: string, options: Pick<PublishOptions, 'fs' | 'durability'> = {}): void {
  const { fs = nodeFileSystem, durability = 'synced' } = options;
  if (durability === 'whole') onDisk('mkdir', path, () => madeFolders(path, fs));
  else for (const folder of newFolders(path, fs)) syncFolder(folder, fs);
}

function madeFolders(path: string, fs: FileSystem): void {
  try {
    fs.makeFolders(path);
  } catch (error) {
    // On a read-only disk, Node reports ENOENT for a recursive call; for a single folder it reports the true code.
    if (errorCode(error) !== 'ENOENT' || statIfThere(fs, dirname(path)) === null) throw error;
    fs.makeFolder(path);
  }
}

/**
 * Makes a folder and its parents.
 *
 * @returns the folders with new names, innermost first; the caller syncs them.
 * @throws DurableError
 */
export function newFolders(path: string, fs: FileSystem): readonly string[] {
  const made = onDisk('mkdir', path, () => {
    try {
      fs.makeFolder(path);
      return 'new';
    } catch (error) {
      if (statIfThere(fs, path) !== null) return 'there';
      if (dirname(path) === path || statIfThere(fs, dirname(path)) !== null) throw error;
      return 'no parent';
    }
  });
  if (made === 'there') return [];
  if (made === 'new') return [dirname(path)];
  const above = newFolders(dirname(path), fs);
  onDisk('mkdir', path, () => forgiving(['EEXIST'], () => fs.makeFolder(path)));
  return [dirname(path), ...above];
}

/**
 * Makes `segments` below `root` and checks each: a link in a repository must not lead our files out of the project.
 *
 * @throws DurableError with code ENOTDIR if one of them is a link or a file.
 */
export function makeFolderInside(root: string, segments: readonly string[], options: PublishOptions = {}): string {
  const { fs = nodeFileSystem } = options;
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    const stat = onDisk('stat', path, () => statIfThere(fs, path));
    if (stat === null) makeFolder(path, options);
    else if (stat.type !== 'folder') onDisk('mkdir', path, () => notFolder(path));
  }
  return path;
}

/**
 * The same check for a file of the project that is about to be published, without making anything.
 *
 * @throws DurableError with code ENOTDIR
 */
export function refuseLinks(root: string, file: string): void {
  const link = linkAbove(root, file);
  if (link !== null) onDisk('mkdir', join(root, link), () => notFolder(join(root, link)));
}

function notFolder(path: string): never {
  throw Object.assign(new Error(`${path} is not a folder`), { code: 'ENOTDIR' });
}
