/**
 * A minimal WASI machine with a few files in memory: enough for a program that turns text into sound.
 *
 * No environment, no clock (it stands still), no random numbers, no disk, no network: the same files give the same
 * files. A program that ended normally runs again in the same memory, reset to its state before the first run: creating
 * a new instance with 17 MB takes a fifth of the time of a sentence.
 *
 * W1. The program sees the files that it was given and those that it made itself, and nothing else.
 * W2. Files that it writes are bounded: above {@link MOST_BYTES} it gets "no space left".
 */
import { InternalError } from '../../../model/brand.ts';

/** The parts that are used here: the types of Node leave them to those of browsers. */
declare global {
  namespace WebAssembly {
    class Module {
      private readonly module: never;
    }
    class Memory {
      constructor(size: { readonly initial: number });
      readonly buffer: ArrayBuffer;
    }
    class RuntimeError extends Error {}
    function compile(bytes: Uint8Array): Promise<Module>;
    function instantiate(
      module: Module,
      imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    ): Promise<{ readonly exports: Readonly<Record<string, unknown>> }>;
  }
}

export interface WasiRun {
  /** Name of the program, then its arguments. */
  readonly argv: readonly string[];
  /** Name -> content. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

export interface WasiEnd {
  readonly exitCode: number;
  /** The files given, and those made. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const MOST_BYTES = 256 * 1024 * 1024;
/** File descriptor of the folder that contains all files; those of files follow. */
const FOLDER = 3;
const ERRNO = { badDescriptor: 8, noEntry: 44, noSpace: 51, invalid: 28 };
const FILE_TYPE = { device: 2, folder: 3, file: 4 };
const CREATE = 1;

interface File {
  bytes: Uint8Array;
  size: number;
}
interface Open {
  readonly file: File;
  at: number;
}

/** Thrown through the program's frames when it calls `exit`. */
class Exit extends Error {
  override readonly name = 'Exit';
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

export class WasiProgram {
  readonly #module: WebAssembly.Module;
  #idle: Instance | null = null;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** Runs the program to its end, synchronously. @throws WebAssembly.RuntimeError if it crashes. */
  async run({ argv, files }: WasiRun): Promise<WasiEnd> {
    const instance = this.#taken() ?? (await instanceOf(this.#module));
    const { machine } = instance;
    machine.begin(argv, files);
    const exitCode = this.#exitCodeOf(instance);
    return { exitCode, files: machine.contents() };
  }

  #taken(): Instance | null {
    const instance = this.#idle;
    this.#idle = null;
    if (instance === null) return null;
    const bytes = new Uint8Array(instance.machine.memory.buffer);
    bytes.set(instance.untouched);
    bytes.fill(0, instance.untouched.length); // it may have grown
    return instance;
  }

  /**
   * After `exit` or a crash the instance is not reused: its stack is not unwound, and resetting memory does not help.
   */
  #exitCodeOf(instance: Instance): number {
    try {
      instance.start();
      this.#idle = instance;
      return 0;
    } catch (error) {
      if (error instanceof Exit) return error.code;
      throw error;
    }
  }
}

interface Instance {
  readonly machine: Machine;
  readonly start: () => unknown;
  /** Its memory before the first run. */
  readonly untouched: Uint8Array;
}

async function instanceOf(module: WebAssembly.Module): Promise<Instance> {
  const machine = new Machine();
  const { exports } = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: machine.calls() });
  const { memory, _start: start } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof start !== 'function')
    throw new InternalError('it is no program');
  machine.memory = memory;
  return { machine, start: () => start(), untouched: new Uint8Array(memory.buffer).slice() };
}

class Machine {
  memory = new WebAssembly.Memory({ initial: 0 });
  readonly #files = new Map<string, File>();
  readonly #open = new Map<number, Open>();
  #argv: readonly Uint8Array[] = [];
  #next = FOLDER + 1;

  begin(argv: readonly string[], files: Readonly<Record<string, Uint8Array>>): void {
    this.#files.clear();
    for (const [name, bytes] of Object.entries(files)) this.#files.set(name, { bytes, size: bytes.length });
    this.#open.clear();
    this.#next = FOLDER + 1;
    this.#argv = argv.map((argument) => new TextEncoder().encode(`${argument}\0`));
  }

  contents(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#files].map(([name, { bytes, size }]) => [name, bytes.subarray(0, size)]));
  }

