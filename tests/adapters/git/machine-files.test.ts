/** Which files of a project are those that its config declares to be the machine's. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { declaredFiles, isDeclared, isDeclaredChange } from '../../../src/adapters/git/machine-files.ts';

const ALL = { prefix: '', globs: ['**'] };

test('files of runs, of the runner and of other projects are never machine files, whatever a glob says', () => {
  const files = ['shows/a.json', 'runs/a.checkpoint.json', 'runs/a.run/outputs/a.json', '.pipeline-runner/git/id'];
  assert.deepEqual(
    files.map((file) => isDeclared(file, ALL)),
    [true, false, false, false],
  );
  const below = { prefix: 'studio/', globs: ['shows/*.json'] };
  assert.deepEqual(
    ['studio/shows/a.json', 'shows/a.json', 'studio/shows/x/a.json'].map((file) => isDeclared(file, below)),
    [true, false, false],
  );
});

test('a file that is a link on either side is no machine file', () => {
  const [plain, link] = [
    { mode: '100644', oid: 'a' },
    { mode: '120000', oid: 'b' },
  ];
  const is = (before: typeof plain | null, after: typeof plain | null): boolean =>
    isDeclaredChange({ path: 'a.json', before, after }, ALL);
  assert.deepEqual([is(plain, null), is(null, plain), is(link, plain), is(plain, link)], [true, true, false, false]);
});

test('machine files are found by their globs: only regular files, and none behind a link', () => {
  const top = mkdtempSync(path.join(tmpdir(), 'declared-'));
  try {
    const put = (file: string): void => {
      mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
      writeFileSync(path.join(top, file), '{}');
    };
    for (const file of ['p/shows/x/e.json', 'p/shows/x/y/e.json', 'p/shows/e.json', 'p/other/e.json']) put(file);
    for (const file of ['p/shows/x/.e.json.12.tmp', 'shows/x/e.json', 'p/runs/a.checkpoint.json']) put(file);
    symlinkSync('x', path.join(top, 'p/shows/link'));
    symlinkSync('e.json', path.join(top, 'p/shows/link.json'));
    const found = (...globs: readonly string[]) => declaredFiles(top, { prefix: 'p/', globs });
    assert.deepEqual(found('shows/*/e.json', 'shows/x/?.json', 'none/*.json'), ['p/shows/x/e.json']);
    assert.deepEqual(found('shows/**'), ['p/shows/e.json', 'p/shows/x/e.json', 'p/shows/x/y/e.json']);
    assert.deepEqual(found('**/x/**/e.json'), ['p/shows/x/e.json', 'p/shows/x/y/e.json']);
    assert.deepEqual(found('**/*'), ['p/other/e.json', ...found('shows/**')]);
  } finally {
    rmSync(top, { recursive: true });
  }
});
