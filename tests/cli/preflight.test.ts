/** What stages will lack is told before the first of them is paid for; and no run is refused that could succeed. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import { type ModelServer, modelServer } from '../rig/model-server.ts';
import { project, type TestProject } from './rig.ts';

const UNSET = 'PIPELINE_RUNNER_TEST_PREFLIGHT_UNSET';
const SET = 'PIPELINE_RUNNER_TEST_PREFLIGHT_SET';
const VALUE = 'sk-value-that-stands-nowhere';
process.env[SET] = VALUE;

const ALONE = 'uses: llm, with: { provider: other, text: "Once more." }';
const LATER = `needs: [first], ${ALONE}`;

interface Parts {
  /** Of `later`, the second of two stages, behind `first`; or several stages. */
  readonly later?: string;
  /** Of the provider `other`. */
  readonly other?: string;
  readonly more?: string;
  readonly manifest?: string;
}

/** `first` is paid for; `later` asks a provider whose key is not set. */
function here(
  server: ModelServer,
  { later = `{ ${LATER} }`, other, more = '', manifest = '' }: Parts = {},
): TestProject {
  const local = `type: openai-compatible, model: m, base_url: "${server.url}"`;
  return project({
    'pipeline-runner.config.yaml': `providers:
  writer: { ${local}, api_key: { env: ${SET} } }
  other: { ${other ?? `${local}, api_key: { env: ${UNSET} }`} }
${more}`,
    'pipelines/two.yaml': `inputs: { type: object, properties: { art: { type: boolean, default: true }, cover: { type: string } } }
stages:
  first: { uses: llm, with: { provider: writer, text: "Write." } }
  later: ${later}
`,
    'runs/r.yaml': `pipeline: two\n${manifest}`,
  });
}

const checkpoint = ({ root }: TestProject): Checkpoint =>
  JSON.parse(readFileSync(path.join(root, 'runs/r.checkpoint.json'), 'utf8'));

async function withKey<T>(work: () => Promise<T>): Promise<T> {
  process.env[UNSET] = VALUE;
  try {
    return await work();
  } finally {
    delete process.env[UNSET];
  }
}

test('a new run whose last stage has no key is refused before its first stage is paid for', async () => {
  await using server = await modelServer();
  using p = here(server);
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 2);
  assert.match(
    err,
    /^pipelines\/two\.yaml:4:3 error\[model\/auth\]: stage later would fail: .*"other" has no key.*UNSET is not set$/m,
  );
  assert.deepEqual([server.ledger.length, readdirSync(path.join(p.root, 'runs'))], [0, ['r.yaml']]);
});

test('what is refused is carried out once the key is there, without a retry', async () => {
  await using server = await modelServer();
  using p = here(server);
  await p.cli('run', 'r');
  const { code } = await withKey(() => p.cli('run', 'r'));
  assert.deepEqual([code, checkpoint(p).generation], [0, 1]);
});

test('a run that would be refused gets no manifest: a daemon would take it up', async () => {
  await using server = await modelServer();
  using p = here(server);
  assert.equal((await p.cli('run', 'two')).code, 2);
  assert.deepEqual(readdirSync(path.join(p.root, 'runs')), ['r.yaml']);
});

test('the daemon records why it refuses a run, and carries it out once the key is there', async () => {
  await using server = await modelServer();
  using p = here(server);
  assert.equal((await p.cli('reconcile')).code, 1);
  const { status, diagnostics } = checkpoint(p);
  assert.deepEqual(
    [status, diagnostics?.map(({ code }) => code), server.ledger.length],
    ['invalid', ['model/auth'], 0],
  );
  assert.match(
    (await p.cli('status', 'r')).out,
    /^Next: set the variable \S+_UNSET where .*, then pipeline-runner run r\.$/m,
  );
  await withKey(() => p.cli('reconcile'));
  assert.equal(checkpoint(p).status, 'completed');
});

const GOES_ON: readonly (readonly [why: string, parts: Parts])[] = [
  ['depends on a condition', { later: `{ when: "\${{ stages.first.output != '' }}", ${LATER} }` }],
  ['has a list of items', { later: `{ foreach: "\${{ [stages.first.output] }}", ${LATER} }` }],
  ['may fail', { later: `{ on_error: continue, ${LATER} }` }],
  ['may be in the cache', { later: `{ cache: true, ${LATER} }` }],
];

for (const [why, parts] of GOES_ON)
  test(`a stage that ${why} keeps no run from its start: it is a warning`, async () => {
    await using server = await modelServer();
    using p = here(server, parts);
    const { err } = await p.cli('run', 'r');
    assert.match(err, /warning\[model\/auth\]: stage later would fail/);
    assert.ok(err.indexOf('warning[model/auth]') < err.indexOf('started'), err);
    assert.equal(server.ledger.length, 1);
  });

test('a stage behind a gate is a warning: the key may be there by the time of the answer', async () => {
  await using server = await modelServer();
  using p = here(server, {
    later: `{ uses: llm, needs: [gate], with: { provider: other, text: "x" } }
  gate: { uses: approval, with: { subject: first } }`,
  });
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 3);
  assert.match(err, /warning\[model\/auth\]: stage later would fail/);
});

