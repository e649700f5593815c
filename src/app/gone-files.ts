/** Finds files that a run made and that no longer exist. Changes nothing. */
import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { Checkpoint } from '../model/checkpoint.ts';
import { errorCode } from '../model/system-error.ts';
import { checkpointArtifacts } from '../report/checkpoint-tasks.ts';
import type { Project } from './types.ts';

/** @param which files of the outputs only, or all. */
export function goneFiles(
  { root }: Pick<Project, 'root'>,
  checkpoint: Checkpoint,
  which: 'all' | 'outputs',
): ReadonlySet<string> {
  const outputs = new Set(Object.values(checkpoint.outputs ?? {}).map(String));
  if (which === 'outputs' && outputs.size === 0) return new Set();
  const files = new Set(Array.from(checkpointArtifacts(checkpoint), (artifact) => artifact.path));
  const asked = which === 'all' ? files : files.intersection(outputs);
  return new Set([...asked].filter((file) => isGone(path.join(root, file))));
}

/** A file that cannot be checked does not count as gone. */
function isGone(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}
