/** What tests of the adapters share: a temporary folder, files that fail on demand, small checkpoints and records. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckpointCheck } from '../../src/adapters/checkpoint/text.ts';
import { type FileSystem, nodeFileSystem } from '../../src/adapters/disk/file-system.ts';
import { createRunStore, type RunStoreOptions } from '../../src/adapters/run-store.ts';
import { epochMs, err, ok, runId } from '../../src/model/brand.ts';
import type { Checkpoint, CheckpointStage, SealedCheckpoint } from '../../src/model/checkpoint.ts';
import type { JournalRecord } from '../../src/model/event.ts';
import { OWN_UID } from '../rig/own-uid.ts';

/** In memory where the system offers that: these tests make and remove thousands of files. */
const MEMORY = '/dev/shm';
const BASE = existsSync(MEMORY) ? MEMORY : tmpdir();

/** A folder that is gone at the end of the scope. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(BASE, 'pipeline-runner-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export type Operation = keyof FileSystem;
export type Trouble = 'ENOSPC' | 'EIO' | 'EDQUOT' | 'EROFS' | 'EMFILE' | 'short';

/** EDQUOT as libuv gives it: without a name. */
const systemError = (code: string): Error =>
  code === 'EDQUOT'
    ? Object.assign(new Error('Unknown system error -122'), { code: 'Unknown system error -122', errno: -122 })
    : Object.assign(new Error(code), { code, errno: -1 });

export interface Failing extends FileSystem {
  /** How often the operation was asked for so far. */
  readonly calls: Map<Operation, number>;
}

/**
 * The real files, but call number `at` (from 1) of `operation` fails, and all later ones too if `lasting`.
 * `short`: that write takes half of its bytes. Syncs that do not fail do nothing, which a test cannot see and is fast.
 */
export function failingFiles(fault: {
  operation: Operation;
  at: number;
  trouble: Trouble;
  span?: 'once' | 'lasting';
}): Failing {
  const calls = new Map<Operation, number>();
  const strikes = (operation: Operation): boolean => {
    const count = (calls.get(operation) ?? 0) + 1;
    calls.set(operation, count);
    if (operation !== fault.operation) return false;
    return fault.span === 'lasting' ? count >= fault.at : count === fault.at;
  };
  const guard = <A extends unknown[], R>(operation: Operation, real: (...args: A) => R): ((...args: A) => R) => {
    return (...args) => {
      if (strikes(operation)) throw systemError(fault.trouble);
      return real(...args);
    };
  };
  const later = <A extends unknown[], R>(operation: Operation, real: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (strikes(operation)) throw systemError(fault.trouble);
      return real(...args);
    };
  };
  const real = nodeFileSystem;
  return {
    calls,
    open: guard('open', real.open),
    write: (fd, bytes, position) => {
      if (!strikes('write')) return real.write(fd, bytes, position);
      if (fault.trouble !== 'short') throw systemError(fault.trouble);
      return real.write(fd, bytes.subarray(0, Math.ceil(bytes.length / 2)), position);
    },
    read: guard('read', real.read),
    sync: guard('sync', nothing),
    syncLater: later('syncLater', nothingLater),
    syncData: guard('syncData', nothing),
    syncDataLater: later('syncData', nothingLater),
    close: guard('close', real.close),
    rename: guard('rename', real.rename),
    link: guard('link', real.link),
    remove: guard('remove', real.remove),
    makeFolder: guard('makeFolder', real.makeFolder),
    makeFolders: guard('makeFolders', real.makeFolders),
    stat: guard('stat', real.stat),
    list: guard('list', real.list),
    setMode: guard('setMode', real.setMode),
    touch: guard('touch', real.touch),
    copy: later('copy', real.copy),
    removeTree: later('removeTree', real.removeTree),
  };
}

const nothing = (_fd: number): void => {};
const nothingLater = async (_fd: number): Promise<void> => {};

/** For tests that save often and are not about durability. */
export const quickFiles: FileSystem = {
  ...nodeFileSystem,
  sync: nothing,
  syncLater: nothingLater,
  syncData: nothing,
  syncDataLater: nothingLater,
};

export const RUN = runId('ep001');
export const UID = OWN_UID;

export function checkpointOf(serial: number, more: Partial<Checkpoint> = {}): Checkpoint {
  const stages: Record<string, CheckpointStage> = { ideation: { status: 'completed', duration_ms: serial } };
  return {
    version: 1,
    run: RUN,
    uid: UID,
    serial,
    pipeline: { name: 'podcast', digest: `sha256:${'0'.repeat(64)}` },
    status: 'running',
    generation: 1,
    created_at: '2026-11-21T00:00:00.000Z',
    progress: { completed: 1, total: 2, percent: 50 },
    cost: { usd_micros: 0, at_most_usd_micros: 0, tokens: 0 },
    executions: [],
    stages,
    ...more,
  };
}

export function recordOf(serial: number, more: Partial<JournalRecord> = {}): JournalRecord {
  return { run: RUN, uid: UID, serial, events: [{ type: 'run-unpaused', at: epochMs(serial) }], ...more };
}

/** As much of the schema as these tests need. */
export const anyCheckpoint: CheckpointCheck = (value) => (isCheckpoint(value) ? ok(value) : err('stages are missing'));

const isCheckpoint = (value: unknown): value is SealedCheckpoint =>
  typeof value === 'object' && value !== null && 'stages' in value && 'serial' in value;

let drivers = 0;

/** A store as one process has it; several of them stand for several processes. */
export function storeIn(root: string, more: Partial<RunStoreOptions> = {}): ReturnType<typeof createRunStore> {
  drivers += 1;
  return createRunStore({
    root,
    driver: `driver${drivers}`,
    holder: { pid: process.pid, host: 'here', command: 'pipeline-runner run' },
    now: () => new Date(0),
    loadCheck: async () => anyCheckpoint,
    fs: quickFiles,
    ...more,
  });
}