for (const [why, manifest, later] of [
  ['a condition rules out', 'inputs: { art: false }\n', `{ when: "\${{ inputs.art }}", ${ALONE} }`],
  ['the manifest skips', 'skip: [later]\n', `{ skippable: true, ${LATER} }`],
  ['another provider replaces', 'providers: { other: offline }\n', `{ ${LATER} }`],
] as const)
  test(`of a stage that ${why}, nothing is said`, async () => {
    await using server = await modelServer();
    using p = here(server, { manifest, later });
    const { code, err } = await p.cli('run', 'r');
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /model\/auth/);
  });

test('a result that is reused needs no key', async () => {
  await using server = await modelServer();
  using p = here(server);
  await withKey(() => p.cli('run', 'r'));
  await p.cli('retry', 'r');
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 0, err);
  assert.doesNotMatch(err, /model\/auth/);
});

test('a run that has started is not refused: its stages that lack something are told at each start', async () => {
  await using server = await modelServer();
  using p = here(server);
  await withKey(() => p.cli('run', 'r', '--until', 'first'));
  const { err } = await p.cli('run', 'r');
  assert.match(err, /warning\[model\/auth\]: stage later would fail/);
  assert.equal(checkpoint(p).status, 'failed');
});

test('a fallback that has all it needs keeps the stage from failing: who would answer is told', async () => {
  await using server = await modelServer();
  using p = here(server, { other: `type: elevenlabs, fallback: [writer]` });
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 0, err);
  assert.match(err, /warning\[model\/unsupported\]: stage later would be answered by "writer"/);
});

const REFUSED: readonly (readonly [what: string, parts: Parts, says: RegExp])[] = [
  [
    'a provider that cannot speak',
    { later: '{ uses: speech, needs: [first], with: { provider: writer, text: "x" } }' },
    /error\[model\/unsupported\]: stage later would fail: .* has no speech/,
  ],
  ['a provider without a key of its own', { other: 'type: anthropic' }, /error\[model\/auth\]: .* has no key/],
  [
    'a provider without a model for this',
    {
      other: `type: openai, api_key: { env: ${SET} }`,
      later: '{ uses: image, needs: [first], with: { provider: other, text: "x" } }',
    },
    /error\[model\/invalid\]: .* has no model for image/,
  ],
  [
    'a package that is not installed',
    { other: 'type: "@ai-sdk/nobody-has-this", model: m' },
    /error\[model\/missing-package\]: .*@ai-sdk\/nobody-has-this/,
  ],
  [
    'a secret without a value',
    {
      more: `secrets: { hook: { env: ${UNSET} } }\n`,
      later: '{ uses: command, needs: [first], with: { argv: [echo], env: { HOOK: "${{ secrets.hook }}" } } }',
    },
    /error\[secret\/not-set\]: stage later would fail: the secret hook has no value/,
  ],
];

for (const [what, parts, says] of REFUSED)
  test(`${what} is told before anything is paid for`, async () => {
    await using server = await modelServer();
    using p = here(server, parts);
    const { code, err } = await p.cli('run', 'r');
    assert.match(err, says);
    assert.deepEqual([code, server.ledger.length], [2, 0]);
  });

test('a file may hold the key by the time it is needed: that it does not yet is a warning', async () => {
  await using server = await modelServer();
  using p = here(server, { other: 'type: anthropic, api_key: { file: keys/other } ' });
  const { err } = await p.cli('run', 'r', '--until', 'first');
  assert.doesNotMatch(err, /model\/auth/);
  assert.match((await p.cli('run', 'r')).err, /warning\[model\/auth\]: .*the file keys\/other cannot be read/);
});

test('a program that is not installed is a warning: an earlier stage may install it', async () => {
  await using server = await modelServer();
  using p = here(server, { later: '{ uses: command, needs: [first], with: { argv: [no-such-program-x, hi] } }' });
  const { err } = await p.cli('run', 'r');
  assert.match(
    err,
    /warning\[command\/not-started\]: stage later would fail if it ran now: the program "no-such-program-x"/,
  );
  assert.equal(checkpoint(p).stages.first?.status, 'completed');
});

/** What `plan` says on a machine without ffmpeg of a stage that joins clips. */
async function planOfConcat(options: string): Promise<string> {
  await using server = await modelServer();
  const later = `{ uses: media, needs: [first], with: { op: concat, clips: [a.mp4], ${options}, to: b.mp4 } }`;
  using p = here(server, { later });
  const before = process.env.PIPELINE_RUNNER_FFMPEG;
  process.env.PIPELINE_RUNNER_FFMPEG = 'off';
  const { err } = await p.cli('plan', 'r');
  if (before === undefined) delete process.env.PIPELINE_RUNNER_FFMPEG;
  else process.env.PIPELINE_RUNNER_FFMPEG = before;
  return err;
}

