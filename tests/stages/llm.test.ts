import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { usdMicros } from '../../src/model/brand.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { StageOutcome } from '../../src/ports/stage-kind.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';
import { type ScriptedModels, said, scripted } from './scripted-models.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const SCHEMA = JSON.stringify({
  type: 'object',
  additionalProperties: false,
  required: ['title'],
  properties: { title: { type: 'string' }, minutes: { type: 'integer' } },
});

const ask = (rig: Rig, { models }: ScriptedModels, options: JsonObject): Promise<StageOutcome> =>
  rig.run('llm', options, { deps: { models } });

/** With an output schema, as the kind is given it. */
function withSchema(rig: Rig): JsonObject {
  rig.put('schemas/concept.schema.json', SCHEMA);
  return { text: 'A concept', schema: 'schemas/concept.schema.json' };
}

const staged = (rig: Rig, name: string): string => readFileSync(join(rig.staging, name), 'utf8');

test('the prompt is rendered from the pinned template, and the trimmed answer is the output', async () => {
  using rig = createRig();
  rig.put('templates/podcast/idea.md', 'An idea about {{ topic }}\n');
  const double = scripted([said('\n Fly! \n')]);
  const outcome = await ask(rig, double, {
    provider: 'writer',
    prompt: 'podcast/idea.md',
    vars: { topic: 'rockets' },
    temperature: 0.7,
    seed: '7',
    max_tokens: 2000,
    max_cost: 0.1,
  });
  assert.equal(outputOf(outcome), 'Fly!');
  const { provider, name, maxCost } = double.calls[0] ?? {};
  assert.deepEqual([provider, name, maxCost], ['writer', 'draft', usdMicros(100_000)]);
  assert.deepEqual(double.request('text'), {
    system: null,
    prompt: 'An idea about rockets',
    images: [],
    files: [],
    schema: null,
    temperature: 0.7,
    seed: 7,
    maxTokens: 2000,
    material: { topic: 'rockets' },
    repair: null,
  });
});

test('without a provider the built-in one is used', async () => {
  using rig = createRig();
  const double = scripted([said('x')]);
  await ask(rig, double, { text: 'Hello' });
  assert.equal(double.calls[0]?.provider, 'offline');
});

test('the prelude precedes the system prompt, and the variables of both are the material', async () => {
  using rig = createRig();
  rig.put('templates/prelude.md', 'The show is {{ show }}.');
  rig.put('templates/system.md', 'You write about {{ topic }}.');
  const double = scripted([said('x')]);
  const prelude = { template: 'prelude.md', vars: { show: 'Kids', topic: 'of the prelude' } };
  await ask(rig, double, { text: 'Go', system: 'system.md', vars: { topic: 'rockets' }, prelude });
  const { system, material } = double.request('text');
  assert.equal(system, 'The show is Kids.\n\nYou write about rockets.');
  assert.deepEqual(material, { show: 'Kids', topic: 'rockets' });
});

test('the feedback of a gate is in the prompt although no template names it', async () => {
  using rig = createRig();
  const double = scripted([said('x')]);
  const feedback = [
    { iteration: 1, gate: 'review', text: 'shorter', output: 'first try' },
    { iteration: 2, gate: 'review', text: 'begin with the launch', output: { title: 'second try' } },
  ];
  await ask(rig, double, { text: 'Write it', feedback });
  const { prompt, material } = double.request('text');
  for (const part of [/^Write it\n/, /1\. shorter\n2\. begin with the launch/, /second try/])
    assert.match(prompt, part);
  assert.doesNotMatch(prompt, /first try/);
  assert.deepEqual(material.feedback, feedback);
});

test('the prompt of a stage that was not sent back does not mention feedback', async () => {
  using rig = createRig();
  const double = scripted([said('x')]);
  await ask(rig, double, { text: 'Write it', feedback: [] });
  assert.equal(double.request('text').prompt, 'Write it');
  assert.deepEqual(double.request('text').material, {});
});

test('prompt and answer are stored as artifacts', async () => {
  using rig = createRig();
  rig.put('templates/system.md', 'Be kind.');
  await ask(rig, scripted([said(' raw \n')]), { text: 'Hello', system: 'system.md' });
  assert.equal(staged(rig, 'prompt.md'), '# System\n\nBe kind.\n\n# Prompt\n\nHello\n');
  assert.equal(staged(rig, 'answer.md'), ' raw \n');
});

