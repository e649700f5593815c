/** Answers to gates as people write them: every form, and every way to contradict oneself, with its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Answer } from '../../src/model/gate.ts';
import { parseManifest } from '../../src/parse/manifest.ts';

const parse = (rest: string) => parseManifest('runs/a.yaml', `pipeline: demo\n${rest}`);

/** The answers to `review`, which must be without mistakes. */
function answers(written: string): readonly Answer[] {
  const { manifest, diagnostics } = parse(`approvals:\n  review: ${written}\n`);
  assert.deepEqual(diagnostics, [], written);
  return manifest?.approvals.get('review') ?? [];
}

const spot = (at: Diagnostic['at']): string => (at && 'line' in at ? `${at.line}:${at.column}` : '-');

const brief = ({ code, at, related = [] }: Diagnostic): string =>
  `${code} ${[spot(at), ...related.map((other) => spot(other.at))].join(' <- ')}`;

/** @returns code and place of each mistake, and after `<-` the place it refers to. */
const mistakes = (rest: string): readonly string[] => parse(rest).diagnostics.map(brief);

const NOTHING: Answer = { decision: 'not-yet', feedback: null, items: null, of: null, by: null };
const SHA = `sha256:${'0a'.repeat(32)}`;

const FORMS: Readonly<Record<string, Partial<Answer>>> = {
  '{ approved: true }': { decision: 'approve' },
  '{ approved: false }': { decision: 'not-yet' },
  '{ approved: false, feedback: shorter }': { decision: 'changes', fallback: 'reject', feedback: 'shorter' },
  '{ changes: shorter }': { decision: 'changes', feedback: 'shorter' },
  '{ approved: false, changes: shorter }': { decision: 'changes', feedback: 'shorter' },
  '{ changes: { scene_3: closer, "4": on } }': { decision: 'changes', items: { scene_3: 'closer', 4: 'on' } },
  '{ changes: { s3: closer }, feedback: all of it brighter }': {
    decision: 'changes',
    items: { s3: 'closer' },
    feedback: 'all of it brighter',
  },
  '{ rejected: not for this show }': { decision: 'reject', feedback: 'not for this show' },
  '{ rejected: no, approved: false }': { decision: 'reject', feedback: 'no' },
  '{ decision: approve }': { decision: 'approve' },
  '{ decision: approve, approved: true, feedback: well done }': { decision: 'approve', feedback: 'well done' },
  '{ decision: changes, feedback: shorter }': { decision: 'changes', feedback: 'shorter' },
  '{ decision: changes, changes: shorter }': { decision: 'changes', feedback: 'shorter' },
  '{ decision: reject, feedback: "no", approved: false }': { decision: 'reject', feedback: 'no' },
  '{ approved: false, of: "12345678" }': { of: 'sha256:12345678' },
  '{ approved: true, of: sha256:9f2c1d0a }': { decision: 'approve', of: 'sha256:9f2c1d0a' },
  [`{ approved: true, of: "${SHA}", by: Ada <ada@example.org> }`]: {
    decision: 'approve',
    of: SHA,
    by: 'Ada <ada@example.org>',
  },
  '{ approved: true, output: { title: Rockets } }': { decision: 'approve', output: { title: 'Rockets' } },
  '{ decision: approve, output: null }': { decision: 'approve', output: null },
  '{ approved: true, output: false }': { decision: 'approve', output: false },
};

for (const [written, expected] of Object.entries(FORMS)) {
  test(`${written} is read as that answer`, () => {
    assert.deepEqual(answers(written), [{ ...NOTHING, ...expected }]);
  });
}

test('an absent output is no key of the answer, so null can be an output', () => {
  assert.deepEqual(answers('{ approved: true }').map(Object.keys), [['decision', 'feedback', 'items', 'of', 'by']]);
});

test('a list contains the answers of several people in the order of the file', () => {
  const both = answers('[{ by: a@example.org, approved: true }, { by: b@example.org, rejected: too long }]');
  assert.deepEqual(
    both.map(({ by, decision }) => [by, decision]),
    [
      ['a@example.org', 'approve'],
      ['b@example.org', 'reject'],
    ],
  );
});

