/** Detects files of other projects, since a typed path may lead into one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { RUNS } from '../../parse/run-files.ts';
import { PIPELINES } from './names.ts';
import { PLACES } from './read-config.ts';

/** @param file an absolute path. @returns the root of its project if that is not the one at `root`; else null. */
export function otherProject(root: string | null, file: string): string | null {
  for (let folder = file; folder !== root; folder = path.dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === path.dirname(folder)) return null;
  }
  return null;
}

const isProject = (folder: string): boolean =>
  PLACES.some((name) => existsSync(path.join(folder, name))) ||
  (existsSync(path.join(folder, PIPELINES)) && existsSync(path.join(folder, RUNS)));
