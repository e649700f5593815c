/**
 * `new`: a manifest for a person to fill in, made from the template of its pipeline or from its declared inputs.
 *
 * W1. Nothing is overwritten, and nothing is written that could not be read again.
 * W2. Typed values must be valid; missing ones are reported and left to the person.
 */
import { err, ok, type ProjectPath, projectPath, type RunId } from '../../model/brand.ts';
import { anError, aWarning, type Diagnosed, type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { mapAt, textAt } from '../../parse/json/fields.ts';
import { draftText, gateAddresses, gatesText } from '../../parse/manifest/blank.ts';
import { setInputs } from '../../parse/manifest/edit.ts';
import { parseManifest } from '../../parse/manifest.ts';
import { pipelineFile, pipelineName, unreadable } from '../../parse/project-files.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { Mistake } from '../../parse/schema/mistakes.ts';
import { readYaml } from '../../parse/yaml/document.ts';
import { loadPipeline } from '../pinned/definitions.ts';
import type { Project } from '../types.ts';
import { chosenName, freeName, taken, writeAs, writeFree } from './free-name.ts';
import { isTooLarge, type TypedRun, tooLarge } from './new-run.ts';
import { withSchemaLine } from './schema-line.ts';
import { inputDiagnostic, isMissing, mistakesIn, typedValues } from './typed-values.ts';

export interface TypedManifest extends TypedRun {
  /** null: the first free one of `<pipeline>-<day>-<n>`. */
  readonly id: string | null;
}

export interface MadeManifest {
  readonly run: RunId;
  readonly file: ProjectPath;
  /** null: it was made from the declaration of the pipeline. */
  readonly template: ProjectPath | null;
  /** Addresses of the gates that the run will reach. */
  readonly gates: readonly string[];
  /** What is still missing. */
  readonly warnings: readonly Diagnostic[];
}

/** @throws DurableError. */
export async function newManifest(project: Project, typed: TypedManifest): Promise<Diagnosed<MadeManifest>> {
  const { pipeline: name, id, input, cwd } = typed;
  const loaded = await loadPipeline(project, name);
  if (!loaded.ok) return loaded;
  const { pipeline } = loaded.value;
  const chosen = id === null ? ok(null) : await chosenName(project, id, '--id');
  const given = typedValues(project, input, { schema: pipeline.inputs, cwd });
  if (!chosen.ok || !given.ok) return err([...(chosen.ok ? [] : chosen.error), ...(given.ok ? [] : given.error)]);
  const draft = draftOf(project, { name, pipeline, given: given.value });
  if (!draft.ok) return draft;
  const mistakes = await mistakesIn(pipeline, draft.value.inputs);
  const errors = mistakes
    .filter((mistake) => isTyped(mistake, given.value))
    .map((mistake) => inputDiagnostic(mistake, given.value));
  if (errors.length > 0) return err(errors);
  const run = written(project, name, { run: chosen.value, draft: draft.value });
  if (!run.ok) return run;
  const file = manifestPath(run.value);
  const warnings = mistakes.map((mistake) => toFillIn(mistake, file));
  return ok({ run: run.value, file, template: draft.value.template, gates: gateAddresses(pipeline), warnings });
}

interface Draft {
  readonly template: ProjectPath | null;
  /** All inputs that are not commented out. */
  readonly inputs: JsonObject;
  textOf(run: RunId): string;
}

interface Wanted {
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly given: JsonObject;
}

function draftOf(project: Project, wanted: Wanted): Diagnosed<Draft> {
  const { name, pipeline, given } = wanted;
  const template = projectPath(`templates/runs/${pipelineName(pipeline.file)}.yaml`);
  const read = project.read(template);
  if (read.ok) {
    const draft = fromTemplate(template, Buffer.from(read.value).toString('utf8'), wanted);
    return draft.ok ? ok(inPlace(project, template, draft.value)) : draft;
  }
  if (read.error.reason !== 'missing')
    return err([unreadable({ what: 'template', path: template, error: read.error }, null)]);
  return ok({ template: null, inputs: given, textOf: (run) => draftText({ name, pipeline, inputs: given }, run) });
}

/** A template copied from a manifest still has the schema line of a file in `runs/`. */
const inPlace = ({ root }: Project, template: ProjectPath, draft: Draft): Draft => ({
  ...draft,
  textOf: (run) => withSchemaLine(root, draft.textOf(run), { from: [template, ANY_MANIFEST], to: manifestPath(run) }),
});

function fromTemplate(template: ProjectPath, source: string, { pipeline, given }: Wanted): Diagnosed<Draft> {
  const edited = setInputs({ file: template, text: source }, given);
  if (!edited.ok) return edited;
  const text = edited.value;
  const { document, diagnostics } = readYaml(template, text);
  if (!document || hasErrors(diagnostics)) return err(diagnostics);
  const value = isJsonObject(document.value) ? document.value : {};
  const named = textAt(value, 'pipeline');
  if (named !== null && pipelineFile(named) !== pipeline.file)
    return err([otherPipeline(document.at(['pipeline']), named, pipeline)]);
  const hasAnswers = /\bapprov(?:als|ed)\b/.test(text);
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  const textOf = (run: RunId): string => (hasAnswers ? text : text + end + gatesText(pipeline, run));
  const format = parseManifest(ANY_MANIFEST, text).diagnostics;
  const misfits = format.map((found) => ({ ...found, at: found.at && { ...found.at, file: template } }));
  return hasErrors(misfits) ? err(misfits) : ok({ template, inputs: mapAt(value, 'inputs'), textOf });
}

/** A stand-in path to check the template as a manifest; its mistakes are reported in the template. */
const ANY_MANIFEST = 'runs/new.yaml';

function written(
  project: Project,
  pipeline: string,
  { run, draft }: { readonly run: RunId | null; readonly draft: Draft },
): Diagnosed<RunId> {
  if (isTooLarge(draft.textOf(run ?? freeName(project, pipeline)))) return err([tooLarge]);
  if (run === null) return ok(writeFree(project, pipeline, draft.textOf));
  return writeAs(project, run, draft.textOf(run)) ? ok(run) : err([taken(run)]);
}

/** W2. */
function isTyped(mistake: Mistake, given: JsonObject): boolean {
  const [name] = mistake.path;
  return typeof name === 'string' && Object.hasOwn(given, name);
}

function toFillIn(mistake: Mistake, file: ProjectPath): Diagnostic {
  const { code, message } = inputDiagnostic(mistake, {});
  const said = isMissing(mistake) ? message : `the input "${mistake.path[0] ?? ''}": ${mistake.message}`;
  return aWarning(code, said, { at: { file }, hint: 'set it under `inputs:` before you run it' });
}

const otherPipeline = (at: Diagnostic['at'], named: string, { name }: Pipeline): Diagnostic =>
  anError('format/bad-value', `this manifest template is for the pipeline "${named}" but would be used for "${name}"`, {
    at,
    hint: 'correct `pipeline:`, or rename the template',
  });
