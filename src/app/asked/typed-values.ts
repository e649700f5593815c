/** Reads and checks inputs that were typed on a command line. Writes nothing. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readText } from '../../adapters/disk/safe-read.ts';
import { isWithin } from '../../adapters/disk/within.ts';
import { err, ok, type Result } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { INPUT_CODES, inputMistakes } from '../../parse/manifest/inputs.ts';
import { inputUsage, inputValue, type TypedInput, typedInputs } from '../../parse/manifest/typed-input.ts';
import type { Mistake } from '../../parse/schema/mistakes.ts';
import { defaultsFor } from '../project/input-defaults.ts';
import type { Project } from '../types.ts';

export interface Reading {
  /** Schema of the inputs; null: the pipeline declares none. */
  readonly schema: JsonObject | null;
  /** Absolute folder; paths after `@` are relative to it. */
  readonly cwd: string;
}

/** @param typed as given with `--input`, in order. */
export function typedValues(project: Project, typed: readonly string[], reading: Reading): Diagnosed<JsonObject> {
  const words = typedInputs(typed);
  return words.ok ? readInputs(project, words.value, reading) : words;
}

function readInputs(project: Project, words: readonly TypedInput[], { schema, cwd }: Reading): Diagnosed<JsonObject> {
  const entries: [string, Json][] = [];
  const mistakes: Diagnostic[] = [];
  for (const word of words) {
    const read = word.type === 'file' ? fileText(project, word.text, cwd) : ok(inputValue(word, schema));
    if (read.ok) entries.push([word.key, read.value]);
    else mistakes.push(inputUsage(word.key, { message: read.error, hint: FILE_HINT }));
  }
  return mistakes.length === 0 ? ok(Object.fromEntries(entries)) : err(mistakes);
}

const FILE_HINT = 'name a text file of the project after @; write @@ for a text that begins with @';
const MAX_FILE = 512 * 1024;

/** @returns the content of the file, or why it cannot be read. */
function fileText({ root }: Project, name: string, cwd: string): Result<string, string> {
  if (name === '') return err('no file name follows the @');
  const asked = path.resolve(cwd, name);
  const file = existsSync(asked) ? realpathSync(asked) : asked;
  if (!isWithin(root, file)) return err(`the file ${name} is outside the project`);
  const text = readText(file, { maxBytes: MAX_FILE });
  return text.ok ? text : err(`the file ${name} cannot be read: ${text.error.message}`);
}

/** Mistakes in the inputs of a run as a whole. */
export async function mistakesIn(pipeline: Pipeline, given: JsonObject): Promise<readonly Mistake[]> {
  return inputMistakes(pipeline, given, await defaultsFor(pipeline)).mistakes;
}

/** Is a whole input missing? */
export const isMissing = ({ type, path: { length } }: Mistake): boolean => type === 'missing-key' && length === 1;

/** Describes a mistake in terms of the command line. @param given what was typed. */
export function inputDiagnostic(mistake: Mistake, given: JsonObject): Diagnostic {
  const { type, path: where, message, hint, meant } = mistake;
  const [first] = where;
  const code = INPUT_CODES[type];
  if (isMissing(mistake)) {
    return anError(code, `the input "${first}" is missing`, { hint: `add --input ${first}=…` });
  }
  const name = `--input ${first ?? ''}`.trimEnd();
  const isEmpty = type === 'wrong-type' && where.length === 1 && given[String(first)] === null;
  const own = isEmpty ? 'write its value after the "="' : hint;
  const near = !meant?.length || where.length > 1 ? own : `did you mean --input ${meant}=…?`;
  return anError(code, `${name}: ${message}`, { hint: near });
}
