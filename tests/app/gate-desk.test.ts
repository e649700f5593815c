/** Questions and drafts as files, and what the files say of answers. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { readManifest } from '../../src/app/project/read-manifest.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { projectPath, stageIndex } from '../../src/model/brand.ts';
import type { Gate } from '../../src/model/gate.ts';
import { contentOf, DeskRig, GATE, OTHER, OUTLINE, questionOf, REVIEW, RUN, toldOf, WAV } from './desk-rig.ts';

const ASKED = 'runs/ep001.run/asked/review.1.yaml';
const DRAFT = 'runs/ep001.run/drafts/review.1.yaml';
const SHORT = 'approved: true';
const APPROVE = 'approvals: { review: { approved: true } }';
const ONLY = [REVIEW];

const SCHEMA = `type: object
required: [title]
properties:
  title: { type: string, minLength: 3 }
  segments: { type: array, items: { type: object } }
`;

test('a question is a file to read and a draft to edit, both with a header that says what to do', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE, { artifacts: [WAV] });
  assert.equal(p.desk.isOffered(question), false);
  p.desk.offer(question);
  assert.equal(p.desk.isOffered(question), true);
  const body = 'title: Rockets\nsegments:\n  - text: |\n      one\n      two\n';
  const [asked, draft] = [ASKED, DRAFT].map((file) => readFileSync(p.at(file), 'utf8'));
  for (const text of [asked, draft]) assert.ok(text?.endsWith(`\n${body}`));
  assert.match(asked ?? '', /^# .*Is it good\?\n# .*Read only.*drafts\/review\.1\.yaml/);
  assert.match(draft ?? '', /approving uses it as it then is/);
  assert.match(draft ?? '', /# {3}runs\/ep001\.run\/mix\/a\.wav \(1\.2 MB, audio\/wav\)/);
});

test('a subject that is text is shown exactly as that text', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, '# Title\n\nWords');
  p.desk.offer(question);
  assert.equal(readFileSync(p.at('runs/ep001.run/asked/review.1.md'), 'utf8'), '# Title\n\nWords\n');
});

test('a question that is offered again keeps the draft as the person left it', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  writeFileSync(p.at(DRAFT), 'title: Mine\n');
  rmSync(p.at(ASKED));
  assert.equal(p.desk.isOffered(question), false);
  p.desk.offer(question);
  assert.equal(readFileSync(p.at(DRAFT), 'utf8'), 'title: Mine\n');
  assert.equal(p.desk.isOffered(question), true);
});

test('the subject is read back from its file unless somebody changed it', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE, { artifacts: [WAV] });
  p.desk.offer(question);
  assert.deepEqual(p.desk.asked(question.round), OUTLINE);
  writeFileSync(p.at(ASKED), 'title: Other\n');
  assert.equal(p.desk.asked(question.round), null);
});

test('the digest covers the content of artifacts, not their paths', async () => {
  using p = await DeskRig.make();
  const of = (more: object) => p.desk.digest(OUTLINE, [{ ...WAV, ...more }]);
  assert.equal(of({ path: projectPath('elsewhere') }), of({}));
  assert.notEqual(of({ sha256: `sha256:${'2'.repeat(64)}` }), of({}));
});

const CONTENTS: readonly (readonly [what: string, draft: string | null, answers: string, told: string])[] = [
  ['an untouched draft', '', APPROVE, 'generated'],
  ['a missing draft', null, APPROVE, 'generated'],
  ['a draft of equal value', '{ "segments": [{ "text": "one\\ntwo\\n" }], "title": "Rockets" }', APPROVE, 'generated'],
  ['an edited draft', 'title: Tides\n', APPROVE, 'edited'],
  ['a draft that breaks the schema', '# x\nsegments: []\ntitle: T\n', APPROVE, `draft/schema ${DRAFT}:3:8`],
  ['an answer in the draft', 'title: T\nsegments: []\napproved: true\n', APPROVE, `draft/answer ${DRAFT}:3:1`],
  ['a draft without a required key', 'segments: []\n', APPROVE, `draft/schema ${DRAFT}:1:1`],
  ['a draft with conflict markers', '<<<<<<< a\nx\n', APPROVE, `draft/conflict ${DRAFT}:1:1`],
  ['a draft with a text that # cuts off', 'title: The #1 rocket\n', APPROVE, `draft/cut-text ${DRAFT}:1:12`],
  ['a draft whose text is a comment', 'segments:\n  - #1 rocket\n', APPROVE, `draft/cut-text ${DRAFT}:2:5`],
  ['a draft with comments', 'title: Tides # not rockets\n#x\n', APPROVE, 'edited'],
  ['a draft that is no YAML', 'title: [\n', APPROVE, `yaml/syntax ${DRAFT}:1:8`],
  ['a draft that is too large', `title: ${'x'.repeat(1024 * 1024)}\n`, APPROVE, `draft/unreadable ${DRAFT}`],
  ['an output in the manifest', '', 'approvals: { review: { approved: true, output: { title: Tides } } }', 'edited'],
  [
    'an output equal to the generated value',
    '',
    'approvals: { review: { approved: true, output: { segments: [{ text: "one\\ntwo\\n" }], title: Rockets } } }',
    'generated',
  ],
  [
    'an output in the manifest that breaks the schema',
    '',
    'approvals:\n  review: { approved: true, output: { title: 5 } }',
    'draft/output-schema runs/ep001.yaml:3:46',
  ],
  [
    'an output in one of several answers that violates the schema',
    '',
    'approvals:\n  review:\n    - { approved: true }\n    - { approved: true, output: { title: 5 } }',
    'generated,draft/output-schema runs/ep001.yaml:5:42',
  ],
  [
    'an output equal to the draft',
    'title: Tides\n',
    'approvals: { review: { approved: true, output: { title: Tides } } }',
    'edited',
  ],
  [
    'an output that differs from the draft',
    'title: Tides\n',
    'approvals:\n  review: { approved: true, output: { title: Moon } }',
    'draft/two-edits runs/ep001.yaml:3:29',
  ],
];
for (const [what, draft, answers, told] of CONTENTS) {
  test(`for an approval with ${what} it is known what it approves`, async () => {
    using p = await DeskRig.make();
    p.put('schemas/outline.yaml', SCHEMA);
    const question = questionOf(p.desk, OUTLINE, { schema: projectPath('schemas/outline.yaml') });
    p.desk.offer(question);
    if (draft === null) rmSync(p.at(DRAFT));
    else if (draft !== '') p.put(DRAFT, draft);
    p.answers(answers);
    const facts = p.desk.look(question, ONLY);
    assert.equal(facts.answers.map(({ content }) => toldOf(content)).join(), told);
  });
}

test('an edited draft has the digest of the edited value, and after undoing the edit that of the question', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  p.answers(APPROVE);
  p.put(DRAFT, 'title: Tides\n');
  const edited = contentOf(p.desk.look(question, ONLY));
  assert.deepEqual(edited, {
    type: 'edited',
    value: { title: 'Tides' },
    digest: p.desk.digest({ title: 'Tides' }, []),
  });
  p.put(DRAFT, 'title: Rockets\nsegments: [{ text: "one\\ntwo\\n" }]\n');
  assert.deepEqual(contentOf(p.desk.look(question, ONLY)), { type: 'generated', digest: question.round.subject });
});

test('a draft replaced by a link or a folder is reported and not followed', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers(APPROVE);
  mkdirSync(p.at('runs/ep001.run/drafts'), { recursive: true });
  symlinkSync('/etc/hostname', p.at(DRAFT));
  assert.equal(toldOf(contentOf(p.desk.look(question, ONLY))), `draft/unreadable ${DRAFT}`);
  rmSync(p.at(DRAFT));
  mkdirSync(p.at(DRAFT));
  assert.equal(toldOf(contentOf(p.desk.look(question, ONLY))), `draft/unreadable ${DRAFT}`);
});

test('a draft may become twice as large as a large generated text', async () => {
  using p = await DeskRig.make();
  const output = Array.from({ length: 30_000 }, () => 'words words words words words words');
  const question = questionOf(p.desk, output);
  p.desk.offer(question);
  p.answers(APPROVE);
  p.put(DRAFT, JSON.stringify([...output, 'more']));
  assert.equal(contentOf(p.desk.look(question, ONLY)).type, 'edited');
});

test('an edit is validated by the schema that is pinned for the run', async () => {
  using p = await DeskRig.make();
  p.put('schemas/outline.yaml', 'type: object\n');
  p.put('runs/ep001.run/pinned/1/schemas/outline.yaml', 'type: object\n');
  p.put('runs/ep001.run/pinned/2/schemas/outline.yaml', SCHEMA);
  const question = questionOf(p.desk, OUTLINE, { schema: projectPath('schemas/outline.yaml') });
  p.answers(APPROVE);
  p.put(DRAFT, 'title: T\n');
  assert.equal(toldOf(contentOf(p.desk.look(question, ONLY))), `draft/schema ${DRAFT}:1:8`);
});

test('an edit whose schema is missing is not approved without validation', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE, { schema: projectPath('schemas/outline.yaml') });
  p.answers(APPROVE);
  p.put(DRAFT, 'title: Tides\n');
  assert.equal(toldOf(contentOf(p.desk.look(question, ONLY))), 'output/schema-unreadable schemas/outline.yaml');
});

test('the short form answers the only open gate; with several open gates it answers none and says so', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers(APPROVE);
  const said = (open: readonly TaskAddress[]) => {
    const { short, isAmbiguous } = p.desk.look(question, open);
    return [short?.decision, isAmbiguous];
  };
  p.answers(SHORT);
  assert.deepEqual(said(ONLY), ['approve', false]);
  assert.deepEqual(said([REVIEW, OTHER]), ['approve', true]);
  p.answers('approved: false');
  assert.deepEqual(said(ONLY), ['not-yet', false]);
  p.answers('');
  assert.deepEqual(said([REVIEW, OTHER]), [undefined, false]);
});

test('an answer named for the gate and one at the top level are both seen, with their form', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers(`${SHORT}\napprovals: { review: { rejected: no } }`);
  const { answers, short, isAmbiguous } = p.desk.look(question, [REVIEW, OTHER]);
  assert.deepEqual(
    [answers.map(({ decision }) => decision), short?.decision, isAmbiguous],
    [['reject'], 'approve', true],
  );
});

test('for an approval at the top level it is known what it approves', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  p.answers(SHORT);
  p.put(DRAFT, 'title: Tides\n');
  assert.equal(p.desk.look(question, ONLY).short?.content.type, 'edited');
});

test('every answer of a quorum is seen with its person, who counts as unverified', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers('approvals: { review: [{ by: ada@example.org, approved: true }, { by: bob, approved: true }] }');
  const { answers } = p.desk.look(question, ONLY);
  assert.deepEqual(
    answers.map(({ person }) => person),
    ['ada@example.org', 'bob'].map((who) => ({ who, assurance: 'unverified', commit: null })),
  );
  assert.notEqual(answers[0]?.digest, answers[1]?.digest);
});

test('an answer keeps its digest when the manifest is rewritten, and gets another one when its words change', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  const digestOf = (text: string) => {
    p.answers(text);
    return p.desk.look(question, ONLY).answers[0]?.digest;
  };
  const first = digestOf('approvals: { review: { changes: shorter } }');
  assert.equal(digestOf('# x\napprovals:\n  review:\n    changes: "shorter"'), first);
  assert.notEqual(digestOf('approvals: { review: { changes: longer } }'), first);
});

test('all answers in the manifest when a question is asked are standing, even those that may be for another gate', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers(`${SHORT}\n${APPROVE}`);
  const asking = { definition: GATE, iteration: 1, subject: question.subject, ends: null };
  const { standing } = p.desk.wording(REVIEW, asking);
  const { answers, short } = p.desk.look(question, ONLY);
  assert.deepEqual(standing, [...answers.map(({ digest }) => digest), short?.digest]);
});

test("an answer under the gate's name is not the same answer as one at the top level", async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.answers(`${SHORT}\n${APPROVE}`);
  const { answers, short } = p.desk.look(question, ONLY);
  assert.notEqual(answers[0]?.digest, short?.digest);
});

test('while the manifest cannot be read there are no answers', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  const seen = () => {
    const { answers, short } = p.desk.look(question, ONLY);
    return [answers.length, short];
  };
  p.answers(`${SHORT}\n${APPROVE}`);
  seen();
  p.answers(`${SHORT}\n${APPROVE}\n<<<<<<< HEAD`);
  assert.deepEqual(seen(), [0, null]);
  rmSync(p.at('runs/ep001.yaml'));
  assert.deepEqual(seen(), [0, null]);
});

test('files are at rest when the last change of manifest and draft is a second ago', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  p.answers(APPROVE);
  p.offset = 0;
  assert.equal(p.desk.look(question, ONLY).rest, 'soon');
  p.offset = 2_000;
  assert.equal(p.desk.look(question, ONLY).rest, 'steady');
});

test('a draft that was changed just now is not at rest, even if the manifest is', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.offset = -3_600_000; // so only what was watched counts
  p.desk.offer(question);
  p.desk.look(question, ONLY);
  p.passed = 2_000;
  p.put(DRAFT, 'title: Tides\n');
  assert.equal(p.desk.look(question, ONLY).rest, 'soon');
  p.passed = 3_000;
  assert.equal(p.desk.look(question, ONLY).rest, 'steady');
});

test('files are not at rest until the manifest in use is the one in the file', async () => {
  using p = await DeskRig.make();
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  p.answers(APPROVE);
  const before = readManifest(p.project, RUN);
  assert.ok(before.ok);
  p.inForce = before.value;
  p.answers('approved: false');
  assert.equal(p.desk.look(question, ONLY).rest, 'soon');
  p.inForce = null;
  assert.equal(p.desk.look(question, ONLY).rest, 'steady');
});

test('while git changes files they are not at rest, and after ten seconds that is reported', async () => {
  using p = await DeskRig.make({ '.git/HEAD': '' });
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  writeFileSync(p.at('.git/index.lock'), '');
  assert.equal(p.desk.look(question, ONLY).rest, 'soon');
  p.offset = 11_000;
  assert.equal(p.desk.look(question, ONLY).rest, 'git');
  rmSync(p.at('.git/index.lock'));
  assert.equal(p.desk.look(question, ONLY).rest, 'steady');
});

test('an approved value is kept as a value or as a file of its round', async () => {
  using p = await DeskRig.make();
  const long = 'x'.repeat(5_000);
  assert.deepEqual(p.desk.keep(REVIEW, 2, 'short'), { type: 'inline', value: 'short' });
  const kept = p.desk.keep('episodes[e1]/review' as TaskAddress, 2, long);
  assert.equal(kept.type === 'file' && kept.file, 'runs/ep001.run/outputs/episodes/e1/review.2.json');
});

test('the sentence on how to answer names the gate and the number of people', async () => {
  using p = await DeskRig.make();
  const { subject } = questionOf(p.desk, OUTLINE);
  const how = (gate: string, quorum: number) =>
    p.desk.wording(gate as TaskAddress, { definition: { ...GATE, quorum }, iteration: 1, subject, ends: null }).how;
  assert.match(how('review', 1), /\{ review: \{ approved: true \} \}.*runs\/ep001\.yaml.*approve ep001 review`/);
  assert.match(
    how('e[a]/review', 2),
    /\{ "e\[a\]\/review": \[\{ by: .*approve ep001 'e\[a\]\/review'.*\(2 people must approve\)/,
  );
});

test('a question records which answers it accepts, and says what a rejection ends', async () => {
  using p = await DeskRig.make();
  const { subject } = questionOf(p.desk, OUTLINE);
  const asked = (definition: Gate, keys: readonly string[], ends: TaskAddress | null) =>
    p.desk.wording(REVIEW, { definition, iteration: 1, subject: { ...subject, keys }, ends });
  assert.deepEqual(asked({ ...GATE, rework: null }, ['a'], null).accepts, ['approve', 'reject']);
  const list = asked({ ...GATE, rework: stageIndex(0), quorum: 2 }, ['a'], null);
  assert.deepEqual([list.accepts, list.quorum], [['approve', 'changes', 'item_changes', 'reject'], 2]);
  assert.match(list.how, /`rejected: "…"` ends the run$/);
  assert.match(
    asked(GATE, [], 'parts[a]' as TaskAddress).how,
    /`rejected: "…"` ends only parts\[a\], and the run continues without it$/,
  );
});

test('answers written after the manifest was last read, but before the question, are standing as well', async () => {
  using p = await DeskRig.make();
  const { subject } = questionOf(p.desk, OUTLINE);
  const inForce = readManifest(p.project, RUN);
  if (!inForce.ok) throw new Error('the manifest is broken');
  p.answers(APPROVE);
  const { digest } = p.desk.look(questionOf(p.desk, OUTLINE), ONLY).answers[0] ?? {};
  p.inForce = inForce.value;
  const { standing } = p.desk.wording(REVIEW, { definition: GATE, iteration: 1, subject, ends: null });
  assert.deepEqual(standing, [digest]);
});
