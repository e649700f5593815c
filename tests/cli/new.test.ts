/** `new`: a manifest to fill in, from a template or from what the pipeline declares. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { project, type TestProject } from './rig.ts';

const PIPELINE = `inputs:
  type: object
  required: [topic]
  properties:
    topic: { type: string, minLength: 3, description: "What it is about,\\nin a sentence" }
    show: { type: string, default: curious kids }
    minutes: { type: integer }
    mood: { enum: [calm, "3"], description: How it sounds }
stages:
  outline: { uses: command, with: { argv: [echo, "\${{ inputs.topic }}"] } }
  review: { uses: approval, with: { subject: outline } }
  scenes:
    foreach: \${{ [1, 2] }}
    needs: [review]
    uses: pipeline
    with: { pipeline: scene }
  last: { uses: pipeline, needs: [scenes], with: { pipeline: scene } }
`;
const SCENE = `stages:
  draw: { uses: command, with: { argv: [echo, scene] } }
  look: { uses: approval, with: { subject: draw } }
`;
const PLAIN = 'stages:\n  a: { uses: command, with: { argv: [echo, hi] } }\n';
const FILES = { 'pipelines/talk.yaml': PIPELINE, 'pipelines/scene.yaml': SCENE, 'pipelines/plain.yaml': PLAIN };

/** As a person does it who needs no item. */
const uncommented = (source: string): string =>
  source
    .split('\n')
    .filter((line) => !/<item>|Answers to/.test(line))
    .map((line) => line.replace(/^# /, ''))
    .join('\n');

/** Exit code 2, nothing written, and what was said. */
async function refusal(p: TestProject, ...argv: string[]): Promise<string> {
  const before = readdirSync(p.root, { recursive: true }).sort();
  const { code, err } = await p.cli('new', ...argv);
  assert.equal(code, 2, err);
  assert.deepEqual(readdirSync(p.root, { recursive: true }).sort(), before, 'a file was left behind');
  return err;
}

test('a new manifest has the given inputs, and the other inputs and every gate as prepared comments', async () => {
  using p = project(FILES);
  const { code, out, err } = await p.cli('new', 'talk', '--id', 'ep1', '--input', 'topic=Tides');
  assert.equal(code, 0, err);
  assert.equal(
    p.read('runs/ep1.yaml'),
    `pipeline: talk
inputs:
  topic: Tides
  # show: "curious kids"  # optional
  # minutes: …  # optional
  # mood: …  # optional: How it sounds; one of calm, "3"

# Answers to gates. Remove "# " and write true, or run \`pipeline-runner approve ep1\`.
# For <item> write its key; \`pipeline-runner status ep1\` shows all waiting gates.
# approvals:
#   review: { approved: false }
#   "scenes[<item>]/look": { approved: false }
#   last/look: { approved: false }
`,
  );
  assert.equal(err, '');
  assert.match(
    out,
    /^created runs\/ep1\.yaml\nIt will ask for approval at: review, .*\nNext: .*pipeline-runner.* run ep1\n$/,
  );
  assert.equal((await p.cli('validate', 'runs/ep1.yaml')).code, 0);
});

test('missing inputs are a warning, and are marked in the new manifest', async () => {
  using p = project(FILES);
  const { code, out, err } = await p.cli('new', 'talk', '--id', 'ep1');
  assert.equal(code, 0);
  assert.match(err, /warning\[input\/missing\]: the input "topic" is missing/);
  assert.match(out, /Next: fill in runs\/ep1\.yaml, then/);
  const made = p.read('runs/ep1.yaml');
  assert.match(made, /^pipeline: talk\n# inputs:\n# {3}topic: … {2}# required: What it is about, in a sentence\n/);
  const filled = uncommented(made).replace('minutes: …', 'minutes: 1').replace('mood: …', 'mood: calm');
  p.write('runs/ep2.yaml', filled.replace('topic: …', 'topic: Tides'));
  const checked = await p.cli('validate', 'runs/ep2.yaml');
  assert.equal(checked.code, 0, p.read('runs/ep2.yaml') + checked.err);
});

test('for a pipeline without inputs and gates the manifest has one line, under an unused name', async () => {
  using p = project(FILES);
  const names = [await p.cli('new', 'plain'), await p.cli('new', 'pipelines/plain.yaml')].map(
    ({ out }) => /created (\S+)/.exec(out)?.[1] ?? out,
  );
  assert.match(names[0] ?? '', /^runs\/plain-\d{4}-\d\d-\d\d-1\.yaml$/);
  assert.equal(names[1], names[0]?.replace('-1.yaml', '-2.yaml'));
  assert.deepEqual(
    names.map((name) => p.read(name)),
    ['pipeline: plain\n', 'pipeline: plain\n'],
  );
});

test("the pipeline's template is used with its comments; inputs are inserted and gates added", async () => {
  const template =
    '# Ask Ada first.\npipeline: talk # a talk\ninputs:\n  topic: "" # in a sentence\n  minutes: 5\nlabels: { team: audio }\n';
  using p = project({ ...FILES, 'templates/runs/talk.yaml': template });
  const { out, code, err } = await p.cli(
    'new',
    'talk',
    '--id',
    'a/ep1',
    '--input',
    'topic=Tides',
    '--input',
    'mood=calm',
  );
  assert.equal(code, 0, err);
  assert.match(out, /^created runs\/a\/ep1\.yaml from templates\/runs\/talk\.yaml\n/);
  const [own = '', gates = ''] = p.read('runs/a/ep1.yaml').split('\n# Answers to gates.');
  assert.equal(own, template.replace('""', 'Tides').replace('minutes: 5\n', 'minutes: 5\n  mood: calm\n'));
  assert.match(gates, /^# {3}review: \{ approved: false \}$/m);
  assert.equal((await p.cli('validate', 'runs/a/ep1.yaml')).code, 0);
});

test('placeholders in a template are a warning; its own answers are kept', async () => {
  const template = 'pipeline: talk\ninputs: { topic: "" }\napprovals:\n  review: { approved: false }\n';
  using p = project({ ...FILES, 'templates/runs/talk.yaml': template });
  const { code, err } = await p.cli('new', 'talk', '--id', 'ep1');
  assert.equal(code, 0);
  assert.match(err, /warning\[input\/bad-value\]: the input "topic":/);
  assert.equal(p.read('runs/ep1.yaml'), template);
});

test('a template for another pipeline, or one that is no manifest, is refused at its place', async () => {
  using p = project({ ...FILES, 'templates/runs/talk.yaml': 'pipeline: plain\n' });
  assert.match(await refusal(p, 'talk', '--id', 'x'), /^templates\/runs\/talk\.yaml:1:11 error\[.*"plain"/m);
  p.write('templates/runs/talk.yaml', 'pipeline: talk\ninputz: {}\n');
  assert.match(await refusal(p, 'talk', '--id', 'x'), /^templates\/runs\/talk\.yaml:2:1 error\[format\/unknown-key\]/m);
  p.write('templates/runs/talk.yaml', 'pipeline: [\n');
  assert.match(await refusal(p, 'talk', '--id', 'x'), /templates\/runs\/talk\.yaml:/);
});

test('invalid inputs and names are refused, and nothing is written', async () => {
  using p = project({ ...FILES, 'runs/Ep.yaml': 'pipeline: plain\n' });
  assert.match(await refusal(p, 'talk', '--input', 'minutes=x'), /--input minutes: .*whole number/);
  assert.match(await refusal(p, 'talk', '--input', 'topic=ab'), /--input topic:/);
  assert.match(await refusal(p, 'talk', '--input', 'tipic=abc'), /did you mean --input topic=/);
  assert.match(
    await refusal(p, 'talk', '--id', '../x', '--input', 'topic'),
    /--id \.\.\/x cannot be[\s\S]*is not a name and a value/,
  );
  assert.match(await refusal(p, 'talk', '--id', 'x.run'), /ends like a file that the runner owns/);
  assert.match(await refusal(p, 'talk', '--id', 'Ep'), /a run Ep, or files of one, already exist/);
  assert.match(await refusal(p, 'talk', '--id', 'ep'), /upper and lower case/);
  p.write('runs/old.run/logs/x.log', '');
  assert.match(await refusal(p, 'talk', '--id', 'old'), /a run old, or files of one, already exist/);
  assert.match(await refusal(p, 'tlak'), /there is no pipeline "tlak"\n.*did you mean "talk"/);
  assert.match(await refusal(p, '../../x'), /file\/outside/);
});

test('a run named like the pipeline is no obstacle and is not overwritten', async () => {
  using p = project({ ...FILES, 'runs/plain.yaml': 'pipeline: plain # mine\n' });
  assert.equal((await p.cli('new', 'plain')).code, 0);
  assert.match(await refusal(p, 'plain', '--id', 'plain'), /manifests are never overwritten/);
  assert.equal(p.read('runs/plain.yaml'), 'pipeline: plain # mine\n');
  assert.ok(!existsSync(path.join(p.root, 'runs/plain.run')));
});

test('the schema line for editors is right wherever the manifest is', async () => {
  const line = (schema: string): string => `# yaml-language-server: $schema=${schema}\n`;
  using p = project({
    ...FILES,
    'schemas/run.schema.json': '{}',
    'templates/runs/plain.yaml': `${line('../../schemas/run.schema.json')}pipeline: plain\n`,
    // As who makes a template of a manifest has it.
    'templates/runs/talk.yaml': `${line('../schemas/run.schema.json')}pipeline: talk\ninputs: { topic: Tides }\n`,
  });
  const made = async (file: string, ...argv: string[]): Promise<string> => {
    const { code, err } = await p.cli(...argv);
    assert.equal(code, 0, err);
    return `${p.read(file).split('\n')[0]}\n`;
  };
  for (const name of ['plain', 'talk']) {
    assert.equal(await made(`runs/${name}.yaml`, 'new', name, '--id', name), line('../schemas/run.schema.json'));
    const deep = await made(`runs/2026/11/${name}.yaml`, 'new', name, '--id', `2026/11/${name}`);
    assert.equal(deep, line('../../../schemas/run.schema.json'));
  }
  await p.cli('run', 'plain', '--quiet');
  const forked = await made('runs/x/fork.yaml', 'fork', 'plain', '--from', 'a', '--as', 'x/fork');
  assert.equal(forked, line('../../schemas/run.schema.json'));
});
