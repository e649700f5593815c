/**
 * `context:` of a pipeline: files that are read once and frozen into the run.
 *
 * F1. What people write is read again by each generation: an edit is intended.
 * F2. What runs write (`machine_files`) is read by the first generation of a run and kept by all later ones; a fork
 *     keeps what its original run read. Additions by other runs are no reason to execute anything again.
 * F3. The same applies to the context of a sub-pipeline: read when the sub-pipeline is first opened, and kept when
 *     it is opened again.
 */
import { isDeepStrictEqual } from 'node:util';
import { type JsonSchemas, loadJsonSchemas } from '../../adapters/json-schema.ts';
import { err, InternalError, ok, projectPath, type Result } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import type { ChildContext } from '../../model/event.ts';
import type { Failure } from '../../model/failure.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { allStages, type ContextEntry, type Pipeline } from '../../model/pipeline.ts';
import type { GraphState } from '../../model/state.ts';
import { resolve } from '../../parse/expression/run.ts';
import { hasExpression } from '../../parse/expression/text.ts';
import { machineFile } from '../../parse/machine-files.ts';
import { documentMistakes } from '../../parse/manifest/inputs.ts';
import { leftByGit, textOf } from '../../parse/text/decode.ts';
import { readYaml, type YamlDocument } from '../../parse/yaml/document.ts';
import type { Project } from '../types.ts';

/** The previous generation, or the run that is forked. */
export interface FrozenBefore {
  readonly pipeline: Pipeline;
  readonly inputs: JsonObject;
  readonly context: JsonObject;
}

/**
 * The values of YAML and JSON files, and the text of all others.
 *
 * @param before null: there is none.
 */
export function frozenContext(
  project: Project,
  pipeline: Pipeline,
  inputs: JsonObject,
  before: FrozenBefore | null = null,
): Diagnosed<JsonObject> {
  return contextOf(project, { pipeline, inputs }, before && keptOf(project, { pipeline, inputs }, before));
}

type Kept = ReadonlyMap<string, Json>;

/** @param kept values to keep, by name; null: none. */
function contextOf(
  project: Project,
  { pipeline, inputs }: Pick<FrozenBefore, 'pipeline' | 'inputs'>,
  kept: Kept | null,
): Diagnosed<JsonObject> {
  const context: Record<string, Json> = {};
  const diagnostics: Diagnostic[] = [];
  for (const entry of pipeline.context) {
    const earlier = kept?.get(entry.name);
    const value = earlier === undefined ? readEntry(project, entry, inputs) : ok(earlier);
    if (value.ok) context[entry.name] = value.value;
    else diagnostics.push(...value.error);
  }
  return diagnostics.length > 0 ? err(diagnostics) : ok(context);
}

/** F2: kept if the same file is read under the same name and its value is valid against the same schema. */
function keptOf({ config }: Project, now: Pick<FrozenBefore, 'pipeline' | 'inputs'>, before: FrozenBefore): Kept {
  const [files, earlier] = [now, before].map(({ pipeline, inputs }) => contextFiles(pipeline, inputs));
  const schemas = new Map(before.pipeline.context.map(({ name, schema }) => [name, schema]));
  const isKept = ({ name, schema }: ContextEntry): boolean => {
    const file = files?.[name];
    if (file === undefined || file !== earlier?.[name] || !isDeepStrictEqual(schema, schemas.get(name))) return false;
    return machineFile(config.machineFiles, file, 'whole').ok;
  };
  return new Map(now.pipeline.context.filter(isKept).map(({ name }) => [name, before.context[name] ?? null]));
}

/**
 * Checks context files before a run starts: those whose paths contain no expressions.
 *
 * @param inputs of a run that has not begun, to check the files whose paths depend on them instead; null: none.
 */
export async function contextMistakes(
  project: Project,
  pipeline: Pipeline,
  inputs: JsonObject | null,
): Promise<readonly Diagnostic[]> {
  const context = pipeline.context.filter(({ file }) => hasExpression(file) === (inputs !== null));
  if (context.length === 0) return [];
  const known = { ...pipeline, context };
  await prepareContext(known);
  const frozen = frozenContext(project, known, inputs ?? {});
  return frozen.ok ? [] : frozen.error;
}

