/** Calls of models that are recorded once and replayed for nothing: `replay` of a manifest, `run --record`. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type ModelServer, type ModelServerOptions, modelServer } from '../rig/model-server.ts';
import { project, type TestProject } from './rig.ts';

const CALLS = 'tests/calls/talk';
const TITLE = 'Write a title.\nTopic: {{ topic }}\nBe short.\n';
const SHAPE = JSON.stringify({ type: 'object', required: ['title'], properties: { title: { type: 'string' } } });

const llm = (more: Readonly<Record<string, unknown>>) => ({ uses: 'llm', with: { provider: 'writer', ...more } });
const ASKING = llm({ text: TITLE, vars: { topic: '${{ inputs.topic }}' } });
const INPUTS = { type: 'object', properties: { topic: { type: 'string', default: 'Tides' } } };

interface Talk extends AsyncDisposable {
  readonly p: TestProject;
  readonly server: ModelServer;
}

const pipelineOf = (stages: Readonly<Record<string, unknown>>, more: object = {}): string =>
  JSON.stringify({ inputs: INPUTS, stages, ...more });

const configOf = (url: string, type = 'openai-compatible', model = 'm-1'): string => {
  const key = { api_key: { env: 'TALK_KEY' } };
  const prices = { per_request: 0.01 };
  const one = (name: string) => ({ type, model: name, base_url: url, prices, ...key });
  return JSON.stringify({ providers: { writer: one(model), voice: one('tts-1'), camera: one('sora-2') } });
};

async function talk(stages: Readonly<Record<string, unknown>>, options: ModelServerOptions = {}): Promise<Talk> {
  process.env.TALK_KEY = 'a-key-of-this-test';
  const server = await modelServer(options);
  const p = project({
    'pipeline-runner.config.yaml': configOf(server.url),
    'pipelines/talk.yaml': pipelineOf(stages),
    'runs/talk.yaml': `pipeline: talk\nreplay: ${CALLS}\n`,
  });
  return {
    p,
    server,
    async [Symbol.asyncDispose]() {
      p[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What is committed of it, somewhere else, where there is no key. */
function cloned({ p }: Talk): TestProject {
  delete process.env.TALK_KEY;
  const clone = project();
  for (const name of ['pipeline-runner.config.yaml', 'pipelines', 'schemas', 'tests', 'runs/talk.yaml'])
    if (existsSync(path.join(p.root, name)))
      cpSync(path.join(p.root, name), path.join(clone.root, name), { recursive: true });
  return clone;
}

const checkpoint = (p: TestProject) => JSON.parse(p.read('runs/talk.checkpoint.json'));
const files = (p: TestProject): readonly string[] => readdirSync(path.join(p.root, CALLS)).toSorted();
const only = (p: TestProject): string => {
  const [name = '', ...more] = files(p);
  assert.deepEqual(more, []);
  return `${CALLS}/${name}`;
};
const recording = (p: TestProject) => p.cli('run', 'talk', '--record', '-q');
async function recorded(it: Talk): Promise<void> {
  const { code, err } = await recording(it.p);
  assert.equal(code, 0, err);
}
/** Why the one stage that failed did. */
const failure = (p: TestProject): string => {
  const { code, message } = checkpoint(p).errors[0];
  return `${code}: ${message}`;
};

test('a recorded run gives the same outputs in a clone without network, keys and cost', async () => {
  await using it = await talk({ title: ASKING });
  it.p.write(
    'pipelines/talk.yaml',
    pipelineOf({ title: ASKING }, { outputs: { title: '${{ stages.title.output }}' } }),
  );
  await recorded(it);
  assert.equal(checkpoint(it.p).cost.usd_micros, 10_000);
  using clone = cloned(it);
  const asked = it.server.ledger.length;
  const { code, out } = await clone.cli('run', 'talk', '-q');
  assert.deepEqual([code, JSON.parse(out)], [0, checkpoint(it.p).outputs]);
  const [call] = checkpoint(clone).stages.title.attempts[0].calls;
  assert.deepEqual([call.type, call.provider, call.model, call.usd_micros], ['replay', 'writer', 'm-1', 0]);
  assert.equal((await clone.cli('gc', '--recorded')).code, 0);
  only(clone);
  assert.match((await clone.cli('logs', 'talk', 'title')).out, /draft: answered by tests\/.+, which cost \$0\.01\n/);
  assert.equal(it.server.ledger.length, asked);
});

