/** Files of a run that later stages are given by their paths: other bytes under the same path are another thing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { project } from './rig.ts';

const FILES = {
  'cut.txt': 'first',
  'runs/ep1.yaml': 'pipeline: talk\n',
  'pipelines/talk.yaml': `stages:
  cut: { uses: command, with: { argv: [sh, -c, 'cp cut.txt "$PIPELINE_ARTIFACTS/cut.txt"'] } }
  list: { uses: command, with: { argv: [sh, -c, 'echo "{\\"file\\":\\"$1\\"}"', sh, "\${{ stages.cut.artifacts.cut.path }}"] } }
  use: { uses: command, with: { argv: [cat, "\${{ stages.list.output.file }}"] } }
  each: { foreach: "\${{ [stages.list.output.file] }}", uses: command, with: { argv: [sh, -c, 'cat "$1"', sh, "\${{ item }}"] } }
  part: { uses: pipeline, with: { pipeline: part, inputs: { cut: "\${{ stages.cut.artifacts.cut.path }}" } } }
  ask: { uses: llm, with: { text: Look, files: ["\${{ stages.list.output.file }}"] } }
  tell: { uses: llm, with: { text: "It lies at {{ it }}", vars: { it: "\${{ stages.list.output.file }}" } } }
outputs: { use: "\${{ stages.use.output }}", each: "\${{ stages.each.output }}", part: "\${{ stages.part.output.text }}" }
`,
  'pipelines/part.yaml': `inputs: { type: object, properties: { cut: { type: string } } }
stages:
  inner: { uses: command, with: { argv: [sh, -c, 'cat runs/ep1.run/cut/cut.txt'] } }
outputs: { text: "\${{ stages.inner.output }}" }
`,
};

test('what was made of a file of the run is made again when the file has other bytes, and only that', async () => {
  using p = project(FILES);
  const run = async (manifest: string): Promise<Checkpoint> => {
    p.write('runs/ep1.yaml', manifest);
    const { code, err } = await p.cli('run', 'ep1', '--quiet');
    assert.equal(code, 0, err);
    return JSON.parse(readFileSync(path.join(p.root, 'runs/ep1.checkpoint.json'), 'utf8'));
  };
  const said = (text: string) => ({ use: text, each: [text], part: text });
  assert.deepEqual((await run('pipeline: talk\n')).outputs, said('first'));
  p.write('cut.txt', 'second');
  const again = await run('pipeline: talk\nrerun: { n: 2, from: cut }\n');
  assert.deepEqual(again.outputs, said('second'));
  const origins = ['use', 'ask', 'tell'].map((stage) => again.stages[stage]?.result?.origin ?? 'executed');
  assert.deepEqual(origins, ['executed', 'executed', 'reused'], 'who is told a path only does not open it');
  const { err, out } = await p.cli('explain', 'ep1', 'ask');
  assert.match(out + err, /the run's file cut\/cut\.txt changed/);
});
