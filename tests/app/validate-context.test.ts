/** `validate` looks into the files of a `context:` as a run would, before there is one. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project } from '../cli/rig.ts';

const PIPELINE = `inputs: { type: object, required: [show], properties: { show: { type: string } } }
context:
  house: { file: data/house.yaml, schema: house.schema.json }
  show: { file: "shows/\${{ inputs.show }}.yaml", schema: house.schema.json }
stages:
  first: { uses: command, with: { argv: [date] } }
`;
const FILES = {
  'pipelines/main.yaml': PIPELINE,
  'schemas/house.schema.json': '{ "type": "object", "properties": { "loud": { "type": "boolean" } } }',
  'data/house.yaml': 'loud: true\n',
  'shows/kids.yaml': 'loud: false\n',
  'runs/r.yaml': 'pipeline: main\ninputs: { show: kids }\n',
};

interface Found {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly related?: readonly { readonly file: string; readonly line: number }[];
}

async function told(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<readonly string[]> {
  using p = project({ ...FILES, ...files });
  if ('begun' in files) mkdirSync(join(p.root, 'runs/r.run'));
  const { out } = await p.cli('validate', ...args, '--format', 'json');
  const found: readonly Found[] = JSON.parse(out);
  return found.map(({ code, file, line, column, related = [] }) =>
    [`${code} ${file}:${line}:${column}`, ...related.map((place) => `${place.file}:${place.line}`)].join(' '),
  );
}

test('a context file that does not fit its schema is a mistake, whether the pipeline or a run names it', async () => {
  assert.deepEqual(await told({}), []);
  const house = 'context/schema data/house.yaml:1:7';
  assert.deepEqual(await told({ 'data/house.yaml': 'loud: on\n' }), [house]);
  assert.deepEqual(await told({ 'data/house.yaml': 'loud: on\n' }, 'runs/r.yaml'), [house]);
  assert.deepEqual(await told({ 'shows/kids.yaml': 'loud: on\n' }), [
    'context/schema shows/kids.yaml:1:7 runs/r.yaml:2',
  ]);
  assert.deepEqual(await told({ 'shows/kids.yaml': 'loud: [\n' }), ['yaml/syntax shows/kids.yaml:1:7 runs/r.yaml:2']);
});

test('a context file of prose is no mistake, except for conflict markers', async () => {
  const pipeline = PIPELINE.replace('data/house.yaml, schema: house.schema.json', 'data/house.md');
  const files = { 'pipelines/main.yaml': pipeline, 'data/house.md': 'Loud.\n' };
  assert.deepEqual(await told(files), []);
  const conflict = 'Ours\n<<<<<<< HEAD\nLoud.\n=======\nQuiet.\n>>>>>>> other\n';
  assert.deepEqual(await told({ ...files, 'data/house.md': conflict }), ['yaml/conflict data/house.md:2:1']);
});

test('a missing context file that a run names is reported with the run', async () => {
  const missing = { 'runs/r.yaml': 'pipeline: main\ninputs: { show: none }\n' };
  assert.deepEqual(await told(missing), ['context/unreadable pipelines/main.yaml:4:17 runs/r.yaml:2']);
});

test('the context of a started run is frozen, so later changes of its files are not reported', async () => {
  assert.deepEqual(await told({ begun: '', 'shows/kids.yaml': 'loud: on\n' }), []);
});