test('the short form is no named answer, and its absence is no rejection', () => {
  assert.equal(parse('approved: true\n').manifest?.approved, true);
  assert.equal(parse('approved: false\n').manifest?.approved, false);
  assert.equal(parse('').manifest?.approved, null);
  assert.equal(parse('approved: true\n').manifest?.approvals.size, 0);
});

test('gates are named by their addresses, even in sub-pipelines and items', () => {
  const text = 'approvals:\n  episode/review: { approved: true }\n  "episodes[e1]/review": { approved: false }\n';
  const { manifest, diagnostics } = parse(text);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual([...(manifest?.approvals.keys() ?? [])], ['episode/review', 'episodes[e1]/review']);
});

const ONE = 'approvals:\n  review: ';

const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  '{ approved: true, rejected: x }': ['answer/contradiction 3:29 <- 3:13'],
  '{ rejected: x, approved: true }': ['answer/contradiction 3:26 <- 3:13'],
  '{ approved: true, changes: x }': ['answer/contradiction 3:29 <- 3:13'],
  '{ approved: true, changes: { a: x } }': ['answer/contradiction 3:29 <- 3:13'],
  '{ approved: true, decision: reject, feedback: x }': ['answer/contradiction 3:29 <- 3:13'],
  '{ decision: changes, feedback: x, approved: true }': ['answer/contradiction 3:45 <- 3:13'],
  '{ decision: approve, approved: false }': ['answer/contradiction 3:32 <- 3:13'],
  '{ decision: approve, rejected: x }': ['answer/contradiction 3:32 <- 3:13'],
  '{ decision: reject, changes: x }': ['answer/contradiction 3:31 <- 3:13'],
  '{ changes: x, rejected: y }': ['answer/contradiction 3:25 <- 3:13'],
  '{ approved: false, changes: x, rejected: y }': ['answer/contradiction 3:42 <- 3:30'],
  '{ output: 1, rejected: x }': ['answer/contradiction 3:24 <- 3:13'],
  '{ approved: false, output: 1 }': ['answer/contradiction 3:30 <- 3:13'],
  '{ changes: x, feedback: y }': ['answer/contradiction 3:25 <- 3:13'],
  '{ feedback: y, rejected: x }': ['answer/contradiction 3:26 <- 3:13'],
  '{ output: 1 }': ['answer/no-decision 3:3'],
  '{ feedback: x }': ['answer/no-decision 3:3'],
  '{ of: abcdef01, by: x }': ['answer/no-decision 3:3'],
  '{}': ['answer/no-decision 3:3'],
  '{ decision: changes }': ['answer/no-feedback 3:23'],
  '{ decision: reject, by: x }': ['answer/no-feedback 3:23'],
  '{ rejected: "" }': ['answer/no-feedback 3:23'],
  '{ changes: " \\n\\t" }': ['answer/no-feedback 3:22'],
  '{ changes: { a: x, b: "" } }': ['answer/no-feedback 3:33'],
  '{ approved: false, feedback: " " }': ['answer/no-feedback 3:40'],
  '{ approved: true, feedback: "" }': ['answer/no-feedback 3:39'],
  '{ approved: true, by: "" }': ['format/bad-value 3:33'],
  '{ approved: true, by: " " }': ['format/bad-value 3:33'],
  '{ changes: {} }': ['format/bad-value 3:22'],
  '{ changes: 3 }': ['format/wrong-type 3:22'],
  '{ rejected: }': ['format/wrong-type 3:23'],
  '{ approved: yes }': ['format/wrong-type 3:23'],
  '{ approved: "true" }': ['format/wrong-type 3:23'],
  '{ approved: 1 }': ['format/wrong-type 3:23'],
  '{ aproved: true }': ['format/unknown-key 3:13'],
  '{ decision: approved }': ['format/bad-value 3:23'],
  '{ approved: true, of: sha256:9f2c }': ['format/bad-value 3:33'],
  '{ approved: true, of: 12345678 }': ['format/wrong-type 3:33'],
  '{ approved: true, of: md5:9f2c1d0a }': ['format/bad-value 3:33'],
  '{ approved: true, by: 7 }': ['format/wrong-type 3:33'],
  true: ['format/wrong-type 3:11'],
  '[]': ['format/bad-value 3:11'],
  '[yes]': ['format/wrong-type 3:12'],
  '[{ approved: yes }]': ['format/wrong-type 3:24'],
  '[{ approved: true }, { approved: true, changes: x }]': ['answer/contradiction 3:50 <- 3:34'],
  '[{ approved: true }, {}]': ['answer/no-decision 3:32'],
  '{ approved: true, approved: false }': ['yaml/duplicate-key 3:29 <- 3:13'],
  '{ approved: true, __proto__: { by: x } }': ['yaml/unsafe-key 3:29'],
  '{ changes: { __proto__: x, a: y } }': ['yaml/unsafe-key 3:24'],
};

