/** The life of a gate in a run: asked, waited for, settled, gone on with; and what else may happen meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../src/core/decode.ts';
import { encode, runStatus } from '../../src/core/encode.ts';
import { stageState } from '../../src/core/evolve.ts';
import { partOf, partVerdict } from '../../src/core/part.ts';
import { usdMicros } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Json } from '../../src/model/json.ts';
import { ADA, approve, BOB, changes, reject, type Said } from '../rig/answers.ts';
import { buildPipeline, childStage, type GraphSpec, type PipelineSpec, RETRY } from '../rig/build-pipeline.ts';
import { valueDigest } from '../rig/people.ts';
import { Story } from '../rig/story.ts';

const review = { asks: { subject: 'a', rework: 'a' } };
const SPECS: GraphSpec = { a: {}, review, b: { needs: ['review'] } };

/** Goes on until nothing more can be done; all that starts succeeds. */
function rests(story: Story, value: Json = 'same as ever'): readonly string[] {
  const all: string[] = [];
  for (let asked = story.goesOn(); asked.length > 0; asked = story.goesOn()) {
    all.push(...asked);
    for (const command of asked) {
      const [what, task = ''] = command.split(' ');
      if (what === 'start-attempt') story.succeeds(task, value);
    }
  }
  return all;
}

const starts = (commands: readonly string[]): readonly string[] =>
  commands.filter((command) => command.startsWith('start-attempt'));

/** At the gate. */
function asking(specs: GraphSpec = SPECS, more: PipelineSpec = {}): Story {
  const story = new Story(buildPipeline(specs, more));
  rests(story, 'first');
  return story;
}

const checkpoint = ({ pipeline, state }: Story): Checkpoint => JSON.parse(JSON.stringify(encode(pipeline, state)));

/** What a restart reads is what was there. */
function survives(story: Story): void {
  const before = checkpoint(story);
  const asks = story.asks();
  story.reads();
  assert.deepEqual(checkpoint(story), before);
  assert.deepEqual(story.asks(), asks);
}

test('a gate asks once, the run waits with nothing in work, and an approval lets it go on', () => {
  const story = asking();
  assert.deepEqual([story.state.phase, runStatus(story.state)], ['awaiting', 'awaiting_approval']);
  assert.deepEqual(story.asks(), []);
  survives(story);
  story.says('review', approve());
  const all = rests(story);
  assert.deepEqual(all.slice(0, 2), ['resume-run', 'settle-gate review approve']);
  assert.deepEqual([starts(all), story.state.phase], [['start-attempt b 1'], 'completed']);
});

test('who approved what is in the record, and survives a restart', () => {
  const story = asking();
  const { subject } = story.round('review');
  story.says('review', approve({ of: subject }));
  rests(story);
  survives(story);
  const { end, ...round } = story.round('review');
  assert.deepEqual(
    [round.subject, end?.decision, end?.by, end?.edited, end?.waived],
    [subject, 'approve', [ADA], null, false],
  );
});

test('the gate’s output is the approved value, the subject stays as it was generated', () => {
  const story = asking();
  const content = { type: 'edited', digest: valueDigest('mine'), value: 'mine' } as const;
  story.says('review', approve({ content }));
  rests(story);
  const output = (task: string) => {
    const state = story.task(task);
    return state.status === 'completed' && state.result.output.type === 'inline' ? state.result.output.value : null;
  };
  assert.deepEqual([output('review'), output('a')], ['mine', 'first']);
  assert.equal(story.round('review').end?.edited, valueDigest('mine'));
});

test('a run in which other branches work waits for nobody yet', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {} }));
  story.goesOn();
  story.succeeds('a');
  assert.ok(story.goesOn().includes('ask-gate review'));
  assert.equal(story.state.phase, 'running');
  story.says('review', approve());
  assert.ok(story.goesOn().includes('start-attempt b 1'));
});

test('a gate takes no slot: it asks while all of them are taken', () => {
  const story = new Story(buildPipeline({ a: {}, long: {}, review, ask: { asks: { subject: 'a' } } }));
  story.facts = { slots: 2 };
  story.goesOn();
  story.facts = { slots: 1 };
  story.succeeds('a');
  assert.deepEqual(
    story
      .goesOn()
      .filter((command) => command.startsWith('ask'))
      .toSorted(),
    ['ask-gate ask', 'ask-gate review'],
  );
});

test('two gates that are open at once are answered one by one, in any order', () => {
  const story = asking({ a: {}, one: review, two: review, b: { needs: ['one'] }, c: { needs: ['two'] } });
  story.says('two', approve());
  assert.deepEqual(starts(rests(story)), ['start-attempt c 1']);
  assert.equal(story.state.phase, 'awaiting');
  survives(story);
  story.says('one', approve());
  assert.deepEqual(starts(rests(story)), ['start-attempt b 1']);
  assert.equal(story.state.phase, 'completed');
});

