/** Which answers count: each rule of core/judge.ts about the short form. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approve, BOB, changes, notYet, type Said } from '../rig/answers.ts';
import {
  AGAIN,
  digestOf,
  edited,
  judged,
  noted,
  SUBJECT,
  settledBy,
  shortDigest,
  type Told,
  told,
} from './judge-told.ts';

test('J6: the short form counts if there is no answer under the name of the gate', () => {
  assert.equal(told([], { short: approve() }), 'approve');
  assert.equal(told([], { short: approve(), round: { standing: [shortDigest(approve())] } }), 'gate/stood-before');
  assert.deepEqual(noted([], { short: notYet() }).standing, [shortDigest(notYet())]);
});

test("J6: the short form is ignored beside an answer under the gate's name that is not used up", () => {
  assert.equal(told([notYet()], { short: approve() }), 'nothing');
  assert.equal(told([changes('')], { short: approve() }), 'gate/no-feedback');
  assert.equal(told([approve()], { short: notYet(), rest: 'soon' }), 'soon');
  assert.equal(told([approve()], { short: approve(), gate: { quorum: 2 } }), 'gate/quorum');
});

test("J6: if all answers under the gate's name are used up, the short form counts", () => {
  const wish = changes('shorter', { of: SUBJECT });
  const bare = changes('shorter');
  const about: Told = {
    earlier: [settledBy(wish, bare)],
    round: { iteration: 2, standing: [digestOf(wish), digestOf(bare)] },
  };
  assert.equal(told([wish, bare], { ...about, short: approve() }), 'approve');
  assert.equal(told([wish, bare, notYet()], { ...about, short: approve() }), 'nothing');
});

test('J6: a "not yet" under the gate\'s name does not make the short form beside it new', () => {
  const old = [shortDigest(approve()), digestOf(approve())];
  const { standing } = noted([notYet()], { short: approve(), round: { standing: old } });
  assert.deepEqual(standing, [digestOf(notYet()), shortDigest(approve())]);
  assert.equal(told([], { short: approve(), round: { standing } }), 'gate/stood-before');
  assert.equal(told([approve()], { short: approve(), round: { standing } }), 'approve');
});

test('J6: a short "not yet" beside an answer that is not used up makes nothing new', () => {
  const standing = [digestOf(approve())];
  const note = noted([changes('')], { short: notYet(), round: { standing } });
  assert.deepEqual(note.standing, standing);
});

test('a short form that is there when a gate is settled is used up with it, unless it is "not yet"', () => {
  const consumed = (short: Said) => {
    const found = judged([changes('x')], { short });
    return found.type === 'settle' && found.verdict.consumed;
  };
  assert.deepEqual(consumed(approve()), [digestOf(changes('x')), shortDigest(approve())]);
  assert.deepEqual(consumed(notYet()), [digestOf(changes('x'))]);
});

test('J4: a short approval of a quorum stays bound to its content while it is ignored', () => {
  const gate = { quorum: 2 };
  const { given } = noted([], { gate, short: approve() });
  const later = noted([approve({ content: edited, person: BOB })], { gate, short: approve(), round: { given } });
  assert.deepEqual(later.given[0], given[0]);
  const alone = { gate, short: approve({ content: edited }), round: { given: later.given } };
  assert.equal(told([], alone), 'gate/other-content');
});

test('while more than one gate asks the short form answers none, and is about neither of them later', () => {
  const note = noted([], { short: approve(), isAmbiguous: true });
  assert.equal(note.remark?.code, 'gate/ambiguous');
  assert.equal(told([], { short: approve(), round: note }), 'gate/stood-before');
  assert.equal(told([], { short: notYet(), isAmbiguous: true }), 'nothing');
});

test('with two open gates the short form is about neither, even where it was ignored', () => {
  const about: Told = { short: approve(), isAmbiguous: true };
  assert.equal(told([notYet()], { ...about, rest: 'soon' }), 'soon');
  const { standing, remark } = noted([notYet()], about);
  assert.equal(remark, null);
  assert.equal(told([], { short: approve(), round: { standing } }), 'gate/stood-before');
});

test("while more than one gate asks, answers under a gate's name count, whatever is at the top level", () => {
  assert.equal(told([approve()], { short: approve(), isAmbiguous: true }), 'approve');
});

test('if all named answers are used up, the short form is as ambiguous as without them', () => {
  const wish = changes('shorter', { of: SUBJECT });
  const about: Told = { earlier: [settledBy(wish)], short: approve(), isAmbiguous: true };
  assert.equal(told([wish], about), 'gate/ambiguous');
});

test('a short form is noted only while files are at rest, and a lasting lock of git does not keep a run from resting', () => {
  const about: Told = { short: approve(), isAmbiguous: true };
  assert.equal(told([], { ...about, rest: 'soon' }), 'soon');
  const note = noted([], { ...about, rest: 'git' });
  assert.deepEqual([note.remark?.code, note.standing], ['gate/git-at-work', []]);
});

test('a remark, or an answer read for the quorum, is noted only once', () => {
  for (const answers of [[approve({ of: AGAIN })], [notYet(), approve({ by: 'a' })], [approve()]]) {
    const about: Told = { gate: { quorum: 2 }, round: { standing: [digestOf(approve({ by: 'a' }))] } };
    const first = noted(answers, about);
    assert.deepEqual(noted(answers, { ...about, round: first }), first);
    const beside: Told = { ...about, short: approve(), isAmbiguous: true };
    const both = noted(answers, beside);
    assert.deepEqual(noted(answers, { ...beside, round: both }), both);
  }
});
