/** Who brought an answer, by which commit, and how sure that is: with real git, SSH and GPG. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { answersFrom } from '../../../src/adapters/git/evidence.ts';
import { Branch, GPG, NO_GPG, NO_SSH } from '../../rig/branch.ts';
import {
  APPROVED,
  answerMaker,
  answersOn,
  branchWithQuestion,
  commitAnswer,
  DAEMON,
  evidenceOfFirst,
  MANIFEST,
  publishQuestion,
  WITH_OF,
  writeManifest,
} from '../../rig/question-on-branch.ts';

test('an answer belongs to the commit that wrote it, and to its author', async () => {
  using branch = branchWithQuestion();
  const commit = commitAnswer(branch, 'ada');
  const author = 'Ada <ada@example.org>';
  assert.deepEqual(await answerMaker(branch), {
    commit,
    author,
    signature: 'none',
    keys: 'machine',
    signer: null,
    isDaemon: false,
  });
});

test('a commit that changes other parts of the manifest, or only the notation of the answer, is not an answer', async () => {
  using branch = branchWithQuestion();
  const commit = commitAnswer(branch, 'ada');
  writeManifest(branch, `labels: { show: kids }\n${APPROVED}`);
  branch.commit('bob');
  writeManifest(branch, 'approvals:\n  review:\n    - decision: approve # as Ada said\n');
  branch.commit('bob');
  branch.put('notes.md', 'More.');
  branch.commit('robot', DAEMON);
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('an answer in short form and one in named form are two answers', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada', { text: 'approved: true' });
  const commit = commitAnswer(branch, 'bob', { text: `approved: true\n${APPROVED}` });
  const all = await answersOn(branch);
  const told = all.map(({ form, origin: by }) => [form, by.type === 'commit' && by.maker.author]);
  assert.deepEqual(told, [
    ['named', 'Bob <bob@example.org>'],
    ['short', 'Ada <ada@example.org>'],
  ]);
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('an answer that was committed with the question is older than the question', async () => {
  using branch = new Branch();
  commitAnswer(branch, 'ada');
  publishQuestion(branch);
  branch.put('notes.md', 'More.');
  branch.commit('bob');
  assert.deepEqual(await evidenceOfFirst(branch), { type: 'before' });
});

test('an answer that names its content may be older than the question, and belongs to its author', async () => {
  using branch = new Branch();
  const commit = commitAnswer(branch, 'ada', { text: WITH_OF });
  publishQuestion(branch);
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('an answer to an unpublished question has no author', async () => {
  using branch = new Branch();
  commitAnswer(branch, 'ada');
  assert.deepEqual(await answersOn(branch), []);
});

test('an answer that was removed and added again belongs to who added it again', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada');
  commitAnswer(branch, 'ada', { text: '' });
  const commit = commitAnswer(branch, 'mallory');
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('an answer that was there before the question counts once it was removed and added again', async () => {
  using branch = new Branch();
  commitAnswer(branch, 'ada');
  publishQuestion(branch);
  commitAnswer(branch, 'ada', { text: '' });
  const commit = commitAnswer(branch, 'bob');
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('the same answer by two people is two answers', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada', { text: 'approvals: { review: [{ approved: true }] }' });
  commitAnswer(branch, 'bob', { text: 'approvals: { review: [{ approved: true }, { approved: true }] }' });
  const all = await answersOn(branch);
  const authors = all.map(({ origin: by }) => by.type === 'commit' && by.maker.author);
  assert.deepEqual(authors, ['Ada <ada@example.org>', 'Bob <bob@example.org>']);
});

test('a commit by a daemon brings no answer', async () => {
  using branch = branchWithQuestion();
  const commit = commitAnswer(branch, 'robot', DAEMON);
  assert.deepEqual(await evidenceOfFirst(branch), { type: 'daemon', commit });
});

test('answers are found in a project below the top of its repository', async () => {
  using branch = branchWithQuestion('shows/kids');
  const commit = commitAnswer(branch, 'ada');
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('in a shallow clone that lacks the commit of the answer, no author is named', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada');
  branch.put('notes.md', 'More.');
  branch.commit('bob');
  using copy = new Branch();
  copy.git('fetch', '--quiet', '--depth=1', `file://${branch.top}`, 'main');
  copy.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const one = await evidenceOfFirst(copy);
  assert.equal(one.type, 'untold', JSON.stringify(one));
});

test('in a shallow clone, no author is named for an answer older than its history', async () => {
  using branch = new Branch();
  commitAnswer(branch, 'ada', { text: WITH_OF });
  publishQuestion(branch);
  using copy = new Branch();
  copy.git('fetch', '--quiet', '--depth=1', `file://${branch.top}`, 'main');
  copy.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const one = await evidenceOfFirst(copy);
  assert.match(one.type === 'untold' ? one.why : JSON.stringify(one), /shallow/);
});

test('a shallow clone names the author if its part of the history contains the answer', async () => {
  using branch = branchWithQuestion();
  const commit = commitAnswer(branch, 'ada');
  using copy = new Branch();
  copy.git('fetch', '--quiet', '--depth=2', `file://${branch.top}`, 'main');
  copy.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  assert.equal((await answerMaker(copy)).commit, commit);
});

test('if a rewritten branch no longer contains the question, no author is named', async () => {
  using branch = branchWithQuestion();
  const question = branch.git('rev-parse', 'HEAD');
  branch.git('checkout', '--quiet', '--orphan', 'other');
  const head = commitAnswer(branch, 'ada');
  const [one] = await answersFrom(branch.repository, { manifest: MANIFEST, gate: 'review', question, head });
  assert.equal(one?.origin.type, 'untold');
});

test('replace refs in a clone are ignored', async () => {
  using branch = branchWithQuestion();
  const commit = commitAnswer(branch, 'mallory');
  const forged = branch.as('ada', 'commit-tree', '-p', `${commit}^`, '-m', 'Yes', `${commit}^{tree}`);
  branch.git('replace', commit, forged);
  assert.equal((await answerMaker(branch)).author, 'Mallory <mallory@example.org>');
});

const signed = (name: string, run: (branch: Branch) => Promise<void>): void =>
  void test(name, { skip: NO_SSH }, async () => {
    using branch = branchWithQuestion();
    branch.put('allowed_signers', branch.allows('ada'));
    branch.commit('ann');
    await run(branch);
  });

signed('a signature by a known key says who it was', async (branch) => {
  commitAnswer(branch, 'ada', { sign: 'ada' });
  const { signature, signer } = await answerMaker(branch);
  assert.deepEqual([signature, signer], ['good', 'ada@example.org']);
});

signed('a signature by a key that nobody knows says nothing', async (branch) => {
  commitAnswer(branch, 'ada', { sign: 'mallory' });
  const { signature, signer } = await answerMaker(branch);
  assert.deepEqual([signature, signer], ['unknown', null]);
});

signed('without a list of signers no key is known', async (branch) => {
  branch.git('rm', '--quiet', 'allowed_signers');
  branch.commit('ann');
  commitAnswer(branch, 'ada', { sign: 'ada' });
  assert.equal((await answerMaker(branch)).signature, 'unknown');
});

signed('a signature vouches for the owner of its key, whoever is named as the author', async (branch) => {
  branch.put('allowed_signers', branch.allows('ada') + branch.allows('mallory'));
  branch.commit('ann');
  commitAnswer(branch, 'ada', { sign: 'mallory' });
  const { author, signer } = await answerMaker(branch);
  assert.deepEqual([author, signer], ['Ada <ada@example.org>', 'mallory@example.org']);
});

signed('a key stands for all the addresses of its line, and for a pattern of them', async (branch) => {
  for (const principals of [
    'a.lovelace@example.org,ada@example.org',
    '*@example.org',
    'nobody@example.org,a?a@*.org',
  ]) {
    branch.put('allowed_signers', branch.allows('ada', principals));
    branch.commit('ann');
    commitAnswer(branch, 'ann', { text: '' });
    commitAnswer(branch, 'ada', { sign: 'ada' });
    assert.equal((await answerMaker(branch)).signer, 'ada@example.org', principals);
  }
});

signed('a line says nothing of an address that it leaves out', async (branch) => {
  for (const principals of ['!ada@example.org,*@example.org', '*@example.org,!a*@example.org']) {
    branch.put('allowed_signers', branch.allows('mallory', principals));
    branch.commit('ann');
    commitAnswer(branch, 'ann', { text: '' });
    commitAnswer(branch, 'ada', { sign: 'mallory' });
    assert.notEqual((await answerMaker(branch)).signer, 'ada@example.org', principals);
  }
});

signed('a pattern that the author does not fit says no more than itself', async (branch) => {
  branch.put('allowed_signers', branch.allows('ada', '*@example.com'));
  branch.commit('ann');
  commitAnswer(branch, 'ada', { sign: 'ada' });
  assert.equal((await answerMaker(branch)).signer, '*@example.com');
});

signed('a commit that was changed after it was signed has a bad signature', async (branch) => {
  const commit = commitAnswer(branch, 'ada', { sign: 'ada' });
  const text = branch.git('cat-file', 'commit', commit).replace(/More$/, 'Less');
  branch.put('forged', `${text}\n`);
  const forged = branch.git('hash-object', '-t', 'commit', '-w', 'forged');
  branch.git('reset', '--quiet', '--hard', forged);
  const { signature, signer } = await answerMaker(branch);
  assert.deepEqual([signature, signer], ['bad', null]);
});

signed('nobody brings along the key by which he approves', async (branch) => {
  branch.put('allowed_signers', branch.allows('ada') + branch.allows('mallory'));
  commitAnswer(branch, 'mallory', { sign: 'mallory' });
  assert.equal((await answerMaker(branch)).signature, 'unknown');
});

signed('nor does a branch that is merged: whose the keys are is said by the branch that it came to', async (branch) => {
  branch.on('side', 'main');
  branch.put('allowed_signers', branch.allows('ada') + branch.allows('mallory'));
  branch.commit('mallory', { sign: 'mallory' });
  const commit = commitAnswer(branch, 'mallory', { sign: 'mallory' });
  branch.on('main');
  branch.put('notes.md', 'More.');
  branch.commit('bob');
  branch.merge('bob', 'side');
  const found = await answerMaker(branch);
  assert.deepEqual([found.commit, found.signature], [commit, 'unknown']);
});

test('a GPG signature is good if its key is trusted, and unknown otherwise', { skip: NO_GPG }, async () => {
  using branch = branchWithQuestion();
  const gpg = (...args: string[]): void => {
    const home = ['--homedir', branch.gpgHome, '--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', ''];
    execFileSync(GPG, [...home, ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
  };
  gpg('--quick-generate-key', 'Ada <ada@example.org>', 'ed25519', 'sign', 'never');
  writeManifest(branch, APPROVED);
  branch.git('add', '--all');
  branch.as('ada', '-c', 'user.signingkey=ada@example.org', 'commit', '--quiet', '-S', '-m', 'Yes');
  const { signature, signer } = await answerMaker(branch);
  assert.deepEqual([signature, signer], ['good', 'Ada <ada@example.org>']);
  const owner = execFileSync(GPG, ['--homedir', branch.gpgHome, '--list-keys', '--with-colons'], {
    encoding: 'utf8',
  });
  const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(owner)?.[1] ?? '';
  execFileSync(GPG, ['--homedir', branch.gpgHome, '--batch', '--import-ownertrust'], {
    input: `${fingerprint}:2:\n`,
  });
  assert.equal((await answerMaker(branch)).signature, 'unknown');
});
