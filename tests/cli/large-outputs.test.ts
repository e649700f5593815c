/** Results that are longer than anybody wants to read: the checkpoint of a run stays one that every command can read. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project } from './rig.ts';

const printed = (bytes: number, more = ''): string =>
  `{ uses: command${more}, with: { argv: [sh, -c, 'head -c ${bytes} /dev/zero | tr "\\0" x'] } }`;

test('`outputs` over 1 MiB fail the run naming the largest one, and a corrected pipeline reuses all stages', async () => {
  const pipeline = (outputs: string): string => `stages:\n  text: ${printed(9_000_000)}\noutputs: ${outputs}\n`;
  const whole = '${{ stages.text.output }}';
  using p = project({
    'pipelines/page.yaml': pipeline(`{ title: short, one: "${whole}", two: "${whole}" }`),
    'runs/first.yaml': 'pipeline: page\n',
  });
  const { code, err } = await p.cli('run', 'first');
  assert.equal(code, 1, err);
  assert.match(err, /run\/outputs-too-large: the `outputs` of the pipeline are larger than 1 MiB, mostly one/);
  assert.equal((await p.cli('status', 'first')).code, 0);
  p.write('pipelines/page.yaml', pipeline('{ bytes: "${{ size(stages.text.output) }}" }'));
  await p.cli('retry', 'first');
  const again = await p.cli('run', 'first');
  assert.equal(again.code, 0, again.err);
  assert.match(again.err, /reused +text/);
});

test('long outputs of sub-pipelines are stored in files beside the checkpoint and read from there', async () => {
  const child = `stages:\n  text: ${printed(9_000_000)}\noutputs: { text: "\${{ stages.text.output }}" }\n`;
  const uses = '{ uses: pipeline, with: { pipeline: child } }';
  const size = '${{ size(stages.a.output.text) + size(stages.b.output.text) }}';
  using p = project({
    'pipelines/child.yaml': child,
    'pipelines/both.yaml': `stages:\n  a: ${uses}\n  b: ${uses}\noutputs: { bytes: "${size}" }\n`,
    'runs/first.yaml': 'pipeline: both\n',
  });
  const { code, err } = await p.cli('run', 'first');
  assert.equal(code, 0, err);
  assert.equal((await p.cli('run', 'first')).code, 0);
  const file = path.join(p.root, 'runs/first.checkpoint.json');
  assert.ok(statSync(file).size < 100_000);
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).outputs, { bytes: 18_000_000 });
  assert.equal((await p.cli('verify', 'first')).code, 0);
});
