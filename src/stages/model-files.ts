/**
 * Files of the project that are sent to a model.
 *
 * They must be regular files, by the rules of project-file.ts, and their size is checked before they are read. Their
 * names do not contain the run, so that equal questions of different runs are equal.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { FilePart } from '../ports/provider.ts';
import type { StageCall } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { allOf } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { inProject, readRegular } from './project-file.ts';

const MOST_BYTES = 20_000_000;

/** @param type allowed media types, by prefix, separated by `|`: `image/`; empty: any. */
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
  const data = inProject(call.project, path, notEmpty);
  if (!data.ok) return refused(path, data.error);
  const mediaType = media.typeOf(path, data.value);
  if (type.split('|').some((begin) => mediaType.startsWith(begin))) {
    return ok({ name: media.nameOf(call.run, path), mediaType, data: data.value });
  }
  return refused(path, `is ${mediaType}, but must be ${type.split('|').join('* or ')}*`);
}

const refused = (path: string, why: string): Result<never, Failure> => err(failure('prompt/file', `"${path}" ${why}`));

function notEmpty(file: string): Result<Uint8Array, string> {
  const data = readRegular(file, MOST_BYTES);
  return data.ok && data.value.length === 0 ? err('is empty') : data;
}
