/** What each event makes of a run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withError } from '../../src/core/attempt-event.ts';
import { consumedAttempts } from '../../src/core/task.ts';
import { epochMs, usdMicros } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { address, Story } from '../rig/story.ts';

const output = { type: 'inline', value: 1 } as const;
const outcomes = (story: Story, task: string): readonly string[] => story.task(task).attempts.map((a) => a.outcome);

/** A story in which `a` has one attempt in flight. */
function running(more: Parameters<typeof buildPipeline>[0][string] = {}): Story {
  const story = new Story(buildPipeline({ a: more }));
  story.goesOn();
  return story;
}

test('a successful attempt completes its task with output, fingerprint and dependencies', () => {
  const story = running();
  story.succeeds('a', { words: 3 });
  const task = story.task('a');
  assert.equal(task.status, 'completed');
  assert.deepEqual(task.status === 'completed' && task.result.output, { type: 'inline', value: { words: 3 } });
  assert.deepEqual(outcomes(story, 'a'), ['success']);
  assert.equal(story.state.inFlight, 0);
});

test('a cached result is not an attempt', () => {
  const story = running();
  const ref = { task: address('a'), n: 1, log: null };
  story.tell({ type: 'attempt-succeeded', ...ref, output, artifacts: [], cachedFrom: 'ep000:a' });
  const task = story.task('a');
  assert.equal(task.attempts.length, 0);
  assert.equal(task.status === 'completed' && task.result.origin, 'cached');
  assert.equal(task.status === 'completed' && task.result.from, 'ep000:a');
});

test('a failure with a retry time waits for it; one without is final', () => {
  const story = running({ retry: { ...RETRY, attempts: 2 } });
  story.fails('a', 100);
  assert.equal(story.task('a').status, 'backoff');
  story.passes(100);
  story.goesOn();
  story.fails('a');
  assert.equal(story.task('a').status, 'failed');
  assert.deepEqual(outcomes(story, 'a'), ['failure', 'failure']);
  assert.deepEqual(
    story.state.errors.map(({ task, attempt, code }) => [task, attempt, code]),
    [
      ['a', 1, 'command/exit'],
      ['a', 2, 'command/exit'],
    ],
  );
});

test('an attempt in flight at a crash is lost and counted apart, and its task starts again', () => {
  const story = running({ retry: { ...RETRY, maxLost: 1 } });
  story.crashes();
  assert.deepEqual(outcomes(story, 'a'), ['lost']);
  assert.equal(story.state.inFlight, 0);
  assert.equal(consumedAttempts(story.task('a'), 1), 0);
  assert.deepEqual(story.goesOn(), ['prepare-task a', 'start-attempt a 2']);
});

test('a task that was lost too often fails, and the errors of the run say so', () => {
  const story = new Story(
    buildPipeline({ eps: childStage(buildPipeline({ a: { retry: { ...RETRY, maxLost: 0 } } })) }),
  );
  story.goesOn();
  story.crashes();
  assert.equal(story.task('eps/a').status, 'failed');
  assert.deepEqual(
    story.state.errors.map(({ task, attempt, code }) => [task, attempt, code]),
    [['eps/a', 1, 'attempt/lost']],
  );
});

test('lost attempts are counted per generation', () => {
  const story = running({ retry: { ...RETRY, maxLost: 1 } });
  story.crashes();
  story.goesOn();
  story.fails('a');
  story.goesOn();
  story.reruns();
  story.goesOn();
  story.crashes();
  assert.equal(story.task('a').status, 'pending');
  story.goesOn();
  story.crashes();
  assert.equal(story.task('a').status, 'failed');
});

test('a shutdown returns the task to its earlier state, a cancellation ends it', () => {
  const one = running();
  one.stops('a', 'shutdown');
  assert.equal(one.task('a').status, 'pending');
  const two = running();
  two.stops('a', 'cancelled');
  assert.equal(two.task('a').status, 'cancelled');
});

test('reported costs are added to the attempt and to the run, and unknown costs stay unknown', () => {
  const story = running({ maxCost: usdMicros(50) });
  assert.equal(story.state.reserved, 50);
  story.costs('a', 10);
  story.costs('a', 5);
  assert.deepEqual(story.task('a').attempts[0]?.cost, { usd: 15, tokens: 0 });
  assert.deepEqual(story.state.spent, { usd: 15, atMost: 15, unknown: 0, tokens: 0 });
  story.costs('a', null);
  assert.equal(story.task('a').attempts[0]?.cost?.usd, null);
});

