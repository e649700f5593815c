/** What an attempt made is held against rules and schemas before it is published. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRedactor } from '../../src/adapters/redact.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { ArtifactRule, Stage } from '../../src/model/pipeline.ts';
import { wav } from '../rig/tiny-media.ts';
import { temporaryFolder } from './rig.ts';
import { attempt, type Contents, placeOf, runFiles, stageOf, workspaceIn } from './workspace-rig.ts';

const rule = (glob: string, more: Partial<ArtifactRule> = {}): ArtifactRule => ({
  glob,
  minBytes: null,
  maxBytes: null,
  mediaType: null,
  minCount: 1,
  duration: null,
  ...more,
});

test('a violated artifact rule fails the attempt, says what was found, and publishes nothing', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path);
  const said = async (files: Contents, ...artifacts: ArtifactRule[]): Promise<string> => {
    const result = await attempt(workspace, placeOf(), { files, stage: stageOf({ artifacts }) });
    return result.ok ? 'published' : `${result.error.code}: ${result.error.message}`;
  };
  const second = { min: durationMs(1000), max: durationMs(2000) };
  assert.match(
    await said({ 'a.txt': 'x' }, rule('*.mp3')),
    /^artifact\/too-few: no file matches "\*\.mp3": the stage left a\.txt$/,
  );
  assert.match(await said({ a: 'x' }, rule('*', { minCount: 2 })), /1 of at least 2 files match/);
  assert.match(await said({ a: 'x' }, rule('*', { minBytes: 2 })), /^artifact\/size: a has 1 bytes, at least 2/);
  assert.match(await said({ a: 'xxx' }, rule('*', { maxBytes: 2 })), /^artifact\/size: a has 3 bytes, at most 2/);
  assert.match(
    await said({ 'a.mp3': '<html>' }, rule('*.mp3', { mediaType: 'audio/*' })),
    /^artifact\/media-type: a\.mp3 is text\/plain/,
  );
  assert.match(
    await said({ 'a.wav': wav(0.5) }, rule('*', { duration: second })),
    /^artifact\/duration: a\.wav lasts 0\.5 s, at least 1 s/,
  );
  assert.match(await said({ 'a.wav': wav(2.5) }, rule('*', { duration: second })), /lasts 2\.5 s, at most 2 s/);
  assert.match(await said({ 'a.wav': 'x' }, rule('*', { duration: second })), /^artifact\/duration-unknown/);
  assert.deepEqual(runFiles(folder.path), []);
  assert.equal(
    await said(
      { 'a.wav': wav(1.5) },
      rule('*.wav', { mediaType: 'audio/*', minBytes: 24_044, maxBytes: 24_044, duration: second }),
    ),
    'published',
  );
});

test('an output that does not fit its schema publishes nothing', async () => {
  using folder = temporaryFolder();
  const asked: [string, Json][] = [];
  const workspace = workspaceIn(folder.path, {
    checkOutput: (file, output) => {
      asked.push([file, output]);
      return { code: 'output/schema', message: 'no', retry: 'policy' };
    },
  });
  const stage: Stage = JSON.parse(JSON.stringify({ artifacts: [], outputSchema: 'schemas/a.schema.json' }));
  const result = await attempt(workspace, placeOf(), { files: { a: 'x' }, output: 5, stage });
  assert.equal(!result.ok && result.error.code, 'output/schema');
  assert.deepEqual(asked, [['/pinned/schemas/a.schema.json', 5]]);
  assert.deepEqual(runFiles(folder.path), []);
});

test('secrets are kept out of logs and outputs', async () => {
  using folder = temporaryFolder();
  const workspace = workspaceIn(folder.path, { redactor: createRedactor(['hunter2!']) });
  await using begun = await workspace.begin(placeOf());
  for (const chunk of ['key: hun', 'ter', '2!\n']) begun.write(chunk);
  const result = await workspace.publish(placeOf(), begun, stageOf(), { said: 'it is hunter2!' });
  assert.deepEqual(result.ok && result.value.output, { type: 'inline', value: { said: 'it is ***' } });
  await begun[Symbol.asyncDispose]();
  const file = join(folder.path, begun.log ?? 'none');
  assert.equal(readFileSync(file, 'utf8'), 'key: ***\n');
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('a stage without output has no log, and its result names none', async () => {
  using folder = temporaryFolder();
  await using begun = await workspaceIn(folder.path).begin(placeOf());
  begun.write('');
  assert.equal(begun.log, null);
  begun.note('said');
  assert.match(begun.log ?? '', /\.run\/logs\/.*\.1\.log$/);
});

test('a log is not written through a link in the place of the folder of logs', async () => {
  using folder = temporaryFolder();
  using outside = temporaryFolder();
  mkdirSync(join(folder.path, 'runs', 'ep001.run'), { recursive: true });
  symlinkSync(outside.path, join(folder.path, 'runs', 'ep001.run', 'logs'));
  const workspace = workspaceIn(folder.path);
  await assert.rejects(async () => {
    await using begun = await workspace.begin(placeOf());
    begun.write('hello');
  }, /a link stands where a folder must be/);
  assert.deepEqual(readdirSync(outside.path), []);
});
