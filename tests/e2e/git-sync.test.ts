/** Git as transport: a real remote, people and one daemon’s side of it. What is committed, got and pushed. */
import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { SyncState } from '../../src/app/git-sync/types.ts';
import { personSide, point, syncOf } from '../rig/git.ts';
import { begin, checkpointOf, codes, inTree, isInTree, put, work } from './git-sync-place.ts';

test('the files of a run at a gate are one commit on the branch, with its trailers', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'in-step');
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '2');
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
  assert.deepEqual(place.forge.git('log', '-1', '--format=%an|%s|%(trailers:unfold)', 'main').split('\n'), [
    'runner|Run ep001: waits for review|Pipeline-Run: ep001',
    'Pipeline-Status: awaiting_approval',
    `Pipeline-Daemon: ${sync.daemon}`,
  ]);
});

test("a relative path of a remote is resolved as in the person's clone", async () => {
  using place = begin();
  place.host.git('remote', 'set-url', 'origin', path.relative(place.host.root, place.forge.bare));
  await using sync = await syncOf(place.host);
  place.ada.publish({ 'runs/ep001.yaml': 'pipeline: main\n' });
  work(sync, 'ep002', 1);
  const state = await sync.sync([point('ep002')]);
  assert.deepEqual([state.type, state.changed], ['rebased', ['runs/ep001.yaml']]);
  assert.equal(place.forge.show(checkpointOf('ep002')), '{"run":"ep002","turn":1}');
});

test('without changes there is no commit, and files that were not requested stay out', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  work(sync, 'ep002', 1);
  put(sync, 'notes.txt', 'not a run');
  await sync.sync([point('ep001')]);
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '2');
  assert.equal(place.forge.show(checkpointOf('ep002')), null);
  assert.equal(place.forge.show('notes.txt'), null);
  assert.deepEqual(await sync.unrecorded(), ['ep002']);
});

test('the policy decides which points become commits', async () => {
  for (const [commit, expected] of [
    ['stage', '4'],
    ['gate', '3'],
    ['end', '2'],
  ] as const) {
    using place = begin();
    await using sync = await syncOf(place.host, { commit });
    for (const [turn, why] of (['stage', 'gate', 'end'] as const).entries()) {
      work(sync, 'ep001', turn);
      await sync.sync([point('ep001', why)]);
    }
    assert.equal(place.forge.git('rev-list', '--count', 'main'), expected, commit);
  }
});

test('what people push is checked out and reported', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  place.ada.publish({ 'runs/ep001.yaml': 'pipeline: main\n', 'pipelines/main.yaml': 'stages: {a: 1}\n' });
  const state = await sync.sync([]);
  assert.deepEqual(state.changed.toSorted(), ['pipelines/main.yaml', 'runs/ep001.yaml']);
  assert.equal(inTree(sync, 'runs/ep001.yaml'), 'pipeline: main\n');
  assert.equal(state.head, place.ada.git('rev-parse', 'HEAD'));
  place.ada.remove('runs/ep001.yaml');
  place.ada.publish({}, 'Remove');
  await sync.sync([]);
  assert.ok(!isInTree(sync, 'runs/ep001.yaml'));
});

test('a file that becomes a folder, and the reverse, is checked out', async () => {
  using place = begin({ thing: 'a file\n' });
  await using sync = await syncOf(place.host);
  place.ada.remove('thing');
  place.ada.publish({ 'thing/inner': 'in a folder\n' });
  await sync.sync([]);
  assert.equal(inTree(sync, 'thing/inner'), 'in a folder\n');
  place.ada.remove('thing');
  place.ada.publish({ thing: 'a file again\n' });
  await sync.sync([]);
  assert.equal(inTree(sync, 'thing'), 'a file again\n');
});

test("nothing of a person's clone is touched: files, index, branches, stash and HEAD", async () => {
  using place = begin();
  const { host } = place;
  host.put('pipelines/main.yaml', 'stages: {mine: 1}\n');
  host.put('staged.txt', 'staged\n');
  host.git('add', 'staged.txt');
  host.put('untracked.txt', 'untracked\n');
  const before = personSide(host);
  await using sync = await syncOf(host);
  place.ada.publish({ 'pipelines/main.yaml': 'stages: {theirs: 1}\n' });
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  assert.equal(personSide(host), before);
  assert.equal(host.text('pipelines/main.yaml'), 'stages: {mine: 1}\n');
});

