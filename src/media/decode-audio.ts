/**
 * Decodes a sound file: WAV without help, everything else (and the sound of videos) with ffmpeg.
 *
 * 1. Without ffmpeg, a package decodes MP3. For AAC and all other formats, the result is then a failure.
 * 2. What must be decoded is decoded once, into a file; WAV is read where it is.
 */
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { decodeMp3, mp3Start } from './decode-mp3.ts';
import type { Decoding } from './decoding.ts';
import { INSTALL_FFMPEG, mediaFault } from './fault.ts';
import { inputFile, runFfmpeg } from './ffmpeg.ts';
import { inspect } from './inspect.ts';
import { durationOf, MIX_RATE, type Sound } from './sound.ts';
import type { Recording } from './sound-files.ts';
import { wavFile } from './wav-file.ts';

/** Longer sounds are more likely a mistake, and would take gigabytes of disk. */
const MOST_SECONDS = 4 * 3600;

/** @param file absolute; already checked to be a regular file of the project. */
export async function decodeAudio(file: string, decoding: Decoding): Promise<Result<Sound, Failure>> {
  const handle = await decoding.files.open(file);
  const name = path.basename(file);
  const sound = (await isWav(handle))
    ? await wavSound(handle, name, decoding)
    : await (decoding.ffmpeg === null ? withoutFfmpeg : withFfmpeg)(file, decoding);
  if (!sound.ok) return sound;
  if (sound.value.length === 0) return mediaFault('media/decode', `the file "${name}" has no audio`);
  return durationOf(sound.value) > MOST_SECONDS ? tooLong(name) : sound;
}

async function isWav(handle: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(12);
  await handle.read(head, 0, head.length, 0);
  return ['RIFF', 'RF64'].includes(head.toString('latin1', 0, 4)) && head.toString('latin1', 8) === 'WAVE';
}

async function wavSound(handle: FileHandle, name: string, { warn }: Decoding): Promise<Result<Sound, Failure>> {
  const file = await wavFile(handle);
  if (!file.ok) return mediaFault('media/decode', `the file "${name}" ${file.error}`);
  const { sound, promised } = file.value;
  const seconds = (length: number): string => `${(length / sound.rate).toFixed(1)} s`;
  if (promised > sound.length)
    warn(`"${name}" is cut off after ${seconds(sound.length)}: its header says ${seconds(promised)}`);
  return ok(sound);
}

async function withoutFfmpeg(file: string, decoding: Decoding): Promise<Result<Sound, Failure>> {
  const from = await mp3Start(file);
  if (from === null) return await undecodable(file, path.basename(file));
  return await decodeMp3({ file, from, mostSeconds: MOST_SECONDS }, decoding);
}

/** The failure for a file that is neither WAV nor MP3: it names the format. */
async function undecodable(file: string, name: string): Promise<Result<never, Failure>> {
  const contents = await inspect(file);
  if (!contents.ok) return contents;
  const { audio } = contents.value;
  if (audio === null) return mediaFault('media/decode', `the file "${name}" has no audio`);
  const message = `the audio of "${name}" is ${audio.codec?.toUpperCase() ?? 'of an unknown kind'}, which needs ffmpeg`;
  return mediaFault('media/decode', message, `${INSTALL_FFMPEG}, or convert the file to WAV or MP3`);
}

const tooLong = (name: string): Result<never, Failure> =>
  mediaFault('media/file', `"${name}" lasts longer than ${MOST_SECONDS / 3600} hours, which is the most`);

async function withFfmpeg(file: string, { ffmpeg, files, signal }: Decoding): Promise<Result<Sound, Failure>> {
  if (ffmpeg === null) return await undecodable(file, path.basename(file));
  const format = ['-ac', '2', '-ar', String(MIX_RATE), '-f', 'f32le', 'pipe:1'];
  const args = [...inputFile(file), '-map', '0:a:0', '-t', String(MOST_SECONDS + 1), ...format];
  const recording = await files.create({ rate: MIX_RATE, channels: 2 });
  const done = await runFfmpeg(ffmpeg, { args, hear: intoStereo(recording) }, signal);
  if (done.ok) return ok(await recording.end());
  return mediaFault('media/decode', `"${path.basename(file)}" cannot be decoded: ${done.error.message}`);
}

const FRAME_BYTES = 2 * Float32Array.BYTES_PER_ELEMENT;

/** Two channels of little-endian floats that alternate. A chunk may end within a sample. */
function intoStereo(recording: Recording): (chunk: Uint8Array) => Promise<void> {
  let rest: Uint8Array = new Uint8Array(0);
  return async (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const count = Math.floor(bytes.length / FRAME_BYTES);
    rest = bytes.subarray(count * FRAME_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const block = [0, 4].map((offset) => {
      const channel = new Float32Array(count);
      for (let at = 0; at < count; at += 1) channel[at] = view.getFloat32(at * FRAME_BYTES + offset, true);
      return channel;
    });
    await recording.add(block);
  };
}
