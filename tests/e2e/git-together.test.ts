/** Runs that have news at once: their commits are made together, and must be what they would be one by one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommitPoint } from '../../src/app/git-sync/types.ts';
import { type Forge, point, syncOf } from '../rig/git.ts';
import { begin, put, work } from './git-sync-place.ts';

/** Subject and files of each commit after the first, the oldest first. */
const commits = (forge: Forge): readonly string[] =>
  forge
    .git('log', '--reverse', '--format=%x00%s', '--name-only', 'main')
    .split('\0')
    .slice(2)
    .map((text) => text.trim().replaceAll(/\n+/g, ' '));

const commitOf = (run: string, ...others: readonly string[]): string =>
  [
    `Run ${run}: waits for review`,
    ...[`runs/${run}.checkpoint.json`, `runs/${run}.run/outputs/draft.json`, ...others].sort(),
  ].join(' ');

test('each run is one commit with its own files, in the order of the requests', async () => {
  using place = begin({ '.gitignore': '*.log\n' });
  await using sync = await syncOf(place.host);
  const runs = Array.from({ length: 120 }, (_, n) => (n % 2 === 0 ? `ep${n}` : `sub/ep${n}`)).reverse();
  for (const run of runs) work(sync, run, 1);
  put(sync, 'runs/ep2.run/logs/one.log', 'stays out');
  put(sync, 'runs/ep2.run/logs/two.txt', 'goes in');
  // The last one twice, and one that has nothing.
  assert.equal((await sync.sync([...runs, 'ep0', 'ep-none'].map((run) => point(run)))).type, 'in-step');
  const expected = runs.map((run) => (run === 'ep2' ? commitOf(run, 'runs/ep2.run/logs/two.txt') : commitOf(run)));
  assert.deepEqual(commits(place.forge), expected);
  for (const run of runs.slice(0, 3)) work(sync, run, 2);
  await sync.sync(runs.slice(0, 10).map((run) => point(run)));
  assert.deepEqual(commits(place.forge).slice(runs.length), expected.slice(0, 3), 'no commit without news');
});

test('a run that changes while it is read is committed in its new state with the matching message; others do not wait', async () => {
  using place = begin();
  await using sync = await syncOf(place.host);
  const runs = ['a', 'b', 'c'];
  for (const run of runs) work(sync, run, 1);
  let turn = 1;
  const moving: CommitPoint = {
    ...point('b'),
    latest: async () => {
      if (turn === 1) work(sync, 'b', 2);
      turn += 1;
      return { subject: `Run b: turn ${turn - 1} was read`, body: '', trailers: [], why: 'gate' };
    },
  };
  await sync.sync([point('a'), moving, point('c')]);
  assert.deepEqual(
    commits(place.forge).map((text) => text.split(' runs/')[0]),
    ['Run a: waits for review', 'Run c: waits for review', 'Run b: turn 2 was read'],
  );
  assert.equal(place.forge.show('runs/b.checkpoint.json'), '{"run":"b","turn":2}');
  assert.equal(place.forge.show('runs/b.run/outputs/draft.json'), '{"turn":2}');
});

test('entries in a declared file go into the first commit and into no other', async () => {
  using place = begin({ 'pipeline-runner.config.yaml': 'machine_files: [shows/*.json]\n' });
  await using sync = await syncOf(place.host);
  for (const run of ['a', 'b']) work(sync, run, 1);
  put(sync, 'shows/x.json', '{ "entry": 1 }\n');
  await sync.sync([point('a'), point('b')]);
  assert.deepEqual(commits(place.forge), [commitOf('a', 'shows/x.json'), commitOf('b')]);
  const told = place.forge.git('log', '--reverse', '--format=%s', '--grep=entries in shows/x.json', 'main');
  assert.equal(told, 'Run a: waits for review');
});
