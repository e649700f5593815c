import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOVES, viewAt, wholeView } from '../../src/media/camera.ts';
import { problemOf } from '../../src/media/checks.ts';
import { i420Bytes, toI420, toRgba } from '../../src/media/i420.ts';
import { isBlack, looksOf, lumaOf } from '../../src/media/look.ts';
import { readNotes, writeNotes } from '../../src/media/notes.ts';

const frame = { width: 1080, height: 1920 };

test('no camera move leaves the image, whatever its shape', () => {
  for (const picture of [frame, { width: 1920, height: 1080 }, { width: 300, height: 3000 }]) {
    for (const move of MOVES) {
      for (const t of [-1, -0.5, 0, 0.5, 1]) {
        const { x, y, width, height } = viewAt(move, t, { picture, frame });
        assert.ok(x >= 0 && y >= 0 && x + width <= picture.width + 1e-6 && y + height <= picture.height + 1e-6);
        assert.ok(Math.abs(width / height - frame.width / frame.height) < 1e-6, 'nothing is stretched');
      }
    }
  }
});

test('every camera move begins and ends at the same position, so that clips of a chain join', () => {
  const rest = viewAt('still', 0, { picture: frame, frame });
  for (const move of MOVES) assert.deepEqual(viewAt(move, 0, { picture: frame, frame }), rest, move);
});

test('each camera move goes in the direction of its name', () => {
  const at = (move: (typeof MOVES)[number]) => viewAt(move, 1, { picture: frame, frame });
  const rest = viewAt('still', 0, { picture: frame, frame });
  assert.ok(at('zoom_in').width < rest.width);
  assert.ok(at('zoom_out').width > rest.width);
  assert.ok(at('pan_left').x < rest.x && at('pan_right').x > rest.x);
  assert.ok(at('pan_up').y < rest.y && at('pan_down').y > rest.y);
  assert.deepEqual(wholeView({ picture: frame, frame }), { x: 0, y: 0, ...frame });
});

const CORNERS: readonly (readonly [name: string, rgb: readonly number[], yuv: readonly number[]])[] = [
  ['white', [255, 255, 255], [235, 128, 128]],
  ['black', [0, 0, 0], [16, 128, 128]],
  ['red', [255, 0, 0], [63, 102, 240]],
  ['green', [0, 255, 0], [173, 42, 26]],
  ['blue', [0, 0, 255], [32, 240, 118]],
];
for (const [name, rgb, [y, u, v]] of CORNERS) {
  test(`${name} is converted according to BT.709`, () => {
    const size = { width: 2, height: 2 };
    const out = new Uint8Array(i420Bytes(size));
    toI420(
      Uint8Array.from({ length: 16 }, (_, at) => rgb[at % 4] ?? 255),
      size,
      out,
    );
    for (const [at, wanted] of [y, y, y, y, u, v].entries())
      assert.ok(Math.abs((out[at] ?? 0) - (wanted ?? 0)) <= 1, `${at}: ${out[at]}`);
  });
}

test('an image is unchanged after conversion to YUV and back, without coded pixels beyond its edge', () => {
  const [coded, seen] = [
    { width: 4, height: 4 },
    { width: 2, height: 2 },
  ];
  for (const [name, rgb] of CORNERS) {
    const planes = new Uint8Array(i420Bytes(coded));
    const pixel = [...rgb, 255];
    const whole = Uint8Array.from({ length: 64 }, (_, at) => (at % 16 < 8 && at < 32 ? (pixel[at % 4] ?? 0) : 90));
    toI420(whole, coded, planes);
    const out = new Uint8Array(16);
    toRgba(planes, { coded, seen }, out);
    for (const [at, value] of out.entries()) assert.ok(Math.abs(value - (pixel[at % 4] ?? 0)) <= 3, `${name}: ${out}`);
  }
});

const filled = (value: number) => lumaOf(new Uint8Array(4 * 64 * 64).fill(value), { width: 64, height: 64 });

test('black and frozen parts are reported in seconds', () => {
  assert.ok(isBlack(filled(5)));
  assert.ok(!isBlack(filled(60)));
  const navy = Uint8Array.from({ length: 4 * 64 * 64 }, (_, i) => [0, 0, 100, 255][i % 4] ?? 0);
  assert.ok(!isBlack(lumaOf(navy, { width: 64, height: 64 })), 'a picture that is all blue');
  const samples = [5, 5, 90, 90, 90, 90, 120].map(filled);
  assert.deepEqual(looksOf(samples, 0.5), { blackSeconds: 1, frozenSeconds: 1.5 });
});

test('notes are read back as they were written, and nothing else is taken for notes', () => {
  const notes = { lufs: -16.1, black: 0, frozen: 1.5 };
  assert.deepEqual(readNotes(writeNotes(notes)), notes);
  assert.deepEqual(readNotes(writeNotes({ black: 0, frozen: 0 })), { black: 0, frozen: 0 });
  assert.deepEqual(readNotes(writeNotes({ ...notes, lufs: null }))?.lufs, null);
  for (const text of [null, '', 'my holiday', 'pipeline-runner: black=many']) assert.equal(readNotes(text), null);
});

const good = {
  contents: {
    container: 'MP4',
    bytes: 500_000,
    seconds: 10,
    comment: null,
    video: { ...frame, codec: 'avc', isBaseline: true, fps: 30, packets: 300 },
    audio: { codec: 'aac', channels: 2, rate: 44_100 },
  },
  expected: { seconds: 10, video: frame, audio: 'needed', lufs: -16, looks: { blackSeconds: 0, frozenSeconds: 0 } },
} as const;

test('a good video passes its check', () => {
  assert.equal(problemOf(good.contents, good.expected), null);
});

test('a sound of a few bytes fails its check', () => {
  const contents = { ...good.contents, video: null, bytes: 200 };
  assert.match(problemOf(contents, { ...good.expected, video: null }) ?? '', /200 bytes/);
});

const BAD: readonly (readonly [what: string, change: object, said: RegExp])[] = [
  ['no pictures', { contents: { ...good.contents, video: null } }, /no video/],
  ['no sound', { contents: { ...good.contents, audio: null } }, /no audio/],
  ['silence', { expected: { ...good.expected, lufs: null } }, /is silent/],
  ['another size', { expected: { ...good.expected, video: { width: 2, height: 2 } } }, /1080x1920 pixels/],
  ['another length', { contents: { ...good.contents, seconds: 8 } }, /lasts 8.00 s/],
  ['no frames', { contents: { ...good.contents, video: { ...good.contents.video, packets: 0 } } }, /has no frames/],
  ['black', { expected: { ...good.expected, looks: { blackSeconds: 9, frozenSeconds: 0 } } }, /black/],
];
for (const [what, change, said] of BAD) {
  test(`a video with ${what} fails its check`, () => {
    const { contents, expected } = { ...good, ...change };
    assert.match(problemOf(contents, expected) ?? '', said);
  });
}