test('a secret in a prompt or an answer is in no artifact', async () => {
  using rig = createRig();
  const { models } = scripted([said('the key is KEY-12, not "KEY-12"')]);
  await rig.run('llm', { text: 'Is KEY-12 the key?' }, { deps: { models }, secrets: { KEY: 'KEY-12' } });
  for (const name of ['prompt.md', 'answer.md']) assert.doesNotMatch(staged(rig, name), /KEY-1/, name);
});

test('with a schema the answer is JSON, whatever text surrounds it', async () => {
  for (const text of [
    '{"title":"Up"}',
    'Here it is:\n```json\n{"title":"Up"}\n```\nEnjoy!',
    'As in [1]:\n```\n{"title":"Up"}\n```',
    'Sure {smile}! {"title":"Up"} – good?',
  ]) {
    using rig = createRig();
    const double = scripted([said(text)]);
    assert.deepEqual(outputOf(await ask(rig, double, withSchema(rig))), { title: 'Up' }, text);
    assert.deepEqual(double.request('text').schema, JSON.parse(SCHEMA));
    assert.equal(staged(rig, 'answer.json'), text);
  }
});

test('half a surrogate pair in an answer is replaced by a character that files can hold', async () => {
  using rig = createRig();
  const outcome = await ask(rig, scripted([said('{"title": "Up \\ud83d and away \\ud83d\\ude80"}')]), withSchema(rig));
  assert.deepEqual(outputOf(outcome), { title: 'Up \ufffd and away 🚀' });
});

test('a broken or truncated part of an answer is not used, even if it fits the schema', async () => {
  const broken = [
    '{"title": "Sun", "parts": [{"title": "Moon"},]}',
    'Here: {"title": "Sun", "parts": [{"title": "Moon"}',
  ];
  for (const text of broken) {
    using rig = createRig();
    const double = scripted([said(text), said('{"title": "Sun"}')]);
    assert.deepEqual(outputOf(await ask(rig, double, withSchema(rig))), { title: 'Sun' }, text);
    assert.match(double.request('text', 1).repair?.errors.join() ?? '', /no JSON/);
  }
});

test('an answer that does not fit is sent back with its mistakes, each time as a separate call', async () => {
  using rig = createRig();
  const double = scripted([said('no JSON at all'), said('{"minutes":"many"}'), said('{"title":"Up"}')]);
  assert.deepEqual(outputOf(await ask(rig, double, withSchema(rig))), { title: 'Up' });
  assert.deepEqual(
    double.calls.map(({ name }) => name),
    ['draft', 'repair-1', 'repair-2'],
  );
  assert.equal(double.request('text', 1).repair?.answer, 'no JSON at all');
  assert.deepEqual(double.request('text', 2).repair, {
    answer: '{"minutes":"many"}',
    errors: ['the answer needs the key "title"', '"minutes" must be a whole number, but it is the text "many"'],
  });
  assert.match(
    staged(rig, 'prompt.3.md'),
    /# The answer before\n\n\{"minutes":"many"\}\n\n# What is wrong with it\n\n- /,
  );
  assert.equal(staged(rig, 'answer.json'), '{"title":"Up"}');
});

test('repairs are limited, and the last answer is reported with its mistakes', async () => {
  using rig = createRig();
  const double = scripted([said('{}'), said('{}')]);
  const failure = failureOf(await ask(rig, double, { ...withSchema(rig), repair: 1 }));
  assert.deepEqual([failure.code, failure.retry, double.calls.length], ['llm/bad-output', 'policy', 2]);
  assert.match(failure.hint ?? '', /`repair`.*structured: prompt/);
  assert.match(failure.message, /needs the key "title"/);
  assert.match(rig.log(), /\{\}/);
});

test('with `repair: 0` there is one call only', async () => {
  using rig = createRig();
  const double = scripted([said('[]')]);
  assert.equal(failureOf(await ask(rig, double, { ...withSchema(rig), repair: 0 })).code, 'llm/bad-output');
});