test('an unknown cost counts as everything that was reserved for it', () => {
  const story = running({ maxCost: usdMicros(50) });
  story.costs('a', null);
  story.succeeds('a');
  assert.deepEqual(story.state.spent, { usd: 0, atMost: 50, unknown: 1, tokens: 0 });
  assert.equal(story.state.reserved, 0);
});

test('a lost attempt keeps its possible cost as a ceiling', () => {
  const story = running({ maxCost: usdMicros(50) });
  story.costs('a', 20);
  story.crashes();
  assert.deepEqual(story.state.spent, { usd: 20, atMost: 50, unknown: 0, tokens: 0 });
});

test('progress and an external id are kept while the attempt runs', () => {
  const story = running();
  const progress = { done: 3, total: 10, label: 'segment' };
  story.tell({ type: 'attempt-progressed', task: address('a'), n: 1, progress });
  story.tell({ type: 'attempt-external', task: address('a'), n: 1, externalId: 'job-17' });
  const task = story.task('a');
  assert.deepEqual(task.status === 'running' && task.progress, progress);
  assert.equal(task.attempts[0]?.externalId, 'job-17');
});

test('a stage that could not be evaluated is broken, and its error is recorded', () => {
  const story = new Story(buildPipeline({ a: { when: 'broken' }, b: { with: { broken: true } } }));
  story.goesOn();
  const state = story.stage('a');
  assert.equal(state.status, 'broken');
  assert.deepEqual(
    story.state.errors.map(({ task, attempt }) => [task, attempt]),
    [
      ['a', null],
      ['b', null],
    ],
  );
});

test('a new generation keeps attempts and costs, and clears errors, outputs and the pause', () => {
  const story = running();
  story.costs('a', 7);
  story.fails('a');
  story.goesOn();
  story.reruns();
  assert.equal(story.state.phase, 'running');
  assert.equal(story.state.spent.usd, 7);
  assert.deepEqual(story.state.errors, []);
  assert.equal(story.state.endedAt, null);
  assert.deepEqual(story.goesOn().slice(-1), ['start-attempt a 2']);
  assert.equal(consumedAttempts(story.task('a'), 2), 0, 'attempts count anew in each generation');
});

test('finally stages run again in every generation, and their attempts are counted on', () => {
  const story = new Story(buildPipeline({ a: {} }, { finals: { notify: {} } }));
  const round = (): readonly string[] => {
    const asked = [...story.goesOn()];
    if (asked.some((command) => command.startsWith('start-attempt a'))) story.succeeds('a');
    asked.push(...story.goesOn());
    story.succeeds('finally:notify');
    story.goesOn();
    return asked.filter((command) => command.startsWith('start-attempt'));
  };
  assert.deepEqual(round(), ['start-attempt a 1', 'start-attempt finally:notify 1']);
  story.reruns();
  assert.deepEqual(round(), ['start-attempt finally:notify 2']);
});

test('a sub-pipeline that a cancellation interrupted keeps its completed results', () => {
  const story = new Story(buildPipeline({ sub: childStage(buildPipeline({ a: {}, b: { needs: ['a'] } })) }));
  story.goesOn();
  story.succeeds('sub/a');
  story.goesOn();
  story.facts = { cancelled: true };
  story.goesOn();
  story.stops('sub/b', 'cancelled');
  story.goesOn();
  assert.equal(story.state.phase, 'cancelled');
  story.facts = {};
  story.reruns();
  const asked = story.goesOn();
  assert.equal(asked.includes('reuse-result sub/a'), true);
  assert.equal(asked.includes('start-attempt sub/b 2'), true);
});

test('a sub-pipeline that a pause left open is opened again by a rerun and keeps its completed results', () => {
  const story = new Story(buildPipeline({ sub: childStage(buildPipeline({ a: {}, b: { needs: ['a'] } })) }));
  story.goesOn();
  story.facts = { paused: true };
  story.succeeds('sub/a');
  assert.deepEqual(story.goesOn(), ['pause-run manifest']);
  story.facts = {};
  story.reruns();
  const asked = story.goesOn();
  assert.equal(asked.includes('reuse-result sub/a'), true);
  assert.equal(asked.includes('start-attempt sub/b 1'), true);
});

