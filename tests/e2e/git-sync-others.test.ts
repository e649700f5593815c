/** What others do to the branch and to the remote: refuse, rewrite, delete, edit, and follow it with a daemon too. */
import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { GitSync } from '../../src/app/git-sync/types.ts';
import { ISOLATED, point, syncOf } from '../rig/git.ts';
import { begin, checkpointOf, codes, inTree, isInTree, put, work } from './git-sync-place.ts';

test('a remote that denies access is reported as such', async () => {
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

test('a server that refuses a push gets nothing, and nothing is lost', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  place.forge.hook('pre-receive', 'echo "main is protected" >&2; exit 1');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'refused');
  assert.match(state.sentence, /main is protected.*; 1 commit will be pushed later$/);
  place.forge.hook('pre-receive', 'exit 0');
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('a branch that somebody deleted is not created again', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const tip = place.forge.git('rev-parse', 'main');
  place.forge.git('update-ref', '-d', 'refs/heads/main');
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.equal(state.type, 'missing-branch');
  assert.match(state.sentence, /; 1 commit will be pushed later$/);
  place.forge.git('update-ref', 'refs/heads/main', tip);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('after the branch was rewritten our commits are on top of the new one, once', async () => {
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
  assert.equal(state.type, 'rewritten');
  assert.match(state.sentence, /; 2 commits of ours rebased on top$/);
  assert.deepEqual(codes(state), ['git/rewritten']);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":2}');
  assert.ok(!isInTree(sync, 'runs/ep002.yaml') && isInTree(sync, 'runs/ep003.yaml'));
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(place.forge.git('rev-list', '--count', 'main'), '4');
});

test('a rewritten branch that has our commits with other ids gets none of them twice', async () => {
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

test('somebody who edits a checkpoint that has changed meanwhile stops only that run; both versions stay', async () => {
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

test('a conflict lasts across a restart and a later commit of the run', async () => {
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

test('a conflict ends when the other change is reverted: then ours is committed', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  await inConflict(place, sync);
  place.ada.git('revert', '--no-edit', 'HEAD');
  place.ada.push();
  assert.deepEqual((await sync.sync([])).conflicts, []);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":2}');
});

test('people may delete the files of ended runs', async () => {
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

test('a draft is committed once; after that it belongs to people', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const draft = 'runs/ep001.run/drafts/review.1.yaml';
  work(sync, 'ep001', 1);
  put(sync, draft, 'ours\n');
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.show(draft), 'ours');
  place.ada.git('pull', '--quiet');
  place.ada.publish({ [draft]: 'edited\n' });
  work(sync, 'ep001', 2);
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual([state.type, state.conflicts], ['rebased', []]);
  assert.equal(inTree(sync, draft), 'edited\n');
  put(sync, draft, 'touched by the machine\n');
  work(sync, 'ep001', 3);
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.show(draft), 'edited');
});

test('a second daemon on the branch stops and names the first one', async () => {
  using place = begin();
  await using first = await syncOf(place.host);
  await using second = await syncOf(place.forge.clone('other-host'));
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(second, 'ep002', 1);
  const state = await second.sync([point('ep002')]);
  assert.equal(state.type, 'foreign-daemon');
  assert.ok(state.sentence.includes(first.daemon), state.sentence);
  assert.deepEqual(codes(state), ['git/foreign-daemon']);
  assert.equal(place.forge.show(checkpointOf('ep002')), null);
  assert.equal((await first.sync([])).type, 'in-step');
  await using third = await syncOf(place.forge.clone('third-host'));
  assert.equal((await third.sync([])).type, 'foreign-daemon', 'also one that begins later');
});

test('a daemon that is given the id of another takes over from it', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  const heir = place.forge.clone('heir');
  heir.put('.pipeline-runner/git/id', `${first.daemon}\n`);
  const second = await syncOf(heir);
  work(second, 'ep001', 2);
  assert.equal((await second.sync([point('ep001')])).type, 'in-step');
  await second[Symbol.asyncDispose]();
  await using again = await syncOf(heir);
  assert.equal(again.daemon, second.daemon);
  assert.equal((await again.sync([])).type, 'in-step');
});

test('of a machine that was restored from a backup, or copied, only the daemon that a person chose continues', async () => {
  using place = begin();
  const { host, forge } = place;
  const backup = `${forge.root}/backup`;
  const first = await syncOf(host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  cpSync(host.root, backup, { recursive: true });
  const restore = (): void => {
    rmSync(host.root, { recursive: true, maxRetries: 10 });
    cpSync(backup, host.root, { recursive: true });
  };
  const later = await syncOf(host);
  work(later, 'ep002', 1);
  await later.sync([point('ep002')]);
  await later[Symbol.asyncDispose]();

  restore();
  const restored = await syncOf(host);
  const state = await restored.sync([]);
  assert.deepEqual([state.type, codes(state)], ['copied-daemon', ['git/copied-daemon']]);
  await restored[Symbol.asyncDispose]();
  host.remove('.pipeline-runner/git/id');
  const chosen = await syncOf(host);
  assert.equal((await chosen.sync([])).type, 'in-step');
  assert.equal(isInTree(chosen, checkpointOf('ep002')), true);
  await chosen[Symbol.asyncDispose]();
  const told = forge.git('log', '--format=%s', `--grep=Pipeline-Takes-Over: ${first.daemon}`, 'main');
  assert.equal(told, `The daemon ${chosen.daemon} takes over from ${first.daemon}`);

  restore();
  await using other = await syncOf(host);
  assert.equal((await other.sync([])).type, 'foreign-daemon');
});

test('a cherry-picked commit of a daemon is no sign of a copied machine', async () => {
  using place = begin();
  const { ada, forge, host } = place;
  await using sync = await syncOf(host);
  work(sync, 'ep001', 1);
  await sync.sync([point('ep001')]);
  ada.git('pull', '--quiet');
  ada.git('revert', '--no-edit', 'HEAD');
  ada.git('cherry-pick', 'HEAD~1');
  ada.git('push', '--quiet', 'origin', 'HEAD:main');
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(sync.head(), forge.git('rev-parse', 'main'));
});

test('a daemon believed gone stops when it wakes up, even before anything was done in its place', async () => {
  using place = begin();
  await using asleep = await syncOf(place.host);
  work(asleep, 'ep001', 1);
  await asleep.sync([point('ep001')]);
  const heir = place.forge.clone('heir');
  heir.put('.pipeline-runner/git/id', `${asleep.daemon}\n`);
  await using awake = await syncOf(heir);
  assert.equal((await awake.sync([])).type, 'in-step');
  assert.notEqual(awake.daemon, asleep.daemon);

  work(asleep, 'ep001', 2);
  const state = await asleep.sync([point('ep001')]);
  assert.equal(state.type, 'foreign-daemon');
  assert.ok(state.sentence.includes(awake.daemon), state.sentence);
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
  const told = place.forge.git('log', '--format=%s', `--grep=Pipeline-Takes-Over: ${asleep.daemon}`, 'main');
  assert.equal(told, `The daemon ${awake.daemon} takes over from ${asleep.daemon}`);
});

test('of two daemons that take over from the same one, one continues', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  const heirs = ['heir', 'other-heir'].map((name) => place.forge.clone(name));
  for (const heir of heirs) heir.put('.pipeline-runner/git/id', `${first.daemon}\n`);
  const syncs = await Promise.all(heirs.map((heir) => syncOf(heir)));
  const states = await Promise.all(syncs.map((sync) => sync.sync([])));
  for (const sync of syncs) await sync[Symbol.asyncDispose]();
  assert.deepEqual(states.map(({ type }) => type).sort(), ['foreign-daemon', 'in-step']);
});

test('a takeover is recorded even if others push at that moment', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  await first[Symbol.asyncDispose]();
  const heir = place.forge.clone('heir');
  heir.put('.pipeline-runner/git/id', `${first.daemon}\n`);
  await using second = await syncOf(heir);
  place.forge.hook('pre-receive', `! test -e ${place.forge.root}/closed`);
  writeFileSync(`${place.forge.root}/closed`, '');
  assert.equal((await second.sync([])).type, 'refused');
  rmSync(`${place.forge.root}/closed`);
  place.ada.git('pull', '--quiet');
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  assert.equal((await second.sync([])).conflicts.length, 0);
  const told = place.forge.git('log', '--format=%s', `--grep=Pipeline-Takes-Over: ${first.daemon}`, 'main');
  assert.equal(told, `The daemon ${second.daemon} takes over from ${first.daemon}`);
});

test('commits that a protected branch refused are pushed to the branch that is followed instead', async () => {
  using place = begin();
  const { ada, forge, host } = place;
  forge.hook('pre-receive', `! test -e ${forge.root}/closed`);
  const close = (): void => writeFileSync(`${forge.root}/closed`, '');
  const first = await syncOf(host);
  work(first, 'ep001', 1);
  close();
  assert.equal((await first.sync([point('ep001')])).type, 'refused');
  rmSync(`${forge.root}/closed`);
  ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  close();
  assert.equal((await first.sync([])).type, 'refused', 'ours are put on top of hers');
  await first[Symbol.asyncDispose]();
  rmSync(`${forge.root}/closed`);
  ada.git('push', '--quiet', 'origin', 'HEAD:runs');
  await using second = await syncOf(host, { branch: 'runs' });
  const state = await second.sync((await second.unrecorded()).map((run) => point(run)));
  assert.deepEqual([state.type, state.conflicts], ['in-step', []]);
  for (const file of [checkpointOf('ep001'), 'runs/ep001.run/outputs/draft.json'])
    assert.equal(`${forge.git('show', `runs:${file}`)}\n`, inTree(second, file));
  assert.equal(isInTree(second, 'runs/ep002.yaml'), true);
});

test('a daemon that takes over overwrites nothing that the other one pushed', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  const heir = place.forge.clone('heir');
  const second = await syncOf(heir);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(second, 'ep001', 7);
  assert.equal((await second.sync([point('ep001')])).type, 'foreign-daemon');
  for (const one of [first, second]) await one[Symbol.asyncDispose]();
  heir.put('.pipeline-runner/git/id', `${first.daemon}\n`);
  await using third = await syncOf(heir);
  const state = await third.sync((await third.unrecorded()).map((run) => point(run)));
  assert.deepEqual(
    state.conflicts.map(({ run }) => run),
    ['ep001'],
  );
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
  assert.equal(inTree(third, checkpointOf('ep001')), '{"run":"ep001","turn":7}\n');
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
