/**
 * Runs test files: `node scripts/test.ts [--together] <pattern>…`.
 *
 * `--together`: all files in one process, which is many times faster. Temporary folders go to memory where the system
 * offers that: the unit tests sync thousands of files, and none of them asks a disk to survive a power cut.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';

const [first, ...rest] = process.argv.slice(2);
const isTogether = first === '--together';
const patterns = isTogether ? rest : [...(first === undefined ? [] : [first]), ...rest];
const options = isTogether ? ['--test-isolation=none'] : [];
const env = { ...process.env, ...(isTogether ? { TMPDIR: memoryFolder() ?? tmpdir() } : {}) };
const done = spawnSync(process.execPath, ['--test', ...options, ...patterns], { stdio: 'inherit', env });
process.exitCode = done.status ?? 128 + (done.signal ? constants.signals[done.signal] : 0);

/** null: there is none, or programs cannot be started from it. */
function memoryFolder(): string | null {
  try {
    const trial = mkdtempSync(path.join(MEMORY, 'trial-'));
    try {
      const program = path.join(trial, 'true');
      writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      return spawnSync(program).status === 0 ? MEMORY : null;
    } finally {
      rmSync(trial, { recursive: true });
    }
  } catch {
    // No such folder, or not for us: the disk does as well, only slower.
    return null;
  }
}
