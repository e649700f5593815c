/** Which answers count: each rule of core/judge.ts, with what is told where none does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Judgement, judge } from '../../src/core/judge.ts';
import type { Case } from '../../src/core/judge-case.ts';
import { digest, epochMs, projectPath } from '../../src/model/brand.ts';
import type { Gate, GateFacts, GateRound, RoundEnd } from '../../src/model/gate.ts';
import { ADA, approve, BOB, changes, notYet, person, reject, type Said, seen } from '../rig/answers.ts';
import { buildPipeline, type GateSpec } from '../rig/build-pipeline.ts';

const SUBJECT = digest(`sha256:${'5'.repeat(16)}`);
const EDITED = digest(`sha256:${'e'.repeat(16)}`);
const AGAIN = digest(`sha256:${'a'.repeat(16)}`);
const edited = { type: 'edited', digest: EDITED, value: 'mine' } as const;
const broken = {
  type: 'broken',
  problem: { code: 'gate/other-content', severity: 'error', message: 'no list', at: { file: 'drafts/g.1.yaml' } },
} as const;
const NOW = epochMs(5000);

function gateOf(more: Partial<GateSpec>): Gate {
  const gate = buildPipeline({ a: {}, g: { asks: { subject: 'a', rework: 'a', ...more } } }).graph.stages[1]?.gate;
  assert.ok(gate);
  return gate;
}

const ROUND: GateRound = {
  iteration: 1,
  generation: 1,
  fingerprint: digest('sha256:f1'),
  askedAt: epochMs(1000),
  subject: SUBJECT,
  question: 'Good?',
  how: 'approve',
  read: projectPath('asked/g.1.yaml'),
  draft: null,
  author: null,
  standing: [],
  given: [],
  remark: null,
  reminded: 0,
  end: null,
};
const END: RoundEnd = {
  decision: 'changes',
  at: epochMs(900),
  by: [],
  feedback: 'shorter',
  items: null,
  edited: null,
  waived: false,
  consumed: [],
};

interface Told extends Partial<Omit<GateFacts, 'answers' | 'short'>> {
  readonly short?: Said;
  readonly gate?: Partial<GateSpec>;
  readonly round?: Partial<GateRound>;
  readonly earlier?: readonly GateRound[];
  readonly keys?: readonly string[];
}

function judged(
  answers: readonly Said[],
  { gate = {}, round = {}, earlier = [], keys, short, ...more }: Told = {},
): Judgement {
  // As the engine takes it down when it asks.
  const standing = earlier.flatMap(({ end }) => end?.consumed ?? []);
  const open = { ...ROUND, standing, ...round };
  const facts: GateFacts = {
    answers: answers.map((said) => seen(said, open.subject)),
    short: short ? seen(short, open.subject, 'short') : null,
    isAmbiguous: false,
    rest: 'steady',
    ...more,
  };
  const question: Case = {
    task: 'g',
    gate: gateOf(gate),
    round: open,
    rounds: [...earlier, open],
    facts,
    keys: keys ? new Set(keys) : null,
    now: NOW,
  };
  return judge(question);
}

/** In a word: what it settles as, `soon`, or why it does not count. */
function told(answers: readonly Said[], about?: Told): string {
  const found = judged(answers, about);
  if (found.type === 'settle') return found.verdict.decision;
  return found.type === 'soon' ? 'soon' : (found.note.remark?.code ?? 'nothing');
}

function noted(answers: readonly Said[], about?: Told) {
  const found = judged(answers, about);
  assert.ok(found.type === 'wait', JSON.stringify(found));
  return found.note;
}

const digestOf = (said: Said) => seen(said, SUBJECT).digest;
const shortDigest = (said: Said) => seen(said, SUBJECT, 'short').digest;

/** A round that these answers settled. */
const settledBy = (...answers: readonly Said[]): GateRound => ({
  ...ROUND,
  end: { ...END, consumed: answers.map(digestOf) },
});

test('J1: an answer that names no content counts if it did not stand there before', () => {
  assert.equal(told([approve()]), 'approve');
  assert.equal(told([approve()], { round: { standing: [digestOf(approve())] } }), 'gate/stood-before');
  assert.equal(told([changes('x')], { round: { standing: [digestOf(changes('x'))] } }), 'gate/stood-before');
  assert.equal(told([changes('y')], { round: { standing: [digestOf(changes('x'))] } }), 'changes');
});

