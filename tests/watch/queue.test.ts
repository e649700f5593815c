import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runId } from '../../src/model/brand.ts';
import { EMPTY, joined, left, type Queue } from '../../src/watch/queue.ts';
import { Signal } from '../../src/watch/signal.ts';

/** `a`, or `a:5` with a priority. */
const queueOf = (...words: readonly string[]): Queue =>
  words.reduce((queue: Queue, word) => {
    const [run = '', priority = '0'] = word.split(':');
    return joined(queue, { run: runId(run), priority: Number(priority) });
  }, EMPTY);

const names = (queue: Queue): string => queue.map(({ run }) => run).join(' ');

test('runs of equal priority go in the order in which they came', () => {
  assert.equal(names(queueOf('b', 'a', 'c')), 'b a c');
});

test('a higher priority goes before a lower one, and after its equals', () => {
  assert.equal(names(queueOf('a', 'b:5', 'c:-1', 'd:5', 'e')), 'b d a e c');
});

test('a run that is queued again keeps its place', () => {
  assert.equal(names(queueOf('a', 'b', 'c', 'a')), 'a b c');
});

test('a run that is queued again with another priority goes after its new equals', () => {
  assert.equal(names(queueOf('a', 'b', 'c', 'a:1')), 'a b c');
  assert.equal(names(queueOf('a:1', 'b', 'c', 'a:0')), 'b c a');
});

test('a run that leaves is no longer in the queue, and the others move up', () => {
  const queue = queueOf('a', 'b', 'c');
  assert.equal(names(left(queue, runId('a'))), 'b c');
});

test('changes that came while nobody waited wake the next who waits, once', async () => {
  const signal = new Signal();
  signal.set();
  signal.set();
  await signal.news();
  let isWoken = false;
  const waiting = signal.news().then(() => {
    isWoken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isWoken, false);
  signal.set();
  await waiting;
});
