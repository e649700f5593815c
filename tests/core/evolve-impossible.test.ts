/** Events that cannot happen where they are said to have happened. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evolve } from '../../src/core/evolve.ts';
import { digest, epochMs, InternalError, itemKey, projectPath, usdMicros } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { address, Story } from '../rig/story.ts';

const at = epochMs(0);
const failure = { code: 'command/exit', message: 'exit code 1', retry: 'policy' } as const;
const output = { type: 'inline', value: 1 } as const;

/** A story in which `a` has one attempt in flight. */
function running(more: Parameters<typeof buildPipeline>[0][string] = {}): Story {
  const story = new Story(buildPipeline({ a: more }));
  story.goesOn();
  return story;
}

const a = address('a');
const log = projectPath('a.log');
const prepared = { fingerprint: digest('sha256:22'), depends: {} };

/** Of a run in which `a` has attempt 1 in flight and `b` waits for it. */
const IMPOSSIBLE: Readonly<Record<string, Event>> = {
  'expanding a stage twice': { type: 'stage-expanded', at, task: a, expansion: { type: 'single' } },
  'breaking a stage that is expanded': { type: 'stage-broken', at, task: a, failure },
  'an unknown stage': { type: 'stage-expanded', at, task: address('nowhere'), expansion: { type: 'single' } },
  'a task of a stage that is not expanded': { type: 'task-prepared', at, task: address('b'), ...prepared },
  'an item of a stage without items': { type: 'attempt-external', at, task: address('a[k1]'), n: 1, externalId: 'x' },
  'a stage below one that is no sub-pipeline': { type: 'task-prepared', at, task: address('a/b'), ...prepared },
  'preparing a running task': { type: 'task-prepared', at, task: a, ...prepared },
  'breaking a running task': { type: 'task-broken', at, task: a, failure },
  'reusing for a running task': { type: 'task-reused', at, task: a },
  'opening a stage that is no sub-pipeline': { type: 'child-opened', at, task: a, inputs: {} },
  'closing a sub-pipeline that is not open': { type: 'child-closed', at, task: a, output },
  'starting a running task': { type: 'attempt-started', at, task: a, n: 2, effectKey: 'k' },
  'the end of another attempt': {
    type: 'attempt-failed',
    at,
    task: a,
    n: 2,
    outcome: 'failure',
    failure,
    retryAt: null,
    log,
  },
  'the cost of another attempt': { type: 'attempt-cost', at, task: a, n: 2, cost: { usd: usdMicros(1), tokens: 0 } },
  'continuing a run that is not paused': { type: 'run-unpaused', at },
  'the end of finally stages before that of the run': { type: 'finals-ended', at },
};

for (const [what, event] of Object.entries(IMPOSSIBLE)) {
  test(`${what} is impossible`, () => {
    const story = new Story(buildPipeline({ a: {}, b: { needs: ['a'] } }));
    story.goesOn();
    assert.throws(() => evolve(story.pipeline, story.state, event), InternalError);
  });
}

test('events after the end of an attempt or of the run are impossible', () => {
  const story = running();
  story.succeeds('a');
  assert.throws(
    () => story.tell({ type: 'attempt-progressed', task: a, n: 1, progress: { done: 1, total: null, label: null } }),
    InternalError,
  );
  assert.throws(() => story.stops('a', 'shutdown'), InternalError);
  story.goesOn();
  for (const event of [
    { type: 'run-paused', reason: 'manifest', message: '', needs: null },
    { type: 'cancel-requested' },
    { type: 'run-ended', status: 'completed', outputs: null },
  ] as const)
    assert.throws(() => story.tell(event), InternalError);
});

test('a run must begin with its first generation', () => {
  const { pipeline } = running();
  assert.throws(() => evolve(pipeline, null, { type: 'run-unpaused', at }), InternalError);
});

test('a generation cannot begin while attempts are in flight, or twice', () => {
  const story = running();
  assert.throws(() => story.reruns(), InternalError);
  story.succeeds('a');
  story.goesOn();
  const { generation } = story.state;
  story.state = { ...story.state, generation: generation + 1 };
  story.reruns();
  story.state = { ...story.state, generation: generation + 9 };
  const ref = { run: story.state.id, uid: story.state.uid, pipeline: story.state.pipeline, inputs: {}, from: [] };
  assert.throws(() => story.tell({ type: 'generation-started', ...ref, generation: 3 }), InternalError);
});

test('an item that is not in the list is impossible', () => {
  const story = new Story(buildPipeline({ clips: { foreach: '["k1"]' } }));
  story.goesOn();
  for (const task of ['clips[k2]', 'clips'])
    assert.throws(
      () => story.tell({ type: 'attempt-external', task: address(task), n: 1, externalId: 'x' }),
      InternalError,
    );
  assert.equal(itemKey('k1'), 'k1');
});
