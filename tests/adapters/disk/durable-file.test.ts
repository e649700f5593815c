import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import {
  createFile,
  makeFolder,
  makeFolderInside,
  publishFile,
  publishFilesLater,
  syncAll,
  tempNamed,
  tempPath,
  writeInPlace,
} from '../../../src/adapters/disk/durable-file.ts';
import { DurableError, diskDiagnostic, diskErrorOf, ownerHint } from '../../../src/adapters/disk/error.ts';
import { nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { errorCode } from '../../../src/model/system-error.ts';
import { failingFiles, type Operation, type Trouble, temporaryFolder } from '../rig.ts';

const OPERATIONS: readonly Operation[] = ['open', 'write', 'sync', 'close', 'rename', 'makeFolder', 'stat', 'remove'];
const TROUBLES: readonly Trouble[] = ['ENOSPC', 'EIO', 'EDQUOT', 'EROFS', 'EMFILE'];
const [OLD, NEW] = ['old content\n', 'new content, longer than the old one\n'];

for (const operation of OPERATIONS) {
  for (const trouble of TROUBLES) {
    test(`publishing when ${operation} fails with ${trouble} leaves a whole file, nothing else, and a clear error`, () => {
      for (const span of ['once', 'lasting'] as const) {
        for (let at = 1; ; at += 1) {
          using folder = temporaryFolder();
          const file = join(folder.path, 'state.json');
          writeFileSync(file, OLD);
          const fs = failingFiles({ operation, at, trouble, span });
          const error = failureOf(() => publishFile(file, NEW, { fs }));
          const isReached = (fs.calls.get(operation) ?? 0) >= at;
          assert.ok([OLD, NEW].includes(readFileSync(file, 'utf8')), 'whole');
          if (error === null) assert.equal(readFileSync(file, 'utf8'), NEW);
          else assert.equal(error.code, trouble);
          const leftovers = readdirSync(folder.path).filter((name) => name !== 'state.json');
          if (operation !== 'remove') assert.deepEqual(leftovers, []);
          if (!isReached) break;
        }
      }
    });
  }
}

function failureOf(run: () => void): DurableError | null {
  try {
    run();
    return null;
  } catch (error) {
    assert.ok(error instanceof DurableError, String(error));
    return error;
  }
}

test('publishing fails if the fsync of the file or of its folder fails', () => {
  for (const at of [1, 2]) {
    using folder = temporaryFolder();
    const fs = failingFiles({ operation: 'sync', at, trouble: 'EIO' });
    assert.equal(failureOf(() => publishFile(join(folder.path, 'a'), NEW, { fs }))?.operation, 'fsync');
  }
});

test('a write that takes only half of the bytes is continued to the end', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'a');
  for (const span of ['once', 'lasting'] as const) {
    publishFile(file, NEW, { fs: failingFiles({ operation: 'write', at: 1, trouble: 'short', span }) });
    assert.equal(readFileSync(file, 'utf8'), NEW);
  }
});

test('a write that takes no bytes is an error, not an endless loop', () => {
  using folder = temporaryFolder();
  const fs = { ...nodeFileSystem, write: () => 0 };
  assert.equal(failureOf(() => publishFile(join(folder.path, 'a'), NEW, { fs }))?.code, 'EIO');
});

test('missing folders are made, and the new name in each parent is synced', () => {
  using folder = temporaryFolder();
  const fs = failingFiles({ operation: 'sync', at: 99, trouble: 'EIO' });
  publishFile(join(folder.path, 'a', 'b', 'c.txt'), NEW, { fs });
  assert.equal(readFileSync(join(folder.path, 'a', 'b', 'c.txt'), 'utf8'), NEW);
  assert.equal(fs.calls.get('sync'), 4); // names of a, b, c.txt and the content
});

test('files that can be rebuilt are published without waiting for the disk', () => {
  using folder = temporaryFolder();
  const fs = failingFiles({ operation: 'sync', at: 1, trouble: 'EIO' });
  publishFile(join(folder.path, 'a'), NEW, { fs, durability: 'whole' });
  assert.equal(readFileSync(join(folder.path, 'a'), 'utf8'), NEW);
});

test('files with a delayed sync exist at once, and waiting for them includes all names on their path', async () => {
  using folder = temporaryFolder();
  const [a, b] = [join(folder.path, 'new', 'a'), join(folder.path, 'new', 'b')];
  const disk = Promise.withResolvers<void>();
  const opened: string[] = [];
  const open: typeof nodeFileSystem.open = (path, flags, mode) => {
    opened.push(path.slice(folder.path.length));
    return nodeFileSystem.open(path, flags, mode);
  };
  const durable = publishFilesLater(
    [
      [a, OLD],
      [b, NEW],
    ],
    { fs: { ...nodeFileSystem, open, syncLater: () => disk.promise } },
  );
  assert.deepEqual(
    [a, b].map((file) => readFileSync(file, 'utf8')),
    [OLD, NEW],
  );
  let isDurable = false;
  const waited = durable.then(() => {
    isDurable = true;
  });
  await turn();
  assert.equal(isDurable, false);
  disk.resolve();
  await waited;
  assert.deepEqual(opened.filter((path) => !path.endsWith('.tmp')).sort(), ['', '/new', '/new/a', '/new/b']);
});

test('when one of several syncs fails, the error comes after the others have ended, and no file stays open', async () => {
  using folder = temporaryFolder();
  const files = Array.from({ length: 9 }, (_, i) => ({ path: join(folder.path, `${i}`) }));
  for (const { path } of files) writeFileSync(path, NEW);
  for (let at = 1; at <= files.length; at += 1) {
    const fs = failingFiles({ operation: 'syncLater', at, trouble: 'EIO' });
    await assert.rejects(syncAll(fs, files), (error) => error instanceof DurableError && error.operation === 'fsync');
    assert.equal(fs.calls.get('close'), fs.calls.get('open'));
  }
});

