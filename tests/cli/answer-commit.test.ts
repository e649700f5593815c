/** `--commit`: the manifest, and a draft that was edited, as its person commits, with what was done and why. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { git, MANIFEST, MANIFEST_FILE, manifestOf, repository, waiting } from './gate-rig.ts';

const DRAFT = 'runs/ep1.run/drafts/review.1.yaml';

test('--commit commits only the manifest and says what was answered and why', async () => {
  using p = await waiting();
  repository(p);
  git(p, 'add', MANIFEST_FILE);
  git(p, 'commit', '--quiet', '-m', 'start');
  p.write('notes.md', 'mine');
  git(p, 'add', 'notes.md');
  const { code, out } = await p.cli('request-changes', 'ep1', '--feedback', '# shorter\nplease', '--commit');
  assert.equal(code, 0);
  assert.match(out, /Committed as [0-9a-f]{7,}\.\nNext: pipeline-runner run ep1\n$/);
  assert.equal(git(p, 'show', '--format=', '--name-only'), `${MANIFEST_FILE}\n`);
  assert.match(
    git(p, 'log', '-1', '--format=%an %ae%n%B'),
    /^ada ada@example\.org\nRequest changes at review of ep1\n\n# shorter\nplease\n\nRun: ep1\nGate: review\nContent: sha256:[0-9a-f]{64}\n/,
  );
  assert.equal(git(p, 'diff', '--cached', '--name-only'), 'notes.md\n');
});

test('--commit of an edited draft also commits the draft, so what was approved is on record', async () => {
  using p = await waiting();
  repository(p);
  git(p, 'add', MANIFEST_FILE);
  git(p, 'commit', '--quiet', '-m', 'start');
  p.write(DRAFT, 'title: As Ada wants it\n');
  p.write('hooks/pre-commit', '#!/bin/sh\nexit 1\n');
  chmodSync(path.join(p.root, 'hooks/pre-commit'), 0o755);
  const byHand = `git commit --only -- ${MANIFEST_FILE} ${DRAFT}`;
  assert.ok((await p.cli('approve', 'ep1', '--commit')).err.replaceAll(/\s+/g, ' ').includes(byHand));
  p.write('hooks/pre-commit', '#!/bin/sh\n');
  assert.equal((await p.cli('approve', 'ep1', '--commit')).code, 0);
  assert.deepEqual(git(p, 'show', '--format=', '--name-only').trim().split('\n').sort(), [DRAFT, MANIFEST_FILE].sort());
});

test('--commit of changes that are requested of an edited draft also commits the draft', async () => {
  using p = await waiting();
  repository(p);
  p.write(DRAFT, 'title: As Ada wants it\n');
  const { err } = await p.cli('request-changes', 'ep1', '--feedback', 'longer', '--commit');
  assert.equal(git(p, 'show', '--format=', '--name-only'), `${DRAFT}\n${MANIFEST_FILE}\n`, err);
});

test("--commit adds a manifest that git does not know yet, with the person's words", async () => {
  using p = await waiting();
  repository(p);
  assert.equal((await p.cli('approve', 'ep1', '--commit', '-m', '--amend\n\nbecause')).code, 0);
  assert.match(git(p, 'log', '-1', '--format=%B'), /^--amend\n\nbecause\n\nRun: ep1\nGate: review\n/);
  assert.equal(git(p, 'ls-files'), `${MANIFEST_FILE}\n`);
});

test('--commit commits an earlier edit, and says so if there is nothing to commit', async () => {
  using p = await waiting();
  repository(p);
  await p.cli('approve', 'ep1');
  assert.match((await p.cli('approve', 'ep1', '--commit')).out, /nothing to change[\s\S]*Committed as/);
  const { code, out } = await p.cli('approve', 'ep1', '--commit');
  assert.equal(code, 0);
  assert.match(out, /Nothing to commit/);
});

test('an edit that cannot be committed stays in the file, with the reason from git', async () => {
  using p = await waiting();
  const none = await p.cli('approve', 'ep1', '--commit');
  assert.equal(none.code, 1);
  assert.match(none.err, /commit\/no-repository/);
  assert.match(manifestOf(p), /approved: true/);
  repository(p);
  p.write(
    'hooks/pre-commit',
    '#!/bin/sh\nfor i in 1 2 3 4 5 6 7 8 9; do printf "\\033[31mline $i\\033[0m\\n"; done >&2\nexit 1\n',
  );
  chmodSync(path.join(p.root, 'hooks/pre-commit'), 0o755);
  const hooked = await p.cli('approve', 'ep1', '--commit');
  assert.equal(hooked.code, 1);
  assert.match(hooked.err, /commit\/refused[\s\S]*says:\n +line 2\n[\s\S]* line 9\n/);
  assert.match(hooked.out, /Next: /);
  p.write('hooks/pre-commit', '#!/bin/sh\n');
  assert.equal((await p.cli('approve', 'ep1', '--commit')).code, 0);
});

test('--commit is refused if git does not know the person', async () => {
  using p = await waiting();
  repository(p);
  git(p, 'config', '--unset', 'user.email');
  git(p, 'config', 'user.useConfigOnly', 'true');
  assert.match((await p.cli('approve', 'ep1', '--commit')).err, /commit\/refused/);
});

test('processes that a commit hook leaves running are not waited for', async () => {
  using p = await waiting();
  repository(p);
  p.write('hooks/post-commit', '#!/bin/sh\nsleep 60 &\necho $! > pid\n');
  chmodSync(path.join(p.root, 'hooks/post-commit'), 0o755);
  assert.equal((await p.cli('approve', 'ep1', '--commit')).code, 0);
  const left = Number(p.read('pid'));
  assert.ok(process.kill(left, 'SIGKILL'), 'it was still running');
});

test('-m without --commit is a usage mistake, and nothing is written', async () => {
  using p = await waiting();
  const { code, err } = await p.cli('approve', 'ep1', '-m', 'x');
  assert.equal(code, 2);
  assert.match(err, /cli\/usage[\s\S]*add --commit/);
  assert.match((await p.cli('approve', 'ep1', '--commit', '-m', ' ')).err, /cli\/usage[\s\S]*empty/);
  assert.equal(manifestOf(p), MANIFEST);
});
