/** What git leaves of two versions of a checkpoint: whole versions are found where git has them, items files too. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpointFile, readCheckpoint } from '../../../src/adapters/checkpoint/file.ts';
import { runPaths } from '../../../src/adapters/state-folder.ts';
import type { Checkpoint, CheckpointTask } from '../../../src/model/checkpoint.ts';
import { anyCheckpoint, checkpointOf, RUN, temporaryFolder } from '../rig.ts';

process.env.GIT_CONFIG_GLOBAL = devNull;
process.env.GIT_CONFIG_SYSTEM = devNull;

/** 600 items; those of the numbers that are told took one millisecond. */
function withItems(serial: number, done: readonly number[]): Checkpoint {
  const items = Array.from({ length: 600 }, (_, i): [string, CheckpointTask] => [
    `key${i}`,
    done.includes(i) ? { status: 'completed', duration_ms: 1 } : { status: 'pending' },
  ]);
  return checkpointOf(serial, { stages: { audio: { status: 'running', items: Object.fromEntries(items) } } });
}

class Clone {
  readonly root: string;
  readonly place;
  constructor(root: string) {
    this.root = root;
    mkdirSync(join(root, 'runs'), { recursive: true });
    this.place = { root, run: RUN, paths: runPaths(root, RUN) };
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'Ada');
    this.git('config', 'user.email', 'ada@example.org');
  }

  git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: this.root, stdio: 'ignore' });
  }

  async commits(checkpoint: Checkpoint): Promise<void> {
    await (await openCheckpointFile(this.place, new Map())).write(checkpoint);
    this.git('add', 'runs');
    this.git('commit', '-qm', String(checkpoint.serial));
  }

  /** Ours is at serial 5 with items 1 and 300, theirs at 9 with items 2 and 500; both touch item 1 or 2. */
  async conflicts(style: string): Promise<void> {
    await this.commits(withItems(3, []));
    this.git('branch', 'theirs');
    await this.commits(withItems(5, [1, 300]));
    this.git('checkout', '-q', 'theirs');
    await this.commits(withItems(9, [2, 500]));
    this.git('checkout', '-q', 'main');
    assert.throws(() => this.git('-c', `merge.conflictstyle=${style}`, 'merge', 'theirs'));
  }

  sides(): readonly (readonly [number, readonly string[]])[] {
    const found = readCheckpoint(this.place.paths.checkpoint, this.place, anyCheckpoint);
    assert.ok(found.type === 'damaged', JSON.stringify(found).slice(0, 200));
    return found.sides.map(({ checkpoint: { serial, stages } }) => {
      const items = Object.entries(stages.audio?.items ?? {});
      return [serial, items.filter(([, { status }]) => status === 'completed').map(([key]) => key)];
    });
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.root, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
}

const BOTH = [
  [9, ['key2', 'key500']],
  [5, ['key1', 'key300']],
];

for (const style of ['merge', 'diff3', 'zdiff3']) {
  test(`both versions of a checkpoint and of its items file are read from a conflict of style ${style}`, async () => {
    using folder = temporaryFolder();
    const clone = new Clone(folder.path);
    await clone.conflicts(style);
    assert.deepEqual(clone.sides(), BOTH);
    for (const file of ['runs/ep001.checkpoint.json', 'runs/ep001.run/items/audio.jsonl'])
      clone.edit(file, (text) => text.replaceAll('\n', '\r\n'));
    assert.deepEqual(clone.sides(), BOTH);
    clone.git('add', 'runs'); // then the index has neither version any more
    assert.deepEqual(clone.sides(), BOTH);
    clone.git('commit', '-qm', 'with its markers');
    assert.deepEqual(clone.sides(), BOTH);
  });
}

test('without git, a version that is incomplete between the markers is not reconstructed', async () => {
  using folder = temporaryFolder();
  const clone = new Clone(folder.path);
  await clone.conflicts('merge');
  const { PATH } = process.env;
  try {
    process.env.PATH = '';
    assert.deepEqual(clone.sides(), []);
  } finally {
    process.env.PATH = PATH;
  }
});

test('versions are read from the repository of the checkpoint, even inside a hook of another repository', async () => {
  using folder = temporaryFolder();
  const clone = new Clone(folder.path);
  await clone.conflicts('merge');
  try {
    Object.assign(process.env, { GIT_DIR: join(folder.path, 'other'), GIT_INDEX_FILE: join(folder.path, 'index') });
    assert.deepEqual(clone.sides(), BOTH);
  } finally {
    for (const name of ['GIT_DIR', 'GIT_INDEX_FILE']) delete process.env[name];
  }
});

test('a version in git that is not part of the conflict is not used as a side', async () => {
  using folder = temporaryFolder();
  const clone = new Clone(folder.path);
  await clone.conflicts('merge');
  // The digest of ours is gone from the text: what HEAD has could be anything.
  clone.edit('runs/ep001.checkpoint.json', (text) => text.replace(/"digest": "sha256:[0-9a-f]{64}"\n={7}/, '======='));
  assert.deepEqual(clone.sides(), BOTH.slice(0, 1));
});

test('a version read from a conflict is written back whole, with its items file', async () => {
  using folder = temporaryFolder();
  const clone = new Clone(folder.path);
  await clone.conflicts('merge');
  const found = readCheckpoint(clone.place.paths.checkpoint, clone.place, anyCheckpoint);
  const side = found.type === 'damaged' ? found.sides[0] : undefined;
  assert.ok(side);
  await (await openCheckpointFile(clone.place, side.files)).write(side.checkpoint);
  const read = readCheckpoint(clone.place.paths.checkpoint, clone.place, anyCheckpoint);
  assert.equal(read.type, 'good');
});