test('an approval and a rejection in one edit reject', () => {
  const story = asking();
  story.says('review', approve(), reject('not for this show'));
  rests(story);
  assert.equal(story.state.phase, 'rejected');
});

test('a rejected run says by which gate and why, and asks again after a rerun', () => {
  const story = asking();
  story.says('review', reject('not for this show'));
  assert.deepEqual(rests(story), ['resume-run', 'settle-gate review reject', 'end-run rejected']);
  survives(story);
  const task = story.task('review');
  assert.deepEqual(task.status === 'rejected' && [task.gate, task.feedback], ['review', 'not for this show']);
  story.reruns();
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').iteration], ['awaiting', 2]);
  assert.deepEqual(story.round('review').standing.length, 1);
});

test('after a rejection what is in flight finishes, and the run ends rejected then', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {}, d: { needs: ['c'] } }));
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.says('review', reject('no'));
  assert.deepEqual(story.goesOn(), ['settle-gate review reject']);
  story.succeeds('c');
  assert.deepEqual(story.goesOn(), ['end-run rejected']);
});

test('a rejection inside a sub-pipeline rejects the run, and names the gate', () => {
  const child = buildPipeline({ a: {}, review });
  const story = asking({ subs: childStage(child, { foreach: '["k1"]' }) });
  story.says('subs[k1]/review', reject('no'));
  rests(story);
  survives(story);
  assert.equal(story.state.phase, 'rejected');
  const task = story.task('subs[k1]');
  assert.equal(task.status === 'rejected' && task.gate, 'subs[k1]/review');
});

