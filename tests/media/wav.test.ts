/** Sound as a file and back, other rates, and files that nobody should trust. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Pcm, secondsOf, toMono } from '../../src/media/pcm.ts';
import { resample } from '../../src/media/resample.ts';
import { pcmOf, soundOf, toStereo } from '../../src/media/sound.ts';
import { decodeWav, encodeWav, wavLayout } from '../../src/media/wav.ts';

/** @param hertz of a sine, half as loud as can be. */
function tone(hertz: number, { rate = 8000, seconds = 0.5 } = {}): Pcm {
  const samples = Float32Array.from(
    { length: rate * seconds },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
  return { rate, channels: [samples] };
}

const resampled = (pcm: Pcm, rate: number): Promise<Pcm> => pcmOf(resample(soundOf(pcm), rate));
const inStereo = (pcm: Pcm): Promise<Pcm> => pcmOf(toStereo(soundOf(pcm)));

/** Of one frequency in the first channel, 0 to 1. @source Goertzel. */
function strengthOf(pcm: Pcm, hertz: number): number {
  const samples = pcm.channels[0] ?? new Float32Array();
  let [re, im] = [0, 0];
  for (const [i, sample] of samples.entries()) {
    re += sample * Math.cos((2 * Math.PI * hertz * i) / pcm.rate);
    im += sample * Math.sin((2 * Math.PI * hertz * i) / pcm.rate);
  }
  return (2 * Math.hypot(re, im)) / samples.length;
}

const decoded = (bytes: Uint8Array): Pcm => {
  const pcm = decodeWav(bytes);
  assert.ok(pcm.ok, pcm.ok ? '' : pcm.error);
  return pcm.value;
};

interface Fields {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
  readonly data?: Uint8Array;
  /** What the header says of the size of the data. */
  readonly said?: number;
  /** Of WAVE_FORMAT_EXTENSIBLE. */
  readonly inner?: number;
}

function wav({
  tag = 1,
  channels = 1,
  rate = 8000,
  bits = 16,
  data = new Uint8Array(8),
  said,
  inner,
}: Fields): Uint8Array {
  const format = inner === undefined ? 16 : 40;
  const bytes = Buffer.alloc(28 + format + data.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(format, 16);
  bytes.writeUInt16LE(tag, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt16LE((channels * bits) / 8, 32);
  bytes.writeUInt16LE(bits, 34);
  if (inner !== undefined) bytes.writeUInt16LE(inner, 44);
  bytes.write('data', 20 + format);
  bytes.writeUInt32LE(said ?? data.length, 24 + format);
  bytes.set(data, 28 + format);
  return bytes;
}

test('a sound is unchanged after writing and reading, except for rounding to 16 bits', () => {
  const before: Pcm = {
    rate: 24_000,
    channels: [Float32Array.of(0, 0.5, -0.5, 1, -1), Float32Array.of(0.1, 0, 0, 0, 0)],
  };
  const after = decoded(encodeWav(before));
  assert.equal(after.rate, 24_000);
  assert.equal(after.channels.length, 2);
  for (const [channel, samples] of before.channels.entries())
    for (const [i, sample] of samples.entries())
      assert.ok(Math.abs((after.channels[channel]?.[i] ?? 9) - sample) < 1 / 16_000);
});

test('a sample that is too loud is clipped and does not wrap around', () => {
  const [samples = new Float32Array()] = decoded(
    encodeWav({ rate: 8000, channels: [Float32Array.of(1.5, -1.5)] }),
  ).channels;
  assert.ok((samples[0] ?? 0) > 0.99 && (samples[1] ?? 0) < -0.99);
});

const HALF: readonly (readonly [name: string, fields: Fields])[] = [
  ['8 bit', { bits: 8, data: Uint8Array.of(192) }],
  ['16 bit', { bits: 16, data: Uint8Array.of(0, 64) }],
  ['24 bit', { bits: 24, data: Uint8Array.of(0, 0, 64) }],
  ['32 bit', { bits: 32, data: Uint8Array.of(0, 0, 0, 64) }],
  ['floats of 32 bit', { tag: 3, bits: 32, data: new Uint8Array(Float32Array.of(0.5).buffer) }],
  ['floats of 64 bit', { tag: 3, bits: 64, data: new Uint8Array(Float64Array.of(0.5).buffer) }],
  ['the extensible format', { tag: 0xfffe, inner: 1, bits: 16, data: Uint8Array.of(0, 64) }],
];
for (const [name, fields] of HALF) {
  test(`a file of ${name} is read`, () => {
    assert.deepEqual([...(decoded(wav(fields)).channels[0] ?? [])], [0.5]);
  });
}

test('a streamed file without a known size is read to its end', () => {
  assert.equal(decoded(wav({ said: 0xffff_ffff })).channels[0]?.length, 4);
  assert.equal(decoded(wav({ said: 0 })).channels[0]?.length, 4);
});

test('of a file of more than 4 GB, the sizes are in a chunk of their own', () => {
  const head = Buffer.alloc(12 + 36);
  head.write('RF64', 0);
  head.write('WAVEds64', 8);
  head.writeUInt32LE(28, 16);
  head.writeBigUInt64LE(5_000_000_000n, 28);
  const start = Buffer.concat([head, wav({ said: 0xffff_ffff }).subarray(12)]);
  const read = (at: number, count: number) => new DataView(start.buffer, start.byteOffset + at, count);
  const layout = wavLayout({ size: start.length + 5_000_000_100, read });
  assert.ok(layout.ok);
  assert.equal(layout.value.length, 2_500_000_000);
});

test('what a cut off file lacks is known', () => {
  const bytes = wav({ said: 16 });
  const layout = wavLayout({
    size: bytes.length,
    read: (at, count) => new DataView(bytes.buffer, bytes.byteOffset + at, count),
  });
  assert.ok(layout.ok);
  assert.deepEqual([layout.value.length, layout.value.promised], [4, 8]);
});

const BAD: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('RIFF but nothing else at all')],
  ['a file without sound', wav({}).subarray(0, 36)],
  ['a format that is cut off', wav({}).subarray(0, 30)],
  ['no channels', wav({ channels: 0 })],
  ['65535 channels', wav({ channels: 65_535, bits: 8 })],
  ['0 samples a second', wav({ rate: 0 })],
  ['12 bit', wav({ bits: 12 })],
  ['an unknown encoding', wav({ tag: 85 })],
];
for (const [name, bytes] of BAD) {
  test(`${name} is refused with a reason`, () => {
    const pcm = decodeWav(bytes);
    assert.ok(!pcm.ok && pcm.error.length > 5);
  });
}

test('a float that is not a number becomes silence', () => {
  const data = new Uint8Array(Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY).buffer);
  assert.deepEqual([...(decoded(wav({ tag: 3, bits: 32, data })).channels[0] ?? [])], [0, 0]);
});

