/** Approvals by commit: who counts, and for what, with real git and real keys. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { GitAnswers } from '../../src/app/git-answers.ts';
import { revertedAnswers } from '../../src/app/notes/reverted-answers.ts';
import { readManifest } from '../../src/app/project/read-manifest.ts';
import { driveRun } from '../../src/app/run-session.ts';
import { verifyRun } from '../../src/app/verify.ts';
import { NO_SSH } from '../rig/branch.ts';
import {
  allowedSigner,
  answers,
  asking,
  commit,
  DAEMON,
  gated,
  head,
  judged,
  RUN,
  verdict,
} from '../rig/people-in-git.ts';
import { stageIn, TestProject } from '../rig/project.ts';

const NEVER = new AbortController().signal;
const LIMIT = { timeout: 60_000 };
const SIGNED = { ...LIMIT, skip: NO_SSH };
const APPROVED = 'approvals: { review: { approved: true } }';
const ADA = 'Ada <ada@example.org>';
const DRAFT = 'runs/r.run/drafts/review.1.yaml';

test('an approval belongs to the author of the commit that brought it, and names the commit', LIMIT, async () => {
  await using project = await asking(gated());
  const brought = answers(project, 'ada', APPROVED);
  commit(project, 'bob');
  const found = await judged(project);
  const by = found.type === 'settle' && found.verdict.by;
  assert.deepEqual(by, [{ who: ADA, assurance: 'unsigned', commit: brought }]);
});

test('a run continues with what a commit approved and records the person, permanently', LIMIT, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org'] }));
  project.put(DRAFT, stringify({ title: 'Moons' }));
  const brought = answers(project, 'ada', APPROVED);
  project.put(DRAFT, stringify({ title: 'Comets' }));
  commit(project, 'mallory');
  const opened = await project.open();
  const evidence = new GitAnswers({ project: opened, run: RUN });
  const drive = () => driveRun({ ...opened, evidence: () => evidence }, RUN, { observers: [], stop: NEVER });
  const before = await drive();
  assert.equal(before.ok && before.value.checkpoint.status, 'awaiting_approval');
  await evidence.refresh(head(project));
  const end = await drive();
  assert.ok(end.ok && end.value.checkpoint.status === 'completed', JSON.stringify(end));
  const { approval, result } = stageIn(end.value.checkpoint, 'review');
  assert.deepEqual(approval?.by, [{ who: ADA, assurance: 'unsigned', commit: brought }]);
  assert.deepEqual(result?.output, { value: { title: 'Moons' } });
  commit(project, 'robot', DAEMON);
  const verified = await verifyRun(opened, RUN);
  assert.ok(verified.ok);
  assert.deepEqual(
    verified.value.findings.filter(({ verdict: one }) => one !== 'holds'),
    [],
  );
});

test(
  'a remark on an answer stays until the branch is read again, since a starting daemon has not read it yet',
  LIMIT,
  async () => {
    await using project = await asking(gated({ approvers: ['ada@example.org'] }));
    answers(project, 'mallory', APPROVED);
    const opened = await project.open();
    const driven = async (evidence: GitAnswers) => {
      const end = await driveRun({ ...opened, evidence: () => evidence }, RUN, { observers: [], stop: NEVER });
      assert.ok(end.ok);
      return end.value.checkpoint;
    };
    const first = new GitAnswers({ project: opened, run: RUN });
    await first.refresh(head(project));
    assert.equal(stageIn(await driven(first), 'review').approval?.remark?.code, 'gate/not-an-approver');
    const next = new GitAnswers({ project: opened, run: RUN });
    assert.equal(
      stageIn(await driven(next), 'review').approval?.remark?.code,
      'gate/not-an-approver',
      'not taken back',
    );
    answers(project, 'ada', '');
    await next.refresh(head(project));
    assert.equal(stageIn(await driven(next), 'review').approval?.remark, undefined);
  },
);

test(
  "a broken draft is reported with how to answer again, because correcting it does not change the answer's commit",
  LIMIT,
  async () => {
    await using project = await asking(gated());
    project.put(DRAFT, '');
    const brought = answers(project, 'ada', APPROVED);
    project.put(DRAFT, stringify({ title: 'Moons' }));
    commit(project, 'ada');
    const found = await judged(project);
    const { code, hint = '' } = (found.type === 'wait' && found.note.remark) || {};
    assert.equal(code, 'draft/empty');
    assert.match(
      hint,
      new RegExp(`its own commit, here ${brought.slice(0, 8)}: fix the draft, run .pipeline-runner approve r review.`),
    );
  },
);

test('`by` in an answer does not change who answered', LIMIT, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org'] }));
  answers(project, 'mallory', 'approvals: { review: { approved: true, by: ada@example.org } }');
  assert.equal(await verdict(project), 'gate/not-an-approver');
});

test('a question that is not published has no answers', LIMIT, async () => {
  await using project = await TestProject.make(gated());
  project.git('init', '--quiet', '--initial-branch=main');
  project.put('.gitignore', 'control.sock\n.pipeline-runner/\nruns/r.*\n');
  commit(project, 'ann');
  await project.drive();
  project.put('.gitignore', 'control.sock\n.pipeline-runner/\nruns/r.run/\nruns/r.checkpoint.json\n');
  answers(project, 'ada', APPROVED);
  assert.equal(await verdict(project), 'waits');
});

test('an approval committed with the question does not count, and that is reported', LIMIT, async () => {
  await using project = await TestProject.make({ ...gated(), manifest: { approved: true } });
  project.put('.gitignore', 'control.sock\n.pipeline-runner/\nexecutions.log\n');
  project.git('init', '--quiet', '--initial-branch=main');
  commit(project, 'ada');
  await project.drive();
  commit(project, 'robot', DAEMON);
  commit(project, 'ada');
  assert.equal(await verdict(project), 'answer/before-question');
});

test("a daemon's commit approves nothing", LIMIT, async () => {
  await using project = await asking(gated());
  answers(project, 'robot', APPROVED, DAEMON);
  assert.equal(await verdict(project), 'answer/by-daemon');
});

test('nobody can add themselves as approver in the commit that approves', LIMIT, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org'] }));
  project.change(gated({ approvers: ['ada@example.org', 'mallory@example.org'] }));
  answers(project, 'mallory', APPROVED);
  assert.equal(await verdict(project), 'gate/not-an-approver');
});

test('nobody can lower the quorum in the commit that approves', LIMIT, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org', 'bob@example.org'], quorum: 2 }));
  project.change(gated({ approvers: ['ada@example.org', 'bob@example.org'] }));
  answers(project, 'ada', APPROVED);
  assert.equal(await verdict(project), 'gate/quorum');
});

test('nobody can add themselves as approver through the config', LIMIT, async () => {
  await using project = await asking({ ...gated(), config: { approvers: ['ada@example.org'] } });
  project.change({ config: { approvers: ['ada@example.org', 'mallory@example.org'] } });
  answers(project, 'mallory', APPROVED);
  assert.equal(await verdict(project), 'gate/not-an-approver');
});

test('a quorum consists of people who committed, each their own answer', LIMIT, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org', 'bob@example.org'], quorum: 2 }));
  const two =
    'approvals: { review: [{ by: ada@example.org, approved: true }, { by: bob@example.org, approved: true }] }';
  answers(project, 'ada', two);
  assert.equal(await verdict(project), 'gate/quorum');
  answers(project, 'ada', 'approvals: { review: [{ by: ada@example.org, approved: true }] }');
  answers(project, 'bob', two);
  assert.equal(await verdict(project), `approve by ${ADA} (unsigned), Bob <bob@example.org> (unsigned)`);
});

test('the approved content is the draft in the commit that approved', LIMIT, async () => {
  await using project = await asking(gated());
  project.put(DRAFT, stringify({ title: 'Moons' }));
  answers(project, 'ada', APPROVED);
  project.put(DRAFT, stringify({ title: 'Comets' }));
  commit(project, 'mallory');
  project.put(DRAFT, stringify({ title: 'Nothing' }));
  const found = await judged(project);
  const edited = found.type === 'settle' && found.verdict.edited?.value;
  assert.deepEqual(edited, { title: 'Moons' });
});

test('an answer in the worktree that is in no commit does not count', LIMIT, async () => {
  await using project = await asking(gated());
  project.put('runs/r.yaml', `pipeline: main\n${APPROVED}\n`);
  assert.equal(await verdict(project), 'waits');
});

test('an invalid manifest contains no answers', LIMIT, async () => {
  await using project = await asking(gated());
  answers(project, 'ada', `${APPROVED}\ninptus: {}`);
  project.put('runs/r.yaml', `pipeline: main\n${APPROVED}\n`);
  assert.equal(await verdict(project), 'waits');
});

test("where a signature is required, an author's name is not enough", SIGNED, async () => {
  const only = { approvers: ['ada@example.org'], require_signed: true };
  await using project = await asking(gated(only));
  project.put('allowed_signers', allowedSigner(project, 'ada'));
  commit(project, 'ann');
  answers(project, 'ada', APPROVED);
  assert.equal(await verdict(project), 'gate/unsigned');
  answers(project, 'ada', '');
  answers(project, 'ada', APPROVED, { sign: 'ada' });
  assert.equal(await verdict(project), 'approve by ada@example.org (signed)');
});

test('an answer signed by an unknown key is reported, and following the hint makes it count', SIGNED, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org'], require_signed: true }));
  answers(project, 'ada', APPROVED, { sign: 'ada' });
  const said = await judged(project);
  const remark = said.type === 'wait' ? said.note.remark : null;
  assert.match(remark?.message ?? '', /signed by a key that was not in `allowed_signers` on the branch/);
  assert.match(remark?.hint ?? '', /added to `allowed_signers` on the branch; then remove the answer/);
  project.put('allowed_signers', allowedSigner(project, 'ada'));
  commit(project, 'ann');
  assert.equal(await verdict(project), 'gate/unsigned');
  answers(project, 'ada', '');
  answers(project, 'ada', APPROVED, { sign: 'ada' });
  assert.equal(await verdict(project), 'approve by ada@example.org (signed)');
});

test('a forged author beside a valid signature is not the approver', SIGNED, async () => {
  await using project = await asking(gated({ approvers: ['ada@example.org'] }));
  project.put('allowed_signers', allowedSigner(project, 'ada') + allowedSigner(project, 'mallory'));
  commit(project, 'ann');
  answers(project, 'ada', APPROVED, { sign: 'mallory' });
  assert.equal(await verdict(project), 'gate/not-an-approver');
});

test("one person's key does not vouch for another approver's name", SIGNED, async () => {
  await using project = await asking(gated({ approvers: ['Ada'], require_signed: true }));
  project.put('allowed_signers', allowedSigner(project, 'mallory'));
  commit(project, 'ann');
  project.put('runs/r.yaml', `pipeline: main\n${APPROVED}\n`);
  answers(project, 'mallory', APPROVED, { sign: 'mallory' });
  project.git('config', 'user.name', 'Ada');
  assert.equal(await verdict(project), 'gate/not-an-approver');
});

test('reverting an answer after it was used changes nothing, and that is reported once', LIMIT, async () => {
  await using project = await asking(gated());
  answers(project, 'ada', APPROVED);
  project.ahead = 2_000;
  assert.equal((await project.drive()).checkpoint.status, 'completed');
  const opened = await project.open();
  const manifest = () => {
    const read = readManifest(opened, RUN);
    return read.ok ? read.value : assert.fail(JSON.stringify(read.error));
  };
  const before = manifest();
  project.git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'revert', '--no-edit', 'HEAD');
  const after = manifest();
  const checkpoint = await project.checkpoint();
  const said = (now: typeof before): readonly string[] =>
    revertedAnswers(opened, checkpoint, now).map(({ code }) => code);
  assert.deepEqual(said(after), ['answer/reverted']);
  assert.deepEqual(said(before), []);
  const again = await project.drive();
  assert.deepEqual([again.worked, again.notices.map(({ code }) => code)], [false, ['answer/reverted']]);
  assert.equal(stageIn(await project.checkpoint(), 'review').status, 'completed');
});

test('rewriting an answer in another notation does not withdraw it', LIMIT, async () => {
  await using project = await asking(gated());
  answers(project, 'ada', APPROVED);
  project.ahead = 2_000;
  await project.drive();
  const opened = await project.open();
  project.put('runs/r.yaml', 'pipeline: main\napprovals: { review: [{ decision: approve }] }\n');
  const read = readManifest(opened, RUN);
  assert.ok(read.ok);
  assert.deepEqual(revertedAnswers(opened, await project.checkpoint(), read.value), []);
});
