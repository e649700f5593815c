/** Ways around the check of what somebody else pushes: links, names, halves of runs, kills, and very many files. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isForbiddenPath, ownedBy } from '../../src/adapters/git/owned.ts';
import { adoptTheirs } from '../../src/app/adopt.ts';
import { syncDiagnostics } from '../../src/app/git-sync/words.ts';
import { runId } from '../../src/model/brand.ts';
import { type Clone, ISOLATED, point, syncOf } from '../rig/git.ts';
import { begin, CHECKPOINT, inTree, ours, PINNED, projectOf, published, standing } from './git-runs.ts';

const FORGED = { 'evil/ep009.checkpoint.json': 'forged\n', 'evil/ep009.yaml': 'pipeline: main\n' };

function link(who: Clone, target: string, file: string): void {
  rmSync(who.at(file), { recursive: true, force: true });
  symlinkSync(target, who.at(file));
}

for (const [file, target] of [
  ['runs', 'evil'],
  ['runs/show', '../evil'],
  ['runs/ep001.run/drafts', 'pinned'],
] as const) {
  test(`a link at ${file} is not checked out, so it cannot lead to files of others`, async () => {
    using place = begin();
    await using sync = await published(place.host);
    place.mal.git('pull', '--quiet');
    link(place.mal, target, file);
    place.mal.publish(FORGED);
    assert.deepEqual(await standing(sync), []);
    assert.equal(existsSync(path.join(sync.tree, file)), false);
    assert.equal(inTree(sync, 'evil/ep009.checkpoint.json'), 'forged\n', 'where it is a file like any other');
  });
}

test("a link whose target text equals the content of a run's file is not that file", async () => {
  using place = begin();
  await using sync = await published(place.host, {}, { 'runs/ep001.run/script/name.txt': 'drafts' });
  place.mal.git('pull', '--quiet');
  link(place.mal, 'drafts', 'runs/ep001.run/script/name.txt');
  place.mal.publish({});
  assert.deepEqual(await standing(sync), [['ep001', 'runs/ep001.run/script/name.txt']]);
  assert.equal(inTree(sync, 'runs/ep001.run/script/name.txt'), 'drafts');
});

test('nothing can be put in the place of a checkpoint', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.remove(CHECKPOINT);
  place.mal.publish({ [`${CHECKPOINT}/note`]: 'in the way\n' });
  assert.deepEqual(await standing(sync), [['ep001', `${CHECKPOINT}/note`]]);
  assert.equal(inTree(sync, CHECKPOINT), ours(1));
});

test('a name that a disk may equate with a file of the runner is not checked out', () => {
  for (const name of ['Runs/r.checkpoint.json', 'runs/r.Checkpoint.json', 'run\u017f/r.RUN/pinned/1/index.json'])
    assert.deepEqual(
      [isForbiddenPath(`show/${name}`, 'show/'), isForbiddenPath(`other/${name}`, 'show/')],
      [true, false],
      name,
    );
  for (const name of ['.Pipeline-Runner/x', '.pipeline-runner', '.pipeline-runner./x'])
    assert.ok(isForbiddenPath(name, ''));
  for (const name of ['runs/R.yaml', 'Runs/r.yaml', 'runs/R.checkpoint.json', 'runs/r.run/Script/a.txt', 'run/r.run/x'])
    assert.equal(isForbiddenPath(name, ''), false, name);
  assert.equal(ownedBy('runs/R.checkpoint.json', '')?.run, 'R');
});

test('a file with a name that no disk can hold is not checked out, and does not stop others', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.put('later.txt', 'there\n');
  place.mal.git('add', 'later.txt');
  const blob = place.mal.git('rev-parse', ':later.txt');
  for (const name of ['n'.repeat(256), Array.from({ length: 100 }, () => 'd'.repeat(40)).join('/')])
    place.mal.git('update-index', '--add', '--cacheinfo', `100644,${blob},${name}`);
  place.mal.git('commit', '--quiet', '-m', 'Names');
  place.mal.push();
  assert.deepEqual(await standing(sync), []);
  assert.equal(inTree(sync, 'later.txt'), 'there\n');
});

/** Two runs at rest; of `b` its definition is deleted by somebody. */
async function halfOfB(place: ReturnType<typeof begin>) {
  const more = { 'runs/b.checkpoint.json': 'b\n', 'runs/b.run/pinned/1/index.json': '{"gate":true}\n' };
  const sync = await published(place.host, {}, more);
  await sync.sync([point('b', 'end')]);
  place.mal.git('pull', '--quiet');
  place.mal.remove('runs/b.run/pinned/1/index.json');
  place.mal.publish({}, 'Half of b');
  await standing(sync);
  return sync;
}

