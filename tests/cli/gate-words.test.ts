/** What people are told who write an answer in a way that nobody reads, and what commands call things. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from '../../src/cli/program.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { EDITABLE, gate, MANIFEST_FILE, OUTLINE, pipeline, SCHEMA, stage, waiting } from './gate-rig.ts';
import { project } from './rig.ts';

const show = (manifest: string, review: string = EDITABLE.review) =>
  project({
    'pipelines/show.yaml': pipeline({ outline: OUTLINE, review }),
    'schemas/outline.schema.json': SCHEMA,
    [MANIFEST_FILE]: `pipeline: show\n${manifest}`,
  });

const DRAFT = 'runs/ep1.run/drafts/review.1.yaml';

const HINTS: readonly (readonly [manifest: string, hint: RegExp])[] = [
  ['changes: "shorter"\n', /hint: .*approvals: \{ review: \{ changes: "shorter" \} \}/],
  ['rejected: "no"\n', /hint: .*approvals: \{ review: \{ rejected: "no" \} \}/],
  ['feedback: hm\n', /hint: .*approvals: \{ review: \{ feedback: "hm" \} \}/],
  ['approved: review\n', /hint: write approvals: \{ review: \{ approved: true \} \}/],
  ['approved: ture\n', /hint: write true\n/],
  ['approved: "true"\n', /hint: write true, without quotes/],
  ['approvals:\n  review: { approved: "false" }\n', /hint: write false, without quotes/],
  ['approvals:\n  review: [{ approved: "true" }]\n', /hint: write true, without quotes/],
  ['approvals:\n  review:\n', /hint: write \{ approved: true \}, or \{ approved: false \}/],
  ['approvals:\n  review: true\n', /hint: write \{ approved: true \}/],
];
for (const [manifest, hint] of HINTS)
  test(`the manifest ${JSON.stringify(manifest)} is answered with how to write it`, async () => {
    using p = show(manifest);
    assert.match((await p.cli('validate')).out, hint);
  });

test('`auto_approve: true` is answered with the right word', async () => {
  using p = show('', gate('outline', ', auto_approve: true'));
  assert.match((await p.cli('validate')).out, /auto_approve[\s\S]*hint: write allowed/);
});

test('`explain` says that a stage ran again because of a gate, before and after; `diff` shows the answer in words', async () => {
  using p = await waiting();
  await p.cli('request-changes', 'ep1', '--feedback', 'shorter');
  assert.match((await p.cli('plan', 'ep1')).out, /the gate review sent it back/);
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('explain', 'ep1', 'outline')).out, /the gate review sent it back \(1 -> 2\)/);
  const same = /\n\nSince the previous round\nThe text is the same as runs\/ep1\.run\/asked\/review\.1\.yaml\.\n$/;
  assert.match((await p.cli('diff', 'ep1')).out, same);
  await p.cli('approve', 'ep1');
  await p.cli('run', 'ep1', '--quiet');
  assert.match((await p.cli('diff', 'ep1')).out, /^review, round 2 {2}approved\n/);
  await p.cli('reset', 'ep1', '--to', 'outline');
  assert.match((await p.cli('plan', 'ep1')).out, /a rerun requested it/);
});

test('an open gate does not hide the rest of the plan: independent stages are shown as they are', async () => {
  const after = (needs: string): string => `${stage('1')}, needs: [${needs}] }`;
  using p = await waiting({ stages: { ...EDITABLE, a: after(''), b: after('a'), c: after('b') } });
  await p.cli('retry', 'ep1');
  const { tasks }: Plan = JSON.parse((await p.cli('plan', 'ep1', '--json')).out);
  const told = tasks.map(({ address, action }) => `${address} ${action}`);
  assert.deepEqual(told, ['outline reuse', 'a reuse', 'review asks', 'b reuse', 'c reuse']);
});

test('a gate that asks again shows what is new, beside the edits of the draft', async () => {
  using p = await waiting();
  await p.cli('approve', 'ep1');
  await p.cli('run', 'ep1', '--quiet');
  p.write('pipelines/show.yaml', pipeline({ ...EDITABLE, outline: OUTLINE.replace('Rockets', 'Kites') }));
  await p.cli('retry', 'ep1');
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  p.write('runs/ep1.run/drafts/review.2.yaml', 'title: Kites and rockets\n');
  assert.equal(
    (await p.cli('diff', 'ep1')).out,
    `review, round 2  not answered yet
- runs/ep1.run/asked/review.2.yaml
+ runs/ep1.run/drafts/review.2.yaml

- title: Kites
+ title: Kites and rockets

Since the previous round
- runs/ep1.run/asked/review.1.yaml
+ runs/ep1.run/asked/review.2.yaml

- title: Rockets
+ title: Kites
`,
  );
});

test('proposed addresses of gates are quoted for a shell', async () => {
  const stages = {
    episodes: `{ foreach: "\${{ ['e1', 'e2'] }}", key: "\${{ item }}", uses: pipeline, with: { pipeline: part } }`,
  };
  using p = project({
    'pipelines/show.yaml': pipeline(stages),
    'pipelines/part.yaml': pipeline({ outline: OUTLINE, review: gate('outline') }),
    'schemas/outline.schema.json': SCHEMA,
    [MANIFEST_FILE]: 'pipeline: show\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  assert.match((await p.cli('approve', 'ep1')).err, /as in `ep1 'episodes\[e1\]\/review'`/);
});

test('`edit` without a terminal does not ask for the editor that is set', async () => {
  using p = await waiting();
  const said = { err: '' };
  const stdout = { write: () => {} };
  const stderr = {
    write: (text: string): void => {
      said.err += text;
    },
  };
  await runCli(['edit', 'ep1'], terminalOf({ cwd: () => p.root, env: { EDITOR: 'vi' }, stdout, stderr }));
  assert.deepEqual(
    [/cli\/no-editor/.test(said.err), /set EDITOR/.test(said.err), /open the files yourself/.test(said.err)],
    [true, false, true],
  );
});

test('a draft that was edited too late is reported at each start, even by a retry that continues with the approval', async () => {
  using p = await waiting({ stages: { ...EDITABLE, mix: stage('1').concat(', needs: [review] }') } });
  p.write(DRAFT, 'title: Kites\n');
  assert.equal((await p.cli('approve', 'ep1')).code, 0);
  assert.doesNotMatch((await p.cli('run', 'ep1')).err, /draft\/late/);
  p.write(DRAFT, 'title: Boats\n');
  assert.match((await p.cli('run', 'ep1')).err, /draft\/late/);
  await p.cli('retry', 'ep1');
  assert.match((await p.cli('run', 'ep1')).err, /draft\/late/);
  await p.cli('reset', 'ep1', '--to', 'review');
  assert.doesNotMatch((await p.cli('run', 'ep1')).err, /draft\/late/);
});

const LIST = {
  made: `{ foreach: "\${{ ['a', 'b'] }}", key: "\${{ item }}", uses: command, with: { argv: [echo, "\${{ item }}"] } }`,
  review: gate('made', ', editable: true, rework: made'),
};

test('a question about a list explains how to send back single items', async () => {
  using p = await waiting({ stages: LIST });
  const { out } = await p.cli('status', 'ep1');
  assert.match(
    out,
    /changes +pipeline-runner request-changes ep1 review --feedback "…"\n +single items: .*--item <item>="…"/,
  );
  assert.match(out, /instead of approved: true, changes: "…" or changes: \{ <item>: "…" \} or rejected: "…"\n/);
  assert.match(p.read(DRAFT), /asks for another round \(`changes: \{ a: "…" \}` of single items\), and/);
});

test('a question about a single value does not mention items', async () => {
  using p = await waiting();
  assert.doesNotMatch((await p.cli('status', 'ep1')).out, /single items/);
});

test('a person who removes entries of a list is told how many are left', async () => {
  using p = await waiting({ stages: LIST });
  p.write(DRAFT, '- a\n- B\n');
  assert.doesNotMatch((await p.cli('approve', 'ep1')).out, /instead of/);
  p.write(DRAFT, '- B\n');
  assert.match((await p.cli('approve', 'ep1')).out, /\nIt has 1 entry instead of 2: check stages .*\n/);
});

test('an edited list without a schema must still be a list', async () => {
  using p = await waiting({ stages: LIST });
  p.write(DRAFT, 'a: 1\nb: 2\n');
  const { code, err } = await p.cli('approve', 'ep1');
  assert.equal(code, 2);
  assert.match(err, /error\[draft\/schema\].*the draft must be a list\n[\s\S]*hint: keep one entry for each item\n/);
});

test('a text with a colon in a draft, which is a map in YAML, has the hint to quote it', async () => {
  using p = await waiting();
  p.write('runs/ep1.run/drafts/review.1.yaml', 'title:\n  Part one: the launch\n');
  const { err } = await p.cli('approve', 'ep1');
  assert.match(err, /draft\/schema[\s\S]* hint: put it in quotes: a colon and a space make it a map\n/);
});

test('feedback in the quotes of a word processor, which a comma divides, has the hint to write plain ones', async () => {
  using p = await waiting();
  for (const text of ['“shorter, please”', '“shorter, and please: more”']) {
    p.write(MANIFEST_FILE, `pipeline: show\napprovals:\n  review: { changes: ${text} }\n`);
    assert.match(
      (await p.cli('run', 'ep1')).err,
      /unknown-key[\s\S]* hint: write plain quotes around the whole text: "…"\n/,
    );
  }
});
