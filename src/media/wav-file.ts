/** WAV files that are read and written block by block. */
import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { mediaFault } from './fault.ts';
import { type Pace, PIECE } from './pace.ts';
import { buffersFor, type Sound, soundFrom } from './sound.ts';
import { readAll, writeAll } from './sound-files.ts';
import { frameBytes, MOST_BYTES, readSamples, samplesAsBytes, wavBytes, wavHeader, wavLayout } from './wav.ts';

export interface WavFile {
  readonly sound: Sound;
  /** Samples per channel that the header promises, and the file may lack. */
  readonly promised: number;
}

/** @param handle open as long as the sound is used. @returns the reason of a failure, as `wavLayout`. */
export async function wavFile(handle: FileHandle): Promise<Result<WavFile, string>> {
  const { size } = await handle.stat();
  const read = (at: number, count: number): DataView => {
    const bytes = new Uint8Array(count);
    return new DataView(bytes.buffer, 0, readSync(handle.fd, bytes, 0, count, at));
  };
  const layout = wavLayout({ size, read });
  if (!layout.ok) return err(layout.error);
  const { start: first, channels, promised } = layout.value;
  const frame = frameBytes(layout.value);
  const sound = soundFrom(layout.value, () => {
    const bytes = new Uint8Array(PIECE * frame);
    const buffers = buffersFor(channels, PIECE);
    return async (start, count) => {
      await readAll(handle, bytes.subarray(0, count * frame), first + start * frame);
      const block = buffers.map((buffer) => buffer.subarray(0, count));
      readSamples(new DataView(bytes.buffer), layout.value, block);
      return block;
    };
  });
  return ok({ sound, promised });
}

/** 16 bit. @param file absolute; replaced. */
export async function writeWav(file: string, sound: Sound, pace: Pace): Promise<Result<null, Failure>> {
  const bytes = wavBytes(sound);
  if (bytes > MOST_BYTES)
    return mediaFault(
      'media/encode',
      `the sound has ${(bytes / 1e9).toFixed(1)} GB, but a WAV file holds 4.2 GB at most`,
      'write an MP3',
    );
  await using handle = await open(file, 'w');
  const header = wavHeader(sound);
  await writeAll(handle, header, 0);
  let at = header.length;
  for await (const block of sound.blocks()) {
    const part = samplesAsBytes(block);
    await writeAll(handle, part, at);
    at += part.length;
    await pace();
  }
  return ok(null);
}
