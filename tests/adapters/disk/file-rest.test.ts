/** Whether somebody is at work on a file, by a clock that the test moves. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileRest, gitFolder } from '../../../src/adapters/disk/file-rest.ts';
import { temporaryFolder } from '../rig.ts';

/** Beside the real time by `offset`; `passed` is what the monotonic clock says. */
function watched(offset = 0) {
  const folder = temporaryFolder();
  const times = { offset, passed: 0 };
  const rest = new FileRest({ now: () => Date.now() + times.offset, monotonic: () => times.passed });
  const file = join(folder.path, 'manifest.yaml');
  writeFileSync(file, 'one');
  return { ...folder, times, rest, file };
}

test('a file that was written a second ago is at rest at the first look', () => {
  using at = watched(2_000);
  assert.equal(at.rest.isStill(at.file), true);
});

test('a file that was written just now is at rest only after a second', () => {
  using at = watched();
  assert.equal(at.rest.isStill(at.file), false);
  at.times.offset = 2_000;
  assert.equal(at.rest.isStill(at.file), true);
});

test('a file with a date in the future is at rest after it was seen unchanged for a second', () => {
  using at = watched(-3_600_000);
  assert.equal(at.rest.isStill(at.file), false);
  at.times.passed = 999;
  assert.equal(at.rest.isStill(at.file), false);
  at.times.passed = 1_000;
  assert.equal(at.rest.isStill(at.file), true);
});

test('a change of a file restarts its second of rest', () => {
  using at = watched(-3_600_000);
  at.rest.isStill(at.file);
  at.times.passed = 1_500;
  writeFileSync(at.file, 'three');
  assert.equal(at.rest.isStill(at.file), false);
});

test('a file that was moved into place with an old date is not at rest, because its change time is new', () => {
  using at = watched();
  utimesSync(at.file, 1, 1);
  assert.equal(at.rest.isStill(at.file), false);
});

test('a removed file is at rest after it has been gone for a second', () => {
  using at = watched(3_600_000);
  rmSync(at.file);
  assert.equal(at.rest.isStill(at.file), false);
  at.times.passed = 1_000;
  assert.equal(at.rest.isStill(at.file), true);
});

test("git's lock counts as held, as held for long after ten seconds, and as free when it is gone", () => {
  using at = watched();
  const lock = join(at.path, 'index.lock');
  assert.equal(at.rest.gitLock(at.path), 'free');
  writeFileSync(lock, '');
  assert.equal(at.rest.gitLock(at.path), 'held');
  at.times.passed = 10_001;
  assert.equal(at.rest.gitLock(at.path), 'long');
  rmSync(lock);
  assert.deepEqual([at.rest.gitLock(at.path), at.rest.gitLock(null)], ['free', 'free']);
});

test('a lock that is much older than the first look counts as held for long', () => {
  using at = watched(11_000);
  writeFileSync(join(at.path, 'index.lock'), '');
  assert.equal(at.rest.gitLock(at.path), 'long');
});

test("git's folder is found above the project, and through the link of a worktree", () => {
  using at = watched();
  const project = join(at.path, 'a', 'b');
  mkdirSync(project, { recursive: true });
  mkdirSync(join(at.path, '.git'));
  assert.equal(gitFolder(project), join(at.path, '.git'));
  writeFileSync(join(project, '.git'), 'gitdir: ../../.git/worktrees/b\n');
  assert.equal(gitFolder(project), join(at.path, '.git/worktrees/b'));
});
