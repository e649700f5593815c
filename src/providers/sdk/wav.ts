/** A WAV file of bare samples. Pure. */

const HEAD_BYTES = 44;

/** @param samples 16 bit, little-endian, mono. */
export function wavOf(samples: Uint8Array, rate: number): Uint8Array {
  const file = Buffer.alloc(HEAD_BYTES + samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(HEAD_BYTES - 8 + samples.length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length, 40);
  file.set(samples, HEAD_BYTES);
  return file;
}
