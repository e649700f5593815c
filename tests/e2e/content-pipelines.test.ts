/** What the shipped content pipelines promise beside their videos and episodes: toggles, diagnostics, documents. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { type ContentCopy, contentCopy } from './content-copy.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Stage {
  readonly status: string;
  readonly items?: Readonly<Record<string, { readonly attempts?: readonly unknown[] }>>;
}
interface Seen {
  readonly status: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly stages: Readonly<Record<string, Stage>>;
}

function checkpoint(copy: ContentCopy, run: string): Seen {
  const seen: Seen = JSON.parse(copy.read(`runs/${run}.checkpoint.json`));
  return seen;
}

const PODCAST = {
  pipeline: 'podcast',
  inputs: { topic: 'How rockets work', notes: 'shows/curious-kids/notes/rockets.md', minutes: 1 },
};
test('a podcast without mixing publishes its lines as files, and its show remembers it without a recording', () => {
  using copy = contentCopy();
  const skip = ['mixing', 'music', 'jingle', 'cover'];
  copy.write('runs/e1.yaml', JSON.stringify({ ...PODCAST, skip, auto_approve: ['outline_review'] }));
  const said = copy.runner('run', 'e1');
  assert.equal(said.status, 0, said.shown);
  const { stages, outputs } = checkpoint(copy, 'e1');
  assert.deepEqual(
    [stages.outline_review?.status, stages.mixing?.status, outputs?.episode],
    ['completed', 'skipped', null],
  );
  for (const key of Object.keys(stages.speech?.items ?? {}))
    assert.ok(existsSync(path.join(copy.folder, `runs/e1.run/speech/${key}/line.wav`)));
  assert.equal(Object(copy.json('shows/curious-kids/episodes.json')).episodes.e1.audio, null);
});

test('another voice in the show is spoken again, and nothing is written or approved again', () => {
  using copy = contentCopy();
  const skip = ['mixing', 'music', 'jingle', 'cover'];
  copy.write('runs/e1.yaml', JSON.stringify({ ...PODCAST, skip, auto_approve: ['outline_review'] }));
  assert.equal(copy.runner('run', 'e1').status, 0);
  const blueprint = 'shows/curious-kids/blueprint.yaml';
  copy.write(blueprint, copy.read(blueprint).replace('offline: rms', 'offline: awb'));
  copy.runner('retry', 'e1', '--from', 'plan');
  const again = copy.runner('run', 'e1');
  assert.equal(again.status, 0, again.shown);
  const { stages } = checkpoint(copy, 'e1');
  const tries = (id: string): readonly number[] =>
    Object.values(stages[id]?.items ?? {}).map(({ attempts = [] }) => attempts.length);
  assert.deepEqual(new Set([...tries('segments'), ...tries('script')]), new Set([1]));
  assert.deepEqual(new Set(tries('speech')), new Set([1, 2]), 'only the lines of the other voice');
});

test('the blueprints of all shows fit their schema', () => {
  const fits = new Ajv2020().compile(JSON.parse(read('schemas/show/blueprint.schema.json')));
  for (const show of ['curious-kids', 'small-wonders'])
    assert.ok(fits(parse(read(`shows/${show}/blueprint.yaml`))), JSON.stringify(fits.errors));
});

test('the diagrams in the documentation match the pipelines', () => {
  using copy = contentCopy();
  for (const page of ['podcast', 'short-video', 'storyboard-video'])
    for (const [, name = '', drawn] of read(`docs/pipelines/${page}.md`).matchAll(
      /<!-- graph: ([a-z-]+) -->\n```mermaid\n([\s\S]*?)```/g,
    ))
      assert.equal(drawn, copy.runner('graph', `pipelines/${name}.yaml`).shown);
});
