/** Stages that ask models, as their kinds are given them: preludes, schemas, feedback, files, budgets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectPath } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { ParsedPipeline } from '../../src/parse/pipeline.ts';
import { providersOf } from '../../src/parse/providers.ts';
import { givenFiles } from '../../src/parse/task/given-files.ts';
import { good as goodOf, parse as parsed, stage } from './parsed-pipeline.ts';

const config = { providers: providersOf({ writer: { type: 'anthropic' }, listener: { type: 'openai' } }) };

const FILES = {
  'templates/prelude.md': 'The show is {{ show.name }}.',
  'templates/idea.md': 'Ideas about {{ topic }}',
  'shows/kids/cover.png': new Uint8Array([0x89, 0x50]),
  'shows/kids/blueprint.yaml': 'name: Kids',
};

type Files = Readonly<Record<string, string>>;
const parse = (text: string, more: Files = {}): ParsedPipeline => parsed(text, { ...FILES, ...more }, config);
const good = (text: string, more: Files = {}): Pipeline => goodOf(text, { ...FILES, ...more }, config);

const PRELUDE = `
context: { show: { file: shows/kids/blueprint.yaml } }
prelude: { template: prelude.md, vars: { show: "\${{ context.show }}" } }
`;
const given = { template: 'prelude.md', vars: { show: '${{ context.show }}' } };

test('every llm stage gets the prelude of the pipeline, even in `finally`, and no other stage does', () => {
  const pipeline = good(`${PRELUDE}
stages:
  idea: { uses: llm, with: { provider: writer, prompt: idea.md, vars: { topic: x } } }
  line: { uses: speech, with: { text: Hello } }
finally:
  bye: { uses: llm, with: { text: Bye } }
`);
  for (const id of ['idea', 'bye']) {
    assert.deepEqual(stage(pipeline, id).with.prelude, given, id);
    assert.ok(stage(pipeline, id).files.includes(projectPath('templates/prelude.md')), id);
  }
  assert.equal('prelude' in stage(pipeline, 'line').with, false);
  assert.ok(pipeline.sources.includes(projectPath('templates/prelude.md')));
});

test('a stage can turn off the prelude, or have its own', () => {
  const pipeline = good(`${PRELUDE}
stages:
  bare: { uses: llm, with: { text: Hi, prelude: false } }
  own: { uses: llm, with: { text: Hi, prelude: { template: idea.md, vars: { topic: x } } } }
`);
  assert.deepEqual(stage(pipeline, 'bare').with, { text: 'Hi' });
  assert.deepEqual(stage(pipeline, 'bare').files, []);
  assert.deepEqual(stage(pipeline, 'own').with.prelude, { template: 'idea.md', vars: { topic: 'x' } });
  assert.deepEqual(stage(pipeline, 'own').files, ['templates/idea.md']);
});

test('what the prelude reads is a need of every stage that gets it', () => {
  const pipeline = good(`
prelude: { template: prelude.md, vars: { show: "\${{ stages.blueprint.output }}" } }
stages:
  blueprint: { uses: command, with: { argv: [date] } }
  idea: { uses: llm, with: { text: Hi } }
  bare: { uses: llm, with: { text: Hi, prelude: false } }
`);
  assert.deepEqual(stage(pipeline, 'idea').needs, [stage(pipeline, 'blueprint').index]);
  assert.deepEqual(stage(pipeline, 'bare').needs, []);
});

test('a sub-pipeline has its own prelude, not that of its parent', () => {
  const pipeline = good(
    `${PRELUDE}
stages:
  idea: { uses: llm, with: { text: Hi } }
  inner: { uses: pipeline, with: { pipeline: inner } }
`,
    { 'pipelines/inner.yaml': 'stages: { a: { uses: llm, with: { text: Hi } } }' },
  );
  assert.deepEqual(stage(pipeline, 'inner').child?.graph.stages[0]?.with, { text: 'Hi' });
});

test('templates, the schema and images with fixed paths are in the fingerprint', () => {
  const idea = stage(
    good(`
stages:
  idea:
    uses: llm
    with: { prompt: idea.md, system: good.md, vars: { topic: x, title: y }, images: [shows/kids/cover.png] }
    output: { schema: groups.schema.json }
`),
    'idea',
  );
  assert.deepEqual(idea.files.toSorted(), [
    'schemas/groups.schema.json',
    'shows/kids/cover.png',
    'templates/good.md',
    'templates/idea.md',
  ]);
  assert.equal(idea.with.schema, 'schemas/groups.schema.json');
});

test('only a language model gets the schema of its output', () => {
  const pipeline = good(`
stages:
  a: { uses: image, with: { text: Hi }, output: { schema: groups.schema.json } }
`);
  assert.deepEqual(stage(pipeline, 'a').with, { text: 'Hi' });
});

test('in a rework stage prompts get the feedback', () => {
  const pipeline = good(`
stages:
  idea: { uses: llm, with: { text: Hi } }
  idea_review: { uses: approval, with: { subject: idea, rework: idea } }
  frame: { uses: image, with: { text: "{{ idea }}", vars: { idea: "\${{ stages.idea_review.output }}" } } }
  frame_review: { uses: approval, with: { subject: frame, rework: frame } }
  line: { uses: speech, with: { text: Hi } }
  line_review: { uses: approval, with: { subject: line, rework: line } }
  alone: { uses: llm, with: { text: Hi } }
`);
  for (const id of ['idea', 'frame']) assert.equal(stage(pipeline, id).with.feedback, '${{ feedback }}', id);
  for (const id of ['line', 'alone']) assert.equal('feedback' in stage(pipeline, id).with, false, id);
});

test('an output is text without a schema, and has the fields of the schema with one', () => {
  good(`
stages:
  text: { uses: llm, with: { text: Hi } }
  json: { uses: llm, with: { text: Hi }, output: { schema: groups.schema.json } }
  line: { uses: speech, with: { text: "\${{ stages.text.output + stages.json.output.title }}" } }
  said: { uses: transcribe, with: { provider: listener, file: "\${{ stages.line.output.path }}" } }
  read: { uses: command, with: { argv: [echo, "\${{ stages.said.output.segments[0].text }}"] } }
`);
});

test('providers are those of the config and the built-in one; a misspelt name gets a hint', () => {
  good('stages: { a: { uses: llm, with: { provider: writer, text: Hi } } }');
  good('stages: { a: { uses: llm, with: { provider: offline, text: Hi } } }');
  const { diagnostics } = parse('stages: { a: { uses: llm, with: { provider: wirter, text: Hi } } }');
  assert.deepEqual(
    diagnostics.map(({ code, hint }) => [code, hint]),
    [['pipeline/unknown-provider', 'did you mean "writer"?']],
  );
});

test('numbers, sizes and lists may come from expressions', () => {
  good(`
inputs: { type: object, properties: { seed: { type: integer, default: 1 }, size: { type: string, default: 9x9 } } }
stages:
  a: { uses: llm, with: { text: Hi, seed: "\${{ inputs.seed }}", images: "\${{ [inputs.size] }}" } }
  b: { uses: image, with: { text: Hi, size: "\${{ inputs.size }}", colors: "\${{ {'text': '#fff'} }}" } }
  c: { uses: video, with: { text: Hi, move: "\${{ inputs.size }}", seconds: 2.5 } }
`);
});

test('two stages that give the same name to their artifacts get a warning, whatever their kinds', () => {
  const { diagnostics } = parse(`
stages:
  a: { uses: speech, with: { text: Hi, to: line.wav } }
  b: { uses: write, with: { text: Hi, to: line.wav } }
`);
  assert.deepEqual(
    diagnostics.map(({ code, severity }) => [code, severity]),
    [['pipeline/duplicate-artifact', 'warning']],
  );
});

test('a stage may have its own budget, and a pipeline says how unknown costs are treated', () => {
  const pipeline = good(`
budget: { usd: 5, unknown_cost: warn }
stages:
  a: { uses: llm, with: { text: Hi }, max_cost: 0.1, budget: 0.5 }
  b: { uses: llm, with: { text: Hi } }
`);
  assert.deepEqual(pipeline.budget, { usd: 5_000_000, unknownCost: 'warn' });
  assert.deepEqual(
    ['a', 'b'].map((id) => [stage(pipeline, id).maxCost, stage(pipeline, id).budget]),
    [
      [100_000, 500_000],
      [null, null],
    ],
  );
  assert.equal(
    good('budget: { usd: 5 }\nstages: { a: { uses: llm, with: { text: Hi } } }').budget?.unknownCost,
    'block',
  );
});

test('files that a task opens are known from its resolved settings', () => {
  const feedback = [{ text: 'like a.png', output: null }];
  const vars = { about: 'shows/kids/cover.png' };
  assert.deepEqual(
    givenFiles('llm', { provider: 'writer', prompt: 'a.md', vars, feedback, images: ['runs/a.run/b.png', './b.png'] }),
    ['b.png', 'runs/a.run/b.png'],
  );
  const tracks = [{ file: 'runs/a.run/line/2.wav' }, { file: 'runs/a.run/line/1.wav' }];
  const tags = { title: 'One', cover: 'shows/kids/cover.png' };
  const mix = { tracks, tags, chapters: [{ title: 'v1.0' }], intro: 'runs/a.run/line/1.wav', to: 'a.mp3' };
  assert.deepEqual(givenFiles('media', mix), [
    'One',
    'runs/a.run/line/1.wav',
    'runs/a.run/line/2.wav',
    'shows/kids/cover.png',
  ]);
  assert.deepEqual(givenFiles('image', { text: 'x', reference: '../outside.png', seed: 7 }), []);
  const deep = `${'d'.repeat(250)}/`.repeat(3);
  assert.deepEqual(givenFiles('llm', { text: 'x', files: ['LICENSE', `${deep}a.md`] }), ['LICENSE', `${deep}a.md`]);
  assert.deepEqual(givenFiles('speech', { text: 'a.wav' }), []);
});

test('a prompt that contains conflict markers or a git-lfs pointer is a mistake', () => {
  const text = 'stages: { idea: { uses: llm, with: { provider: writer, prompt: idea.md } } }';
  const problems = (prompt: string): readonly string[] =>
    parse(text, { 'templates/idea.md': prompt }).diagnostics.map(({ code, at }) => `${code} ${at?.file}`);
  const conflict = 'Short.\n<<<<<<< HEAD\nBe kind.\n=======\nBe funny.\n>>>>>>> other\n';
  assert.deepEqual(problems(conflict), ['yaml/conflict templates/idea.md']);
  assert.deepEqual(problems(conflict.replaceAll('\n', '\r\n')), ['yaml/conflict templates/idea.md']);
  assert.deepEqual(problems('Title\n=======\n>>>>>>> a quotation in a quotation\n<<<<<<< back\n'), []);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`;
  assert.deepEqual(problems(pointer), ['file/lfs-pointer templates/idea.md']);
  assert.deepEqual(problems(`It begins with:\n${pointer}`), []);
});

test('a provider without the capability is a warning, unless one of its fallbacks has it', () => {
  const unsupported = (providers: JsonObject): readonly string[] => {
    const text = 'stages: { a: { uses: speech, with: { provider: voice, text: Hi } } }';
    const { diagnostics } = parsed(text, {}, { providers: providersOf(providers) });
    return diagnostics.map(({ code, severity }) => `${severity} ${code}`);
  };
  assert.deepEqual(unsupported({ voice: { type: 'anthropic' } }), ['warning model/unsupported']);
  assert.deepEqual(unsupported({ voice: { type: 'anthropic', fallback: ['spare'] }, spare: { type: 'offline' } }), []);
  assert.deepEqual(unsupported({ voice: { type: '@ai-sdk/whoever', model: 'm' } }), []);
});