test('J1: an answer that names the content counts though it stood there before, one that names another never', () => {
  const right = approve({ of: SUBJECT.slice(0, 15) });
  assert.equal(told([right], { round: { standing: [digestOf(right)] } }), 'approve');
  assert.equal(told([approve({ of: AGAIN })]), 'gate/other-content');
  assert.equal(told([reject('no', { of: AGAIN })]), 'gate/other-content');
});

test('J1: what stood there before names what was generated, never an edit', () => {
  const about = (yes: Said): Told => ({ gate: { editable: true }, round: { standing: [digestOf(yes)] } });
  const ofEdit = approve({ of: EDITED, content: edited });
  assert.equal(told([ofEdit], about(ofEdit)), 'gate/stood-before');
  assert.equal(told([ofEdit], { gate: { editable: true } }), 'approve');
  const ofOutput = approve({ of: EDITED, content: edited, output: 'mine' });
  assert.equal(told([ofOutput], about(ofOutput)), 'gate/stood-before');
  const own = approve({ of: SUBJECT, content: edited, output: 'mine' });
  assert.equal(told([own], about(own)), 'approve');
});

test('J1: what stood there before and names what was generated does not approve what somebody made of it', () => {
  const yes = approve({ of: SUBJECT, content: edited });
  const round = { standing: [digestOf(yes)] };
  assert.equal(told([yes], { gate: { editable: true }, round }), 'gate/other-content');
  const bob = approve({ of: EDITED, content: edited, person: BOB });
  assert.equal(told([yes, bob], { gate: { editable: true, quorum: 2 }, round }), 'gate/other-content');
});

test('J1: an answer that says which round it means counts in that one only, whatever it decides', () => {
  const round = { iteration: 2 };
  for (const said of [approve(), approve({ of: SUBJECT }), changes('x'), reject('no')]) {
    assert.equal(told([{ ...said, round: 2 }], { round }), said.decision);
    for (const other of [1, 3]) {
      const { remark } = noted([{ ...said, round: other }], { round });
      assert.equal(remark?.code, 'gate/stood-before');
      assert.match(remark?.message ?? '', new RegExp(`for round ${other}, and round 2`));
    }
  }
});

test('J1: to say the round makes no new answer of one that stood there before', () => {
  const yes = approve({ round: 2 });
  const round = { iteration: 2, standing: [digestOf(yes)] };
  assert.equal(told([yes], { round }), 'gate/stood-before');
});

test('J1: where the draft was edited an approval must mean the edited content', () => {
  const found = judged([approve({ of: EDITED, content: edited })]);
  assert.deepEqual(found.type === 'settle' && found.verdict.edited, { digest: EDITED, value: 'mine' });
  assert.equal(told([approve({ of: SUBJECT, content: edited })]), 'gate/other-content');
  const gate = { editable: true };
  assert.equal(told([approve({ of: SUBJECT, content: edited, output: 'mine' })], { gate }), 'approve');
});

test('an output at a gate that is not editable never counts, and the answer without it does', () => {
  const mine = { content: edited, output: 'mine' };
  for (const meant of [null, SUBJECT, EDITED])
    assert.equal(told([approve({ ...mine, of: meant })]), 'gate/not-editable');
  assert.equal(told([approve({ of: SUBJECT })]), 'approve');
});

test('J1: changes and rejections may name the content as generated though the draft was edited', () => {
  assert.equal(told([changes('x', { of: SUBJECT, content: edited })]), 'changes');
  assert.equal(told([reject('x', { of: SUBJECT, content: broken })]), 'reject');
});

test('a draft that cannot be approved says why, and keeps nobody from asking for changes', () => {
  assert.deepEqual(noted([approve({ content: broken })]).remark, broken.problem);
  assert.equal(told([changes('x', { content: broken })]), 'changes');
});

test('a question that cannot be looked at says why, whatever is answered, and keeps what it took down', () => {
  const given = [{ answer: digestOf(approve()), of: SUBJECT, at: NOW }];
  const note = noted([approve()], { problem: broken.problem, round: { given } });
  assert.deepEqual(note, { standing: [], given, remark: broken.problem });
});

test('J2: changes that name the content are used up by their round, also when the same content comes again', () => {
  const wish = changes('shorter', { of: SUBJECT });
  const earlier = [{ ...ROUND, end: { ...END, consumed: [digestOf(wish)] } }];
  assert.equal(told([wish], { earlier, round: { iteration: 2 } }), 'nothing');
  assert.equal(told([changes('even shorter', { of: SUBJECT })], { earlier, round: { iteration: 2 } }), 'changes');
});

