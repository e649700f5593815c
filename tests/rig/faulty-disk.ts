/**
 * Disks that refuse: the operation of a given number on files of one project fails, once or from then on.
 *
 * Counted is everything that changes a disk, through {@link FileSystem} or not (stages and the log of events write by
 * `node:fs`). Projects whose path was not given are left alone, so several can be tried side by side.
 */
import fs, { constants } from 'node:fs';
import fsp from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { type FileSystem, nodeFileSystem } from '../../src/adapters/disk/file-system.ts';

/** `short`: only half of the bytes are written. */
export const TROUBLES = ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE', 'short'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Fault {
  /** From 1. */
  readonly at: number;
  readonly trouble: Trouble;
  readonly span: 'once' | 'lasting';
}

const NUMBERS = { ENOSPC: -28, EIO: -5, EDQUOT: -122, EROFS: -30, EMFILE: -24 } as const;
/** The troubles that each operation can have. */
const REFUSALS: Readonly<Record<string, readonly Trouble[]>> = {
  open: ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE'],
  write: ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'short'],
  other: ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS'],
};

/** The history of one project. */
export class Plan {
  readonly fault: Fault | null;
  /** `<operation> <path>` of every operation so far. */
  readonly operations: string[] = [];
  /** The first refused operation. */
  struck: string | null = null;

  constructor(fault: Fault | null) {
    this.fault = fault;
  }

  /** @returns the trouble of this operation; null: none. */
  next(operation: string, file: string): Trouble | null {
    this.operations.push(`${operation} ${file}`);
    const [nth, fault] = [this.operations.length, this.fault];
    if (fault === null || (fault.span === 'lasting' ? nth < fault.at : nth !== fault.at)) return null;
    // A full disk still removes files; a broken one refuses that too.
    const isRemoval = operation === 'remove';
    if (isRemoval && (fault.trouble === 'ENOSPC' || fault.trouble === 'EDQUOT')) return null;
    const possible = REFUSALS[operation] ?? REFUSALS.other ?? [];
    const trouble = possible.includes(fault.trouble) ? fault.trouble : fault.trouble === 'short' ? null : 'EIO';
    if (trouble !== null) this.struck ??= `${operation} ${file}`;
    return trouble;
  }
}

/** Like the error of the system: EDQUOT without a name. */
function refusal(trouble: Exclude<Trouble, 'short'>, syscall: string, file: string): Error {
  const errno = NUMBERS[trouble];
  const code = trouble === 'EDQUOT' ? 'Unknown system error -122' : trouble;
  return Object.assign(new Error(`${code}: ${syscall} '${file}'`), { code, errno, syscall, path: file });
}

/** Replaces the real file system until it is disposed of. */
export class FaultyDisks implements Disposable {
  readonly #plans = new Map<string, Plan>();
  readonly #open = new Map<number, { readonly file: string; readonly isChange: boolean }>();
  readonly #real: FileSystem = { ...nodeFileSystem };
  readonly #node = { writeFileSync: fs.writeFileSync, appendFile: fsp.appendFile };

  constructor() {
    Object.assign(nodeFileSystem, this.#files());
    this.#patchNode();
  }

  [Symbol.dispose](): void {
    Object.assign(nodeFileSystem, this.#real);
    const { appendFile, writeFileSync } = this.#node;
    Object.assign(fs, { writeFileSync });
    Object.assign(fsp, { appendFile });
    syncBuiltinESMExports();
  }

  /** @param root of a project. */
  set(root: string, fault: Fault | null): Plan {
    const plan = new Plan(fault);
    this.#plans.set(root, plan);
    return plan;
  }

  /** For a finished project: each operation searches all known projects for its own. */
  forget(root: string): void {
    this.#plans.delete(root);
  }

  #planOf(file: string): Plan | null {
    for (const [root, plan] of this.#plans) if (file.startsWith(`${root}/`)) return plan;
    return null;
  }

  #guard(operation: string, file: string): Trouble | null {
    const plan = this.#planOf(file);
    if (plan === null) return null;
    const trouble = plan.next(operation, file);
    if (trouble === null || trouble === 'short') return trouble;
    throw refusal(trouble, operation, file);
  }

  #files(): FileSystem {
    const real = this.#real;
    const onFile = (operation: string, fd: number): Trouble | null => {
      const open = this.#open.get(fd);
      return open ? this.#guard(operation, open.file) : null;
    };
    return {
      ...real,
      open: (file, flags, mode) => {
        const isWrite = (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
        if (isWrite) this.#guard('open', file);
        const fd = real.open(file, flags, mode);
        // A folder is opened to be synced. Files that are only read are closed without trouble.
        const isChange = isWrite || (flags & constants.O_DIRECTORY) !== 0;
        this.#open.set(fd, { file, isChange });
        return fd;
      },
      write: (fd, bytes, position) => {
        const isShort = onFile('write', fd) === 'short';
        return real.write(fd, isShort ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes, position);
      },
      sync: (fd) => void onFile('fsync', fd),
      syncLater: async (fd) => void onFile('fsync', fd),
      syncData: (fd) => void onFile('fdatasync', fd),
      syncDataLater: async (fd) => void onFile('fdatasync', fd),
      close: (fd) => {
        const open = this.#open.get(fd);
        this.#open.delete(fd);
        real.close(fd); // the descriptor is closed even if this fails
        if (open?.isChange) this.#guard('close', open.file);
      },
      rename: (from, to) => {
        this.#guard('rename', to);
        real.rename(from, to);
      },
      link: (from, to) => {
        this.#guard('link', to);
        real.link(from, to);
      },
      remove: (file) => {
        this.#guard('remove', file);
        real.remove(file);
      },
      makeFolder: (folder) => {
        this.#guard('mkdir', folder);
        real.makeFolder(folder);
      },
      makeFolders: (folder) => {
        this.#guard('mkdir', folder);
        real.makeFolders(folder);
      },
      copy: async (from, to) => {
        this.#guard('copy', to);
        await real.copy(from, to);
      },
      removeTree: async (folder) => {
        this.#guard('remove', folder);
        await real.removeTree(folder);
      },
    };
  }

  #patchNode(): void {
    const { writeFileSync, appendFile } = this.#node;
    const guard = (operation: string, file: unknown): void => {
      if (typeof file === 'string') this.#guard(operation, file);
    };
    Object.assign(fs, {
      writeFileSync: (...args: Parameters<typeof writeFileSync>) => {
        guard('write', args[0]);
        writeFileSync(...args);
      },
    });
    Object.assign(fsp, {
      appendFile: async (...args: Parameters<typeof appendFile>) => {
        guard('write', args[0]);
        await appendFile(...args);
      },
    });
    syncBuiltinESMExports();
  }
}