test('a failure elsewhere ends the run, and the question goes on in the next generation', () => {
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

test('a question about another content takes the place of the open one', () => {
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

test('what was approved is not asked again by a rerun, nor when an earlier content comes back', () => {
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

test('a gate that a rerun names asks again about what was approved', () => {
  const story = asking();
  story.says('review', approve());
  rests(story);
  story.reruns(['review']);
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').iteration], ['awaiting', 2]);
});

test('a waiver settles a gate that allows it, and no other', () => {
  const allowed = { asks: { ...review.asks, autoApprove: 'allowed' } } as const;
  const story = new Story(buildPipeline({ a: {}, allowed, never: review }));
  story.reruns([], ['allowed', 'never']);
  rests(story);
  survives(story);
  assert.deepEqual([story.task('allowed').status, story.task('never').status], ['completed', 'asked']);
  assert.deepEqual([story.round('allowed').end?.waived, story.round('allowed').end?.by], [true, []]);
});

test('a waiver is of its generation: without another one the gate asks', () => {
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

test('a run that is cancelled while a gate asks ends cancelled, and so does the gate', () => {
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

test('a run that is paused while a gate asks reads no answer before it goes on', () => {
  const story = asking();
  story.facts = { paused: true };
  story.says('review', approve());
  assert.deepEqual(story.goesOn(), ['pause-run manifest']);
  survives(story);
  story.facts = {};
  assert.deepEqual(story.goesOn().slice(0, 2), ['unpause-run', 'settle-gate review approve']);
});

test('an answer is asked for before money is, and money when only that is left', () => {
  const story = new Story(buildPipeline({ ...SPECS, dear: { maxCost: usdMicros(100) } }));
  story.facts = { budget: 10 };
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
  story.says('review', approve());
  rests(story);
  assert.deepEqual([story.state.phase, story.state.pause?.reason], ['paused', 'budget']);
});

test('more money sets free what waited for it while a gate asks', () => {
  const story = new Story(buildPipeline({ ...SPECS, dear: { maxCost: usdMicros(100) } }));
  story.facts = { budget: 10 };
  rests(story);
  story.facts = { budget: 200 };
  assert.deepEqual(story.goesOn(), ['resume-run', 'start-attempt dear 1']);
});

test('a retry that is due and cannot be paid keeps no run from waiting for people', () => {
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

test('an answer that is not at rest keeps the run from resting, until it counts', () => {
  const story = new Story(buildPipeline(SPECS));
  story.goesOn();
  story.says('review', approve({ by: 'later' }));
  story.says('review');
  story.succeeds('a');
  story.rest = 'soon';
  assert.deepEqual(story.goesOn().slice(-2), ['ask-gate review', 'await-answers']);
  story.says('review', approve());
  assert.deepEqual(story.asks(), []);
  story.rest = 'steady';
  assert.ok(story.goesOn().includes('settle-gate review approve'));
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

test('two approvals of a quorum may come on different days, and between them a restart', () => {
  const story = asking({ a: {}, review: { asks: { ...review.asks, quorum: 2 } } });
  const ada = approve({ by: 'ada@example.org' });
  story.says('review', ada);
  assert.deepEqual(story.goesOn(), ['note-gate review']);
  assert.equal(story.round('review').remark?.code, 'gate/quorum');
  survives(story);
  story.says('review', ada, approve({ by: 'bob@example.org', person: BOB }));
  rests(story);
  assert.deepEqual(story.round('review').end?.by, [ADA, BOB]);
});

test('the same person twice is no quorum', () => {
  const story = asking({ a: {}, review: { asks: { ...review.asks, quorum: 2 } } });
  story.says('review', approve({ by: 'ada@example.org' }), approve({ by: 'Ada' }));
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
});

test('who wrote the manifest does not approve their own run', () => {
  const story = new Story(buildPipeline({ a: {}, review: { asks: { ...review.asks, notAuthor: true } } }));
  story.author = 'ada@example.org';
  rests(story);
  story.says('review', approve());
  assert.deepEqual(rests(story), ['note-gate review']);
  assert.equal(story.round('review').remark?.code, 'gate/own-run');
  story.says('review', approve({ person: BOB }));
  rests(story);
  assert.equal(story.state.phase, 'completed');
});

test('after as many rounds as there may be, changes are told off and the gate goes on asking', () => {
  const story = asking({ a: {}, review: { asks: { ...review.asks, maxRounds: 2 } } });
  story.says('review', changes('one'));
  rests(story, 'second');
  story.says('review', changes('two'));
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').remark?.code], ['awaiting', 'gate/too-many-rounds']);
  story.says('review', approve());
  rests(story);
  assert.equal(story.state.phase, 'completed');
});

test('an answer that stood there before the question does not count, a later one of the same words neither', () => {
  const story = new Story(buildPipeline(SPECS));
  story.says('review', approve());
  rests(story);
  assert.deepEqual([story.state.phase, story.round('review').remark?.code], ['awaiting', 'gate/stood-before']);
  story.says('review');
  rests(story);
  story.says('review', approve());
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
  story.says('review', approve({ of: story.round('review').subject }));
  rests(story);
  assert.equal(story.state.phase, 'completed');
});

test('a gate whose subject was skipped asks nobody', () => {
  const story = asking({ a: { when: 'false' }, review, b: { needs: ['review'] } });
  const state = stageState(story.pipeline.graph, story.state.graph, 'review');
  assert.deepEqual([state?.status === 'skipped' && state.reason, story.state.phase], ['no-subject', 'completed']);
});

test('a manifest skips no gate, whatever it says', () => {
  const story = new Story(buildPipeline({ a: {}, review: { ...review, when: 'true', skippable: true } }));
  story.facts = { skip: new Set(['review']) };
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
});

test('a gate may ask about what another gate approved', () => {
  const story = asking({ a: {}, first: review, second: { asks: { subject: 'first', rework: 'a' } } });
  story.says('first', approve());
  rests(story);
  assert.equal(story.task('second').status, 'asked');
  story.says('second', changes('shorter'));
  rests(story, 'second');
  assert.deepEqual([story.task('first').status, story.round('first').iteration], ['asked', 2]);
});

test('each state of a gate is read as it was written, also inside a sub-pipeline and an item', () => {
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

test('a sub-pipeline that waits for people only says so, and one that works does not', () => {
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

test('a checkpoint from before there were gates is read, and its run may get one', () => {
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

test('a part without the gate that asks waits for nobody', () => {
  const story = new Story(buildPipeline({ ...SPECS, other: {} }));
  story.facts = { part: partOf(story.pipeline.graph, ['review']) };
  rests(story);
  story.tell({ type: 'run-resumed' });
  story.facts = { part: partOf(story.pipeline.graph, ['a']) };
  assert.deepEqual(story.asks(), []);
  story.facts = { part: partOf(story.pipeline.graph, ['other']) };
  assert.deepEqual(starts(story.goesOn()), ['start-attempt other 1']);
});

test('a part of a run that has failed waits for nobody either', () => {
  const story = new Story(buildPipeline({ ...SPECS, c: {} }));
  const part = partOf(story.pipeline.graph, ['review', 'c']);
  story.facts = { part };
  story.goesOn();
  story.succeeds('a');
  story.goesOn();
  story.fails('c');
  assert.deepEqual([story.goesOn(), partVerdict(story.pipeline, story.state.graph, part)], [[], 'failed']);
});
