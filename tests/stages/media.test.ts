import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import nodeId3 from 'node-id3';
import type { JsonObject } from '../../src/model/json.ts';
import { putPicture, putTone } from '../media/drawing.ts';
import { near } from '../media/sounds.ts';
import { codeOf, made, opened, run, SMALL } from './media-rig.ts';
import { createRig, failureOf, outputOf } from './rig.ts';

test('a mix is an MP3 with chapters, tags and cover, and says when each track is heard', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 2 });
  putTone(rig.project, 'b.wav', { seconds: 1, rate: 16_000 });
  await putPicture(rig.project, 'cover.png', 20);
  const output = await made(rig, {
    op: 'mix',
    tracks: [
      { file: 'a.wav', pause: 0.5 },
      { file: 'b.wav', pause: 0 },
    ],
    music: { mood: 'calm', seed: 3 },
    outro: null,
    to: 'episode.mp3',
    tags: { title: 'Rockets 🚀', track: 7, year: null, cover: 'cover.png' },
    chapters: [
      { title: 'Up', track: 0 },
      { title: 'Away', track: 1 },
    ],
  });
  assert.deepEqual(output.tracks, [
    { start: 0, end: 2 },
    { start: 2.5, end: 3.5 },
  ]);
  assert.deepEqual(output.chapters, [
    { title: 'Up', start: 0, end: 2.5 },
    { title: 'Away', start: 2.5, end: 3.5 },
  ]);
  assert.ok(Math.abs(Number(output.lufs) + 16) <= 1, String(output.lufs));
  const { container, audio, seconds } = await opened(rig, 'episode.mp3');
  assert.deepEqual([container, audio?.codec, audio?.channels], ['MP3', 'mp3', 2]);
  assert.ok(Math.abs(seconds - 3.5) < 0.2);
  const tags = nodeId3.read(join(rig.staging, 'episode.mp3'));
  assert.deepEqual([tags.title, tags.trackNumber, tags.chapter?.length], ['Rockets 🚀', '7', 2]);
  assert.deepEqual([tags.chapter?.[1]?.tags?.title, tags.chapter?.[1]?.startTimeMs], ['Away', 2500]);
  assert.equal(typeof tags.image, 'object');
});

test('a clip between two images has the requested size, rate and length', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  await putPicture(rig.project, 'b.png', 180);
  const output = await made(rig, { op: 'clip', images: ['a.png', 'b.png'], seconds: 1.5, ...SMALL, to: 'clip.mp4' });
  assert.deepEqual(
    [output.file, output.media_type, output.seconds, output.encoder],
    ['clip.mp4', 'video/mp4', 1.5, 'wasm'],
  );
  const { video, audio, seconds } = await opened(rig, 'clip.mp4');
  assert.deepEqual(video, { width: 108, height: 192, codec: 'avc', isBaseline: true, fps: 10, packets: 15 });
  assert.deepEqual([audio, seconds], [null, 1.5]);
});

test('progress is reported per frame', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  await made(rig, { op: 'clip', images: ['a.png'], seconds: 1, ...SMALL, to: 'clip.mp4' });
  const last = rig.reports.at(-1);
  assert.deepEqual(last, { type: 'progress', progress: { done: 10, total: 10, label: 'frames' } });
});

