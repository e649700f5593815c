/** Which answers count: each rule of core/judge.ts about content and rounds, with what is told where none does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approve, BOB, changes, notYet, reject, type Said } from '../rig/answers.ts';
import {
  AGAIN,
  broken,
  digestOf,
  EDITED,
  END,
  edited,
  judged,
  NOW,
  noted,
  ROUND,
  SUBJECT,
  settledBy,
  type Told,
  told,
} from './judge-told.ts';

test('J1: an answer without `of` counts if it was not there before the question', () => {
  assert.equal(told([approve()]), 'approve');
  assert.equal(told([approve()], { round: { standing: [digestOf(approve())] } }), 'gate/stood-before');
  assert.equal(told([changes('x')], { round: { standing: [digestOf(changes('x'))] } }), 'gate/stood-before');
  assert.equal(told([changes('y')], { round: { standing: [digestOf(changes('x'))] } }), 'changes');
});

test('J1: an answer whose `of` names the content counts even if it was there before; one that names other content never', () => {
  const right = approve({ of: SUBJECT.slice(0, 15) });
  assert.equal(told([right], { round: { standing: [digestOf(right)] } }), 'approve');
  assert.equal(told([approve({ of: AGAIN })]), 'gate/other-content');
  assert.equal(told([reject('no', { of: AGAIN })]), 'gate/other-content');
});

test('J1: an earlier answer can name the generated content, but not an edited draft', () => {
  const about = (yes: Said): Told => ({ gate: { editable: true }, round: { standing: [digestOf(yes)] } });
  const ofEdit = approve({ of: EDITED, content: edited });
  assert.equal(told([ofEdit], about(ofEdit)), 'gate/stood-before');
  assert.match(
    String(noted([ofEdit], about(ofEdit)).remark?.hint),
    /change `of` to sha256:\w+, the content as generated$/,
  );
  assert.equal(told([ofEdit], { gate: { editable: true } }), 'approve');
  const ofOutput = approve({ of: EDITED, content: edited, output: 'mine' });
  assert.equal(told([ofOutput], about(ofOutput)), 'gate/stood-before');
  const own = approve({ of: SUBJECT, content: edited, output: 'mine' });
  assert.equal(told([own], about(own)), 'approve');
});

test('J1: an earlier answer that names the generated content does not approve an edited draft', () => {
  const yes = approve({ of: SUBJECT, content: edited });
  const round = { standing: [digestOf(yes)] };
  assert.equal(told([yes], { gate: { editable: true }, round }), 'gate/other-content');
  const bob = approve({ of: EDITED, content: edited, person: BOB });
  assert.equal(told([yes, bob], { gate: { editable: true, quorum: 2 }, round }), 'gate/other-content');
});

test('J1: an answer with `round` counts only in that round, whatever it decides', () => {
  const round = { iteration: 2 };
  for (const said of [approve(), approve({ of: SUBJECT }), changes('x'), reject('no')]) {
    assert.equal(told([{ ...said, round: 2 }], { round }), said.decision);
    for (const other of [1, 3]) {
      const { remark } = noted([{ ...said, round: other }], { round });
      assert.equal(remark?.code, 'gate/stood-before');
      assert.match(remark?.message ?? '', new RegExp(`for round ${other}, but round 2`));
    }
  }
});

test('J1: adding `round` to a standing answer does not make it new', () => {
  const yes = approve({ round: 2 });
  const round = { iteration: 2, standing: [digestOf(yes)] };
  assert.equal(told([yes], { round }), 'gate/stood-before');
});

test('J1: after an edit of the draft, an approval must name the edited content', () => {
  const found = judged([approve({ of: EDITED, content: edited })]);
  assert.deepEqual(found.type === 'settle' && found.verdict.edited, { digest: EDITED, value: 'mine' });
  assert.equal(told([approve({ of: SUBJECT, content: edited })]), 'gate/other-content');
  const gate = { editable: true };
  assert.equal(told([approve({ of: SUBJECT, content: edited, output: 'mine' })], { gate }), 'approve');
});

test('an answer with `output` never counts at a gate that is not editable; without it, it does', () => {
  const mine = { content: edited, output: 'mine' };
  for (const meant of [null, SUBJECT, EDITED])
    assert.equal(told([approve({ ...mine, of: meant })]), 'gate/not-editable');
  assert.equal(told([approve({ of: SUBJECT })]), 'approve');
});

test('J1: changes and rejections may name the generated content even if the draft was edited', () => {
  assert.equal(told([changes('x', { of: SUBJECT, content: edited })]), 'changes');
  assert.equal(told([reject('x', { of: SUBJECT, content: broken })]), 'reject');
});

test('a draft that cannot be approved is explained, and does not prevent requesting changes', () => {
  assert.deepEqual(noted([approve({ content: broken })]).remark, broken.problem);
  assert.equal(told([changes('x', { content: broken })]), 'changes');
});

test('a question that cannot be judged is explained, whatever the answer, and keeps what was noted', () => {
  const given = [{ answer: digestOf(approve()), of: SUBJECT, at: NOW }];
  const note = noted([approve()], { problem: broken.problem, round: { given } });
  assert.deepEqual(note, { standing: [], given, remark: broken.problem });
});

test('J2: changes that name the content are used up by their round, even if the same content comes again', () => {
  const wish = changes('shorter', { of: SUBJECT });
  const earlier = [{ ...ROUND, end: { ...END, consumed: [digestOf(wish)] } }];
  assert.equal(told([wish], { earlier, round: { iteration: 2 } }), 'nothing');
  assert.equal(told([changes('even shorter', { of: SUBJECT })], { earlier, round: { iteration: 2 } }), 'changes');
});

test('J2: a rejection that names the content is used up by its round, even if the same content comes again', () => {
  const no = reject('not for this show', { of: SUBJECT });
  const about: Told = { earlier: [settledBy(no)], round: { iteration: 2 } };
  assert.equal(told([no], about), 'gate/stood-before');
  assert.equal(told([reject('still not', { of: SUBJECT })], about), 'reject');
});

test('J2: a used-up approval is reported with the round that it answered, whatever is asked now', () => {
  for (const yes of [approve({ of: SUBJECT }), approve()]) {
    const earlier = [{ ...settledBy(yes), iteration: 3 }];
    for (const subject of [SUBJECT, AGAIN]) {
      const { remark } = noted([yes], { earlier, round: { iteration: 4, subject } });
      assert.equal(remark?.code, 'gate/stood-before');
      assert.match(remark?.message ?? '', /round 3/);
    }
    assert.equal(told([yes], { earlier, round: { iteration: 4, standing: [] } }), 'approve', 'given anew');
  }
});

test('J2: a used-up answer is reported only if there is nothing else to report, and short answers count beside it', () => {
  const about: Told = { earlier: [settledBy(approve({ by: 'a' }))], round: { iteration: 2 } };
  assert.equal(told([approve({ by: 'a' }), changes('')], about), 'gate/no-feedback');
  assert.equal(told([approve({ by: 'a' })], { ...about, short: approve() }), 'approve');
  const rejected = changes('no', { fallback: 'reject' });
  const bare: Told = { earlier: [settledBy(rejected)], round: { iteration: 2 } };
  assert.deepEqual(
    [told([rejected], bare), told([rejected], { ...bare, gate: { rework: undefined as never } })],
    ['nothing', 'gate/stood-before'],
  );
});

test('J2: the same words with another `round` answer the next round', () => {
  for (const said of [approve(), approve({ of: SUBJECT }), changes('shorter'), reject('no')]) {
    const about: Told = { earlier: [settledBy(said)], round: { iteration: 2 } };
    assert.notEqual(told([said], about), said.decision);
    assert.equal(told([{ ...said, round: 2 }], about), said.decision);
  }
});

test('J2: a used-up answer counts again after a "not yet" in between, with and without `of`', () => {
  for (const yes of [approve(), approve({ of: SUBJECT })]) {
    const about: Told = { earlier: [settledBy(yes)], round: { iteration: 2 } };
    const { standing } = noted([notYet()], about);
    assert.equal(told([yes], { ...about, round: { iteration: 2, standing } }), 'approve');
    const beside = noted([yes, notYet()], about);
    assert.equal(told([yes], { ...about, round: { iteration: 2, standing: beside.standing } }), 'gate/stood-before');
  }
});

test('J2: for a quorum, only answers that are not used up are counted', () => {
  const gate = { quorum: 2 };
  const ada = approve({ by: 'a', of: SUBJECT });
  const bob = approve({ by: 'b', of: SUBJECT, person: BOB });
  const about: Told = { gate, earlier: [settledBy(ada)], round: { iteration: 2 } };
  assert.equal(told([ada, bob], about), 'gate/stood-before');
  assert.equal(told([{ ...ada, round: 2 }, bob], about), 'approve');
});

test('J3: an answer without `of` waits until the files are at rest, one with `of` does not', () => {
  assert.equal(told([approve()], { rest: 'soon' }), 'soon');
  assert.equal(told([approve()], { rest: 'git' }), 'gate/git-at-work');
  assert.equal(told([approve({ of: SUBJECT })], { rest: 'soon' }), 'approve');
  assert.equal(told([approve({ of: SUBJECT })], { rest: 'git' }), 'approve');
});

test('J3: nobody waits for an answer that will never count', () => {
  assert.equal(told([approve()], { rest: 'soon', round: { standing: [digestOf(approve())] } }), 'gate/stood-before');
});

test('changing `false` to `true` is an answer once the `false` was seen', () => {
  const round = { standing: [digestOf(approve())] };
  const { standing } = noted([notYet()], { round });
  assert.deepEqual(standing, [digestOf(notYet())]);
  assert.equal(told([approve()], { round: { standing } }), 'approve');
});

test('a `false` that is still being written is waited for, and makes nothing new yet', () => {
  const round = { standing: [digestOf(approve())] };
  assert.equal(told([notYet()], { round, rest: 'soon' }), 'soon');
  assert.deepEqual(noted([notYet()], { round, rest: 'git' }).standing, round.standing);
  assert.equal(told([notYet()], { round: { standing: [digestOf(notYet())] }, rest: 'soon' }), 'nothing');
});

test('somebody else\'s "not yet" does not make the answer beside it new', () => {
  const stood = approve({ by: 'ada@example.org' });
  const round = { standing: [digestOf(stood)] };
  const { standing } = noted([stood, notYet({ by: 'bob@example.org' })], { round, gate: { quorum: 2 } });
  assert.ok(standing.includes(digestOf(stood)));
});
