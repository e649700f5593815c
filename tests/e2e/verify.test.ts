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

test('a run holds in a clone, years later, and the command exits with 0', LIMIT, async () => {
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

test('a run without git holds as far as its files go; its approval stays unverified', LIMIT, async () => {
  await using project = await TestProject.make(gated());
  await project.drive();
  project.put('runs/r.yaml', `pipeline: main\n${APPROVED}\n`);
  project.ahead = 2_000;
  await project.drive();
  assert.deepEqual(await told(project.root), [`untold ${APPROVAL}`]);
  assert.equal((await verified(project.root)).holds, true);
});

test('what is verified without its repository says so of the commit', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.remove('.git');
  assert.deepEqual(await told(project.root), [`untold ${APPROVAL}`]);
});

test('a checkpoint that was changed or is gone vouches for nothing, exit code 1', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.put(CHECKPOINT, project.text(CHECKPOINT).replace('Rockets', 'Moons'));
  assert.deepEqual(await told(project.root), [`broken checkpoint ${CHECKPOINT}`]);
  project.remove(CHECKPOINT);
  assert.deepEqual(await told(project.root), [`broken checkpoint ${CHECKPOINT}`]);
  assert.equal((await project.start('verify', 'r').ended).code, 1);
});

test('a run that never started, or that nobody knows, is a mistake of usage', LIMIT, async () => {
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

test('a changed definition does not hold, unless the project has it as it was', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.put('runs/r.run/pinned/1/pipelines/main.yaml', 'stages: {}\n');
  assert.deepEqual(await told(project.root), []);
  project.put('pipelines/main.yaml', 'stages: {}\n');
  assert.deepEqual(await told(project.root), ['broken definitions runs/r.run/pinned/1/pipelines/main.yaml']);
});

test('an index of definitions that was changed with them does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  const index = 'runs/r.run/pinned/1/index.json';
  project.put(index, project.text(index).replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000'));
  assert.deepEqual(await told(project.root), ['broken definitions runs/r.run/pinned/1']);
});

test('a missing artifact does not hold where git keeps it, and cannot be told where git does not', LIMIT, async () => {
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

test('a question about a stage that gave nothing holds', LIMIT, async () => {
  const parts = gated();
  const { project } = await finished({ ...parts, script: { ...parts.script, outline: [{ output: null }] } });
  await using _project = project;
  assert.deepEqual(await told(project.root), []);
});

test('a gate that was waived holds: nobody was asked', LIMIT, async () => {
  const parts = gated({ editable: false, auto_approve: 'allowed' });
  await using project = await asking({ ...parts, manifest: { auto_approve: ['review'] } });
  assert.equal((await project.checkpoint()).status, 'completed');
  assert.deepEqual(await told(project.root), []);
});

test('a file that a gate lets through was made by the stage that the gate asks about', LIMIT, async () => {
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
  test(`line ends that git has changed are told as that: ${JSON.stringify(now)}`, LIMIT, async () => {
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

test('an output that a gate let through is the one that was approved', LIMIT, async () => {
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

test('an approval by a commit that nobody has does not hold', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, commit: '0'.repeat(40) });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('what is no id of a commit reaches no git', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, commit: '--all' });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval by a commit of another branch does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  project.git('checkout', '--quiet', '-b', 'other', 'HEAD~2');
  const elsewhere = answers(project, 'ada', APPROVED, { message: 'Yes' });
  project.git('checkout', '--quiet', 'main');
  await records(project, { who: ADA, assurance: 'unsigned', commit: elsewhere });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an approval by a commit that holds no such answer does not hold', LIMIT, async () => {
  const { project } = await finished();
  await using _project = project;
  await records(project, {
    who: 'Robot <robot@example.org>',
    assurance: 'unsigned',
    commit: `${project.git('rev-parse', 'HEAD~2')}`.trim(),
  });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test(
  'an approval by a commit that holds another approval than the one that was used does not hold',
  LIMIT,
  async () => {
    await using project = await asking(gated());
    const other = answers(project, 'ada', 'approvals: { review: { decision: approve, feedback: Fine. } }');
    answers(project, 'ada', APPROVED);
    await approved(project, { who: ADA, assurance: 'unsigned', commit: other });
    assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
  },
);

test('an approval of other content than the run went on with does not hold', LIMIT, async () => {
  await using project = await asking(gated());
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Moons\n');
  const brought = answers(project, 'ada', APPROVED);
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Rockets\n');
  await approved(project, { who: ADA, assurance: 'unsigned', commit: brought });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('an edited draft holds as it was approved', LIMIT, async () => {
  await using project = await asking(gated());
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Moons\n');
  await approved(project, { who: ADA, assurance: 'unsigned', commit: answers(project, 'ada', APPROVED) });
  assert.deepEqual(await told(project.root), []);
  project.put('runs/r.run/drafts/review.1.yaml', 'title: Comets\n');
  assert.deepEqual(await told(project.root), []);
});

test('somebody else than the author of the commit did not approve by it', LIMIT, async () => {
  const { project, by } = await finished();
  await using _project = project;
  await records(project, { ...by, who: 'Bob <bob@example.org>' });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('a daemon’s commit is no approval, whatever was recorded', LIMIT, async () => {
  await using project = await asking(gated());
  const brought = answers(project, 'ada', APPROVED, DAEMON);
  await approved(project, { who: ADA, assurance: 'unsigned', commit: brought });
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test('a signed approval holds, also when the key has left the list since', SIGNED, async () => {
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

test('what was recorded as signed and is not, or by a key that nobody knew, does not hold', SIGNED, async () => {
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

test('a signed approval that was merged holds by the keys of the branch that it came to', SIGNED, async () => {
  await using project = await asking(gated());
  await mergedFrom(project, 'main');
  assert.deepEqual(await told(project.root), []);
});

test('and not by those that it brought along', SIGNED, async () => {
  await using project = await asking(gated());
  await mergedFrom(project, 'side');
  assert.deepEqual(await told(project.root), [`broken ${APPROVAL}`]);
});

test(
  'a signed approval holds after somebody pulled the branch into old commits of his own, and pushed that',
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

test('a clone without the contents of the history cannot tell of an approval', LIMIT, async () => {
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

test('a shallow clone cannot tell of an approval beyond its history', LIMIT, async () => {
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

test('nothing is written, and no lock is taken', LIMIT, async () => {
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
