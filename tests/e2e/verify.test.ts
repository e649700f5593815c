/** `verify`: what a run recorded, against its files and against the history of its repository. */
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { openProject } from '../../src/app/project.ts';
import { verifyRun } from '../../src/app/verify.ts';
import type { CheckpointPerson } from '../../src/model/checkpoint.ts';
import type { Verification } from '../../src/report/verify-text.ts';
import { NO_SSH } from '../rig/branch.ts';
import { allowedSigner, answers, asking, commit, DAEMON, gated, head, RUN } from '../rig/people-in-git.ts';
import { stageIn, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };
const SIGNED = { ...LIMIT, skip: NO_SSH };
const APPROVED = 'approvals: { review: { approved: true } }';
const ADA = 'Ada <ada@example.org>';
const CHECKPOINT = 'runs/r.checkpoint.json';

/** The run went on with an approval, as a daemon records it; the end is committed too. */
async function approved(project: TestProject, person: CheckpointPerson): Promise<void> {
  project.ahead = 2_000;
  await project.drive();
  await records(project, person);
  commit(project, 'robot', DAEMON);
}

/** Another person for the approval, under a seal that fits. */
async function records(project: TestProject, person: CheckpointPerson): Promise<void> {
  const checkpoint = await project.checkpoint();
  const review = stageIn(checkpoint, 'review');
  assert.ok(review.approval);
  const stages = { ...checkpoint.stages, review: { ...review, approval: { ...review.approval, by: [person] } } };
  project.put(CHECKPOINT, seal({ ...checkpoint, stages }).bytes.toString());
}

async function verified(root: string): Promise<Verification> {
  const project = await openProject(root);
  assert.ok(project.ok);
  const found = await verifyRun(project.value, RUN);
  return found.ok ? found.value : assert.fail(JSON.stringify(found.error));
}

/** What does not simply hold: `<verdict> <about> <name>`. */
async function told(root: string): Promise<readonly string[]> {
  const { findings } = await verified(root);
  return findings.flatMap(({ verdict, about, name }) => (verdict === 'holds' ? [] : [`${verdict} ${about} ${name}`]));
}

const APPROVAL = 'approval review, round 1';

/** One that Ada approved by a commit of hers, unsigned. */
async function finished(parts = gated()): Promise<{ readonly project: TestProject; readonly by: CheckpointPerson }> {
  const project = await asking(parts);
  const by: CheckpointPerson = { who: ADA, assurance: 'unsigned', commit: answers(project, 'ada', APPROVED) };
  await approved(project, by);
  return { project, by };
}

test('`verify` of a run holds in a clone years later, with exit code 0', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const clone = realpathSync(mkdtempSync(path.join(tmpdir(), 'clone-')));
  try {
    project.git('clone', '--quiet', project.root, clone);
    assert.deepEqual(await told(clone), []);
    const end = await project.start('verify', 'r', '--root', clone, '--json').ended;
    assert.equal(end.code, 0, end.err);
    const { holds, findings }: Verification = JSON.parse(end.out);
    assert.equal(holds, true);
    const kinds = new Set(findings.map(({ about }) => about));
    assert.deepEqual([...kinds], ['checkpoint', 'definitions', 'question', 'approval', 'artifact']);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('without git a run holds as far as its files show; its approval stays unverified', LIMIT, async () => {
  await using project = await TestProject.make(gated());
  await project.drive();
  project.put('runs/r.yaml', `pipeline: main\n${APPROVED}\n`);
  project.ahead = 2_000;
  await project.drive();
  assert.deepEqual(await told(project.root), [`untold ${APPROVAL}`]);
  assert.equal((await verified(project.root)).holds, true);
});

test('a run that is verified without its repository is reported as unverified in its commit', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.remove('.git');
  assert.deepEqual(await told(project.root), [`untold ${APPROVAL}`]);
});

test('a changed or missing checkpoint proves nothing, exit code 1', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.put(CHECKPOINT, project.text(CHECKPOINT).replace('Rockets', 'Moons'));
  assert.deepEqual(await told(project.root), [`broken checkpoint ${CHECKPOINT}`]);
  project.remove(CHECKPOINT);
  assert.deepEqual(await told(project.root), [`broken checkpoint ${CHECKPOINT}`]);
  assert.equal((await project.start('verify', 'r').ended).code, 1);
});

test('a run that never started, or is unknown, is a usage mistake', LIMIT, async () => {
  await using project = await TestProject.make(gated());
  assert.equal((await project.start('verify', 'r').ended).code, 2);
  assert.equal((await project.start('verify', 'nobody').ended).code, 2);
});

const changes: readonly (readonly [string, string, readonly string[]])[] = [
  ['a changed artifact', 'runs/r.run/last/a.txt', ['broken artifact runs/r.run/last/a.txt']],
  ['a changed question', 'runs/r.run/asked/review.1.yaml', ['broken question review, round 1']],
];

for (const [what, file, expected] of changes)
  test(`${what} does not hold`, LIMIT, async () => {
    const { project } = await finished();
    await using _project = project;
    project.put(file, 'title: Other\n');
    assert.deepEqual(await told(project.root), expected);
  });

