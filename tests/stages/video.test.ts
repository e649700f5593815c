import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../src/model/json.ts';
import type { StageOutcome } from '../../src/ports/stage-kind.ts';
import { mp4, png } from '../rig/tiny-media.ts';
import { createRig, failureOf, outputOf, type Rig } from './rig.ts';
import { type ScriptedModels, scripted } from './scripted-models.ts';

const SIZE = { width: 1080, height: 1920 };

const filmed = (video: Uint8Array, seconds: number | null = null) => ({
  answer: { video, mediaType: 'video/mp4', seconds },
});

const film = (rig: Rig, { models }: ScriptedModels, options: JsonObject): Promise<StageOutcome> =>
  rig.run('video', options, { deps: { models } });

test('images and a prompt become a video whose length and size are read from its bytes', async () => {
  using rig = createRig();
  for (const name of ['start', 'end']) writeFileSync(rig.put(`runs/a.run/${name}.png`, ''), png(9, 16));
  const double = scripted([filmed(mp4(5, SIZE))]);
  const outcome = await film(rig, double, {
    provider: 'camera',
    text: 'Towards {{ what }}',
    vars: { what: 'the moon' },
    images: ['runs/a.run/start.png', 'runs/a.run/end.png'],
    seconds: 4,
    fps: 24,
    seed: 7,
    move: 'zoom_in',
    to: 'clip.mp4',
  });
  assert.deepEqual(outputOf(outcome), {
    file: 'clip.mp4',
    path: 'runs/2026/ep001.run/segments/intro/clip.mp4',
    seconds: 5,
    ...SIZE,
    media_type: 'video/mp4',
    provider: 'camera',
  });
  const { images, ...request } = double.request('video');
  assert.deepEqual(
    images.map(({ name }) => name),
    ['runs/a.run/start.png', 'runs/a.run/end.png'],
  );
  assert.deepEqual(request, {
    prompt: 'Towards the moon',
    seconds: 4,
    ...SIZE,
    fps: 24,
    seed: 7,
    material: { what: 'the moon', move: 'zoom_in' },
  });
  assert.deepEqual(readFileSync(join(rig.staging, 'clip.mp4')), mp4(5, SIZE));
});

test('a video that is empty, no MP4, or without images is a failure that is retried by policy', async () => {
  using rig = createRig();
  const none = mp4(5, { width: 0, height: 0 });
  const endless = mp4(0, SIZE);
  for (const video of [
    new Uint8Array(),
    png(10, 10),
    Buffer.from('ftyp'),
    none,
    endless,
    mp4(5, SIZE).subarray(0, 40),
  ]) {
    const { code, retry } = failureOf(await film(rig, scripted([filmed(video)]), { text: 'x' }));
    assert.deepEqual([code, retry], ['video/bad-video', 'policy']);
  }
  const picture = failureOf(await film(rig, scripted([filmed(png(10, 10), 5)]), { text: 'x' }));
  assert.match(picture.message, /image\/png/);
});

test('resolved settings are checked before a provider is called', async () => {
  using rig = createRig();
  writeFileSync(rig.put('a.png', ''), png(9, 16));
  const code = async (options: JsonObject) => failureOf(await film(rig, scripted([]), { text: 'x', ...options })).code;
  assert.equal(await code({ seconds: 0 }), 'stage/with');
  assert.equal(await code({ seconds: 1000 }), 'stage/with');
  assert.equal(await code({ fps: 29.97 }), 'stage/with');
  assert.equal(await code({ move: 'spin' }), 'stage/with');
  assert.equal(await code({ images: ['a.png', 'a.png', 'a.png'] }), 'stage/with');
  assert.equal(await code({ images: [null] }), 'stage/with');
  assert.equal(await code({ images: ['gone.png'] }), 'prompt/file');
  assert.equal(await code({ vars: { key: { $secret: 'KEY' } } }), 'secret/misplaced');
});

test('a refused budget stops the stage, and an ended attempt says so', async () => {
  using rig = createRig();
  assert.deepEqual(await film(rig, scripted(['stopped']), { text: 'x' }), { type: 'stopped' });
  const end = new AbortController();
  const { models } = scripted(['abort'], () => end.abort());
  const outcome = await rig.run('video', { text: 'x' }, { deps: { models }, signal: end.signal });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
});
