/** What a stage depends on that names a folder. */
import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDigests } from '../../../src/adapters/disk/digests.ts';
import { MOST_IN_FOLDER } from '../../../src/adapters/disk/folder-digests.ts';
import { openKeptFolders } from '../../../src/adapters/kept-folders.ts';
import { failingFiles, temporaryFolder } from '../rig.ts';

test('the digest of a folder changes when a file in it is changed, added, removed or renamed, and only then', () => {
  using folder = temporaryFolder();
  const at = (...names: string[]): string => join(folder.path, 'photos', ...names);
  mkdirSync(at('old'), { recursive: true });
  writeFileSync(at('a.jpg'), 'one');
  writeFileSync(at('old', 'b.jpg'), 'two');
  const fs = failingFiles({ operation: 'open', at: 99, trouble: 'EIO' });
  const digests = createDigests(fs);
  const look = () => digests.ofFolder(at(), () => null);
  const first = look();
  assert.equal(look(), first);
  assert.equal(fs.calls.get('open'), 2);
  for (const [change, back] of [
    [() => writeFileSync(at('old', 'b.jpg'), 'six'), () => writeFileSync(at('old', 'b.jpg'), 'two')],
    [() => writeFileSync(at('c.jpg'), ''), () => rmSync(at('c.jpg'))],
    [() => renameSync(at('a.jpg'), at('z.jpg')), () => renameSync(at('z.jpg'), at('a.jpg'))],
    [() => renameSync(at('old', 'b.jpg'), at('b.jpg')), () => renameSync(at('b.jpg'), at('old', 'b.jpg'))],
  ] as const) {
    change();
    assert.notEqual(look(), first, String(change));
    back();
    assert.equal(look(), first, String(change));
  }
  mkdirSync(at('empty'));
  writeFileSync(at('.DS_Store'), 'x');
  assert.equal(look(), first);
  assert.deepEqual([digests.ofFolder(at('none'), () => null), digests.ofFolder(at('a.jpg'), () => null)], [null, null]);
});

test('a link to a file counts by its content where links may be followed; a link to a folder never counts', () => {
  using folder = temporaryFolder();
  const at = (...names: string[]): string => join(folder.path, ...names);
  mkdirSync(at('photos'));
  writeFileSync(at('photos', 'a.jpg'), 'one');
  writeFileSync(at('other.jpg'), 'two');
  const digests = createDigests();
  const linked = (link: string): string => realpathSync(link);
  const without = digests.ofFolder(at('photos'), linked);
  symlinkSync('..', at('photos', 'loop'));
  symlinkSync('../other.jpg', at('photos', 'b.jpg'));
  assert.equal(
    digests.ofFolder(at('photos'), () => null),
    without,
  );
  const before = digests.ofFolder(at('photos'), linked);
  assert.notEqual(before, without);
  writeFileSync(at('other.jpg'), 'new');
  assert.notEqual(digests.ofFolder(at('photos'), linked), before);
});

test('a folder with too many entries has no digest, and none of its files is read', () => {
  using folder = temporaryFolder();
  for (let n = 0; n <= MOST_IN_FOLDER; n += 1) writeFileSync(join(folder.path, `${n}`), '');
  const fs = failingFiles({ operation: 'open', at: 1, trouble: 'EIO' });
  const look = () => createDigests(fs).ofFolder(folder.path, () => null);
  assert.equal(look(), 'too-many');
  rmSync(join(folder.path, '0'));
  assert.throws(look);
});

test('another process reads only files that have changed or were too recent to be trusted', () => {
  using folder = temporaryFolder();
  const root = realpathSync(folder.path);
  const photos = join(root, 'photos');
  mkdirSync(join(root, '.pipeline-runner'));
  mkdirSync(photos);
  for (const name of ['a.jpg', 'b.jpg']) writeFileSync(join(photos, name), name);
  /** Of a process of its own, so many milliseconds from now. */
  const look = (later: number) => {
    const fs = failingFiles({ operation: 'open', at: 99, trouble: 'EIO' });
    const digests = createDigests(
      fs,
      openKeptFolders(root, () => Date.now() + later),
    );
    return [digests.ofFolder(photos, () => null), fs.calls.get('open') ?? 0];
  };
  const [first] = look(0);
  assert.deepEqual(look(0), [first, 2]);
  assert.deepEqual(look(60_000), [first, 2]);
  assert.deepEqual(look(60_000), [first, 0]);
  writeFileSync(join(photos, 'b.jpg'), 'other');
  const [second, reads] = look(60_000);
  assert.deepEqual([second === first, reads], [false, 1]);
});
