/** Clips on a machine without ffmpeg: those made here are decoded, others are not. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadBunny } from '../../src/media/bunny.ts';
import { openInput } from '../../src/media/open-input.ts';
import { mostly, putPicture, putTone } from '../media/drawing.ts';
import { codeOf, made, opened, run, SMALL } from './media-rig.ts';
import { createRig, failureOf, type Rig } from './rig.ts';

/** Clips of one colour each, a second long, in the project. */
async function putClips(rig: Rig, sizes: Readonly<Record<string, string>>): Promise<void> {
  for (const [index, [name, size]] of Object.entries(sizes).entries()) {
    await putPicture(rig.project, 'still.png', 10 + 90 * index);
    await made(rig, { op: 'clip', images: ['still.png'], seconds: 1, fps: 10, size, to: name });
    writeFileSync(join(rig.project, name), readFileSync(join(rig.staging, name)));
  }
}

/** Says that it is of a profile that only ffmpeg decodes. */
function asMainProfile(rig: Rig, name: string): void {
  const bytes = readFileSync(join(rig.project, name));
  bytes[bytes.indexOf('avcC') + 'avcC'.length + 1] = 77;
  writeFileSync(join(rig.project, name), bytes);
}

test('identically encoded clips are joined without re-encoding if there are no cross-fades', async () => {
  using rig = createRig();
  await putClips(rig, { 'a.mp4': '108x192', 'b.mp4': '108x192' });
  putTone(rig.project, 'voice.wav', { seconds: 2 });
  const output = await made(rig, {
    op: 'concat',
    clips: ['a.mp4', { file: 'b.mp4' }],
    transition: 0,
    audio: 'voice.wav',
    to: 'ab.mp4',
  });
  assert.equal(output.transition, 'cut');
  const { video, audio, seconds } = await opened(rig, 'ab.mp4');
  assert.deepEqual([video?.packets, audio?.codec], [20, 'aac']);
  assert.ok(Math.abs(seconds - 2) < 0.1);
});

test('our own clips are joined with cross-fades, whatever their size, even without ffmpeg', async () => {
  using rig = createRig();
  await putClips(rig, { 'a.mp4': '108x192', 'wide.mp4': '192x108' });
  const output = await made(rig, { op: 'concat', clips: ['a.mp4', 'wide.mp4'], fps: 5, to: 'both.mp4' });
  assert.deepEqual([output.transition, output.encoder], ['cross-fade', 'wasm']);
  const { video, seconds } = await opened(rig, 'both.mp4');
  assert.deepEqual([video?.width, video?.height, video?.fps, seconds], [108, 192, 5, 2]);
});

/** Each packet: when it is heard, and its bytes. */
async function soundIn(file: string): Promise<readonly (readonly [at: number, bytes: string])[]> {
  const bunny = await loadBunny();
  assert.ok(bunny.ok);
  using input = openInput(bunny.value, file);
  const track = await input.getPrimaryAudioTrack();
  const packets: (readonly [number, string])[] = [];
  for await (const { timestamp, data } of track ? new bunny.value.EncodedPacketSink(track).packets() : [])
    packets.push([timestamp, Buffer.from(data).toString('base64')]);
  return packets;
}

test('without ffmpeg the sound of clips is copied, each at its own time', async () => {
  using rig = createRig();
  await putPicture(rig.project, 'a.png', 20);
  for (const [name, hertz] of [
    ['a', 440],
    ['b', 880],
  ] as const) {
    putTone(rig.project, `${name}.wav`, { seconds: 2, hertz });
    const shown = { scenes: [{ image: 'a.png', seconds: 1 }], voice: `${name}.wav` };
    await made(rig, { op: 'compose', ...shown, ...SMALL, to: `${name}.mp4` });
    writeFileSync(join(rig.project, `${name}.mp4`), readFileSync(join(rig.staging, `${name}.mp4`)));
  }
  const own = await soundIn(join(rig.project, 'b.mp4'));
  for (const transition of [0, 0.5]) {
    const output = await made(rig, { op: 'concat', clips: ['a.mp4', 'b.mp4'], transition, to: 'ab.mp4' });
    const start = Number(output.seconds) / 2;
    const heard = await soundIn(join(rig.staging, 'ab.mp4'));
    // Beyond the silence in which the first clip ends.
    const second = heard.filter(([at]) => at > start + 0.2);
    assert.ok(second.length > 80, `${second.length} packets`);
    const first = own.findIndex(([, bytes]) => bytes === second[0]?.[1]);
    assert.ok(Math.abs((second[0]?.[0] ?? 0) - start - (own[first]?.[0] ?? -1)) < 0.1, `at ${transition}`);
    assert.deepEqual(
      second.map(([, bytes]) => bytes),
      own.slice(first, first + second.length).map(([, bytes]) => bytes),
    );
  }
});

/** A silent clip and one with a tone, in the project. */
async function putSilentAndLoud(rig: Rig): Promise<void> {
  await putClips(rig, { 'silent.mp4': SMALL.size });
  putTone(rig.project, 'a.wav', { seconds: 1 });
  await made(rig, { op: 'compose', scenes: [{ image: 'still.png' }], voice: 'a.wav', ...SMALL, to: 'a.mp4' });
  writeFileSync(join(rig.project, 'a.mp4'), readFileSync(join(rig.staging, 'a.mp4')));
}

