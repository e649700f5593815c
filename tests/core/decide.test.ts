import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextWake } from '../../src/core/decide.ts';
import { usdMicros } from '../../src/model/brand.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { START, Story } from '../rig/story.ts';

const items = (...keys: string[]): { readonly foreach: string } => ({ foreach: JSON.stringify(keys) });

test('a stage is expanded, prepared and started, and the run ends with its last stage', () => {
  const story = new Story(buildPipeline({ a: {} }));
  assert.deepEqual(story.goesOn(), ['expand-stage a', 'prepare-task a', 'start-attempt a 1']);
  assert.deepEqual(story.asks(), []);
  story.succeeds('a');
  assert.deepEqual(story.goesOn(), ['end-run completed']);
  assert.deepEqual(story.asks(), []);
});

test('a stage waits for all of its needs', () => {
  const story = new Story(buildPipeline({ a: {}, b: {}, c: { needs: ['a', 'b'] } }));
  story.goesOn();
  story.succeeds('b');
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('a');
  assert.deepEqual(story.goesOn(), ['expand-stage c', 'prepare-task c', 'start-attempt c 1']);
});

test('with one slot the stage on the longest path goes first, then the one declared first', () => {
  const story = new Story(buildPipeline({ x: {}, y: {}, a: {}, b: { needs: ['a'] } }));
  story.facts = { slots: 1 };
  const order: string[] = [];
  for (let i = 0; i < 4; i++) {
    const started = story.goesOn().findLast((command) => command.startsWith('start-attempt'));
    const task = started?.split(' ')[1] ?? '';
    order.push(task);
    story.succeeds(task);
  }
  assert.deepEqual(order, ['a', 'x', 'y', 'b']);
});

test('no more tasks are prepared and started than there are free slots', () => {
  const story = new Story(buildPipeline({ clips: items('k1', 'k2', 'k3') }));
  story.facts = { slots: 2 };
  story.goesOn();
  assert.equal(story.state.inFlight, 2);
  assert.equal(story.task('clips[k3]').status, 'pending');
});

test('the items of a stage respect its concurrency', () => {
  const story = new Story(buildPipeline({ clips: { ...items('k1', 'k2', 'k3'), concurrency: 2 } }));
  story.goesOn();
  assert.equal(story.state.inFlight, 2);
  story.succeeds('clips[k1]');
  assert.deepEqual(story.goesOn(), ['prepare-task clips[k3]', 'start-attempt clips[k3] 1']);
});

test('sub-pipelines of a foreach respect its concurrency', () => {
  const child = buildPipeline({ a: {}, b: { needs: ['a'] } });
  const story = new Story(buildPipeline({ eps: childStage(child, { ...items('k1', 'k2'), concurrency: 1 }) }));
  story.goesOn();
  story.succeeds('eps[k1]/a');
  assert.deepEqual(story.goesOn(), ['expand-stage eps[k1]/b', 'prepare-task eps[k1]/b', 'start-attempt eps[k1]/b 1']);
  story.succeeds('eps[k1]/b');
  assert.equal(story.goesOn().includes('open-child eps[k2]'), true);
});

test('a full pool holds back its own stages and no others', () => {
  const story = new Story(buildPipeline({ a: { pool: 'gpu' }, b: { pool: 'gpu' }, c: {} }));
  story.facts = { freeInPool: { gpu: 1 } };
  assert.deepEqual(story.asks(), ['expand-stage a', 'expand-stage c']);
  story.facts = { freeInPool: { gpu: 0 } };
  assert.deepEqual(story.asks(), ['expand-stage c']);
});

test('a stage that the manifest skips is skipped without evaluating it', () => {
  const story = new Story(buildPipeline({ a: { skippable: true }, b: { needs: ['a'] } }));
  story.facts = { skip: new Set(['a']) };
  assert.deepEqual(story.goesOn(), ['skip-stage a', 'expand-stage b', 'prepare-task b', 'start-attempt b 1']);
});

test('after a failure nothing new starts, attempts in flight end, and the run fails', () => {
  const story = new Story(buildPipeline({ a: {}, b: {}, c: {} }));
  story.facts = { slots: 2 };
  story.goesOn();
  story.fails('a');
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('b');
  assert.deepEqual(story.goesOn(), ['end-run failed']);
});