test('a video of images, voice, music and captions lasts as long as the voice, and reports its loudness', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  await putPicture(rig.project, 'b.png', 120);
  putTone(rig.project, 'voice.wav', { seconds: 3 });
  const output = await made(rig, {
    op: 'compose',
    ...SMALL,
    scenes: [
      { image: 'a.png', seconds: 1 },
      { image: 'b.png', seconds: 1, move: 'pan_left' },
    ],
    voice: 'voice.wav',
    music: { mood: 'tense' },
    captions: [
      { start: 0, end: 1, text: 'Up 🚀' },
      { start: 1, end: 2, text: 'שלום עולם' },
      { start: 2, end: 3, text: 'مرحبا بالعالم \u202e\u0000' },
    ],
    to: 'video.mp4',
  });
  assert.deepEqual([output.seconds, output.redrawn], [3.6, []]);
  const { video, audio } = await opened(rig, 'video.mp4');
  assert.deepEqual([video?.codec, audio?.codec], ['avc', 'aac']);
  symlinkSync(join(rig.staging, 'video.mp4'), join(rig.staging, 'link.mp4'));
  writeFileSync(join(rig.project, 'made.mp4'), readFileSync(join(rig.staging, 'video.mp4')));
  const probe = await made(rig, { op: 'probe', file: 'made.mp4', to: 'sheet.png' });
  const { black, by } = probe.video as JsonObject;
  assert.deepEqual([black, by, (probe.audio as JsonObject).silent], [false, 'notes', false]);
  assert.ok(Math.abs(Number((probe.audio as JsonObject).lufs) + 16) <= 1);
});

test('voices and music may be MP3, and the contact sheet of an MP3 shows its waveform', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 2 });
  for (const name of ['voice.mp3', 'bed.mp3']) {
    await made(rig, { op: 'normalise', file: 'a.wav', to: name });
    writeFileSync(join(rig.project, name), readFileSync(join(rig.staging, name)));
  }
  const output = await made(rig, { op: 'mix', tracks: [{ file: 'voice.mp3', pause: 0 }], music: 'bed.mp3' });
  assert.ok(near(Number(output.lufs), -16, 1), String(output.lufs));
  const { silent, by } = (await made(rig, { op: 'probe', file: 'voice.mp3' })).audio as JsonObject;
  assert.deepEqual([silent, by], [false, 'decoding']);
});

test('captions become an SRT and a WebVTT file', async () => {
  using rig = createRig();
  const captions = [{ start: 0, end: 1.5, text: 'Hello <b>' }];
  const output = await made(rig, { op: 'caption', captions, to: 'captions' });
  assert.deepEqual([output.captions, readdirSync(rig.staging).sort()], [1, ['captions.srt', 'captions.vtt']]);
  assert.equal(await codeOf(rig, { op: 'caption', captions: [], to: 'captions' }), 'media/check');
});

test('a thumbnail is an image of the requested size, whatever its title', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  for (const title of ['How do rockets fly?', 'שלום עולם', '🚀'.repeat(200), 'x'.repeat(5000), ''])
    await made(rig, { op: 'thumbnail', image: 'a.png', title, size: '320x200', to: 'thumb.png' });
  const bytes = readFileSync(join(rig.staging, 'thumb.png'));
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [320, 200]);
});

test('a text with letters that no font has is not drawn as boxes', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  const text = 'Look: \u{1E5D0}';
  const captions = [{ start: 0, end: 1, text }];
  const compose = { op: 'compose', ...SMALL, scenes: [{ image: 'a.png', seconds: 1 }], captions, to: 'v.mp4' };
  const thumbnail = { op: 'thumbnail', image: 'a.png', title: text, to: 'thumb.png' };
  for (const [options, what] of [
    [compose, 'captions'],
    [thumbnail, 'title'],
  ] as const) {
    const { code, message } = failureOf(await run(rig, options));
    assert.deepEqual([code, message.includes(`\u{1E5D0} of \`${what}\``)], ['media/font', true], message);
  }
  const files = await made(rig, { op: 'caption', captions, to: 'captions' });
  assert.equal(files.captions, 1, 'whoever plays it may have the font');
});

test('a sound is normalised to a loudness; generated music needs no file', async () => {
  using rig = createRig();
  putTone(rig.project, 'quiet.wav', { db: -40, seconds: 2 });
  const output = await made(rig, { op: 'normalise', file: 'quiet.wav', loudness: -18, to: 'loud.wav' });
  assert.ok(Math.abs(Number(output.lufs) + 18) <= 0.5, String(output.lufs));
  const music = await made(rig, { op: 'music', mood: 'calm', seed: 'a show', seconds: 3, to: 'music.mp3' });
  assert.deepEqual([music.seconds, music.media_type], [3, 'audio/mpeg']);
});

