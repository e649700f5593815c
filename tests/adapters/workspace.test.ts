import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../src/adapters/disk/error.ts';
import type { FileSystem } from '../../src/adapters/disk/file-system.ts';
import { TASK_TAG } from '../../src/adapters/processes.ts';
import { createRedactor } from '../../src/adapters/redact.ts';
import { createWorkspace, type WorkspaceOptions } from '../../src/adapters/workspace.ts';
import { digest, durationMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { ArtifactRule, Stage } from '../../src/model/pipeline.ts';
import type { AttemptPlace, Published, Workspace } from '../../src/ports/workspace.ts';
import { failingFiles, type Operation, quickFiles, RUN, type Trouble, temporaryFolder, UID } from './rig.ts';

const workspaceIn = (root: string, more: Partial<WorkspaceOptions> = {}): Workspace =>
  createWorkspace({ root, fs: quickFiles, grace: durationMs(100), ...more });
const placeOf = (task = 'audio', attempt = 1): AttemptPlace => ({
  run: RUN,
  uid: UID,
  task,
  attempt,
  definitions: '/pinned',
});
type Checked = Pick<Stage, 'outputSchema' | 'artifacts' | 'uses'>;
/** Publishing looks at no other field of a stage. */
const stageOf = (more: Partial<Checked> = {}): Stage =>
  JSON.parse(JSON.stringify({ outputSchema: null, artifacts: [], ...more }));

type Contents = Readonly<Record<string, string | Uint8Array>>;

interface Attempted {
  readonly files?: Contents;
  readonly output?: Json;
  readonly stage?: Stage;
}

/** One attempt, from its folders to its publication. */
async function attempt(
  workspace: Workspace,
  place: AttemptPlace,
  { files = {}, output = null, stage = stageOf() }: Attempted,
) {
  await using begun = await workspace.begin(place);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(begun.staging, name)), { recursive: true });
    writeFileSync(join(begun.staging, name), content);
  }
  return await workspace.publish(place, begun, stage, output); // before the attempt is closed
}

async function published(workspace: Workspace, place: AttemptPlace, what: Attempted): Promise<Published> {
  const result = await attempt(workspace, place, what);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    : [];
const runFiles = (root: string): string[] => filesIn(join(root, 'runs'));

test('staged files are published under their stage with digest, size and type, and staging is gone', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const files = { 'notes.md': '# hi\n', 'deep/er/data.json': '{}' };
  const { artifacts, output } = await published(workspace, placeOf('audio[intro]'), { files, output: { a: 1 } });
  assert.deepEqual(output, { type: 'inline', value: { a: 1 } });
  assert.deepEqual(artifacts[1], {
    name: 'notes.md',
    path: 'runs/ep001.run/audio/intro/notes.md',
    sha256: `sha256:${createHash('sha256').update('# hi\n').digest('hex')}`,
    bytes: 5,
    mediaType: 'text/markdown',
  });
  assert.deepEqual(runFiles(folder.path), [
    'ep001.run/audio/intro/deep/er/data.json',
    'ep001.run/audio/intro/notes.md',
  ]);
  assert.deepEqual(filesIn(join(folder.path, '.pipeline-runner', 'staging')), []);
  assert.deepEqual(stagingNames(folder.path), []);
});

const stagingIn = (root: string): string => join(root, '.pipeline-runner', 'staging', UID);
const stagingNames = (root: string): readonly string[] => readdirSync(stagingIn(root));

test('the empty folders of an attempt serve the next, under its name, and are gone at the end', async () => {
  using folder = temporaryFolder();
  const begin = async (): Promise<number> => {
    await using begun = await workspace.begin(placeOf('first'));
    writeFileSync(join(begun.scratch, 'input.json'), 'secret');
    return statSync(begun.scratch).ino;
  };
  const workspace = workspaceIn(folder.path);
  const inode = await begin();
  {
    await using second = await workspace.begin(placeOf('second'));
    assert.equal(statSync(second.scratch).ino, inode);
    assert.deepEqual([readdirSync(second.scratch), readdirSync(second.staging)], [['artifacts'], []]);
    assert.deepEqual(stagingNames(folder.path), ['second.1']);
  }
  await workspace[Symbol.asyncDispose]();
  assert.ok(!existsSync(stagingIn(folder.path)), 'also the folder of the run');
});

