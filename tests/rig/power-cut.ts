/**
 * A disk that loses what was not synced: records every operation of one run, and shows after each of them what a power
 * cut at that moment could leave.
 *
 * It assumes only what POSIX promises:
 *
 * 1. A file keeps its content of the last fsync; later writes survive in whole, in part or not at all.
 * 2. A name survives once its folder was synced; before that each change of names survives or does not.
 * 3. A rename is one change: both names or none. (Every journaling file system guarantees that.)
 *
 * Files made by others (stages) are included when they are first opened or moved, as unsynced files. Files that are
 * never seen here (locks, the log of events) are gone after the cut.
 */
import { constants, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type FileSystem, nodeFileSystem } from '../../src/adapters/disk/file-system.ts';
import type { Luck } from './luck.ts';

interface FileNode {
  readonly type: 'file';
  data: Buffer;
  /** null: never. */
  synced: Buffer | null;
}

interface FolderNode {
  readonly type: 'folder';
  readonly names: Map<string, Node>;
  readonly synced: Map<string, Node>;
}

type Node = FileNode | FolderNode;

/** `node` null: the name is removed. */
interface NameChange {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: Node | null;
}

/** Project path -> content; null: a folder. */
export type Image = ReadonlyMap<string, Buffer | null>;

/**
 * `all`: everything arrived, as after a SIGKILL. `synced`: only what was synced. `torn`: all names, and the first half
 * of bytes that were not synced. `luck`: decided at random for each.
 */
export const CUTS = ['all', 'synced', 'torn', 'luck'] as const;
export type Cut = (typeof CUTS)[number];

interface OpenFile {
  readonly node: Node;
  at: number;
  readonly isAppending: boolean;
}

/** Takes time like a thread, so that code that does not await it continues meanwhile. */
async function later(): Promise<void> {
  for (let i = 0; i < TURNS; i += 1) await turn();
}

const TURNS = 8;

type Step = (operation: string, file: string) => void;

export class FragileDisk implements Disposable {
  readonly #root: string;
  readonly #top: FolderNode;
  readonly #real: FileSystem = { ...nodeFileSystem };
  readonly #step: Step;
  readonly #open = new Map<number, OpenFile>();
  /** Changes of names that are not synced yet. */
  #pending: (readonly NameChange[])[] = [];