test('a new file is created once: a second writer is told so, and the first content stays', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'runs', 'a.yaml');
  assert.equal(createFile(file, NEW), true);
  assert.equal(createFile(file, OLD), false);
  assert.equal(readFileSync(file, 'utf8'), NEW);
});

test('a new file that cannot be written whole does not appear', () => {
  for (const operation of ['open', 'write', 'sync', 'close'] as const) {
    using folder = temporaryFolder();
    const fs = failingFiles({ operation, at: 1, trouble: 'ENOSPC' });
    assert.equal(failureOf(() => createFile(join(folder.path, 'a'), NEW, fs))?.code, 'ENOSPC', operation);
    assert.deepEqual(readdirSync(folder.path), [], operation);
  }
});

test('a link in place of the temporary file is not followed', () => {
  using folder = temporaryFolder();
  const [file, elsewhere] = [join(folder.path, 'a'), join(folder.path, 'elsewhere')];
  writeFileSync(elsewhere, OLD);
  symlinkSync(elsewhere, tempPath(file, process.pid));
  assert.equal(failureOf(() => publishFile(file, NEW))?.code, 'ELOOP');
  assert.equal(readFileSync(elsewhere, 'utf8'), OLD);
});

test('only the owner may write to our files, whatever the umask is', () => {
  using folder = temporaryFolder();
  const before = process.umask(0);
  try {
    publishFile(join(folder.path, 'a'), NEW);
    createFile(join(folder.path, 'b'), NEW);
  } finally {
    process.umask(before);
  }
  assert.deepEqual(
    ['a', 'b'].map((name) => lstatSync(join(folder.path, name)).mode & 0o777),
    [0o644, 0o644],
  );
});

test('a link in place of a folder is refused, so files stay in the project', () => {
  using folder = temporaryFolder();
  using outside = temporaryFolder();
  mkdirSync(join(folder.path, 'runs'));
  symlinkSync(outside.path, join(folder.path, 'runs', 'ep001.run'));
  assert.equal(failureOf(() => makeFolderInside(folder.path, ['runs', 'ep001.run', 'audio']))?.code, 'ENOTDIR');
  assert.deepEqual(readdirSync(outside.path), []);
  makeFolderInside(folder.path, ['runs', 'ep002.run', 'audio']);
  assert.ok(lstatSync(join(folder.path, 'runs', 'ep002.run', 'audio')).isDirectory());
});

test('each kind of disk error is explained in words, with what to do', () => {
  const told = (code: string) =>
    diskDiagnostic(new DurableError({ path: '/p/runs/a', operation: 'write', code, cause: null }));
  assert.deepEqual(
    ['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'EACCES', 'EIO'].map((code) => told(code).code),
    ['disk/full', 'disk/full', 'disk/read-only', 'disk/too-many-files', 'disk/denied', 'disk/failed'],
  );
  assert.match(told('EDQUOT').message, /quota/);
  const removed = told('ENOENT');
  assert.match(`${removed.message} ${removed.hint}`, /was removed while it was needed.*what deletes files/);
});

test('errors of network drives and damaged file systems, which Node does not know by name, are named', () => {
  const unknown = (errno: number): Error =>
    Object.assign(new Error('refused'), {
      code: `Unknown system error ${errno}`,
      errno,
      syscall: 'scandir',
      path: '/p',
    });
  assert.deepEqual(
    [-116, -117, -122, -9999].map((errno) => errorCode(unknown(errno))),
    ['ESTALE', 'EUCLEAN', 'EDQUOT', 'Unknown system error -9999'],
  );
  assert.match(diskErrorOf(unknown(-116))?.message ?? '', /network drive/);
});

test('the name of a temporary file says what it was to become and which process owns it', () => {
  assert.deepEqual(tempNamed(basename(tempPath('/runs/a.b.yaml', 42))), { of: 'a.b.yaml', pid: 42 });
  for (const name of ['a.yaml.42.tmp', '.a.yaml.tmp', '.a.yaml.42.tmpx', '.42.tmp', '.a.yaml.x.tmp'])
    assert.equal(tempNamed(name), null, name);
});

test('a folder on a read-only disk is reported as read-only, whatever error Node gives', () => {
  using folder = temporaryFolder();
  const refusing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };
  const fs = { ...nodeFileSystem, makeFolders: refusing('ENOENT'), makeFolder: refusing('EROFS') };
  const made = (path: string): string | undefined =>
    failureOf(() => makeFolder(join(folder.path, path), { fs, durability: 'whole' }))?.code;
  assert.equal(made('new'), 'EROFS');
  assert.equal(made('gone/new'), 'ENOENT');
});

test('a pipe in place of a small file is refused without waiting for its other end', {
  skip: process.platform === 'win32',
}, () => {
  using folder = temporaryFolder();
  const pipe = join(folder.path, '.gitignore');
  execFileSync('mkfifo', [pipe]);
  const error = failureOf(() => writeInPlace(pipe, '*'));
  assert.equal(error && diskDiagnostic(error).code, 'disk/in-the-way');
});

test('an error caused by a file of another user names that cause', {
  skip: process.platform === 'win32',
}, () => {
  using folder = temporaryFolder();
  const owner = lstatSync(folder.path).uid;
  const inside = join(folder.path, 'not-there/nor-this');
  assert.match(
    ownerHint(inside, owner + 7) ?? '',
    new RegExp(`user with the id ${owner}, and yours is ${owner + 7}: `),
  );
  assert.equal(ownerHint(inside, owner), null);
});
