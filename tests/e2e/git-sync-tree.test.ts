/** The tree of the daemon: which files it takes and gives, what a killed git left in it, what people do to it. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Clone, ISOLATED, point, syncOf } from '../rig/git.ts';
import { begin, checkpointOf, codes, inTree, isInTree, put, work } from './git-sync-place.ts';

test('syncing works in a shallow clone', async () => {
  using place = begin();
  for (const n of [1, 2, 3]) place.ada.publish({ 'runs/ep001.yaml': `inputs: {n: ${n}}\n` });
  await using sync = await syncOf(place.forge.clone('shallow', '--depth=1'));
  work(sync, 'ep001', 1);
  place.ada.publish({ 'runs/ep002.yaml': 'pipeline: main\n' });
  assert.equal((await sync.sync([point('ep001')])).type, 'rebased');
  place.ada.git('pull', '--quiet', '--rebase');
  assert.equal(place.ada.git('rev-list', '--count', 'HEAD'), '6');
});

test('a project below the top of its repository is synced, and nothing outside of it is committed', async () => {
  using place = begin({ 'studio/pipelines/main.yaml': 'stages: {}\n', 'runs/ep001.yaml': 'another project\n' });
  const project = new Clone(place.host.at('studio'));
  await using sync = await syncOf(project);
  place.ada.publish({ 'studio/runs/ep001.yaml': 'pipeline: main\n' });
  work(sync, 'ep001', 1);
  const state = await sync.sync([point('ep001')]);
  assert.deepEqual(state.changed, ['runs/ep001.yaml']);
  assert.equal(place.forge.show(`studio/${checkpointOf('ep001')}`), '{"run":"ep001","turn":1}');
});

test('large files stay out of git, unless a filter handles them or the config includes them', async () => {
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
    for (const file of [video, song]) put(sync, file, big);
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

test('with the attributes that `init` writes, every clone has the exact bytes that a run made', async () => {
  using place = begin({ '.gitattributes': readFileSync('templates/init/gitattributes', 'utf8') });
  await using sync = await syncOf(place.host);
  const made = { 'runs/ep001.run/script/a.srt': '1\r\nHello\r\n', 'runs/ep001.run/script/a.txt': 'Hello\n' };
  work(sync, 'ep001', 1);
  for (const [file, text] of Object.entries(made)) put(sync, file, text);
  await sync.sync([point('ep001')]);
  const clone = place.forge.clone('win', '--config', 'core.autocrlf=true');
  for (const [file, text] of Object.entries(made)) assert.equal(clone.text(file), text);
});

test('files that .gitignore excludes stay out, except the checkpoint', async () => {
  using place = begin({ '.gitignore': 'logs/\n*.json\n' });
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  put(sync, 'runs/ep001.run/logs/a.1.log', 'said\n');
  await sync.sync([point('ep001')]);
  assert.equal(place.forge.git('ls-tree', '-r', '--name-only', 'main', 'runs'), checkpointOf('ep001'));
});

test('a branch cannot bring a state folder, nor a file in the place of `runs/`', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  put(sync, '.pipeline-runner/journal/1', 'ours\n');
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

test('locks that a killed git left in our worktree and refs are removed; those of people are not', async () => {
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

test('a lock left by one of our git processes is removed while the daemon works, and the sync succeeds', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  work(sync, 'ep001', 1);
  for (const file of ['worktrees/tree.new/HEAD.lock', `refs/pipeline-runner/main/${sync.daemon}/ours.lock`])
    place.host.put(`.git/${file}`, '');
  assert.equal((await sync.sync([point('ep001')])).type, 'in-step');
  assert.equal(place.forge.show(checkpointOf('ep001')), '{"run":"ep001","turn":1}');
});

test('a repository without write access is a failure that ends with its cause', async () => {
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

test('files in git-lfs are uploaded before the commit that names them', async () => {
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
  put(sync, 'runs/ep001.run/render/song.wav', 'x'.repeat(1_000_001));
  work(sync, 'ep001', 1);
  host.put('refuse', '');
  assert.notEqual((await sync.sync([point('ep001')])).type, 'in-step');
  assert.equal(forge.git('rev-parse', 'main'), begun);
  host.remove('refuse');
  assert.equal((await sync.sync([])).type, 'in-step');
  const asked = `pre-push origin ${forge.bare}\nrefs/heads/main ${sync.head()} refs/heads/main ${begun}\n`;
  assert.equal(host.text('asked'), asked);
});

test('whatever somebody checks out in our worktree, the next start restores its state', async () => {
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

for (const loss of ['the records of git', 'the link to them', 'the tree', 'the index'] as const) {
  test(`if ${loss} got lost, the next start creates it again and keeps the files of runs`, async () => {
    using place = begin();
    const first = await syncOf(place.host);
    work(first, 'ep001', 1);
    await first.sync([point('ep001')]);
    work(first, 'ep001', 2);
    await first[Symbol.asyncDispose]();
    const admin = place.host.at('.git/worktrees/tree.new');
    const lost = {
      'the records of git': admin,
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
