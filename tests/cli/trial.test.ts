/** `run --only` of a run that has started: one stage, tried out, and nothing of the run is touched. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TriedStage } from '../../src/app/trial.ts';
import { project, type TestProject } from './rig.ts';

const PIPELINE = `inputs:
  type: object
  properties: { topic: { type: string, default: Tides } }
stages:
  outline: { uses: command, with: { argv: [sh, -c, 'echo outline of "$1"', sh, "\${{ inputs.topic }}"] } }
  clips:
    foreach: \${{ ['intro', 'end'] }}
    key: \${{ item }}
    uses: command
    with: { argv: [sh, -c, 'echo "$1 of $2" | tee "$PIPELINE_ARTIFACTS/clip.txt"', sh, "\${{ item }}", "\${{ stages.outline.output }}"] }
  mix:
    uses: command
    needs: [clips]
    cache: true
    with: { argv: [sh, -c, 'echo "key $PIPELINE_EFFECT_KEY"; test ! -e bad'] }
  part: { uses: pipeline, needs: [mix], with: { pipeline: part } }
finally:
  bye: { uses: command, with: { argv: [echo, bye] } }
`;
const FILES = {
  'pipelines/talk.yaml': PIPELINE,
  'pipelines/part.yaml': 'stages:\n  inner: { uses: command, with: { argv: [echo, hi] } }\n',
  'runs/ep1.yaml': 'pipeline: talk\n',
};

/** Every file of the project outside of the scratch folders, with its content and time. */
function files({ root }: TestProject): ReadonlyMap<string, string> {
  const names = readdirSync(root, { recursive: true }).map(String);
  const kept = names.filter((name) => !/^\.pipeline-runner\/scratch\b/.test(name)).sort();
  return new Map(
    kept.flatMap((name) => {
      const file = path.join(root, name);
      const stat = statSync(file);
      return stat.isFile() ? [[name, `${stat.mtimeMs} ${readFileSync(file).toString('base64')}`] as const] : [];
    }),
  );
}

async function started(...argv: string[]): Promise<TestProject> {
  const p = project(FILES);
  const { code, err } = await p.cli('run', 'ep1', '--quiet', ...argv);
  assert.equal(code, 0, err);
  return p;
}

async function tried(p: TestProject, ...argv: string[]): Promise<TriedStage> {
  const { code, out, err } = await p.cli('run', 'ep1', '--json', '--only', ...argv);
  assert.equal(code, 0, err + out);
  return JSON.parse(out);
}

test('a trial uses the recorded inputs of the run and changes no file of it', async () => {
  using p = await started('--until', 'clips');
  p.write('runs/ep1.yaml', `${FILES['runs/ep1.yaml']}inputs: { topic: Moons }\n`);
  const before = files(p);
  const { tasks, folder } = await tried(p, 'clips[end]');
  assert.deepEqual(
    tasks.map(({ task, outcome, output }) => [task, outcome, output]),
    [['clips[end]', 'success', 'end of outline of Tides']],
  );
  const [artifact] = tasks[0]?.artifacts ?? [];
  assert.ok(artifact);
  assert.ok(artifact.path.startsWith(`${folder}/`), artifact.path);
  assert.equal(p.read(artifact.path), 'end of outline of Tides\n');
  assert.ok(existsSync(path.join(p.root, tasks[0]?.log ?? 'none')));
  assert.deepEqual(files(p), before);
});

test('a trial of a foreach stage runs all its items, each time in its own folder', async () => {
  using p = await started();
  const first = await tried(p, 'clips');
  assert.deepEqual(
    first.tasks.map(({ task }) => task),
    ['clips[intro]', 'clips[end]'],
  );
  assert.notEqual((await tried(p, 'clips')).folder, first.folder);
});

test('a trial is no attempt of the run: it has another effect key and does not fill the cache', async () => {
  using p = await started();
  const before = files(p);
  const [one, two] = [await tried(p, 'mix'), await tried(p, 'mix')].map(({ tasks }) => tasks[0]?.output);
  assert.match(String(one), /^key [0-9a-f]{32}$/);
  assert.notEqual(one, two);
  const { stages } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.notEqual(one, stages.mix.result.output.value);
  assert.deepEqual(files(p), before);
});

test('a failed trial shows its log and exits with 1, and the run stays completed', async () => {
  using p = await started();
  p.write('bad', '');
  const { code, out } = await p.cli('run', 'ep1', '--only', 'mix');
  assert.equal(code, 1);
  assert.match(out, /^mix failed in /);
  assert.match(out, /command\/exit/);
  assert.match(out, /^Log {2}\.pipeline-runner\/scratch\/ep1\.mix\.1\/\S+\.log$/m);
  const { status } = JSON.parse(p.read('runs/ep1.checkpoint.json'));
  assert.equal(status, 'completed');
});

