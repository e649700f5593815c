/**
 * A power cut after every single operation on files of a run: whatever of the disk is left,
 *
 * U1. the run goes on by itself and completes;
 * U2. no task that was shown as completed before the cut is executed again;
 * U3. all artifacts are there and are what the checkpoint says.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { before, test } from 'node:test';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import { Luck } from '../rig/luck.ts';
import { CUTS, type Cut, FragileDisk, type Image } from '../rig/power-cut.ts';
import { isEvent, TestProject } from '../rig/project.ts';
import { SMALL_GRAPH } from './graph.ts';

const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 300_000 };
// Thousands of small files, and what is lost is decided here, not by a disk.
if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';

/** The disk after one operation, in each way that a power cut could leave it. */
interface State {
  readonly name: string;
  readonly images: ReadonlyMap<Cut, Image>;
  /** Tasks that had been shown as completed. */
  readonly shown: readonly string[];
}

const states: State[] = [];
before(async () => {
  const luck = new Luck(SEED);
  const shown: string[] = [];
  await using project = await TestProject.make(SMALL_GRAPH);
  let disk: FragileDisk | null = null;
  using fragile = new FragileDisk(project.root, (operation, file) => {
    if (disk === null) return;
    const images = new Map(CUTS.map((cut) => [cut, fragile.cut(cut, luck)]));
    states.push({ name: `operation ${states.length + 1}, ${operation} of ${file}`, images, shown: [...shown] });
  });
  disk = fragile;
  const { checkpoint } = await project.drive({
    onEvent: (event) => {
      if (isEvent('attempt-succeeded')(event)) shown.push(event.task);
    },
  });
  assert.equal(checkpoint.status, 'completed');
});

/** The same disk is looked at once. */
function different(cut: Cut): readonly State[] {
  let last: Image | undefined;
  return states.filter(({ images }) => {
    const image = images.get(cut);
    const isSame = last !== undefined && image !== undefined && isEqual(last, image);
    last = image;
    return !isSame;
  });
}

function isEqual(a: Image, b: Image): boolean {
  return a.size === b.size && [...a].every(([file, content]) => b.has(file) && b.get(file) === content);
}

async function restart(image: Image, { name, shown }: State): Promise<void> {
  await using project = await TestProject.make();
  project.remove('runs/r.yaml');
  for (const [file, content] of image) if (content !== null) project.put(file, content);
  const outcome = await project.tryDrive();
  assert.ok(outcome.ok, `${name}: ${JSON.stringify(outcome)}`);
  const { checkpoint, notices } = outcome.value;
  assert.equal(checkpoint.status, 'completed', `${name}: ${JSON.stringify(checkpoint.errors)}`);
  assert.deepEqual(notices, [], name);
  const again = project.executions().filter((line) => shown.some((task) => line === `start r ${task}`));
  assert.deepEqual(again, [], name);
  for (const { task } of checkpointTasks(checkpoint)) {
    for (const { path, sha256 } of Object.values(task.result?.artifacts ?? {})) {
      const digest = createHash('sha256').update(project.bytes(path)).digest('hex');
      assert.equal(`sha256:${digest}`, sha256, `${name}: ${path}`);
    }
  }
}

for (const cut of CUTS) {
  test(`the run goes on from whatever a power cut leaves: ${cut} (seed ${SEED})`, LIMIT, async (t) => {
    assert.ok(states.length > 100);
    const different_ = different(cut);
    t.diagnostic(`${different_.length} different disks after ${states.length} operations`);
    for (const state of different_) await restart(state.images.get(cut) ?? new Map(), state);
  });
}
