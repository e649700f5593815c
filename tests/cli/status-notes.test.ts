/** What an editor is told who asks how a run stands after a slip: what is wrong now, and nothing that was mended. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Clone } from '../rig/git.ts';
import { EDITABLE, gate, MANIFEST, MANIFEST_FILE, stage, waiting } from './gate-rig.ts';
import { project, type TestProject } from './rig.ts';

const DRAFT = 'runs/ep1.run/drafts/review.1.yaml';
const edit = (p: TestProject, from: string, to: string): void => p.write(DRAFT, p.read(DRAFT).replace(from, to));
const told = async (p: TestProject): Promise<string> => {
  const { out, err } = await p.cli('status', 'ep1');
  return out + err;
};

test('`status` reports that the manifest of a waiting run cannot be read, and where', async () => {
  using p = await waiting();
  p.write(MANIFEST_FILE, `${MANIFEST}approvals:\nreview: { approved: true }\n`);
  const said = await told(p);
  assert.match(said, /runs\/ep1\.yaml:4:1 error\[format\/unknown-key\]: unknown key "review"/);
  assert.match(said, /runs\/ep1\.yaml:3:\d+ error\[format\/wrong-type\][\s\S]*hint: indent what belongs to it/);
  const { notices } = JSON.parse((await p.cli('status', 'ep1', '--json')).out);
  assert.deepEqual(
    notices.map(({ code }: { code: string }) => code),
    [...said.matchAll(/ error\[([^\]]+)\]/g)].map(([, code]) => code),
    'programs are told the same',
  );
  p.write(MANIFEST_FILE, MANIFEST);
  assert.doesNotMatch(await told(p), /error/);
});

test('a mistake that is also in the checkpoint is reported once', async () => {
  using p = await waiting();
  p.write(MANIFEST_FILE, `${MANIFEST}approvals: { review: { approved: true }\n`);
  await p.cli('reconcile');
  const file = path.join(p.root, 'runs/ep1.checkpoint.json');
  assert.match(readFileSync(file, 'utf8'), /"code": "yaml\/syntax"/);
  assert.equal((await told(p)).match(/yaml\/syntax/g)?.length, 1);
});

test('an invalid answer to a gate is reported until it is corrected', async () => {
  using p = await waiting();
  p.write(MANIFEST_FILE, `${MANIFEST}approvals:\n  reviews: { approved: true }\n`);
  await p.cli('run', 'ep1', '--quiet');
  assert.match(await told(p), /error\[answer\/unknown-gate\]/);
  p.write(MANIFEST_FILE, MANIFEST);
  assert.doesNotMatch(await told(p), /unknown-gate/);
});

test('an answer that no process has read is reported, with what reads it; "not yet" is not', async () => {
  using p = await waiting();
  const answer = /answer +in the manifest, for review; to apply it: pipeline-runner run ep1\n/;
  for (const none of ['', 'approved: false\n']) {
    p.write(MANIFEST_FILE, `${MANIFEST}${none}`);
    assert.doesNotMatch(await told(p), answer);
  }
  for (const some of ['approved: true\n', 'approvals: { review: { rejected: no } }\n']) {
    p.write(MANIFEST_FILE, `${MANIFEST}${some}`);
    assert.match(await told(p), answer);
  }
  await p.cli('run', 'ep1', '--quiet');
  assert.doesNotMatch(await told(p), answer);
});

test('`status` says why an answer does not count, until another answer replaces it', async () => {
  const answer = /answer +in the manifest/;
  using p = await waiting();
  p.write(MANIFEST_FILE, `${MANIFEST}approvals: { review: { approved: true, of: sha256:0123456789 } }\n`);
  for (const when of ['before', 'after']) {
    const said = await told(p);
    assert.match(said, /warning\[gate\/other-content\]: the answer to review did not count: it is about/, when);
    assert.doesNotMatch(said, answer, when);
    assert.equal(said.match(/other-content/g)?.length, 1, when);
    const { notices } = JSON.parse((await p.cli('status', 'ep1', '--json')).out);
    assert.deepEqual(
      notices.map(({ code }: { code: string }) => code),
      ['gate/other-content'],
      'programs are told the same',
    );
    await p.cli('run', 'ep1', '--quiet');
  }
  p.write(MANIFEST_FILE, `${MANIFEST}approvals: { review: { approved: true } }\n`);
  const said = await told(p);
  assert.match(said, answer);
  assert.doesNotMatch(said, /did not count/);
});

test('`status` names who may answer if somebody else did', async () => {
  using p = await waiting({ stages: { ...EDITABLE, review: gate('outline', ', approvers: [ada@example.org]') } });
  p.write(MANIFEST_FILE, `${MANIFEST}approvals: { review: { approved: true, by: bob@example.org } }\n`);
  const said = await told(p);
  assert.match(said, /gate\/not-an-approver[\s\S]*hint: let one of them answer: ada@example\.org/);
  assert.doesNotMatch(said, /answer +in the manifest/);
});

test('a person who edits a draft after its approval is told by `run` and `status` that the run ignores it', async () => {
  using p = await waiting({ stages: { ...EDITABLE, page: `${stage('{}')}, needs: [review] }` } });
  edit(p, 'Rockets', 'Up and away');
  await p.cli('approve', 'ep1');
  const first = await p.cli('run', 'ep1');
  assert.equal(first.code, 0, first.err);
  assert.doesNotMatch(first.err + (await told(p)), /draft\/late/);
  edit(p, 'Up and away', 'Too late');
  const late = /review\.1\.yaml warning\[draft\/late\][\s\S]*`pipeline-runner reset ep1 --to review` asks again/;
  assert.match((await p.cli('run', 'ep1')).err, late);
  assert.match(await told(p), late);
  edit(p, 'Too late', 'Up and away');
  assert.doesNotMatch(await told(p), /draft\/late/);
});

const COSTLY = `name: costly
budget: { usd: 0.1 }
stages:
  a: { uses: command, with: { argv: [node, --version] }, max_cost: 0.5 }
`;

test('after raising the budget by too little, the current budget is shown; after raising it enough, that too', async () => {
  using p = project({ 'pipelines/costly.yaml': COSTLY, [MANIFEST_FILE]: 'pipeline: costly\n' });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match(await told(p), /the budget of \$0\.10 does not cover the next attempt \(\$0\.50 needed in total\)/);
  p.write(MANIFEST_FILE, 'pipeline: costly\nbudget: { usd: 0.3 }\n');
  const short = /the budget of \$0\.30 does not cover the next attempt \(\$0\.50 needed in total\)/;
  assert.match(await told(p), short);
  assert.match((await p.cli('unpause', 'ep1')).out, new RegExp(`it waits because ${short.source}`));
  assert.match((await p.cli('run', 'ep1')).out, short);
  assert.match(p.read('runs/ep1.checkpoint.json'), short);
  p.write(MANIFEST_FILE, 'pipeline: costly\nbudget: { usd: 0.5 }\n');
  assert.match((await p.cli('unpause', 'ep1')).out, /does not pause it; its budget is enough now/);
  assert.match(await told(p), /nothing holds it any more[\s\S]*Next: to resume, pipeline-runner run ep1\./);
});

test('`status` reports an unrecorded pause, end or resumption, with what to type', async () => {
  using p = await waiting();
  p.write(MANIFEST_FILE, `${MANIFEST}paused: true\n`);
  assert.match(await told(p), /awaiting approval[\s\S]* asked +to pause \(`paused: true`\): nothing starts/);
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match(await told(p), /ep1 {2}paused[\s\S]*Next: remove `paused: true` from/);
  p.write(MANIFEST_FILE, MANIFEST);
  assert.match(await told(p), /nothing holds it any more[\s\S]*Next: to resume, pipeline-runner run/);
  p.write(MANIFEST_FILE, `${MANIFEST}cancelled: true\n`);
  const ending = await told(p);
  assert.match(ending, / asked +to cancel \(`cancelled: true`\): recorded as soon as a process works on the run/);
  assert.doesNotMatch(ending, /Next: take/);
});

test('`status` says how to restore a missing manifest, whether or not it was in git', async () => {
  using p = await waiting();
  const clone = new Clone(p.root);
  const git = (...args: readonly string[]): string =>
    clone.git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args);
  const said = async (): Promise<string> => {
    rmSync(path.join(p.root, MANIFEST_FILE), { force: true });
    return told(p);
  };
  const anew = /no commit here has it: restore a copy, or write it again .*runs\/ep1\.checkpoint\.json/;
  assert.match(await said(), anew);
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'Begin');
  assert.match(await said(), anew);
  p.write(MANIFEST_FILE, MANIFEST);
  git('add', MANIFEST_FILE);
  git('commit', '-q', '-m', 'Add');
  assert.match(await said(), /restore it: git checkout HEAD -- runs\/ep1\.yaml/);
  git('commit', '-q', '-a', '-m', 'Delete');
  const [, back = ''] = /restore it: git (checkout \w+~1 -- runs\/ep1\.yaml)/.exec(await said()) ?? [];
  git(...back.split(' '));
  assert.doesNotMatch(await told(p), /manifest\/missing/);
});

test('a missing file is marked where it is listed, with what makes it again', async () => {
  using p = project({
    'pipelines/two.yaml': `stages:
  one: { uses: write, with: { text: a, to: one.md } }
  two: { uses: write, with: { text: b, to: two.md } }
outputs: { page: "\${{ stages.two.artifacts['two.md'].path }}" }
`,
    [MANIFEST_FILE]: 'pipeline: two\n',
  });
  const made = await p.cli('run', 'ep1');
  assert.doesNotMatch(made.out + (await p.cli('run', 'ep1')).out + (await told(p)), /missing/);
  rmSync(path.join(p.root, 'runs/ep1.run/one/one.md'));
  assert.doesNotMatch(await told(p), /missing/, 'status lists outputs only');
  rmSync(path.join(p.root, 'runs/ep1.run/two/two.md'));
  const again = (await p.cli('run', 'ep1')).out;
  assert.match(again, /two\.md +missing +two\n +runs\/ep1\.run\/one\/one\.md +missing +one\n/);
  const next = /Next: restore what is missing, or make it again: pipeline-runner retry ep1 and pipeline-runner run ep1/;
  for (const said of [again, await told(p)]) {
    assert.match(said, /page +runs\/ep1\.run\/two\/two\.md \(missing\)/);
    assert.match(said, next);
  }
  await p.cli('retry', 'ep1');
  assert.doesNotMatch((await p.cli('run', 'ep1')).out, /\(missing\)|\d+ missing| missing +/);
});
