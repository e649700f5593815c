/** What several runs make alike and share is made by one of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SameWork } from '../../src/engine/same-work.ts';
import { digest, runUid } from '../../src/model/brand.ts';

const [work, another] = [digest('sha256:a'), digest('sha256:b')];
const [first, second] = [runUid('u1'), runUid('u2')];
const never = new AbortController().signal;

test('another run waits for work in progress on the same result until it has ended', async () => {
  const same = new SameWork();
  assert.equal(same.other(work, second, never), null);
  const making = same.begin(work, first);
  assert.equal(same.other(another, second, never), null);
  let isOver = false;
  const waiting = same.other(work, second, never)?.then(() => {
    isOver = true;
  });
  await Promise.resolve();
  assert.equal(isOver, false);
  making[Symbol.dispose]();
  await waiting;
  assert.equal(same.other(work, second, never), null);
});

test('a stopped attempt stops waiting', async () => {
  const same = new SameWork();
  using _making = same.begin(work, first);
  const stop = new AbortController();
  const waiting = same.other(work, second, stop.signal);
  stop.abort();
  await waiting;
});

test('an attempt of the same run is not waited for, and does not end the waiting of others', async () => {
  const same = new SameWork();
  using _making = same.begin(work, first);
  assert.equal(same.other(work, first, never), null);
  same.begin(work, first)[Symbol.dispose]();
  assert.notEqual(same.other(work, second, never), null);
});
