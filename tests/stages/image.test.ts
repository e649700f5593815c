import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import type { StageOutcome } from '../../src/ports/stage-kind.ts';
import { jpeg, png, wav, webp } from '../rig/tiny-media.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';
import { type ScriptedModels, scripted } from './scripted-models.ts';

const drawn = (image: Uint8Array) => ({ answer: { image, mediaType: 'image/png' } });

const draw = (rig: Rig, { models }: ScriptedModels, options: JsonObject): Promise<StageOutcome> =>
  rig.run('image', options, { deps: { models } });

test('a prompt becomes an image, and the material for drawing without a model is passed along', async () => {
  using rig = createRig();
  rig.put('templates/storyboard/keyframe.md', 'A {{ thing }}, flat colors');
  writeFileSync(rig.put('runs/a.run/before/frame.png', ''), png(9, 16));
  const double = scripted([drawn(png(1080, 1920))]);
  const outcome = await draw(rig, double, {
    provider: 'painter',
    prompt: 'storyboard/keyframe.md',
    vars: { thing: 'rocket' },
    size: '1080x1920',
    seed: 7,
    reference: 'runs/a.run/before/frame.png',
    colors: { background: '#102a43' },
    title: 'Lift-off',
    to: 'frame.png',
  });
  assert.deepEqual(outputOf(outcome), {
    file: 'frame.png',
    path: 'runs/2026/ep001.run/segments/intro/frame.png',
    width: 1080,
    height: 1920,
    bytes: png(1080, 1920).length,
    media_type: 'image/png',
    provider: 'painter',
  });
  const { reference, ...request } = double.request('image');
  assert.deepEqual(request, {
    prompt: 'A rocket, flat colors',
    width: 1080,
    height: 1920,
    seed: 7,
    material: { thing: 'rocket', title: 'Lift-off', colors: { background: '#102a43' } },
  });
  assert.deepEqual([reference?.name, reference?.mediaType], ['runs/a.run/before/frame.png', 'image/png']);
  assert.deepEqual(readFileSync(join(rig.staging, 'frame.png')), png(1080, 1920));
});

test('an empty title is passed on and means no text in the image', async () => {
  using rig = createRig();
  const titleFor = async (options: JsonObject): Promise<unknown> => {
    const double = scripted([drawn(png(64, 64))]);
    await draw(rig, double, { text: 'A rocket.', ...options });
    return double.request('image').material.title;
  };
  assert.deepEqual(
    [await titleFor({ title: '' }), await titleFor({}), await titleFor({ title: null })],
    ['', undefined, undefined],
  );
});

test('the output says the true size and type of the image, whatever was requested', async () => {
  using rig = createRig();
  for (const [image, file, type] of [
    [jpeg(640, 480), 'frame.jpg', 'image/jpeg'],
    [webp(640, 480), 'frame.webp', 'image/webp'],
    [png(640, 480), 'frame.png', 'image/png'],
  ] as const) {
    const output = outputOf(await draw(rig, scripted([drawn(image)]), { text: 'x', to: 'frame.png' })) as JsonObject;
    assert.deepEqual(
      [output.width, output.height, output.file, output.media_type, output.bytes],
      [640, 480, file, type, image.length],
    );
  }
});

test('the feedback of a gate is part of the prompt of an image', async () => {
  using rig = createRig();
  const double = scripted([drawn(png(10, 10))]);
  const feedback = [{ iteration: 1, gate: 'look', text: 'warmer colors', output: null }];
  await draw(rig, double, { text: 'A rocket', feedback });
  assert.match(double.request('image').prompt, /^A rocket\n[\s\S]*1\. warmer colors$/);
});

test('an image that is empty, cut off, or of another type is a failure that is retried by policy', async () => {
  using rig = createRig();
  const cut = png(10, 10).subarray(0, 48);
  for (const image of [
    new Uint8Array(),
    cut,
    jpeg(10, 10).subarray(0, 12),
    wav(1),
    Buffer.from('<svg/>'),
    png(0, 10),
  ]) {
    const { code, retry } = failureOf(await draw(rig, scripted([drawn(image)]), { text: 'x' }));
    assert.deepEqual([code, retry], ['image/bad-image', 'policy']);
  }
  const why = async (image: Uint8Array) => failureOf(await draw(rig, scripted([drawn(image)]), { text: 'x' })).message;
  assert.match(await why(Buffer.from('GIF89a')), /returned image\/gif/);
  assert.match(await why(new Uint8Array()), /is empty/);
});

test('resolved settings are checked before a provider is called', async () => {
  using rig = createRig();
  rig.put('notes.md', 'x');
  const code = async (options: JsonObject) => failureOf(await draw(rig, scripted([]), { text: 'x', ...options })).code;
  for (const size of ['large', '0x10', '8x8', '9000x20', '8000x8000', 1080])
    assert.equal(await code({ size }), 'stage/with', String(size));
  assert.equal(await code({ to: 'a/../../b.png' }), 'stage/with');
  assert.equal(await code({ colors: 'red' }), 'stage/with');
  assert.equal(await code({ reference: 'notes.md' }), 'prompt/file');
  assert.equal(await code({ reference: '.git/config' }), 'prompt/file');
  assert.equal(await code({ text: '{{ t }}', vars: { t: '' } }), 'prompt/empty');
  assert.equal(await code({ title: { $secret: 'KEY' } }), 'secret/misplaced');
});

test('a refused budget stops the stage', async () => {
  using rig = createRig();
  assert.deepEqual(await draw(rig, scripted(['stopped']), { text: 'x' }), { type: 'stopped' });
});