test('J2: a rejection that names the content is used up by its round, also when the same content comes again', () => {
  const no = reject('not for this show', { of: SUBJECT });
  const about: Told = { earlier: [settledBy(no)], round: { iteration: 2 } };
  assert.equal(told([no], about), 'gate/stood-before');
  assert.equal(told([reject('still not', { of: SUBJECT })], about), 'reject');
});

test('J2: an approval that was used up is told with the round that it answered, whatever is asked about now', () => {
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

test('J2: what was used up is told only where nothing else is to be said, and short answers count beside it', () => {
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

test('J2: who answered a round answers the next in the same words with the round beside them', () => {
  for (const said of [approve(), approve({ of: SUBJECT }), changes('shorter'), reject('no')]) {
    const about: Told = { earlier: [settledBy(said)], round: { iteration: 2 } };
    assert.notEqual(told([said], about), said.decision);
    assert.equal(told([{ ...said, round: 2 }], about), said.decision);
  }
});

test('J2: an answer that was used up is given anew after a "not yet", with `of` or without', () => {
  for (const yes of [approve(), approve({ of: SUBJECT })]) {
    const about: Told = { earlier: [settledBy(yes)], round: { iteration: 2 } };
    const { standing } = noted([notYet()], about);
    assert.equal(told([yes], { ...about, round: { iteration: 2, standing } }), 'approve');
    const beside = noted([yes, notYet()], about);
    assert.equal(told([yes], { ...about, round: { iteration: 2, standing: beside.standing } }), 'gate/stood-before');
  }
});

test('J2: of a quorum only those whose answers are not used up are counted', () => {
  const gate = { quorum: 2 };
  const ada = approve({ by: 'a', of: SUBJECT });
  const bob = approve({ by: 'b', of: SUBJECT, person: BOB });
  const about: Told = { gate, earlier: [settledBy(ada)], round: { iteration: 2 } };
  assert.equal(told([ada, bob], about), 'gate/stood-before');
  assert.equal(told([{ ...ada, round: 2 }, bob], about), 'approve');
});

test('J3: an answer without `of` waits until the files are at rest, one with it does not', () => {
  assert.equal(told([approve()], { rest: 'soon' }), 'soon');
  assert.equal(told([approve()], { rest: 'git' }), 'gate/git-at-work');
  assert.equal(told([approve({ of: SUBJECT })], { rest: 'soon' }), 'approve');
  assert.equal(told([approve({ of: SUBJECT })], { rest: 'git' }), 'approve');
});

test('J3: an answer that will never count is waited for by nobody', () => {
  assert.equal(told([approve()], { rest: 'soon', round: { standing: [digestOf(approve())] } }), 'gate/stood-before');
});

test('false, then true, is an answer once the false was seen', () => {
  const round = { standing: [digestOf(approve())] };
  const { standing } = noted([notYet()], { round });
  assert.deepEqual(standing, [digestOf(notYet())]);
  assert.equal(told([approve()], { round: { standing } }), 'approve');
});

test('a false that is still being written is waited for, and frees nothing yet', () => {
  const round = { standing: [digestOf(approve())] };
  assert.equal(told([notYet()], { round, rest: 'soon' }), 'soon');
  assert.deepEqual(noted([notYet()], { round, rest: 'git' }).standing, round.standing);
  assert.equal(told([notYet()], { round: { standing: [digestOf(notYet())] }, rest: 'soon' }), 'nothing');
});

test('somebody else’s "not yet" frees no answer that stands beside it', () => {
  const stood = approve({ by: 'ada@example.org' });
  const round = { standing: [digestOf(stood)] };
  const { standing } = noted([stood, notYet({ by: 'bob@example.org' })], { round, gate: { quorum: 2 } });
  assert.ok(standing.includes(digestOf(stood)));
});

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

test('J6: the short form answers where nothing stands under the name of the gate', () => {
  assert.equal(told([], { short: approve() }), 'approve');
  assert.equal(told([], { short: approve(), round: { standing: [shortDigest(approve())] } }), 'gate/stood-before');
  assert.deepEqual(noted([], { short: notYet() }).standing, [shortDigest(notYet())]);
});

test('J6: the short form is not looked at beside an answer under the name of the gate that is not used up', () => {
  assert.equal(told([notYet()], { short: approve() }), 'nothing');
  assert.equal(told([changes('')], { short: approve() }), 'gate/no-feedback');
  assert.equal(told([approve()], { short: notYet(), rest: 'soon' }), 'soon');
  assert.equal(told([approve()], { short: approve(), gate: { quorum: 2 } }), 'gate/quorum');
});

test('J6: where all answers under the name of the gate are used up the short form counts', () => {
  const wish = changes('shorter', { of: SUBJECT });
  const bare = changes('shorter');
  const about: Told = {
    earlier: [settledBy(wish, bare)],
    round: { iteration: 2, standing: [digestOf(wish), digestOf(bare)] },
  };
  assert.equal(told([wish, bare], { ...about, short: approve() }), 'approve');
  assert.equal(told([wish, bare, notYet()], { ...about, short: approve() }), 'nothing');
});

test('J6: a "not yet" under the name of the gate sets free no short form that stands beside it', () => {
  const old = [shortDigest(approve()), digestOf(approve())];
  const { standing } = noted([notYet()], { short: approve(), round: { standing: old } });
  assert.deepEqual(standing, [digestOf(notYet()), shortDigest(approve())]);
  assert.equal(told([], { short: approve(), round: { standing } }), 'gate/stood-before');
  assert.equal(told([approve()], { short: approve(), round: { standing } }), 'approve');
});

test('J6: a short "not yet" beside an answer that is not used up sets nothing free', () => {
  const standing = [digestOf(approve())];
  const note = noted([changes('')], { short: notYet(), round: { standing } });
  assert.deepEqual(note.standing, standing);
});

test('a short form that stands there when a gate is settled is used up with it, a "not yet" is not', () => {
  const consumed = (short: Said) => {
    const found = judged([changes('x')], { short });
    return found.type === 'settle' && found.verdict.consumed;
  };
  assert.deepEqual(consumed(approve()), [digestOf(changes('x')), shortDigest(approve())]);
  assert.deepEqual(consumed(notYet()), [digestOf(changes('x'))]);
});

test('J4: a short approval of a quorum stays bound to its content while it is not looked at', () => {
  const gate = { quorum: 2 };
  const { given } = noted([], { gate, short: approve() });
  const later = noted([approve({ content: edited, person: BOB })], { gate, short: approve(), round: { given } });
  assert.deepEqual(later.given[0], given[0]);
  const alone = { gate, short: approve({ content: edited }), round: { given: later.given } };
  assert.equal(told([], alone), 'gate/other-content');
});

test('the short form answers nobody while more than one gate asks, and is not about either of them then', () => {
  const note = noted([], { short: approve(), isAmbiguous: true });
  assert.equal(note.remark?.code, 'gate/ambiguous');
  assert.equal(told([], { short: approve(), round: note }), 'gate/stood-before');
  assert.equal(told([], { short: notYet(), isAmbiguous: true }), 'nothing');
});

test('the short form is about neither of two gates that ask, also where it was not looked at', () => {
  const about: Told = { short: approve(), isAmbiguous: true };
  assert.equal(told([notYet()], { ...about, rest: 'soon' }), 'soon');
  const { standing, remark } = noted([notYet()], about);
  assert.equal(remark, null);
  assert.equal(told([], { short: approve(), round: { standing } }), 'gate/stood-before');
});

test('who names the gate is heard while more than one asks, whatever stands at the top level', () => {
  assert.equal(told([approve()], { short: approve(), isAmbiguous: true }), 'approve');
});

test('where all named answers are used up the short form is as ambiguous as alone', () => {
  const wish = changes('shorter', { of: SUBJECT });
  const about: Told = { earlier: [settledBy(wish)], short: approve(), isAmbiguous: true };
  assert.equal(told([wish], about), 'gate/ambiguous');
});

test('the short form is taken down at rest only, and a lock of git that stays keeps no run from resting', () => {
  const about: Told = { short: approve(), isAmbiguous: true };
  assert.equal(told([], { ...about, rest: 'soon' }), 'soon');
  const note = noted([], { ...about, rest: 'git' });
  assert.deepEqual([note.remark?.code, note.standing], ['gate/git-at-work', []]);
});

test('what was taken down is taken down once', () => {
  for (const answers of [[approve({ of: AGAIN })], [notYet(), approve({ by: 'a' })], [approve()]]) {
    const about: Told = { gate: { quorum: 2 }, round: { standing: [digestOf(approve({ by: 'a' }))] } };
    const first = noted(answers, about);
    assert.deepEqual(noted(answers, { ...about, round: first }), first);
    const beside: Told = { ...about, short: approve(), isAmbiguous: true };
    const both = noted(answers, beside);
    assert.deepEqual(noted(answers, { ...beside, round: both }), both);
  }
});
