/**
 * A new run of a pipeline: its manifest, from what was typed on a command line.
 *
 * N1. The manifest is the record and all that there is: nothing else remembers what was typed.
 * N2. It is checked in memory before it is written.
 * N3. Its name was free when it was made, of manifests and of what another run left behind.
 */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createFile, makeFolderInside } from '../adapters/durable-file.ts';
import { loadJsonSchemas } from '../adapters/json-schema.ts';
import { readText } from '../adapters/safe-read.ts';
import { err, InternalError, ok, type Result, type RunId, runId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { INPUT_CODES, inputMistakes } from '../parse/inputs.ts';
import { manifestText } from '../parse/manifest-text.ts';
import type { Mistake } from '../parse/schema-mistakes.ts';
import { inputUsage, inputValue, type TypedInput, typedInputs } from '../parse/typed-input.ts';
import { loadPipeline } from './definitions.ts';
import { checkpointPath, manifestPath, RUNS } from './names.ts';
import type { Project } from './types.ts';

/** As it stands on the command line. */
export interface TypedRun {
  /** As a manifest names it. */
  readonly pipeline: string;
  readonly input: readonly string[];
  readonly cwd: string;
}

export interface NewRun {
  readonly pipeline: string;
  readonly text: string;
  /** The name that is free now; when it is written, another may be. */
  readonly run: RunId;
}

export async function newRun(project: Project, typed: TypedRun): Promise<Result<NewRun, readonly Diagnostic[]>> {
  const { pipeline } = typed;
  const words = typedInputs(typed.input);
  if (!words.ok) return words;
  const loaded = await loadPipeline(project, pipeline);
  if (!loaded.ok) return loaded;
  const inputs = readInputs(project, words.value, { schema: loaded.value.pipeline.inputs, cwd: typed.cwd });
  if (!inputs.ok) return inputs;
  const mistakes = await inputDiagnostics(loaded.value.pipeline, inputs.value);
  if (mistakes.length > 0) return err(mistakes);
  const text = manifestText({ pipeline, inputs: inputs.value });
  if (Buffer.byteLength(text) > MAX_MANIFEST) return err([tooMuch]);
  return ok({ pipeline, text, run: freeName(project, pipeline) });
}

/** Of a manifest that can be read again. */
const MAX_MANIFEST = 1024 * 1024;

const tooMuch: Diagnostic = {
  code: 'cli/usage',
  severity: 'error',
  message: 'the inputs are too large for a manifest, which may have 1 MiB',
  at: null,
  hint: 'put what is large into a file, and give the path of the file as the input',
};

interface Reading {
  readonly schema: JsonObject | null;
  readonly cwd: string;
}

function readInputs(
  project: Project,
  words: readonly TypedInput[],
  { schema, cwd }: Reading,
): Result<JsonObject, readonly Diagnostic[]> {
  const entries: [string, Json][] = [];
  const mistakes: Diagnostic[] = [];
  for (const word of words) {
    const read = word.type === 'file' ? fileText(project, word.text, cwd) : ok(inputValue(word, schema));
    if (read.ok) entries.push([word.key, read.value]);
    else mistakes.push(inputUsage(word.key, { message: read.error, hint: FILE_HINT }));
  }
  return mistakes.length === 0 ? ok(Object.fromEntries(entries)) : err(mistakes);
}

const FILE_HINT = 'name a text file of the project after @; a text that begins with @ is written with @@';
const MAX_FILE = 512 * 1024;

/** @returns what the file holds, or why it cannot be read. */
function fileText({ root }: Project, name: string, cwd: string): Result<string, string> {
  const asked = path.resolve(cwd, name);
  const file = existsSync(asked) ? realpathSync(asked) : asked;
  const inside = path.relative(root, file);
  if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside))
    return err(`the file ${name} lies outside the project`);
  const text = readText(file, { maxBytes: MAX_FILE });
  return text.ok ? text : err(`the file ${name} cannot be read: ${text.error.message}`);
}

async function inputDiagnostics(pipeline: Pipeline, given: JsonObject): Promise<readonly Diagnostic[]> {
  const schemas = pipeline.inputs === null ? null : await loadJsonSchemas();
  const { mistakes } = inputMistakes(pipeline, given, (schema, value) =>
    schemas ? schemas.applyDefaults(schema, value) : { value, errors: [] },
  );
  return mistakes.map(inputDiagnostic);
}

function inputDiagnostic({ type, path: [first], path: { length }, message, hint, meant }: Mistake): Diagnostic {
  const code = INPUT_CODES[type];
  const name = `--input ${first ?? ''}`.trimEnd();
  if (type === 'missing-key' && length === 1) {
    const missing = `the input "${first}" is missing`;
    return { code, severity: 'error', message: missing, at: null, hint: `add --input ${first}=…` };
  }
  const near = meant == null || length > 1 ? hint : `did you mean --input ${meant}=…?`;
  const said = near === undefined ? {} : { hint: near };
  return { code, severity: 'error', message: `${name}: ${message}`, at: null, ...said };
}

/** `podcast-2026-11-21-1`, by the day in UTC, as all that stands in files. */
function freeName(project: Project, pipeline: string): RunId {
  for (let n = 1; ; n++) {
    const run = nameOf(project, pipeline, n);
    if (isFree(project, run)) return run;
  }
}

const LONGEST = 40;

function nameOf({ clock }: Project, pipeline: string, n: number): RunId {
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const name = pipeline.replace(/\.(ya?ml|json)$/, '').replace(/^pipelines\//, '');
  const safe = name.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^[-_]+|-+$/g, '');
  return runId(`${safe.slice(0, LONGEST) || 'run'}-${day}-${n}`);
}

/** N3. */
function isFree({ root }: Project, run: RunId): boolean {
  const taken = [manifestPath(run), checkpointPath(run), `${RUNS}/${run}.run`];
  return !taken.some((file) => existsSync(path.join(root, file)));
}

/** More runs of one pipeline in a day than anybody can want. */
const MOST = 100_000;

/** @throws DurableError. */
export function writeNewRun(project: Project, { pipeline, text }: NewRun): RunId {
  makeFolderInside(project.root, [RUNS]);
  for (let n = 1; n < MOST; n++) {
    const run = nameOf(project, pipeline, n);
    if (isFree(project, run) && createFile(path.join(project.root, manifestPath(run)), text)) return run;
  }
  throw new InternalError(`no name is free for a run of ${pipeline}`);
}