  /** Replaces the real file system until disposed of. @param step is called after each change of the disk. */
  constructor(root: string, step: Step) {
    this.#root = root;
    this.#step = step;
    this.#top = newFolder();
    this.#takeIn(root, this.#top);
    for (const { folder, name, node } of this.#pending.flat()) {
      if (node) folder.synced.set(name, node);
      if (node?.type === 'file') node.synced = node.data;
    }
    this.#pending = [];
    Object.assign(nodeFileSystem, this.#files());
  }

  [Symbol.dispose](): void {
    Object.assign(nodeFileSystem, this.#real);
  }

  /** What a power cut at this moment could leave. */
  cut(how: Cut, luck: Luck): Image {
    const image = new Map<string, Buffer | null>();
    const late = this.#pending.filter(() => how === 'all' || how === 'torn' || (how === 'luck' && luck.chance(0.5)));
    const content = (file: FileNode): Buffer => {
      const [old, now] = [file.synced ?? EMPTY, file.data];
      if (old === now || how === 'all') return now;
      if (how === 'synced') return old;
      const { torn, ways } = tornWays(old, now);
      return how === 'torn' ? torn : luck.pick(ways);
    };
    const list = (folder: FolderNode, at: string): void => {
      const names = new Map(folder.synced);
      for (const change of late.flat()) {
        if (change.folder !== folder) continue;
        if (change.node) names.set(change.name, change.node);
        else names.delete(change.name);
      }
      for (const [name, node] of names) {
        const file = path.posix.join(at, name);
        image.set(file, node.type === 'file' ? content(node) : null);
        if (node.type === 'folder') list(node, file);
      }
    };
    list(this.#top, '');
    return image;
  }

  #files(): FileSystem {
    const real = this.#real;
    return {
      ...real,
      open: (file, flags, mode) => {
        const isThere = this.#find(file) !== null;
        const fd = real.open(file, flags, mode);
        this.#opened(fd, file, flags);
        if (!isThere || (flags & constants.O_TRUNC) !== 0) this.#step('open', file);
        return fd;
      },
      write: (fd, bytes, position) => {
        const count = real.write(fd, bytes, position);
        this.#written(fd, bytes.subarray(0, count), position);
        return count;
      },
      sync: (fd) => this.#synced(fd, 'fsync'),
      syncLater: (fd) => later().then(() => this.#synced(fd, 'fsync')),
      syncData: (fd) => this.#synced(fd, 'fdatasync'),
      syncDataLater: (fd) => later().then(() => this.#synced(fd, 'fdatasync')),
      close: (fd) => {
        real.close(fd);
        this.#open.delete(fd);
      },
      ...this.#names(),
    };
  }

  /** Operations on names. */
  #names(): Pick<FileSystem, 'rename' | 'link' | 'remove' | 'makeFolder' | 'makeFolders' | 'copy' | 'removeTree'> {
    const real = this.#real;
    return {
      rename: (from, to) => {
        const node = this.#known(from);
        if (node?.type === 'folder') this.#takeIn(from, node);
        real.rename(from, to);
        if (node) this.#change(['rename', to], { [from]: null, [to]: node });
      },
      link: (from, to) => {
        const node = this.#known(from);
        real.link(from, to);
        if (node) this.#change(['link', to], { [to]: node });
      },
      remove: (file) => {
        real.remove(file);
        this.#change(['remove', file], { [file]: null });
      },
      makeFolder: (folder) => {
        real.makeFolder(folder);
        this.#change(['mkdir', folder], { [folder]: newFolder() });
      },
      makeFolders: (folder) => {
        real.makeFolders(folder);
        this.#known(folder);
      },
      copy: async (from, to) => {
        await real.copy(from, to);
        this.#change(['copy', to], { [to]: { type: 'file', data: readFileSync(to), synced: null } });
      },
      removeTree: async (folder) => {
        await real.removeTree(folder);
        if (this.#find(folder)) this.#change(['rm', folder], { [folder]: null });
      },
    };
  }

  #opened(fd: number, file: string, flags: number): void {
    const node = this.#known(file);
    if (node === null) return;
    if (node.type === 'file') {
      // What a stage has written since it was last read.
      const now = readFileSync(file);
      if (!now.equals(node.data)) node.data = now;
    }
    const isAppending = (flags & constants.O_APPEND) !== 0;
    this.#open.set(fd, { node, at: 0, isAppending });
  }

  #written(fd: number, bytes: Uint8Array, position: number | undefined): void {
    const open = this.#open.get(fd);
    if (open?.node.type !== 'file') return;
    const { node } = open;
    const at = open.isAppending ? node.data.length : (position ?? open.at);
    // A new buffer, since images keep the old one.
    node.data = Buffer.concat([node.data.subarray(0, at), bytes, node.data.subarray(at + bytes.length)]);
    if (position === undefined) open.at = at + bytes.length;
    this.#step('write', this.#nameOf(node));
  }

  #synced(fd: number, operation: string): void {
    const node = this.#open.get(fd)?.node;
    if (node === undefined) return;
    if (node.type === 'file') node.synced = node.data;
    else this.#settle(node);
    this.#step(operation, this.#nameOf(node));
  }

  /** Syncing a folder makes each change that concerns it durable as a whole. */
  #settle(folder: FolderNode): void {
    const touches = (changes: readonly NameChange[]): boolean => changes.some((change) => change.folder === folder);
    for (const { folder: at, name, node } of this.#pending.filter(touches).flat()) {
      if (node) at.synced.set(name, node);
      else at.synced.delete(name);
    }
    this.#pending = this.#pending.filter((changes) => !touches(changes));
  }

