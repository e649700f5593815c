/** Results in the cache, and what a killed attempt or a disk that refuses leaves. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../src/adapters/disk/error.ts';
import { TASK_TAG } from '../../src/adapters/processes.ts';
import { digest } from '../../src/model/brand.ts';
import type { AttemptPlace, Workspace } from '../../src/ports/workspace.ts';
import { failingFiles, type Operation, RUN, type Trouble, temporaryFolder, UID } from './rig.ts';
import { attempt, filesIn, placeOf, published, runFiles, stagingIn, workspaceIn } from './workspace-rig.ts';

const FINGERPRINT = digest(`sha256:${'ab'.repeat(32)}`);
const ELSEWHERE: AttemptPlace = { ...placeOf('b'), run: RUN.replace('1', '2') as typeof RUN };

async function cached(root: string): Promise<Workspace> {
  const workspace = workspaceIn(root);
  const made = await published(workspace, placeOf('a'), {
    files: { 'x/y.txt': 'content' },
    output: { n: 'z'.repeat(5000) },
  });
  await workspace.remember(placeOf('a'), FINGERPRINT, made);
  return workspace;
}

test('a result with an equal fingerprint is taken from the cache into another run', async () => {
  using folder = temporaryFolder();
  const workspace = await cached(folder.path);
  const hit = await workspace.restore(ELSEWHERE, FINGERPRINT);
  assert.equal(hit?.from, 'ep001:a');
  assert.equal(hit?.artifacts[0]?.path, 'runs/ep002.run/b/x/y.txt');
  assert.equal(readFileSync(join(folder.path, 'runs/ep002.run/b/x/y.txt'), 'utf8'), 'content');
  assert.deepEqual(hit && workspace.read(hit.output), { ok: true, value: { n: 'z'.repeat(5000) } });
  assert.equal(await workspace.restore(ELSEWHERE, digest(`sha256:${'cd'.repeat(32)}`)), null);
  assert.deepEqual(filesIn(join(folder.path, '.pipeline-runner', 'staging')), []);
});

test('paths in a cached output name the copies in the run that takes it', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const said = (run: string, task: string) => ({
    path: `runs/${run}.run/${task}/x/y.txt`,
    list: [`runs/${run}.run/${task}/x/y.txt`],
    folder: `runs/${run}.run/${task}`,
    ofAnother: [`runs/${run}.run/clips/z.txt`, `runs/${run}.run/ab`],
    elsewhere: 'runs/ep001.running/z.txt',
    n: 1,
    none: null,
  });
  const output = said('ep001', 'a');
  const made = await published(workspace, placeOf('a'), { files: { 'x/y.txt': 'content' }, output });
  await workspace.remember(placeOf('a'), FINGERPRINT, made);
  const hit = await workspace.restore(ELSEWHERE, FINGERPRINT);
  assert.deepEqual(hit && workspace.read(hit.output), { ok: true, value: said('ep002', 'b') });
});

for (const [name, made] of [
  ['in the middle of a text', { output: { about: ['made of runs/ep001.run/a/y.txt'] } }],
  ['in a key', { output: { 'runs/ep001.run/a/y.txt': 1 } }],
  ['in a file that is a text', { files: { 'list.txt': "file 'runs/ep001.run/a/y.txt'\n" } }],
  ['at the border of two pieces of a large one', { files: { x: `${'x'.repeat(1024 * 1024 - 5)}runs/ep001.run/a/y` } }],
] as const) {
  test(`a cached result that names the folder of its run ${name} is not used by other runs`, async () => {
    using folder = temporaryFolder();
    const workspace = workspaceIn(folder.path);
    const unshared = await workspace.remember(
      placeOf('a'),
      FINGERPRINT,
      await published(workspace, placeOf('a'), made),
    );
    assert.match(unshared ?? '', 'files' in made ? /^(list\.txt|x) names/ : /^a text in its output names/);
    assert.equal(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
    // The same about another run says nothing that would change.
    const theirs = JSON.parse(JSON.stringify(made).replaceAll('runs/ep001.run/', 'runs/ep000.run/')) as typeof made;
    await workspace.remember(placeOf('a'), FINGERPRINT, await published(workspace, placeOf('a', 2), theirs));
    assert.notEqual(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
  });
}

test('editing a published artifact in place does not change the cache', async () => {
  using folder = temporaryFolder();
  const workspace = await cached(folder.path);
  appendFileSync(join(folder.path, 'runs/ep001.run/a/x/y.txt'), ' edited');
  assert.notEqual(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
  assert.equal(readFileSync(join(folder.path, 'runs/ep002.run/b/x/y.txt'), 'utf8'), 'content');
});

test('a damaged cache entry counts as missing and is removed', async () => {
  for (const damage of ['results', 'blobs'] as const) {
    using folder = temporaryFolder();
    const workspace = await cached(folder.path);
    const cache = join(folder.path, '.pipeline-runner', 'cache');
    for (const name of filesIn(join(cache, damage))) {
      const path = join(cache, damage, name);
      writeFileSync(path, readFileSync(path, 'utf8').replace(/z|content/, 'y'));
    }
    assert.equal(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
    assert.deepEqual(filesIn(join(cache, 'results')), []);
    assert.deepEqual(filesIn(join(folder.path, 'runs', 'ep002.run')), []);
  }
});

test('a new attempt clears what its task left, but nothing of a task that is running beside it', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  await using beside = await workspace.begin(placeOf('b'));
  writeFileSync(join(beside.staging, 'x'), 'half of it');
  const left = join(stagingIn(folder.path), 'a.1');
  mkdirSync(join(left, 'artifacts'), { recursive: true });
  await using again = await workspace.begin(placeOf('a', 2));
  assert.deepEqual(readdirSync(again.staging), []);
  assert.ok(!existsSync(left));
  assert.equal(readFileSync(join(beside.staging, 'x'), 'utf8'), 'half of it');
});

test('two tasks that add the same content at once are both cached', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const tasks = ['a', 'b', 'c'];
  const prints = tasks.map((task) => digest(`sha256:${task.repeat(64)}`));
  const made = await Promise.all(tasks.map((task) => published(workspace, placeOf(task), { files: { x: 'same' } })));
  const notes = await Promise.all(
    made.map((one, i) => workspace.remember(placeOf(tasks[i]), prints[i] ?? FINGERPRINT, one)),
  );
  const found = [];
  for (const print of prints) found.push((await workspace.restore(ELSEWHERE, print))?.from);
  assert.deepEqual([notes, found], [tasks.map(() => null), tasks.map((task) => `ep001:${task}`)]);
});

test('a cache that cannot be written is reported and does no harm', async () => {
  using folder = temporaryFolder();
  const fs = failingFiles({ operation: 'copy', at: 1, trouble: 'ENOSPC' });
  const workspace = workspaceIn(folder.path, { fs });
  const made = await published(workspace, placeOf('a'), { files: { a: 'x' } });
  assert.match((await workspace.remember(placeOf('a'), FINGERPRINT, made)) ?? '', /ENOSPC/);
  assert.equal(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
});

test('processes and files of a killed attempt are removed before the task runs again', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const dead = await workspace.begin(placeOf('a', 1)); // never disposed of: the runner was killed
  writeFileSync(join(dead.staging, 'half'), 'x');
  const env = (task: string) => ({ ...process.env, [TASK_TAG]: `${UID}/${task}` });
  const code = 'process.on("SIGTERM", () => {}); process.stdout.write("up"); setInterval(() => {}, 1000)';
  const start = (task: string) =>
    spawn(process.execPath, ['-e', code], { env: env(task), stdio: ['ignore', 'pipe', 'ignore'] });
  const [left, stranger] = [start('a'), start('ab')];
  await Promise.all([left, stranger].map((child) => once(child.stdout, 'data')));
  const ended = once(left, 'exit');
  await using begun = await workspace.begin(placeOf('a', 2));
  assert.deepEqual(await ended, [null, 'SIGKILL']); // it ignored SIGTERM
  assert.equal(stranger.exitCode ?? stranger.signalCode, null, 'a task of a similar name is left alone');
  assert.deepEqual([readdirSync(begun.staging), existsSync(dead.staging)], [[], false]);
  stranger.kill('SIGKILL');
  await once(stranger, 'exit');
});

test('artifacts that were being replaced during a crash are restored', async () => {
  using folder = temporaryFolder();
  await published(workspaceIn(folder.path), placeOf('a', 1), { files: { f: 'old' } });
  // The second rename of a publication fails, and so does the one that would undo the first.
  const probe = failingFiles({ operation: 'rename', at: 99, trouble: 'EIO' });
  await published(workspaceIn(folder.path, { fs: probe }), placeOf('a', 2), { files: { f: 'old' } });
  const at = probe.calls.get('rename') ?? 0;
  const fs = {
    ...failingFiles({ operation: 'rename', at, trouble: 'EIO', span: 'lasting' }),
    removeTree: async () => {},
  };
  await assert.rejects(
    attempt(workspaceIn(folder.path, { fs }), placeOf('a', 3), { files: { f: 'new' } }),
    DurableError,
  );
  assert.deepEqual(runFiles(folder.path), []);
  await using _begun = await workspaceIn(folder.path).begin(placeOf('a', 4));
  assert.equal(readFileSync(join(folder.path, 'runs/ep001.run/a/f'), 'utf8'), 'old');
});

test('artifacts are restored even if a power cut has removed their folders', async () => {
  using folder = temporaryFolder();
  await published(workspaceIn(folder.path), placeOf('a[k]', 1), { files: { f: 'old' } });
  const left = join(folder.path, '.pipeline-runner/staging', UID, 'a,k.2');
  mkdirSync(left, { recursive: true });
  renameSync(join(folder.path, 'runs/ep001.run/a/k'), join(left, 'replaced'));
  rmSync(join(folder.path, 'runs/ep001.run'), { recursive: true });
  await using _begun = await workspaceIn(folder.path).begin(placeOf('a[k]', 3));
  assert.equal(readFileSync(join(folder.path, 'runs/ep001.run/a/k/f'), 'utf8'), 'old');
});

const OPERATIONS: readonly Operation[] = [
  'open',
  'write',
  'read',
  'sync',
  'syncLater',
  'close',
  'rename',
  'makeFolder',
  'makeFolders',
  'stat',
  'list',
  'copy',
  'removeTree',
];

for (const operation of OPERATIONS) {
  for (const trouble of ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE'] as const satisfies readonly Trouble[]) {
    test(`publishing while ${operation} fails with ${trouble} leaves the old or the new artifacts, whole, and a clear error`, async () => {
      for (const span of ['once', 'lasting'] as const) {
        for (let at = 1; ; at += 1) {
          using folder = temporaryFolder();
          await published(workspaceIn(folder.path), placeOf('a', 1), { files: { f: 'old', g: 'old' }, output: 1 });
          const fs = failingFiles({ operation, at, trouble, span });
          const error = await tryPublishing(folder.path, fs);
          assert.ok(error === null || error instanceof DurableError, String(error));
          await using _after = await workspaceIn(folder.path).begin(placeOf('a', 3));
          const found = ['f', 'g'].map((name) => readFileSync(join(folder.path, 'runs/ep001.run/a', name), 'utf8'));
          assert.ok(
            found.every((text) => text === found[0]),
            `${operation} ${at}: ${found}`,
          );
          if (error === null) assert.equal(found[0], 'new');
          if ((fs.calls.get(operation) ?? 0) < at) break;
        }
      }
    });
  }
}

async function tryPublishing(root: string, fs: ReturnType<typeof failingFiles>): Promise<unknown> {
  try {
    const what = { files: { f: 'new', g: 'new' }, output: 'x'.repeat(5000) };
    const result = await attempt(workspaceIn(root, { fs }), placeOf('a', 2), what);
    return result.ok ? null : new Error(JSON.stringify(result));
  } catch (error) {
    return error;
  }
}