test('only regular files inside the project are read', async () => {
  using rig = createRig();
  writeFileSync(join(rig.scratch, 'secret.wav'), 'x');
  symlinkSync(join(rig.scratch, 'secret.wav'), join(rig.project, 'link.wav'));
  mkdirSync(join(rig.project, 'folder'));
  mkdirSync(join(rig.project, '.hidden'));
  putTone(join(rig.project, '.hidden'), 'a.wav');
  rig.put('empty.wav', '');
  putTone(rig.project, 'good.wav');
  symlinkSync(join(rig.project, 'good.wav'), join(rig.project, '.shown.wav'));
  for (const file of [
    '../secret.wav',
    '/etc/passwd',
    'link.wav',
    'folder',
    '.hidden/a.wav',
    '.shown.wav',
    'empty.wav',
    'gone.wav',
    'a\0b',
  ])
    assert.equal(await codeOf(rig, { op: 'normalise', file, to: 'a.wav' }), 'media/file', JSON.stringify(file));
});

test('a damaged file, or one of another type, is reported by its name', async () => {
  using rig = createRig();
  rig.put('a.wav', 'RIFF....WAVE');
  rig.put('a.png', '\u0089PNG but not really');
  rig.put('a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><image href="b.png"/></svg>');
  rig.put('a.mp4', 'no video at all');
  for (const options of [
    { op: 'normalise', file: 'a.wav', to: 'b.wav' },
    { op: 'normalise', file: 'a.mp4', to: 'b.wav' },
    { op: 'clip', images: ['a.png'], to: 'b.mp4' },
    { op: 'clip', images: ['a.svg'], to: 'b.mp4' },
    { op: 'concat', clips: ['a.mp4'], to: 'b.mp4' },
    { op: 'probe', file: 'a.mp4', to: 'b.png' },
  ]) {
    const failure = failureOf(await run(rig, options));
    assert.equal(failure.code, 'media/decode', JSON.stringify(options));
    assert.match(failure.message, /"a\.\w+"/);
  }
  assert.deepEqual(readdirSync(rig.staging), []);
});

test('a playlist is refused as video, and the files that it names are not opened', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.mp3');
  for (const name of ['a.m3u8', 'a.mp4']) {
    rig.put(name, '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\na.mp3\n#EXT-X-ENDLIST\n');
    const failure = failureOf(await run(rig, { op: 'probe', file: name, to: 'sheet.png' }));
    assert.match(failure.message, /is not a known audio or video format/);
  }
});

test('silence fails the check', async () => {
  using rig = createRig();
  putTone(rig.project, 'silent.wav', { db: -200 });
  assert.equal(await codeOf(rig, { op: 'mix', tracks: [{ file: 'silent.wav' }], to: 'a.wav' }), 'media/check');
});

test('a plain image that stands still for a moment is a valid video, however small its file', async () => {
  using rig = createRig();
  const { loadCanvas } = await import('../../src/media/canvas.ts');
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  const plain = canvas.value.createCanvas(64, 64);
  plain.getContext('2d').fillStyle = '#fff';
  plain.getContext('2d').fillRect(0, 0, 64, 64);
  writeFileSync(join(rig.project, 'plain.png'), await plain.encode('png'));
  const clip = { op: 'clip', images: ['plain.png'], seconds: 0.2, fps: 10, size: '64x64', move: 'still' };
  assert.ok(Number((await made(rig, { ...clip, to: 'a.mp4' })).bytes) < 1000);
});