test('files of one run cannot be moved into another existing run like a rename', async () => {
  using place = begin();
  await using sync = await halfOfB(place);
  place.mal.put('runs/b.run/pinned/1/index.json', place.mal.text(PINNED));
  place.mal.git('rm', '--quiet', '-r', CHECKPOINT, 'runs/ep001.run');
  place.mal.publish({}, 'All that is left of ep001');
  assert.deepEqual(await standing(sync), [['b', 'runs/b.run/pinned/1/index.json']]);
  assert.equal(inTree(sync, 'runs/b.run/pinned/1/index.json'), null);
});

test('moving a part of a run does not count as renaming it', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.git('mv', CHECKPOINT, 'runs/new.checkpoint.json');
  place.mal.publish({}, 'Only its checkpoint');
  assert.deepEqual(await standing(sync), [['new', 'runs/new.checkpoint.json']]);
});

const NEW = { 'runs/ep002.checkpoint.json': 'forged\n', 'runs/ep002.yaml': 'pipeline: main\n' };

test('a run stays on hold without its record, and its files are not checked out', async () => {
  using place = begin();
  const first = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.publish({ ...NEW, [CHECKPOINT]: 'forged\n' });
  await standing(first);
  await first[Symbol.asyncDispose]();
  rmSync(place.host.at('.pipeline-runner/git/conflicts.json'));
  await using sync = await syncOf(place.host);
  assert.deepEqual(await standing(sync), [
    ['ep001', CHECKPOINT],
    ['ep002', 'runs/ep002.checkpoint.json'],
  ]);
  assert.deepEqual([inTree(sync, CHECKPOINT), inTree(sync, 'runs/ep002.checkpoint.json')], [ours(1), null]);
  place.mal.git('revert', '--no-edit', 'HEAD');
  place.mal.push();
  assert.deepEqual(await standing(sync), []);
});

/** A git that fails where it is told a word, from the time on when the file is there. */
function failing(place: ReturnType<typeof begin>, word: string) {
  const bin = path.join(place.forge.root, 'bin');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(bin);
  const script = `#!/bin/sh\ncase "$*" in *"${word}"*) test -e "${bin}/now" && exit 9;; esac\nexec ${real} "$@"\n`;
  writeFileSync(path.join(bin, 'git'), script, { mode: 0o755 });
  return {
    environment: { ...ISOLATED, PATH: `${bin}:${process.env.PATH}` },
    begins: () => writeFileSync(path.join(bin, 'now'), ''),
  };
}

for (const word of ['update-ref --stdin', 'read-tree', 'checkout-index']) {
  test(`what a person adopts is taken, even if the daemon is killed by ${word}`, async () => {
    using place = begin();
    const git = failing(place, word);
    const first = await published(place.host, { environment: git.environment });
    place.mal.git('pull', '--quiet');
    place.mal.publish({ [CHECKPOINT]: 'theirs\n' });
    await standing(first);
    await adoptTheirs(await projectOf(place.host), runId('ep001'));
    git.begins();
    assert.equal((await first.sync([])).type, 'failed');
    await first[Symbol.asyncDispose]();
    const adopted: string[] = [];
    await using sync = await syncOf(place.host, { adopts: async (run) => void adopted.push(run) });
    const state = await sync.sync([]);
    assert.deepEqual([state.conflicts, adopted, inTree(sync, CHECKPOINT)], [[], ['ep001'], 'theirs\n']);
    assert.equal(place.forge.show(CHECKPOINT), 'theirs');
    assert.equal(place.host.text(`.pipeline-runner/git/replaced/${CHECKPOINT}`), ours(1));
  });
}

