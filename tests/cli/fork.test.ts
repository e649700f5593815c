/** `fork`: a new run from a stage of another one on. What was made before it is taken over: same bytes, no cost. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { forkOf } from '../../src/app/fork.ts';
import { readManifest } from '../../src/app/project/read-manifest.ts';
import { openProject } from '../../src/app/project.ts';
import { runId } from '../../src/model/brand.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { checkpointOf, project, type TestProject } from './rig.ts';

const paid = `echo "$PIPELINE_STAGE\${PIPELINE_ITEM:+[$PIPELINE_ITEM]}" >> log.txt; echo '{"cost":{"usd":1}}' >> "$PIPELINE_EVENTS"`;
const stage = (script: string, ...more: string[]): string =>
  `{ uses: command, with: { argv: [sh, -c, ${JSON.stringify(`${paid}; ${script}`)}, sh, ${more.join(', ')}] } }`;
const large = 'x'.repeat(5000);

/** Stages that read each other's paths: as they stand in a run, no other run would come to the same arguments. */
const PIPELINE = `inputs:
  type: object
  properties: { volume: { type: integer, default: 1 } }
stages:
  script: ${stage(`echo ${large}`, '"${{ run.id }}"')}
  clips:
    foreach: \${{ ['intro', 'end'] }}
    key: \${{ item }}
    uses: command
    with: { argv: [sh, -c, ${JSON.stringify(`${paid}; echo "$1" > "$PIPELINE_ARTIFACTS/clip.txt"`)}, sh, "\${{ item }}", "\${{ size(stages.script.output) }}"] }
  cuts:
    foreach: \${{ stages.clips.artifacts }}
    uses: command
    with: { argv: [sh, -c, ${JSON.stringify(`${paid}; cat "$1"`)}, sh, "\${{ item.clip.path }}"] }
  part: { uses: pipeline, with: { pipeline: part, inputs: { cuts: "\${{ stages.cuts.output }}", clip: "\${{ stages.clips.artifacts[0].clip.path }}" } } }
  mix: ${stage('cat "$1"', '"${{ stages.part.output.file }}"')}
  loud: { uses: write, with: { text: "volume {{ n }} {{ mix }}", vars: { n: "\${{ inputs.volume }}", mix: "\${{ stages.mix.output }}" }, to: loud.txt } }
outputs: { loud: "\${{ stages.loud.artifacts['loud.txt'].path }}", mix: "\${{ stages.mix.output }}" }
`;
const PART = `inputs:
  type: object
  required: [cuts, clip]
  properties: { cuts: { type: array }, clip: { type: string } }
stages:
  inner: ${stage('cat "$1" > "$PIPELINE_ARTIFACTS/inner.txt"', '"${{ inputs.clip }}"')}
outputs: { file: "\${{ stages.inner.artifacts.inner.path }}" }
`;
const MANIFEST = `# ours
pipeline: talk
inputs:
  volume: 1 # of eleven
paused: false
rerun: { n: 1 } # once
labels: { team: audio }
`;
const FILES = { 'pipelines/talk.yaml': PIPELINE, 'pipelines/part.yaml': PART, 'runs/ep1.yaml': MANIFEST };

const log = (p: TestProject): string[] =>
  existsSync(path.join(p.root, 'log.txt')) ? p.read('log.txt').trimEnd().split('\n') : [];

/** A project with a completed run whose log was put away. */
async function completed(files: Readonly<Record<string, string>> = FILES): Promise<TestProject> {
  const p = project(files);
  const { code, err } = await p.cli('run', 'ep1', '--quiet');
  assert.equal(code, 0, err);
  rmSync(path.join(p.root, 'log.txt'), { force: true });
  return p;
}

async function forked(p: TestProject, ...argv: string[]): Promise<string> {
  const { code, out, err } = await p.cli('fork', 'ep1', '--as', 'ep2', ...argv);
  assert.equal(code, 0, err);
  assert.match(out, /^created runs\/ep2\.yaml\n[\s\S]*Next: .*plan ep2 .*run ep2\n$/);
  return p.read('runs/ep2.yaml');
}

