/**
 * The only importer of mpg123-decoder, which decodes MP3 in WebAssembly: for machines without ffmpeg.
 *
 * 1. A file is read and decoded in pieces, and other work can proceed between two.
 * 2. Damaged frames are skipped, as in players. A file with only damaged frames cannot be decoded.
 * 3. The package has 17 MB of memory, whatever a file says. Tags at the beginning, which may hold large pictures, never
 *    reach it.
 * 4. After an error, the package calls its decoder again, possibly forever. Here, that loop ends after more errors than
 *    a piece can cause.
 */
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { InternalError, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { Decoding } from './decoding.ts';
import { mediaFault, optionalPackage } from './fault.ts';
import { createPace } from './pace.ts';
import type { Sound } from './sound.ts';
import type { Recording } from './sound-files.ts';

type Decoder = InstanceType<typeof import('mpg123-decoder')['MPEGDecoder']>;

const PIECE_BYTES = 16_384;

/**
 * @param from where its frames begin, see {@link mp3Start}.
 * @param mostSeconds of a longer file, slightly more than this is returned, to show that it is longer.
 */
export async function decodeMp3(
  { file, from, mostSeconds }: { readonly file: string; readonly from: number; readonly mostSeconds: number },
  { files, warn, signal }: Pick<Decoding, 'files' | 'warn' | 'signal'>,
): Promise<Result<Sound, Failure>> {
  const loaded = await optionalPackage('mpg123-decoder', () => import('mpg123-decoder'));
  if (!loaded.ok) return loaded;
  const decoder = new loaded.value.MPEGDecoder();
  await decoder.ready;
  endOnErrors(decoder);
  using _memory = { [Symbol.dispose]: () => decoder.free() };
  const pace = createPace(signal);
  const name = path.basename(file);
  let rate = 0;
  let recording: Recording | null = null;
  let promised: number | null = null;
  let isDamaged = false;
  const seconds = (): string => `${rate === 0 ? 0 : ((recording?.length ?? 0) / rate).toFixed(1)} s`;
  for await (const bytes of piecesOf(await files.open(file), from)) {
    await pace();
    if (recording === null) promised ??= promisedSamples(bytes);
    const heard = decoded(decoder, bytes);
    if (heard === null) return mediaFault('media/decode', `"${name}" is damaged: the MP3 decoder cannot go on`);
    if (heard.errors.length > 0 && !isDamaged)
      warn(`"${name}" is damaged after ${seconds()}: what cannot be decoded is left out`);
    isDamaged ||= heard.errors.length > 0;
    if (heard.samplesDecoded === 0) continue;
    if (rate !== 0 && heard.sampleRate !== rate) return withManyRates(name);
    rate = heard.sampleRate;
    recording ??= await files.create({ rate, channels: 2 });
    await recording.add(heard.channelData);
    if (recording.length > mostSeconds * rate) break;
  }
  if (recording === null)
    return mediaFault('media/decode', `"${name}" cannot be decoded: it has no undamaged MP3 frame`);
  if (promised !== null && recording.length < promised - SPARE_SAMPLES && !isDamaged)
    warn(`"${name}" is cut off after ${seconds()}: its header says ${(promised / rate).toFixed(1)} s`);
  return ok(await recording.end());
}

/** Encoders add some at both ends, which are not heard. */
const SPARE_SAMPLES = 4 * 1152;
const HEADER_AREA = 64;

/**
 * Samples of all frames according to the first one; null: it says nothing.
 *
 * @source the header of Xing, which LAME and others call Info: name, flags, number of frames.
 */
function promisedSamples(bytes: Uint8Array): number | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const area = head.toString('latin1', 0, HEADER_AREA);
  const at = Math.max(area.indexOf('Xing'), area.indexOf('Info'));
  if (at < 0 || at + 12 > head.length || (head.readUInt32BE(at + 4) & 1) === 0) return null;
  const isMpeg1 = ((head[1] ?? 0) & 0x18) === 0x18;
  return head.readUInt32BE(at + 8) * (isMpeg1 ? 1152 : 576);
}

const withManyRates = (name: string): Result<never, Failure> =>
  mediaFault(
    'media/decode',
    `"${name}" is damaged, or was joined from files with different sample rates`,
    'encode it again, at one sample rate',
  );

async function* piecesOf(handle: FileHandle, from: number): AsyncIterable<Uint8Array> {
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = from; ; ) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return;
    yield piece.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** Keeps the decoder's messages off the console. @returns null: the decoder failed. */
function decoded(decoder: Decoder, bytes: Uint8Array): ReturnType<Decoder['decode']> | null {
  const target = globalThis.console;
  const before = target.error;
  target.error = () => {};
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return null;
    throw error;
  } finally {
    target.error = before;
  }
}

/** Results of libmpg123: more input is needed; a stream begins; success. */
const [NEED_MORE, NEW_FORMAT, FINE] = [-10, -11, 0];

/** Twice as many as a piece can cause: each error skips a kilobyte in which no frame begins. */
const MOST_ERRORS = (2 * PIECE_BYTES) / 1024;

/** 4. Wraps the function that the package's loop calls; it is not part of its types. */
function endOnErrors(decoder: Decoder): void {
  const wasm: unknown = Reflect.get(Object(Reflect.get(decoder, '_common')), 'wasm');
  const read: unknown = Reflect.get(Object(wasm), 'mpeg_decoder_read');
  if (typeof wasm !== 'object' || wasm === null || typeof read !== 'function')
    throw new InternalError('this version of mpg123-decoder has no function mpeg_decoder_read');
  let errors = 0;
  const readOrEnd = (...from: readonly unknown[]): unknown => {
    const code: unknown = Reflect.apply(read, wasm, from);
    errors = code === FINE || code === NEW_FORMAT || code === NEED_MORE ? 0 : errors + 1;
    if (errors <= MOST_ERRORS) return code;
    errors = 0;
    return NEED_MORE;
  };
  Reflect.set(wasm, 'mpeg_decoder_read', readOrEnd);
}

const TAG_BYTES = 10;
const MOST_TAGS = 16;

/**
 * Where the frames of an MP3 file begin: after its ID3 tags.
 *
 * @returns null: not an MP3.
 * @source id3.org, ID3v2.4.0 structure, 3.1 and 3.4; ISO/IEC 11172-3, 2.4.1.3 (the layer of AAC in ADTS would be 0)
 */
export async function mp3Start(file: string): Promise<number | null> {
  await using handle = await open(file);
  const head = Buffer.alloc(TAG_BYTES);
  let at = 0;
  for (let tags = 0; tags < MOST_TAGS; tags += 1) {
    const { bytesRead } = await handle.read(head, 0, head.length, at);
    if (bytesRead === TAG_BYTES && head.toString('latin1', 0, 3) === 'ID3') at += tagBytes(head);
    else return at > 0 || (bytesRead >= 4 && isFrame(head)) ? at : null;
  }
  return at;
}

function tagBytes(head: Buffer): number {
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  const hasFooter = ((head[5] ?? 0) & 0x10) !== 0;
  return TAG_BYTES + size + (hasFooter ? TAG_BYTES : 0);
}

function isFrame(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0;
}
