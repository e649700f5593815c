/**
 * Git, or the disk, refuses in the middle of an exchange, and the daemon lives on: what the branch has comes into its
 * tree as soon as it can, and nothing that runs or people wrote is put back.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ISOLATED, point, syncOf } from '../rig/git.ts';
import { begin, checkpointOf, inTree, put, work } from './git-sync-place.ts';

const ENTRIES = 'shows/a.json';
const FILES = {
  'pipelines/main.yaml': 'stages: {}\n',
  'pipeline-runner.config.yaml': 'machine_files: [shows/*.json]\n',
  [ENTRIES]: '{}\n',
};

/** A git that has no room for what it is told, or ends as if it had none when it is done, until it is told otherwise. */
function refusing(root: string) {
  const bin = path.join(root, 'bin');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(bin);
  const script = [
    '#!/bin/sh',
    `case "$*" in *"$(cat "${bin}/word" 2>/dev/null || echo nothing)"*)`,
    `  if [ -e "${bin}/late" ]; then "${real}" "$@"; fi`,
    `  echo "fatal: sha1 file '/x/tmp_pack_$$' write error. Out of diskspace" >&2; exit 128;;`,
    'esac',
    `exec "${real}" "$@"`,
  ];
  writeFileSync(path.join(bin, 'git'), `${script.join('\n')}\n`, { mode: 0o755 });
  return {
    environment: { ...ISOLATED, PATH: `${bin}:${process.env.PATH}` },
    refuses: (word: string, when: 'before' | 'late' = 'before') => {
      writeFileSync(path.join(bin, 'word'), word);
      if (when === 'late') writeFileSync(path.join(bin, 'late'), '');
    },
    takes: () => rmSync(path.join(bin, 'word')),
  };
}

for (const [word, when] of [
  ['update-ref --no-deref HEAD', 'before'],
  ['checkout-index', 'before'],
  ['update-ref --stdin', 'late'],
] as const) {
  test(`pushed files are checked out although \`git ${word}\` failed at first, ${when === 'late' ? 'when it was done' : 'with nothing done'}`, async () => {
    using place = begin(FILES);
    const { ada, forge, host } = place;
    const git = refusing(forge.root);
    await using sync = await syncOf(host, { environment: git.environment });
    for (const run of ['r1', 'r2']) work(sync, run, 1);
    await sync.sync([point('r1'), point('r2')]);
    ada.git('pull', '--quiet');
    ada.publish({
      'runs/new.yaml': 'pipeline: main\n',
      'pipelines/main.yaml': 'stages: { }\n',
      [ENTRIES]: '{"ada":1}\n',
    });
    work(sync, 'r1', 2);
    git.refuses(word, when);
    assert.equal((await sync.sync([point('r1')])).type, 'failed');
    work(sync, 'r2', 2);
    put(sync, ENTRIES, '{"run":1}\n');
    git.takes();
    const state = await sync.sync([point('r1'), point('r2')]);
    assert.ok(['in-step', 'rebased'].includes(state.type), state.sentence);
    assert.deepEqual(state.conflicts, []);
    assert.deepEqual(
      [inTree(sync, 'runs/new.yaml'), inTree(sync, 'pipelines/main.yaml')],
      ['pipeline: main\n', 'stages: { }\n'],
    );
    assert.ok(state.changed.includes('runs/new.yaml'), 'the daemon is told');
    for (const run of ['r1', 'r2']) {
      assert.equal(inTree(sync, checkpointOf(run)), `{"run":"${run}","turn":2}\n`);
      assert.equal(forge.show(checkpointOf(run)), `{"run":"${run}","turn":2}`);
    }
    for (const text of [forge.show(ENTRIES) ?? '', inTree(sync, ENTRIES)])
      assert.deepEqual(JSON.parse(text), { ada: 1, run: 1 });
  });
}

test('a disk that stays full is reported in the same words each time, and git leaves nothing on it', async () => {
  using place = begin();
  const git = refusing(place.forge.root);
  await using sync = await syncOf(place.host, { environment: git.environment });
  const report = '.git/worktrees/tree.new/fast_import_crash_4711';
  work(sync, 'r1', 1);
  git.refuses('fast-import');
  const told: string[] = [];
  for (const points of [[point('r1')], []]) {
    place.host.put(report, 'what git was told\n');
    const { type, sentence } = await sync.sync(points);
    told.push(`${type}: ${sentence}`);
    assert.equal(place.host.has(report), false);
  }
  assert.deepEqual(told, Array(2).fill('failed: git fast-import: Out of diskspace'));
  git.takes();
  assert.equal((await sync.sync([])).type, 'in-step');
  assert.equal(place.forge.show(checkpointOf('r1')), '{"run":"r1","turn":1}');
});