test('JSON with endless nesting, or only brackets, is an invalid answer and no crash', async () => {
  for (const text of ['['.repeat(300_000), `${'['.repeat(500)}${']'.repeat(500)}`, '```\n'.repeat(100_000)]) {
    using rig = createRig();
    const outcome = await ask(rig, scripted([said(text)]), { ...withSchema(rig), repair: 0 });
    assert.equal(failureOf(outcome).code, 'llm/bad-output');
  }
});

test('a truncated answer fails with what to do, unless the stage accepts it', async () => {
  using rig = createRig();
  const failure = failureOf(await ask(rig, scripted([said('Once upon a', 'length')]), { text: 'Tell' }));
  assert.deepEqual([failure.code, failure.retry], ['llm/cut-off', 'never']);
  assert.match(failure.hint ?? '', /max_tokens/);
  const taken = await ask(rig, scripted([said('Once upon a', 'length')]), { text: 'Tell', allow_cut: true });
  assert.equal(outputOf(taken), 'Once upon a');
});

test('truncated JSON is not sent back for repair; JSON that is complete nevertheless is accepted', async () => {
  using rig = createRig();
  const cut = await ask(rig, scripted([said('{"title":"U', 'length')]), withSchema(rig));
  assert.equal(failureOf(cut).code, 'llm/cut-off');
  const whole = await ask(rig, scripted([said('{"title":"Up"} and so o', 'length')]), withSchema(rig));
  assert.deepEqual(outputOf(whole), { title: 'Up' });
});

test('an answer that was cut off before it began explains that thinking counts, and is not paid again', async () => {
  using rig = createRig();
  for (const settings of [{ text: 'Tell' }, { text: 'Tell', allow_cut: true }, withSchema(rig)]) {
    const failure = failureOf(await ask(rig, scripted([said('', 'length')]), settings));
    assert.deepEqual([failure.code, failure.retry], ['llm/cut-off', 'never']);
    assert.match(failure.message, /before its answer began/);
    assert.match(failure.hint ?? '', /thinking/);
  }
});

test('a refusal is reported in the words of the model and not retried', async () => {
  using rig = createRig();
  const outcome = await ask(rig, scripted([said('I would rather not.', 'refused')]), withSchema(rig));
  const { code, retry, message } = failureOf(outcome);
  assert.deepEqual([code, retry], ['model/refused', 'never']);
  assert.match(message, /I would rather not\./);
});

test('an answer of only white space is a failure that is retried by policy', async () => {
  using rig = createRig();
  const { code, retry } = failureOf(await ask(rig, scripted([said(' \n')]), { text: 'Tell' }));
  assert.deepEqual([code, retry], ['llm/empty', 'policy']);
});

test('a refused budget stops the stage, even during repairs', async () => {
  using rig = createRig();
  assert.deepEqual(await ask(rig, scripted(['stopped']), { text: 'Tell' }), { type: 'stopped' });
  assert.deepEqual(await ask(rig, scripted([said('{}'), 'stopped']), withSchema(rig)), { type: 'stopped' });
});

test('a failure of the provider is passed on unchanged', async () => {
  using rig = createRig();
  const failure: Failure = { code: 'model/rate', message: 'slow down', retry: 'always' };
  assert.deepEqual(failureOf(await ask(rig, scripted([{ failure }]), { text: 'Tell' })), failure);
});

test('an ended attempt makes no further call', async () => {
  using rig = createRig();
  const end = new AbortController();
  const double = scripted(['abort'], () => end.abort());
  const outcome = await rig.run('llm', withSchema(rig), { deps: { models: double.models }, signal: end.signal });
  assert.deepEqual([failureOf(outcome).code, double.calls.length], ['stage/aborted', 1]);
});

test('provider and repair round are reported while the call lasts', async () => {
  using rig = createRig();
  await ask(rig, scripted([said('{}'), said('{"title":"Up"}')]), { ...withSchema(rig), provider: 'writer' });
  assert.deepEqual(
    rig.reports.map((report) => (report.type === 'progress' ? report.progress.label : report.type)),
    ['asking writer', 'asking writer to correct its answer (1 of 2)'],
  );
});