  /** @source WASI preview 1: the calls that such a program makes. */
  calls(): Readonly<Record<string, unknown>> {
    return {
      args_sizes_get: (count: number, size: number) => this.#argumentSizes(count, size),
      args_get: (pointers: number, text: number) => this.#arguments(pointers, text),
      clock_time_get: (_clock: number, _precision: bigint, to: number) => this.#put64(to, 0n),
      fd_close: (fd: number) => (this.#open.delete(fd) ? 0 : ERRNO.badDescriptor),
      fd_fdstat_get: (fd: number, to: number) => this.#describe(fd, to),
      fd_fdstat_set_flags: () => 0,
      fd_prestat_get: (fd: number, to: number) => this.#folder(fd, to),
      fd_prestat_dir_name: (_fd: number, to: number) => this.#folderName(to),
      fd_read: (fd: number, list: number, count: number, to: number) => this.#read(fd, { list, count, to }),
      fd_seek: (fd: number, by: bigint, from: number, to: number) => this.#seek(fd, { by: Number(by), from, to }),
      fd_write: (fd: number, list: number, count: number, to: number) => this.#write(fd, { list, count, to }),
      path_open: (
        _fd: number,
        _flags: number,
        name: number,
        length: number,
        mode: number,
        _rights: bigint,
        _inherited: bigint,
        _fdFlags: number,
        to: number,
      ) => this.#openFile(this.#text(name, length), { mode, to }),
      proc_exit: (code: number) => {
        throw new Exit(code);
      },
    };
  }

  // The buffer moves when the memory grows, so views are created for each call.
  get #view(): DataView {
    return new DataView(this.memory.buffer);
  }
  get #bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer);
  }
  #put32(to: number, value: number): number {
    this.#view.setUint32(to, value, true);
    return 0;
  }
  #put64(to: number, value: bigint): number {
    this.#view.setBigUint64(to, value, true);
    return 0;
  }
  #text(at: number, length: number): string {
    return new TextDecoder().decode(this.#bytes.slice(at, at + length));
  }

  #argumentSizes(count: number, size: number): number {
    this.#put32(count, this.#argv.length);
    const total = this.#argv.reduce((sum, { length }) => sum + length, 0);
    return this.#put32(size, total);
  }

  #arguments(pointers: number, text: number): number {
    let to = text;
    for (const [i, argument] of this.#argv.entries()) {
      this.#put32(pointers + 4 * i, to);
      this.#bytes.set(argument, to);
      to += argument.length;
    }
    return 0;
  }

  #describe(fd: number, to: number): number {
    if (fd > FOLDER && !this.#open.has(fd)) return ERRNO.badDescriptor;
    const type = fd === FOLDER ? FILE_TYPE.folder : fd < FOLDER ? FILE_TYPE.device : FILE_TYPE.file;
    this.#put64(to, BigInt(type));
    this.#put64(to + 8, 0xffff_ffff_ffff_ffffn);
    return this.#put64(to + 16, 0xffff_ffff_ffff_ffffn);
  }

  #folder(fd: number, to: number): number {
    if (fd !== FOLDER) return ERRNO.badDescriptor;
    this.#put32(to, 0);
    return this.#put32(to + 4, 1);
  }

  #folderName(to: number): number {
    this.#bytes.set([0x2f], to);
    return 0;
  }

  #openFile(name: string, { mode, to }: { readonly mode: number; readonly to: number }): number {
    if ((mode & CREATE) !== 0) this.#files.set(name, { bytes: new Uint8Array(65_536), size: 0 });
    const file = this.#files.get(name);
    if (file === undefined) return ERRNO.noEntry;
    this.#open.set(this.#next, { file, at: 0 });
    this.#put32(to, this.#next);
    this.#next += 1;
    return 0;
  }

  #seek(fd: number, { by, from, to }: { readonly by: number; readonly from: number; readonly to: number }): number {
    const open = this.#open.get(fd);
    if (open === undefined) return ERRNO.badDescriptor;
    const at = by + (from === 0 ? 0 : from === 1 ? open.at : open.file.size);
    if (at < 0 || at > MOST_BYTES) return ERRNO.invalid;
    open.at = at;
    return this.#put64(to, BigInt(at));
  }

  /** The memory ranges that a read or a write refers to. */
  #pieces({ list, count }: { readonly list: number; readonly count: number }): { at: number; length: number }[] {
    const view = this.#view;
    return Array.from({ length: count }, (_, i) => ({
      at: view.getUint32(list + 8 * i, true),
      length: view.getUint32(list + 8 * i + 4, true),
    }));
  }

  #read(fd: number, asked: { readonly list: number; readonly count: number; readonly to: number }): number {
    const open = this.#open.get(fd);
    if (open === undefined) return fd < FOLDER ? this.#put32(asked.to, 0) : ERRNO.badDescriptor;
    let total = 0;
    for (const { at, length } of this.#pieces(asked)) {
      const part = open.file.bytes.subarray(open.at, Math.min(open.at + length, open.file.size));
      this.#bytes.set(part, at);
      open.at += part.length;
      total += part.length;
    }
    return this.#put32(asked.to, total);
  }

  /** Standard output and error are dropped. */
  #write(fd: number, asked: { readonly list: number; readonly count: number; readonly to: number }): number {
    const open = this.#open.get(fd);
    if (open === undefined && fd >= FOLDER) return ERRNO.badDescriptor;
    let total = 0;
    for (const { at, length } of this.#pieces(asked)) {
      if (open !== undefined && !append(open, this.#bytes.subarray(at, at + length))) return ERRNO.noSpace;
      total += length;
    }
    return this.#put32(asked.to, total);
  }
}

function append(open: Open, part: Uint8Array): boolean {
  const { file } = open;
  const end = open.at + part.length;
  if (end > MOST_BYTES) return false;
  if (end > file.bytes.length) {
    const grown = new Uint8Array(Math.max(file.bytes.length * 2, end));
    grown.set(file.bytes.subarray(0, file.size));
    file.bytes = grown;
  }
  file.bytes.set(part, open.at);
  open.at = end;
  file.size = Math.max(file.size, end);
  return true;
}
