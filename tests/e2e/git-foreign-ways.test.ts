/** Ways around the check of what somebody else pushes: links, names, halves of runs, kills, and very many files. */
import assert from 'node:assert/strict';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isBarred, ownedBy } from '../../src/adapters/git/owned.ts';
import { type Clone, point } from '../rig/git.ts';
import { begin, CHECKPOINT, inTree, ours, PINNED, published, standing } from './git-runs.ts';

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
  test(`a link at ${file} is not followed to files that are nobody's: it does not come`, async () => {
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

test('a link whose text is the content of a file of a run is not that file', async () => {
  using place = begin();
  await using sync = await published(place.host, {}, { 'runs/ep001.run/script/name.txt': 'drafts' });
  place.mal.git('pull', '--quiet');
  link(place.mal, 'drafts', 'runs/ep001.run/script/name.txt');
  place.mal.publish({});
  assert.deepEqual(await standing(sync), [['ep001', 'runs/ep001.run/script/name.txt']]);
  assert.equal(inTree(sync, 'runs/ep001.run/script/name.txt'), 'drafts');
});

test('nothing can be put where a checkpoint is to be', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.remove(CHECKPOINT);
  place.mal.publish({ [`${CHECKPOINT}/note`]: 'in the way\n' });
  assert.deepEqual(await standing(sync), [['ep001', `${CHECKPOINT}/note`]]);
  assert.equal(inTree(sync, CHECKPOINT), ours(1));
});

test('a name that a disk may take for one of the runner does not come', () => {
  for (const name of ['Runs/r.checkpoint.json', 'runs/r.Checkpoint.json', 'run\u017f/r.RUN/pinned/1/index.json'])
    assert.deepEqual([isBarred(`show/${name}`, 'show/'), isBarred(`other/${name}`, 'show/')], [true, false], name);
  for (const name of ['.Pipeline-Runner/x', '.pipeline-runner', '.pipeline-runner./x']) assert.ok(isBarred(name, ''));
  for (const name of ['runs/R.yaml', 'Runs/r.yaml', 'runs/R.checkpoint.json', 'runs/r.run/Script/a.txt', 'run/r.run/x'])
    assert.equal(isBarred(name, ''), false, name);
  assert.equal(ownedBy('runs/R.checkpoint.json', '')?.run, 'R');
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

test('files of one run are not put into another that lives, as if it were renamed', async () => {
  using place = begin();
  await using sync = await halfOfB(place);
  place.mal.put('runs/b.run/pinned/1/index.json', place.mal.text(PINNED));
  place.mal.git('rm', '--quiet', '-r', CHECKPOINT, 'runs/ep001.run');
  place.mal.publish({}, 'All that is left of ep001');
  assert.deepEqual(await standing(sync), [['b', 'runs/b.run/pinned/1/index.json']]);
  assert.equal(inTree(sync, 'runs/b.run/pinned/1/index.json'), null);
});

test('a part of a run is no run that was renamed', async () => {
  using place = begin();
  await using sync = await published(place.host);
  place.mal.git('pull', '--quiet');
  place.mal.git('mv', CHECKPOINT, 'runs/new.checkpoint.json');
  place.mal.publish({}, 'Only its checkpoint');
  assert.deepEqual(await standing(sync), [['new', 'runs/new.checkpoint.json']]);
});