test('resampling keeps the length, pitch and level of a tone', async () => {
  for (const rate of [16_000, 24_000, 6000]) {
    const other = await resampled(tone(440), rate);
    assert.ok(Math.abs(secondsOf(other) - 0.5) < 0.001);
    assert.ok(Math.abs(strengthOf(other, 440) - 0.5) < 0.02, `${rate}: ${strengthOf(other, 440)}`);
  }
});

test('a tone that is too high for the new rate disappears without aliasing', async () => {
  const low = await resampled(tone(3000), 4000);
  assert.ok(strengthOf(low, 1000) < 0.001, `${strengthOf(low, 1000)}`);
});

test('mono is the mean of all channels, and stereo from mono is the channel twice', async () => {
  const pcm: Pcm = { rate: 8000, channels: [Float32Array.of(1), Float32Array.of(0)] };
  assert.deepEqual(toMono(pcm).channels, [Float32Array.of(0.5)]);
  assert.deepEqual((await inStereo(toMono(pcm))).channels, [Float32Array.of(0.5), Float32Array.of(0.5)]);
});

test('centre and rear channels are mixed into stereo, the low-frequency channel is not', async () => {
  const only = (channel: number): Pcm => ({
    rate: 8000,
    channels: Array.from({ length: 6 }, (_, index) => Float32Array.of(index === channel ? 0.5 : 0)),
  });
  const sides = async (channel: number) =>
    (await inStereo(only(channel))).channels.map(([sample = 0]) => Math.round(sample * 100) / 100);
  assert.deepEqual(await Promise.all([0, 1, 2, 3, 4, 5].map(sides)), [
    [0.5, 0],
    [0, 0.5],
    [0.35, 0.35],
    [0, 0],
    [0.35, 0.35],
    [0.35, 0.35],
  ]);
});
