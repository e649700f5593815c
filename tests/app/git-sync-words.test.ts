/** What people are told of the git side. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conflictOf } from '../../src/app/git-sync-words.ts';
import { runId } from '../../src/model/brand.ts';

test('a run that stands still names the commit that is to be taken back, and none where no commit alone did it', () => {
  const files = ['runs/r.checkpoint.json'];
  const sentence = (commit: string | null) => conflictOf(runId('r'), { files, commit }).sentence;
  assert.match(sentence('8bb3996'), /: commit 8bb3996 changed .*; take it back with `git revert 8bb3996`, or go on/);
  for (const none of [null, ''])
    assert.match(
      sentence(none),
      /: somebody else changed .*; take that change back, or go on with it by `pipeline-runner adopt r`/,
    );
});
