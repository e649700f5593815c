/** Disks that are really full: below the project, and behind what the command prints. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { PROGRAM } from '../rig/program.ts';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 120_000 };
const BODY = path.join(import.meta.dirname, 'fixtures/full-disk.ts');
const FULL = '/dev/full';

/** A file system of 4 MiB that nobody else sees and that goes with the process; null: we may not make one. */
function smallDisk(folder: string): readonly [string, ...string[]] | null {
  const mount = ['sh', '-c', 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"', folder] as const;
  for (const own of [
    ['unshare', '-m'],
    ['unshare', '-rm'],
  ] as const) {
    if (spawnSync(own[0], [...own.slice(1), ...mount, 'true']).status === 0) return [...own, ...mount];
  }
  return null;
}

test(
  'on a disk that is really full, at every level, a run stops with a clear message and continues later',
  LIMIT,
  async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'runner-disk-'));
    try {
      const disk = smallDisk(folder);
      if (disk === null) return t.skip('this user may not mount a file system');
      const [program, ...args] = [...disk, process.execPath, '--test', BODY];
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const child = spawn(program, args, { env: { ...env, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const [code] = (await once(child, 'close')) as [number | null];
      assert.equal(code, 0, said);
      t.diagnostic(/\{"[^\n]*\}/.exec(said)?.[0] ?? '');
    } finally {
      rmdirSync(folder);
    }
  },
);

test('a run whose output cannot be written runs to its end and says so', {
  ...LIMIT,
  skip: !existsSync(FULL),
}, async () => {
  for (const how of [[], ['--json']]) {
    await using project = await TestProject.make({
      pipeline: { stages: { one: stage(), two: stage({ needs: ['one'] }) } },
    });
    const full = openSync(FULL, 'w');
    const child = spawn(process.execPath, [PROGRAM, 'run', 'r', ...how], {
      cwd: project.root,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 1, err);
    assert.equal(err.split('error[disk/full]').length, 2, err);
    assert.doesNotMatch(err, /\n\s+at /);
    assert.equal((await project.checkpoint()).status, 'completed');
    assert.deepEqual(project.started(), ['one', 'two']);
  }
});
