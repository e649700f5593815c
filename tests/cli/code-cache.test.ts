/** The file that keeps V8's code between starts: what is read is what was written, or nothing. */
import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';

interface Part {
  readonly text: string;
  readonly code: Buffer;
}
interface CodeCache {
  openCode(
    build: string,
    command: string,
  ): { readonly made: number; readonly names: readonly string[]; part(name: string): Part | null };
  writeCode(
    build: string,
    command: string,
    content: { readonly made: number; readonly parts: ReadonlyMap<string, Part> },
  ): void;
}
const { openCode, writeCode } = createRequire(import.meta.url)('../../bin/code-cache.cjs') as CodeCache;

const PARTS = new Map([
  ['main.cjs', { text: 'the text of main', code: Buffer.from('its code') }],
  ['large.cjs', { text: 'x'.repeat(300_000), code: Buffer.alloc(300_000, 7) }],
]);

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}

/** @returns the file that was written. */
function written(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'code-'));
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  process.env.XDG_CACHE_HOME = process.env.LOCALAPPDATA = folder;
  t.after(() => {
    restore({ XDG_CACHE_HOME, LOCALAPPDATA });
    rmSync(folder, { recursive: true });
  });
  writeCode('build', 'run', { made: 5, parts: PARTS });
  const [file = ''] = globSync('**/run.bin', { cwd: folder });
  return path.join(folder, file);
}

test('parts come back as they were written, in any order, and again', (t) => {
  written(t);
  const { made, names, part } = openCode('build', 'run');
  assert.deepEqual([made, names], [5, ['main.cjs', 'large.cjs']]);
  for (const name of ['large.cjs', 'main.cjs', 'large.cjs']) assert.deepEqual(part(name), PARTS.get(name));
  assert.equal(part('other.cjs'), null);
});

test('a part that is damaged is as if it were not there, and the others are good', (t) => {
  const file = written(t);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0, bytes.length - 10));
  const { part } = openCode('build', 'run');
  assert.equal(part('large.cjs'), null);
  assert.deepEqual(part('main.cjs'), PARTS.get('main.cjs'));
});

test('of a file that is cut off, or damaged where it says what is in it, nothing is used', (t) => {
  const file = written(t);
  const bytes = readFileSync(file);
  const bad = [bytes.subarray(0, -1), bytes.subarray(0, 5), Buffer.alloc(0)];
  for (const at of [0, 5, 20]) bad.push(Buffer.from(bytes).fill(0xff, at, at + 3));
  for (const content of bad) {
    writeFileSync(file, content);
    assert.deepEqual(openCode('build', 'run').names, []);
  }
});

test('code of another build or another command is not used', (t) => {
  written(t);
  assert.deepEqual(openCode('other', 'run').names, []);
  assert.deepEqual(openCode('build', 'list').names, []);
});

test('where nothing can be kept a start ends as ever', (t) => {
  const file = written(t);
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  process.env.XDG_CACHE_HOME = process.env.LOCALAPPDATA = file; // a file, where a folder belongs
  t.after(() => restore({ XDG_CACHE_HOME, LOCALAPPDATA }));
  writeCode('build', 'run', { made: 5, parts: PARTS });
  assert.deepEqual(openCode('build', 'run').names, []);
});