test('--json shows cost and failure with the names and units of a checkpoint', async () => {
  using p = project({
    'pipelines/paid.yaml': 'stages:\n  pay: { uses: command, with: { argv: [sh, pay.sh] } }\n',
    'runs/ep1.yaml': 'pipeline: paid\n',
    'pay.sh': `echo '{"cost":{"usd":0.02,"tokens":12}}' >> "$PIPELINE_EVENTS"; test ! -e bad || exit 64`,
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
  p.write('bad', '');
  const { code, out } = await p.cli('run', 'ep1', '--json', '--only', 'pay');
  assert.equal(code, 1);
  const [{ cost, error }] = JSON.parse(out).tasks;
  assert.deepEqual([cost, error.code, error.exit_code], [{ usd_micros: 20_000, tokens: 12 }, 'command/exit', 64]);
});

test('--quiet prints only the output', async () => {
  using p = await started();
  const { out, err } = await p.cli('run', 'ep1', '--quiet', '--only', 'outline');
  assert.deepEqual([out, err], ['"outline of Tides"\n', '']);
});

test('the needs of a stage must be settled for a trial, and what cannot be tried is reported', async () => {
  using p = await started('--until', 'outline');
  const before = files(p);
  const refusal = async (...argv: string[]): Promise<string> => {
    const { code, err } = await p.cli('run', 'ep1', ...argv);
    assert.equal(code, 2, err);
    assert.deepEqual(files(p), before);
    return err;
  };
  assert.match(await refusal('--only', 'mix'), /--only mix cannot start: it needs clips, which has not completed/);
  assert.match(await refusal('--only', 'part'), /--only part is a sub-pipeline/);
  assert.match(await refusal('--only', 'part/inner'), /--only part\/inner is a stage of a sub-pipeline/);
  assert.match(await refusal('--only', 'clips[edn]'), /cli\/unknown-stage\].*"edn"\n.*did you mean "clips\[end\]"/);
  assert.match(await refusal('--only', 'outlin'), /cli\/unknown-stage\].*\n.*did you mean "outline"/);
  assert.match(await refusal('--only', 'finally:bye'), /`finally` stages run only after/);
  assert.match(
    await refusal('--only', 'outline', '--only', 'clips'),
    /cli\/usage\].*cannot be combined with .*\n.*add --keep/,
  );
  assert.match(await refusal('--only', 'outline', '--until', 'mix'), /cannot be combined/);
  assert.match(await refusal('--only', 'outline', '--from', 'outline'), /cannot be combined/);
});

test('while a gate asks, settled stages can be tried; the gate and its dependents cannot', async () => {
  using p = project({
    'pipelines/talk.yaml': `stages:
  draft: { uses: command, with: { argv: [echo, draft] } }
  ok: { uses: approval, with: { subject: draft } }
  end: { uses: command, needs: [ok], with: { argv: [echo, end] } }
`,
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 3);
  const before = files(p);
  assert.equal((await tried(p, 'draft')).tasks[0]?.output, 'draft');
  assert.match((await p.cli('run', 'ep1', '--only', 'ok')).err, /cli\/usage\]: --only ok asks a person/);
  assert.match((await p.cli('run', 'ep1', '--only', 'end')).err, /needs ok, which has not completed/);
  assert.deepEqual(files(p), before);
});

test('a trial does not reveal a secret', async () => {
  using p = project({
    'pipeline-runner.config.yaml': 'secrets: { KEY: { env: SCRATCH_TEST_KEY } }\n',
    'pipelines/talk.yaml': `stages:
  say: { uses: command, with: { argv: [sh, -c, 'echo "$K"; echo "$K" >&2; echo "$K" > "$PIPELINE_ARTIFACTS/a"; test ! -e bad'], env: { K: "\${{ secrets.KEY }}" } } }
`,
    'runs/ep1.yaml': 'pipeline: talk\n',
  });
  process.env.SCRATCH_TEST_KEY = 'hunter2hunter2';
  try {
    assert.equal((await p.cli('run', 'ep1', '--quiet')).code, 0);
    p.write('bad', '');
    const { out, err } = await p.cli('run', 'ep1', '--only', 'say');
    const log = /^Log {2}(\S+)$/m.exec(out)?.[1];
    assert.ok(log, out);
    assert.doesNotMatch(out + err + p.read(log), /hunter2/);
  } finally {
    delete process.env.SCRATCH_TEST_KEY;
  }
});
