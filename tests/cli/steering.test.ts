/** What others have written, and their files' names, does not steer the terminal of whoever looks at a project. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadCheckpointCheck } from '../../src/adapters/checkpoint/schema.ts';
import { seal } from '../../src/adapters/checkpoint/text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { ansiPaint, noPaint, steeringNothing } from '../../src/report/paint.ts';
import { project, type TestProject } from './rig.ts';

const PIPELINE = `stages:
  a: { uses: command, cache: true, with: { argv: [sh, -c, 'echo hi > $PIPELINE_ARTIFACTS/f.txt'] } }
  r: { uses: approval, with: { subject: a } }
  b: { uses: command, needs: [r], with: { argv: [sh, -c, 'exit 64'] } }
`;
const EVIL = '\u001B[31m\u001B[2J\u009B2J\u202E\rforged';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202E]/;

/** Puts it behind every text that may hold it and still be a checkpoint. */
async function forge(p: TestProject, run: string): Promise<number> {
  const file = path.join(p.root, `runs/${run}.checkpoint.json`);
  const { digest: _, ...checkpoint } = JSON.parse(readFileSync(file, 'utf8'));
  const check = await loadCheckpointCheck();
  let forged = 0;
  const walk = (inside: JsonObject | Json[]): void => {
    for (const [key, value] of Object.entries(inside)) {
      if (Array.isArray(value) || isJsonObject(value)) walk(value);
      // They lead to files, which are looked for.
      if (typeof value !== 'string' || /^(?:run|uid|path|read|draft|log|file)$/.test(key)) continue;
      Reflect.set(inside, key, value + EVIL);
      if (check(JSON.parse(seal(checkpoint).bytes.toString())).ok) forged += 1;
      else Reflect.set(inside, key, value);
    }
  };
  walk(checkpoint);
  p.write(`runs/${run}.checkpoint.json`, seal(checkpoint).bytes.toString());
  return forged;
}

test('no command prints control characters from a forged checkpoint', async () => {
  using p = project({ 'pipelines/p.yaml': PIPELINE, 'runs/x.yaml': 'pipeline: p\n', 'runs/y.yaml': 'pipeline: p\n' });
  for (const run of ['x', 'y']) assert.equal((await p.cli('run', run, '--quiet')).code, 3);
  p.write('runs/x.yaml', 'pipeline: p\napproved: true\n');
  assert.equal((await p.cli('run', 'x', '--quiet')).code, 1);
  for (const run of ['x', 'y']) assert.ok((await forge(p, run)) > 10);
  rmSync(path.join(p.root, '.pipeline-runner'), { recursive: true });
  const commands = ['status', 'explain', 'plan', 'cost', 'logs', 'verify', 'diff', 'graph', 'run', 'retry'];
  const lines = ['x', 'y'].flatMap((run) => [
    ...commands.map((command) => [command, run]),
    ...['a', 'r', 'b'].map((stage) => ['explain', run, stage]),
    ['lineage', `runs/${run}.run/a/f.txt`],
  ]);
  let forged = 0;
  for (const argv of [['list'], ['list', '--waiting'], ['list', '--json'], ...lines]) {
    const { out, err } = await p.cli(...argv);
    assert.doesNotMatch(out + err, RAW, argv.join(' '));
    if (`${out}${err}`.includes('forged')) forged += 1;
  }
  assert.ok(forged > 8, `only ${forged} commands showed any of it`);
});

test('no command prints control characters from the names of runs and pipelines', {
  skip: process.platform === 'win32',
}, async () => {
  using p = project({ 'pipelines/p.yaml': PIPELINE, [`runs/${EVIL}.yaml`]: 'pipeline: p\n' });
  assert.ok(existsSync(path.join(p.root, `runs/${EVIL}.yaml`)));
  for (const argv of [['list'], ['validate'], ['validate', '--format', 'github'], ['status', EVIL], ['run', EVIL]]) {
    const { out, err } = await p.cli(...argv);
    assert.doesNotMatch(out + err, RAW, argv.join(' '));
    assert.match(out + err, /forged/);
  }
});

test('colours of the runner are kept, and text without control characters is unchanged', () => {
  const text = `${ansiPaint('bold', 'a\tb')}\n${ansiPaint('red', 'ü → 日本')}\n`;
  assert.equal(steeringNothing(text, ansiPaint), text);
  assert.equal(steeringNothing('\u001B[8mhidden\u001B[0m', ansiPaint), '\\u001B[8mhidden\\u001B[0m');
  assert.equal(steeringNothing('\u001B[31m', noPaint), '\\u001B[31m');
});
