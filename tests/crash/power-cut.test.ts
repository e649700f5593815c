/**
 * A power cut after every single operation on files: whatever of the disk is left,
 *
 * U1. the run goes on by itself and completes;
 * U2. no task that was shown as completed before the cut is executed again;
 * U3. all artifacts are there and are what the checkpoint says.
 *
 * `SEED` for another throw of the coins.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { checkpointTasks } from '../../src/report/checkpoint-tasks.ts';
import { Luck } from '../rig/luck.ts';
import { CUTS, type Cut, FragileDisk, type Image } from '../rig/power-cut.ts';
import { isEvent, TestProject } from '../rig/project.ts';
import { sideBySide } from '../rig/side-by-side.ts';
import { inMemory, SMALL_GRAPH } from './graph.ts';

const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 300_000 };
// What is lost is decided here, not by a disk.
inMemory();

/** The disk after one operation, in each way that a power cut could leave it. */
interface State {
  readonly name: string;
  readonly images: ReadonlyMap<Cut, Image>;
  /** Tasks that had been shown as completed. */
  readonly shown: readonly string[];
}

/** Drives the run of a project to its end, and keeps every state that its disk went through. */
async function recorded(project: TestProject, before: readonly string[]): Promise<readonly State[]> {
  const luck = new Luck(SEED);
  const [shown, states] = [[...before], [] as State[]];
  using disk = new FragileDisk(project.root, (operation, file) => {
    const images = new Map(CUTS.map((cut) => [cut, disk.cut(cut, luck)]));
    states.push({ name: `operation ${states.length + 1}, ${operation} of ${file}`, images, shown: [...shown] });
  });
  const { checkpoint } = await project.drive({
    onEvent: (event) => void (isEvent('attempt-succeeded')(event) && shown.push(event.task)),
  });
  assert.equal(checkpoint.status, 'completed');
  return states;
}

async function projectOf(image: Image): Promise<TestProject> {
  const project = await TestProject.make();
  project.remove('runs/r.yaml');
  for (const [file, content] of image) if (content !== null) project.put(file, content);
  return project;
}

/** What the tests before have tried: many cuts leave the same disk, as where all is synced. */
const tried = new Set<string>();

/** A disk that is the same as after the operation before is tried once: by then more may have been shown. */
function different(states: readonly State[], cut: Cut): readonly (readonly [State, Image])[] {
  const found = new Map<string, readonly [State, Image]>();
  let last = '';
  for (const state of states) {
    const image = state.images.get(cut);
    if (!image) continue;
    const disk = digestOf(image);
    if (disk === last) found.delete([...found.keys()].at(-1) ?? '');
    last = disk;
    found.set(`${disk} ${state.shown.join()}`, [state, image]);
  }
  const others = [...found].filter(([key]) => !tried.has(key));
  for (const [key] of others) tried.add(key);
  return others.map(([, disk]) => disk);
}

/** Of all names and contents. */
function digestOf(image: Image): string {
  const hash = createHash('sha256');
  for (const [file, content] of [...image].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${JSON.stringify([file, content?.length])}\n`).update(content ?? '');
  return hash.digest('hex');
}

async function goesOn({ name, shown }: State, image: Image): Promise<void> {
  await using project = await projectOf(image);
  const outcome = await project.tryDrive();
  assert.ok(outcome.ok, `${name}: ${JSON.stringify(outcome)}`);
  const { checkpoint, notices } = outcome.value;
  assert.equal(checkpoint.status, 'completed', `${name}: ${JSON.stringify(checkpoint.errors)}`);
  // Copies of definitions are not synced: they are made again from the project, and that is said.
  const others = notices.filter(({ code }) => code !== 'run/pinned-damaged');
  assert.deepEqual(others, [], name);
  const again = project.executions().filter((line) => shown.some((task) => line === `start r ${task}`));
  assert.deepEqual(again, [], name);
  for (const { task } of checkpointTasks(checkpoint)) {
    for (const { path, sha256 } of Object.values(task.result?.artifacts ?? {})) {
      const digest = createHash('sha256').update(project.bytes(path)).digest('hex');
      assert.equal(`sha256:${digest}`, sha256, `${name}: ${path}`);
    }
  }
}

let recording: Promise<readonly State[]> | null = null;
function fresh(): Promise<readonly State[]> {
  recording ??= recordFresh();
  return recording;
}

async function recordFresh(): Promise<readonly State[]> {
  await using project = await TestProject.make(SMALL_GRAPH);
  return await recorded(project, []);
}

/** What the same run does that was killed in the middle. */
async function afterKill(): Promise<readonly State[]> {
  const states = await fresh();
  const killed = states.find((_, i) => i >= states.length / 2);
  assert.ok(killed);
  await using project = await projectOf(killed.images.get('all') ?? new Map());
  return await recorded(project, killed.shown);
}

interface Case {
  readonly what: string;
  readonly states: () => Promise<readonly State[]>;
  readonly cuts: readonly Cut[];
}
const CASES: readonly Case[] = [
  { what: 'a run', states: fresh, cuts: CUTS },
  { what: 'a run that was killed before', states: afterKill, cuts: ['synced', 'luck'] },
];

for (const { what, states: record, cuts } of CASES) {
  for (const cut of cuts) {
    test(`${what} continues from whatever a power cut leaves: ${cut} (seed ${SEED})`, LIMIT, async (t) => {
      const states = await record();
      assert.ok(states.length > 50);
      const disks = different(states, cut);
      t.diagnostic(`${disks.length} different disks after ${states.length} operations`);
      await sideBySide(3, disks, ([state, image]) => goesOn(state, image));
    });
  }
}
