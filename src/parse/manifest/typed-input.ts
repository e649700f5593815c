/**
 * Inputs of a run from a command line: `topic=How rockets work`, `n=3`, `notes=@notes.md`. Pure.
 *
 * I1. A value is read as in a manifest, but never cut or rejected: what YAML would read as a comment or a mistake is
 *     text.
 * I2. If the pipeline expects text, the value is the text as typed.
 */
import { err, ok } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { isUnsafeName } from '../json/unsafe-keys.ts';
import { appliedAt } from '../schema/shape.ts';
import { readYaml } from '../yaml/document.ts';

export interface TypedInput {
  readonly key: string;
  /** `file`: `text` is the path of the file with the value. */
  readonly type: 'value' | 'file';
  readonly text: string;
}

/** @param typed as given with `--input`, in order. */
export function typedInputs(typed: readonly string[]): Diagnosed<readonly TypedInput[]> {
  const inputs: TypedInput[] = [];
  const mistakes: Diagnostic[] = [];
  for (const word of typed) {
    const at = word.indexOf('=');
    const key = word.slice(0, at);
    const problem = at < 1 ? NO_NAME : keyProblem(key, inputs);
    if (problem === null) inputs.push({ key, ...sourceOf(word.slice(at + 1)) });
    else mistakes.push(inputUsage(shown(at < 1 ? word : key), problem));
  }
  return mistakes.length === 0 ? ok(inputs) : err(mistakes);
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

const NO_NAME: Problem = {
  message: 'is not a name and a value',
  hint: 'write --input name=value, or --input name=@file for the text of a file',
};

function keyProblem(key: string, known: readonly TypedInput[]): Problem | null {
  if (known.some((input) => input.key === key)) return { message: 'is given twice', hint: 'give it once' };
  if (isUnsafeName(key)) return { message: 'is not a valid input name', hint: 'use another name' };
  return null;
}

/** A usage error about one input. */
export const inputUsage = (key: string, { message, hint }: Problem): Diagnostic =>
  anError('cli/usage', `--input ${key}: ${message}`, { hint });

const MOST_SHOWN = 60;
const shown = (word: string): string =>
  word === '' ? '""' : word.length > MOST_SHOWN ? `${word.slice(0, MOST_SHOWN)}…` : word;

/** `@@` begins a text with one `@`. */
function sourceOf(text: string): Pick<TypedInput, 'type' | 'text'> {
  if (text.startsWith('@@')) return { type: 'value', text: text.slice(1) };
  return text.startsWith('@') ? { type: 'file', text: text.slice(1) } : { type: 'value', text };
}

/** @param schema of the inputs; null: the pipeline declares none. */
export function inputValue({ key, text }: TypedInput, schema: JsonObject | null): Json {
  const applied = schema === null ? [] : appliedAt(schema, {}, [key]);
  return applied.some((part) => part.schema.type === 'string') && !isOpenToOthers(applied) ? text : yamlValue(text);
}

/** Are there alternatives to text? Then the value decides which one is meant. */
const isOpenToOthers = (applied: ReturnType<typeof appliedAt>): boolean =>
  applied.some(({ schema: { type } }) => type !== undefined && type !== 'string');

/** I1. */
function yamlValue(text: string): Json {
  const { document, diagnostics } = readYaml('', `value: ${text}`);
  const whole = document?.value;
  if (diagnostics.length > 0 || !isJsonObject(whole) || Object.keys(whole).length !== 1) return text;
  const { value = null } = whole;
  const isQuoted = /^\s*["']/.test(text);
  if (typeof value === 'string') return isQuoted ? value : text;
  const isNothing = /^\s*(?:~|null|Null|NULL)?\s*$/.test(text);
  return value === null && !isNothing ? text : value;
}