test('images and files of the project are sent with their media types', async () => {
  using rig = createRig();
  writeFileSync(rig.put('runs/a.run/frame/frame.png', ''), PNG);
  rig.put('notes.md', '# Notes');
  rig.put('runs/2026/ep001.run/cut/cut.txt', 'cut');
  const double = scripted([said('x')]);
  const files = ['notes.md', 'runs/2026/ep001.run/cut/cut.txt'];
  await ask(rig, double, { text: 'Look', images: ['runs/a.run/frame/frame.png'], files });
  const request = double.request('text');
  assert.deepEqual(
    [...request.images, ...request.files].map(({ name, mediaType, data }) => [name, mediaType, data.length]),
    [
      ['runs/a.run/frame/frame.png', 'image/png', 16],
      ['notes.md', 'text/markdown', 7],
      // A file of this very run: no model is told what the run is called.
      ['cut/cut.txt', 'text/plain', 3],
    ],
  );
  assert.match(staged(rig, 'prompt.md'), /- notes\.md \(text\/markdown, 7 bytes\)/);
});

test('hidden files, folders, files outside of the project and files that are no images are never sent', async () => {
  using rig = createRig();
  rig.put('.env', 'KEY=1');
  rig.put('.git/config', 'x');
  rig.put('notes.md', 'x');
  rig.put('shows/a.txt', 'x');
  rig.put('empty.txt', '');
  writeFileSync(join(rig.scratch, 'secret.txt'), 'x');
  symlinkSync(join(rig.scratch, 'secret.txt'), join(rig.project, 'out.txt'));
  symlinkSync(join(rig.project, '.env'), join(rig.project, 'plain.txt'));
  const double = scripted([]);
  for (const files of [
    '../secret.txt',
    '/etc/passwd',
    '.env',
    '.git/config',
    'out.txt',
    'plain.txt',
    'gone.txt',
    `${'x'.repeat(300)}.txt`,
    'empty.txt',
  ])
    assert.equal(failureOf(await ask(rig, double, { text: 'Look', files: [files] })).code, 'prompt/file', files);
  const why = async (file: string) => failureOf(await ask(rig, double, { text: 'Look', files: [file] })).message;
  assert.match(await why('out.txt'), /leads out of the project/);
  assert.match(await why('plain.txt'), /hidden/);
  assert.match(await why('.git'), /hidden/);
  assert.match(await why('shows'), /is not a regular file/);
  assert.equal(failureOf(await ask(rig, double, { text: 'Look', images: ['notes.md'] })).code, 'prompt/file');
  assert.equal(double.calls.length, 0);
});

test('a file of more than 20 MB is not read', async () => {
  using rig = createRig();
  const file = rig.put('large.bin', '');
  truncateSync(file, 20_000_001);
  const outcome = await ask(rig, scripted([]), { text: 'Look', files: ['large.bin'] });
  assert.match(failureOf(outcome).message, /20000001 bytes/);
});

test('resolved settings are checked before a provider is called', async () => {
  using rig = createRig();
  rig.put('templates/a.md', 'x');
  const code = async (options: JsonObject) => failureOf(await ask(rig, scripted([]), options)).code;
  assert.equal(await code({ text: 'x', prompt: 'a.md' }), 'stage/with');
  assert.equal(await code({}), 'stage/with');
  assert.equal(await code({ text: 'x', temperature: 3 }), 'stage/with');
  assert.equal(await code({ text: 'x', temperature: 'warm' }), 'stage/with');
  assert.equal(await code({ text: 'x', max_tokens: 0 }), 'stage/with');
  assert.equal(await code({ text: 'x', seed: 1.5 }), 'stage/with');
  assert.equal(await code({ text: 'x', images: 'a.png' }), 'stage/with');
  assert.equal(await code({ text: 'x', vars: [] }), 'stage/with');
  assert.equal(await code({ text: ' \n' }), 'prompt/empty');
  assert.equal(await code({ prompt: 'gone.md' }), 'prompt/template');
  assert.equal(await code({ prompt: '../pipelines/a.yaml' }), 'prompt/template');
  assert.equal(await code({ text: 'x', system: 'gone.md' }), 'prompt/template');
  assert.equal(await code({ text: 'x', prelude: { template: 'gone.md' } }), 'prompt/template');
});

test('a secret anywhere in the settings is refused before a provider is called', async () => {
  using rig = createRig();
  const outcome = await ask(rig, scripted([]), { text: 'x', vars: { deep: [{ key: { $secret: 'KEY' } }] } });
  assert.equal(failureOf(outcome).code, 'secret/misplaced');
  assert.equal(existsSync(join(rig.staging, 'prompt.md')), false);
});