test('a recorded call is readable: stage in its name, prompt as lines, usage, cost and no secret', async () => {
  await using it = await talk({ title: ASKING });
  it.p.write('runs/talk.yaml', `pipeline: talk\nreplay: ${CALLS}\ninputs: { topic: a-key-of-this-test }\n`);
  it.server.next({ type: 'answer', text: 'a-key-of-this-test\n\n  Tides \u0007 and moon\n' });
  await recorded(it);
  assert.match(only(it.p), /\/title\.draft\.[0-9a-f]{12}\.yaml$/);
  const lines = it.p.read(only(it.p));
  assert.match(lines, /^ {2}prompt: \|-\n {4}Write a title\.\n {4}Topic: \*{3}\n {4}Be short\.$/m);
  assert.match(lines, /^usage:\n {2}input_tokens: \d+$/m);
  assert.match(lines, /^usd_micros: 10000$/m);
  assert.doesNotMatch(lines, /a-key-of-this-test/);
  assert.equal((await it.p.cli('schema', 'call')).code, 0);
});

test('a call that is not recorded fails with the differing line and what to type, and no provider is called', async () => {
  await using it = await talk({ title: ASKING });
  await recorded(it);
  const asked = it.server.ledger.length;
  it.p.write(
    'pipelines/talk.yaml',
    pipelineOf({ title: llm({ ...ASKING.with, text: TITLE.replace('short', 'kind') }) }),
  );
  await it.p.cli('retry', 'talk');
  const { code, err } = await it.p.cli('run', 'talk', '-q');
  const line = it.p.read(only(it.p)).split('\n').indexOf('    Be short.') + 1;
  assert.equal(code, 1);
  assert.equal(
    failure(it.p),
    'model/not-recorded: the call "draft" of title is not recorded: ' +
      `in ${only(it.p)}:${line} \`prompt\` says "Be short.", now "Be kind."`,
  );
  assert.match(err, /hint: record it: pipeline-runner run talk --record \(.*retry talk first\)/);
  it.p.write('pipelines/talk.yaml', pipelineOf({ title: ASKING }));
  it.p.write('pipeline-runner.config.yaml', configOf(it.server.url, 'openai-compatible', 'm-2'));
  await it.p.cli('retry', 'talk');
  await it.p.cli('run', 'talk', '-q');
  assert.match(failure(it.p), /\.yaml the model is m-1, now it is m-2$/);
  assert.equal(it.server.ledger.length, asked);
});

test('`run --record` makes only the missing calls, and `gc --recorded` removes unused ones', async () => {
  const other = llm({ text: 'Write a last line.' });
  await using it = await talk({ title: ASKING, last: other });
  await recorded(it);
  const before = files(it.p);
  it.p.write('pipelines/talk.yaml', pipelineOf({ title: llm({ text: 'Write another title.' }), last: other }));
  const early = await it.p.cli('gc', '--recorded');
  assert.equal(early.code, 0);
  assert.deepEqual(files(it.p), before);
  await it.p.cli('retry', 'talk');
  assert.equal((await it.p.cli('run', 'talk', '-q')).code, 1);
  assert.match((await it.p.cli('gc', '--recorded')).out, /tests\/calls\/talk: run talk has not completed here/);
  await it.p.cli('retry', 'talk');
  await recorded(it);
  assert.equal(it.server.ledger.length, 3);
  assert.equal(files(it.p).length, 3);
  assert.match((await it.p.cli('gc', '--recorded', '--dry-run')).out, /1 +recorded calls and answers/);
  assert.equal(files(it.p).length, 3);
  it.p.write('runs/open.yaml', `pipeline: talk\nreplay: ${CALLS}\n`);
  const unsure = await it.p.cli('gc', '--recorded');
  assert.equal(unsure.code, 1);
  assert.match(unsure.out, /tests\/calls\/talk: run open has not completed here/);
  assert.equal(files(it.p).length, 3);
  rmSync(path.join(it.p.root, 'runs/open.yaml'));
  await it.p.cli('gc', '--recorded');
  assert.deepEqual(
    files(it.p).map((name) => [name.split('.')[0], before.includes(name)]),
    [
      ['last', true],
      ['title', false],
    ],
  );
});

test('the same question is asked once, whoever asks it and however many at once', async () => {
  const each = { foreach: "${{ ['a', 'b', 'c'] }}", ...llm({ text: 'Say hello.' }) };
  await using it = await talk({ each });
  await recorded(it);
  assert.equal(it.server.ledger.length, 1);
  only(it.p);
  using clone = cloned(it);
  assert.equal((await clone.cli('run', 'talk', '-q')).code, 0);
});

test('two runs that record the same question into one folder at once pay for it once', async () => {
  await using it = await talk({ title: ASKING });
  it.p.write('runs/twin.yaml', `pipeline: talk\nreplay: ${CALLS}\n`);
  const ends = await Promise.all(['talk', 'twin'].map((run) => it.p.cli('run', run, '--record', '-q')));
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0],
  );
  assert.equal(it.server.ledger.length, 1);
  only(it.p);
});