interface Opening {
  readonly child: Pipeline;
  readonly inputs: JsonObject;
  /** The context when it was last opened; null: never. */
  readonly before: Pick<GraphState, 'context' | 'contextFiles'> | null;
}

/** The context of a sub-pipeline, read when it is opened: a mistake fails its stage. */
export function childContext(project: Project, { child, inputs, before }: Opening): Result<ChildContext, Failure> {
  const named = Object.entries(contextFiles(child, inputs));
  const written = named.filter(([, file]) => machineFile(project.config.machineFiles, file, 'whole').ok);
  const files = Object.fromEntries(written);
  const context = contextOf(project, { pipeline: child, inputs }, before && keptInChild(child, files, before));
  if (context.ok) return ok({ context: context.value, ...(written.length > 0 ? { contextFiles: files } : {}) });
  const [first] = context.error;
  return err({ code: 'context/unreadable', message: first?.message ?? 'it cannot be read', retry: 'never' });
}

/** F3: kept if the same file is read under the same name. The old schema is not at hand, so the current one is used. */
function keptInChild(
  { context }: Pipeline,
  files: Readonly<Record<string, string>>,
  before: NonNullable<Opening['before']>,
): Kept {
  const kept = context.flatMap(({ name, schema }): [string, Json][] => {
    const isSame = Object.hasOwn(files, name) && files[name] === before.contextFiles[name];
    const value = isSame ? before.context?.[name] : undefined;
    const fits = value !== undefined && (schema === null || loadedSchemas().check(schema, value).length === 0);
    return fits ? [[name, value]] : [];
  });
  return new Map(kept);
}

/** Path of each context file, by its name in the context; unknown paths are left out. */
export function contextFiles({ context }: Pipeline, inputs: JsonObject): Readonly<Record<string, string>> {
  const named = context.flatMap(({ name, file }) => {
    const path = resolve(file, { scope: onlyInputs(inputs), item: null });
    return path.ok && typeof path.value === 'string' ? [[name, path.value] as const] : [];
  });
  return Object.fromEntries(named);
}

function readEntry(project: Project, entry: ContextEntry, inputs: JsonObject): Diagnosed<Json> {
  const { at, name } = entry;
  const broken = (message: string): readonly Diagnostic[] => [
    anError('context/unreadable', `context \`${name}\`: ${message}`, {
      at,
      hint: entry.file.includes('${{') ? 'fix the input that names it, or the name here' : 'name a file of the project',
    }),
  ];
  const file = resolve(entry.file, { scope: onlyInputs(inputs), item: null });
  if (!file.ok) return err(broken(file.error.message));
  if (typeof file.value !== 'string') return err(broken('the file name is not text'));
  const path = projectPath(file.value);
  const read = project.read(path);
  if (!read.ok) return err(broken(`${path} cannot be read: ${read.error.message}`));
  if (!/\.(ya?ml|json)$/i.test(path)) {
    const text = textOf(read.value);
    const left = leftByGit(path, text);
    return left ? err([left]) : ok(text);
  }
  const { document, diagnostics } = readYaml(path, read.value);
  if (!document || hasErrors(diagnostics)) return err(diagnostics);
  const misfits =
    entry.schema === null ? [] : documentMistakes(document, entry.schema, checked(entry.schema, document));
  return misfits.length > 0 ? err(misfits) : ok(document.value);
}

/** Call it once before contexts of the pipeline are read: those of sub-pipelines are read in synchronous code. */
export async function prepareContext(pipeline: Pipeline): Promise<void> {
  if (hasSchema(pipeline)) schemas ??= await loadJsonSchemas();
}

let schemas: JsonSchemas | null = null;

const hasSchema = (pipeline: Pipeline): boolean =>
  namesSchema(pipeline) || allStages(pipeline).some(({ child }) => child !== null && namesSchema(child));

const namesSchema = ({ context }: Pipeline): boolean => context.some(({ schema }) => schema !== null);

const checked = (schema: JsonObject, { value }: YamlDocument) => loadedSchemas().check(schema, value);

function loadedSchemas(): JsonSchemas {
  if (!schemas) throw new InternalError('a context is read before its schemas can be');
  return schemas;
}

const onlyInputs = (inputs: JsonObject) => ({
  inputs,
  context: {},
  vars: {},
  secrets: [],
  run: { id: '', uid: '', generation: 0 },
  stage: () => {
    throw new TypeError('a context file is named by inputs alone');
  },
});
