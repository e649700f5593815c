/** Where a run stands, in the line below it in a list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPaint } from '../../src/report/paint.ts';
import { type StandsAt, standingLine } from '../../src/report/stands-at.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const running = (task: string): StandsAt => ({ task, status: 'running', error: null, retry_at: null });
const failed: StandsAt = { task: 'mix', status: 'failed', error: 'command/exit: no luck', retry_at: null };
const waiting: StandsAt = { ...failed, task: 'cut', status: 'backoff', retry_at: '2026-11-21T12:30:00.000Z' };

const LINES: readonly (readonly [all: readonly StandsAt[], driven: boolean, line: string])[] = [
  [[running('a'), waiting, failed], true, '  failed at mix: command/exit: no luck'],
  [[running('a'), waiting], true, '  retries cut in 30 m 00 s: command/exit: no luck'],
  [[running('a'), running('b')], true, '  works on a and 1 more'],
  [[running('a')], false, '  was working on a'],
];
for (const [all, driven, line] of LINES)
  test(`the line is "${line.trim()}"`, () => {
    const [said] = standingLine({ stands_at: all, driven }, NOW, noPaint);
    assert.equal(said, line);
  });

test('a run that is done has no such line', () => {
  assert.deepEqual(standingLine({ stands_at: [], driven: false }, NOW, noPaint), []);
});