for (const [written, expected] of Object.entries(MISTAKES)) {
  test(`${written} is a mistake at its place`, () => {
    assert.deepEqual(mistakes(`${ONE}${written}\n`), expected);
  });
}

test('one person answers once about one content', () => {
  const list = (...of: readonly string[]) => `approvals:\n  review:\n${of.map((one) => `    - ${one}\n`).join('')}`;
  const yes = '{ by: Ed@example.org, approved: true }';
  assert.deepEqual(mistakes(list(yes, '{ by: ed@example.org, rejected: x }')), ['answer/two-minds 5:13 <- 4:13']);
  assert.deepEqual(mistakes(list(yes, '{ by: ed@example.org, approved: false }')), ['answer/two-minds 5:13 <- 4:13']);
  assert.deepEqual(mistakes(list(yes, yes, '{ by: flo@example.org, rejected: x }')), []);
  const early = '{ by: ed@example.org, of: "sha256:9f2c1d0a", changes: x }';
  const late = '{ by: ed@example.org, of: "9f2c1d0a77", approved: true }';
  assert.deepEqual(mistakes(list(early, late)), ['answer/two-minds 5:13 <- 4:13']);
  assert.deepEqual(mistakes(list(early, '{ by: ed@example.org, of: "00000000", approved: true }')), []);
});

test('a repeated gate is a mistake, and a gate cannot be named __proto__', () => {
  const twice = 'approvals:\n  review: { approved: true }\n  review: { approved: false }\n';
  assert.deepEqual(mistakes(twice), ['yaml/duplicate-key 4:3 <- 3:3']);
  assert.deepEqual(mistakes('approvals: { __proto__: { approved: true } }\n'), ['yaml/unsafe-key 2:14']);
  assert.deepEqual(mistakes('approved: true\napproved: false\n'), ['yaml/duplicate-key 3:1 <- 2:1']);
});

test('names of inherited properties are ordinary names', () => {
  const { manifest } = parse('approvals: { tostring: { changes: { toString: x, valueOf: y } } }\n');
  const [answer] = manifest?.approvals.get('tostring') ?? [];
  assert.deepEqual(answer?.items, { toString: 'x', valueOf: 'y' });
});

test('words that look like yes are reported as no booleans', () => {
  for (const [word, meant] of [
    ['yes', true],
    ['on', true],
    ['No', false],
  ]) {
    const [short] = parse(`approved: ${word}\n`).diagnostics;
    assert.deepEqual([short?.code, short?.hint], ['format/wrong-type', `write ${meant}`]);
  }
  const [bare] = parse('approvals: { review: true }\n').diagnostics;
  assert.equal(bare?.hint, 'write { approved: true }');
  assert.deepEqual(mistakes('approved: [true]\n'), ['format/wrong-type 2:11']);
  assert.deepEqual(mistakes('auto_approve: review\n'), ['format/wrong-type 2:15']);
  assert.deepEqual(mistakes('auto_approve: [a, a]\n'), ['format/bad-value 2:15']);
});

