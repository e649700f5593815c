/** MP4 files whose tables lie: who believes them runs out of memory. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createH264 } from '../../src/media/h264.ts';
import { i420Bytes } from '../../src/media/i420.ts';
import { inspect } from '../../src/media/inspect.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'mp4-samples-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'a.mp4');

async function video(): Promise<Buffer> {
  const size = { width: 64, height: 64 };
  const made = await createH264(size, 10);
  assert.ok(made.ok);
  using encoder = made.value;
  for (let frame = 0; frame < 10; frame += 1) encoder.add(new Uint8Array(i420Bytes(size)).fill(frame * 20));
  return Buffer.from(encoder.finish());
}

const MANY = 0x7fff_ffff;

test('a video whose tables claim billions of samples is reported as damaged', async () => {
  const whole = await video();
  writeFileSync(file, whole);
  const good = await inspect(file);
  assert.ok(good.ok);
  assert.equal(good.value.video?.packets, 10);
  for (const [table, offset] of [
    ['stts', 8],
    ['stsz', 8],
    ['stsc', 12],
  ] as const) {
    const lying = Buffer.from(whole);
    lying.writeUInt32BE(MANY, lying.indexOf(table, 0, 'latin1') + 4 + offset);
    writeFileSync(file, lying);
    const seen = await inspect(file);
    assert.ok(!seen.ok, table);
    assert.match(seen.error.message, /more samples than it has bytes/);
  }
  assert.equal(readFileSync(file).length, whole.length);
});

test('a fragment of a video that claims billions of samples is reported as damaged', async () => {
  const box = (type: string, ...inside: readonly Buffer[]): Buffer => {
    const content = Buffer.concat(inside);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const run = Buffer.alloc(8);
  run.writeUInt32BE(MANY, 4);
  writeFileSync(file, Buffer.concat([await video(), box('moof', box('traf', box('trun', run)))]));
  const seen = await inspect(file);
  assert.ok(!seen.ok);
});
