/**
 * Adapter: which task made a file: by its path, and by its content wherever the file is now.
 *
 * The index has one line for each artifact, sharded by digest, appended at publication. It is an optimization: the
 * checkpoints contain the same, and on another machine there is nothing else.
 */
import { constants } from 'node:fs';
import { join } from 'node:path';
import {
  type Digest,
  hexOf,
  type ProjectPath,
  projectPath,
  type RunId,
  type RunUid,
  runId,
  runUid,
} from '../../model/brand.ts';
import { isJsonObject, parsedJson } from '../../model/json.ts';
import { errorCode } from '../../model/system-error.ts';
import type { AttemptPlace, Published } from '../../ports/workspace.ts';
import { makeFolder, writeAll } from '../disk/durable-file.ts';
import { DurableError } from '../disk/error.ts';
import { type FileSystem, nodeFileSystem } from '../disk/file-system.ts';
import { readText } from '../disk/safe-read.ts';
import { statePaths } from '../state-folder.ts';

interface Origin {
  readonly run: RunId;
  readonly uid: RunUid;
  readonly task: string;
  readonly attempt: number;
  /** Where it was published. */
  readonly path: ProjectPath;
  readonly sha256: Digest;
}

export interface Origins {
  /** Never fails a run: without the index, the checkpoints are read. */
  note(place: AttemptPlace, published: Published): void;
  /** Every publication of this content, oldest first. */
  bySha256(sha256: Digest): readonly Origin[];
}

const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND;
/** Bytes of a shard of the index; a larger one is not read. */
export const MAX_SHARD = 64 * 1024 * 1024;

export function openOrigins(root: string, fs: FileSystem = nodeFileSystem): Origins {
  const { origins: folder } = statePaths(root);
  const fileOf = (sha256: Digest): string => join(folder, `${hexOf(sha256, 2)}.ndjson`);
  const append = (origin: Origin): void => {
    const path = fileOf(origin.sha256);
    makeFolder(folder, { fs, durability: 'whole' });
    const fd = fs.open(path, APPEND, 0o644);
    try {
      writeAll(fs, { fd, path }, Buffer.from(`${JSON.stringify(origin)}\n`));
    } finally {
      fs.close(fd);
    }
  };
  return {
    note: (place, published) => {
      try {
        for (const origin of originsOf(place, published)) append(origin);
      } catch (error) {
        if (!(error instanceof DurableError) && errorCode(error) === null) throw error;
      }
    },
    bySha256: (sha256) => {
      const read = readText(fileOf(sha256), { maxBytes: MAX_SHARD, fs });
      const lines = read.ok ? read.value.split('\n') : [];
      return lines.filter((line) => line.includes(sha256)).flatMap(parseOrigin);
    },
  };
}

function originsOf({ run, uid, task, attempt }: AttemptPlace, { output, artifacts }: Published): readonly Origin[] {
  const files = artifacts.map(({ path, sha256 }) => ({ path, sha256 }));
  if (output.type === 'file') files.push({ path: output.file, sha256: output.sha256 });
  return files.map((file) => ({ run, uid, task, attempt, ...file }));
}

function parseOrigin(line: string): readonly Origin[] {
  const value = parsedJson(line);
  if (!isJsonObject(value)) return []; // a line torn by a crash
  const { run, uid, task, attempt, path, sha256 } = value;
  if (typeof run !== 'string' || typeof uid !== 'string' || typeof task !== 'string') return [];
  if (typeof attempt !== 'number' || typeof path !== 'string' || typeof sha256 !== 'string') return [];
  return [{ run: runId(run), uid: runUid(uid), task, attempt, path: projectPath(path), sha256: sha256 as Digest }];
}