test('without ffmpeg the sound of some clips is kept, and the others are silent', async () => {
  using rig = createRig();
  await putSilentAndLoud(rig);
  const clips = ['silent.mp4', 'a.mp4', 'silent.mp4'];
  const { seconds } = await made(rig, { op: 'concat', clips, transition: 0, to: 'b.mp4' });
  const heard = await soundIn(join(rig.staging, 'b.mp4'));
  const own = new Set((await soundIn(join(rig.project, 'a.mp4'))).map(([, bytes]) => bytes));
  const [, silence = ''] = heard[0] ?? [];
  const isLoud = ([, bytes]: readonly [number, string]): boolean => own.has(bytes) && bytes !== silence;
  const length = (heard[1]?.[0] ?? 0) - (heard[0]?.[0] ?? 0);
  const firstLoud = heard.find(isLoud)?.[0] ?? 0;
  assert.ok(firstLoud >= 1 && firstLoud < 1.2, `${firstLoud}`);
  assert.ok((heard.findLast(isLoud)?.[0] ?? 9) < Number(seconds) - 0.9);
  assert.ok(Math.abs((heard.at(-1)?.[0] ?? 0) + length - Number(seconds)) < 2 * length);
  for (const [index, [at]] of heard.entries())
    assert.ok(index === 0 || Math.abs(at - (heard[index - 1]?.[0] ?? 0)) < 2 * length, `a gap before ${at}`);
  assert.doesNotMatch(rig.log(), /dropped/);
});

test('sound that cannot be copied, or needs music mixed in, is dropped, and the log says so', async () => {
  using rig = createRig();
  await putSilentAndLoud(rig);
  const other = readFileSync(join(rig.project, 'a.mp4'));
  const stereo = other.indexOf(Buffer.from([0x12, 0x10]), other.indexOf('esds'));
  other[stereo + 1] = 0x08; // says that it is mono
  writeFileSync(join(rig.project, 'other.mp4'), other);
  for (const options of [{ clips: ['a.mp4', 'other.mp4'] }, { clips: ['a.mp4'], music: { mood: 'calm' } }])
    await made(rig, { op: 'concat', ...options, to: 'b.mp4' });
  assert.deepEqual(rig.log().match(/the audio of the clips is \w+/g), [
    'the audio of the clips is dropped',
    'the audio of the clips is dropped',
  ]);
});

test('clips that cannot be decoded without ffmpeg are joined by cuts if they are alike, and refused otherwise', async () => {
  using rig = createRig();
  await putClips(rig, { 'a.mp4': '108x192', 'b.mp4': '108x192', 'wide.mp4': '192x108' });
  for (const name of ['a.mp4', 'b.mp4']) asMainProfile(rig, name);
  const output = await made(rig, { op: 'concat', clips: ['a.mp4', 'b.mp4'], to: 'ab.mp4' });
  assert.equal(output.transition, 'cut');
  assert.equal(await codeOf(rig, { op: 'concat', clips: ['a.mp4', 'wide.mp4'], to: 'ac.mp4' }), 'media/join');
  for (const other of [{ size: '192x108' }, { fps: 12 }]) {
    const failure = failureOf(await run(rig, { op: 'concat', clips: ['a.mp4', 'b.mp4'], to: 'ab.mp4', ...other }));
    assert.equal(failure.code, 'media/join');
    assert.match(failure.message, /videos cannot be changed: 108x192 at 10 frames a second, not /);
  }
  await made(rig, { op: 'concat', clips: ['a.mp4', 'b.mp4'], to: 'ab.mp4', size: '108x192', fps: 10 });
});

test('without ffmpeg our own clips play in a video; other clips are replaced by their stills, if these are named', async () => {
  using rig = createRig();
  await putClips(rig, { 'own.mp4': '108x192', 'other.mp4': '108x192' });
  asMainProfile(rig, 'other.mp4');
  const compose = { op: 'compose', ...SMALL, to: 'v.mp4' };
  const played = await made(rig, { ...compose, scenes: [{ video: 'own.mp4', images: ['still.png'] }] });
  assert.deepEqual([played.redrawn, played.seconds], [[], 1]);
  const other = { video: 'other.mp4', seconds: 1 };
  const failure = failureOf(await run(rig, { ...compose, scenes: [other] }));
  assert.deepEqual([failure.code, /ffmpeg/.test(failure.hint ?? '')], ['media/decode', true]);
  const redrawn = await made(rig, { ...compose, scenes: [{ ...other, images: ['still.png'] }] });
  assert.deepEqual(redrawn.redrawn, [0]);
});

test('without ffmpeg the contact sheet of our own video shows its frames, and a thumbnail the one at its time', async () => {
  using rig = createRig();
  await putClips(rig, { 'a.mp4': '108x192', 'b.mp4': '108x192', 'other.mp4': '108x192' });
  asMainProfile(rig, 'other.mp4');
  const heightOf = async (file: string): Promise<number> => {
    await made(rig, { op: 'probe', file, to: 'sheet.png' });
    return readFileSync(join(rig.staging, 'sheet.png')).readUInt32BE(20);
  };
  assert.ok((await heightOf('a.mp4')) > 300 && (await heightOf('other.mp4')) < 100);
  await made(rig, { op: 'concat', clips: ['a.mp4', 'b.mp4'], transition: 0, to: 'ab.mp4' });
  writeFileSync(join(rig.project, 'ab.mp4'), readFileSync(join(rig.staging, 'ab.mp4')));
  const seen: string[] = [];
  for (const at of [0, 0.6, 1.6]) {
    await made(rig, { op: 'thumbnail', video: 'ab.mp4', at, size: '108x192', to: 'thumb.png' });
    seen.push(await mostly(readFileSync(join(rig.staging, 'thumb.png'))));
  }
  assert.deepEqual(seen, ['red', 'red', 'green']);
});
