/** Adapter: checks the files of a stage against the rules of its `artifacts:`. */
import type { Failure } from '../../model/failure.ts';
import { listNames } from '../../model/list-names.ts';
import type { ArtifactRule } from '../../model/pipeline.ts';
import { matchesGlob } from '../../parse/text/glob.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { mediaDuration } from './media-duration.ts';
import { matchesMediaType } from './media-type.ts';
import { artifactFailure, type StagedFile, withFile } from './staged-files.ts';

/** @returns the first broken rule; null: none is broken. */
export function brokenRule(
  rules: readonly ArtifactRule[],
  files: readonly StagedFile[],
  fs: FileSystem,
): Failure | null {
  for (const rule of rules) {
    const matching = files.filter(({ name }) => matchesGlob(rule.glob, name));
    if (matching.length < rule.minCount) return tooFew(rule, matching.length, files);
    for (const file of matching) {
      const failure = sizeFailure(rule, file) ?? typeFailure(rule, file) ?? durationFailure(rule, file, fs);
      if (failure !== null) return failure;
    }
  }
  return null;
}

const MOST_LISTED = 5;

function tooFew({ glob, minCount }: ArtifactRule, count: number, files: readonly StagedFile[]): Failure {
  const names = files.map(({ name }) => name);
  const there = names.length === 0 ? 'the stage left no files' : `the stage left ${listNames(names, MOST_LISTED)}`;
  const wanted = minCount === 1 ? 'no file matches' : `${count} of at least ${minCount} files match`;
  return artifactFailure('artifact/too-few', `${wanted} "${glob}": ${there}`);
}

function sizeFailure({ minBytes, maxBytes }: ArtifactRule, { name, bytes }: StagedFile): Failure | null {
  if (minBytes !== null && bytes < minBytes) {
    return artifactFailure('artifact/size', `${name} has ${bytes} bytes, at least ${minBytes} are expected`);
  }
  if (maxBytes !== null && bytes > maxBytes) {
    return artifactFailure('artifact/size', `${name} has ${bytes} bytes, at most ${maxBytes} are allowed`);
  }
  return null;
}

function typeFailure({ mediaType: wanted }: ArtifactRule, { name, mediaType }: StagedFile): Failure | null {
  if (wanted === null || matchesMediaType(wanted, mediaType)) return null;
  return artifactFailure('artifact/media-type', `${name} is ${mediaType}, not ${wanted}`);
}

function durationFailure({ duration }: ArtifactRule, file: StagedFile, fs: FileSystem): Failure | null {
  if (duration === null) return null;
  const { name, bytes, mediaType, path } = file;
  const length = withFile(fs, path, (readAt) => mediaDuration({ mediaType, bytes, readAt }));
  if (length === null)
    return artifactFailure('artifact/duration-unknown', `the length of ${name} cannot be determined`);
  const { min, max } = duration;
  if (min !== null && length < min) return durationOff(name, length, `at least ${seconds(min)} are expected`);
  if (max !== null && length > max) return durationOff(name, length, `at most ${seconds(max)} are allowed`);
  return null;
}

const durationOff = (name: string, length: number, rule: string): Failure =>
  artifactFailure('artifact/duration', `${name} lasts ${seconds(length)}, ${rule}`);

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
