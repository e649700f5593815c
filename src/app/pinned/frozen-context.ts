/**
 * `context:` of a pipeline: files that are read once and frozen into the run.
 *
 * F1. What people write is read anew by each generation: an edit is meant.
 * F2. What runs write (`machine_files`) is seen by all generations of a run as its first one saw it, and by a fork as
 *     the run that it forks did: what other runs have added meanwhile is no reason to do anything again.
 * F3. So it is with the context of a sub-pipeline, which is read when it is opened, each time that it is opened again.
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

/** What went before: an earlier generation, or the run that is forked. */
export interface FrozenBefore {
  readonly pipeline: Pipeline;
  readonly inputs: JsonObject;
  readonly context: JsonObject;
}

/**
 * YAML and JSON files become their values, all others their text.
 *
 * @param before null: nothing.
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

/** @param kept by name: what stays as it was read before; null: nothing. */
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

/** F2: where the same file is read for the same name, and has to fit the same schema. */
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
 * What is wrong with the files, before any run: with those whose names are written out.
 *
 * @param inputs of a run that has not begun: then with those that they name too.
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
  /** As it was opened the last time; null: never. */
  readonly before: Pick<GraphState, 'context' | 'contextFiles'> | null;
}

/** The same for a sub-pipeline, when it is opened: a mistake fails its stage. */
export function childContext(project: Project, { child, inputs, before }: Opening): Result<ChildContext, Failure> {
  const named = Object.entries(contextFiles(child, inputs));
  const written = named.filter(([, file]) => machineFile(project.config.machineFiles, file, 'whole').ok);
  const files = Object.fromEntries(written);
  const context = contextOf(project, { pipeline: child, inputs }, before && keptInChild(child, files, before));
  if (context.ok) return ok({ context: context.value, ...(written.length > 0 ? { contextFiles: files } : {}) });
  const [first] = context.error;
  return err({ code: 'context/unreadable', message: first?.message ?? 'it cannot be read', retry: 'never' });
}

/** F3: where the same file is read for the same name. The definitions of before are not at hand: it fits those of now. */
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

/** Path of each file that the context was read from, by its name there; what cannot be told is left out. */
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

/** To be called once before contexts of the pipeline are read; a sub-pipeline's is read where nothing can wait. */
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