  #change([operation, subject]: readonly [string, string], names: Readonly<Record<string, Node | null>>): void {
    const changes: NameChange[] = [];
    for (const [file, node] of Object.entries(names)) {
      const folder = this.#known(path.dirname(file));
      if (folder?.type !== 'folder') continue;
      const name = path.basename(file);
      if (node) folder.names.set(name, node);
      else folder.names.delete(name);
      changes.push({ folder, name, node });
    }
    if (changes.length > 0) this.#pending.push(changes);
    this.#step(operation, path.relative(this.#root, subject));
  }

  /** null: never seen here, or outside of the project. */
  #find(file: string): Node | null {
    let node: Node | undefined = this.#top;
    for (const name of this.#segments(file) ?? [null]) {
      node = name !== null && node?.type === 'folder' ? node.names.get(name) : undefined;
    }
    return node ?? null;
  }

  /** The same, but includes what is on the real disk. */
  #known(file: string): Node | null {
    const segments = this.#segments(file);
    if (segments === null) return null;
    let folder: Node = this.#top;
    let at = this.#root;
    for (const name of segments) {
      if (folder.type !== 'folder') return null;
      at = path.join(at, name);
      const there: Node | null = folder.names.get(name) ?? this.#foreign(folder, at);
      if (there === null) return null;
      folder = there;
    }
    return folder;
  }

  #foreign(folder: FolderNode, file: string): Node | null {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile() && !stat?.isDirectory()) return null;
    const node: Node = stat.isFile() ? { type: 'file', data: readFileSync(file), synced: null } : newFolder();
    const name = path.basename(file);
    folder.names.set(name, node);
    this.#pending.push([{ folder, name, node }]);
    return node;
  }

  #takeIn(at: string, folder: FolderNode): void {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name);
      if (!entry.isFile() && !entry.isDirectory()) continue;
      const node = folder.names.get(entry.name) ?? this.#foreign(folder, file);
      if (node?.type === 'folder') this.#takeIn(file, node);
    }
  }

  #segments(file: string): readonly string[] | null {
    const relative = path.relative(this.#root, file);
    if (relative.startsWith('..') || path.isAbsolute(relative)) return null;
    return relative === '' ? [] : relative.split(path.sep);
  }

  #nameOf(wanted: Node): string {
    const search = (folder: FolderNode, at: string): string | null => {
      for (const [name, node] of folder.names) {
        const file = path.posix.join(at, name);
        if (node === wanted) return file;
        const below = node.type === 'folder' ? search(node, file) : null;
        if (below !== null) return below;
      }
      return null;
    };
    return search(this.#top, '') ?? '.';
  }
}

/** What can be left of a file with content `old` at its last sync and `now` afterwards. */
function tornWays(old: Buffer, now: Buffer): { readonly torn: Buffer; readonly ways: readonly Buffer[] } {
  // Bytes that were not rewritten are safe.
  const safe = commonStart(old, now);
  const end = now.length > old.length ? now.length : now.length - commonStart(reversed(old), reversed(now));
  const cut = safe + Math.floor(Math.max(0, end - safe) / 2);
  const half = Buffer.concat([now.subarray(0, cut), old.subarray(cut)]);
  // The new length arrived, the second half of the bytes did not.
  const zeros = Buffer.concat([half, Buffer.alloc(Math.max(0, now.length - half.length))]);
  return { torn: zeros, ways: [old, half, zeros, now, ...(safe === 0 ? [EMPTY] : [])] };
}

function commonStart(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i += 1) if (a[i] !== b[i]) return i;
  return most;
}

const reversed = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse();

const EMPTY = Buffer.alloc(0);
const newFolder = (): FolderNode => ({ type: 'folder', names: new Map(), synced: new Map() });
