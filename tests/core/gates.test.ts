/** The life of a gate: asked, waited for, settled, and gone on with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runStatus } from '../../src/core/encode.ts';
import { ADA, approve, BOB, changes, notYet, reject } from '../rig/answers.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { asking, rests, review, SPECS, starts, survives } from '../rig/gated.ts';
import { valueDigest } from '../rig/people.ts';
import { Story } from '../rig/story.ts';

test('a gate asks once, the run waits with nothing in flight, and an approval lets it continue', () => {
  const story = asking();
  assert.deepEqual([story.state.phase, runStatus(story.state)], ['awaiting', 'awaiting_approval']);
  assert.deepEqual(story.asks(), []);
  survives(story);
  story.says('review', approve());
  const all = rests(story);
  assert.deepEqual(all.slice(0, 2), ['resume-run', 'settle-gate review approve']);
  assert.deepEqual([starts(all), story.state.phase], [['start-attempt b 1'], 'completed']);
});

test('who approved what is recorded, and survives a restart', () => {
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

test('the output of a gate is the approved value, while the subject keeps the generated one', () => {
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

test('a gate needs no slot: it asks even if all are used', () => {
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

test('two open gates are answered one by one, in any order', () => {
  const story = asking({ a: {}, one: review, two: review, b: { needs: ['one'] }, c: { needs: ['two'] } });
  story.says('two', approve());
  assert.deepEqual(starts(rests(story)), ['start-attempt c 1']);
  assert.equal(story.state.phase, 'awaiting');
  survives(story);
  story.says('one', approve());
  assert.deepEqual(starts(rests(story)), ['start-attempt b 1']);
  assert.equal(story.state.phase, 'completed');
});

test('an approval and a rejection in one edit count as a rejection', () => {
  const story = asking();
  story.says('review', approve(), reject('not for this show'));
  rests(story);
  assert.equal(story.state.phase, 'rejected');
});

test('a rejected run names the gate and the reason, and asks again after a rerun', () => {
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

test('a rejection inside a sub-pipeline rejects the run and names the gate', () => {
  const child = buildPipeline({ a: {}, review });
  const story = asking({ subs: childStage(child, { foreach: '["k1"]' }) });
  story.says('subs[k1]/review', reject('no'));
  rests(story);
  survives(story);
  assert.equal(story.state.phase, 'rejected');
  const task = story.task('subs[k1]');
  assert.equal(task.status === 'rejected' && task.gate, 'subs[k1]/review');
});

test('an answer in files that are not at rest yet keeps the run from resting until it counts', () => {
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

test('two approvals of a quorum may come on different days with a restart between them', () => {
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

test('with not_author, the author of the manifest cannot approve the run', () => {
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

test('after max_rounds changes are refused and the gate still asks', () => {
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

test('a standing answer does not count, nor does a later one with the same words', () => {
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

test('a rejection that names its content does not reject again when the same content comes back', () => {
  const story = asking();
  story.says('review', reject('not for this show', { of: story.round('review').subject }));
  rests(story);
  story.reruns(['a']);
  rests(story, 'first');
  survives(story);
  assert.deepEqual([story.state.phase, story.round('review').iteration], ['awaiting', 2]);
});

test("after changes under the gate's name, a new `approved` at the top level approves", () => {
  const story = asking();
  story.says('review', changes('shorter'));
  rests(story, 'second');
  story.short = approve();
  assert.ok(rests(story).includes('settle-gate review approve'));
});

test('a standing `approved` at the top level never counts, whatever happens to a named answer beside it', () => {
  const story = new Story(buildPipeline(SPECS));
  story.short = approve();
  rests(story);
  for (const named of [[notYet()], [], [changes('shorter')], [notYet()], []]) {
    story.says('review', ...named);
    rests(story, 'second');
    assert.equal(story.state.phase, 'awaiting', JSON.stringify(named));
  }
  assert.equal(story.round('review').iteration, 2);
});

test('a gate whose subject was skipped asks nobody', () => {
  const story = asking({ a: { when: 'false' }, review, b: { needs: ['review'] } });
  const state = story.stage('review');
  assert.deepEqual([state.status === 'skipped' && state.reason, story.state.phase], ['no-subject', 'completed']);
});

test('a manifest cannot skip a gate', () => {
  const story = new Story(buildPipeline({ a: {}, review: { ...review, when: 'true', skippable: true } }));
  story.facts = { skip: new Set(['review']) };
  rests(story);
  assert.equal(story.state.phase, 'awaiting');
});

test('a gate may ask about the output of another gate', () => {
  const story = asking({ a: {}, first: review, second: { asks: { subject: 'first', rework: 'a' } } });
  story.says('first', approve());
  rests(story);
  assert.equal(story.task('second').status, 'asked');
  story.says('second', changes('shorter'));
  rests(story, 'second');
  assert.deepEqual([story.task('first').status, story.round('first').iteration], ['asked', 2]);
});