test('the folders of an attempt in which somebody may still work serve nobody, however empty they are', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  {
    await using begun = await workspace.begin(placeOf('first'));
    assert.ok(existsSync(begun.staging));
    begun.abandon();
  }
  assert.deepEqual(stagingNames(folder.path), []);
});

test('empty folders that a killed process kept are removed, and what it left of an attempt is not', async () => {
  using folder = temporaryFolder();
  for (const kept of ['spare.1', 'cut-off.1'])
    mkdirSync(join(stagingIn(folder.path), kept, 'artifacts'), { recursive: true });
  writeFileSync(join(stagingIn(folder.path), 'cut-off.1', 'input.json'), '{}');
  const workspace = workspaceIn(folder.path);
  {
    await using begun = await workspace.begin(placeOf('other'));
    assert.ok(existsSync(begun.staging));
  }
  await workspace[Symbol.asyncDispose]();
  assert.deepEqual(stagingNames(folder.path), ['cut-off.1']);
});

test('folders that an attempt left in another state serve nobody', async () => {
  const changes: readonly ((scratch: string) => void)[] = [
    (scratch) => writeFileSync(join(scratch, 'artifacts/left'), ''),
    (scratch) => mkdirSync(join(scratch, 'folder')),
    (scratch) => chmodSync(join(scratch, 'artifacts'), 0o500),
    (scratch) => chmodSync(scratch, 0o777),
    (scratch) => rmSync(join(scratch, 'artifacts'), { recursive: true }),
    (scratch) => {
      rmSync(join(scratch, 'artifacts'), { recursive: true });
      symlinkSync('/', join(scratch, 'artifacts'));
    },
  ];
  for (const change of changes) {
    using folder = temporaryFolder();
    const workspace = workspaceIn(folder.path);
    {
      await using begun = await workspace.begin(placeOf('first'));
      assert.ok(existsSync(begun.staging));
      change(begun.scratch);
    }
    assert.deepEqual(stagingNames(folder.path), [], String(change));
  }
});

test('every task has a place of its own: items, sub-pipelines, finally, and stages called like our folders', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  for (const task of ['a', 'b[k]/c', 'finally:note', 'logs', 'finally']) {
    await published(workspace, placeOf(task), { files: { f: task } });
  }
  assert.deepEqual(runFiles(folder.path), [
    'ep001.run/a/f',
    'ep001.run/b/k/c/f',
    'ep001.run/finally/note/f',
    'ep001.run/stage.finally/f',
    'ep001.run/stage.logs/f',
  ]);
});

test('a later publication replaces the earlier one whole, also by nothing', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  await published(workspace, placeOf('a', 1), { files: { old: '1', both: '1' } });
  await published(workspace, placeOf('a', 2), { files: { both: '2' } });
  assert.deepEqual(runFiles(folder.path), ['ep001.run/a/both']);
  assert.equal(readFileSync(join(folder.path, 'runs/ep001.run/a/both'), 'utf8'), '2');
  await published(workspace, placeOf('a', 3), {});
  assert.deepEqual(runFiles(folder.path), []);
  await workspace[Symbol.asyncDispose]();
  assert.ok(!existsSync(stagingIn(folder.path)), 'nothing is left over');
});

test('what an earlier process published is replaced by nothing, too', async () => {
  using folder = temporaryFolder();
  const tasks = ['a', 'b[k]', 'finally:c'];
  for (const task of tasks) await published(workspaceIn(folder.path), placeOf(task, 1), { files: { old: '1' } });
  const later = workspaceIn(folder.path);
  for (const task of tasks) await published(later, placeOf(task, 2), {});
  assert.deepEqual(runFiles(folder.path), []);
});

