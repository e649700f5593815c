/** A manifest that is renamed without its run begins a new one, which pays for everything again: it is told. */
import assert from 'node:assert/strict';
import { renameSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const TOLD =
  /^runs\/rain\.yaml warning\[run\/renamed-alone\]: run ep001 has the same pipeline and inputs, .*: rain repeats everything, which cost \$0\.25 before$/m;

const MANIFEST = 'pipeline: one\ninputs: { topic: rain }\n';

const rename = ({ root }: TestProject, from: string, to: string): void =>
  renameSync(path.join(root, 'runs', from), path.join(root, 'runs', to));

/** `ep001` has completed, and its manifest has another name. */
async function renamed(manifest = MANIFEST): Promise<TestProject> {
  const p = project({
    'pipeline-runner.config.yaml': 'providers:\n  writer: { type: offline, options: { cost: 0.25 } }\n',
    'pipelines/one.yaml': `inputs: { type: object, required: [topic], properties: { topic: { type: string }, words: { type: integer, default: 9 } } }
stages: { a: { uses: llm, with: { provider: writer, text: "About {{ t }}.", vars: { t: "\${{ inputs.topic }}" } } } }
`,
    'runs/ep001.yaml': MANIFEST,
  });
  assert.equal((await p.cli('run', 'ep001')).code, 0);
  rename(p, 'ep001.yaml', 'rain.yaml');
  p.write('runs/rain.yaml', manifest);
  return p;
}

for (const command of ['plan', 'status', 'run'])
  test(`\`${command}\` reports that a run with the same content has lost its manifest`, async () => {
    using p = await renamed();
    const { code, err } = await p.cli(command, 'rain');
    assert.match(err, TOLD);
    assert.match(err, /hint: .* rename runs\/ep001\.checkpoint\.json and runs\/ep001\.run too$/m);
    assert.equal(code, 0);
  });

test('the daemon reports it before the run begins', async () => {
  using p = await renamed();
  const { err } = await p.cli('reconcile');
  assert.match(err, /rain: runs\/rain\.yaml warning\[run\/renamed-alone\].*started/s);
});

test('inputs written out with their default values count as the same', async () => {
  using p = await renamed('pipeline: one\ninputs: { words: 9, topic: rain }\n');
  assert.match((await p.cli('plan', 'rain')).err, TOLD);
});

const OTHERS: readonly (readonly [what: string, change: (p: TestProject) => void])[] = [
  ['a run with other inputs', (p) => p.write('runs/rain.yaml', 'pipeline: one\ninputs: { topic: snow }\n')],
  ['a run beside an equal run with its manifest', (p) => p.write('runs/ep001.yaml', MANIFEST)],
  ['a run that is renamed with its checkpoint', (p) => rename(p, 'ep001.checkpoint.json', 'rain.checkpoint.json')],
  ['a run beside an equal run that is deleted', (p) => rmSync(path.join(p.root, 'runs/ep001.checkpoint.json'))],
];

for (const [what, change] of OTHERS)
  test(`${what} is not reported as a renamed manifest`, async () => {
    using p = await renamed();
    change(p);
    assert.doesNotMatch((await p.cli('run', 'rain')).err, /renamed-alone/);
  });

test('`run` does not list thousands of runs for this, `plan` does', async () => {
  using p = await renamed();
  for (let i = 0; i < 4_000; i += 1) p.write(`runs/${i}.txt`, '');
  assert.match((await p.cli('plan', 'rain')).err, TOLD);
  assert.doesNotMatch((await p.cli('run', 'rain')).err, TOLD);
});

test('among many runs without manifest, those that changed last are read', async () => {
  using p = await renamed();
  const text = p.read('runs/ep001.checkpoint.json');
  for (let i = 0; i < 30; i += 1) {
    p.write(`runs/old${i}.checkpoint.json`, text);
    utimesSync(path.join(p.root, `runs/old${i}.checkpoint.json`), 1, 1);
  }
  assert.match((await p.cli('run', 'rain')).err, TOLD);
});
