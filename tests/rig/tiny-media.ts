/** The smallest media files that readers accept. Pure. */
import { crc32, deflateSync } from 'node:zlib';

/** Silence, 16 bit mono. */
export function pcm(seconds: number, rate: number): Buffer {
  return Buffer.alloc(Math.round(seconds * rate) * 2);
}

export function wav(seconds: number, rate = 8_000): Buffer {
  const data = pcm(seconds, rate);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** Silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz. */
export function mp3(frames = 40): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}

/** An image of grey stripes. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  // Each line begins with the number of its filter: 0, none.
  const line = (row: number): Buffer =>
    Buffer.concat([Buffer.from([0]), Buffer.alloc(width, row % 8 < 4 ? 0x40 : 0xc0)]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: height }, (_, row) => line(row))));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

export const PNG = png(64, 64);

export function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.alloc(19);
  frame.set([0xff, 0xc0, 0x00, 0x11, 0x08]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const table = Buffer.from([0xff, 0xc4, 0x00, 0x04, 0xff, 0xc0]);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0, 0]), table, frame]);
}

export function webp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF', 0);
  bytes.write('WEBPVP8X', 8);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

/** An MP4 box. */
export const box = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content]);
};

/** A sound track, then a video track. */
export function mp4(seconds: number, { width, height }: { readonly width: number; readonly height: number }): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(1000, 12);
  mvhd.writeUInt32BE(seconds * 1000, 16);
  const track = (w: number, h: number): Buffer => {
    const tkhd = Buffer.alloc(84);
    tkhd.writeUInt32BE(w * 65536, 76);
    tkhd.writeUInt32BE(h * 65536, 80);
    return box('trak', box('tkhd', tkhd));
  };
  const moov = Buffer.concat([box('mvhd', mvhd), track(0, 0), track(width, height)]);
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), box('moov', moov)]);
}

/** Only headers with duration and size, no frames. */
export const MP4 = mp4(4, { width: 720, height: 1280 });