test('a long output becomes a file with a preview and is read back; a changed one is missing', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const long = { text: 'x'.repeat(5000) };
  const { output } = await published(workspace, placeOf('a[k]'), { output: long });
  assert.ok(output.type === 'file');
  assert.equal(output.file, 'runs/ep001.run/outputs/a,k.json');
  assert.ok(output.preview.startsWith('{"text":"xxx') && output.preview.length === 200);
  for (let i = 0; i < 2; i += 1) assert.deepEqual(workspace.read(output), { ok: true, value: long });
  writeFileSync(join(folder.path, output.file), '{"text": "other"}');
  const changed = workspace.read(output);
  assert.equal(!changed.ok && changed.error.code, 'artifact/missing');
  rmSync(join(folder.path, output.file));
  assert.match(JSON.stringify(workspace.read(output)), /no such file/);
  const short = await published(workspace, placeOf('b'), { output: 'x'.repeat(4094) });
  assert.equal(short.output.type, 'inline');
});

test('links, pipes and odd names are refused, and nothing is published', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const failure = async (make: (staging: string) => void): Promise<string> => {
    await using begun = await workspace.begin(placeOf());
    writeFileSync(join(begun.staging, 'good'), 'x');
    make(begun.staging);
    const result = await workspace.publish(placeOf(), begun, stageOf(), null);
    return result.ok ? 'published' : result.error.code;
  };
  assert.equal(await failure((at) => symlinkSync('/etc/passwd', join(at, 'link'))), 'artifact/not-a-file');
  assert.equal(await failure((at) => symlinkSync('/etc', join(at, 'folder'))), 'artifact/not-a-file');
  assert.equal(await failure((at) => writeFileSync(join(at, 'a\nb'), 'x')), 'artifact/name');
  assert.equal(
    await failure((at) => writeFileSync(Buffer.from([...Buffer.from(`${at}/`), 0xe4]), 'x')),
    'artifact/name',
  );
  assert.deepEqual(runFiles(folder.path), []);
});

test('what a stage made of its folder for artifacts is its own failure, or nothing, and no fault of the disk', async () => {
  using folder = temporaryFolder();
  const elsewhere = join(folder.path, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'passwords'), 'x');
  const refusing = (end: string, code: string): FileSystem => {
    const checked = (path: string): string => {
      if (path.endsWith(end)) throw Object.assign(new Error(code), { code });
      return path;
    };
    return {
      ...quickFiles,
      open: (path, flags, mode) => quickFiles.open(checked(path), flags, mode),
      list: (path) => quickFiles.list(checked(path)),
    };
  };
  const publishing = async (
    make: (staging: string) => void,
    fs: FileSystem = quickFiles,
    uses = 'command',
  ): Promise<string> => {
    const workspace = workspaceIn(folder.path, { fs });
    await using begun = await workspace.begin(placeOf());
    make(begun.staging);
    const result = await workspace.publish(placeOf(), begun, stageOf({ uses }), null);
    return result.ok ? `${result.value.artifacts.length} artifacts` : result.error.code;
  };
  const gone = (at: string): void => rmSync(at, { recursive: true });
  assert.equal(await publishing(gone), '0 artifacts');
  assert.equal(await publishing(gone, quickFiles, 'write'), 'artifact/unreadable');
  const replacedBy = (replace: (at: string) => void) => (at: string) => {
    gone(at);
    replace(at);
  };
  assert.equal(await publishing(replacedBy((at) => writeFileSync(at, 'x'))), 'artifact/not-a-file');
  assert.equal(await publishing(replacedBy((at) => symlinkSync(elsewhere, at))), 'artifact/not-a-file');
  const closed = (at: string): void => writeFileSync(join(at, 'closed'), 'x');
  for (const code of ['EACCES', 'ENOENT']) {
    assert.equal(await publishing(closed, refusing('closed', code)), 'artifact/unreadable');
  }
  const closedFolder = (at: string): void => mkdirSync(join(at, 'shut'));
  assert.equal(await publishing(closedFolder, refusing('shut', 'EACCES')), 'artifact/unreadable');
  await assert.rejects(publishing(closed, refusing('closed', 'EIO')), DurableError);
  assert.deepEqual(runFiles(folder.path), []);
});