test('a video that ffmpeg is to encode is a warning where there is none', async () => {
  const err = await planOfConcat('encoder: ffmpeg');
  assert.match(err, /warning\[media\/encoder\]: stage later would fail if it ran now/);
});

test('without ffmpeg, sound of clips that music would replace is a warning, and sound that is given is not', async () => {
  const err = await planOfConcat('music: { mood: calm }');
  assert.match(err, /warning\[media\/decode\]: the result of stage later may lack something: .* cannot be mixed with/);
  for (const options of ['transition: 0', 'music: { mood: calm }, audio: a.wav'])
    assert.doesNotMatch(await planOfConcat(options), /may lack something/);
});

test('a file that an input names and that is not there is told before the stage that opens it', async () => {
  await using server = await modelServer();
  const later = '{ uses: llm, needs: [first], with: { provider: writer, text: "x", images: ["${{ inputs.cover }}"] } }';
  using p = here(server, { later, manifest: 'inputs: { cover: art/cover.png }\n' });
  const { err } = await p.cli('plan', 'r');
  assert.match(
    err,
    /warning\[file\/missing\]: stage later would fail .*: the file art\/cover\.png, which the input "cover" names/,
  );
  p.write('art/cover.png', 'there');
  assert.doesNotMatch((await p.cli('plan', 'r')).err, /file\/missing/);
});

test('warnings of validation are told before the first stage, and by `plan`', async () => {
  await using server = await modelServer();
  const later = '{ uses: command, needs: [first], with: { argv: [node, tools/none.mjs] } }';
  using p = here(server, { later });
  assert.match(
    (await p.cli('plan', 'r')).err,
    /warning\[file\/missing\]: the program tools\/none\.mjs does not exist yet/,
  );
  assert.match((await p.cli('run', 'r')).err, /warning\[file\/missing\].*started {4}first/s);
});

test('`plan` tells what the run would lack, and asks no program for a secret', async () => {
  await using server = await modelServer();
  using p = here(server, { more: 'secrets: { hook: { command: [touch, asked] } }\n' });
  const { code, out, err } = await p.cli('plan', 'r');
  assert.equal(code, 0);
  assert.match(err, /error\[model\/auth\]: stage later would fail/);
  assert.match(out, /It would not start on this machine as it is\.\n$/);
  assert.equal(existsSync(path.join(p.root, 'asked')), false);
  const { diagnostics } = JSON.parse((await p.cli('plan', 'r', '--json')).out);
  assert.deepEqual(
    diagnostics.map(({ code }: { code: string }) => code),
    ['model/auth'],
  );
});

test('no value of a key stands in what is told', async () => {
  await using server = await modelServer();
  using p = here(server);
  const { out, err } = await p.cli('run', 'r');
  assert.doesNotMatch(out + err, new RegExp(VALUE));
});

test('a model without a price is told where a budget blocks unknown costs: the run would pause there', async () => {
  await using server = await modelServer();
  const other = `type: openai-compatible, model: m, base_url: "${server.url}"`;
  using blocks = here(server, { other, manifest: 'budget: { usd: 5 }\n' });
  const { code, err } = await blocks.cli('run', 'r');
  assert.match(
    err,
    /warning\[budget\/no-price\]: the run would pause at stage later: m, the model of the provider "other"/,
  );
  assert.deepEqual([code, checkpoint(blocks).status], [3, 'budget_exceeded']);
  using warns = here(server, { other, manifest: 'budget: { usd: 5, unknown_cost: warn }\n' });
  assert.equal((await warns.cli('plan', 'r')).err, '');
});

test('a model that the price list does not contain may be misspelled: it is told before anything is paid for', async () => {
  await using server = await modelServer();
  const told = async (model: string): Promise<string> => {
    using p = here(server, { other: `type: openai, model: ${model}, api_key: { env: ${SET} }` });
    return (await p.cli('plan', 'r')).err;
  };
  assert.match(
    await told('gpt-4oo'),
    /warning\[model\/not-listed\]: what stage later will cost is unknown: .* gpt-4oo/,
  );
  assert.equal(await told('gpt-4o'), '');
});

test('`plan` tells that a run is expected to cost more than its budget', async () => {
  using p = project({
    'pipeline-runner.config.yaml': 'providers:\n  writer: { type: offline, options: { cost: 2 } }\n',
    'pipelines/one.yaml': 'stages:\n  a: { uses: llm, with: { provider: writer, text: "Rain." } }\n',
    'runs/before.yaml': 'pipeline: one\n',
    'runs/small.yaml': 'pipeline: one\nbudget: { usd: 1.5 }\n',
    'runs/large.yaml': 'pipeline: one\nbudget: { usd: 2 }\n',
  });
  await p.cli('run', 'before');
  const { err } = await p.cli('plan', 'small');
  assert.match(err, /^runs\/small\.yaml warning\[budget\/too-small\]: .* about \$2\.00, but its budget is \$1\.50/m);
  assert.equal((await p.cli('plan', 'large')).err, '');
});
