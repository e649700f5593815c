import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { constants, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FileSystem, nodeFileSystem } from '../../../src/adapters/disk/file-system.ts';
import { readBytes, readText } from '../../../src/adapters/disk/safe-read.ts';
import { failingFiles, temporaryFolder } from '../rig.ts';

test('only a regular file within the size limit is read; anything else is refused with the reason', () => {
  using folder = temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  writeFileSync(at('good.yaml'), 'ä: 1\r\n');
  writeFileSync(at('large.yaml'), 'x'.repeat(11));
  writeFileSync(at('latin.yaml'), Buffer.from([0x61, 0xe4, 0x0a]));
  writeFileSync(at('nul.yaml'), 'a\nb\0c\n');
  mkdirSync(at('folder.yaml'));
  symlinkSync('/etc/hostname', at('link.yaml'));
  execFileSync('mkfifo', [at('fifo.yaml')]);
  const reason = (name: string): string => {
    const read = readText(at(name), { maxBytes: 10 });
    return read.ok ? read.value : read.error.reason;
  };
  assert.equal(reason('good.yaml'), 'ä: 1\r\n');
  const names = ['large', 'latin', 'nul', 'folder', 'link', 'fifo', 'none'].map((name) => `${name}.yaml`);
  assert.deepEqual(names.map(reason), ['too-large', 'not-utf8', 'nul', 'folder', 'link', 'not-a-file', 'missing']);
  const nul = readText(at('nul.yaml'), { maxBytes: 10 });
  assert.equal(!nul.ok && nul.error.message, 'line 2 contains a NUL character');
});

test('a file that is larger than its folder entry said is read whole, up to the limit', () => {
  const read = readBytes('/proc/self/status', { maxBytes: 100_000 }); // its size is given as 0
  assert.ok(read.ok && read.value.length > 100);
  assert.equal(readBytes('/proc/self/status', { maxBytes: 10 }).ok, false);
});

test('a disk error while reading is returned as a reason, not thrown', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'a'), 'x');
  for (const operation of ['stat', 'open', 'read'] as const) {
    const read = readBytes(join(folder.path, 'a'), {
      maxBytes: 9,
      fs: failingFiles({ operation, at: 1, trouble: 'EIO' }),
    });
    assert.equal(!read.ok && read.error.reason, 'failed');
  }
});

test('a file that becomes a link or a pipe between the check and the opening is neither followed nor waited for', () => {
  using folder = temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  symlinkSync('/etc/hostname', at('link'));
  let flags = 0;
  const fs: FileSystem = {
    ...nodeFileSystem,
    stat: () => ({ type: 'file', bytes: 1, stamp: '', changedMs: 0, links: 1, mode: 0o644 }),
    open: (path, asked, mode) => {
      flags = asked;
      return nodeFileSystem.open(path, asked, mode);
    },
  };
  const read = readBytes(at('link'), { maxBytes: 99, fs });
  assert.equal(!read.ok && read.error.reason, 'link');
  assert.ok(flags & constants.O_NONBLOCK);
});