test('more files, or longer names, than a checkpoint has room for are refused, and nothing is published', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  for (const [count, name] of [
    [10_001, 'f'],
    [5_000, 'f'.repeat(220)],
  ] as const) {
    await using begun = await workspace.begin(placeOf());
    for (let n = 0; n < count; n++) writeFileSync(join(begun.staging, `${name}${n}`), '');
    const result = await workspace.publish(placeOf(), begun, stageOf(), null);
    assert.equal(result.ok ? 'published' : result.error.code, 'artifact/too-many');
  }
  assert.deepEqual(runFiles(folder.path), []);
});

test('a file that is also known under another name is copied, so the other name cannot change it', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  writeFileSync(join(folder.path, 'source'), 'one');
  await using begun = await workspace.begin(placeOf());
  linkSync(join(folder.path, 'source'), join(begun.staging, 'copy'));
  const result = await workspace.publish(placeOf(), begun, stageOf(), null);
  assert.ok(result.ok);
  appendFileSync(join(folder.path, 'source'), 'two');
  assert.equal(readFileSync(join(folder.path, 'runs/ep001.run/audio/copy'), 'utf8'), 'one');
});

test('a run folder that is a link out of the project is refused', async () => {
  using folder = temporaryFolder();
  using outside = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  symlinkSync(outside.path, join(folder.path, 'runs', 'ep001.run'));
  await assert.rejects(attempt(workspaceIn(folder.path), placeOf(), { files: { a: 'x' } }), DurableError);
  assert.deepEqual(readdirSync(outside.path), []);
});

const rule = (glob: string, more: Partial<ArtifactRule> = {}): ArtifactRule => ({
  glob,
  minBytes: null,
  maxBytes: null,
  mediaType: null,
  minCount: 1,
  duration: null,
  ...more,
});

/** One second of silence: 8000 samples of 16 bits. */
function wav(milliseconds: number): Buffer {
  const data = Buffer.alloc(16 * milliseconds);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

test('a broken artifact rule fails the attempt, says what was found, and publishes nothing', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const said = async (files: Contents, ...artifacts: ArtifactRule[]): Promise<string> => {
    const result = await attempt(workspace, placeOf(), { files, stage: stageOf({ artifacts }) });
    return result.ok ? 'published' : `${result.error.code}: ${result.error.message}`;
  };
  const second = { min: durationMs(1000), max: durationMs(2000) };
  assert.match(
    await said({ 'a.txt': 'x' }, rule('*.mp3')),
    /^artifact\/too-few: no file matches "\*\.mp3": the stage left a\.txt$/,
  );
  assert.match(await said({ a: 'x' }, rule('*', { minCount: 2 })), /1 of at least 2 files match/);
  assert.match(await said({ a: 'x' }, rule('*', { minBytes: 2 })), /^artifact\/size: a has 1 bytes, at least 2/);
  assert.match(await said({ a: 'xxx' }, rule('*', { maxBytes: 2 })), /^artifact\/size: a has 3 bytes, at most 2/);
  assert.match(
    await said({ 'a.mp3': '<html>' }, rule('*.mp3', { mediaType: 'audio/*' })),
    /^artifact\/media-type: a\.mp3 is text\/plain/,
  );
  assert.match(
    await said({ 'a.wav': wav(500) }, rule('*', { duration: second })),
    /^artifact\/duration: a\.wav lasts 0\.5 s, at least 1 s/,
  );
  assert.match(await said({ 'a.wav': wav(2500) }, rule('*', { duration: second })), /lasts 2\.5 s, at most 2 s/);
  assert.match(await said({ 'a.wav': 'x' }, rule('*', { duration: second })), /^artifact\/duration-unknown/);
  assert.deepEqual(runFiles(folder.path), []);
  assert.equal(
    await said({ 'a.wav': wav(1500) }, rule('*.wav', { mediaType: 'audio/*', minBytes: 44, duration: second })),
    'published',
  );
});

