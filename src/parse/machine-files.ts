/** Which files of the project a stage may keep up to date: those that `machine_files` of the config declares. Pure. */
import { err, ok, type ProjectPath, projectPath, type Result } from '../model/brand.ts';
import { listNames } from '../model/list-names.ts';
import { projectFile } from './project-files.ts';
import { matchesGlob } from './text/glob.ts';

export interface Undeclared {
  readonly code: 'write/undeclared';
  readonly message: string;
  readonly hint: string;
}

/**
 * The run asks with the whole name; the check of a pipeline may know its beginning only. What follows that counts as
 * leading on from there, never back with `..`.
 *
 * @returns the file, or how its path begins.
 */
export function machineFile(
  globs: readonly string[],
  name: string,
  known: 'whole' | 'beginning',
): Result<ProjectPath, Undeclared> {
  const [file, matches] =
    known === 'whole' ? [projectFile('', name), matchesGlob] : [beginningOf(name), matchesAfterMore];
  if (file !== null && globs.some((glob) => matches(glob, file))) return ok(file);
  return err(undeclared(globs, known === 'whole' ? name : `${name}…`));
}

/** With a letter behind it, a beginning that is empty or ends in a slash stays what it is; dots may become any name. */
function beginningOf(name: string): ProjectPath | null {
  const file = projectFile('', `${name.replace(/(^|\/)\.{1,2}$/, '$1')}x`);
  return file && projectPath(file.slice(0, -1));
}

/** What the whole glob matches begins with what a beginning of the glob matches, and the other way round. */
function matchesAfterMore(glob: string, beginning: string): boolean {
  for (let length = 0; length <= glob.length; length++) if (matchesGlob(glob.slice(0, length), beginning)) return true;
  return false;
}

const undeclared = (globs: readonly string[], name: string): Undeclared => ({
  code: 'write/undeclared',
  message: `${name} is not a file that runs may update`,
  hint: `declare it under "machine_files:" of pipeline-runner.config.yaml${
    globs.length === 0 ? ': shows/*/episodes.json' : `, which has: ${listNames(globs)}`
  }`,
});
