import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { guessCommands } from '../../src/app/guessed-commands.ts';

/** The numbers that were expected for a run of pipelines/main.yaml. */
function guessed(t: TestContext, text: string | null, manifest: object = {}): readonly number[] {
  const root = mkdtempSync(path.join(tmpdir(), 'guess-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'pipelines'));
  if (text !== null) writeFileSync(path.join(root, 'pipelines/main.yaml'), text);
  const seen: number[] = [];
  guessCommands({ root }, { pipeline: 'main', paused: false, cancelled: false, ...manifest }, (n) => seen.push(n));
  return seen;
}

const BLOCK = 'stages:\n  a:\n    uses: command\n    with: { argv: [ls] }\n  b:\n    uses: "command"\n';

test('commands are counted in each way that YAML has to write them', (t) => {
  assert.deepEqual(guessed(t, BLOCK), [2]);
  assert.deepEqual(guessed(t, "stages: { a: { uses: command }, b: { 'uses' : 'command' } }"), [2]);
  assert.deepEqual(guessed(t, '{"stages":{"a":{"uses":"command"}}}'), [1]);
  assert.deepEqual(guessed(t, 'stages:\n  a: { uses: commander }\n  b: { uses: module }\n'), [0]);
});

test('nothing is guessed of a run that is on hold or cancelled, or whose pipeline cannot be read', (t) => {
  assert.deepEqual(guessed(t, BLOCK, { paused: true }), []);
  assert.deepEqual(guessed(t, BLOCK, { cancelled: true }), []);
  assert.deepEqual(guessed(t, null), []);
  assert.deepEqual(guessed(t, BLOCK, { pipeline: '../main' }), []);
});
