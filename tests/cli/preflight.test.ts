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

test('a new run whose last stage lacks a key is refused before its first stage costs anything', async () => {
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

test('a refused run works without `retry` once the key is there', async () => {
  await using server = await modelServer();
  using p = here(server);
  await p.cli('run', 'r');
  const { code } = await withKey(() => p.cli('run', 'r'));
  assert.deepEqual([code, checkpoint(p).generation], [0, 1]);
});

test('a refused new run gets no manifest, because a daemon would start it', async () => {
  await using server = await modelServer();
  using p = here(server);
  assert.equal((await p.cli('run', 'two')).code, 2);
  assert.deepEqual(readdirSync(path.join(p.root, 'runs')), ['r.yaml']);
});

test('a daemon records why it refuses a run, and starts it once the key is there', async () => {
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
  test(`a stage that ${why} is only a warning at the start`, async () => {
    await using server = await modelServer();
    using p = here(server, parts);
    const { err } = await p.cli('run', 'r');
    assert.match(err, /warning\[model\/auth\]: stage later would fail/);
    assert.ok(err.indexOf('warning[model/auth]') < err.indexOf('started'), err);
    assert.equal(server.ledger.length, 1);
  });

test('a missing key of a stage behind a gate is a warning, because it may be there by the time of the answer', async () => {
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
  test(`a stage that ${why} is not reported`, async () => {
    await using server = await modelServer();
    using p = here(server, { manifest, later });
    const { code, err } = await p.cli('run', 'r');
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /model\/auth/);
  });

test('a reused result needs no key', async () => {
  await using server = await modelServer();
  using p = here(server);
  await withKey(() => p.cli('run', 'r'));
  await p.cli('retry', 'r');
  const { code, err } = await p.cli('run', 'r');
  assert.equal(code, 0, err);
  assert.doesNotMatch(err, /model\/auth/);
});

test('a started run is not refused; what its stages lack is reported at each start', async () => {
  await using server = await modelServer();
  using p = here(server);
  await withKey(() => p.cli('run', 'r', '--until', 'first'));
  const { err } = await p.cli('run', 'r');
  assert.match(err, /warning\[model\/auth\]: stage later would fail/);
  assert.equal(checkpoint(p).status, 'failed');
});

test('a stage with a complete fallback is not refused, and the message says who would answer', async () => {
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
  ['a provider without its own key', { other: 'type: anthropic' }, /error\[model\/auth\]: .* has no key/],
  [
    'a provider without a model for the capability',
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
  test(`${what} is reported before anything is paid`, async () => {
    await using server = await modelServer();
    using p = here(server, parts);
    const { code, err } = await p.cli('run', 'r');
    assert.match(err, says);
    assert.deepEqual([code, server.ledger.length], [2, 0]);
  });

test('a secret file that is still missing is a warning, because it may exist when it is needed', async () => {
  await using server = await modelServer();
  using p = here(server, { other: 'type: anthropic, api_key: { file: keys/other } ' });
  const { err } = await p.cli('run', 'r', '--until', 'first');
  assert.doesNotMatch(err, /model\/auth/);
  assert.match((await p.cli('run', 'r')).err, /warning\[model\/auth\]: .*the file keys\/other cannot be read/);
});

test('a program that is not installed is a warning, because an earlier stage may install it', async () => {
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

test('missing ffmpeg is a warning for a video that must be encoded', async () => {
  const err = await planOfConcat('encoder: ffmpeg');
  assert.match(err, /warning\[media\/encoder\]: stage later would fail if it ran now/);
});

test('without ffmpeg, sound of clips that music would replace is a warning, and sound that is given is not', async () => {
  const err = await planOfConcat('music: { mood: calm }');
  assert.match(err, /warning\[media\/decode\]: the result of stage later may lack something: .* cannot be mixed with/);
  for (const options of ['transition: 0', 'music: { mood: calm }, audio: a.wav'])
    assert.doesNotMatch(await planOfConcat(options), /may lack something/);
});

test('a missing file that an input names is reported before the stage that opens it', async () => {
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

test('warnings of validation are shown before the first stage, and by `plan`', async () => {
  await using server = await modelServer();
  const later = '{ uses: command, needs: [first], with: { argv: [node, tools/none.mjs] } }';
  using p = here(server, { later });
  assert.match(
    (await p.cli('plan', 'r')).err,
    /warning\[file\/missing\]: the program tools\/none\.mjs does not exist yet/,
  );
  assert.match((await p.cli('run', 'r')).err, /warning\[file\/missing\].*started {4}first/s);
});

test('`plan` reports what the run would lack, without calling secret programs', async () => {
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

test('no message contains the value of a key', async () => {
  await using server = await modelServer();
  using p = here(server);
  const { out, err } = await p.cli('run', 'r');
  assert.doesNotMatch(out + err, new RegExp(VALUE));
});

test('a model without a price is reported if the budget blocks unknown costs, because the run would pause', async () => {
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

test('a model that costs an unknown amount is told where no budget blocks it, with what to do', async () => {
  await using server = await modelServer();
  const told = async (
    other: string,
    uses = 'speech',
    manifest = 'budget: { usd: 5, unknown_cost: warn }',
  ): Promise<string> => {
    const later = `{ uses: ${uses}, with: { provider: other, text: x${uses === 'speech' ? ', voice: v' : ''} } }`;
    using p = here(server, { other: `${other}, api_key: { env: ${SET} }`, later, manifest: `${manifest}\n` });
    return (await p.cli('plan', 'r')).err;
  };
  const unknown =
    /warning\[budget\/no-price\]: what stage later will cost is unknown: eleven_multilingual_v2, .* no budget limits it/;
  assert.match(await told('type: elevenlabs'), unknown);
  assert.match(await told('type: elevenlabs', 'speech', ''), unknown);
  assert.equal(await told('type: elevenlabs, prices: { per_thousand_characters: 0.1 }'), '');
  assert.equal(await told('type: openai, model: gpt-realtime-2.1-mini'), '');
  assert.equal(await told('type: openai, model: gpt-image-2', 'image'), '', 'known once its tokens are counted');
});

test('a model missing in the price list is reported before anything is paid, because it may be misspelled', async () => {
  await using server = await modelServer();
  const told = async (model: string): Promise<string> => {
    using p = here(server, { other: `type: openai, model: ${model}, api_key: { env: ${SET} }` });
    return (await p.cli('plan', 'r')).err;
  };
  assert.match(
    await told('gpt-4oo'),
    /warning\[model\/not-listed\]: what stage later will cost is unknown: .* gpt-4oo/,
  );
  assert.equal(await told('gpt-5.6-terra'), '');
});

test('a model whose end its vendor has announced is told before a run starts, and by `doctor`', async () => {
  await using server = await modelServer();
  const other = `type: openai, model: gpt-4o-mini-tts, api_key: { env: ${SET} }`;
  const later = '{ uses: speech, with: { provider: other, text: x, voice: coral } }';
  using ends = here(server, { other, later });
  const { err } = await ends.cli('plan', 'r');
  assert.match(err, /warning\[model\/retiring\]: the model of stage later ends: gpt-4o-mini-tts.* on 2027-01-06$/m);
  assert.match(err, /hint: switch to gpt-realtime-2\.1-mini/);
  assert.match(
    (await ends.cli('doctor')).out,
    /gpt-4o-mini-tts (will|was to) be shut down by its vendor on 2027-01-06/,
  );
  using elsewhere = here(server, { other: `${other}, base_url: "${server.url}"`, later });
  assert.equal((await elsewhere.cli('plan', 'r')).err, '');
});

test('a stage that names no voice for elevenlabs, which has no default, is told while nothing has cost anything', async () => {
  await using server = await modelServer();
  const told = async (voice: string): Promise<string> => {
    const other = `type: elevenlabs, api_key: { env: ${SET} }`;
    using p = here(server, { other, later: `{ uses: speech, with: { provider: other, text: x${voice} } }` });
    const { out, err } = await p.cli('validate');
    return out + err;
  };
  assert.match(await told(''), /warning\[pipeline\/no-voice\]: .* elevenlabs, .* names no voice: it would fail/);
  assert.match(await told(', voice: { openai: nova }'), /warning\[pipeline\/no-voice\]: .*: it would fail/);
  assert.doesNotMatch(await told(', voice: { elevenlabs: v }'), /no-voice/);
  assert.doesNotMatch(await told(', voice: v'), /no-voice/);
});

test('`plan` reports that a run is expected to cost more than its budget', async () => {
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
