/** Two versions of one run: the one that won takes finished results of the other, and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from '../../src/core/merged.ts';
import { buildPipeline, childStage, type GraphSpec } from '../rig/build-pipeline.ts';
import { checkpoint, rests, review, SPECS, starts, survives } from '../rig/gated.ts';
import { Story } from '../rig/story.ts';

const WHOLE = () => true;

/** @param without tasks that are still at it. */
function worked(specs: GraphSpec, without: readonly string[] = []): Story {
  const story = new Story(buildPipeline(specs));
  story.facts = { slots: 99 };
  for (let asked = story.goesOn(); asked.length > 0; asked = story.goesOn()) {
    const tasks = starts(asked).map((command) => command.split(' ')[1] ?? '');
    for (const task of tasks) if (!without.includes(task)) story.succeeds(task, 'same as ever');
  }
  return story;
}

function takes(winner: Story, loser: Story, isWhole = WHOLE): Story {
  winner.state = merged(winner.pipeline, winner.state, { checkpoint: checkpoint(loser), isWhole });
  survives(winner);
  return winner;
}

const ABC: GraphSpec = { a: {}, b: { needs: ['a'] }, c: { needs: ['b'] } };

test('tasks that the other version finished are not started again, whatever the state of their stage', () => {
  const loser = worked(ABC);
  const begun = (tell: (story: Story) => void): Story => {
    const story = worked(ABC, ['b']);
    tell(story);
    return takes(story, loser);
  };
  assert.deepEqual(starts(rests(takes(new Story(buildPipeline(ABC)), loser))), []);
  assert.deepEqual(starts(rests(begun((story) => story.crashes()))), []);
  const waiting = begun((story) => story.fails('b', 60_000));
  assert.deepEqual([starts(rests(waiting)), waiting.state.phase], [[], 'completed']);
  const failed = begun((story) => story.fails('b'));
  assert.equal(failed.task('b').status, 'failed');
  failed.goesOn();
  failed.reruns();
  assert.deepEqual(starts(rests(failed)), []);
});

test('a result with another fingerprint is not taken over', () => {
  const loser = worked(ABC);
  const winner = new Story(buildPipeline(ABC));
  winner.content.set('b', 2);
  assert.deepEqual(starts(rests(takes(winner, loser))), ['start-attempt b 1']);
});

test('a result whose files are missing is not taken over', () => {
  const winner = takes(new Story(buildPipeline(ABC)), worked(ABC), () => false);
  assert.deepEqual(starts(rests(winner)), ['start-attempt a 1', 'start-attempt b 1', 'start-attempt c 1']);
});

test('finished tasks are unchanged, and with nothing to take over the state is identical', () => {
  const winner = worked(ABC);
  const { state } = winner;
  for (const loser of [worked(ABC), worked(ABC, ['b']), new Story(buildPipeline(ABC))])
    assert.equal(merged(winner.pipeline, state, { checkpoint: checkpoint(loser), isWhole: WHOLE }), state);
});

test('attempts, costs and failures stay with the version that had them', () => {
  const loser = worked(ABC, ['b']);
  loser.costs('b', 70_000);
  loser.succeeds('b', 'same as ever');
  loser.goesOn();
  loser.fails('c');
  const winner = takes(new Story(buildPipeline(ABC)), loser);
  assert.deepEqual(starts(rests(winner)), ['start-attempt c 1']);
  assert.deepEqual([winner.state.spent.usd, winner.state.errors], [0, []]);
  assert.deepEqual([winner.task('b').attempts, winner.task('c').attempts.length], [[], 1]);
});

test('an answer is never taken over: the gate asks, and results behind it are used after the answer', () => {
  const loser = worked(SPECS);
  loser.says('review', {});
  rests(loser);
  assert.equal(loser.task('b').status, 'completed');
  const winner = takes(new Story(buildPipeline(SPECS)), loser);
  assert.deepEqual(starts(rests(winner)), []);
  assert.equal(winner.task('review').status, 'asked');
  winner.says('review', {});
  assert.deepEqual(starts(rests(winner)), []);
  assert.deepEqual([winner.state.phase, winner.task('b').status], ['completed', 'completed']);
});

test('items are taken over by their keys, even those that are not in the current list', () => {
  const clips = (keys: string): GraphSpec => ({ clips: { foreach: keys } });
  const loser = worked(clips('["k1","k2","k3"]'));
  const winner = worked(clips('["k2","k4"]'), ['clips[k2]', 'clips[k4]']);
  winner.crashes();
  assert.deepEqual(starts(rests(takes(winner, loser))), ['start-attempt clips[k4] 2']);
  winner.pipeline = buildPipeline(clips('["k1","k3"]'));
  winner.reruns();
  assert.deepEqual(starts(rests(winner)), []);
  const fresh = takes(new Story(buildPipeline(clips('["k1","k5"]'))), loser);
  assert.deepEqual(starts(rests(fresh)), ['start-attempt clips[k5] 1']);
});

test('stages of a sub-pipeline are taken over, whether it is open, was open, or never started', () => {
  const inner = buildPipeline({ x: {}, y: { needs: ['x'] }, z: { needs: ['y'] } });
  const specs: GraphSpec = { sub: childStage(inner), many: childStage(inner, { foreach: '["e1"]' }) };
  const loser = worked(specs);
  const open = worked(specs, ['sub/y', 'many[e1]/y']);
  open.crashes();
  assert.deepEqual(starts(rests(takes(open, loser))), []);
  const part = worked(specs, ['sub/z', 'many[e1]/z']);
  assert.deepEqual(starts(rests(takes(new Story(buildPipeline(specs)), part))), [
    'start-attempt sub/z 1',
    'start-attempt many[e1]/z 1',
  ]);
});

test('a gate inside a sub-pipeline asks even if the other version had passed it', () => {
  const specs: GraphSpec = { sub: childStage(buildPipeline({ a: {}, review, b: { needs: ['review'] } })) };
  const loser = worked(specs);
  loser.says('sub/review', {});
  rests(loser);
  assert.equal(loser.state.phase, 'completed');
  const winner = takes(new Story(buildPipeline(specs)), loser);
  assert.deepEqual(starts(rests(winner)), []);
  assert.equal(winner.task('sub/review').status, 'asked');
});