test('a mistake in an answer says what to do', () => {
  const hint = (written: string) => parse(`${ONE}${written}\n`).diagnostics[0]?.hint;
  assert.equal(hint('{ aproved: true }'), 'did you mean "approved"?');
  assert.equal(hint('{ output: 1 }'), 'add "approved: true": an output is the content to approve');
  assert.equal(hint('{ feedback: x }'), 'add "decision: changes" or "decision: reject"');
  assert.equal(hint('{ decision: changes }'), 'add "feedback:" and say what should change');
  assert.equal(hint('{ decision: reject }'), 'add "feedback:" and say why');
});

test('a message about two contradictory keys names both as they are written', () => {
  const { diagnostics } = parse(`${ONE}{ decision: approve, approved: false }\n`);
  assert.equal(diagnostics[0]?.message, '"approved: false" contradicts "decision: approve"');
});

test('Windows line ends and byte order marks change neither answers nor places', () => {
  const lines = ['pipeline: demo', 'approvals:', '  review:', '    approved: true', '    rejected: x', ''];
  const { diagnostics } = parseManifest('runs/a.yaml', `\uFEFF${lines.join('\r\n')}`);
  assert.deepEqual(diagnostics.map(brief), ['answer/contradiction 5:5 <- 4:5']);
  const good = parseManifest('runs/a.yaml', `\uFEFF${lines.toSpliced(4, 1).join('\r\n')}`);
  assert.deepEqual(good.manifest?.approvals.get('review'), [{ ...NOTHING, decision: 'approve' }]);
});

test('feedback keeps its lines and may be long', () => {
  const [block] = answers('\n    changes: |\n      shorter\n      and: louder');
  assert.equal(block?.feedback, 'shorter\nand: louder\n');
  const long = 'x'.repeat(500_000);
  assert.equal(answers(`{ rejected: "${long}" }`)[0]?.feedback, long);
  const deep = `${'['.repeat(50)}1${']'.repeat(50)}`;
  assert.equal(JSON.stringify(answers(`{ approved: true, output: ${deep} }`)[0]?.output), deep);
});

test('reading thousands of answers takes time proportional to their number', () => {
  const many = Array.from({ length: 4_000 }, (_, i) => `    - { by: p${i}, approved: ${i % 2 === 0} }\n`);
  const { manifest, diagnostics } = parse(`approvals:\n  review:\n${many.join('')}`);
  assert.deepEqual([manifest?.approvals.get('review')?.length, diagnostics], [4_000, []]);
});

/** A wrong form of an answer -> what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  'approvals:\n  review:\n  approved: true':
    'write it under the name of the gate, as in approvals: { review: { approved: true } }',
  'approvals: { intro: { review: { approved: true } } }': 'write the whole address as one key: "intro/review"',
  'approvals: { parts: { e1: { review: { approved: true } } } }':
    'write the whole address as one key: "parts[e1]/review"',
  'approvals:\n  review: { by: ada, approved: true }\n  review: { by: bob, approved: true }':
    'keep one of them; if both people answer, write a list: review: [{ … }, { … }]',
  'approvals: { review: { approved: true } }\napprovals: { cover: { approved: true } }':
    'keep one "approvals:", with the answers to all gates under it',
  'approvals:\n  review: { by: ada, by: bob, approved: true }': 'delete one of the two',
  'approvals: { review: { ada@example.org: { approved: true } } }':
    'list one answer for each person: [{ by: ada@example.org, approved: true }, …]',
  'approvals: { review: { by: [ada@example.org, bob@example.org], approved: true } }':
    'list one answer for each person: [{ by: ada@example.org, approved: true }, …]',
};

for (const [written, hint] of Object.entries(INSTEAD)) {
  test(`${JSON.stringify(written)} is told what to write instead`, () => {
    assert.equal(parse(`${written}\n`).diagnostics.at(-1)?.hint, hint);
  });
}