test('a black video fails the check', async () => {
  using rig = createRig();
  const { loadCanvas } = await import('../../src/media/canvas.ts');
  const canvas = await loadCanvas();
  assert.ok(canvas.ok);
  writeFileSync(join(rig.project, 'black.png'), await canvas.value.createCanvas(108, 192).encode('png'));
  assert.equal(
    await codeOf(rig, { op: 'clip', images: ['black.png'], seconds: 1, ...SMALL, to: 'a.mp4' }),
    'media/check',
  );
});

test('invalid values from expressions are refused by their key', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  putTone(rig.project, 'a.wav');
  const clip = { op: 'clip', images: ['a.png'], ...SMALL, to: 'a.mp4' };
  const WRONG: readonly JsonObject[] = [
    { op: 'dance', to: 'a.mp4' },
    { to: 'a.mp4' },
    { ...clip, size: '101x200' },
    { ...clip, seconds: 0 },
    { ...clip, seconds: 'long' },
    { ...clip, fps: 1000 },
    { ...clip, move: 'spin' },
    { ...clip, images: null },
    { ...clip, images: ['a.png', 'a.png', 'a.png'] },
    { ...clip, to: '../a.mp4' },
    { ...clip, to: '-i.mp4' },
    { ...clip, encoder: 'best' },
    { op: 'mix', tracks: [], to: 'a.wav' },
    { op: 'mix', tracks: [{ pause: 1 }], to: 'a.wav' },
    { op: 'mix', tracks: [{ file: 'a.wav', pause: -1 }], to: 'a.wav' },
    { op: 'mix', tracks: [{ file: 'a.wav' }], chapters: [{ title: 'x', track: 5 }], to: 'a.wav' },
    { op: 'mix', tracks: [{ file: 'a.wav' }], format: 'mp3', to: 'a.wav' },
    { op: 'compose', scenes: [], to: 'a.mp4' },
    { op: 'compose', scenes: [{ seconds: 1 }], to: 'a.mp4' },
    { op: 'compose', scenes: [{ image: 'a.png', seconds: 0 }], to: 'a.mp4' },
    { op: 'caption', captions: [{ text: 'x' }], to: 'a' },
    { op: 'music', mood: 'angry', to: 'a.wav' },
  ];
  for (const options of WRONG) assert.equal(await codeOf(rig, options), 'stage/with', JSON.stringify(options));
});

test('secrets are refused everywhere, and a missing encoder is reported', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  assert.equal(await codeOf(rig, { op: 'music', mood: { $secret: 'KEY' }, to: 'a.wav' }), 'secret/misplaced');
  const clip = { op: 'clip', images: ['a.png'], seconds: 1, ...SMALL, to: 'a.mp4', encoder: 'ffmpeg' };
  assert.equal(await codeOf(rig, clip), 'media/encoder');
});

test('an abort ends a video in the middle', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 0);
  const stop = new AbortController();
  const long = { op: 'clip', images: ['a.png'], seconds: 600, ...SMALL, to: 'a.mp4' };
  const outcome = await run(rig, long, { signal: stop.signal, onReport: () => stop.abort() });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
  assert.ok(rig.reports.length < 5);
});

test('a sound or cover of more than 2 GiB is refused as too large', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 1 });
  putTone(rig.project, 'large.wav', { seconds: 1 });
  truncateSync(join(rig.project, 'large.wav'), 2 ** 31);
  await made(rig, { op: 'normalise', file: 'large.wav', to: 'x.wav' });
  const cover = { op: 'mix', tracks: [{ file: 'a.wav' }], tags: { cover: 'large.wav' }, to: 'x.mp3' };
  const { code, message } = failureOf(await run(rig, cover));
  assert.deepEqual([code, /2 GiB/.test(message)], ['media/file', true], message);
});

