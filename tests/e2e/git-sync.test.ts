/** Git as transport: a real remote, people and one daemon's side of it; every state that it can come into. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openGitSync } from '../../src/app/git-sync-open.ts';
import type { GitSync, SyncState } from '../../src/app/git-sync-types.ts';
import { syncDiagnostics } from '../../src/app/git-sync-words.ts';
import { Clone, Forge, ISOLATED, personSide, point, SYNC, syncOf } from '../rig/git.ts';
import { personArguments } from '../rig/git-syncer.ts';

/** A forge, a person and the clone that the daemon was started in. */
function begin(files?: Readonly<Record<string, string>>) {
  const forge = new Forge(files);
  return { forge, ada: forge.clone('ada'), host: forge.clone('host'), [Symbol.dispose]: () => forge[Symbol.dispose]() };
}

/** What a run has on disk after so many turns. */
function work(sync: GitSync, run: string, turn: number): void {
  const at = (...names: string[]) => path.join(sync.tree, 'runs', ...names);
  writeFileUnder(at(`${run}.checkpoint.json`), `{"run":"${run}","turn":${turn}}\n`);
  writeFileUnder(at(`${run}.run`, 'outputs', 'draft.json'), `{"turn":${turn}}\n`);
}

function writeFileUnder(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const inTree = (sync: GitSync, file: string): string => readFileSync(path.join(sync.tree, file), 'utf8');
const isInTree = (sync: GitSync, file: string): boolean => existsSync(path.join(sync.tree, file));
const codes = (state: SyncState): string[] => syncDiagnostics(state).map(({ code }) => code);
const checkpointOf = (run: string): string => `runs/${run}.checkpoint.json`;

test('what a run has at a gate is one commit on the branch, with its trailers', async () => {
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

test('nothing new is no commit, and what is not asked for stays out', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  work(sync, 'ep002', 1);
  writeFileUnder(path.join(sync.tree, 'notes.txt'), 'not a run');
  await sync.sync([point('ep001')]);
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '2');
  assert.equal(place.forge.show(checkpointOf('ep002')), null);
  assert.equal(place.forge.show('notes.txt'), null);
  assert.deepEqual(await sync.unrecorded(), ['ep002']);
});

test('which points become commits is a matter of the policy', async () => {
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

test('what people push comes into the tree, and is told', async () => {
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

test('a file that becomes a folder, and back, is followed', async () => {
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

test('nothing of a person is touched: not the files, the index, the branches, the stash or HEAD', async () => {
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

test('commits of people that come first stay as they are, with ours on top', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  const theirs = place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'rebased');
  assert.equal(place.forge.git('rev-parse', 'main^'), theirs);
  assert.equal(place.forge.git('rev-parse', 'main'), sync.head());
});

test('people who push between the look and the push are given way to', async () => {
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

test('where others are always faster the commit stays here and is pushed later', async () => {
  using place = begin();
  await using sync = await syncOf(place.host, { luck: () => 0 });
  const race = `unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
     c=$(GIT_AUTHOR_NAME=p GIT_AUTHOR_EMAIL=p@e GIT_COMMITTER_NAME=p GIT_COMMITTER_EMAIL=p@e git commit-tree -p main -m between 'main^{tree}') && git update-ref refs/heads/main $c`;
  place.forge.hook('pre-receive', race);
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.ok(state.type === 'ahead' && state.why === 'busy' && state.commits === 1, state.sentence);
  place.forge.hook('pre-receive', 'exit 0');
  await sync.sync([]);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('a lock that a killed git left at the remote is not told as others who are faster', async () => {
  using place = begin();
  await using sync = await syncOf(place.host, { luck: () => 0 });
  const lock = path.join(place.forge.bare, 'refs/heads/main.lock');
  writeFileSync(lock, '');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.ok(state.type === 'refused' && state.commits === 1, state.sentence);
  assert.match(state.sentence, /does not take our commits: .*main\.lock': File exists/);
  rmSync(lock);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('while the remote is away the daemon works on; later all is pushed at once', async () => {
  using place = begin();
  await using sync = await syncOf(place.host, { now: () => 1 });
  renameSync(place.forge.bare, `${place.forge.bare}.away`);
  const states: SyncState[] = [];
  for (const turn of [1, 2]) {
    work(sync, 'ep001', turn);
    states.push(await sync.sync([point('ep001')]));
  }
  const [first, second] = states;
  assert.ok(first?.type === 'ahead' && second?.type === 'ahead' && second.why === 'away');
  assert.deepEqual([first.commits, second.commits, second.since], [1, 2, first.since]);
  assert.deepEqual(codes(second), ['git/away']);
  renameSync(`${place.forge.bare}.away`, place.forge.bare);
  const back = await sync.sync([]);
  assert.ok(back.type === 'in-step' && back.pushed === 2, back.sentence);
});

test('a daemon that begins again while the remote is away goes on from its own commits', async () => {
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

test('a remote that lets nobody in is told as that', async () => {
  using place = begin();
  await (await syncOf(place.host))[Symbol.asyncDispose]();
  place.host.git('remote', 'set-url', 'origin', 'ssh://nobody@127.0.0.1/x');
  const environment = {
    ...ISOLATED,
    GIT_SSH_COMMAND: 'echo "nobody@127.0.0.1: Permission denied (publickey)." >&2; false',
  };
  await using locked = await syncOf(place.host, { environment });
  const state = await locked.sync([]);
  assert.equal(state.type, 'credentials');
  assert.deepEqual(codes(state), ['git/credentials']);
});

test('a server that refuses keeps nothing, and loses nothing', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  place.forge.hook('pre-receive', 'echo "main is protected" >&2; exit 1');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.ok(state.type === 'refused' && state.commits === 1);
  assert.match(state.sentence, /main is protected/);
  place.forge.hook('pre-receive', 'exit 0');
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('a branch that somebody deleted is not made again', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const tip = place.forge.git('rev-parse', 'main');
  place.forge.git('update-ref', '-d', 'refs/heads/main');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.ok(state.type === 'missing-branch' && state.commits === 1);
  place.forge.git('update-ref', 'refs/heads/main', tip);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('after a rewritten branch our commits stand on top of the new one, once', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  place.ada.git('pull', '--quiet');
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' }, 'Secret');
  work(sync, 'ep001', 2);
  await sync.sync([point('ep001')]);
  place.ada.git('reset', '--quiet', '--hard', 'HEAD~2');
  place.ada.put('runs/ep003.yaml', 'pipeline: main\n');
  place.ada.commit('Another history');
  place.ada.git('push', '--quiet', '--force', 'origin', 'main');
  const state = await sync.sync([]);
  assert.ok(state.type === 'rewritten' && state.commits === 2, state.sentence);
  assert.deepEqual(codes(state), ['git/rewritten']);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":2}');
  assert.ok(!isInTree(sync, 'runs/ep002.yaml') && isInTree(sync, 'runs/ep003.yaml'));
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '4');
});

test('a rewritten branch that has our commits under other names gets none of them twice', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  for (const turn of [1, 2]) {
    work(sync, 'ep001', turn);
    await sync.sync([point('ep001')]);
  }
  place.ada.git('pull', '--quiet');
  place.ada.git(
    '-c',
    'rebase.instructionFormat=',
    'rebase',
    '--quiet',
    '--root',
    '--reset-author-date',
    '--force-rebase',
  );
  place.ada.git('push', '--quiet', '--force', 'origin', 'main');
  const state = await sync.sync([]);
  assert.equal(state.type, 'rewritten');
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '3');
  assert.equal(sync.head(), place.ada.git('rev-parse', 'HEAD'));
});

test('somebody who edits a checkpoint that has moved on stops that run and no other; both versions stay', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  for (const run of ['ep001', 'ep002']) work(sync, run, 1);
  await sync.sync([point('ep001'), point('ep002')]);
  place.ada.git('pull', '--quiet');
  place.ada.publish({ [checkpointOf('ep001')]: 'by hand\n' });
  for (const run of ['ep001', 'ep002']) work(sync, run, 2);
  const state = await sync.sync([point('ep001'), point('ep002')]);
  assert.deepEqual(
    state.conflicts.map(({ run, files }) => [run, files]),
    [['ep001', [checkpointOf('ep001')]]],
  );
  assert.equal(state.type, 'conflict');
  assert.equal(place.forge.show(checkpointOf('ep001')), 'by hand');
  assert.equal(place.forge.show(checkpointOf('ep002')), '{"run":"ep002","turn":2}');
  assert.equal(inTree(sync, checkpointOf('ep001')), '{"run":"ep001","turn":2}\n');
  const kept = `refs/pipeline-runner/main/${sync.daemon}/conflict/ep001`;
  assert.equal(place.host.git('show', `${kept}:${checkpointOf('ep001')}`), '{"run":"ep001","turn":2}');
});

async function inConflict(place: ReturnType<typeof begin>, sync: GitSync): Promise<void> {
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  place.ada.git('pull', '--quiet');
  place.ada.publish({ [checkpointOf('ep001')]: 'by hand\n' });
  work(sync, 'ep001', 2);
  assert.equal((await sync.sync([])).type, 'conflict');
}

test('a conflict outlives a restart and a later commit of the run', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  await inConflict(place, first);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 3);
  assert.equal((await sync.sync([point('ep001')])).type, 'conflict');
  assert.equal(place.forge.show(checkpointOf('ep001')), 'by hand');
  assert.equal(inTree(sync, checkpointOf('ep001')), '{"run":"ep001","turn":3}\n');
});

test('a conflict ends when the other change is taken back: then ours is committed', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  await inConflict(place, sync);
  place.ada.git('revert', '--no-edit', 'HEAD');
  place.ada.push();
  assert.deepEqual((await sync.sync([])).conflicts, []);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":2}');
});

test('people may delete what runs that are over have left', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001', 'end')]);
  place.ada.git('pull', '--quiet');
  place.ada.git('rm', '--quiet', '-r', 'runs');
  place.ada.publish({}, 'Tidy up');
  const state = await sync.sync([]);
  assert.equal(state.type, 'in-step');
  assert.ok(!isInTree(sync, 'runs/ep001.run') && !isInTree(sync, checkpointOf('ep001')));
});

test("a draft is committed once; from then on it is a person's", async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const draft = 'runs/ep001.run/drafts/review.1.yaml';
  work(sync, 'ep001', 1);
  writeFileUnder(path.join(sync.tree, draft), 'ours\n');
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.show(draft), 'ours');
  place.ada.git('pull', '--quiet');
  place.ada.publish({ [draft]: 'edited\n' });
  work(sync, 'ep001', 2);
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual([state.type, state.conflicts], ['rebased', []]);
  assert.equal(inTree(sync, draft), 'edited\n');
  writeFileUnder(path.join(sync.tree, draft), 'touched by the machine\n');
  work(sync, 'ep001', 3);
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.show(draft), 'edited');
});

test('a second daemon on the branch stops and says whose it is', async () => {
  using place = begin();
  await using first = await syncOf(place.host);
  await using second = await syncOf(place.forge.clone('other-host'));
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(second, 'ep002', 1);
  const state = await second.sync([point('ep002')]);
  assert.ok(state.type === 'foreign-daemon' && state.daemon === first.daemon, state.sentence);
  assert.deepEqual(codes(state), ['git/foreign-daemon']);
  assert.equal(place.forge.show(checkpointOf('ep002')), null);
  assert.equal((await first.sync([])).type, 'in-step');
  await using third = await syncOf(place.forge.clone('third-host'));
  assert.equal((await third.sync([])).type, 'foreign-daemon', 'also one that begins later');
});

test('a daemon that was given the id of another takes over from it', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  const heir = place.forge.clone('heir');
  heir.put('.pipeline-runner/git/id', `${first.daemon}\n`);
  await using second = await syncOf(heir);
  work(second, 'ep001', 2);
  assert.equal((await second.sync([point('ep001')])).type, 'in-step');
});

test('several daemons may work on a branch where that is allowed', async () => {
  using place = begin();
  await using first = await syncOf(place.host, { singleDaemon: false });
  await using second = await syncOf(place.forge.clone('other-host'), { singleDaemon: false });
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(second, 'ep002', 1);
  assert.equal((await second.sync([point('ep002')])).type, 'rebased');
  assert.equal((await first.sync([])).type, 'in-step');
  assert.equal(inTree(first, checkpointOf('ep002')), '{"run":"ep002","turn":1}\n');
});

test('a shallow clone works', async () => {
  using place = begin();
  for (const n of [1, 2, 3]) place.ada.publish({ 'runs/ep001.yaml': `inputs: {n: ${n}}\n` });
  await using sync = await syncOf(place.forge.clone('shallow', '--depth=1'));
  assert.ok(sync.isShallow);
  work(sync, 'ep001', 1);
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  assert.equal((await sync.sync([point('ep001')])).type, 'rebased');
  place.ada.git('pull', '--quiet', '--rebase');
  assert.equal(place.ada.git('rev-list', '--count', 'HEAD'), '6');
});

test('a project below the top of its repository is followed, and nothing beside it is committed', async () => {
  using place = begin({ 'studio/pipelines/main.yaml': 'stages: {}\n', 'runs/ep001.yaml': 'another project\n' });
  const project = new Clone(place.host.at('studio'));
  await using sync = await syncOf(project);
  place.ada.publish({ 'studio/runs/ep001.yaml': 'pipeline: main\n' });
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual(state.changed, ['runs/ep001.yaml']);
  assert.equal(place.forge.show(`studio/${checkpointOf('ep001')}`), '{"run":"ep001","turn":1}');
});

test('large files stay out of git, unless a filter takes them or config says so', async () => {
  const big = 'x'.repeat(1_000_001);
  const video = 'runs/ep001.run/render/video.mp4';
  const song = 'runs/ep001.run/render/song.wav';
  for (const [inGit, expected] of [
    ['small', [false, true]],
    ['all', [true, true]],
    ['none', [false, false]],
  ] as const) {
    using place = begin({ '.gitattributes': '*.wav filter=shrink\n*.mp4 filter=not-set-up\n' });
    place.host.git('config', 'filter.shrink.clean', 'head -c 10');
    await using sync = await syncOf(place.host, { artifacts: { inGit, over: 1_000_000 } });
    work(sync, 'ep001', 1);
    for (const file of [video, song]) writeFileUnder(path.join(sync.tree, file), big);
    await sync.sync([point('ep001')]);
    assert.deepEqual(
      [video, song].map((file) => place.forge.show(file) !== null),
      expected,
      inGit,
    );
    if (inGit === 'small') assert.equal(place.forge.show(song), 'x'.repeat(10));
    assert.ok(isInTree(sync, video));
    assert.notEqual(place.forge.show('runs/ep001.run/outputs/draft.json'), null);
  }
});

test('with the attributes that `init` writes every clone has the bytes that a run has made', async () => {
  using place = begin({ '.gitattributes': readFileSync('templates/init/gitattributes', 'utf8') });
  await using sync = await syncOf(place.host);
  const made = { 'runs/ep001.run/script/a.srt': '1\r\nHello\r\n', 'runs/ep001.run/script/a.txt': 'Hello\n' };
  work(sync, 'ep001', 1);
  for (const [file, text] of Object.entries(made)) writeFileUnder(path.join(sync.tree, file), text);
  await sync.sync([point('ep001')]);
  const clone = place.forge.clone('win', '--config', 'core.autocrlf=true');
  for (const [file, text] of Object.entries(made)) assert.equal(clone.text(file), text);
});

test('what .gitignore names stays out, the checkpoint excepted', async () => {
  using place = begin({ '.gitignore': 'logs/\n*.json\n' });
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  writeFileUnder(path.join(sync.tree, 'runs/ep001.run/logs/a.1.log'), 'said\n');
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.git('ls-tree', '-r', '--name-only', 'main', 'runs'), checkpointOf('ep001'));
});

test('a branch cannot bring a state folder, nor a file in the place of the runs', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  writeFileUnder(path.join(sync.tree, '.pipeline-runner/journal/1'), 'ours\n');
  place.ada.git('rm', '--quiet', '-r', '--ignore-unmatch', 'runs');
  place.ada.publish({ '.pipeline-runner': 'a file\n', runs: 'a file\n' });
  await sync.sync([]);
  assert.equal(inTree(sync, '.pipeline-runner/journal/1'), 'ours\n');
  place.ada.git('rm', '--quiet', '.pipeline-runner');
  place.ada.publish({ '.pipeline-runner/journal/1': 'theirs\n' });
  await sync.sync([]);
  assert.equal(inTree(sync, '.pipeline-runner/journal/1'), 'ours\n');
  assert.equal(inTree(sync, checkpointOf('ep001')), '{"run":"ep001","turn":1}\n');
});

test('hooks of the repository do not run', async () => {
  using place = begin();
  const { host } = place;
  for (const name of ['post-checkout', 'pre-push', 'reference-transaction', 'pre-commit', 'post-index-change']) {
    host.put(`.git/hooks/${name}`, `#!/bin/sh\necho ${name} >> ${host.at('ran')}\n`);
    chmodSync(host.at(`.git/hooks/${name}`), 0o755);
  }
  await using sync = await syncOf(host);
  place.ada.publish({ 'runs/ep001.yaml': 'pipeline: main\n' });
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  assert.ok(!host.has('ran'));
});

test('locks that a killed git left in our own worktree and refs are removed; those of people are not', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  const { host } = place;
  const left = [
    '.git/worktrees/tree.new/index.lock',
    '.git/worktrees/tree.new/HEAD.lock',
    `.git/refs/pipeline-runner/main/${first.daemon}/ours.lock`,
  ];
  for (const file of [...left, '.git/index.lock']) host.put(file, '');
  await using sync = await syncOf(host);
  work(sync, 'ep001', 2);
  assert.equal((await sync.sync([point('ep001')])).type, 'in-step');
  assert.deepEqual(
    left.map((file) => host.has(file)),
    [false, false, false],
  );
  assert.ok(host.has('.git/index.lock'));
});

test('a lock that a git of ours left is removed while the daemon works, and the round goes through', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  for (const file of ['worktrees/tree.new/HEAD.lock', `refs/pipeline-runner/main/${sync.daemon}/ours.lock`])
    place.host.put(`.git/${file}`, '');
  assert.equal((await sync.sync([point('ep001')])).type, 'in-step');
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('a repository that cannot be written is a failure that goes away with its cause', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  const refs = place.host.at('.git/refs/pipeline-runner');
  renameSync(refs, `${refs}.away`);
  writeFileSync(refs, '');
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual([state.type, codes(state)], ['failed', ['git/failed']]);
  rmSync(refs);
  renameSync(`${refs}.away`, refs);
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('files that git-lfs keeps go to the remote before the commit that names them', async () => {
  using place = begin({ '.gitattributes': '*.wav filter=lfs\n' });
  const { host, forge } = place;
  host.git('config', 'filter.lfs.clean', 'head -c 10');
  host.put(
    'bin/git-lfs',
    `#!/bin/sh\necho "$@" > ${host.at('asked')}; cat >> ${host.at('asked')}\ntest ! -e ${host.at('refuse')}\n`,
  );
  chmodSync(host.at('bin/git-lfs'), 0o755);
  const environment = { ...ISOLATED, PATH: `${host.at('bin')}:${process.env.PATH}` };
  await using sync = await syncOf(host, { environment });
  const begun = sync.head();
  writeFileUnder(path.join(sync.tree, 'runs/ep001.run/render/song.wav'), 'x'.repeat(1_000_001));
  work(sync, 'ep001', 1);
  host.put('refuse', '');
  assert.notEqual((await sync.sync([point('ep001')])).type, 'in-step');
  assert.equal(forge.git('rev-parse', 'main'), begun);
  host.remove('refuse');
  assert.equal((await sync.sync([])).type, 'in-step');
  const asked = `pre-push origin ${forge.bare}\nrefs/heads/main ${sync.head()} refs/heads/main ${begun}\n`;
  assert.equal(host.text('asked'), asked);
});

test('whatever somebody checks out in our worktree, the next start stands where it stood', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  place.host.git('-C', first.tree, 'checkout', '--quiet', '-b', 'astray');
  place.host.git('-C', first.tree, 'commit', '--quiet', '--allow-empty', '-m', 'Astray');
  const branch = place.host.git('rev-parse', 'astray');
  await using sync = await syncOf(place.host);
  assert.equal(sync.head(), first.head());
  assert.throws(() => place.host.git('-C', sync.tree, 'symbolic-ref', 'HEAD'));
  assert.equal(place.host.git('rev-parse', 'astray'), branch);
});

for (const loss of ['notes of git', 'the link to them', 'the tree', 'the index'] as const) {
  test(`where ${loss} got lost the next start makes it anew and keeps what runs have`, async () => {
    using place = begin();
    const first = await syncOf(place.host);
    work(first, 'ep001', 1);
    await first.sync([point('ep001')]);
    work(first, 'ep001', 2);
    await first[Symbol.asyncDispose]();
    const admin = place.host.at('.git/worktrees/tree.new');
    const lost = {
      'notes of git': admin,
      'the link to them': path.join(first.tree, '.git'),
      'the tree': first.tree,
      'the index': path.join(admin, 'index'),
    };
    rmSync(lost[loss], { recursive: true });
    await using sync = await syncOf(place.host);
    const turn = loss === 'the tree' ? 1 : 2;
    assert.equal(inTree(sync, checkpointOf('ep001')), `{"run":"ep001","turn":${turn}}\n`);
    assert.equal(inTree(sync, 'pipelines/main.yaml'), 'stages: {}\n');
    assert.equal((await sync.sync([point('ep001')])).type, 'in-step');
    assert.equal(place.forge.show(checkpointOf('ep001')), `{"run":"ep001","turn":${turn}}`);
  });
}

test('two people and a daemon push at once, again and again: every commit is there, each once', async () => {
  using place = begin();
  const people = [place.ada, place.forge.clone('ben')];
  await using sync = await syncOf(place.host);
  const rounds = 6;
  const pushing = people.map((person, n) => {
    const child = spawn(process.execPath, personArguments(person.root, `p${n}`, rounds), {
      env: ISOLATED,
      stdio: 'inherit',
    });
    return once(child, 'exit');
  });
  const all = Promise.all(pushing);
  let isOver = false;
  void all.then(() => {
    isOver = true;
  });
  const conflicts: unknown[] = [];
  let turn = 0;
  for (; !isOver; ) {
    turn += 1;
    for (const run of ['ep001', 'ep002']) work(sync, run, turn);
    conflicts.push(
      ...(await sync.sync([point('ep001', 'gate', `ep001 ${turn}`), point('ep002', 'gate', `ep002 ${turn}`)]))
        .conflicts,
    );
  }
  assert.deepEqual(await all, [
    [0, null],
    [0, null],
  ]);
  assert.equal((await sync.sync([])).type, 'in-step');
  const subjects = place.forge.git('log', '--format=%s', 'main').split('\n');
  assert.deepEqual(conflicts, []);
  assert.equal(new Set(subjects).size, subjects.length);
  assert.equal(subjects.length, 1 + 2 * rounds + 2 * turn);
  assert.equal(place.forge.show(checkpointOf('ep002')), `{"run":"ep002","turn":${turn}}`);
});

test('what a kill left half checked out is whole at the next start; what runs have newer stays', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(first, 'ep001', 2);
  await first[Symbol.asyncDispose]();
  writeFileUnder(path.join(first.tree, 'pipelines/main.yaml'), 'stag');
  rmSync(path.join(first.tree, 'runs/ep001.run/outputs/draft.json'));
  await using sync = await syncOf(place.host);
  assert.equal(inTree(sync, 'pipelines/main.yaml'), 'stages: {}\n');
  assert.equal(inTree(sync, 'runs/ep001.run/outputs/draft.json'), '{"turn":1}\n');
  assert.equal(inTree(sync, checkpointOf('ep001')), '{"run":"ep001","turn":2}\n');
  assert.deepEqual(await sync.unrecorded(), ['ep001']);
});

test('a run that cannot be committed holds up no other, and is tried again', async () => {
  using place = begin({ '.gitattributes': '*.bad filter=bad\n' });
  const { host, forge } = place;
  host.git('config', 'filter.bad.clean', 'false');
  host.git('config', 'filter.bad.required', 'true');
  await using sync = await syncOf(host);
  for (const run of ['ep001', 'ep002']) work(sync, run, 1);
  writeFileUnder(path.join(sync.tree, 'runs/ep001.run/render/x.bad'), 'x');
  const state = await sync.sync([point('ep001'), point('ep002')]);
  assert.equal(state.type, 'failed');
  assert.deepEqual(
    [forge.show(checkpointOf('ep001')), forge.show(checkpointOf('ep002'))?.slice(1, 14)],
    [null, '"run":"ep002"'],
  );
  host.git('config', 'filter.bad.clean', 'cat');
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.notEqual(forge.show(checkpointOf('ep001')), null);
});

test('calls that come at once wait for each other', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const runs = ['ep001', 'ep002', 'ep003'];
  for (const run of runs) work(sync, run, 1);
  const states = await Promise.all(runs.map((run) => sync.sync([point(run)])));
  assert.deepEqual(
    states.map(({ type }) => type),
    ['in-step', 'in-step', 'in-step'],
  );
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '4');
});