test('a changed definition does not hold, unless the project has the original', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.put('runs/r.run/pinned/1/pipelines/main.yaml', 'stages: {}\n');
  assert.deepEqual(await told(project.root), []);
  project.put('pipelines/main.yaml', 'stages: {}\n');
  assert.deepEqual(await told(project.root), ['broken definitions runs/r.run/pinned/1/pipelines/main.yaml']);
});

test('an index that was changed together with its definitions does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const index = 'runs/r.run/pinned/1/index.json';
  project.put(index, project.text(index).replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000'));
  assert.deepEqual(await told(project.root), ['broken definitions runs/r.run/pinned/1']);
});

test('a missing artifact does not hold if git has it, and is unverifiable otherwise', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const file = 'runs/r.run/last/a.txt';
  project.remove(file);
  assert.deepEqual(await told(project.root), [`broken artifact ${file}`]);
  project.git('rm', '--quiet', '--cached', file);
  commit(project, 'robot', DAEMON);
  assert.deepEqual(await told(project.root), [`untold artifact ${file}`]);
  project.remove('.git');
  assert.deepEqual(await told(project.root), [`untold ${APPROVAL}`, `broken artifact ${file}`]);
});

test('a question about a stage without a result holds', LIMIT, async () => {
  const parts = gated();
  const { project } = await finished({ ...parts, script: { ...parts.script, outline: [{ output: null }] } });
  await using _project = project;
  assert.deepEqual(await told(project.root), []);
});

test('a waived gate holds: nobody was asked', LIMIT, async () => {
  const parts = gated({ editable: false, auto_approve: 'allowed' });
  await using project = await asking({ ...parts, manifest: { auto_approve: ['review'] } });
  assert.equal((await project.checkpoint()).status, 'completed');
  assert.deepEqual(await told(project.root), []);
});

test('a file behind a gate is attributed to the stage that the gate asks about', LIMIT, async () => {
  const parts = gated();
  const { project } = await finished({
    ...parts,
    script: { ...parts.script, outline: [{ output: 'generated', files: { 'a.txt': 'one\n' } }] },
  });
  await using _project = project;
  const { findings } = await verified(project.root);
  const made = findings.filter(({ name }) => name === 'runs/r.run/outline/a.txt').map(({ said }) => said);
  assert.deepEqual(made, ['made by outline']);
});

for (const [made, now] of [
  ['one\r\ntwo\r\n', 'one\ntwo\n'],
  ['one\ntwo\n', 'one\r\ntwo\r\n'],
] as const)
  test(`line ends that git has changed are reported as such: ${JSON.stringify(now)}`, LIMIT, async () => {
    const parts = gated();
    const { project } = await finished({
      ...parts,
      script: { ...parts.script, last: [{ output: 'done', files: { 'a.txt': made } }] },
    });
    await using _project = project;
    assert.deepEqual(await told(project.root), []);
    project.put('runs/r.run/last/a.txt', now);
    const { findings } = await verified(project.root);
    const broken = findings.filter(({ verdict }) => verdict === 'broken').map(({ said }) => said);
    assert.match(
      broken.join(),
      /^its line ends were changed, as git does .* `runs\/\*\*\/\*\.run\/\*\* -text`; last made it$/,
    );
  });

test('the output behind a gate must be the approved one', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const checkpoint = await project.checkpoint();
  const review = stageIn(checkpoint, 'review');
  assert.ok(review.result);
  const result = { ...review.result, output: { value: { title: 'Moons' } } };
  project.put(
    CHECKPOINT,
    seal({ ...checkpoint, stages: { ...checkpoint.stages, review: { ...review, result } } }).bytes.toString(),
  );
  assert.deepEqual(await told(project.root), ['broken question review, round 1', `broken ${APPROVAL}`]);
});

test('an approval by an unknown commit does not hold', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, commit: '0'.repeat(40) });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an invalid commit id is not passed to git', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, commit: '--all' });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval by a commit on another branch does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.git('checkout', '--quiet', '-b', 'other', 'HEAD~2');
  const elsewhere = answers(project, 'ada', APPROVED, { message: 'Yes' });
  project.git('checkout', '--quiet', 'main');
  await records(project, { who: ADA, assurance: 'unsigned', commit: elsewhere });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval by a commit without that answer does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  await records(project, {
    who: 'Robot <robot@example.org>',
    assurance: 'unsigned',
    commit: `${project.git('rev-parse', 'HEAD~2')}`.trim(),
  });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval by a commit with another approval than the one used does not hold', LIMIT, async () => {
  await using project = await asking(gated());
  const other = answers(project, 'ada', 'approvals: { review: { decision: approve, feedback: Fine. } }');
  answers(project, 'ada', APPROVED);
  await approved(project, { who: ADA, assurance: 'unsigned', commit: other });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval of other content than the run used does not hold', LIMIT, async () => {
  await using project = await asking(gated());
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Moons\n');
  const brought = answers(project, 'ada', APPROVED);
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Rockets\n');
  await approved(project, { who: ADA, assurance: 'unsigned', commit: brought });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an edited draft holds with its approved content', LIMIT, async () => {
  await using project = await asking(gated());
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Moons\n');
  await approved(project, { who: ADA, assurance: 'unsigned', commit: answers(project, 'ada', APPROVED) });
  assert.deepEqual(await told(project.root), []);
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Comets\n');
  assert.deepEqual(await told(project.root), []);
});