test('an abort ends a mix in the middle, and its folder for own files is empty all the time', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 30, rate: 22_050 });
  const stop = new AbortController();
  const found: string[] = [];
  const onReport = () => {
    found.push(...readdirSync(rig.scratch));
    stop.abort();
  };
  const tracks = [{ file: 'a.wav' }, { file: 'a.wav' }];
  const outcome = await run(rig, { op: 'mix', tracks, to: 'x.mp3' }, { signal: stop.signal, onReport });
  assert.equal(failureOf(outcome).code, 'stage/aborted');
  assert.deepEqual(found, []);
});

test('a disk that is full is a failure of the stage, and not the end of the runner', async (t) => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 1 });
  await using handle = await open(join(rig.project, 'a.wav'));
  const full = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
  t.mock.method(Object.getPrototypeOf(handle), 'write', full);
  assert.equal(await codeOf(rig, { op: 'normalise', file: 'a.wav', to: 'x.wav' }), 'disk/full');
});

test('a recording that is cut off is used, and the log says where it ends', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 2 });
  const whole = readFileSync(join(rig.project, 'a.wav'));
  writeFileSync(join(rig.project, 'a.wav'), whole.subarray(0, 44 + (whole.length - 44) / 2));
  await made(rig, { op: 'normalise', file: 'a.wav', to: 'x.wav' });
  assert.match(rig.log(), /^"a\.wav" is cut off after 1\.0 s: its header says 2\.0 s$/m);
});

test('a cover is labelled with its image type, and a file that is no image is refused', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 1 });
  writeFileSync(join(rig.project, 'cover.webp'), 'RIFF\x10\0\0\0WEBPVP8 ');
  writeFileSync(join(rig.project, 'cover.md'), '# A cover');
  const mix = (cover: string) => ({ op: 'mix', tracks: [{ file: 'a.wav' }], tags: { cover }, to: 'x.mp3' });
  outputOf(await run(rig, mix('cover.webp')));
  const { image } = nodeId3.read(join(rig.staging, 'x.mp3'));
  assert.equal(typeof image === 'object' && image.mime, 'image/webp');
  assert.match(failureOf(await run(rig, mix('cover.md'))).message, /"cover.md" is not a PNG, JPEG or WebP image/);
});

test('a result is not published with the extension of another format', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 1 });
  await putPicture(rig.project, 'a.png', 20);
  for (const options of [
    { op: 'normalise', file: 'a.wav', to: 'a.flac' },
    { op: 'thumbnail', image: 'a.png', to: 'a.webp' },
    { op: 'clip', images: ['a.png'], to: 'a.gif' },
  ])
    assert.match(failureOf(await run(rig, options)).message, /but the result must end in \./);
  outputOf(await run(rig, { op: 'normalise', file: 'a.wav', to: 'part no.1' }));
  const small = { op: 'thumbnail', image: 'a.png', size: '108x192' };
  for (const to of ['a.jpeg', 'a.JPG']) assert.equal((await made(rig, { ...small, to })).media_type, 'image/jpeg');
});

test('a clip that is cut off, or has no video, is not included as a still or as black', async () => {
  using rig = createRig();
  putTone(rig.project, 'a.wav', { seconds: 1 });
  await putPicture(rig.project, 'a.png', 20);
  await made(rig, { op: 'clip', ...SMALL, images: ['a.png'], seconds: 1, to: 'clip.mp4' });
  const whole = readFileSync(join(rig.staging, 'clip.mp4'));
  writeFileSync(join(rig.project, 'cut.mp4'), whole.subarray(0, whole.length * 0.7));
  for (const options of [
    { op: 'compose', scenes: [{ video: 'cut.mp4', images: ['a.png'] }], ...SMALL },
    { op: 'concat', clips: ['cut.mp4'] },
  ])
    assert.match(failureOf(await run(rig, options)).message, /"cut.mp4" is damaged: it is cut off/);
  const sound = { op: 'compose', scenes: [{ video: 'a.wav', images: ['a.png'] }], ...SMALL };
  assert.match(failureOf(await run(rig, sound)).message, /scenes\[0\]: "a.wav" has no video/);
});
