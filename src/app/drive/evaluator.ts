/** The evaluator of one run: it reads pinned files first, and the project's own if nothing is pinned (code, data). */
import { join, relative, sep } from 'node:path';
import { loadJsonSchemas, schemaMessages } from '../../adapters/json-schema.ts';
import { realFile } from '../../adapters/project-files.ts';
import { InternalError, type ProjectPath } from '../../model/brand.ts';
import type { JsonObject } from '../../model/json.ts';
import { allStages, type Pipeline } from '../../model/pipeline.ts';
import { createEvaluator } from '../../parse/evaluator.ts';
import type { Ends } from '../../parse/task/line-ends.ts';
import type { Evaluator } from '../../ports/evaluator.ts';
import { kindVersion } from '../../stages/registry.ts';
import type { Definitions } from '../pinned/definitions.ts';
import { prepareContext } from '../pinned/frozen-context.ts';
import { providerIdentity } from '../pinned/run-providers.ts';
import type { Project } from '../types.ts';

/** Where to find the content of a file that will be at another path: both are paths of the project. */
export type Moved = ReadonlyMap<ProjectPath, ProjectPath>;

/** @param moved as in `AnswerParts`. */
export async function evaluatorFor(
  { root, digests, config }: Project,
  definitions: Definitions,
  moved?: Moved,
): Promise<Evaluator> {
  await prepareContext(definitions.pipeline);
  // Inputs of sub-pipelines are the only values that the evaluator checks against a schema.
  const schemas = hasChildInputs(definitions.pipeline) ? await loadJsonSchemas() : null;
  const pinned = new Set(definitions.pipeline.sources);
  const digestOfPinned = (file: ProjectPath, ends: Ends) => {
    const digestOf = (path: string) => (ends === 'as-it-lies' ? digests.ofFile(path) : digests.ofTextFile(path, ends));
    const copy = definitions.madeUp.has(file) ? null : digestOf(join(definitions.root, file));
    return copy ?? digestOf(join(root, file));
  };
  const digestOfLinked = (file: ProjectPath) => {
    const real = realFile(root, file);
    return real === null ? null : digests.ofFile(real);
  };
  return createEvaluator({
    sha256: digests.ofText,
    digestFile: (file: ProjectPath, ends: Ends = 'lf') =>
      (pinned.has(file) ? digestOfPinned(file, ends) : null) ??
      digests.ofFile(`${root}${sep}${moved?.get(file) ?? file}`) ??
      digestOfLinked(file),
    digestFolder: (folder: ProjectPath) => {
      const real = realFile(root, folder);
      return real === null ? null : digests.ofFolder(real, (link) => realFile(root, relative(root, link)));
    },
    env: (name) => process.env[name],
    applyDefaults: (schema: JsonObject, value) => {
      if (!schemas) throw new InternalError('no stage has inputs to check');
      const filled = schemas.applyDefaults(schema, value);
      const checked = { schema, value: filled.value, root: 'the inputs' };
      return { value: filled.value, errors: schemaMessages(filled.errors, checked) };
    },
    kindVersion,
    declaredEnv: config.env,
    providerIdentity: (name) => providerIdentity(definitions.providers, name),
  });
}

const hasChildInputs = (pipeline: Pipeline): boolean =>
  allStages(pipeline).some(({ child }) => child !== null && child.inputs !== null);