/** @param written the stages among them that write down that they were executed. */
async function carriesOut(p: TestProject, stages: readonly string[], written: readonly string[]): Promise<void> {
  const planned: Plan = JSON.parse((await p.cli('plan', 'ep2', '--json')).out);
  const runs = planned.tasks.filter(({ action }) => ['run', 'later', 'broken'].includes(action));
  assert.deepEqual(
    runs.map(({ address }) => address),
    stages,
  );
  assert.ok(!existsSync(path.join(p.root, 'runs/ep2.run')), 'a plan writes nothing');
  const { code, err } = await p.cli('run', 'ep2', '--quiet');
  assert.equal(code, 0, err);
  assert.deepEqual(log(p), written);
}

test('the manifest of a fork is that of the run with other inputs and without its steering', async () => {
  using p = await completed();
  p.write('runs/ep1.yaml', `${MANIFEST}approvals:\n  # all good\n  x: { approved: true }\n# the end\n`);
  const made = await forked(p, '--from', 'loud', '--input', 'volume=11');
  assert.equal(
    made,
    `# ours
pipeline: talk
inputs:
  volume: 11 # of eleven
labels: { team: audio }
fork: { run: ep1, from: loud }
# the end
`,
  );
  assert.deepEqual(log(p), []);
});

test('a manifest written in one line keeps its values', async () => {
  using p = await completed({
    ...FILES,
    'runs/ep1.yaml': '{ pipeline: talk, paused: false, inputs: { volume: 2 } }\n',
  });
  const made = await forked(p, '--from', 'loud');
  assert.equal(made, 'pipeline: talk\ninputs: { volume: 2 }\nfork: { run: ep1, from: loud }\n');
});

test('results upstream of the change are reused with their files, even if they contain paths of the run, at no cost', async () => {
  using p = await completed();
  await forked(p, '--from', 'mix');
  await carriesOut(p, ['mix', 'loud'], ['mix']);
  const [one, two] = [checkpointOf(p, 'ep1'), checkpointOf(p, 'ep2')];
  assert.deepEqual(two.outputs, { ...one.outputs, loud: 'runs/ep2.run/loud/loud.txt' });
  assert.deepEqual([one.cost.usd_micros, two.cost.usd_micros], [7_000_000, 1_000_000]);
  assert.equal(two.stages.script?.result?.from, 'ep1:script');
  assert.doesNotMatch(JSON.stringify(two.stages), /ep1\.run/, 'no file of the other run is referred to');
  for (const file of ['clips/intro/clip.txt', 'part/inner/inner.txt', 'outputs/script.json'])
    assert.equal(p.read(`runs/ep2.run/${file}`), p.read(`runs/ep1.run/${file}`));
});

for (const [size, pad] of [
  ['short', ''],
  ['long', 'x'.repeat(5000)],
] as const) {
  test(`paths in a ${size} output name the files of the fork, which does not need the other run any more`, async () => {
    const file = 'runs/$PIPELINE_RUN.run/cut/cut.txt';
    const cut = `echo cut > "$PIPELINE_ARTIFACTS/cut.txt"; echo "{\\"path\\":\\"${file}\\",\\"pad\\":\\"$1\\"}"`;
    using p = await completed({
      'pipelines/talk.yaml': `stages:
  cut: ${stage(cut, `"${pad}"`)}
  look: ${stage('cat "$1"', '"${{ stages.cut.output.path }}"')}
  part: { uses: pipeline, with: { pipeline: part, inputs: { cut: "\${{ stages.cut.output }}" } } }
  end: ${stage('cat "$1"', '"${{ stages.part.output.path }}"')}
`,
      'pipelines/part.yaml': `inputs: { type: object, properties: { cut: { type: object } } }
stages:
  inner: ${stage('cat "$1"', '"${{ inputs.cut.path }}"')}
outputs: { path: "\${{ inputs.cut.path }}" }
`,
      'runs/ep1.yaml': 'pipeline: talk\n',
    });
    await forked(p, '--from', 'end');
    await carriesOut(p, ['end'], ['end']);
    const made = JSON.stringify(checkpointOf(p, 'ep2').stages) + (pad ? p.read('runs/ep2.run/outputs/cut.json') : '');
    assert.match(made, /"path": ?"runs\/ep2\.run\/cut\/cut\.txt"/);
    assert.doesNotMatch(made, /ep1\.run/);
    rmSync(path.join(p.root, 'runs/ep1.run'), { recursive: true });
    p.write('runs/ep2.yaml', `${p.read('runs/ep2.yaml')}rerun: { n: 2, from: look }\n`);
    assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
    assert.deepEqual(log(p), ['end', 'look']);
  });
}

