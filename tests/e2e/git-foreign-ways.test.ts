/** Ways around the check of what somebody else pushes: links, names, halves of runs, kills, and very many files. */
import assert from 'node:assert/strict';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isBarred, ownedBy } from '../../src/adapters/git/owned.ts';
import type { Clone } from '../rig/git.ts';
import { begin, CHECKPOINT, inTree, ours, published, standing } from './git-runs.ts';

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
