/**
 * Checks whether files that earlier executions of a run made are still as they were made.
 *
 * A file with the recorded size that was not modified since it was recorded counts as unchanged, which costs one stat.
 * All others are hashed, once per process.
 */
import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { readBytes } from '../../adapters/disk/safe-read.ts';
import type { OtherFile } from '../../engine/earlier-files.ts';
import type { EpochMs } from '../../model/brand.ts';
import type { Artifact } from '../../model/result.ts';
import { errorCode } from '../../model/system-error.ts';
import { isLfsPointer } from '../../parse/text/decode.ts';
import { shellWord } from '../../report/words.ts';
import { artifactChange } from '../gate/artifact-check.ts';
import { areOtherEnds } from '../project/other-ends.ts';
import type { Project } from '../types.ts';

/** @param at when this machine recorded the file; null: another machine did. @returns null also if the file is gone. */
export function otherThanMade(project: Project, artifact: Artifact, at: EpochMs | null): OtherFile | null {
  const stat = statOf(path.join(project.root, artifact.path));
  if (stat === 'gone') return null;
  const back = `restore the file (\`git checkout HEAD -- ${shellWord(artifact.path)}\`)`;
  if (typeof stat === 'string') return { what: `cannot be read (${stat})`, back };
  if (!stat.isFile()) return { what: 'was replaced by something that is not a file', back };
  if (stat.size === artifact.bytes && at !== null && stat.ctimeMs <= at) return null;
  const change = stat.size === artifact.bytes ? artifactChange(project, artifact) : 'was changed';
  return change === null ? null : (byGit(project, artifact, stat) ?? { what: change, back });
}

/** The most bytes of a pointer of git-lfs. */
const POINTER = 1_024;

/** A change that a checkout made is no edit, and comes back until git is configured otherwise. */
function byGit(project: Project, { path: file, sha256 }: Artifact, { size }: Stats): OtherFile | null {
  if (size <= POINTER) {
    const read = readBytes(path.join(project.root, file), { maxBytes: POINTER });
    if (read.ok && isLfsPointer(read.value.toString('latin1')))
      return { what: 'is a git-lfs pointer', back: 'fetch the file (`git lfs install && git lfs pull`)' };
  }
  if (!areOtherEnds(project, file, sha256)) return null;
  return {
    what: 'had its line endings changed by git',
    back: 'write `runs/**/*.run/** -text` into .gitattributes, and check the file out again',
  };
}

function statOf(file: string): Stats | string {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) ?? 'gone';
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return code;
  }
}
