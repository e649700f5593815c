import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextWake } from '../../src/core/decide.ts';
import { dueReminder, nextReminder } from '../../src/core/reminders.ts';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { START, Story } from '../rig/story.ts';

const DAY = 86_400_000;
const weekly = (every: number | null) => {
  const remind = { remindAfter: durationMs(7 * DAY), remindEvery: every === null ? null : durationMs(every) };
  const { gate } = buildPipeline({ a: {}, g: { asks: { subject: 'a', ...remind } } }).graph.stages[1] ?? {};
  assert.ok(gate);
  return gate;
};
const asked = (reminded: number) => ({ askedAt: epochMs(START), reminded });
const after = (days: number) => epochMs(START + days * DAY);

test('the first reminder is due after remind_after, further ones every remind_every', () => {
  const gate = weekly(2 * DAY);
  assert.equal(dueReminder(gate, asked(0), after(6.9)), null);
  assert.equal(dueReminder(gate, asked(0), after(7)), 1);
  assert.equal(dueReminder(gate, asked(1), after(8.9)), null);
  assert.equal(dueReminder(gate, asked(1), after(9)), 2);
});

test('reminders missed in weeks of downtime become one reminder', () => {
  assert.equal(dueReminder(weekly(2 * DAY), asked(0), after(21)), 8);
  assert.equal(dueReminder(weekly(2 * DAY), asked(8), after(21)), null);
});

test('without remind_every there is one reminder, and with `never` none', () => {
  assert.equal(dueReminder(weekly(null), asked(0), after(100)), 1);
  assert.equal(dueReminder(weekly(null), asked(1), after(200)), null);
  assert.equal(dueReminder({ ...weekly(null), remindAfter: null }, asked(0), after(200)), null);
});

test('the next wake-up is the next due reminder, and nothing is due before it', () => {
  for (const [every, reminded] of [
    [2 * DAY, 0],
    [2 * DAY, 3],
    [null, 0],
  ] as const) {
    const next = nextReminder(weekly(every), asked(reminded));
    assert.ok(next !== null);
    assert.equal(dueReminder(weekly(every), asked(reminded), epochMs(next)), reminded + 1);
    assert.equal(dueReminder(weekly(every), asked(reminded), epochMs(next - 1)), null);
  }
  assert.equal(nextReminder(weekly(null), asked(1)), null);
  assert.equal(nextReminder({ ...weekly(null), remindAfter: null }, asked(0)), null);
});

test('each reminder comes once, even across restarts and a clock that goes back', () => {
  const remind = { remindAfter: durationMs(7 * DAY), remindEvery: durationMs(DAY) };
  const story = new Story(buildPipeline({ a: {}, g: { asks: { subject: 'a', ...remind } } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  assert.equal(nextWake(story.pipeline, story.state, story.now), START + 7 * DAY);
  story.passes(7 * DAY);
  assert.deepEqual(story.goesOn(), ['remind-gate g']);
  story.passes(-3 * DAY);
  story.crashes();
  assert.deepEqual(story.goesOn(), []);
  story.passes(3 * DAY);
  assert.deepEqual(story.goesOn(), []);
  story.passes(2.5 * DAY);
  assert.deepEqual(story.goesOn(), ['remind-gate g']);
  assert.equal(story.round('g').reminded, 3);
});

test('a reminder decides nothing and does not start the run', () => {
  const story = new Story(buildPipeline({ a: {}, g: { asks: { subject: 'a', remindAfter: durationMs(1) } } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.passes(DAY);
  story.goesOn();
  assert.deepEqual([story.state.phase, story.task('g').status], ['awaiting', 'asked']);
});

test('a new round counts its reminders from one', () => {
  const remind = { remindAfter: durationMs(DAY) };
  const story = new Story(buildPipeline({ a: {}, g: { asks: { subject: 'a', rework: 'a', ...remind } } }));
  story.goesOn();
  story.succeeds('a', 1);
  story.passes(DAY);
  story.goesOn();
  story.passes(DAY);
  story.goesOn();
  story.says('g', { decision: 'changes', feedback: 'shorter' });
  story.goesOn();
  story.succeeds('a', 2);
  story.goesOn();
  assert.equal(story.round('g').reminded, 0);
  story.passes(DAY);
  assert.deepEqual(story.goesOn(), ['remind-gate g']);
});
