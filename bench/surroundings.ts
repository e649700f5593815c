/** What influences the figures besides the competitors: the machine, and the disk of the folder. */
import { closeSync, fsyncSync, openSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { median } from './statistics.ts';

export interface Surroundings {
  readonly node: string;
  readonly processors: string;
  readonly folder: string;
  /** Median time to replace a file of 4 KB durably, so that it survives a power cut. */
  readonly replaceMs: number;
  readonly isInMemory: boolean;
  /** Load average of the last minute, before the bench began. */
  readonly load: number;
  readonly isBusy: boolean;
}

const MEMORY_FILE_SYSTEM = 0x01021994;
const REPLACEMENTS = 30;
const PAGE = 'x'.repeat(4096);

export function surroundingsOf(folder: string): Surroundings {
  const [processor] = cpus();
  const [load = 0] = loadavg();
  return {
    node: process.versions.node,
    processors: `${cpus().length} x ${processor?.model ?? 'unknown processor'}`,
    folder,
    replaceMs: median(Array.from({ length: REPLACEMENTS }, () => replaceMs(folder))),
    isInMemory: statfsSync(folder).type === MEMORY_FILE_SYSTEM,
    load,
    isBusy: load > cpus().length / 2,
  };
}

function replaceMs(folder: string): number {
  const file = path.join(folder, 'replaced');
  const begun = performance.now();
  writeFileSync(`${file}.tmp`, PAGE, { flush: true });
  renameSync(`${file}.tmp`, file);
  const fd = openSync(folder, 'r');
  fsyncSync(fd);
  closeSync(fd);
  return performance.now() - begun;
}
