/**
 * Real videos by each encoder, looked at by ffprobe where it is installed and by mediabunny elsewhere.
 *
 * What needs ffmpeg is skipped, and says so, on a machine without it.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findFfmpeg } from '../../src/media/ffmpeg.ts';
import { inspect } from '../../src/media/inspect.ts';
import { InternalError } from '../../src/model/brand.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { film } from '../../src/providers/offline/video.ts';
import { picture, putPicture, putTone } from '../media/drawing.ts';
import { OWN_UID } from '../rig/own-uid.ts';
import { createRig, failureOf, outputOf, type Rig } from '../stages/rig.ts';

const ffmpeg = findFfmpeg(process.env);
const needsFfmpeg = ffmpeg === null ? { skip: 'ffmpeg is not installed' } : {};
/** Comes with ffmpeg. */
const FFPROBE = ffmpeg === null ? 'ffprobe' : path.join(path.dirname(ffmpeg.file), 'ffprobe');
const ENCODERS = [
  { encoder: 'wasm', needs: {} },
  { encoder: 'ffmpeg', needs: needsFfmpeg },
] as const;
const SIZE = { size: '216x384', fps: 25 };

interface Streams {
  readonly video: string;
  readonly audio: string | null;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly seconds: number;
}

/** By a program that is not ours, where there is one. */
async function streamsOf(file: string): Promise<Streams> {
  return ffmpeg === null ? await byMediabunny(file) : byFfprobe(file);
}

function byFfprobe(file: string): Streams {
  const fields = 'stream=codec_name,codec_type,width,height,nb_read_frames:format=duration';
  const args = ['-v', 'error', '-count_frames', '-show_entries', fields, '-of', 'json', `file:${file}`];
  const said = JSON.parse(execFileSync(FFPROBE, args, { encoding: 'utf8' }));
  const of = (type: string) => said.streams.find((stream: JsonObject) => stream.codec_type === type);
  const video = of('video');
  return {
    video: video.codec_name,
    audio: of('audio')?.codec_name ?? null,
    width: video.width,
    height: video.height,
    frames: Number(video.nb_read_frames),
    seconds: Number(said.format.duration),
  };
}

async function byMediabunny(file: string): Promise<Streams> {
  const contents = await inspect(file);
  if (!contents.ok || contents.value.video === null) throw new InternalError('the video cannot be opened');
  const { video, audio, seconds } = contents.value;
  const codec = video.codec === 'avc' ? 'h264' : String(video.codec);
  return {
    video: codec,
    audio: audio?.codec ?? null,
    width: video.width,
    height: video.height,
    frames: video.packets,
    seconds,
  };
}

/** A project with two pictures and a voice of three seconds. */
async function studio(): Promise<Rig> {
  const rig = createRig();
  await putPicture(rig.project, 'a.png', 10);
  await putPicture(rig.project, 'b.png', 200);
  putTone(rig.project, 'voice.wav', { seconds: 3 });
  return rig;
}

/** Makes a file and puts it into the project, for the next operation. */
async function keep(rig: Rig, options: JsonObject & { readonly to: string }): Promise<JsonObject> {
  const output = outputOf(await rig.run('media', options)) as JsonObject;
  writeFileSync(path.join(rig.project, options.to), readFileSync(path.join(rig.staging, options.to)));
  return output;
}

for (const { encoder, needs } of ENCODERS) {
  test(`a video by ${encoder} has every frame, sound, and the length of its scenes`, needs, async () => {
    using rig = await studio();
    const scenes = [
      { image: 'a.png', seconds: 2 },
      { image: 'b.png', seconds: 2 },
    ];
    const captions = [
      { start: 0, end: 2, text: 'A rocket pushes gas down, and the gas pushes the rocket up 🚀' },
      { start: 2, end: 4, text: 'مرحبا بالعالم' },
    ];
    const compose = { op: 'compose', ...SIZE, scenes, captions, voice: 'voice.wav', music: { mood: 'calm' }, encoder };
    const output = await keep(rig, { ...compose, to: 'video.mp4' });
    assert.equal(output.encoder, encoder);
    const { seconds, ...streams } = await streamsOf(path.join(rig.staging, 'video.mp4'));
    assert.deepEqual(streams, { video: 'h264', audio: 'aac', width: 216, height: 384, frames: 100 });
    assert.ok(Math.abs(seconds - 4) < 0.15, String(seconds));
    const leftovers = readdirSync(rig.scratch);
    assert.deepEqual(leftovers, []);
  });

  test(`clips by ${encoder} can be joined`, needs, async () => {
    using rig = await studio();
    for (const [to, image] of [
      ['1.mp4', 'a.png'],
      ['2.mp4', 'b.png'],
    ] as const)
      await keep(rig, { op: 'clip', images: [image], seconds: 1, ...SIZE, encoder, to });
    const joined = { op: 'concat', clips: ['1.mp4', '2.mp4'], transition: 0.4, audio: 'voice.wav', encoder };
    const output = await keep(rig, { ...joined, to: 'joined.mp4' });
    assert.equal(output.transition, 'cross-fade');
    const { frames, audio } = await streamsOf(path.join(rig.staging, 'joined.mp4'));
    assert.deepEqual([frames, audio], [50, 'aac']);
    const other = await keep(rig, { ...joined, transition: 0, size: '108x192', fps: 30, to: 'other.mp4' });
    assert.deepEqual([other.width, other.height, other.fps, other.transition], [108, 192, 30, 'cut']);
  });

  test(`an aborted encoding leaves nothing of ${encoder} behind`, needs, async () => {
    using rig = await studio();
    const stop = new AbortController();
    const clip = { op: 'clip', images: ['a.png'], seconds: 600, ...SIZE, encoder, to: 'long.mp4' };
    const outcome = await rig.run('media', clip, { signal: stop.signal, onReport: () => stop.abort() });
    assert.equal(failureOf(outcome).code, 'stage/aborted');
    assert.deepEqual(readdirSync(rig.scratch), []);
    await gone(`${OWN_UID}/segments[intro]`);
  });
}

