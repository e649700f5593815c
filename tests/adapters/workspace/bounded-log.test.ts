import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { BoundedLog } from '../../../src/adapters/workspace/bounded-log.ts';
import { failingFiles, temporaryFolder } from '../rig.ts';

test('the first and last bytes of a long output are kept, with the number of bytes left out between them', () => {
  const property = fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 30 }), (chunks) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'a.log');
    const log = new BoundedLog(path, { fs: nodeFileSystem, headBytes: 100, tailBytes: 50 });
    for (const chunk of chunks) log.write(chunk);
    log[Symbol.dispose]();
    const all = Buffer.concat(chunks);
    const kept = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    if (all.length <= 150) return assert.deepEqual(kept, all);
    const note = Buffer.from(`\n… ${all.length - 150} bytes omitted …\n`);
    assert.deepEqual(kept, Buffer.concat([all.subarray(0, 100), note, all.subarray(-50)]));
  });
  fc.assert(property, { seed: 4711, numRuns: 300 });
});

test('a link in the place of a log is not followed, and does no harm', () => {
  using folder = temporaryFolder();
  const [path, other] = [join(folder.path, 'a.log'), join(folder.path, 'other')];
  writeFileSync(other, 'theirs');
  symlinkSync(other, path);
  const log = new BoundedLog(path, { fs: nodeFileSystem });
  log.write(Buffer.from('ours'));
  log[Symbol.dispose]();
  assert.equal(readFileSync(other, 'utf8'), 'theirs');
});

test('output that just fits is kept whole, without a note', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.log');
  const log = new BoundedLog(path, { fs: nodeFileSystem, headBytes: 4, tailBytes: 3 });
  for (const chunk of ['abc', 'def', 'g']) log.write(Buffer.from(chunk));
  log[Symbol.dispose]();
  assert.equal(readFileSync(path, 'utf8'), 'abcdefg');
});

test('the beginning of a log can be read while the attempt runs', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'logs', 'a.log');
  using log = new BoundedLog(path, { fs: nodeFileSystem });
  log.write(Buffer.from('working\n'));
  assert.equal(readFileSync(path, 'utf8'), 'working\n');
});

test('a gigabyte of output needs little memory and little disk space', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.log');
  const log = new BoundedLog(path, { fs: nodeFileSystem });
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 1024; i += 1) log.write(chunk);
  assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  log[Symbol.dispose]();
  assert.ok(readFileSync(path).length < 1_200_000);
});

test('a log that cannot be written is silently given up', () => {
  for (const operation of ['open', 'write', 'makeFolders', 'close'] as const) {
    using folder = temporaryFolder();
    const fs = failingFiles({ operation, at: 1, trouble: 'ENOSPC', span: 'lasting' });
    const log = new BoundedLog(join(folder.path, 'logs', 'a.log'), { fs });
    for (let i = 0; i < 3; i += 1) log.write(Buffer.from('x'));
    log[Symbol.dispose]();
  }
});
