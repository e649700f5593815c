/** The bench of the daemon, with few runs: what it counts is right. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DAEMON_WORKLOADS, type DaemonBench, measureDaemon } from '../../bench/daemon.ts';
import { copyRun } from '../../bench/old-runs.ts';
import { readRun } from '../../src/app/read-run.ts';
import { runId } from '../../src/model/brand.ts';
import { PROGRAM } from '../rig/program.ts';
import { stage, TestProject } from '../rig/project.ts';

const temporary = mkdtempSync(path.join(tmpdir(), 'bench-daemon-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

function benchOf(name: string, program = PROGRAM): DaemonBench {
  const folder = path.join(temporary, name);
  mkdirSync(folder);
  return { program, folder, sizes: { dropped: 3, single: 2, old: 5, settleMs: 50, idleMs: 50 }, says: () => {} };
}

test('each daemon workload of the benchmark yields its figures', { timeout: 60_000 }, async () => {
  const figures = await measureDaemon(benchOf('all'), DAEMON_WORKLOADS);
  const counts = DAEMON_WORKLOADS.map((name) => figures.filter(({ workload }) => workload === name).length);
  assert.deepEqual(counts, [2, 2, process.platform === 'linux' ? 6 : 4]);
  for (const { what, value, unit } of figures) assert.ok(unit === 'MB' ? value > 1 : value >= 0, what);
});

test('a daemon that ends at once is not measured, and its output is shown', { timeout: 60_000 }, async () => {
  const nobody = path.join(temporary, 'nobody.mjs');
  await assert.rejects(measureDaemon(benchOf('ends', nobody), ['drop']), /the daemon ended:[\s\S]*nobody\.mjs/);
});

test('a copied run is a separate run that has ended', async () => {
  await using project = await TestProject.make({ pipeline: { stages: { one: stage() } } });
  await project.drive();
  copyRun(project.root, 'r', 2);
  const checkpoints = [];
  for (const run of ['r', 'old-00001', 'old-00002']) {
    const view = await readRun(await project.open(), runId(run));
    assert.ok(view.ok && view.value.checkpoint);
    assert.deepEqual(view.value.notices, []);
    checkpoints.push(view.value.checkpoint);
  }
  assert.equal(new Set(checkpoints.map(({ uid }) => uid)).size, 3);
  assert.ok(checkpoints.every(({ status }) => status === 'completed'));
});
