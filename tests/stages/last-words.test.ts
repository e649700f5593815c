/** Why a program failed, in its own last words. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { lastWordsIn } from '../../src/stages/command/last-words.ts';

test('an uncaught error in Node is shown by its message, without stack and source line', () => {
  const { stderr } = spawnSync(process.execPath, ['-e', 'console.error("reading"); throw new Error("no more tea")'], {
    encoding: 'utf8',
  });
  assert.match(stderr, /\n {4}at /);
  assert.equal(lastWordsIn(stderr), 'reading\nError: no more tea');
});

test('a missing script is shown by its path', () => {
  const { stderr } = spawnSync(process.execPath, ['/nowhere.mjs'], { encoding: 'utf8' });
  assert.match(lastWordsIn(stderr), /^Error: Cannot find module '\/nowhere\.mjs'\n/);
});

test('other output is shown unchanged: the last lines, with their carets', () => {
  const python = '  File "a.py", line 1\n    x = (\n        ^\nSyntaxError: never closed\n';
  assert.equal(lastWordsIn(python), python.trimEnd());
  assert.equal(lastWordsIn('    at nowhere\n'), '    at nowhere');
  assert.equal(lastWordsIn(Array.from({ length: 12 }, (_, at) => `line ${at}`).join('\n')).split('\n').length, 10);
});