test('with fail: late independent stages continue and only dependents are left out', () => {
  const story = new Story(buildPipeline({ a: {}, b: {}, c: { needs: ['a'] } }, { fail: 'late' }));
  story.facts = { slots: 1 };
  story.goesOn();
  story.fails('a');
  assert.deepEqual(story.goesOn(), ['expand-stage b', 'prepare-task b', 'start-attempt b 1']);
  story.succeeds('b');
  assert.deepEqual(story.goesOn(), ['end-run failed']);
});

test('a stage with on_error: continue lets its readers start, and the run completes', () => {
  const story = new Story(buildPipeline({ a: { onError: 'continue' }, b: { needs: ['a'] } }));
  story.goesOn();
  story.fails('a');
  assert.deepEqual(story.goesOn(), ['expand-stage b', 'prepare-task b', 'start-attempt b 1']);
  story.succeeds('b');
  assert.deepEqual(story.goesOn(), ['end-run completed']);
});

test('the other items continue after one has failed', () => {
  const story = new Story(buildPipeline({ clips: { ...items('k1', 'k2'), concurrency: 1 } }));
  story.goesOn();
  story.fails('clips[k1]');
  assert.deepEqual(story.goesOn(), ['prepare-task clips[k2]', 'start-attempt clips[k2] 1']);
});

test('a retry waits for its time without using a slot, and the run wakes up for it', () => {
  const story = new Story(buildPipeline({ a: { retry: { ...RETRY, attempts: 2 } }, b: {} }));
  story.facts = { slots: 1 };
  story.goesOn();
  story.fails('a', 500);
  assert.equal(story.goesOn().at(-1), 'start-attempt b 1');
  story.succeeds('b');
  assert.deepEqual(story.goesOn(), []);
  assert.equal(nextWake(story.pipeline, story.state, story.now), START + 500);
  story.passes(500);
  assert.deepEqual(story.asks(), ['start-attempt a 2']);
});

test('setting the clock far back does not prolong the wait for a retry, a small correction does', () => {
  const story = new Story(buildPipeline({ a: { retry: { ...RETRY, attempts: 2 } } }));
  story.goesOn();
  story.fails('a', 500);
  story.passes(-30_000);
  assert.deepEqual(story.asks(), []);
  story.passes(-3_600_000);
  assert.deepEqual(story.asks(), ['start-attempt a 2']);
});

test('a run does not wake up for a due retry that has no slot', () => {
  const story = new Story(buildPipeline({ a: { retry: { ...RETRY, attempts: 2 } } }));
  story.goesOn();
  story.fails('a', 500);
  story.passes(501);
  assert.equal(nextWake(story.pipeline, story.state, story.now), null);
});

test('a run also wakes up for items and sub-pipelines in backoff', () => {
  const retry = { ...RETRY, attempts: 2 };
  const child = buildPipeline({ a: { ...items('k1', 'k2'), retry } });
  const story = new Story(buildPipeline({ eps: childStage(child, items('e1')) }));
  story.goesOn();
  story.fails('eps[e1]/a[k1]', 900);
  story.fails('eps[e1]/a[k2]', 300);
  assert.equal(nextWake(story.pipeline, story.state, story.now), START + 300);
});

test('a sub-pipeline opens, runs, closes and settles its stage', () => {
  const story = new Story(buildPipeline({ sub: childStage(buildPipeline({ a: {} })), last: { needs: ['sub'] } }));
  assert.deepEqual(story.goesOn(), [
    'expand-stage sub',
    'prepare-task sub',
    'open-child sub',
    'expand-stage sub/a',
    'prepare-task sub/a',
    'start-attempt sub/a 1',
  ]);
  story.succeeds('sub/a');
  assert.deepEqual(story.goesOn().slice(0, 2), ['close-child sub', 'expand-stage last']);
});

test('a failed stage of a sub-pipeline fails the stage of the sub-pipeline', () => {
  const child = buildPipeline({ a: {}, b: { needs: ['a'] } });
  const story = new Story(buildPipeline({ sub: childStage(child) }));
  story.goesOn();
  story.fails('sub/a');
  assert.deepEqual(story.goesOn(), ['fail-child sub', 'end-run failed']);
});