test("commits in the daemon's name do not become the base from which a run is released", async () => {
  using place = begin();
  const git = failing(place, 'fast-import');
  const first = await published(place.host, { environment: git.environment });
  const signed = `Run ep002\n\nPipeline-Run: ep002\nPipeline-Daemon: ${first.daemon}`;
  place.mal.git('pull', '--quiet');
  const begun = place.mal.git('rev-parse', 'HEAD');
  place.mal.publish(NEW);
  await standing(first);
  place.mal.remove('runs/ep002.checkpoint.json');
  place.mal.publish({}, signed);
  assert.deepEqual(await standing(first), []);
  place.mal.git('reset', '--quiet', '--hard', begun);
  place.mal.put('runs/ep002.yaml', 'pipeline: main\n');
  place.mal.put('runs/ep002.checkpoint.json', 'another\n');
  place.mal.commit('Another');
  place.mal.git('push', '--quiet', '--force', 'origin', 'HEAD:main');
  assert.equal((await standing(first)).length, 1);
  place.mal.publish(NEW);
  git.begins();
  await first.sync([]);
  await first[Symbol.asyncDispose]();
  await using sync = await syncOf(place.host);
  assert.equal(inTree(sync, 'runs/ep002.checkpoint.json'), null);
  await standing(sync);
  assert.equal(inTree(sync, 'runs/ep002.checkpoint.json'), null);
});

test('very many runs on hold are reported in a few sentences', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  const forged = Array.from({ length: 2_100 }, (_, i) => [`runs/r${i}.checkpoint.json`, 'forged\n']);
  place.mal.publish(Object.fromEntries(forged));
  const state = await sync.sync([]);
  const told = syncDiagnostics(state);
  assert.deepEqual([state.conflicts.length, told.length], [2_100, 21]);
  assert.match(told.at(-1)?.message ?? '', /^2080 more runs are on hold/);
  place.mal.git('revert', '--no-edit', 'HEAD');
  place.mal.push();
  assert.deepEqual(await standing(sync), []);
});

test('a submodule in place of a run is not checked out', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  const commit = place.mal.git('rev-parse', 'HEAD');
  for (const file of ['runs/ep002.run', 'runs/show'])
    place.mal.git('update-index', '--add', '--cacheinfo', `160000,${commit},${file}`);
  place.mal.git('commit', '--quiet', '-m', 'Others');
  place.mal.push();
  assert.deepEqual(await standing(sync), [['ep002', 'runs/ep002.run']]);
  for (const file of ['runs/ep002.run', 'runs/show']) assert.equal(existsSync(path.join(sync.tree, file)), false);
});

test("what a person pulls into the daemon's clone adopts nothing, and the daemon does not start on such a state", async () => {
  using place = begin();
  const first = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.put(CHECKPOINT, 'theirs\n');
  const wanted = { [CHECKPOINT]: place.mal.git('hash-object', CHECKPOINT) };
  place.mal.put('.pipeline-runner/git/adopted/ep001.json', JSON.stringify(wanted));
  place.mal.publish({});
  await standing(first);
  place.host.git('pull', '--quiet');
  assert.ok(place.host.has('.pipeline-runner/git/adopted/ep001.json'), 'git brings it');
  assert.deepEqual(await standing(first), [['ep001', CHECKPOINT]]);
  assert.equal((await adoptTheirs(await projectOf(place.host), runId('ep001')))?.code, 'git/state-tracked');
  await first[Symbol.asyncDispose]();
  await assert.rejects(syncOf(place.host), /git\/state-tracked/);
});
