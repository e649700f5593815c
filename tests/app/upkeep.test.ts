import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Upkeep } from '../../src/app/daemon/upkeep.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An upkeep that fails with what is given, one after the other. @returns when it was tried, and what was told. */
async function lived(failures: readonly (string | null)[], looks: readonly number[]) {
  let now = 0;
  const tried: number[] = [];
  const told: string[] = [];
  const sync = {
    tidy: async (): Promise<string | null> => {
      tried.push(now);
      return failures[tried.length - 1] ?? null;
    },
  };
  const upkeep = new Upkeep(
    sync,
    (sentence) => void told.push(sentence),
    () => now,
  );
  for (now of looks) await upkeep.whenDue(new AbortController().signal);
  return { tried, told };
}

test('maintenance of the clone runs at the start and then once an hour', async () => {
  const { tried, told } = await lived([], [0, MINUTE, HOUR - 1, HOUR, HOUR + MINUTE, 3 * HOUR]);
  assert.deepEqual([tried, told], [[0, HOUR, 3 * HOUR], []]);
});

test('failed maintenance is reported and tried again after a day', async () => {
  const { tried, told } = await lived(['the disk is full'], [0, HOUR, 23 * HOUR, 24 * HOUR]);
  assert.deepEqual(tried, [0, 24 * HOUR]);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /git gc.*the disk is full/);
});
