/** Stages that call models, from the command line: who answers, what it costs, and what a budget does. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { checkpointOf, project, type TestProject } from './rig.ts';

const CONFIG = `providers:
  writer: { type: offline, options: { cost: 0.25 } }
  other: { type: offline, model: other, options: { cost: 0.5 } }
`;
const PIPELINE = `inputs: { type: object, required: [topic], properties: { topic: { type: string } } }
stages:
  idea:
    uses: llm
    with: { provider: writer, text: "Write about {{ topic }}.", vars: { topic: "\${{ inputs.topic }}" } }
  parts:
    foreach: \${{ ['one', 'two', 'three'] }}
    key: \${{ item }}
    uses: llm
    with: { provider: writer, text: "More about {{ part }}, after {{ idea }}.", vars: { part: "\${{ item }}", idea: "\${{ stages.idea.output }}" } }
`;
const FILES = { 'pipeline-runner.config.yaml': CONFIG, 'pipelines/talk.yaml': PIPELINE };
const MANIFEST = 'pipeline: talk\ninputs: { topic: Tides }\n';

const here = (manifest = MANIFEST, config = CONFIG): TestProject =>
  project({ ...FILES, 'pipeline-runner.config.yaml': config, 'runs/ep.yaml': manifest });

const checkpoint = (p: TestProject): Checkpoint => checkpointOf(p, 'ep');
const callsOf = (p: TestProject, stage: string) =>
  checkpoint(p).stages[stage]?.attempts?.flatMap(({ calls }) => calls ?? []);

test('the checkpoint records each call: who answered, usage and cost', async () => {
  using p = here();
  assert.equal((await p.cli('run', 'ep')).code, 0);
  const [call, ...more] = callsOf(p, 'idea') ?? [];
  assert.deepEqual(more, []);
  assert.deepEqual(
    [call?.provider, call?.type, call?.usd_micros, call?.source],
    ['writer', 'offline', 250_000, 'provider'],
  );
  assert.equal(checkpoint(p).cost.usd_micros, 1_000_000);
});

test('`cost` adds up to the total in the checkpoint, however it is grouped', async () => {
  using p = here(`${MANIFEST}labels: { show: kids }\n`);
  await p.cli('run', 'ep');
  for (const by of ['run', 'stage', 'provider', 'model', 'day', 'why', 'label']) {
    const { total, rows } = JSON.parse((await p.cli('cost', '--by', by, '--json')).out);
    assert.equal(total.usd_micros, 1_000_000, by);
    assert.equal(total.at_most_usd_micros, 1_000_000, by);
    assert.equal(
      rows.reduce((sum: number, row: { usd_micros: number }) => sum + row.usd_micros, 0),
      1_000_000,
      by,
    );
  }
  assert.match((await p.cli('explain', 'ep', 'idea')).out, /^ {4}1 {2}\S+ \S+, .*, \$0\.25 \d+ tokens {2}success$/m);
  const { rows } = JSON.parse((await p.cli('cost', 'ep', '--json')).out);
  assert.deepEqual(
    rows.map(({ name, usd_micros }: { name: string; usd_micros: number }) => [name, usd_micros]),
    [
      ['parts', 750_000],
      ['idea', 250_000],
    ],
  );
});

test('the cost of a run that cannot be read is unknown, not zero', async () => {
  using p = here();
  await p.cli('run', 'ep');
  p.write('runs/ep2.yaml', MANIFEST);
  p.write('runs/ep2.checkpoint.json', '{}');
  p.write('runs/never.yaml', 'pipeline: nobody\n');
  for (const [by, name] of [
    ['run', 'ep2'],
    ['model', '(cannot be read)'],
  ]) {
    const { code, out, err } = await p.cli('cost', '--by', `${by}`, '--json');
    assert.match(err, /ep2\.checkpoint\.json error\[checkpoint\/damaged\]/);
    const { total, rows } = JSON.parse(out);
    assert.deepEqual([code, total.usd_micros, total.unknown], [0, 1_000_000, 1]);
    assert.equal(rows.find((row: { unknown: number }) => row.unknown === 1)?.name, name);
  }
  assert.match((await p.cli('cost')).out, /^total +at least \$1\.00 \(1 cost unknown\)/m);
});

const REPORTING = `stages:
  call: { uses: llm, with: { provider: writer, text: Hello } }
  known: { uses: command, with: { argv: [sh, -c, 'echo "$1" >> "$PIPELINE_EVENTS"', sh, '{"cost":{"usd":0.02}}'] } }
  partly:
    uses: command
    with: { argv: [sh, -c, 'printf "%s\\n" "$@" >> "$PIPELINE_EVENTS"', sh, '{"cost":{"usd":0.03}}', '{"cost":{}}'] }
`;

test('costs reported by commands are shown apart from calls, and unknown ones with their stage', async () => {
  using p = project({ ...FILES, 'pipelines/reports.yaml': REPORTING, 'runs/ep.yaml': 'pipeline: reports\n' });
  assert.equal((await p.cli('run', 'ep')).code, 0);
  const rowsBy = async (by: string) => {
    const { rows } = JSON.parse((await p.cli('cost', 'ep', '--by', by, '--json')).out);
    return rows.map(({ name, usd_micros, unknown }: { name: string; usd_micros: number; unknown: number }) => [
      name,
      usd_micros,
      unknown,
    ]);
  };
  const reported = ['(reported by stages)', 50_000, 1];
  assert.deepEqual(await rowsBy('provider'), [['writer', 250_000, 0], reported]);
  assert.deepEqual(await rowsBy('model'), [['offline-1', 250_000, 0], reported]);
  assert.deepEqual(await rowsBy('stage'), [
    ['call', 250_000, 0],
    ['(not broken down)', 30_000, 0],
    ['known', 20_000, 0],
    ['partly', 0, 1],
  ]);
  assert.match((await p.cli('cost', 'ep', '--by', 'model')).out, /^\(reported by stages\) +at least \$0\.05/m);
});

test('a finished run makes no call again', async () => {
  using p = here();
  await p.cli('run', 'ep');
  await p.cli('run', 'ep');
  await p.cli('retry', 'ep');
  await p.cli('run', 'ep');
  assert.equal(checkpoint(p).cost.usd_micros, 1_000_000);
});

test('a manifest can replace a provider that the pipeline names', async () => {
  using p = here(`${MANIFEST}providers: { writer: other }\n`);
  await p.cli('run', 'ep');
  assert.deepEqual(
    callsOf(p, 'idea')?.map(({ provider, model }) => [provider, model]),
    [['other', 'other']],
  );
});

test('--provider of a new run is written into its manifest', async () => {
  using p = project(FILES);
  const said = await p.cli('run', 'talk', '--input', 'topic=Tides', '--provider', 'writer=other');
  assert.equal(said.code, 0, said.err);
  const file = /created (runs\/\S+\.yaml)/.exec(said.err)?.[1] ?? '';
  assert.match(p.read(file), /^providers:\n {2}writer: other$/m);
});

test('--provider of a started run is written into the manifest and requests another generation', async () => {
  using p = here();
  await p.cli('run', 'ep');
  assert.equal((await p.cli('run', 'ep', '--provider', 'writer=other')).code, 0);
  assert.match(p.read('runs/ep.yaml'), /rerun: 2/);
  assert.equal(checkpoint(p).generation, 2);
  assert.equal(callsOf(p, 'idea')?.at(-1)?.provider, 'other');
});

test('the provider is frozen: a changed model in the config is reported, and adopted by `retry`', async () => {
  using p = here();
  await p.cli('run', 'ep');
  writeFileSync(
    path.join(p.root, 'pipeline-runner.config.yaml'),
    CONFIG.replace('{ type: offline,', '{ type: offline, model: new,'),
  );
  const again = await p.cli('run', 'ep');
  assert.match(again.err, /run\/frozen-changed/);
  assert.equal(checkpoint(p).cost.usd_micros, 1_000_000);
  await p.cli('retry', 'ep');
  await p.cli('run', 'ep');
  assert.equal(callsOf(p, 'idea')?.at(-1)?.model, 'new');
});

test('unknown provider names are reported before anything runs', async () => {
  using p = here(`${MANIFEST}providers: { writer: othr }\n`);
  const said = await p.cli('run', 'ep');
  assert.equal(said.code, 2);
  assert.match(said.err, /runs\/ep\.yaml:3:22 error\[pipeline\/unknown-provider\].*\n[\s\S]*did you mean "other"/);
});

test('a mistyped --provider is refused before anything is written', async () => {
  using p = here();
  for (const [typed, near] of [
    ['wrter=other', 'writer'],
    ['writer=othr', 'other'],
  ] as const) {
    for (const started of [false, true]) {
      if (started) await p.cli('run', 'ep');
      const said = await p.cli('run', 'ep', '--provider', typed);
      assert.deepEqual([said.code, p.read('runs/ep.yaml')], [2, MANIFEST]);
      assert.match(said.err, /error\[pipeline\/unknown-provider\]: --provider \S+: there is no provider/);
      assert.ok(said.err.includes(`did you mean "${near}"?`), said.err);
    }
  }
  assert.match(
    (await p.cli('run', 'ep', '--provider', 'writer')).err,
    /provider: "writer" does not name a replacement/,
  );
});

test('a budget that does not cover the next call stops the run, and a higher one lets it continue', async () => {
  using p = here(`${MANIFEST}budget: { usd: 0.5 }\n`);
  const said = await p.cli('run', 'ep');
  assert.equal(said.code, 3);
  assert.equal(checkpoint(p).status, 'budget_exceeded');
  assert.equal(checkpoint(p).cost.usd_micros, 500_000);
  assert.match(said.err, /budget\/soft-limit.* the run has used 80 % or more of its budget of \$0\.50\n/);
  await p.cli('budget', 'ep', '0.6');
  const why = (await p.cli('explain', 'ep', String(checkpoint(p).pause?.call?.task))).out;
  assert.match(why, /it was stopped by a budget: the budget of \$0\.60 does not cover the next call of parts\[/);
  await p.cli('budget', 'ep', '1');
  assert.equal((await p.cli('run', 'ep')).code, 0);
  assert.equal(checkpoint(p).cost.usd_micros, 1_000_000);
});

test('the budget of a stage can be raised in the manifest', async () => {
  using p = here();
  writeFileSync(
    path.join(p.root, 'pipelines/talk.yaml'),
    PIPELINE.replace('  parts:\n', '  parts:\n    budget: 0.5\n'),
  );
  assert.equal((await p.cli('run', 'ep')).code, 3);
  assert.equal(checkpoint(p).pause?.scope, 'stage');
  writeFileSync(path.join(p.root, 'runs/ep.yaml'), `${MANIFEST}budget: { stages: { parts: 0.75 } }\n`);
  assert.equal((await p.cli('run', 'ep')).code, 0);
});

test('the budget of the day covers all runs together', async () => {
  using p = here(MANIFEST, `${CONFIG}budget: { day: 1.25 }\n`);
  p.write('runs/ep2.yaml', MANIFEST);
  assert.equal((await p.cli('run', 'ep')).code, 0);
  assert.equal((await p.cli('run', 'ep2')).code, 3);
  const second: Checkpoint = JSON.parse(p.read('runs/ep2.checkpoint.json'));
  assert.deepEqual([second.status, second.pause?.scope], ['budget_exceeded', 'day']);
  assert.equal(second.cost.usd_micros, 250_000);
  writeFileSync(path.join(p.root, 'pipeline-runner.config.yaml'), `${CONFIG}budget: { day: 5 }\n`);
  assert.equal((await p.cli('run', 'ep2')).code, 0);
});

test('a trial of one stage makes its call and shows the cost', async () => {
  using p = here();
  await p.cli('run', 'ep');
  const said = await p.cli('run', 'ep', '--only', 'idea');
  assert.equal(said.code, 0, said.err);
  assert.match(said.out + said.err, /0\.25/);
});

test('a failing provider is retried by the policy of the stage, each failure with its cause', async () => {
  using p = here(MANIFEST, CONFIG.replace('cost: 0.25', 'fail: [overloaded, ok]'));
  writeFileSync(
    path.join(p.root, 'pipelines/talk.yaml'),
    `${PIPELINE}defaults: { retry: { attempts: 2, min: 1ms, max: 1ms } }\n`,
  );
  assert.equal((await p.cli('run', 'ep')).code, 0);
  const [first] = checkpoint(p).stages.idea?.attempts ?? [];
  assert.equal(first?.error?.code, 'model/overloaded');
});

test('a fallback answers for a provider that is down in every attempt of a stage', async () => {
  using p = here(
    MANIFEST,
    `providers:
  writer: { type: offline, options: { fail: [overloaded] }, breaker: { failures: 99, cooldown: 30s }, fallback: [other] }
  other: { type: offline }
`,
  );
  const retry = 'defaults: { retry: { attempts: 2, min: 1ms, max: 2ms } }\n';
  writeFileSync(path.join(p.root, 'pipelines/talk.yaml'), retry + PIPELINE);
  const { code, out } = await p.cli('run', 'ep');
  assert.equal(code, 0, out);
  const asked = callsOf(p, 'idea')?.map(({ provider, error }) => [provider, error ?? null]);
  assert.deepEqual(asked, [
    ['writer', 'model/overloaded'],
    ['writer', 'model/overloaded'],
    ['other', null],
  ]);
});

test('a plan shows the range of costs of earlier runs, or else the declared maximum', async () => {
  using p = here();
  await p.cli('run', 'ep');
  const plan = async (run: string) => JSON.parse((await p.cli('plan', run, '--json')).out).expected_cost;
  p.write('runs/new.yaml', MANIFEST);
  assert.deepEqual(await plan('new'), {
    usd_micros: 500_000,
    low_usd_micros: 500_000,
    high_usd_micros: 500_000,
    at_least: true,
  });
  p.write('pipelines/other.yaml', PIPELINE.replace('  parts:\n', '  parts:\n    max_cost: 2\n'));
  p.write('runs/other.yaml', MANIFEST.replace('talk', 'other'));
  assert.deepEqual(await plan('other'), {
    usd_micros: 0,
    low_usd_micros: 0,
    high_usd_micros: 2_000_000,
    at_least: true,
  });
  const { out } = await p.cli('plan', 'other');
  assert.match(
    out,
    /, up to \$2\.00 according to the `max_cost` of 1 stage; the cost of the others is unknown\. Nothing was executed/,
  );
  assert.doesNotMatch(out, /\$0\.00|earlier runs/);
});

test('the cost of an offline rehearsal does not count for a paid model', async () => {
  using p = here(MANIFEST, CONFIG.replace('cost: 0.25', 'cost: 0'));
  await p.cli('run', 'ep');
  p.write('runs/new.yaml', MANIFEST);
  assert.match((await p.cli('plan', 'new')).out, / and at least \$0\.00 based on earlier runs\. Nothing/);
  const paid = 'writer: { type: anthropic, api_key: { env: KEY } }';
  p.write('pipeline-runner.config.yaml', CONFIG.replace(/writer: .*/, paid));
  for (const words of [['new'], ['ep']]) {
    if (words[0] === 'ep') await p.cli('retry', 'ep');
    const { out } = await p.cli('plan', ...words);
    assert.match(out, /based on earlier runs; the cost of idea and \d other tasks? is unknown\. Nothing/);
    assert.doesNotMatch(out, /\$0\.00/);
  }
});

test("`retry` after repairing a provider's account is not blocked by an open breaker", async () => {
  using p = here(MANIFEST, CONFIG.replace('cost: 0.25', 'fail: [auth]'));
  assert.equal((await p.cli('run', 'ep')).code, 1);
  writeFileSync(path.join(p.root, 'pipeline-runner.config.yaml'), CONFIG);
  await p.cli('retry', 'ep');
  const said = await p.cli('run', 'ep');
  assert.equal(said.code, 0, said.out + said.err);
});

test('concurrent calls of a stage use one and the same provider', async () => {
  using p = here(MANIFEST, CONFIG.replace('cost: 0.25', 'fail: [ok, overloaded, ok]'));
  assert.equal((await p.cli('run', 'ep')).code, 1);
  const failed = Object.values(checkpoint(p).stages.parts?.items ?? {}).filter(({ status }) => status === 'failed');
  assert.equal(failed.length, 1);
});
