import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runId } from '../../src/model/brand.ts';
import { storeIn, temporaryFolder } from '../adapters/rig.ts';

const DRIVER = new URL('./fixtures/run-store-driver.ts', import.meta.url);
const KILLS = 15;
const SEED = 4711;

/** Small and repeatable: a linear congruential generator. */
function luck(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
}

test(`a store that is killed ${KILLS} times never loses a record that it confirmed (seed ${SEED})`, async () => {
  using folder = temporaryFolder();
  const below = luck(SEED);
  const told = new Map<string, number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    let left = below(60);
    const child = fork(DRIVER, [folder.path, `driver${kill}`, String(1 + below(6))]);
    const exit = once(child, 'exit');
    child.on('message', ({ run, serial }: { run: string; serial: number }) => {
      assert.ok(serial >= (told.get(run) ?? 0), `${run} went back from ${told.get(run)} to ${serial} (kill ${kill})`);
      told.set(run, serial);
      left -= 1;
      if (left < 0) child.kill('SIGKILL');
    });
    const [, signal] = await exit;
    assert.equal(signal, 'SIGKILL', `kill ${kill}: the driver ended by itself`);
  }
  await using store = storeIn(folder.path);
  for (const [run, serial] of told) {
    const found = await store.open(runId(run));
    assert.ok(found.ok && found.value.notices.length === 0, JSON.stringify(found));
    const { checkpoint, records } = found.value;
    assert.ok((records.at(-1)?.serial ?? checkpoint?.serial ?? 0) >= serial);
  }
  const names = readdirSync(join(folder.path, 'runs'));
  assert.deepEqual(
    names.filter((name) => name.endsWith('.tmp')),
    [],
    'no temporary file is left',
  );
  const journals = readdirSync(join(folder.path, '.pipeline-runner', 'journal')).filter((name) =>
    name.endsWith('.ndjson'),
  );
  assert.deepEqual(journals, [], 'journals of the dead were cleared away');
});
