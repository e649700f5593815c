/** Modules run in the runner's own process: what one does to that process is said, and is never taken for success. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 60_000 };

const made = (body: string): Promise<TestProject> =>
  TestProject.make({
    pipeline: { stages: { a: { uses: 'module', with: { module: 'tools/a.mjs' } } } },
    files: { 'tools/a.mjs': `export default async () => { ${body} };\n` },
  });

test('a module that ends the process does not make the run look completed', LIMIT, async () => {
  await using project = await made('process.exit(0)');
  const { code, err } = await project.start('run', 'r').ended;
  assert.equal(code, 1);
  assert.match(err, /the process was ended before its work was done[\s\S]*run it again to resume where it left off/);
});

test('an unhandled error is reported in words and exits with 1', LIMIT, async () => {
  await using project = await made("setImmediate(() => { throw new Error('stray'); }); await new Promise(() => {})");
  const { code, err } = await project.start('run', 'r').ended;
  assert.equal(code, 1);
  assert.match(
    err,
    /outside of any awaited call: Error: stray[\s\S]*a\.mjs[\s\S]*run it again to resume where it left off/,
  );
});

test('a timer that a module left does not keep a finished run from ending', LIMIT, async () => {
  await using project = await made('setInterval(() => {}, 1_000); return { output: 1 }');
  assert.equal((await project.start('run', 'r', '--quiet').ended).code, 0);
});
