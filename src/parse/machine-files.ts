/** The project files that stages may update, as declared by `machine_files` of the config. Pure. */
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
 * Called with a whole path during a run. The check of a pipeline may know its beginning only; the rest is assumed to
 * lead further down, without `..`.
 *
 * @returns the file, or the beginning of its path.
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

/** Validates a beginning by adding a letter: it may be empty or end in a slash, and final dots may begin a name. */
function beginningOf(name: string): ProjectPath | null {
  const file = projectFile('', `${name.replace(/(^|\/)\.{1,2}$/, '$1')}x`);
  return file && projectPath(file.slice(0, -1));
}

/** Can a path that begins like this match the glob? True if a prefix of the glob matches the beginning. */
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
