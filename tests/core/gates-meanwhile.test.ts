/** What else happens to a run while a gate of it asks: failures, reruns, cuts, money, parts, restarts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../src/core/decode.ts';
import { partOf, partVerdict } from '../../src/core/part.ts';
import { usdMicros } from '../../src/model/brand.ts';
import { approve, BOB, changes, reject, type Said } from '../rig/answers.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { asking, checkpoint, rests, review, SPECS, starts, survives } from '../rig/gated.ts';
import { address, Story } from '../rig/story.ts';

test('a run does not wait for people while other branches work', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {} }));
  story.goesOn();
  story.succeeds('a');
  assert.ok(story.goesOn().includes('ask-gate review'));
  assert.equal(story.state.phase, 'running');
  story.says('review', approve());
  assert.ok(story.goesOn().includes('start-attempt b 1'));
});

test('a run does not wait for people while its other work waits for a slot that other runs use', () => {
  for (const taken of [{ slots: 0 }, { freeInPool: { gpu: 0 } }]) {
    for (const foreach of [undefined, '["x","y"]']) {
      const story = new Story(
        buildPipeline({ ...SPECS, c: { pool: 'gpu', retry: { ...RETRY, attempts: 2 }, ...(foreach && { foreach }) } }),
      );
      story.facts = { slots: 2, freeInPool: { gpu: 1 } };
      story.goesOn();
      story.succeeds('a');
      if (foreach) story.succeeds('c[x]');
      else story.fails('c', 1000);
      story.passes(1000);
      story.facts = taken;
      assert.ok(story.goesOn().includes('ask-gate review'));
      assert.equal(story.state.phase, 'running');
      story.facts = {};
      assert.equal(starts(story.goesOn()).length, 1);
    }
  }
});

test('after a rejection attempts in flight finish, and then the run ends as rejected', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {}, d: { needs: ['c'] } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.says('review', reject('no'));
  assert.deepEqual(story.goesOn(), ['settle-gate review reject']);
  story.succeeds('c');
  assert.deepEqual(story.goesOn(), ['end-run rejected']);
});

test('a failure elsewhere ends the run, and the question continues in the next generation', () => {
  const story = new Story(buildPipeline({ a: {}, review: { asks: { ...review.asks, editable: true } }, c: {} }));
  story.goesOn();
  story.succeeds('a', 'first');
  story.goesOn();
  const { draft, askedAt } = story.round('review');
  story.fails('c');
  assert.deepEqual(story.goesOn(), ['end-run failed']);
  assert.equal(story.task('review').status, 'asked');
  survives(story);
  story.passes(1000);
  story.reruns();
  assert.ok(rests(story, 'better').includes('ask-gate review'));
  const { iteration, end, ...round } = story.round('review');
  assert.deepEqual([iteration, end, round.draft, round.askedAt], [1, null, draft, askedAt]);
});

test('a question about other content supersedes the open one', () => {
  const story = asking();
  story.content.set('a', 1);
  story.reruns();
  rests(story, 'second');
  survives(story);
  const said = story
    .task('review')
    .rounds.map(({ iteration, generation, end }) => [iteration, generation, end?.decision]);
  assert.deepEqual(said, [
    [1, 1, 'superseded'],
    [2, 2, undefined],
  ]);
});

test('if answers cannot be read for a while, those read for a quorum stay, and count when the rest is there', () => {
  const story = asking({ a: {}, review: { asks: { ...review.asks, quorum: 2 } } });
  story.says('review', approve());
  story.goesOn();
  const { given } = story.round('review');
  assert.equal(given.length, 1);
  const unread = { answers: [], short: null, isAmbiguous: false, rest: 'steady', isUnread: true } as const;
  story.facts = { gates: new Map([[address('review'), unread]]) };
  assert.deepEqual(story.goesOn(), []);
  assert.deepEqual(story.round('review').given, given);
  story.facts = {};
  story.says('review', approve(), approve({ by: 'bob', person: BOB }));
  assert.ok(story.goesOn().includes('settle-gate review approve'));
});

test('answers read for the quorum of another question are used up, even if that question comes back later', () => {
  const story = asking({ a: {}, review: { asks: { ...review.asks, quorum: 2 } } });
  const [ada, bob] = [approve({ by: 'a' }), approve({ by: 'b', person: BOB })];
  story.says('review', ada);
  rests(story);
  assert.equal(story.round('review').given.length, 1);
  story.says('review');
  story.content.set('a', 1);
  story.reruns();
  rests(story, 'second');
  story.says('review', ada, bob);
  rests(story);
  survives(story);
  assert.equal(story.task('review').status, 'asked');
  assert.match(story.round('review').remark?.message ?? '', /given to round 1/);
  story.says('review', { ...ada, round: 2 }, bob);
  story.goesOn();
  assert.equal(story.task('review').status, 'completed');
});

test('approved content is not asked about again by a rerun, nor when earlier content comes back', () => {
  const story = asking();
  story.says('review', approve({ of: story.round('review').subject }));
  rests(story);
  story.reruns();
  assert.ok(!rests(story).includes('ask-gate review'));
  story.content.set('a', 1);
  story.reruns();
  assert.ok(rests(story, 'second').includes('ask-gate review'));
  story.content.set('a', 0);
  story.reruns();
  assert.ok(rests(story, 'never').includes('reuse-result review'));
  assert.equal(story.state.phase, 'completed');
});

test('a gate that a rerun names asks again about approved content', () => {
  const story = asking();
  story.says('review', approve());
  rests(story);
  story.reruns(['review']);
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').iteration], ['awaiting', 2]);
});

test('a waiver settles a gate that permits it, and no other', () => {
  const allowed = { asks: { ...review.asks, autoApprove: 'allowed' } } as const;
  const story = new Story(buildPipeline({ a: {}, allowed, never: review }));
  story.reruns([], ['allowed', 'never']);
  rests(story);
  survives(story);
  assert.deepEqual([story.task('allowed').status, story.task('never').status], ['completed', 'asked']);
  assert.deepEqual([story.round('allowed').end?.waived, story.round('allowed').end?.by], [true, []]);
});

test('a waiver applies to its generation only: the next one asks unless it has another', () => {
  const story = new Story(buildPipeline({ a: {}, review: { asks: { ...review.asks, autoApprove: 'allowed' } } }));
  story.reruns([], ['review']);
  rests(story);
  assert.equal(story.state.phase, 'completed');
  story.reruns([], ['review']);
  assert.ok(rests(story).includes('reuse-result review'));
  story.reruns();
  rests(story);
  assert.deepEqual([story.state.phase, story.task('review').status], ['awaiting', 'asked']);
  story.says('review', approve());
  rests(story);
  story.reruns();
  assert.ok(rests(story).includes('reuse-result review'));
});

test('if a run is cancelled while a gate asks, both end as cancelled', () => {
  const story = asking();
  story.facts = { cancelled: true };
  story.goesOn();
  survives(story);
  assert.deepEqual([story.state.phase, story.task('review').status], ['cancelled', 'cancelled']);
  story.facts = {};
  story.reruns();
  rests(story);
  assert.equal(story.round('review').iteration, 1);
});

test('if a run is paused while a gate asks, no answer is read until it continues', () => {
  const story = asking();
  story.facts = { paused: true };
  story.says('review', approve());
  assert.deepEqual(story.goesOn(), ['pause-run manifest']);
  survives(story);
  story.facts = {};
  assert.deepEqual(story.goesOn().slice(0, 2), ['unpause-run', 'settle-gate review approve']);
});

test('a run waits for answers first, and for budget only when nothing else is left', () => {
  const story = new Story(buildPipeline({ ...SPECS, dear: { maxCost: usdMicros(100) } }));
  story.facts = { budget: 10 };
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
  story.says('review', approve());
  rests(story);
  assert.deepEqual([story.state.phase, story.state.pause?.reason], ['paused', 'budget']);
});

test('a raised budget starts what waited for it while a gate asks', () => {
  const story = new Story(buildPipeline({ ...SPECS, dear: { maxCost: usdMicros(100) } }));
  story.facts = { budget: 10 };
  rests(story);
  story.facts = { budget: 200 };
  assert.deepEqual(story.goesOn(), ['resume-run', 'start-attempt dear 1']);
});

test('a due retry without budget does not keep a run from waiting for people', () => {
  const dear = { maxCost: usdMicros(100), retry: { ...RETRY, attempts: 2 } };
  const story = new Story(buildPipeline({ a: {}, review, dear }));
  story.facts = { budget: 100 };
  story.goesOn();
  story.succeeds('a');
  story.costs('dear', 50);
  story.fails('dear', 10);
  story.goesOn();
  assert.equal(story.state.phase, 'running');
  story.passes(10);
  assert.deepEqual(story.goesOn(), ['await-answers']);
});

test('a run does not begin to wait for people while an answer is about to count', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {} }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.says('review', approve());
  story.rest = 'soon';
  story.succeeds('c');
  assert.deepEqual([story.goesOn(), story.state.phase], [[], 'running']);
});

test('each state of a gate is read back as it was written, even inside a sub-pipeline and an item', () => {
  const child = buildPipeline({ a: {}, review, b: { needs: ['review'] } });
  const story = new Story(
    buildPipeline({ subs: childStage(child, { foreach: '["k1","k2"]' }), end: { needs: ['subs'] } }),
  );
  const says = (gate: string, said: Said): void => {
    story.says(`subs[${gate}]/review`, said);
    survives(story);
    rests(story, 'second');
    survives(story);
  };
  rests(story, 'first');
  survives(story);
  says('k1', changes(''));
  says('k1', changes('shorter'));
  says('k1', approve());
  says('k2', reject('no'));
  assert.deepEqual([story.task('subs[k1]').status, story.state.phase], ['completed', 'rejected']);
  story.reruns();
  survives(story);
  rests(story);
  survives(story);
  assert.equal(story.round('subs[k2]/review').iteration, 2);
});

test('a sub-pipeline counts as waiting only if it does nothing but wait for people', () => {
  const child = buildPipeline({ a: {}, review, c: {} });
  const story = new Story(buildPipeline({ sub: childStage(child) }));
  story.goesOn();
  story.succeeds('sub/a');
  story.goesOn();
  assert.equal(checkpoint(story).stages.sub?.status, 'running');
  story.succeeds('sub/c');
  story.goesOn();
  assert.equal(checkpoint(story).stages.sub?.status, 'awaiting_approval');
});

test('a checkpoint from before gates existed can be read, and its run can get a gate', () => {
  const story = new Story(buildPipeline({ a: {}, review: {}, b: { needs: ['review'] } }));
  rests(story, 'first');
  const old = checkpoint(story);
  assert.ok(!/approval|auto_approve|reminders/.test(JSON.stringify(old)));
  story.pipeline = buildPipeline(SPECS);
  story.state = decode(story.pipeline, old);
  assert.deepEqual(story.task('review').rounds, []);
  story.reruns();
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').iteration], ['awaiting', 1]);
});

test('a part that ends at a gate waits for people', () => {
  const story = new Story(buildPipeline({ ...SPECS, other: {} }));
  story.facts = { part: partOf(story.pipeline.graph, ['b']) };
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
  story.says('review', approve());
  rests(story);
  assert.equal(partVerdict(story.pipeline, story.state.graph, story.facts.part ?? new Set()), 'done');
});

test('a part without the open gate waits for nobody', () => {
  const story = new Story(buildPipeline({ ...SPECS, other: {} }));
  story.facts = { part: partOf(story.pipeline.graph, ['review']) };
  rests(story);
  story.tell({ type: 'run-resumed' });
  story.facts = { part: partOf(story.pipeline.graph, ['a']) };
  assert.deepEqual(story.asks(), []);
  story.facts = { part: partOf(story.pipeline.graph, ['other']) };
  assert.deepEqual(starts(story.goesOn()), ['start-attempt other 1']);
});

test('a part of a failed run waits for nobody either', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {} }));
  const part = partOf(story.pipeline.graph, ['review', 'c']);
  story.facts = { part };
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.fails('c');
  assert.deepEqual([story.goesOn(), partVerdict(story.pipeline, story.state.graph, part)], [[], 'failed']);
});
