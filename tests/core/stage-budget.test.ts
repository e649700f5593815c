/** The budget of a stage: what counts for it, and what it holds back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usdMicros } from '../../src/model/brand.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { Story } from '../rig/story.ts';
import { DIME, limits, started } from './money-rig.ts';

test('the budget of a stage covers all its items and attempts, and the manifest can raise it', () => {
  const pipeline = { a: { foreach: '["x","y"]', budget: usdMicros(150_000) } };
  const story = started(pipeline);
  story.wants('a[x]', DIME);
  story.wants('a[y]', DIME);
  story.goesOn();
  story.settles('a[x]', 1, DIME);
  story.succeeds('a[x]');
  assert.deepEqual(story.goesOn(), ['pause-run budget stage']);
  story.facts = { limits: limits({ stages: { b: 900_000 } }) };
  story.stops('a[y]', 'budget');
  assert.deepEqual(story.asks(), [], 'the budget of another stage is of no use');
  story.facts = { limits: limits({ stages: { a: 200_000 } }) };
  assert.deepEqual(story.goesOn().slice(0, 1), ['unpause-run']);
});

test('the budget of a command stage covers reported costs: no attempt starts that could exceed it', () => {
  const money = { budget: usdMicros(250_000), maxCost: usdMicros(DIME) };
  const three = { foreach: '["x","y","z"]', ...money, retry: { ...RETRY, attempts: 2 } };
  const story = started({ a: three, other: {} });
  assert.equal(story.state.inFlight, 3, 'two items, and the other stage, which has no budget');
  story.costs('a[x]', DIME);
  story.succeeds('a[x]');
  story.costs('a[y]', 40_000);
  story.succeeds('a[y]');
  assert.deepEqual(story.goesOn(), ['start-attempt a[z] 1'], 'y cost less than it might have');
  story.costs('a[z]', null);
  story.fails('a[z]', 0);
  story.succeeds('other');
  assert.deepEqual(
    story.goesOn(),
    ['pause-run budget stage'],
    'what nobody knows counts with all that it may have been',
  );
  assert.deepEqual([story.state.pause?.stage, story.state.pause?.needs], ['a', 340_000]);
  story.crashes();
  story.facts = { limits: limits({ stages: { a: 330_000 } }) };
  assert.deepEqual(story.goesOn(), ['pause-run budget stage'], 'it is named as it is now');
  story.facts = { limits: limits({ stages: { a: 340_000 } }) };
  assert.deepEqual(story.goesOn(), ['unpause-run', 'start-attempt a[z] 2']);
});

test('a lost attempt of a command counts with its max_cost for the budget of its stage', () => {
  const story = started({ a: { budget: usdMicros(150_000), maxCost: usdMicros(DIME) } });
  story.crashes();
  assert.deepEqual(story.goesOn().slice(-1), ['pause-run budget stage']);
});

test('without max_cost a command starts as long as its stage has any budget left', () => {
  const story = started({ a: { foreach: '["x","y","z"]', concurrency: 1, budget: usdMicros(150_000) } });
  story.costs('a[x]', DIME);
  story.succeeds('a[x]');
  assert.ok(story.goesOn().includes('start-attempt a[y] 1'));
  story.costs('a[y]', DIME);
  story.succeeds('a[y]');
  assert.deepEqual(story.goesOn().slice(-1), ['pause-run budget stage']);
});

test("two items that request calls in one turn do not both get the rest of their stage's budget", () => {
  const story = started({ a: { foreach: '["x","y"]', budget: usdMicros(150_000) } });
  story.wants('a[x]', DIME);
  story.wants('a[y]', DIME);
  assert.deepEqual(story.asks(), ['grant-call a[x] 1']);
});

test('the costs of items that left the list still count for the budget of their stage', () => {
  const items = (keys: string) => buildPipeline({ a: { foreach: keys, budget: usdMicros(150_000) } });
  const story = new Story(items('["x"]'));
  story.goesOn();
  story.wants('a[x]', DIME);
  story.goesOn();
  story.settles('a[x]', 1, DIME);
  story.succeeds('a[x]');
  story.goesOn();
  story.pipeline = items('["z"]');
  story.reruns();
  story.goesOn();
  story.wants('a[z]', DIME);
  assert.deepEqual(story.asks(), ['pause-run budget stage']);
});

test('the manifest sets the budget of a stage in a sub-pipeline by its address', () => {
  const child = buildPipeline({ a: { budget: usdMicros(DIME) } });
  const story = started({ sub: childStage(child, { foreach: '["x"]' }) });
  story.wants('sub[x]/a', 2 * DIME);
  story.facts = { ...story.facts, limits: limits({ stages: { 'sub[x]/a': 2 * DIME } }) };
  assert.deepEqual(story.asks(), ['grant-call sub[x]/a 1']);
});

test('a stage that calls models starts even with a used-up budget, because its calls may be paid already', () => {
  const story = started({ a: { uses: 'llm', foreach: '["x","y"]', concurrency: 1, budget: usdMicros(DIME) } });
  story.wants('a[x]', DIME);
  story.goesOn();
  story.settles('a[x]', 1, DIME);
  story.succeeds('a[x]');
  assert.ok(story.goesOn().includes('start-attempt a[y] 1'));
});