test('a file of a run that is gone from the disk goes from the branch with the next commit', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  rmSync(path.join(sync.tree, 'runs/ep001.run/outputs/draft.json'));
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  await sync.sync([]);
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.show('runs/ep001.run/outputs/draft.json'), null);
});

test('a thousand manifests in one pull', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`runs/batch/r${n}.yaml`, `inputs: {n: ${n}}\n`]),
  );
  place.ada.publish(files);
  const state = await sync.sync([]);
  assert.equal(state.changed.length, 1000);
  assert.equal(inTree(sync, 'runs/batch/r999.yaml'), 'inputs: {n: 999}\n');
});

const CANNOT: readonly (readonly [
  code: string,
  prepare: (place: ReturnType<typeof begin>) => Partial<typeof SYNC> | undefined,
])[] = [
  ['git/no-remote', () => ({ remote: 'upstream' })],
  ['git/no-branch', () => ({ branch: 'elsewhere' })],
  ['git/branch-name', () => ({ branch: 'a..b' })],
  ['git/no-repository', ({ host }) => void rmSync(host.at('.git'), { recursive: true })],
  ['git/remote-protocol', ({ host }) => void host.git('remote', 'set-url', 'origin', 'ext::sh -c touch% ran')],
  ['git/not-installed', () => ({ environment: { PATH: '/nowhere' } })],
  [
    'git/away',
    ({ host, forge }) => {
      host.git('update-ref', '-d', 'refs/remotes/origin/main');
      rmSync(forge.bare, { recursive: true });
      return undefined;
    },
  ],
];
for (const [code, prepare] of CANNOT) {
  test(`what stands in the way of a start is said: ${code}`, async () => {
    using place = begin();
    const options = prepare(place) ?? {};
    const opened = await openGitSync(place.host.root, { ...SYNC, ...options });
    assert.deepEqual(opened.ok || opened.error.map((diagnostic) => diagnostic.code), [code]);
  });
}