test('an approval is not attributed to anybody but the author of its commit', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, who: 'Bob <bob@example.org>' });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test("a daemon's commit is no approval, whatever was recorded", LIMIT, async () => {
  await using project = await asking(gated());
  const brought = answers(project, 'ada', APPROVED, DAEMON);
  await approved(project, { who: ADA, assurance: 'unsigned', commit: brought });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('a signed approval holds even if the key was removed from the list since', SIGNED, async () => {
  await using project = await asking(gated());
  project.put('allowed_signers', allowedSigner(project, 'ada'));
  commit(project, 'ann');
  const brought = answers(project, 'ada', APPROVED, { sign: 'ada' });
  await approved(project, { who: ADA, assurance: 'signed', commit: brought });
  assert.deepEqual(await told(project.root), []);
  project.git('rm', '--quiet', 'allowed_signers');
  commit(project, 'ann');
  assert.deepEqual(await told(project.root), []);
});

test('an approval recorded as signed does not hold if it is unsigned or its key was unknown', SIGNED, async () => {
  await using project = await asking(gated());
  const unsigned = answers(project, 'ada', APPROVED);
  await approved(project, { who: ADA, assurance: 'signed', commit: unsigned });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
  answers(project, 'ada', '');
  const unknown = answers(project, 'ada', APPROVED, { sign: 'ada' });
  await records(project, { who: ADA, assurance: 'signed', commit: unknown });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

/** Ada signed on a side branch, and Bob merged it. @param where `allowed_signers` names her key. */
async function mergedFrom(project: TestProject, where: 'main' | 'side'): Promise<void> {
  project.git('checkout', '--quiet', '-b', 'side');
  if (where === 'side') project.put('allowed_signers', allowedSigner(project, 'ada'));
  commit(project, 'ada');
  const brought = answers(project, 'ada', APPROVED, { sign: 'ada' });
  project.git('checkout', '--quiet', 'main');
  project.put(where === 'main' ? 'allowed_signers' : 'notes.md', allowedSigner(project, 'ada'));
  commit(project, 'bob');
  const bob = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org'];
  project.git(...bob, 'merge', '--quiet', '--no-ff', '-m', 'Side', 'side');
  await approved(project, { who: ADA, assurance: 'signed', commit: brought });
}

test('a merged signed approval holds by the keys of the target branch', SIGNED, async () => {
  await using project = await asking(gated());
  await mergedFrom(project, 'main');
  assert.deepEqual(await told(project.root), []);
});

test('a merged signed approval does not hold by keys that the merge brought along', SIGNED, async () => {
  await using project = await asking(gated());
  await mergedFrom(project, 'side');
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test(
  'a signed approval holds after somebody pulled the branch into older commits and pushed them',
  SIGNED,
  async () => {
    await using project = await asking(gated());
    project.put('allowed_signers', allowedSigner(project, 'ada'));
    commit(project, 'ann');
    const brought = answers(project, 'ada', APPROVED, { sign: 'ada' });
    await approved(project, { who: ADA, assurance: 'signed', commit: brought });
    const [first = ''] = project.git('rev-list', '--max-parents=0', 'HEAD').split('\n');
    project.git('checkout', '--quiet', '-b', 'old', first);
    commit(project, 'bob');
    project.git('-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', 'merge', '--quiet', '-m', 'Pull', 'main');
    assert.deepEqual(await told(project.root), []);
  },
);

test('in a clone without the contents of its history an approval is unverifiable', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.put('runs/r.yaml', 'pipeline: main\n');
  commit(project, 'ann');
  const clone = realpathSync(mkdtempSync(path.join(tmpdir(), 'clone-')));
  try {
    project.git('config', 'uploadpack.allowFilter', 'true');
    project.git('clone', '--quiet', '--filter=blob:none', `file://${project.root}`, clone);
    assert.deepEqual(await told(clone), [`untold ${APPROVAL}`]);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('in a shallow clone an approval beyond its history is unverifiable', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const clone = realpathSync(mkdtempSync(path.join(tmpdir(), 'clone-')));
  try {
    project.git('clone', '--quiet', '--depth=1', `file://${project.root}`, clone);
    assert.deepEqual(await told(clone), [`untold ${APPROVAL}`]);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('`verify` writes nothing and takes no lock', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const before = project.files('.').filter((file) => !file.startsWith('.git/'));
  const commits = head(project);
  assert.equal((await project.start('verify', 'r').ended).code, 0);
  assert.deepEqual(
    project.files('.').filter((file) => !file.startsWith('.git/')),
    before,
  );
  assert.equal(head(project), commits);
});
