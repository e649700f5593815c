/** Files of a run that later stages are given by their paths: other bytes under the same path are another thing. */
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
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

test('what was made from a file of the run is made again exactly when the content of the file has changed', async () => {
  using p = project(FILES);
  const run = async (manifest: string): Promise<Checkpoint> => {
    p.write('runs/ep1.yaml', manifest);
    const { code, err } = await p.cli('run', 'ep1', '--quiet');
    assert.equal(code, 0, err);
    return JSON.parse(p.read('runs/ep1.checkpoint.json'));
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

const cutOnce = 'cp cut.txt "$PIPELINE_ARTIFACTS/cut.txt"';
const GATED = {
  'cut.txt': 'first',
  'runs/ep1.yaml': 'pipeline: talk\n',
  'pipelines/part.yaml': `stages:
  cut: { uses: command, with: { argv: [sh, -c, '${cutOnce}'] } }
outputs: { file: "\${{ stages.cut.artifacts.cut.path }}" }
`,
};

for (const [name, stages] of [
  ['a sub-pipeline', `  part: { uses: pipeline, with: { pipeline: part } }`],
  ['items that are sub-pipelines', `  part: { foreach: "\${{ ['a'] }}", uses: pipeline, with: { pipeline: part } }`],
  [
    'a list of files that another stage made',
    `  cut: { uses: command, with: { argv: [sh, -c, '${cutOnce}'] } }
  part: { uses: command, with: { argv: [sh, -c, 'echo "[\\"$1\\"]"', sh, "\${{ stages.cut.artifacts.cut.path }}"] } }`,
  ],
] as const) {
  test(`approving ${name} approves the files that the output names, and no others`, async () => {
    using p = project({
      ...GATED,
      'pipelines/talk.yaml': `stages:\n${stages}\n  ok: { uses: approval, with: { subject: part } }\noutputs: { files: "\${{ stages.ok.artifacts }}" }\n`,
    });
    const ends = async (code: number, ...argv: string[]): Promise<string> => {
      const said = await p.cli(...argv);
      assert.equal(said.code, code, argv.join(' ') + said.err);
      return said.out;
    };
    await ends(3, 'run', 'ep1', '--quiet');
    await ends(0, 'approve', 'ep1');
    await ends(0, 'run', 'ep1', '--quiet');
    await ends(0, 'retry', 'ep1', '--from', 'part');
    await ends(0, 'run', 'ep1', '--quiet'); // the same bytes: nobody is asked twice
    p.write('cut.txt', 'second');
    await ends(0, 'retry', 'ep1', '--from', stages.includes('  cut:') ? 'cut' : 'part');
    await ends(3, 'run', 'ep1', '--quiet');
    await ends(0, 'approve', 'ep1');
    await ends(0, 'run', 'ep1', '--quiet');
    assert.match(await ends(0, 'verify', 'ep1'), /its output is what was approved/);
  });
}

test('a file that an output names cannot be approved after it was changed', async () => {
  using p = project({
    ...GATED,
    'pipelines/talk.yaml': `stages:
  part: { uses: pipeline, with: { pipeline: part } }
  ok: { uses: approval, with: { subject: part } }
`,
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  p.write('runs/ep1.run/part/cut/cut.txt', 'edited');
  const { code, err } = await p.cli('approve', 'ep1');
  assert.notEqual(code, 0);
  assert.match(err, /gate\/artifact-changed.*runs\/ep1\.run\/part\/cut\/cut\.txt/);
});

test('a run that is renamed with its folder keeps its files under the new name and makes none again', async () => {
  using p = project(FILES);
  const run = async (id: string, manifest: string): Promise<Checkpoint> => {
    p.write(`runs/${id}.yaml`, manifest);
    const { code, err } = await p.cli('run', id, '--quiet');
    assert.equal(code, 0, err);
    return JSON.parse(p.read(`runs/${id}.checkpoint.json`));
  };
  await run('ep1', 'pipeline: talk\n');
  for (const end of ['yaml', 'checkpoint.json', 'run'])
    renameSync(path.join(p.root, `runs/ep1.${end}`), path.join(p.root, `runs/pilot.${end}`));
  const renamed = await run('pilot', 'pipeline: talk\n');
  assert.equal(renamed.status, 'completed');
  const again = await run('pilot', 'pipeline: talk\nrerun: 2\n');
  for (const { stages } of [renamed, again]) assert.doesNotMatch(JSON.stringify(stages), /ep1\.run\//);
  const made = ['cut', 'list', 'use', 'ask', 'tell'].map((stage) => again.stages[stage]?.result?.origin);
  // What is told of a path in the middle of a text is another text now.
  assert.deepEqual(made, ['reused', 'reused', 'reused', 'reused', undefined]);
  assert.match((await p.cli('verify', 'pilot')).out, /runs\/pilot\.run\/cut\/cut\.txt: made by cut/);
});
