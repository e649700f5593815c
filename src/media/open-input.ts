/** Opens files with mediabunny: restricts the formats, and ends the endless loops that damaged files cause. */
import { InternalError } from '../model/brand.ts';
import type { Bunny, BunnyInput } from './bunny.ts';

/** Playlists are excluded, since they would open other files. @param file absolute. @returns must be disposed of. */
export function openInput(bunny: Bunny, file: string): BunnyInput {
  const formats = bunny.ALL_FORMATS.filter((format) => format !== bunny.HLS);
  return new bunny.Input({ source: endingSource(bunny, file), formats });
}

const MOST_REPEATS = 10_000;

/**
 * In a damaged Matroska, WebM or FLAC file, mediabunny 1.61 reads the same few parts in an endless loop that blocks the
 * event loop, so that not even a signal is noticed. Its read method, which is not part of its types, is therefore
 * wrapped, and throws when one part is read too often.
 *
 * @source Brent's cycle detection: each part in a cycle comes back, so watching any one of them is enough.
 */
function endingSource(bunny: Bunny, file: string): InstanceType<Bunny['FilePathSource']> {
  const source = new bunny.FilePathSource(file);
  const read: unknown = Reflect.get(source, '_read');
  if (typeof read !== 'function') throw new InternalError('this version of mediabunny has no method _read');
  let [reads, nextMark, mark, met] = [0, 1, '', 0];
  const readOn = (...range: readonly number[]): unknown => {
    const part = `${range[0]}-${range[1]}`;
    reads += 1;
    if (reads === nextMark) [nextMark, mark, met] = [2 * nextMark, part, 0];
    else if (part === mark) met += 1;
    if (met > MOST_REPEATS) throw new Error('reading it never ends');
    return Reflect.apply(read, source, range);
  };
  Reflect.set(source, '_read', readOn);
  return source;
}

export const viewOf = (bytes: ArrayBuffer | ArrayBufferView | SharedArrayBuffer): Uint8Array =>
  ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
