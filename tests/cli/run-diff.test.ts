/** `diff` of two runs, from the command line. No stage of these starts a process. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const FILES = {
  'pipelines/part.yaml': `inputs: { type: object, properties: { words: { type: array, default: [] } } }
stages:
  page: { uses: write, with: { text: "{{ words }}", vars: { words: "\${{ inputs.words }}" }, to: page.md } }
outputs: { file: "\${{ stages.page.artifacts.page.path }}", words: "\${{ inputs.words }}" }
`,
  'pipelines/talk.yaml': `inputs: { type: object, properties: { topic: { type: string, default: tides }, words: { type: array, default: [] } } }
stages:
  idea: { uses: llm, with: { provider: writer, prompt: p/idea.md, vars: { topic: "\${{ inputs.topic }}" } } }
  part: { uses: pipeline, with: { pipeline: part, inputs: { words: "\${{ inputs.words }}" } } }
  review: { uses: approval, with: { subject: idea } }
`,
  'pipeline-runner.config.yaml': 'providers: { writer: { type: offline } }\n',
  'templates/p/idea.md': 'Write about {{ topic }}.\nIn one sentence.\n',
  'runs/ep1.yaml': 'pipeline: talk\n',
  'runs/ep2.yaml': 'pipeline: talk\n',
  'runs/never.yaml': 'pipeline: talk\n',
};

async function twoRuns(change: (p: TestProject) => void = () => {}): Promise<TestProject> {
  const p = project(FILES);
  change(p);
  for (const run of ['ep1', 'ep2']) {
    if (run === 'ep2') p.write('templates/p/idea.md', 'Write about {{ topic }}.\nIn two sentences.\n');
    assert.equal((await p.cli('run', run, '--quiet')).code, 3);
  }
  return p;
}

const shown = async (p: TestProject, ...argv: readonly string[]): Promise<string> => {
  const { code, out, err } = await p.cli('diff', 'ep1', 'ep2', ...argv);
  assert.deepEqual([code, err], [0, '']);
  return out;
};

test('after a prompt was changed, `diff` shows its lines, the changed stage first, and its results', async () => {
  using p = await twoRuns();
  const out = await shown(p);
  assert.match(out, /^ +ep1 +ep2\npipeline +talk +talk\nstatus +awaiting approval +awaiting approval\n/);
  assert.match(out, /\n {2}file templates\/p\/idea\.md\n {4}- In one sentence\.\n {4}\+ In two sentences\.\n\n/);
  assert.match(out, /\nFirst difference: idea: the file templates\/p\/idea\.md changed\n/);
  // Where the runs keep their files is no difference.
  assert.doesNotMatch(out, / part +completed/);
  const stage = await shown(p, '--stage', 'idea');
  assert.match(stage, /^- ep1\n\+ ep2\n\nidea {2}completed/);
  assert.match(
    stage,
    /\nprompt\.md {2}runs\/ep2\.run\/idea\/prompt\.md\n[\s\S]*\n- In one sentence\.\n\+ In two sentences\.\n/,
  );
  assert.equal(await shown(p, '--stage', 'part/page'), 'part/page does not differ.\n');
  const printed = JSON.parse(await shown(p, '--json', '--stage', 'idea'));
  assert.deepEqual(printed.first, { address: 'idea', because: 'the file templates/p/idea.md changed' });
  assert.deepEqual(
    printed.stages.map((stage: { address: string }) => stage.address),
    ['idea'],
  );
});

test('outputs in files are compared line by line, or reported as different if a file is gone', async () => {
  const words = Array.from({ length: 900 }, (_, n) => `word${n}`);
  const manifest = (list: readonly string[]): string => `pipeline: talk\ninputs: { words: [${list.join(', ')}] }\n`;
  using p = await twoRuns((it) => {
    it.write('runs/ep1.yaml', manifest(words));
    it.write('runs/ep2.yaml', manifest(words.with(450, 'another')));
  });
  assert.match(
    await shown(p),
    /\n {2}part +completed\n? +1 of 1 inner stage differ; given: `with\.inputs`; made: output\n/,
  );
  assert.match(
    await shown(p, '--stage', 'part'),
    /\noutput\n[\s\S]*- word449\n- {3}- word450\n\+ {3}- another\n {4}- word451\n/,
  );
  rmSync(path.join(p.root, 'runs/ep1.run/outputs/part.json'));
  assert.match(await shown(p, '--stage', 'part'), /\noutput\n {2}it cannot be compared: a file is missing/);
});

test('stages are compared even if the pinned definitions are gone', async () => {
  using p = await twoRuns();
  rmSync(path.join(p.root, 'runs/ep1.run/pinned'), { recursive: true });
  const out = await shown(p);
  assert.match(out, /\n {2}the pinned definitions of ep1 cannot be read: runs\/ep1\.run\/pinned\/1\n/);
  assert.match(out, /\nFirst difference: idea: /);
});

test('what cannot be compared is reported together with what can', async () => {
  using p = project(FILES);
  await p.cli('run', 'ep1', '--quiet', '--waiting-ok');
  const refused = async (...argv: readonly string[]): Promise<string> => {
    const { code, out, err } = await p.cli('diff', ...argv);
    assert.deepEqual([code, out], [2, '']);
    return err;
  };
  assert.match(await refused('ep1', 'ep1'), /ep1 is a single run.*\n.*explain ep1/);
  assert.match(await refused('ep1', 'never'), /run never has not started/);
  assert.match(await refused('ep1', 'review'), /no run "review"\n.*--gate review/);
  assert.match(await refused('ep1', 'revew'), /no run "revew"\n.*list/);
  assert.match(await refused('ep1', 'ep2', '--gate', 'review'), /--gate works on a single run.*\n.*--stage review/);
  assert.match(await refused('ep1', '--stage', 'review'), /--stage compares two runs/);
  await p.cli('run', 'ep2', '--quiet', '--waiting-ok');
  assert.match(await refused('ep1', 'ep2', '--stage', 'ideaa'), /neither ep1 nor ep2 has .*"ideaa"\n.*"idea"/);
});
