/** Folders of attempts, and what becomes of the files in them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DurableError } from '../../src/adapters/disk/error.ts';
import type { FileSystem } from '../../src/adapters/disk/file-system.ts';
import { digest, projectPath } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import { quickFiles, temporaryFolder } from './rig.ts';
import {
  attempt,
  filesIn,
  placeOf,
  published,
  runFiles,
  stageOf,
  stagingIn,
  stagingNames,
  workspaceIn,
} from './workspace-rig.ts';

test('staged files are published under their stage with digest, size and type, and the staging folder is removed', async () => {
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

test('empty folders of an attempt are renamed for the next attempt, and removed at the end', async () => {
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

test('folders of an attempt in which a process may still work are not reused, even if they are empty', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  {
    await using begun = await workspace.begin(placeOf('first'));
    assert.ok(existsSync(begun.staging));
    begun.abandon();
  }
  assert.deepEqual(stagingNames(folder.path), []);
});

test('empty folders that a killed process kept are removed, but not what it left of an attempt', async () => {
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

test('folders that an attempt left in another state are not reused', async () => {
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

test('every task has its own place: items, sub-pipelines, finally, and stages named like our folders', async () => {
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

test('a later publication replaces the earlier one completely, even if it is empty', async () => {
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

test('an empty publication also replaces what an earlier process published', async () => {
  using folder = temporaryFolder();
  const tasks = ['a', 'b[k]', 'finally:c'];
  for (const task of tasks) await published(workspaceIn(folder.path), placeOf(task, 1), { files: { old: '1' } });
  const later = workspaceIn(folder.path);
  for (const task of tasks) await published(later, placeOf(task, 2), {});
  assert.deepEqual(runFiles(folder.path), []);
});

test('deeply nested output is not written with excessive indentation', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  let nested: Json = Array<Json>(200_000).fill(1);
  for (let depth = 1; depth < 190; depth += 1) nested = [nested];
  const { output } = await published(workspace, placeOf('a'), { output: nested });
  assert.ok(output.type === 'file' && output.bytes < 1_000_000);
  assert.deepEqual(workspace.read(output), { ok: true, value: nested });
  const flat = await published(workspace, placeOf('b'), { output: Array<Json>(4096).fill(1) });
  assert.ok(flat.output.type === 'file');
  assert.match(readFileSync(join(folder.path, flat.output.file), 'utf8'), /^\[\n {2}1,\n/);
});

test('a long output is stored in a file with a preview and read back; a changed file counts as missing', async () => {
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

test('a file that a checkpoint calls an output, with the right digest, but that is none counts as missing', () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  for (const text of ['KEY=value', '', deep]) {
    writeFileSync(join(folder.path, 'file'), text);
    const sha256 = digest(`sha256:${createHash('sha256').update(text).digest('hex')}`);
    const read = workspace.read({ type: 'file', file: projectPath('file'), sha256, bytes: text.length, preview: '' });
    assert.equal(!read.ok && read.error.message, 'the output file cannot be used: it is not an output');
  }
});

test('links, pipes and odd names in staging are refused, and nothing is published', async () => {
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

test('if a stage replaces its artifacts folder, that is a failure of the stage or no artifacts, not a disk error', async () => {
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

test('more files, or longer names, than fit into a checkpoint are refused, and nothing is published', async () => {
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

test('a file with a second hard link is copied, so the other name cannot change it', async () => {
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

test('a run folder that is a link to outside of the project is refused', async () => {
  using folder = temporaryFolder();
  using outside = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  symlinkSync(outside.path, join(folder.path, 'runs', 'ep001.run'));
  await assert.rejects(attempt(workspaceIn(folder.path), placeOf(), { files: { a: 'x' } }), DurableError);
  assert.deepEqual(readdirSync(outside.path), []);
});
