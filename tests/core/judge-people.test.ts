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

test('J4: one rejection goes before changes, and changes before approvals', () => {
  assert.equal(told([approve(), changes('x'), reject('no')]), 'reject');
  assert.equal(told([approve(), changes('x')]), 'changes');
});

test('J4: a rejection by somebody who may not answer decides nothing', () => {
  const gate = { approvers: ['ada@example.org'] };
  assert.equal(told([approve(), reject('no', { person: BOB })], { gate }), 'approve');
});

test('J4: a quorum is that many different people, however they write themselves', () => {
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

test('J4: each approval of a quorum is bound to the content that was on offer when it was first read', () => {
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

test('J4: an approval of a quorum that is taken back is no longer given', () => {
  const given = [{ answer: digestOf(approve()), of: SUBJECT, at: NOW }];
  assert.deepEqual(noted([], { gate: { quorum: 2 }, round: { given } }).given, []);
});

test('J4: approvals of different contents do not add up', () => {
  const two = [approve({ by: 'a' }), approve({ by: 'b', person: BOB, content: edited, output: 'mine' })];
  assert.equal(told(two, { gate: { quorum: 2, editable: true } }), 'gate/quorum');
});

test('all that stood there when a gate was settled is used up', () => {
  const all = [approve(), changes('x'), notYet()];
  const found = judged(all);
  assert.deepEqual(found.type === 'settle' && found.verdict.consumed, [digestOf(approve()), digestOf(changes('x'))]);
});

test('J5: what does not count is told by the first remark, and what is not said by none', () => {
  assert.equal(told([]), 'nothing');
  assert.equal(told([changes('')]), 'gate/no-feedback');
  assert.equal(told([changes('x')], { gate: { rework: undefined as never } }), 'gate/no-rework');
  assert.equal(told([approve({ of: AGAIN }), changes('')]), 'gate/other-content');
});

test('`approved: false` with feedback asks for changes, and rejects where there is nothing to go back to', () => {
  const said = changes('no', { fallback: 'reject' });
  assert.equal(told([said]), 'changes');
  assert.equal(told([said], { gate: { rework: undefined as never } }), 'reject');
});

test('changes name items of the subject, or nothing', () => {
  const wish = (key: string) => ({ ...changes(''), items: { [key]: 'redo' } });
  assert.equal(told([wish('k1')], { keys: ['k1', 'k2'] }), 'changes');
  assert.equal(told([wish('k3')], { keys: ['k1', 'k2'] }), 'gate/unknown-item');
  assert.equal(told([wish('k1')]), 'gate/unknown-item');
});

test('max_rounds counts the rounds of the generation, and keeps nobody from approving', () => {
  const gate = { maxRounds: 2 };
  const earlier = [{ ...ROUND, end: END }];
  assert.equal(told([changes('x')], { gate }), 'changes');
  assert.equal(told([changes('x')], { gate, earlier }), 'gate/too-many-rounds');
  assert.equal(told([changes('x')], { gate, earlier, round: { generation: 2 } }), 'changes');
  assert.equal(told([approve()], { gate, earlier }), 'approve');
});

test('who may answer is named by address or name, in any case', () => {
  const gate = { approvers: ['ADA@example.org', 'bob'] };
  assert.equal(told([approve()], { gate }), 'approve');
  assert.equal(told([approve({ person: BOB })], { gate }), 'approve');
  assert.equal(told([approve({ person: person('eve@example.org') })], { gate }), 'gate/not-an-approver');
  assert.equal(told([approve({ person: null })], { gate }), 'gate/nobody');
});

test('an approver that is an address is no name, and one that is a name is no address', () => {
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
test('J4: a quorum is not reached by one person in many spellings, wherever it is asked for', () => {
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

test('J4: an approver that is named twice counts once, by name and by address', () => {
  const gate = { quorum: 2, approvers: ['Ada Lovelace', 'bob@example.org'] };
  const twice = ['Ada Lovelace', 'Ada Lovelace <other@example.org>'];
  const answers = twice.map((who) => approve({ by: who, person: person(who) }));
  assert.equal(told(answers, { gate }), 'gate/quorum');
  assert.equal(told([...answers, approve({ by: 'b', person: BOB })], { gate }), 'approve');
});

test('who writes nothing that can be read is nobody, and makes no quorum', () => {
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

test('not_author: the author in any spelling may not approve', () => {
  for (const who of SPELLINGS)
    for (const author of ['Ada Lovelace <ada@example.org>', who]) {
      const about: Told = { gate: { notAuthor: true }, round: { author } };
      assert.equal(told([approve({ person: person(who) })], about), 'gate/own-run', JSON.stringify([who, author]));
    }
});

test('where anybody may answer nobody has to be known', () => {
  assert.equal(told([approve({ person: null })]), 'approve');
  assert.equal(told([approve({ person: null })], { gate: { quorum: 2 } }), 'gate/nobody');
});

test('not_author: whoever wrote the manifest may ask for changes and not approve', () => {
  const about = { gate: { notAuthor: true }, round: { author: 'ada@example.org' } };
  assert.equal(told([approve()], about), 'gate/own-run');
  assert.equal(told([changes('x')], about), 'changes');
  assert.equal(told([approve({ person: BOB })], about), 'approve');
  assert.equal(told([approve({ person: BOB })], { gate: { notAuthor: true } }), 'gate/own-run');
});

test('require_signed: only a signed commit answers', () => {
  const gate = { requireSigned: true };
  assert.equal(told([approve()], { gate }), 'gate/unsigned');
  assert.equal(told([approve({ person: person('ada@example.org', 'signed') })], { gate }), 'approve');
});
