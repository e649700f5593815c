/** Which answers count: each rule of core/judge.ts about people. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADA, approve, BOB, changes, notYet, person, reject } from '../rig/answers.ts';
import {
  AGAIN,
  digestOf,
  EDITED,
  END,
  edited,
  judged,
  NOW,
  noted,
  ROUND,
  SUBJECT,
  type Told,
  told,
} from './judge-told.ts';

test('J4: a rejection has priority over changes, and changes over approvals', () => {
  assert.equal(told([approve(), changes('x'), reject('no')]), 'reject');
  assert.equal(told([approve(), changes('x')]), 'changes');
});

test('J4: a rejection by somebody who may not answer has no effect', () => {
  const gate = { approvers: ['ada@example.org'] };
  assert.equal(told([approve(), reject('no', { person: BOB })], { gate }), 'approve');
});

test('J4: a quorum needs different people, in whatever spelling they appear', () => {
  const gate = { quorum: 2 };
  const twice = [approve({ by: 'a' }), approve({ by: 'b', person: person('ADA@example.org') })];
  assert.equal(told(twice, { gate }), 'gate/quorum');
  const found = judged([approve({ by: 'a' }), approve({ by: 'b', person: BOB })], { gate });
  assert.deepEqual(found.type === 'settle' && found.verdict.by, [ADA, BOB]);
});

test('who can still approve is named, and approvals of different contents are not added up', () => {
  const gate = { quorum: 2, approvers: ['ada@example.org', 'bob@example.org', 'eve@example.org'], editable: true };
  const one = noted([approve({ by: 'a' })], { gate }).remark;
  assert.deepEqual(
    [one?.message, one?.hint],
    ['g has 1 of 2 approvals', 'who can still approve: bob@example.org, eve@example.org'],
  );
  const two = [approve({ by: 'a' }), approve({ by: 'b', person: BOB, content: edited, output: 'mine' })];
  assert.equal(noted(two, { gate }).remark?.message, 'g has 1 of 2 approvals of the same content');
});

test('an approval that somebody else committed counts for them, and that is said', () => {
  const gate = { quorum: 2, approvers: ['ada@example.org', 'bob@example.org'] };
  const bob = { ...BOB, commit: 'c0ffee' };
  const both = [approve({ by: 'bob@example.org', person: bob }), approve({ by: 'ada@example.org', person: bob })];
  assert.match(
    noted(both, { gate }).remark?.hint ?? '',
    /^the answer with `by: ada@example\.org` counts for .*bob@example\.org.*: let ada@example\.org remove it, commit that, and answer again$/,
  );
});

test('J4: each approval of a quorum is bound to the content that was offered when it was first read', () => {
  const gate = { quorum: 2 };
  const ada = approve({ by: 'ada@example.org' });
  const { given } = noted([ada], { gate });
  assert.deepEqual(given, [{ answer: digestOf(ada), of: SUBJECT, at: NOW }]);
  const both = [{ ...ada, content: edited }, approve({ by: 'bob@example.org', person: BOB, content: edited })];
  const later = noted(both, { gate, round: { given } });
  assert.equal(later.remark?.code, 'gate/other-content');
  assert.deepEqual(
    later.given.map(({ of }) => of),
    [SUBJECT, EDITED],
  );
  const back = [ada, approve({ by: 'bob@example.org', person: BOB })];
  assert.equal(told(back, { gate, round: { given } }), 'approve');
});

test('J4: an approval of a quorum that is withdrawn no longer counts', () => {
  const given = [{ answer: digestOf(approve()), of: SUBJECT, at: NOW }];
  assert.deepEqual(noted([], { gate: { quorum: 2 }, round: { given } }).given, []);
});

test('J4: approvals of different contents are not added up', () => {
  const two = [approve({ by: 'a' }), approve({ by: 'b', person: BOB, content: edited, output: 'mine' })];
  assert.equal(told(two, { gate: { quorum: 2, editable: true } }), 'gate/quorum');
});

test('all answers present when a gate is settled are used up', () => {
  const all = [approve(), changes('x'), notYet()];
  const found = judged(all);
  assert.deepEqual(found.type === 'settle' && found.verdict.consumed, [digestOf(approve()), digestOf(changes('x'))]);
});

test('J5: an answer that does not count is explained by its first remark, and a missing answer by none', () => {
  assert.equal(told([]), 'nothing');
  assert.equal(told([changes('')]), 'gate/no-feedback');
  assert.equal(told([changes('x')], { gate: { rework: undefined as never } }), 'gate/no-rework');
  assert.equal(told([approve({ of: AGAIN }), changes('')]), 'gate/other-content');
});

test('`approved: false` with feedback requests changes, or rejects if there is no rework', () => {
  const said = changes('no', { fallback: 'reject' });
  assert.equal(told([said]), 'changes');
  assert.equal(told([said], { gate: { rework: undefined as never } }), 'reject');
});

test('changes may name only items of the subject', () => {
  const wish = (key: string) => ({ ...changes(''), items: { [key]: 'redo' } });
  assert.equal(told([wish('k1')], { keys: ['k1', 'k2'] }), 'changes');
  assert.equal(told([wish('k3')], { keys: ['k1', 'k2'] }), 'gate/unknown-item');
  assert.equal(told([wish('k1')]), 'gate/unknown-item');
});

test('max_rounds counts the rounds of the generation, and does not prevent an approval', () => {
  const gate = { maxRounds: 2 };
  const earlier = [{ ...ROUND, end: END }];
  assert.equal(told([changes('x')], { gate }), 'changes');
  assert.equal(told([changes('x')], { gate, earlier }), 'gate/too-many-rounds');
  assert.equal(told([changes('x')], { gate, earlier, round: { generation: 2 } }), 'changes');
  assert.equal(told([approve()], { gate, earlier }), 'approve');
});

test('approvers are named by address or name, in any case', () => {
  const gate = { approvers: ['ADA@example.org', 'bob'] };
  assert.equal(told([approve()], { gate }), 'approve');
  assert.equal(told([approve({ person: BOB })], { gate }), 'approve');
  assert.equal(told([approve({ person: person('eve@example.org') })], { gate }), 'gate/not-an-approver');
  assert.equal(told([approve({ person: null })], { gate }), 'gate/nobody');
});

test('an approver given as address does not match a name, nor the reverse', () => {
  const by = (approver: string, who: string) =>
    told([approve({ person: person(who) })], { gate: { approvers: [approver] } });
  assert.equal(by('ada@example.org', 'ada@example.org <eve@example.org>'), 'gate/not-an-approver');
  assert.equal(by('ada', 'Eve <ada>'), 'gate/not-an-approver');
  assert.equal(by('Ada <ada@example.org>', 'Ada'), 'gate/not-an-approver');
  assert.equal(by('ada@example.org', 'Eve <ada@example.org>'), 'approve');
  assert.equal(by('Ada', 'Ada <other@example.org>'), 'approve');
});

const SPELLINGS = [
  'Ada Lovelace <ada@example.org>',
  'ADA@Example.org',
  '<ada@example.org>',
  'mailto:ada@example.org',
  'Ada <mailto:ada@example.org>',
  'ada@example.org (Ada)',
  'ada@example.org (at work)',
  '"Lovelace, Ada" <ada@example.org>',
  'a\u200bda@example.org',
  'ada@exam\u00adple.org',
  'ada\uff20example.org',
  'a\u034fda@example.org',
  'Ada  Lovelace',
  'Ada\tLovelace',
  'Ada\u00a0Lovelace',
  'Ada\nLovelace',
  'Ada Love\ufe0flace',
  'A\ufeffda Lovelace',
  'A\u0000da Lovelace',
  '\uff21\u200bda Lovelace',
  'Ada Love\u2060lace (at work)',
];
test('J4: one person in many spellings does not reach a quorum', () => {
  const mails = SPELLINGS.filter((who) => /example/i.test(who));
  for (const [approvers, spellings] of [
    [null, SPELLINGS],
    [['ada@example.org', 'bob@example.org'], mails],
    [['Ada Lovelace <ada@example.org>', 'bob'], mails],
    [['ada@example.org', 'ADA@EXAMPLE.ORG', 'Ada <ada@example.org>', 'Bob'], mails],
  ] as const) {
    const gate = { quorum: 2, ...(approvers ? { approvers } : {}) };
    for (const who of spellings) {
      const two = [approve({ by: 'a' }), approve({ by: who, person: person(who) })];
      assert.equal(told(two, { gate }), 'gate/quorum', JSON.stringify([who, approvers]));
    }
    const all = spellings.map((who) => approve({ by: who, person: person(who) }));
    assert.equal(told([...all, approve({ by: 'b', person: BOB })], { gate: { ...gate, quorum: 3 } }), 'gate/quorum');
  }
});

test('J4: an approver listed by both name and address counts once', () => {
  const gate = { quorum: 2, approvers: ['Ada Lovelace', 'bob@example.org'] };
  const twice = ['Ada Lovelace', 'Ada Lovelace <other@example.org>'];
  const answers = twice.map((who) => approve({ by: who, person: person(who) }));
  assert.equal(told(answers, { gate }), 'gate/quorum');
  assert.equal(told([...answers, approve({ by: 'b', person: BOB })], { gate }), 'approve');
});

test('an unreadable name counts as nobody and towards no quorum', () => {
  for (const who of ['\u200b', ' ', '()', '<>', '\u3164', '\u2800', '""']) {
    const twice = ['a', 'b'].map((by) => approve({ by, person: person(who) }));
    assert.equal(told(twice, { gate: { quorum: 2 } }), 'gate/nobody', JSON.stringify(who));
    assert.equal(told(twice, { gate: { approvers: [who, 'bob'] } }), 'gate/nobody', JSON.stringify(who));
    const about: Told = { gate: { notAuthor: true }, round: { author: who } };
    assert.equal(told([approve()], about), 'gate/own-run', JSON.stringify(who));
  }
  const bracketed = ['a', 'b'].map((by) => approve({ by, person: person('(Eve)') }));
  assert.equal(told(bracketed, { gate: { quorum: 2 } }), 'gate/quorum');
});

test('not_author: the author may not approve, in any spelling', () => {
  for (const who of SPELLINGS)
    for (const author of ['Ada Lovelace <ada@example.org>', who]) {
      const about: Told = { gate: { notAuthor: true }, round: { author } };
      assert.equal(told([approve({ person: person(who) })], about), 'gate/own-run', JSON.stringify([who, author]));
    }
});

test('where anybody may answer, an unknown person may as well', () => {
  assert.equal(told([approve({ person: null })]), 'approve');
  assert.equal(told([approve({ person: null })], { gate: { quorum: 2 } }), 'gate/nobody');
});

test('not_author: the author of the manifest may request changes but not approve', () => {
  const about = { gate: { notAuthor: true }, round: { author: 'ada@example.org' } };
  assert.equal(told([approve()], about), 'gate/own-run');
  assert.equal(told([changes('x')], about), 'changes');
  assert.equal(told([approve({ person: BOB })], about), 'approve');
  assert.equal(told([approve({ person: BOB })], { gate: { notAuthor: true } }), 'gate/own-run');
});

test('require_signed: only answers in signed commits count', () => {
  const gate = { requireSigned: true };
  assert.equal(told([approve()], { gate }), 'gate/unsigned');
  assert.equal(told([approve({ person: person('ada@example.org', 'signed') })], { gate }), 'approve');
});
