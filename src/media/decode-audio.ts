/**
 * Decodes a sound file to samples: WAV without help, everything else (and the sound of videos) with ffmpeg.
 *
 * 1. Without ffmpeg, a package decodes MP3. For AAC and all other formats, the result is then a failure.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { decodeMp3, mp3Start } from './decode-mp3.ts';
import { INSTALL_FFMPEG, mediaFault } from './fault.ts';
import { type Ffmpeg, inputFile, runFfmpeg } from './ffmpeg.ts';
import { inspect } from './inspect.ts';
import { MIX_RATE } from './mix.ts';
import { decodeWav, type Pcm, secondsOf } from './wav.ts';
import { readWhole } from './whole-file.ts';

/** Four hours of stereo: longer sounds do not fit into memory. */
const MOST_SECONDS = 4 * 3600;

/** @param file absolute; already checked to be a regular file of the project. */
export async function decodeAudio(
  file: string,
  ffmpeg: Ffmpeg | null,
  signal: AbortSignal,
): Promise<Result<Pcm, Failure>> {
  const name = path.basename(file);
  if (await isWav(file)) {
    const bytes = await readWhole(file);
    if (!bytes.ok) return bytes;
    const pcm = decodeWav(bytes.value);
    if (!pcm.ok) return mediaFault('media/decode', `the file "${name}" ${pcm.error}`);
    if (isEmpty(pcm.value)) return mediaFault('media/decode', `the file "${name}" has no audio`);
    return secondsOf(pcm.value) > MOST_SECONDS ? tooLong(name) : ok(pcm.value);
  }
  return ffmpeg === null ? await withoutFfmpeg(file, signal) : await withFfmpeg(file, ffmpeg, signal);
}

async function withoutFfmpeg(file: string, signal: AbortSignal): Promise<Result<Pcm, Failure>> {
  const name = path.basename(file);
  const from = await mp3Start(file);
  if (from === null) return await undecodable(file, name);
  const pcm = await decodeMp3({ file, from, mostSeconds: MOST_SECONDS }, signal);
  return pcm.ok && secondsOf(pcm.value) > MOST_SECONDS ? tooLong(name) : pcm;
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

async function isWav(file: string): Promise<boolean> {
  await using handle = await open(file);
  const head = Buffer.alloc(12);
  await handle.read(head, 0, head.length, 0);
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8) === 'WAVE';
}

const tooLong = (name: string): Result<never, Failure> =>
  mediaFault(
    'media/file',
    `"${name}" lasts longer than ${MOST_SECONDS / 3600} hours, which is too long to fit into memory`,
  );

const isEmpty = (pcm: Pcm): boolean => (pcm.channels[0]?.length ?? 0) === 0;

async function withFfmpeg(file: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<Result<Pcm, Failure>> {
  const chunks: Uint8Array[] = [];
  const args = [
    ...inputFile(file),
    '-map',
    '0:a:0',
    '-t',
    String(MOST_SECONDS + 1),
    '-ac',
    '2',
    '-ar',
    String(MIX_RATE),
  ];
  const done = await runFfmpeg(
    ffmpeg,
    { args: [...args, '-f', 'f32le', 'pipe:1'], hear: (chunk) => chunks.push(chunk) },
    signal,
  );
  const name = path.basename(file);
  if (!done.ok) return mediaFault('media/decode', `"${name}" cannot be decoded: ${done.error.message}`);
  const bytes = Buffer.concat(chunks);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Math.floor(bytes.length / 8);
  if (length === 0) return mediaFault('media/decode', `the file "${name}" has no audio`);
  if (length > MOST_SECONDS * MIX_RATE) return tooLong(name);
  const channels = [0, 4].map((offset) => {
    const channel = new Float32Array(length);
    for (let at = 0; at < length; at += 1) channel[at] = view.getFloat32(at * 8 + offset, true);
    return channel;
  });
  return ok({ rate: MIX_RATE, channels });
}
