/** Git as transport where much comes at once, and where it cannot be: many people, many manifests, no branch, no git. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openGitSync } from '../../src/app/git-sync/open.ts';
import { point, SYNC, syncOf } from '../rig/git.ts';
import { requestRuns } from '../rig/request-runs.ts';
import { begin, checkpointOf, inTree, put, work } from './git-sync-place.ts';

test('two people and a daemon who push repeatedly at the same time have every commit on the branch once', async () => {
  using place = begin();
  const people = [place.ada, place.forge.clone('ben')];
  await using sync = await syncOf(place.host);
  const rounds = 6;
  const all = Promise.all(people.map((person, n) => requestRuns(person, `p${n}`, rounds)));
  let isOver = false;
  void all.finally(() => {
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
  await all;
  assert.equal((await sync.sync([])).type, 'in-step');
  const subjects = place.forge.git('log', '--format=%s', 'main').split('\n');
  assert.deepEqual(conflicts, []);
  assert.equal(new Set(subjects).size, subjects.length);
  assert.equal(subjects.length, 1 + 2 * rounds + 2 * turn);
  assert.equal(place.forge.show(checkpointOf('ep002')), `{"run":"ep002","turn":${turn}}`);
});

test('files left half checked out by a kill are complete at the next start; newer files of runs stay', async () => {
  using place = begin();
  const first = await syncOf(place.host);
  work(first, 'ep001', 1);
  await first.sync([point('ep001')]);
  work(first, 'ep001', 2);
  await first[Symbol.asyncDispose]();
  put(first, 'pipelines/main.yaml', 'stag');
  rmSync(path.join(first.tree, 'runs/ep001.run/outputs/draft.json'));
  await using sync = await syncOf(place.host);
  assert.equal(inTree(sync, 'pipelines/main.yaml'), 'stages: {}\n');
  assert.equal(inTree(sync, 'runs/ep001.run/outputs/draft.json'), '{"turn":1}\n');
  assert.equal(inTree(sync, checkpointOf('ep001')), '{"run":"ep001","turn":2}\n');
  assert.deepEqual(await sync.unrecorded(), ['ep001']);
});

test('a run that cannot be committed does not delay others, and is tried again', async () => {
  using place = begin({ '.gitattributes': '*.bad filter=bad\n' });
  const { host, forge } = place;
  host.git('config', 'filter.bad.clean', 'false');
  host.git('config', 'filter.bad.required', 'true');
  await using sync = await syncOf(host);
  for (const run of ['ep001', 'ep002']) work(sync, run, 1);
  put(sync, 'runs/ep001.run/render/x.bad', 'x');
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

test('concurrent sync calls wait for each other', async () => {
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

test('a run file that is deleted on disk is deleted on the branch with the next commit', async () => {
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

test('a thousand manifests that arrive in one pull are all checked out', async () => {
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
  test(`a problem that prevents the start is reported: ${code}`, async () => {
    using place = begin();
    const options = prepare(place) ?? {};
    const opened = await openGitSync(place.host.root, { ...SYNC, ...options });
    assert.deepEqual(opened.ok || opened.error.map((diagnostic) => diagnostic.code), [code]);
  });
}

test('a branch given by its full ref name is reported by its short name', async () => {
  using place = begin();
  for (const branch of ['refs/heads/main', 'origin/main']) {
    const opened = await openGitSync(place.host.root, { ...SYNC, branch });
    const [{ code, hint } = {}] = opened.ok ? [] : opened.error;
    assert.deepEqual([code, hint], ['git/branch-name', 'write main'], branch);
  }
});

test('for a branch that does not exist yet, the suggested command creates it', async () => {
  using place = begin();
  const options = { ...SYNC, branch: 'runs' };
  const opened = await openGitSync(place.host.root, options);
  const hint = opened.ok ? '' : (opened.error[0]?.hint ?? '');
  const typed = /with `--branch`, or push this one: `git (push [^`]+)`$/.exec(hint)?.[1] ?? assert.fail(hint);
  place.host.git(...typed.split(' '));
  await using sync = await syncOf(place.host, options);
  assert.equal((await sync.sync([])).type, 'in-step');
});

test('a repository that git refuses to read is reported as such, not as missing', async () => {
  using place = begin();
  writeFileSync(place.host.at('.git/config'), '[remote "origin"\n');
  const opened = await openGitSync(place.host.root, SYNC);
  const [{ code, message } = { code: null, message: '' }] = opened.ok ? [] : opened.error;
  assert.equal(code, 'git/no-repository');
  assert.match(message, /git does not accept .* as a repository: bad config line/);
});

test('run files that commits changed since a given head are listed, even if a merge restored them', async () => {
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