test('results whose files were replaced do not come back when a stage becomes a sub-pipeline again, or the reverse', () => {
  const plain = buildPipeline({ sub: {} });
  const nested = buildPipeline({ sub: childStage(buildPipeline({ a: {} })) });
  for (const [first, between] of [
    [nested, plain],
    [plain, nested],
  ] as const) {
    const works = (pipeline: typeof plain): string => (pipeline === plain ? 'sub' : 'sub/a');
    const story = new Story(first);
    for (const [n, pipeline] of [first, between, first].entries()) {
      story.pipeline = pipeline;
      // Its kind is in its fingerprint.
      story.content.set('sub', pipeline === plain ? 1 : 2);
      if (n > 0) story.reruns();
      assert.match(story.goesOn().join(), new RegExp(`start-attempt ${works(pipeline)} `), `generation ${n + 1}`);
      story.succeeds(works(pipeline), null, ['a/page.md']);
      story.goesOn();
      assert.equal(story.state.phase, 'completed');
    }
  }
});

test('an item that left the list and comes back is not run again, not even after a restart', () => {
  const both = buildPipeline({ clips: { foreach: '["k1","k2"]' } });
  const story = new Story(both);
  story.goesOn();
  story.succeeds('clips[k1]');
  story.succeeds('clips[k2]');
  story.goesOn();
  story.pipeline = buildPipeline({ clips: { foreach: '["k2"]' } });
  story.reruns();
  story.goesOn();
  story.reads();
  story.pipeline = both;
  story.reruns();
  story.goesOn();
  assert.equal(story.state.phase, 'completed');
  assert.equal(story.task('clips[k1]').attempts.length, 1);
});

test('items keep their history by key when a list changes', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["k1","k2"]' } }));
  story.goesOn();
  story.succeeds('clips[k1]');
  story.succeeds('clips[k2]');
  story.goesOn();
  story.pipeline = buildPipeline({ clips: { foreach: '["k3","k2"]' } });
  story.reruns();
  const asked = story.goesOn();
  assert.equal(asked.includes('reuse-result clips[k2]'), true);
  assert.equal(asked.includes('start-attempt clips[k3] 1'), true);
});

test('executions say how each period of work ended, and only the newest are kept', () => {
  const story = running();
  story.crashes();
  story.tell({ type: 'execution-ended', reason: 'shutdown' });
  story.crashes();
  assert.deepEqual(
    story.state.executions.map(({ reason }) => reason),
    ['killed', 'shutdown', null],
  );
  for (let i = 0; i < 60; i++) story.crashes();
  assert.equal(story.state.executions.length, 50);
});

test('the newest fifty notices are kept', () => {
  const story = running();
  const diagnostic: Diagnostic = { code: 'format/empty', severity: 'warning', message: 'empty', at: null };
  for (let i = 0; i < 55; i++) story.tell({ type: 'notice', diagnostic: { ...diagnostic, message: `${i}` } });
  assert.equal(story.state.notices.length, 50);
  assert.equal(story.state.notices.at(-1)?.message, '54');
});

test('an event never changes the state object to which it is applied', () => {
  const story = running();
  const before = story.state;
  const text = JSON.stringify(before);
  story.succeeds('a');
  story.goesOn();
  assert.equal(JSON.stringify(before), text);
});

test('the newest hundred errors are kept, and the newest three results that reruns replaced', () => {
  const story = new Story(buildPipeline({ a: {} }));
  story.goesOn();
  let { state } = story;
  for (let at = 0; at < 105; at++) {
    const failure = { code: `test/${at}`, message: 'no' };
    state = withError(state, { task: 'a', attempt: 1, at: epochMs(at), failure });
  }
  assert.deepEqual(
    [state.errors.length, state.errors[0]?.code, state.errors.at(-1)?.code],
    [100, 'test/5', 'test/104'],
  );
  for (let i = 0; i < 6; i++) {
    story.succeeds('a');
    story.goesOn();
    story.reruns(['a']);
    story.goesOn();
  }
  assert.equal(story.task('a').earlier.length, 3);
});
