/** Files that the runner of tests begins with are there: one that was renamed would begin last again, unnoticed. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../..');

test('every file in the list of slow test files exists', () => {
  const [, pattern = ''] = /\bLONG =\s*\/(.+)\/;/.exec(readFileSync(path.join(root, 'scripts/test.ts'), 'utf8')) ?? [];
  const files = [...pattern.matchAll(/(\w+)\\\/\(\?:([\w|-]+)\)/g)].flatMap(([, folder, names = '']) =>
    names.split('|').map((name) => `tests/${folder}/${name}.test.ts`),
  );
  assert.ok(files.length >= 8, `the names were not read: ${files}`);
  assert.deepEqual(
    files.filter((file) => !existsSync(path.join(root, file))),
    [],
  );
});