test('an output that does not fit its schema publishes nothing', async () => {
  using folder = temporaryFolder();
  const asked: [string, Json][] = [];
  const workspace = workspaceIn(folder.path, {
    checkOutput: (file, output) => {
      asked.push([file, output]);
      return { code: 'output/schema', message: 'no', retry: 'policy' };
    },
  });
  const stage: Stage = JSON.parse(JSON.stringify({ artifacts: [], outputSchema: 'schemas/a.schema.json' }));
  const result = await attempt(workspace, placeOf(), { files: { a: 'x' }, output: 5, stage });
  assert.equal(!result.ok && result.error.code, 'output/schema');
  assert.deepEqual(asked, [['/pinned/schemas/a.schema.json', 5]]);
  assert.deepEqual(runFiles(folder.path), []);
});

test('secrets are kept out of logs and outputs', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path, { redactor: createRedactor(['hunter2!']) });
  await using begun = await workspace.begin(placeOf());
  for (const chunk of ['key: hun', 'ter', '2!\n']) begun.write(chunk);
  const result = await workspace.publish(placeOf(), begun, stageOf(), { said: 'it is hunter2!' });
  assert.deepEqual(result.ok && result.value.output, { type: 'inline', value: { said: 'it is ***' } });
  await begun[Symbol.asyncDispose]();
  assert.equal(readFileSync(begun.logFile, 'utf8'), 'key: ***\n');
  assert.equal(statSync(begun.logFile).mode & 0o777, 0o600);
});

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

test('a result of equal fingerprint is taken from the cache into another run', async () => {
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

test('editing a published artifact in place does not change the cache', async () => {
  using folder = temporaryFolder();
  const workspace = await cached(folder.path);
  appendFileSync(join(folder.path, 'runs/ep001.run/a/x/y.txt'), ' edited');
  assert.notEqual(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
  assert.equal(readFileSync(join(folder.path, 'runs/ep002.run/b/x/y.txt'), 'utf8'), 'content');
});

test('a damaged cache is no cache: the task is told that there is no result, and the damage is forgotten', async () => {
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

test('two tasks that add the same content at once are both in the cache', async () => {
  using folder = temporaryFolder();
  const notes: string[] = [];
  const workspace = workspaceIn(folder.path, { note: (message) => notes.push(message) });
  const tasks = ['a', 'b', 'c'];
  const prints = tasks.map((task) => digest(`sha256:${task.repeat(64)}`));
  const made = await Promise.all(tasks.map((task) => published(workspace, placeOf(task), { files: { x: 'same' } })));
  await Promise.all(made.map((one, i) => workspace.remember(placeOf(tasks[i]), prints[i] ?? FINGERPRINT, one)));
  const found = [];
  for (const print of prints) found.push((await workspace.restore(ELSEWHERE, print))?.from);
  assert.deepEqual([notes, found], [[], tasks.map((task) => `ep001:${task}`)]);
});

test('a cache that cannot be written is said and does no harm', async () => {
  using folder = temporaryFolder();
  const notes: string[] = [];
  const fs = failingFiles({ operation: 'copy', at: 1, trouble: 'ENOSPC' });
  const workspace = workspaceIn(folder.path, { fs, note: (message) => notes.push(message) });
  const made = await published(workspace, placeOf('a'), { files: { a: 'x' } });
  await workspace.remember(placeOf('a'), FINGERPRINT, made);
  assert.equal(notes.length, 1);
  assert.equal(await workspace.restore(ELSEWHERE, FINGERPRINT), null);
});

test('what a killed attempt left is ended and removed before the task runs again', async () => {
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

test('artifacts that were just being replaced at a crash are put back', async () => {
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

test('they are put back though a power cut has left nothing of the folders that they were in', async () => {
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
    test(`publishing while ${operation} fails with ${trouble}: the old artifacts or the new ones, whole, and a clear error`, async () => {
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
