/**
 * Adapter: files that only save work: a line with the checksum of the rest, a line of JSON, then bytes, if any. A file
 * that is not exactly as it was written is ignored; deleting it, or losing it in a power cut, costs only time. The
 * checksum protects against accidents, not against people: whoever can write the file can write a checksum too.
 */
import { crc32 } from 'node:zlib';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { statePaths } from '../state-folder.ts';
import { publishFile } from './durable-file.ts';
import { DurableError } from './error.ts';
import { nodeFileSystem } from './file-system.ts';
import { statIfThere } from './if-there.ts';
import { readBytes } from './safe-read.ts';

export interface Sealed {
  readonly json: JsonObject;
  readonly bytes: Uint8Array;
}

const MAX_BYTES = 256 * 1024 * 1024;
const LINE_END = 0x0a;
const NEW_LINE = Buffer.from([LINE_END]);

export function readSealed(file: string): Sealed | null {
  const read = readBytes(file, { maxBytes: MAX_BYTES });
  if (!read.ok) return null;
  const all = read.value;
  const end = all.indexOf(LINE_END);
  const sealed = all.subarray(end + 1);
  if (end < 0 || all.toString('latin1', 0, end) !== sumOf(sealed)) return null;
  const length = sealed.indexOf(LINE_END);
  const json: unknown = length < 0 ? null : JSON.parse(sealed.toString('utf8', 0, length));
  return isJsonObject(json) ? { json, bytes: sealed.subarray(length + 1) } : null;
}

/**
 * Writes nothing if this machine has no state of the project yet: reading leaves no trace. Errors of the disk are
 * ignored.
 */
export function writeSealed(root: string, file: string, content: Sealed): void {
  if (statIfThere(nodeFileSystem, statePaths(root).state) === null) return;
  try {
    publishFile(file, sealedBytes(content), { durability: 'whole' });
  } catch (error) {
    if (!(error instanceof DurableError)) throw error;
  }
}

/** The whole file. */
export function sealedBytes({ json, bytes }: Sealed): Uint8Array {
  const sealed = Buffer.concat([Buffer.from(JSON.stringify(json)), NEW_LINE, bytes]);
  return Buffer.concat([Buffer.from(`${sumOf(sealed)}\n`), sealed]);
}

/** Includes the length, so that a truncated file never matches. Loading `node:crypto` would be slower than reading. */
const sumOf = (bytes: Uint8Array): string => `${crc32(bytes).toString(16).padStart(8, '0')}-${bytes.length}`;
