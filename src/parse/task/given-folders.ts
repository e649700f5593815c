/**
 * Folders that a program names in `files`: each stands for all files in it, whose content is in the fingerprint. Pure.
 *
 * A folder in an argument does not: it may as well be where the program writes to.
 */
import { type Digest, err, ok, type ProjectPath, type Result } from '../../model/brand.ts';
import type { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Stage } from '../../model/pipeline.ts';
import { namedInFiles } from './given-files.ts';

interface Looking {
  isOwn(path: ProjectPath): boolean;
  digestFolder(path: ProjectPath): Digest | 'too-many' | null;
}

/** @param given settings of the stage, resolved. */
export function digestsOfFolders(
  stage: Pick<Stage, 'uses'>,
  given: JsonObject,
  { isOwn, digestFolder }: Looking,
): Result<ReadonlyMap<ProjectPath, Digest>, Failure> {
  const folders = new Map<ProjectPath, Digest>();
  for (const path of namedInFiles(stage, given)) {
    // What the run itself has made counts by the stages that made it.
    const content = isOwn(path) ? null : digestFolder(path);
    if (content === 'too-many') return err(tooMany(path));
    if (content !== null) folders.set(path, content);
  }
  return ok(folders);
}

const tooMany = (path: ProjectPath): Failure => ({
  code: 'file/too-many',
  message: `the folder ${path} under \`files\` holds too many files`,
  retry: 'never',
  hint: 'name a smaller folder, or one file that changes when they do, such as a list of their checksums',
});