test('a branch that is not there yet is made by the command that is said', async () => {
  using place = begin();
  const options = { ...SYNC, branch: 'runs' };
  const opened = await openGitSync(place.host.root, options);
  const hint = opened.ok ? '' : (opened.error[0]?.hint ?? '');
  const typed = /with `--branch`, or push this one: `git (push [^`]+)`$/.exec(hint)?.[1] ?? assert.fail(hint);
  place.host.git(...typed.split(' '));
  await using sync = await syncOf(place.host, options);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('a repository that git refuses to look at is told as that, and not as none', async () => {
  using place = begin();
  writeFileSync(place.host.at('.git/config'), '[remote "origin"\n');
  const opened = await openGitSync(place.host.root, SYNC);
  const [{ code, message } = { code: null, message: '' }] = opened.ok ? [] : opened.error;
  assert.equal(code, 'git/no-repository');
  assert.match(message, /git does not take .* for a repository: bad config line/);
});

test('files of runs that commits changed since a head are told, also where a merge leaves them as they were', async () => {
  using place = begin();
  const { ada, host } = place;
  await using sync = await syncOf(host);
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  const head = sync.head();
  assert.deepEqual(await sync.runFilesSince(head), []);
  ada.git('pull', '--quiet', '--rebase', 'origin', 'main');
  ada.put('runs/a.yaml', 'pipeline: main\n');
  ada.put('notes.txt', 'not of a run');
  ada.commit('Ask');
  ada.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  ada.put('runs/a.yaml', 'pipeline: main\n');
  ada.put('runs/b.yaml', 'pipeline: main\n');
  ada.commit('Ask for the same');
  ada.git('checkout', '--quiet', 'main');
  ada.git('merge', '--quiet', '--no-edit', 'side');
  ada.git('rm', '--quiet', 'runs/b.yaml');
  ada.commit('Take b back');
  ada.push();
  await sync.sync([]);
  const told = await sync.runFilesSince(head);
  assert.deepEqual([...new Set(told)].sort(), ['runs/a.yaml', 'runs/b.yaml']);
  assert.equal(await sync.runFilesSince('0'.repeat(40)), null, 'what git does not know');
});
