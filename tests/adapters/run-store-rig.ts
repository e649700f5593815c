/** A store of runs, and what the next process would find in it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { OpenRun, PeekedRun, RunStore, StoredRun } from '../../src/ports/run-store.ts';
import { checkpointOf, RUN, recordOf, storeIn } from './rig.ts';

export const checkpointPath = (root: string, id = 'ep001'): string => join(root, 'runs', `${id}.checkpoint.json`);
export const serialInFile = (root: string): number => JSON.parse(readFileSync(checkpointPath(root), 'utf8')).serial;

export async function opened(store: RunStore, id = RUN): Promise<OpenRun> {
  const run = await store.open(id);
  assert.ok(run.ok, JSON.stringify(run));
  return run.value;
}

/** What the next process would find. */
export async function seen(root: string, id = RUN): Promise<PeekedRun | null> {
  const store = storeIn(root);
  const run = await store.peek(id);
  assert.ok(run.ok, JSON.stringify(run));
  return run.value;
}
export const codes = (run: StoredRun | null): string[] => (run?.notices ?? []).map(({ code }) => code);
export const reached = (run: StoredRun | null): number => run?.records.at(-1)?.serial ?? run?.checkpoint?.serial ?? 0;

/** Publishes serial 3, appends 4 and 5, and is killed: nothing is closed. */
export async function killed(root: string, more: { publish?: Checkpoint } = {}): Promise<RunStore> {
  const store = storeIn(root);
  const run = await opened(store);
  await run.append(recordOf(2));
  await run.publish(more.publish ?? checkpointOf(3));
  await run.append(recordOf(4));
  await run.append(recordOf(5));
  return store;
}
/** The kernel's part of a kill. In one process locks have to be given back; journals and checkpoints stay as they are. */
export const bury = async (store: RunStore): Promise<void> => {
  await store[Symbol.asyncDispose]();
};
