/**
 * Files of the project that a model is given.
 *
 * P1. Only regular files inside the project, links followed: a path may come from the answer of a model.
 * P2. No part of a path begins with a dot: settings, keys and the runner's own state are sent to nobody.
 * P3. Size is limited before the first byte is read.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { FilePart } from '../ports/provider.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { allOf, safeSegments } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';

const MOST_BYTES = 20_000_000;

/** @param type of the files that may stand there: `image/`; empty: any. */
export function readParts(
  paths: readonly string[],
  type: string,
  { call, media }: { readonly call: StageCall; readonly media: ModelDeps['media'] },
): Result<readonly FilePart[], Failure> {
  return allOf(paths.map((path) => readPart(path, type, { call, media })));
}

export function readPart(
  path: string,
  type: string,
  { call, media }: { readonly call: StageCall; readonly media: ModelDeps['media'] },
): Result<FilePart, Failure> {
  const data = bytesAt(path, call.project);
  if (!data.ok) return data;
  const mediaType = media.typeOf(path, data.value);
  if (type.split('|').some((begin) => mediaType.startsWith(begin))) {
    return ok({ name: path, mediaType, data: data.value });
  }
  return refused(path, `is ${mediaType}, but ${type.split('|').join('* or ')}* is needed`);
}

const refused = (path: string, why: string): Result<never, Failure> => err(failure('prompt/file', `"${path}" ${why}`));

function bytesAt(path: string, project: string): Result<Uint8Array, Failure> {
  const segments = safeSegments(path);
  if (segments === null) return refused(path, 'is no path inside the project');
  try {
    const root = realpathSync.native(project);
    const file = realpathSync.native(join(root, ...segments));
    const inside = relative(root, file).split(sep);
    if (!file.startsWith(root + sep)) return refused(path, 'leads out of the project');
    return inside.some(isHidden) ? refused(path, 'leads to a hidden file') : readRegular(path, file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return refused(path, 'does not exist');
    if (code === 'ELOOP' || code === 'EACCES' || code === 'EPERM') return refused(path, `cannot be read (${code})`);
    throw error;
  }
}

const isHidden = (segment: string): boolean => segment.startsWith('.');

/** A FIFO does not block; what is opened is what is looked at. */
function readRegular(path: string, file: string): Result<Uint8Array, Failure> {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return refused(path, 'is no regular file');
    if (stat.size > MOST_BYTES) return refused(path, `has ${stat.size} bytes; at most ${MOST_BYTES} are given away`);
    return stat.size === 0 ? refused(path, 'is empty') : ok(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}
