/** Adapter: outputs of tasks. A short one is stored as a value, a long one as a file that is read by its digest. */
import { constants } from 'node:buffer';
import { join } from 'node:path';
import { type Digest, err, ok, type ProjectPath, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import { isTooDeep, type Json, parsedJson } from '../../model/json.ts';
import { laidOutJson } from '../../model/laid-out.ts';
import type { OutputRef } from '../../model/result.ts';
import { sha256Of } from '../disk/digests.ts';
import { makeFolderInside, publishFile } from '../disk/durable-file.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { statIfThere } from '../disk/if-there.ts';
import { readBytes } from '../disk/safe-read.ts';

/** Bytes of JSON that stay in the checkpoint. */
const MOST_INLINE = 4096;
const PREVIEW_CHARACTERS = 200;
/** The maximum length of a text: every output can be read back. */
const MAX_BYTES = constants.MAX_STRING_LENGTH;
const MOST_REMEMBERED = 32;

export interface Outputs {
  /** @throws DurableError */
  publish(file: ProjectPath, output: Json): OutputRef;
  read(output: OutputRef): Result<Json, Failure>;
}

interface Remembered {
  readonly stamp: string;
  readonly sha256: Digest;
  readonly value: Json;
}

export function createOutputs(root: string, fs: FileSystem): Outputs {
  // The items of a `foreach` read the same output, each once.
  const remembered = new Map<ProjectPath, Remembered>();
  return {
    publish: (file, output) => {
      const short = JSON.stringify(output);
      if (Buffer.byteLength(short) <= MOST_INLINE) return { type: 'inline', value: output };
      const bytes = Buffer.from(`${laidOutJson(output, short)}\n`);
      makeFolderInside(root, file.split('/').slice(0, -1), { fs });
      publishFile(join(root, file), bytes, { fs });
      const preview = [...short.slice(0, PREVIEW_CHARACTERS + 1)].slice(0, PREVIEW_CHARACTERS).join('');
      return { type: 'file', file, sha256: sha256Of(bytes), bytes: bytes.length, preview };
    },
    read: (output) => {
      if (output.type === 'inline') return ok(output.value);
      const path = join(root, output.file);
      const stamp = statIfThere(fs, path)?.stamp ?? '';
      const known = remembered.get(output.file);
      if (known?.stamp === stamp && known.sha256 === output.sha256) return ok(known.value);
      const value = readBack(path, output, fs);
      if (!value.ok) return value;
      remembered.delete(output.file);
      remembered.set(output.file, { stamp, sha256: output.sha256, value: value.value });
      const oldest = remembered.keys().next();
      if (remembered.size > MOST_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
      return value;
    },
  };
}

function readBack(path: string, output: Extract<OutputRef, { type: 'file' }>, fs: FileSystem): Result<Json, Failure> {
  const bytes = readBytes(path, { maxBytes: MAX_BYTES, fs });
  if (!bytes.ok) return err(missing(output.file, bytes.error.message));
  if (sha256Of(bytes.value) !== output.sha256) return err(missing(output.file, 'its content was changed'));
  const value = parsedJson(bytes.value.toString('utf8'));
  return value === undefined || isTooDeep(value) ? err(missing(output.file, 'it is not an output')) : ok(value);
}

const missing = (file: ProjectPath, why: string): Failure => ({
  code: 'artifact/missing',
  message: `the output ${file} cannot be used: ${why}`,
  retry: 'never',
  hint: 'restore the file (git checkout), or let the stage that made it run again',
});
