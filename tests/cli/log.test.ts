/** `.pipeline-runner/log.ndjson`: what is to be found later beside the transitions of runs. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sha256Of } from '../../src/adapters/disk/digests.ts';
import { project, type TestProject } from './rig.ts';

const LOG = '.pipeline-runner/log.ndjson';
const CONFIG = 'pipeline-runner.config.yaml';
const PIPELINE = 'stages: { a: { uses: command, with: { argv: [echo, hi] } } }\n';
const FILES = { 'pipelines/p.yaml': PIPELINE, 'runs/r1.yaml': 'pipeline: p\n' };

interface Line {
  readonly event: string;
  readonly [key: string]: unknown;
}

const logged = (p: TestProject, event: string): readonly Line[] =>
  p
    .read(LOG)
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))
    .filter((line) => line.event === event);

test('a run under a changed config logs that, once for each change', async () => {
  using p = project(FILES);
  const texts = ['', 'concurrency: 2\n', 'concurrency: 2\n', 'concurrency: 3\n', ''];
  for (const [n, text] of texts.entries()) {
    p.write(CONFIG, text);
    p.write(`runs/n${n}.yaml`, 'pipeline: p\n');
    assert.equal((await p.cli('run', `n${n}`, '--quiet')).code, 0);
  }
  const [two, three] = [sha256Of('concurrency: 2\n'), sha256Of('concurrency: 3\n')];
  assert.deepEqual(
    logged(p, 'config-changed').map(({ file, before, digest }) => [file, before, digest]),
    [
      [CONFIG, null, two],
      [CONFIG, two, three],
      [null, three, null],
    ],
  );
});

test('files that a daemon or a run refuses are logged with their digest, once per content', async () => {
  using p = project(FILES);
  await p.cli('run', 'r1', '--quiet');
  const text = 'pipeline: nope\n';
  p.write('runs/bad.yaml', text);
  await p.cli('reconcile');
  await p.cli('run', 'bad');
  p.write('runs/r1.checkpoint.json', '{}');
  await p.cli('run', 'r1');
  assert.deepEqual(
    logged(p, 'diagnostic').map(({ run, level, diagnostic, digest, commit }) => {
      const { code } = diagnostic as { readonly code: string };
      return [run, level, code, digest, commit];
    }),
    [
      ['bad', 'error', 'run/unknown-pipeline', sha256Of(text), null],
      ['bad', 'error', 'run/unknown-pipeline', sha256Of(text), null],
      ['r1', 'warn', 'checkpoint/damaged', sha256Of(readFileSync(path.join(p.root, 'runs/r1.checkpoint.json'))), null],
    ],
  );
});

test('a refused run in an unused project creates no log', async () => {
  using p = project({ ...FILES, 'runs/bad.yaml': 'pipelin: p\n' });
  assert.match((await p.cli('run', 'bad')).err, /format\//);
  assert.ok(!existsSync(path.join(p.root, '.pipeline-runner')));
});
