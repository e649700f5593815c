/** `changes` at a gate: what runs again, what is reused, and what they wait for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followers } from '../../src/core/send-back.ts';
import { stageIndex } from '../../src/model/brand.ts';
import { approve, changes } from '../rig/answers.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { asking, review, tasksRun } from '../rig/gated.ts';
import { Story } from '../rig/story.ts';

test('the followers of a stage are the stage and everything that needs it, directly or not', () => {
  const { graph } = buildPipeline({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] }, d: {} });
  const ids = (from: number) => [...followers(graph, stageIndex(from))].map((index) => graph.stages[index]?.id);
  assert.deepEqual(ids(graph.indexOf.get('b') ?? -1), ['b', 'c']);
});

test('the rework stage runs again in a higher round, and the gate asks again about the new result', () => {
  const story = asking({ a: {}, review, b: { needs: ['review'] } });
  story.says('review', changes('shorter'));
  assert.deepEqual(tasksRun(story, 'second'), ['a']);
  assert.equal(story.task('a').round, 2);
  assert.deepEqual(
    story.task('review').rounds.map(({ iteration, end }) => [iteration, end?.decision]),
    [
      [1, 'changes'],
      [2, undefined],
    ],
  );
  assert.equal(story.state.phase, 'awaiting');
});

test('requested changes count once, although they stay in the manifest', () => {
  const story = asking({ a: {}, review });
  story.says('review', changes('shorter'));
  tasksRun(story, 'second');
  story.crashes();
  assert.deepEqual(tasksRun(story), []);
});

test('changes that result in the same content do not cause a loop', () => {
  const story = asking({ a: {}, review });
  story.says('review', changes('shorter', { of: story.round('review').subject }));
  tasksRun(story, 'first');
  assert.equal(story.round('review').iteration, 2);
  assert.equal(story.round('review').subject, story.task('review').rounds[0]?.subject);
  assert.deepEqual([story.state.phase, tasksRun(story)], ['awaiting', []]);
});

test('stages in between follow their fingerprints, and stages that are no followers keep their results', () => {
  const story = asking({
    a: {},
    other: {},
    between: { needs: ['a'] },
    g: { asks: { subject: 'between', rework: 'a' } },
  });
  story.says('g', changes('shorter'));
  assert.deepEqual(
    tasksRun(story, (task) => (task === 'a' ? 'first' : 'second')),
    ['a'],
  );
  assert.equal(story.round('g').iteration, 2);
  story.says('g', changes('even shorter'));
  assert.deepEqual(tasksRun(story, 'third'), ['a', 'between']);
});

test('changes that name items run those items again and no others', () => {
  const story = asking({ clips: { foreach: '["k1","k2"]' }, g: { asks: { subject: 'clips', rework: 'clips' } } });
  story.says('g', { ...changes(''), items: { k2: 'louder' } });
  assert.deepEqual(tasksRun(story, 'second'), ['clips[k2]']);
  assert.deepEqual(
    ['clips[k1]', 'clips[k2]'].map((task) => story.task(task).round),
    [1, 2],
  );
});

test('if the rework stage has other items than the subject, all of them run again', () => {
  const story = asking({
    scenes: { foreach: '["s1","s2"]' },
    clips: { foreach: '["k1","k2"]', needs: ['scenes'] },
    g: { asks: { subject: 'clips', rework: 'scenes' } },
  });
  story.says('g', { ...changes(''), items: { k2: 'louder' } });
  assert.deepEqual(tasksRun(story, (task) => (task.startsWith('scenes') ? 'second' : 'third')).slice(0, 2), [
    'scenes[s1]',
    'scenes[s2]',
  ]);
});

test('W3: changes wait for a follower in flight, and no further attempt of it starts meanwhile', () => {
  const story = new Story(
    buildPipeline({ a: {}, review, b: { needs: ['a'] }, c: { needs: ['b'] }, d: {}, e: { needs: ['d'] } }),
  );
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.says('review', changes('shorter'));
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('d');
  assert.deepEqual(story.goesOn(), ['expand-stage e', 'prepare-task e', 'start-attempt e 1']);
  story.succeeds('b', 'paid for');
  assert.equal(story.asks()[0], 'settle-gate review changes');
  assert.ok(!story.goesOn().some((command) => command.endsWith(' c')));
  assert.equal(story.task('a').round, 2);
});

test('W3: changes wait for a sub-pipeline with one item running and another waiting for its retry', () => {
  const child = buildPipeline({ s: { retry: { ...RETRY, attempts: 2 } } });
  const story = new Story(
    buildPipeline({ a: {}, review, sub: childStage(child, { needs: ['a'], foreach: '["x","y"]' }) }),
  );
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.fails('sub[x]/s', 60_000);
  story.says('review', changes('shorter'));
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('sub[y]/s', 'paid for');
  assert.equal(story.goesOn()[0], 'settle-gate review changes');
});

test('W3: while changes wait for one follower, prepared tasks of another do not start', () => {
  const story = new Story(
    buildPipeline({ a: {}, review, slow: { needs: ['a'] }, quick: { needs: ['a'] }, next: { needs: ['quick'] } }),
  );
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.says('review', changes('shorter'));
  story.succeeds('quick');
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('slow');
  assert.deepEqual(story.goesOn().slice(0, 2), ['settle-gate review changes', 'expand-stage a']);
});

test('W3: changes wait for an attempt inside a sub-pipeline, whose other stages do not start', () => {
  const child = buildPipeline({ x: {}, y: { needs: ['x'] } });
  const story = new Story(buildPipeline({ a: {}, review, sub: childStage(child, { needs: ['a'] }) }));
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.says('review', changes('shorter'));
  assert.deepEqual(story.goesOn(), []);
  story.succeeds('sub/x', 'paid for');
  assert.deepEqual(story.goesOn().slice(0, 2), ['settle-gate review changes', 'expand-stage a']);
});

test('a sub-pipeline that is sent back reuses its results if its inputs are the same', () => {
  const child = buildPipeline({ x: {}, y: { needs: ['x'] } });
  const story = asking({ a: {}, review, sub: childStage(child, { needs: ['a'] }) });
  story.says('review', changes('shorter'));
  assert.deepEqual(tasksRun(story, 'first'), ['a']);
  assert.equal(story.task('sub').status, 'completed');
});

test('a gate inside a sub-pipeline sends back within it', () => {
  const child = buildPipeline({ a: {}, review, b: { needs: ['review'] } });
  const story = asking({ before: {}, sub: childStage(child, { needs: ['before'] }) });
  story.says('sub/review', changes('shorter'));
  assert.deepEqual(tasksRun(story, 'second'), ['sub/a']);
  story.says('sub/review', approve());
  assert.deepEqual(tasksRun(story), ['sub/b']);
  assert.equal(story.state.phase, 'completed');
});

test("W4: if two gates are answered in one edit, a gate that is undone by the other's changes is not settled", () => {
  const story = asking({ a: {}, first: review, second: review, b: { needs: ['first', 'second'] } });
  story.says('first', changes('shorter'));
  story.says('second', approve());
  tasksRun(story, 'second');
  assert.deepEqual([story.round('first').iteration, story.state.phase], [2, 'awaiting']);
  assert.equal(story.stage('b').status, 'pending');
});

test('W4: changes at a gate undo an open question inside a sub-pipeline behind the same stage', () => {
  const child = buildPipeline({ x: {}, inner: { asks: { subject: 'x' } } });
  const story = asking({ sub: childStage(child, { needs: ['a'] }), a: {}, review });
  story.says('review', changes('shorter'));
  story.says('sub/inner', approve());
  tasksRun(story, 'second');
  assert.equal(story.state.phase, 'awaiting');
  assert.equal(story.round('review').iteration, 2);
});

test('a stage that is sent back has all its attempts again, even one that had failed with on_error: continue', () => {
  const story = new Story(
    buildPipeline({ a: { retry: { ...RETRY, attempts: 2 } }, b: { needs: ['a'], onError: 'continue' }, review }),
  );
  story.goesOn();
  story.fails('a', 10);
  story.passes(10);
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.fails('b');
  story.goesOn();
  story.says('review', changes('shorter'));
  assert.ok(story.goesOn().includes('start-attempt a 3'));
  story.fails('a', 10);
  story.passes(10);
  assert.deepEqual(story.goesOn(), ['start-attempt a 4']);
  story.succeeds('a', 'second');
  assert.ok(story.goesOn().includes('start-attempt b 2'));
});

test('a stage before the gate that waits for a retry is sent back at once', () => {
  const story = new Story(buildPipeline({ a: {}, review, b: { needs: ['a'], retry: { ...RETRY, attempts: 2 } } }));
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  story.fails('b', 60_000);
  story.says('review', changes('shorter'));
  assert.deepEqual(story.asks(), ['settle-gate review changes']);
});

test('the feedback of three rounds of changes is available together', () => {
  const story = asking({ a: {}, review });
  for (const [i, wish] of ['one', 'two', 'three'].entries()) {
    story.says('review', changes(wish));
    tasksRun(story, `round ${i}`);
    story.reads();
  }
  assert.deepEqual(
    story.task('review').rounds.map(({ iteration, end }) => [iteration, end?.feedback]),
    [
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
      [4, undefined],
    ],
  );
  assert.equal(story.task('a').round, 4);
});