/** Waits until no process carries the tag of a task; the time limit is that of the test. */
async function gone(tag: string): Promise<void> {
  if (process.platform !== 'linux') return;
  while (taggedProcesses(tag).length > 0) await new Promise((resolve) => setImmediate(resolve));
}

const taggedProcesses = (tag: string): readonly string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`PIPELINE_RUNNER_TASK=${tag}`));

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['ENOENT', 'EACCES', 'ESRCH', 'EPERM'].includes(code)) return '';
    throw error;
  }
}

test('a clip that ffmpeg cannot decode is reported, and not shown as black', needsFfmpeg, async () => {
  using rig = await studio();
  await keep(rig, { op: 'clip', images: ['a.png'], seconds: 1, ...SIZE, to: 'clip.mp4' });
  const clip = readFileSync(path.join(rig.staging, 'clip.mp4'));
  writeFileSync(path.join(rig.project, 'empty.mp4'), clip.fill(0, clip.indexOf('mdat') + 4));
  const scenes = [{ image: 'a.png', seconds: 4 }, { video: 'empty.mp4' }];
  for (const options of [
    { op: 'compose', ...SIZE, scenes },
    { op: 'concat', clips: ['empty.mp4', 'empty.mp4'], transition: 0.2 },
  ])
    assert.match(failureOf(await rig.run('media', options)).message, /no frame of "empty.mp4" can be decoded/);
});

test('probing with ffmpeg reports loudness and content of a video', needsFfmpeg, async () => {
  using rig = await studio();
  const scenes = [{ image: 'a.png', seconds: 3 }];
  await keep(rig, { op: 'compose', ...SIZE, scenes, voice: 'voice.wav', to: 'video.mp4' });
  const { video, audio } = await keep(rig, { op: 'probe', file: 'video.mp4', to: 'sheet.png' });
  const seen = video as JsonObject;
  const heard = audio as JsonObject;
  assert.deepEqual(
    [seen.by, seen.black, seen.frozen, heard.by, heard.silent],
    ['decoding', false, false, 'decoding', false],
  );
  assert.ok(Math.abs(Number(heard.lufs) + 16) <= 1, String(heard.lufs));
});

test('a thumbnail can be made of a frame, and the sound of a video can be normalised', needsFfmpeg, async () => {
  using rig = await studio();
  const scenes = [{ image: 'a.png', seconds: 3 }];
  await keep(rig, { op: 'compose', ...SIZE, scenes, voice: 'voice.wav', to: 'video.mp4' });
  const thumb = await keep(rig, { op: 'thumbnail', video: 'video.mp4', at: 99, size: '216x384', to: 'thumb.jpg' });
  assert.equal(thumb.media_type, 'image/jpeg');
  const sound = await keep(rig, { op: 'normalise', file: 'video.mp4', loudness: -20, to: 'sound.mp3' });
  assert.ok(Math.abs(Number(sound.lufs) + 20) <= 0.5);
});

test('a file name that looks like an option, a protocol or a URL is treated as a file name', needsFfmpeg, async () => {
  using rig = await studio();
  const clip = { op: 'clip', images: ['a.png'], seconds: 1, ...SIZE };
  await keep(rig, { ...clip, to: 'a.mp4' });
  for (const name of ['-i.mp4', 'concat-a|b.mp4', '%d.mp4', "it's & $(touch x).mp4"]) {
    writeFileSync(path.join(rig.project, name), readFileSync(path.join(rig.project, 'a.mp4')));
    const output = await keep(rig, { op: 'probe', file: name, to: 'sheet.png' });
    assert.equal((output.video as JsonObject).by, 'decoding', name);
  }
});

test('a playlist that names other files is refused as sound, whatever its extension', needsFfmpeg, async () => {
  using rig = await studio();
  await keep(rig, { op: 'normalise', file: 'voice.wav', to: 'secret.mp3' });
  const head = '#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n';
  const LISTS = [
    ['list.m3u8', `${head}file:${path.join(rig.project, 'secret.mp3')}\n#EXT-X-ENDLIST\n`],
    ['list.mp3', "ffconcat version 1.0\nfile 'secret.mp3'\n"],
  ] as const;
  for (const [name, text] of LISTS) {
    rig.put(name, text);
    const failure = failureOf(await rig.run('media', { op: 'normalise', file: name, to: 'a.wav' }));
    assert.equal(failure.code, 'media/decode', name);
  }
});

test('the offline provider makes a video from its given images', async () => {
  const part = (data: Uint8Array, name: string) => ({ name, mediaType: 'image/png', data });
  const images = [part(await picture(0), 'start.png'), part(await picture(180), 'end.png')];
  const frames: number[] = [];
  const reply = await film(
    { prompt: 'up', images, seconds: 1, width: 216, height: 384, fps: 10, seed: 1, material: { move: 'pan_up' } },
    {
      signal: new AbortController().signal,
      idempotencyKey: 'k',
      apiKey: null,
      progress: (done) => void frames.push(done),
    },
  );
  assert.ok(reply.ok);
  const { value, usage, usd, raw } = reply.value;
  assert.deepEqual([value.mediaType, value.seconds, usage, usd], ['video/mp4', 1, { seconds: 1 }, 0]);
  assert.deepEqual(raw, { move: 'pan_up', seconds: 1 });
  assert.equal(Buffer.from(value.video).toString('latin1', 4, 8), 'ftyp');
  assert.deepEqual(frames, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