test('an attempt starts only if its maximum cost fits into the budget beside all reservations', () => {
  const maxCost = usdMicros(60);
  const story = new Story(buildPipeline({ a: { maxCost }, b: { maxCost } }));
  story.facts = { budget: 100 };
  assert.equal(story.goesOn().filter((command) => command.startsWith('start')).length, 1);
  story.costs('a', 10);
  story.succeeds('a');
  assert.deepEqual(story.goesOn(), ['start-attempt b 1']);
});

test('a budget that is too small pauses the run once nothing is in flight, until it is raised enough', () => {
  const story = new Story(buildPipeline({ a: { maxCost: usdMicros(60) } }));
  story.facts = { budget: 50 };
  assert.deepEqual(story.goesOn(), ['expand-stage a', 'prepare-task a', 'pause-run budget']);
  assert.match(
    String(story.state.pause?.message),
    /budget of \$0\.00005 does not cover .* \(\$0\.00006 needed in total\)/,
  );
  assert.equal(story.state.pause?.needs, 60);
  story.facts = { budget: 59 };
  assert.deepEqual(story.goesOn(), ['pause-run budget run'], 'that is said of the new one');
  assert.deepEqual(story.asks(), []);
  story.facts = { budget: 60 };
  assert.deepEqual(story.goesOn(), ['unpause-run', 'start-attempt a 1']);
});

test('a used-up budget also stops attempts without a maximum cost', () => {
  const story = new Story(buildPipeline({ a: {}, b: { needs: ['a'] } }));
  story.facts = { budget: 50 };
  story.goesOn();
  story.costs('a', 50);
  story.succeeds('a');
  assert.equal(story.goesOn().at(-1), 'pause-run budget');
});

test('a paused run lets attempts in flight end, starts nothing, and continues when unpaused', () => {
  const story = new Story(buildPipeline({ a: {}, b: { needs: ['a'] } }));
  story.goesOn();
  story.facts = { paused: true };
  assert.deepEqual(story.asks(), []);
  story.succeeds('a');
  assert.deepEqual(story.goesOn(), ['pause-run manifest']);
  story.facts = {};
  assert.deepEqual(story.goesOn().slice(0, 2), ['unpause-run', 'expand-stage b']);
});

test('a run that is paused after its last stage has ended is ended, not paused', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  story.facts = { paused: true };
  story.succeeds('a');
  assert.deepEqual(story.goesOn(), ['end-run completed']);
});

test('a cancelled run ends when its last attempt in flight has ended', () => {
  const story = new Story(buildPipeline({ a: {}, b: {} }));
  story.goesOn();
  story.facts = { cancelled: true };
  assert.deepEqual(story.goesOn(), ['cancel-run']);
  for (const task of ['a', 'b']) {
    assert.deepEqual(story.asks(), []);
    story.stops(task, 'cancelled');
  }
  assert.deepEqual(story.goesOn(), ['end-run cancelled']);
});

test('a paused run can be cancelled', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.facts = { paused: true };
  story.goesOn();
  story.facts = { paused: true, cancelled: true };
  assert.deepEqual(story.goesOn(), ['cancel-run', 'end-run cancelled']);
});

test('a process that is asked to stop starts nothing', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.facts = { stopping: true };
  assert.deepEqual(story.asks(), []);
});

test('finally stages run after the result is recorded, whatever it is, and are not limited by a budget', () => {
  const finals = { notify: { maxCost: usdMicros(1000) }, tidy: { needs: ['notify'] } };
  const story = new Story(buildPipeline({ a: {} }, { finals }));
  story.facts = { budget: 1 };
  story.goesOn();
  story.fails('a');
  assert.deepEqual(story.goesOn(), [
    'end-run failed',
    'expand-stage finally:notify',
    'prepare-task finally:notify',
    'start-attempt finally:notify 1',
  ]);
  story.fails('finally:notify');
  assert.deepEqual(story.goesOn(), ['end-finals']);
  assert.equal(story.state.phase, 'failed');
});

test('a rerun reuses results that are up to date and starts only what has changed', () => {
  const story = new Story(buildPipeline({ a: {}, b: {} }));
  story.goesOn();
  story.succeeds('a');
  story.succeeds('b');
  story.goesOn();
  story.content.set('b', 1);
  story.reruns();
  const asked = story.goesOn();
  assert.equal(asked.includes('reuse-result a'), true);
  assert.deepEqual(
    asked.filter((command) => command.startsWith('start')),
    ['start-attempt b 2'],
  );
});
