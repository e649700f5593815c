/**
 * Power cuts under the store of runs alone, which is quick enough to try all of them many times: whatever the store
 * said was recorded is there when it is opened again, whatever the cut left.
 *
 * `ROUNDS`, `SEED` for a longer look.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { nodeFileSystem } from '../../src/adapters/disk/file-system.ts';
import type { Checkpoint, CheckpointStage } from '../../src/model/checkpoint.ts';
import type { OpenRun } from '../../src/ports/run-store.ts';
import { checkpointOf, RUN, recordOf, storeIn, temporaryFolder } from '../adapters/rig.ts';
import { Luck } from '../rig/luck.ts';
import { CUTS, FragileDisk, type Image } from '../rig/power-cut.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 8);
const SEED = Number(process.env.SEED ?? 20261121);
const LIMIT = { timeout: 60_000 + ROUNDS * 2_000 };
/** Steps of one life of a store. */
const STEPS = 6;

interface State {
  readonly name: string;
  readonly image: Image;
  /** The store has said that this is recorded. */
  readonly told: number;
}

const serialOf = ({ checkpoint, records }: Pick<OpenRun, 'checkpoint' | 'records'>): number =>
  records.at(-1)?.serial ?? checkpoint?.serial ?? 0;

/** So many items that they go to a file of their own. */
function largeCheckpoint(serial: number): Checkpoint {
  const items = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`i${i}`, { status: 'completed' as const }]));
  const stages: Record<string, CheckpointStage> = { many: { status: 'running', duration_ms: serial, items } };
  return checkpointOf(serial, { stages });
}

function laidOut(image: Image): ReturnType<typeof temporaryFolder> {
  const folder = temporaryFolder();
  for (const [file, content] of image) {
    const at = path.join(folder.path, file);
    if (content === null) mkdirSync(at, { recursive: true });
    else writeFileSync(at, content);
  }
  return folder;
}

/** One life of a store, from what a power cut left of the life before. */
async function live(before: State, luck: Luck): Promise<readonly State[]> {
  using folder = laidOut(before.image);
  const states: State[] = [];
  let told = before.told;
  using disk = new FragileDisk(folder.path, (operation, file) => {
    for (const cut of CUTS)
      states.push({ name: `${cut} after ${operation} of ${file}`, image: disk.cut(cut, luck), told });
  });
  await using store = storeIn(folder.path, { fs: nodeFileSystem });
  const opened = await store.open(RUN);
  assert.ok(opened.ok, JSON.stringify(opened));
  await using run = opened.value;
  let serial = serialOf(run);
  const recorded = async (work: Promise<void>, upTo: number): Promise<void> => {
    await work;
    told = Math.max(told, upTo);
  };
  const append = (): Promise<void> => {
    serial += luck.int(1, 3);
    return recorded(run.append(recordOf(serial)), serial);
  };
  const publish = (): Promise<void> => {
    const checkpoint = luck.chance(0.3) ? largeCheckpoint(serial) : checkpointOf(serial);
    return recorded(run.publish(checkpoint), serial);
  };
  for (let step = 0; step < STEPS; step += 1) {
    if (luck.chance(0.6)) await append();
    if (luck.chance(0.3)) await publish();
    // While a checkpoint is published the run goes on.
    else if (luck.chance(0.5)) await Promise.all([publish(), append()]);
  }
  if (luck.chance(0.5)) await publish();
  return states;
}

async function reopened({ image, told, name }: State, seed: string): Promise<void> {
  using folder = laidOut(image);
  await using store = storeIn(folder.path);
  const opened = await store.open(RUN);
  assert.ok(opened.ok, `${name} (${seed}): ${JSON.stringify(opened)}`);
  const reached = serialOf(opened.value);
  assert.ok(reached >= told, `${name}: ${told} was recorded, ${reached} is left (${seed})`);
  await opened.value.append(recordOf(reached + 1));
  await opened.value.publish(checkpointOf(reached + 1));
  await store[Symbol.asyncDispose]();
  const journals = readdirSync(path.join(folder.path, '.pipeline-runner/journal'), { recursive: true });
  assert.deepEqual(
    journals.map(String).filter((file) => file.endsWith('.ndjson')),
    [],
    `${name} (${seed})`,
  );
}

test(
  `records that a store confirmed survive every power cut in ${ROUNDS} restarts (seed ${SEED})`,
  LIMIT,
  async (t) => {
    const luck = new Luck(SEED);
    const nothing: State = { name: 'nothing', image: new Map(), told: 0 };
    let [before, cuts] = [nothing, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const states = await live(before, luck);
      const seed = `seed ${SEED}, life ${round + 1}`;
      for (const state of states.filter((_, i) => i % CUTS.length !== 0 || i % 8 === 0)) {
        await reopened(state, seed);
        cuts += 1;
      }
      // Three lives on the same disk, then a new one.
      before = round % 3 === 2 ? nothing : luck.pick(states);
    }
    t.diagnostic(`${cuts} cuts`);
  },
);