test('a recorded answer that its stage refused is replaced by that of the next attempt', async () => {
  const title = {
    ...llm({ text: 'Give a title.', repair: 0 }),
    output: { schema: 'x.schema.json' },
    retry: { attempts: 2, min: '1ms' },
  };
  await using it = await talk({ title });
  it.p.write('schemas/x.schema.json', SHAPE);
  it.server.next({ type: 'answer', text: '{"titel":"x"}' }, { type: 'answer', text: '{"title":"y"}' });
  await recorded(it);
  assert.equal(it.server.ledger.length, 2);
  assert.match(it.p.read(only(it.p)), /"?title"?:.*y/);
  using clone = cloned(it);
  assert.equal((await clone.cli('run', 'talk', '-q')).code, 0);
  assert.equal(checkpoint(clone).stages.title.attempts.length, 1);
});

test('speech, images, video jobs and transcriptions are replayed, with their bytes beside the calls', async () => {
  const stages = {
    line: { uses: 'speech', with: { provider: 'voice', text: 'Hello.', voice: { openai: 'nova' } } },
    frame: { uses: 'image', with: { provider: 'voice', text: 'A tide', size: '300x200' } },
    clip: { uses: 'video', with: { provider: 'camera', text: 'A tide', seconds: 5, size: '640x360' } },
    words: { uses: 'transcribe', with: { provider: 'voice', file: '${{ stages.line.output.path }}' } },
  };
  await using it = await talk(stages, { otherwise: () => ({ type: 'answer', polls: 0 }) });
  it.p.write('pipeline-runner.config.yaml', configOf(it.server.url, 'openai'));
  await recorded(it);
  assert.equal(files(it.p).filter((name) => /^[0-9a-f]{64}\.(wav|png|mp4)$/.test(name)).length, 3);
  const asked = it.server.ledger.length;
  using clone = cloned(it);
  const { code, err } = await clone.cli('run', 'talk', '-q');
  assert.equal(code, 0, err);
  const made = (p: TestProject) =>
    Object.values<{ artifacts?: readonly { sha256: string }[]; output: unknown }>(checkpoint(p).stages).map(
      ({ artifacts = [], output }) => [artifacts.map(({ sha256 }) => sha256), output],
    );
  assert.deepEqual(made(clone), made(it.p));
  assert.equal(it.server.ledger.length, asked);
  const picture = files(clone).find((name) => name.endsWith('.png')) ?? '';
  clone.write(`${CALLS}/${picture}`, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n');
  await clone.cli('run', 'talk', '-q', '--from', 'frame');
  assert.match(failure(clone), /^model\/bad-recorded: .*\.png: .*Git LFS has not fetched it$/);
});

test('a problem of a recorded call is reported with its place, and nothing outside of the folder is read', async () => {
  await using it = await talk({ title: ASKING });
  await recorded(it);
  const file = only(it.p);
  const good = it.p.read(file);
  const bad = async (): Promise<string> => {
    using clone = cloned(it);
    await clone.cli('run', 'talk', '-q');
    return failure(clone);
  };
  it.p.write(file, good.replace('finish: stop', 'finish: soon'));
  assert.match(await bad(), /^model\/bad-recorded: tests\/calls\/talk\/title\.draft\.\w+\.yaml:\d+:11: .*soon/);
  it.p.write(
    file,
    good.replace(/answer:[\s\S]*?(?=usage:)/, 'answer: { text: x, finish: stop, file: ../../../etc/passwd }\n'),
  );
  assert.match(await bad(), /^model\/bad-recorded: .*\.yaml:\d+:\d+: "file" does not have the form/);
  it.p.write(file, good.replace('finish: stop', ''));
  assert.match(await bad(), /\.yaml:\d+:\d+: its answer is not one for text$/);
  it.p.write(file, good.replace('Be short', 'Be long'));
  assert.match(await bad(), /its request does not match its name$/);
  it.p.write(file, 'a'.repeat(1024 * 1024 + 1));
  assert.match(await bad(), /larger than/);
  it.p.write(file, good.replace('An answer to', 'Edited by hand'));
  using edited = cloned(it);
  assert.equal((await edited.cli('run', 'talk', '-q')).code, 0);
});

test('a folder of recorded calls that is a link is neither read nor written', async () => {
  await using it = await talk({ title: ASKING });
  await recorded(it);
  mkdirSync(path.join(it.p.root, 'elsewhere'));
  renameSync(path.join(it.p.root, CALLS), path.join(it.p.root, 'elsewhere/talk'));
  symlinkSync('../../elsewhere/talk', path.join(it.p.root, CALLS));
  await it.p.cli('run', 'talk', '-q', '--from', 'title');
  assert.match(failure(it.p), /^model\/not-recorded/);
  await it.p.cli('retry', 'talk');
  assert.equal((await recording(it.p)).code, 1);
  assert.equal(readdirSync(path.join(it.p.root, 'elsewhere/talk')).length, 1);
});

test('the `replay` folder must be inside the project, and `--record` requires `replay`', async () => {
  await using it = await talk({ title: ASKING });
  for (const folder of ['/etc', '../x', 'a/../../b', 'runs/x', '.git/x', '.pipeline-runner/x', 'a//b', 'a/']) {
    it.p.write('runs/talk.yaml', `pipeline: talk\nreplay: ${folder}\n`);
    const { code, out } = await it.p.cli('validate', 'runs/talk.yaml');
    assert.deepEqual([code, /runs\/talk\.yaml:2:9 error\[format\/bad-value\]/.test(out)], [2, true], folder);
  }
  it.p.write('runs/talk.yaml', 'pipeline: talk\n');
  const { code, err } = await recording(it.p);
  assert.equal(code, 2);
  assert.match(err, /--record needs a folder[\s\S]*hint: add a line to the manifest: replay: tests\/calls\/talk/);
  assert.equal(it.server.ledger.length, 0);
});

test('a run that began without `replay` makes no call that `--record` could not store', async () => {
  await using it = await talk({ title: ASKING });
  it.p.write('runs/talk.yaml', 'pipeline: talk\npaused: true\n');
  await it.p.cli('run', 'talk', '-q');
  it.p.write('runs/talk.yaml', `pipeline: talk\nreplay: ${CALLS}\n`);
  const { code, err } = await recording(it.p);
  assert.deepEqual([code, /run talk started without `replay`/.test(err), it.server.ledger.length], [2, true, 0]);
  await it.p.cli('retry', 'talk');
  await recorded(it);
  only(it.p);
});

test('a run that began with `replay` calls no provider after its manifest was edited, and says so', async () => {
  await using it = await talk({ title: ASKING });
  await it.p.cli('run', 'talk', '-q');
  it.p.write('runs/talk.yaml', 'pipeline: talk\n');
  assert.match((await it.p.cli('run', 'talk')).err, /run\/frozen-changed.*replay/);
  assert.equal(it.server.ledger.length, 0);
});

test('a stage taken from the cache keeps its recorded calls, and is not taken for another folder', async () => {
  await using it = await talk({ title: { ...ASKING, cache: true } });
  await recorded(it);
  for (const name of ['runs/talk.checkpoint.json', 'runs/talk.run', '.pipeline-runner/backup'])
    rmSync(path.join(it.p.root, name), { recursive: true });
  it.p.write(
    'pipelines/talk.yaml',
    pipelineOf({ title: { ...ASKING, cache: true }, last: llm({ text: 'Write a line.' }) }),
  );
  await recorded(it);
  assert.equal(it.server.ledger.length, 2);
  assert.equal((await it.p.cli('gc', '--recorded')).code, 0);
  assert.equal(files(it.p).length, 2);
  it.p.write('.pipeline-runner/replayed/talk', `another-start.1 last ${CALLS}/${files(it.p)[0]}\n`);
  assert.equal((await it.p.cli('gc', '--recorded')).code, 1);
  assert.equal(files(it.p).length, 2);
  it.p.write('runs/other.yaml', 'pipeline: talk\nreplay: tests/calls/other\n');
  await it.p.cli('run', 'other', '-q');
  assert.equal(JSON.parse(it.p.read('runs/other.checkpoint.json')).stages.title.status, 'failed');
});

test('`--record` reports if there is nothing to record, and is refused for a trial, which is replayed', async () => {
  await using it = await talk({ title: ASKING });
  await recorded(it);
  assert.match((await recording(it.p)).err, /nothing was recorded[\s\S]*run talk --record --from <stage>/);
  const noted = it.p.read('.pipeline-runner/replayed/talk');
  assert.equal((await it.p.cli('run', 'talk', '--only', 'title')).code, 0);
  assert.equal(it.p.read('.pipeline-runner/replayed/talk'), noted);
  const tried = await it.p.cli('run', 'talk', '--only', 'title', '--record');
  assert.deepEqual([tried.code, /add --keep/.test(tried.err)], [2, true]);
  rmSync(path.join(it.p.root, only(it.p)));
  assert.equal((await it.p.cli('run', 'talk', '--record', '--from', 'title', '-q')).code, 0);
  only(it.p);
});

test('a call that could not be replayed later is not recorded, and fails', async () => {
  await using it = await talk({ title: ASKING });
  it.server.next({ type: 'answer', text: 'word '.repeat(250_000) });
  assert.equal((await recording(it.p)).code, 1);
  assert.match(failure(it.p), /^model\/not-recorded: the call is too large to record: the limit is 1 MiB/);
});
