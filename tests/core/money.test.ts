/** Which calls of models may be made, and what of their cost stands in the books of a run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextWake } from '../../src/core/decide.ts';
import { decode } from '../../src/core/decode.ts';
import { encode } from '../../src/core/encode.ts';
import { usdMicros } from '../../src/model/brand.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { START, Story } from '../rig/story.ts';
import { DIME, DOLLAR, limits, started } from './money-rig.ts';

const books = ({ state }: Story) => ({ ...state.spent, reserved: state.reserved });

test('of a thousand concurrent calls of ten cents, fifty are granted from five dollars', () => {
  const keys = Array.from({ length: 1_000 }, (_, i) => `k${i}`);
  const story = started({ a: { foreach: JSON.stringify(keys) } }, { budget: 5 * DOLLAR, slots: 1_000 });
  for (const key of keys) story.wants(`a[${key}]`, DIME);
  const granted = story.asks().filter((command) => command.startsWith('grant-call'));
  assert.equal(granted.length, 50);
  assert.deepEqual(
    story.goesOn().filter((command) => !command.startsWith('grant-call')),
    [],
    'the others wait: what is in flight may cost less',
  );
  story.settles('a[k0]', 1, 0);
  assert.deepEqual(story.goesOn(), ['grant-call a[k50] 1']);
});

test('a call that cost less than its ceiling leaves the difference to others', () => {
  const story = started({ a: {}, b: {} }, { budget: 150_000 });
  story.wants('a', DIME);
  story.wants('b', DIME);
  assert.deepEqual(story.goesOn(), ['grant-call a 1']);
  story.settles('a', 1, 50_000);
  assert.deepEqual(story.goesOn(), ['grant-call b 1']);
  assert.deepEqual(books(story), { usd: 50_000, atMost: 50_000, unknown: 0, tokens: 15, reserved: DIME });
});

test('when nothing in flight can continue, the run waits for a budget that covers the call, then continues with it', () => {
  const story = started({ a: {} }, { budget: DIME });
  story.wants('a', 3 * DIME);
  assert.deepEqual(story.goesOn(), ['pause-run budget run']);
  assert.equal(story.state.pause?.needs, 3 * DIME);
  story.facts = { budget: DIME };
  story.stops('a', 'budget');
  assert.deepEqual(story.asks(), []);
  assert.equal(encode(story.pipeline, story.state).status, 'budget_exceeded');
  story.facts = { budget: 3 * DIME };
  assert.deepEqual(story.goesOn(), ['unpause-run', 'prepare-task a', 'start-attempt a 2']);
});

test('a pause names the current budget, once for each new one that is still not enough', () => {
  const story = started({ a: {} }, { budget: DIME });
  story.wants('a', 3 * DIME);
  story.goesOn();
  story.stops('a', 'budget');
  story.facts = { budget: 2 * DIME };
  assert.deepEqual(story.goesOn(), ['pause-run budget run']);
  assert.match(story.state.pause?.message ?? '', /^the budget of \$0\.20 does not cover .*: \$0\.30 needed in total$/);
  assert.equal(story.state.pause?.needs, 3 * DIME);
  assert.deepEqual(story.goesOn(), []);
});

test('a pause that was recorded without its call is reported again with the current budget', () => {
  const story = started({ a: {} }, { budget: DIME });
  story.wants('a', 3 * DIME);
  story.goesOn();
  story.stops('a', 'budget');
  const { pause, ...checkpoint } = encode(story.pipeline, story.state);
  const { call, ...older } = { ...pause, reason: 'budget' as const, message: 'a budget of $0.10, spent of $9.00' };
  assert.deepEqual(call, { task: 'a', model: 'm' });
  story.state = decode(story.pipeline, { ...checkpoint, pause: older });
  story.facts = { budget: 2 * DIME };
  assert.deepEqual(story.goesOn(), ['pause-run budget run']);
  const said = 'the budget of $0.20 does not cover the next attempt ($0.30 needed in total)';
  assert.equal(story.state.pause?.message, said);
});

test('a pause for the budget of a stage names the current budget of that stage', () => {
  const story = started({ a: { budget: usdMicros(DIME) } });
  story.wants('a', 3 * DIME);
  story.goesOn();
  story.stops('a', 'budget');
  story.facts = { budget: DOLLAR, limits: limits({ stages: { a: 2 * DIME } }) };
  assert.deepEqual(story.goesOn(), ['pause-run budget stage']);
  assert.match(story.state.pause?.message ?? '', /^the budget of the stage a of \$0\.20 does not cover /);
  assert.equal(story.state.pause?.stage, 'a');
});

test('removing the budget from the manifest ends its effect, and the budget of the pipeline applies', () => {
  for (const said of [{ stages: { a: DIME } }, { maxCost: DIME }]) {
    const none = started({ a: {} }, { limits: limits(said) });
    none.wants('a', 3 * DIME);
    none.goesOn();
    none.stops('a', 'budget');
    const decoded = decode(none.pipeline, encode(none.pipeline, none.state));
    assert.equal(decoded.pause?.limit, DIME);
    none.facts = { limits: limits() };
    assert.deepEqual(none.goesOn().slice(0, 1), ['unpause-run'], JSON.stringify(said));
    none.wants('a', 3 * DIME);
    assert.deepEqual(none.asks(), ['grant-call a 1'], JSON.stringify(said));
  }
});

test('removing a budget that was raised by too little ends its effect as well', () => {
  for (const money of ['stages', 'maxCost'] as const) {
    const said = (usd: number) => limits(money === 'stages' ? { stages: { a: usd } } : { maxCost: usd });
    const story = started({ a: {} }, { limits: said(DIME) });
    story.wants('a', 3 * DIME);
    story.goesOn();
    story.stops('a', 'budget');
    story.facts = { limits: said(2 * DIME) };
    story.goesOn();
    story.reads();
    story.facts = { limits: limits() };
    assert.deepEqual(story.goesOn().slice(0, 1), ['unpause-run'], money);
  }
});

test('where the pipeline has its own budget, the run then pauses for that', () => {
  const story = started({ a: { budget: usdMicros(DIME) } }, { limits: limits({ stages: { a: 2 * DIME } }) });
  story.wants('a', 3 * DIME);
  story.goesOn();
  story.stops('a', 'budget');
  story.facts = {};
  assert.deepEqual(story.goesOn().slice(0, 1), ['unpause-run']);
  story.wants('a', 3 * DIME);
  assert.deepEqual(story.goesOn(), ['pause-run budget stage']);
  assert.match(story.state.pause?.message ?? '', /^the budget of the stage a of \$0\.10 does not cover /);
  story.stops('a', 'budget');
  assert.deepEqual(story.goesOn(), [], 'and nobody asks in vain for ever');
});

test('a refused attempt does not count as one of the attempts of `retry`', () => {
  const story = started({ a: {} }, { budget: DIME });
  for (let n = 1; n < 5; n++) {
    story.wants('a', 3 * DIME);
    story.goesOn();
    story.stops('a', 'budget');
    story.facts = { budget: 3 * DIME };
    story.goesOn();
    story.facts = { budget: DIME };
  }
  assert.equal(story.task('a').status, 'running');
});

test('an amount that is exactly the budget of a run, of a stage, or max_cost is allowed', () => {
  const each = [
    started({ a: {} }, { budget: DIME }),
    started({ a: { budget: usdMicros(DIME) } }),
    started({ a: { maxCost: usdMicros(DIME) } }),
    started({ a: {} }, { limits: limits({ maxCost: DIME }) }),
  ];
  for (const story of each) {
    story.wants('a', DIME);
    assert.deepEqual(story.asks(), ['grant-call a 1']);
  }
});

test('max_cost limits one call, and all calls of an attempt together', () => {
  const one = started({ a: {} });
  one.wants('a', 2 * DIME, DIME);
  assert.deepEqual(one.asks(), ['pause-run budget attempt']);
  const all = started({ a: { maxCost: usdMicros(150_000) } });
  all.wants('a', DIME);
  all.goesOn();
  all.settles('a', 1, DIME);
  all.wants('a', DIME);
  assert.deepEqual(all.asks(), ['pause-run budget attempt']);
  all.facts = { ...all.facts, limits: limits({ maxCost: 200_000 }) };
  assert.deepEqual(all.goesOn(), ['grant-call a 2']);
});

test('the reservation for max_cost covers the calls of the attempt and is not reserved twice', () => {
  const story = started({ a: { maxCost: usdMicros(DIME) } }, { budget: DIME });
  assert.equal(story.state.reserved, DIME);
  story.wants('a', DIME);
  assert.deepEqual(story.goesOn(), ['grant-call a 1']);
  assert.equal(story.state.reserved, DIME);
  story.settles('a', 1, 40_000);
  story.succeeds('a');
  assert.deepEqual(books(story), { usd: 40_000, atMost: 40_000, unknown: 0, tokens: 15, reserved: 0 });
});

test('what the manifest permits an attempt beyond the max_cost of its stage is not reserved for others', () => {
  const dearer = { budget: 5 * DIME, limits: limits({ maxCost: 4 * DIME }) };
  const story = started({ a: { maxCost: usdMicros(DIME) }, b: {} }, dearer);
  story.wants('a', 3 * DIME);
  story.goesOn();
  assert.equal(story.state.reserved, 3 * DIME);
  story.wants('b', 3 * DIME);
  assert.deepEqual(story.asks(), [], 'it waits for what the first one leaves over');
});

test('an unknown cost is blocked, or counts as unknown with its ceiling', () => {
  const blocked = started({ a: {} }, { budget: DOLLAR, limits: limits({ unknownCost: 'block' }) });
  blocked.wants('a', null);
  assert.deepEqual(blocked.goesOn(), ['pause-run budget unknown']);
  blocked.stops('a', 'budget');
  assert.deepEqual(blocked.asks(), []);
  blocked.facts = { budget: DOLLAR, limits: limits() };
  assert.deepEqual(blocked.asks(), ['unpause-run']);
  const warned = started({ a: {} }, { budget: DOLLAR, limits: limits() });
  warned.wants('a', 2 * DIME);
  warned.goesOn();
  warned.settles('a', 1, null);
  assert.deepEqual(books(warned), { usd: 0, atMost: 2 * DIME, unknown: 1, tokens: 15, reserved: 0 });
});

test('a call that a crash lost counts with its ceiling until its cost is known', () => {
  const story = started({ a: {} });
  story.wants('a', DIME);
  story.goesOn();
  story.facts = {};
  story.crashes();
  assert.deepEqual(books(story), { usd: 0, atMost: DIME, unknown: 0, tokens: 0, reserved: 0 });
  story.goesOn();
  story.settles('a', 1, 30_000, 1);
  assert.deepEqual(books(story), { usd: 30_000, atMost: 30_000, unknown: 0, tokens: 15, reserved: 0 });
  assert.equal(story.task('a').attempts[0]?.cost?.usd, 30_000);
});

test('a lost call without a ceiling is unknown until it is settled', () => {
  const story = started({ a: {} });
  story.wants('a', null);
  story.goesOn();
  story.facts = {};
  story.crashes();
  assert.equal(story.state.spent.unknown, 1);
  story.goesOn();
  story.settles('a', 1, 30_000, 1);
  assert.deepEqual(books(story), { usd: 30_000, atMost: 30_000, unknown: 0, tokens: 15, reserved: 0 });
});

test('granted and settled calls are read from the checkpoint unchanged', () => {
  const story = started({ a: {} });
  story.wants('a', DIME);
  story.goesOn();
  story.settles('a', 1, 50_000);
  story.wants('a', 2 * DIME);
  story.goesOn();
  const before = { attempts: story.task('a').attempts, reserved: story.state.reserved };
  story.reads();
  assert.deepEqual({ attempts: story.task('a').attempts, reserved: story.state.reserved }, before);
  assert.equal(encode(story.pipeline, story.state).stages.a?.attempts?.[0]?.calls?.[1]?.reserved_usd_micros, 2 * DIME);
});

test('a call that was granted but not made leaves nothing behind', () => {
  const story = started({ a: {} });
  story.wants('a', DIME);
  story.goesOn();
  story.tell({ type: 'call-dropped', task: 'a' as never, n: 1, call: 1 });
  assert.deepEqual(books(story), { usd: 0, atMost: 0, unknown: 0, tokens: 0, reserved: 0 });
  assert.deepEqual(story.task('a').attempts[0]?.calls, []);
});

test('a used-up budget of the day pauses the run until midnight, or until it is raised', () => {
  const story = started({ a: {} }, { limits: limits({ day: DOLLAR }) });
  story.facts = { ...story.facts, overDay: DOLLAR + DIME };
  assert.deepEqual(story.goesOn(), ['pause-run budget day']);
  story.facts = { limits: limits({ day: DOLLAR }) };
  story.stops('a', 'budget');
  assert.deepEqual(story.asks(), []);
  const midnight = Date.UTC(2026, 10, 22);
  assert.equal(nextWake(story.pipeline, story.state, story.now), midnight);
  story.reads();
  story.passes(midnight - START);
  assert.deepEqual(story.asks(), ['unpause-run']);
  story.now = START as typeof story.now;
  story.facts = { limits: limits({ day: 2 * DOLLAR }) };
  assert.deepEqual(story.asks(), ['unpause-run']);
});

test('a run that finds the budget of the day used up at midnight waits for the next midnight', () => {
  const story = started({ a: {} }, { limits: limits({ day: DOLLAR }) });
  const midnight = Date.UTC(2026, 10, 22);
  story.now = midnight as typeof story.now;
  story.facts = { ...story.facts, overDay: DOLLAR + DIME };
  story.goesOn();
  assert.equal(nextWake(story.pipeline, story.state, story.now), Date.UTC(2026, 10, 23));
  story.facts = { limits: limits({ day: DOLLAR }) };
  story.stops('a', 'budget');
  assert.deepEqual(story.asks(), []);
});

test('reaching 80 % of a budget is reported once, replaces the notice for another budget, and lasts while it is true', () => {
  const story = started({ a: {}, b: { needs: ['a'] } }, { budget: DOLLAR });
  story.wants('a', 800_000);
  story.goesOn();
  story.settles('a', 1, 800_000);
  assert.deepEqual(story.goesOn(), ['warn']);
  assert.deepEqual(story.goesOn(), []);
  story.facts = { budget: 950_000 };
  assert.deepEqual(story.goesOn(), ['withdraw', 'warn']);
  assert.deepEqual(softLimits(story), ['the run has used 80 % or more of its budget of $0.95']);
  story.facts = { budget: DOLLAR + DIME };
  assert.deepEqual(story.goesOn(), ['withdraw']);
  assert.deepEqual(softLimits(story), []);
});

test('for a run that waits for budget, the used share refers to the current budget', () => {
  const story = started({ a: {} }, { budget: 2 * DIME });
  story.wants('a', 2 * DIME);
  story.goesOn();
  story.settles('a', 1, 2 * DIME);
  story.wants('a', 4 * DIME);
  assert.deepEqual(story.goesOn(), ['warn', 'pause-run budget run']);
  story.stops('a', 'budget');
  story.facts = { budget: 5 * DIME };
  assert.deepEqual(story.goesOn(), ['withdraw', 'pause-run budget run']);
  assert.deepEqual(softLimits(story), []);
});

const softLimits = ({ state }: Story) =>
  state.notices.filter(({ code }) => code === 'budget/soft-limit').map(({ message }) => message);

test('calls of stages in a sub-pipeline are granted like all others', () => {
  const child = buildPipeline({ in: {} });
  const story = new Story(buildPipeline({ a: childStage(child) }));
  story.facts = { budget: DIME };
  story.goesOn();
  story.wants('a/in', DIME);
  assert.deepEqual(story.goesOn(), ['grant-call a/in 1']);
});
