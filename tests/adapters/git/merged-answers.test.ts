/** Who brought an answer that came by a merge, and which list of signers then counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Branch, NO_SSH } from '../../rig/branch.ts';
import {
  APPROVED,
  answerMaker,
  branchWithQuestion,
  commitAnswer,
  evidenceOfFirst,
  publishQuestion,
  WITH_OF,
  writeManifest,
} from '../../rig/question-on-branch.ts';

test('for an answer brought by a merge, the commit inside the merge counts', async () => {
  using branch = branchWithQuestion();
  branch.on('side', 'main');
  branch.put('draft.md', 'Better.');
  branch.commit('ada');
  const commit = commitAnswer(branch, 'ada');
  branch.put('draft.md', 'Better still.');
  branch.commit('zoe');
  branch.on('main');
  branch.put('notes.md', 'More.');
  branch.commit('bob');
  branch.merge('bob', 'side');
  assert.equal((await answerMaker(branch)).commit, commit);
});

test('a branch that was started before the question cannot bring an answer to it by a merge', async () => {
  using branch = new Branch();
  writeManifest(branch, '');
  branch.commit('ann');
  branch.on('side', 'main');
  commitAnswer(branch, 'mallory');
  branch.on('main');
  publishQuestion(branch);
  branch.merge('ada', 'side');
  assert.deepEqual(await evidenceOfFirst(branch), { type: 'before' });
});

test('merging the question into such a branch does not make its answer newer', async () => {
  using branch = new Branch();
  writeManifest(branch, '');
  branch.commit('ann');
  branch.on('side', 'main');
  commitAnswer(branch, 'mallory');
  branch.on('main');
  publishQuestion(branch);
  branch.on('side');
  branch.merge('mallory', 'main');
  assert.deepEqual(await evidenceOfFirst(branch), { type: 'before' });
});

test('an answer that only the merge commit contains belongs to who merged', async () => {
  using branch = branchWithQuestion();
  branch.on('side', 'main');
  branch.put('draft.md', 'Better.');
  branch.commit('ada');
  branch.on('main');
  branch.as('mallory', 'merge', '--no-ff', '--no-commit', 'side');
  writeManifest(branch, APPROVED);
  branch.git('add', '--all');
  branch.as('mallory', 'commit', '--quiet', '-m', 'Merge side');
  const { author, commit } = await answerMaker(branch);
  assert.deepEqual([author, commit], ['Mallory <mallory@example.org>', branch.git('rev-parse', 'HEAD')]);
});

test('an answer that was removed and that a merge restores belongs to who merged', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada');
  branch.on('side', 'main');
  branch.put('draft.md', 'Better.');
  branch.commit('bob');
  branch.on('main');
  commitAnswer(branch, 'ada', { text: '' });
  branch.as('mallory', 'merge', '--no-ff', '--no-commit', '-s', 'ours', 'side');
  writeManifest(branch, APPROVED);
  branch.git('add', '--all');
  branch.as('mallory', 'commit', '--quiet', '--allow-empty', '-m', 'Merge side');
  assert.equal((await answerMaker(branch)).author, 'Mallory <mallory@example.org>');
});

test('if both sides of a merge have the answer, that of the first parent counts', async () => {
  using branch = branchWithQuestion();
  branch.on('side', 'main');
  commitAnswer(branch, 'mallory');
  branch.on('main');
  const commit = commitAnswer(branch, 'ada');
  branch.merge('bob', 'side');
  assert.equal((await answerMaker(branch)).commit, commit);
});

/** What is on `main` and what `side` has, in a merge whose first parent is `side`: with the files of `main`. */
function mergedFromBehind(branch: Branch, who: string, side: string): void {
  branch.on(side);
  branch.as(who, 'merge', '--quiet', '--no-ff', '--no-commit', '-s', 'ours', 'main');
  branch.git('checkout', 'main', '--', '.');
}

for (const text of [APPROVED, WITH_OF])
  test(`a merge with its parents swapped does not restore somebody else's approval: ${text}`, async () => {
    using branch = branchWithQuestion();
    commitAnswer(branch, 'ada', { text });
    branch.git('branch', 'old');
    commitAnswer(branch, 'ada', { text: '' });
    mergedFromBehind(branch, 'mallory', 'old');
    commitAnswer(branch, 'mallory', { text });
    assert.equal((await answerMaker(branch)).author, 'Mallory <mallory@example.org>');
  });

test('an approval that somebody else removed and restored before such a merge is not attributed to its first author', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada');
  branch.git('branch', 'old');
  commitAnswer(branch, 'ada', { text: '' });
  commitAnswer(branch, 'mallory');
  mergedFromBehind(branch, 'mallory', 'old');
  branch.commit('mallory');
  const one = await evidenceOfFirst(branch);
  assert.match(one.type === 'untold' ? one.why : JSON.stringify(one), /removed it and put it back/);
});

test('a merge does not transfer an approval of an earlier run of the same name', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada', { text: WITH_OF });
  branch.git('branch', 'old');
  branch.git('rm', '--quiet', '-r', 'runs');
  branch.commit('mallory');
  writeManifest(branch, '');
  branch.commit('mallory');
  publishQuestion(branch);
  mergedFromBehind(branch, 'mallory', 'old');
  commitAnswer(branch, 'mallory', { text: WITH_OF });
  assert.equal((await answerMaker(branch)).author, 'Mallory <mallory@example.org>');
});

test("the signers' keys are read from the branch, even if somebody pulled it into commits of their own", {
  skip: NO_SSH,
}, async () => {
  using branch = new Branch();
  writeManifest(branch, '');
  branch.commit('ann');
  branch.on('bob', 'main');
  branch.put('notes.md', 'Bob has not pulled for a while.');
  branch.commit('bob');
  branch.on('main');
  branch.put('allowed_signers', branch.allows('ada'));
  branch.commit('ann');
  publishQuestion(branch);
  const commit = commitAnswer(branch, 'ada', { sign: 'ada' });
  branch.on('bob');
  branch.merge('bob', 'main');
  const found = await answerMaker(branch);
  assert.deepEqual([found.commit, found.signature], [commit, 'good']);
});

test('in a clone with missing contents nobody is named for answers of others', async () => {
  using branch = branchWithQuestion();
  commitAnswer(branch, 'ada');
  writeManifest(branch, `priority: 3\n${APPROVED}`);
  branch.commit('bob');
  for (const key of ['allowFilter', 'allowAnySHA1InWant']) branch.git('config', `uploadpack.${key}`, 'true');
  using copy = new Branch();
  copy.git('remote', 'add', 'origin', `file://${branch.top}`);
  copy.git('fetch', '--quiet', '--filter=blob:none', 'origin', 'main');
  copy.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const one = await evidenceOfFirst(copy);
  assert.match(one.type === 'untold' ? one.why : JSON.stringify(one), /this clone omits file contents/);
});