test('a person may stash, check out and merge in the clone while the daemon works', async () => {
  using place = begin();
  const { host } = place;
  await using sync = await syncOf(host);
  host.put('pipelines/main.yaml', 'stages: {mine: 1}\n');
  host.git('stash');
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  host.git('checkout', '--quiet', '-b', 'side');
  host.git('fetch', '--quiet');
  host.git('merge', '--quiet', 'origin/main');
  work(sync, 'ep001', 2);
  assert.equal((await sync.sync([point('ep001')])).type, 'in-step');
  host.git('stash', 'pop', '--quiet');
  assert.equal(host.text('pipelines/main.yaml'), 'stages: {mine: 1}\n');
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":2}');
});

test("people's earlier commits stay unchanged, and ours come after them", async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  const theirs = place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'rebased');
  assert.equal(place.forge.git('rev-parse', 'main^'), theirs);
  assert.equal(place.forge.git('rev-parse', 'main'), sync.head());
});

test('if people push between fetch and push, our commits are rebased', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  // The server itself lets a person's commit in while ours is on its way, three times.
  place.forge.hook(
    'pre-receive',
    `[ "$(cat count 2>/dev/null | wc -c)" -ge 3 ] && exit 0
     printf x >> count
     unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
     c=$(GIT_AUTHOR_NAME=p GIT_AUTHOR_EMAIL=p@e GIT_COMMITTER_NAME=p GIT_COMMITTER_EMAIL=p@e git commit-tree -p main -m between 'main^{tree}') && git update-ref refs/heads/main $c`,
  );
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'rebased');
  assert.equal(
    place.forge
      .git('log', '--format=%s', 'main')
      .split('\n')
      .filter((line) => line === 'between').length,
    3,
  );
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('if others always push faster, the commit stays local and is pushed later', async () => {
  using place = begin();
  await using sync = await syncOf(place.host, { luck: () => 0 });
  const race = `unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
     c=$(GIT_AUTHOR_NAME=p GIT_AUTHOR_EMAIL=p@e GIT_COMMITTER_NAME=p GIT_COMMITTER_EMAIL=p@e git commit-tree -p main -m between 'main^{tree}') && git update-ref refs/heads/main $c`;
  place.forge.hook('pre-receive', race);
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'ahead');
  assert.equal(state.sentence, 'others push to main faster than the daemon can; 1 commit will be pushed later');
  place.forge.hook('pre-receive', 'exit 0');
  await sync.sync([]);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('a lock that a killed git left at the remote is not reported as others pushing', async () => {
  using place = begin();
  await using sync = await syncOf(place.host, { luck: () => 0 });
  const lock = path.join(place.forge.bare, 'refs/heads/main.lock');
  writeFileSync(lock, '');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'refused');
  assert.match(state.sentence, /rejects our commits: .*main\.lock': File exists.*; 1 commit will be pushed later$/);
  rmSync(lock);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('while the remote is unreachable the daemon goes on working, and pushes everything later', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  renameSync(place.forge.bare, `${place.forge.bare}.away`);
  const states: SyncState[] = [];
  for (const turn of [1, 2]) {
    work(sync, 'ep001', turn);
    states.push(await sync.sync([point('ep001')]));
  }
  const [first, second] = states;
  assert.match(first?.sentence ?? '', /does not answer: .*; 1 commit will be pushed later$/);
  assert.match(second?.sentence ?? '', /does not answer: .*; 2 commits will be pushed later$/);
  assert.deepEqual(second && codes(second), ['git/away']);
  renameSync(`${place.forge.bare}.away`, place.forge.bare);
  const back = await sync.sync([]);
  assert.deepEqual([back.type, back.sentence], ['in-step', '2 commits pushed to main']);
});

test('a daemon that restarts while the remote is unreachable continues from its own commits', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  renameSync(place.forge.bare, `${place.forge.bare}.away`);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  await using again = await syncOf(place.host);
  assert.equal(again.head(), first.head());
  renameSync(`${place.forge.bare}.away`, place.forge.bare);
  await again.sync([]);
  assert.equal(place.forge.git('rev-parse', 'main'), first.head());
});
