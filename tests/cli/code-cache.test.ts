/** The file that keeps V8's code between starts: what is read is what was written, or nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';

interface Pack {
  /** Of its chunks; the first is the one it is asked for by. */
  readonly names: readonly string[];
  readonly text: string;
  readonly code: Buffer;
}
interface CodeCache {
  openCode(
    build: string,
    command: string,
  ): { readonly made: number; readonly roots: readonly string[]; pack(root: string): Pack | null };
  writeCode(build: string, command: string, content: { readonly made: number; readonly packs: readonly Pack[] }): void;
}
const { openCode, writeCode } = createRequire(import.meta.url)('../../bin/code-cache.cjs') as CodeCache;

const MAIN: Pack = { names: ['main.cjs', 'words.cjs'], text: 'the text of both', code: Buffer.from('its code') };
const LARGE: Pack = { names: ['large.cjs'], text: 'x'.repeat(300_000), code: Buffer.alloc(300_000, 7) };
const CONTENT = { made: 5, packs: [MAIN, LARGE] };

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
  writeCode('build', 'run', CONTENT);
  const [file = ''] = globSync('**/run.bin', { cwd: folder });
  return path.join(folder, file);
}

test('packs of compiled code are read back as written, in any order, repeatedly', (t) => {
  written(t);
  const { made, roots, pack } = openCode('build', 'run');
  assert.deepEqual([made, roots], [5, ['main.cjs', 'large.cjs']]);
  for (const wanted of [LARGE, MAIN, LARGE]) assert.deepEqual(pack(wanted.names[0] ?? ''), wanted);
  assert.equal(pack('words.cjs'), null, 'a pack is asked for by its first chunk');
});

test('a damaged pack counts as missing, and other packs stay usable', (t) => {
  const file = written(t);
  const bytes = readFileSync(file);
  const half = bytes.length / 2;
  for (const at of [half - 1, half - 10_000, half - 600_000, bytes.length - 1, bytes.length - 300_000]) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    const { pack } = openCode('build', 'run');
    assert.equal(pack('large.cjs'), null, String(at));
    assert.deepEqual(pack('main.cjs'), MAIN);
  }
});

test('a pack file that is cut off, or whose index is damaged, is not used', (t) => {
  const file = written(t);
  const bytes = readFileSync(file);
  const half = bytes.length / 2;
  const bad = [bytes.subarray(0, -1), bytes.subarray(0, half), bytes.subarray(0, 5), Buffer.alloc(0), Buffer.alloc(64)];
  for (const at of [0, 5, 20, half, half + 20]) bad.push(Buffer.from(bytes).fill(0xff, at, at + 3));
  for (const content of bad) {
    writeFileSync(file, content);
    assert.deepEqual(openCode('build', 'run').roots, []);
  }
});

test('compiled code of another build or another command is not used', (t) => {
  written(t);
  assert.deepEqual(openCode('other', 'run').roots, []);
  assert.deepEqual(openCode('build', 'list').roots, []);
});

/** Not in this process: what goes in circles there would never come to an end. */
const started = (code: string, folder: string): number | null =>
  spawnSync(process.execPath, ['-e', code], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: { ...process.env, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, NODE_COMPILE_CACHE: undefined },
    timeout: 60_000,
  }).status;

test('where the cache folder cannot be created, nothing is stored and the program works as usual', {
  skip: !existsSync('/proc/self') && 'there is no such folder here',
}, () => {
  for (const code of [
    `require('./bin/code-cache.cjs').keepSources()`,
    `require('./bin/code-cache.cjs').writeCode('build', 'run', { made: 0, packs: [] })`,
    `import('./src/adapters/user-cache.ts').then(({ codeFolder, readyFolder }) =>
       process.exit(readyFolder(codeFolder(process.env)) === null ? 0 : 1))`,
  ])
    for (const folder of ['/proc/x', '/proc/self']) assert.equal(started(code, folder), 0, `${folder}: ${code}`);
});

test('where nothing can be stored, the program works as usual', (t) => {
  const file = written(t);
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  process.env.XDG_CACHE_HOME = process.env.LOCALAPPDATA = file; // a file, where a folder belongs
  t.after(() => restore({ XDG_CACHE_HOME, LOCALAPPDATA }));
  writeCode('build', 'run', CONTENT);
  assert.deepEqual(openCode('build', 'run').roots, []);
});
