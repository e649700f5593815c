/** What people are told of the git side. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflictOf } from '../../src/app/git-sync/words.ts';
import { runId } from '../../src/model/brand.ts';

test('a run on hold names the commits to revert, or none where that would not be enough', () => {
  const files = ['runs/r.checkpoint.json'];
  const sentence = (...commits: readonly string[]) => conflictOf(runId('r'), { files, commits }).sentence;
  assert.match(sentence('8bb3996'), /: commit 8bb3996 changed .*; undo it with `git revert 8bb3996`, or accept it/);
  assert.match(sentence('8bb3996', '1a2b3c4'), /: commits 8bb3996, 1a2b3c4 .* with `git revert 8bb3996 1a2b3c4`/);
  assert.match(sentence(), /: somebody else changed .*; undo that change, or accept it with `pipeline-runner adopt r`/);
});