test('a stage that opens files of the run is reused, as the plan says', async () => {
  using p = await completed({
    'pipelines/talk.yaml': `stages:
  cut: ${stage('echo cut > "$PIPELINE_ARTIFACTS/cut.txt"')}
  look: { uses: llm, with: { text: Look, files: ["\${{ stages.cut.artifacts.cut.path }}"] } }
  part: { uses: pipeline, with: { pipeline: part, inputs: { cut: "\${{ stages.cut.artifacts.cut.path }}" } } }
  end: ${stage('echo end', '"${{ size(stages.look.output) }}"', '"${{ size(stages.part.output) }}"')}
`,
    'pipelines/part.yaml': `inputs: { type: object, properties: { cut: { type: string } } }
stages:
  inner: ${stage('cat "$1"', '"${{ inputs.cut }}"')}
outputs: { text: "\${{ stages.inner.output }}" }
`,
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  await forked(p, '--from', 'end');
  await carriesOut(p, ['end'], ['end']);
  assert.equal(checkpointOf(p, 'ep2').stages.look?.result?.origin, 'reused');
});

test('the original run is not changed, and the fork has its own files', async () => {
  using p = await completed();
  const before = p.read('runs/ep1.checkpoint.json');
  await forked(p, '--from', 'mix');
  assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
  writeFileSync(path.join(p.root, 'runs/ep2.run/clips/intro/clip.txt'), 'edited in place');
  assert.equal(p.read('runs/ep1.run/clips/intro/clip.txt'), 'intro\n');
  assert.equal(p.read('runs/ep1.checkpoint.json'), before);
});

test('a file that is missing or was changed is reported at once and made again', async () => {
  using p = await completed();
  rmSync(path.join(p.root, 'runs/ep1.run/clips/end/clip.txt'));
  const { err } = await p.cli('fork', 'ep1', '--from', 'mix', '--as', 'ep2');
  assert.match(err, /warning\[artifact\/missing\].*clips\[end\].*will make them again/);
  p.write('runs/ep1.run/clips/intro/clip.txt', 'changed');
  assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
  assert.deepEqual(
    log(p)
      .filter((line) => line.startsWith('clips'))
      .toSorted(),
    ['clips[end]', 'clips[intro]'],
  );
  assert.equal(p.read('runs/ep2.run/clips/intro/clip.txt'), 'intro\n');
});

test('a start that was interrupted while copying files is repeated with the same result', async () => {
  using p = await completed();
  await forked(p, '--from', 'mix');
  const opened = await openProject(p.root);
  assert.ok(opened.ok);
  const manifest = readManifest(opened.value, runId('ep2'));
  assert.ok(manifest.ok);
  const first = await forkOf(opened.value, manifest.value);
  assert.ok(first.ok && first.value);
  rmSync(path.join(p.root, 'runs/ep2.run/clips/end'), { recursive: true });
  p.write('runs/ep2.run/part/inner/inner.txt', 'half');
  const names = (): string[] => readdirSync(path.join(p.root, 'runs/ep2.run'), { recursive: true }).map(String).sort();
  const again = await forkOf(opened.value, manifest.value);
  assert.deepEqual(again, first);
  assert.equal(p.read('runs/ep2.run/part/inner/inner.txt'), 'intro\n');
  assert.deepEqual(
    names().filter((name) => name.endsWith('.tmp')),
    [],
  );
  assert.deepEqual(JSON.stringify(first.value).match(/attempts|usd_micros|approval/g), null);
});

test('a changed input, or changed definitions, run the stages again that use them', async () => {
  using p = await completed();
  await forked(p, '--from', 'loud', '--input', 'volume=11');
  assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
  assert.equal(p.read('runs/ep2.run/loud/loud.txt').slice(0, 9), 'volume 11');
  assert.ok(log(p).includes('script'), 'a command is shown all inputs');
  p.write('log.txt', '');
  p.write(
    'pipelines/talk.yaml',
    PIPELINE.replace('"$PIPELINE_ARTIFACTS/clip.txt"', '"$PIPELINE_ARTIFACTS/clip.txt" #').replace(
      '\\"$1\\" > ',
      '\\"$1!\\" > ',
    ),
  );
  assert.equal((await p.cli('fork', 'ep1', '--from', 'loud', '--as', 'ep3')).code, 0);
  assert.equal((await p.cli('run', 'ep3', '--quiet')).code, 0);
  assert.ok(!log(p).includes('script') && log(p).includes('clips[end]'), log(p).join());
});

test('a gate asks again in the fork, even in a sub-pipeline, while its stages are reused', async () => {
  const gated = `stages:
  draft: ${stage('echo draft')}
  ok: { uses: approval, with: { subject: draft } }
  part: { uses: pipeline, needs: [ok], with: { pipeline: part } }
  end: ${stage('echo "$1"', '"${{ stages.part.output.text }}"')}
`;
  const part = `stages:
  inner: ${stage('echo inner')}
  look: { uses: approval, with: { subject: inner } }
outputs: { text: "\${{ stages.look.output }}" }
`;
  using p = project({ 'pipelines/talk.yaml': gated, 'pipelines/part.yaml': part, 'runs/ep1.yaml': 'pipeline: talk\n' });
  const answered = async (run: string): Promise<void> => {
    for (const gate of ['ok', 'part/look']) {
      const { code } = await p.cli('run', run, '--quiet');
      assert.equal(code, 3, gate);
      assert.equal((await p.cli('approve', run, gate)).code, 0);
    }
    assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  };
  await answered('ep1');
  assert.deepEqual(log(p), ['draft', 'inner', 'end']);
  await forked(p, '--from', 'end');
  await answered('ep2');
  assert.deepEqual(log(p), ['draft', 'inner', 'end', 'end']);
});

test('before the fork has files of its own, its plan finds the files behind a gate in the original run', async () => {
  using p = await completed({
    'pipelines/talk.yaml': `stages:
  draft: ${stage('echo draft > "$PIPELINE_ARTIFACTS/draft.txt"')}
  ok: { uses: approval, with: { subject: draft, auto_approve: allowed } }
  read: ${stage('cat "$1"', '"${{ stages.ok.artifacts.draft.path }}"')}
  end: ${stage('echo "$1"', '"${{ stages.read.output }}"')}
`,
    'runs/ep1.yaml': 'pipeline: talk\nauto_approve: [ok]\n',
  });
  await forked(p, '--from', 'end');
  await carriesOut(p, ['end'], ['end']);
});

test('items in a sub-pipeline, and items that are sub-pipelines, are reused in the fork with their files', async () => {
  const clip = `${paid}; echo "$1" > "$PIPELINE_ARTIFACTS/clip.txt"`;
  const part = `inputs: { type: object, required: [who], properties: { who: { type: string } } }
stages:
  clips:
    foreach: \${{ ['intro', 'end'] }}
    key: \${{ item }}
    uses: command
    with: { argv: [sh, -c, ${JSON.stringify(clip)}, sh, "\${{ inputs.who }}"] }
`;
  const talk = `stages:
  parts: { foreach: "\${{ ['ada', 'bob'] }}", key: "\${{ item }}", uses: pipeline, with: { pipeline: part, inputs: { who: "\${{ item }}" } } }
  end: ${stage('echo end', '"${{ size(stages.parts.output) }}"')}
`;
  using p = await completed({
    'pipelines/talk.yaml': talk,
    'pipelines/part.yaml': part,
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  await forked(p, '--from', 'end');
  assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
  assert.deepEqual(log(p), ['end']);
  assert.equal(p.read('runs/ep2.run/parts/bob/clips/end/clip.txt'), 'bob\n');
});

test('results made after requested changes are reused in the fork without requesting the changes again', async () => {
  using p = project({
    'pipelines/talk.yaml': `stages:
  draft: ${stage('echo draft "$1"', '"${{ size(feedback) }}"')}
  ok: { uses: approval, with: { subject: draft, rework: draft } }
  end: ${stage('echo "$1"', '"${{ stages.ok.output }}"')}
`,
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  const next = async (code: number, ...argv: string[]): Promise<void> => {
    const said = await p.cli(...argv);
    assert.equal(said.code, code, argv.join(' ') + said.err);
  };
  await next(3, 'run', 'ep1', '--quiet');
  await next(0, 'request-changes', 'ep1', 'ok', '--feedback', 'shorter');
  await next(3, 'run', 'ep1', '--quiet');
  await next(0, 'approve', 'ep1');
  await next(0, 'run', 'ep1', '--quiet');
  assert.deepEqual(log(p), ['draft', 'draft', 'end']);
  await forked(p, '--from', 'end');
  await next(3, 'run', 'ep2', '--quiet');
  assert.deepEqual(checkpointOf(p, 'ep2').stages.draft?.result?.output, { value: 'draft 1' });
  assert.deepEqual(log(p).length, 3);
});

test('a fork of a fork takes over what the first fork took over', async () => {
  using p = await completed();
  await forked(p, '--from', 'mix');
  assert.equal((await p.cli('run', 'ep2', '--quiet')).code, 0);
  rmSync(path.join(p.root, 'runs/ep1.run'), { recursive: true });
  const { code, err } = await p.cli('fork', 'ep2', '--from', 'loud', '--as', 'ep3');
  assert.deepEqual([code, err], [0, '']);
  assert.match(p.read('runs/ep3.yaml'), /\nfork: \{ run: ep2, from: loud \}\n$/);
  p.write('log.txt', '');
  assert.equal((await p.cli('run', 'ep3', '--quiet')).code, 0);
  assert.deepEqual(log(p), ['']);
});

test('a fork that is not possible is refused, and nothing is written', async () => {
  using p = await completed({ ...FILES, 'runs/new.yaml': 'pipeline: talk\n' });
  const refusal = async (...argv: string[]): Promise<string> => {
    const before = readdirSync(path.join(p.root, 'runs'), { recursive: true }).sort();
    const { code, err } = await p.cli('fork', ...argv);
    assert.equal(code, 2, err);
    assert.deepEqual(readdirSync(path.join(p.root, 'runs'), { recursive: true }).sort(), before);
    return err;
  };
  assert.match(await refusal('new', '--from', 'mix', '--as', 'x'), /cli\/not-started/);
  assert.match(await refusal('gone', '--from', 'mix', '--as', 'x'), /cli\/unknown-run/);
  assert.match(
    await refusal('ep1', '--from', 'mx', '--as', 'new'),
    /no stage "mx"\n.*did you mean "mix"[\s\S]*a run new, or files of one, already exist/,
  );
  assert.match(await refusal('ep1', '--from', 'part/inner', '--as', 'x'), /name "part"/);
  assert.match(await refusal('ep1', '--from', 'mix', '--as', '../x'), /--as \.\.\/x cannot be/);
  assert.match(
    await refusal('ep1', '--from', 'mix', '--as', 'x', '--input', 'volume=loud'),
    /--input volume: .*whole number/,
  );
});

test('a fork of a removed run is reported when it starts', async () => {
  using p = project({ ...FILES, 'runs/ep2.yaml': 'pipeline: talk\nfork: { run: gone, from: mix }\n' });
  const { code, err } = await p.cli('run', 'ep2');
  assert.equal(code, 2);
  assert.match(err, /^runs\/ep2\.yaml.* error\[cli\/unknown-run\].*"gone"/m);
});

test('a fork whose manifest would name a stage that the pipeline no longer has is not written', async () => {
  using p = await completed({ ...FILES, 'runs/ep1.yaml': `${MANIFEST}budget: { usd: 9, stages: { mix: 1 } }\n` });
  p.write('pipelines/talk.yaml', PIPELINE.replaceAll(/\bmix\b/g, 'master'));
  const { code, err } = await p.cli('fork', 'ep1', '--as', 'ep2', '--from', 'clips');
  assert.equal(code, 2);
  assert.match(err, /^runs\/ep1\.yaml:8:29 error\[run\/unknown-stage\]: "budget" names "mix", which is not a stage/);
  assert.match(err, /hint: leave runs\/ep1\.yaml as it is, .* with `fork: { run: ep1, from: clips }`\n/);
  assert.equal(existsSync(path.join(p.root, 'runs/ep2.yaml')), false);
});
