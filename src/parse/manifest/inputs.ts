/** Checks a run's inputs against the JSON Schema of its pipeline. Pure; the validator is an argument. */
import { nearest } from '../../core/nearest.ts';
import type { DiagnosticCode } from '../../model/codes.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { ordered } from '../diagnostic-list.ts';
import { mapAt, stringsOf } from '../json/fields.ts';
import { undeclaredInputs } from '../schema/input-names.ts';
import { type Mistake, mistakesOf, type SchemaError, withoutMisspelt } from '../schema/mistakes.ts';
import { pointedAt, type YamlDocument } from '../yaml/document.ts';

/** Applies a schema's defaults to a copy of a value and checks the result. */
export type ApplyDefaults = (
  schema: JsonObject,
  value: Json,
) => { readonly value: Json; readonly errors: readonly SchemaError[] };

export interface CheckedInputs {
  /** With defaults applied; null exactly when there are errors. */
  readonly inputs: JsonObject | null;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_INPUTS: JsonObject = { type: 'object' };

/** @param document the manifest, for places. */
export function checkInputs(pipeline: Pipeline, document: YamlDocument, applyDefaults: ApplyDefaults): CheckedInputs {
  const given = mapAt(isJsonObject(document.value) ? document.value : {}, 'inputs');
  const { value, mistakes } = inputMistakes(pipeline, given, applyDefaults);
  const diagnostics = ordered([
    ...mistakes.map((mistake) => diagnosticOf(document, mistake)),
    ...expressionsIn(document, given),
  ]);
  return { inputs: mistakes.length === 0 && isJsonObject(value) ? value : null, diagnostics };
}

/** Reports expressions: a manifest only contains values. */
function expressionsIn(document: YamlDocument, given: JsonObject): readonly Diagnostic[] {
  return [...stringsOf(given, ['inputs'])].flatMap(([path, text]): readonly Diagnostic[] => {
    const offset = text.indexOf('${{');
    if (offset === -1) return [];
    return [
      aWarning('expr/not-evaluated', 'expressions do not work in a manifest: this is passed on as plain text', {
        at: document.within(path)(offset, 3),
        hint: 'write the value itself, or give the pipeline input a default',
      }),
    ];
  });
}

/** @returns the inputs with defaults applied, and their mistakes. */
export function inputMistakes(
  pipeline: Pipeline,
  given: JsonObject,
  applyDefaults: ApplyDefaults,
): { readonly value: Json; readonly mistakes: readonly Mistake[] } {
  const schema = pipeline.inputs ?? NO_INPUTS;
  const { value, errors } = applyDefaults(schema, given);
  const mistakes = mistakesOf(errors, { schema, value, root: 'the inputs' });
  const unknown = undeclaredInputs(pipeline.inputs, Object.keys(given)).map((name) => undeclared(pipeline, name));
  // A closed schema reports the same mistake again.
  const rest = mistakes.filter(
    ({ type, path }) =>
      type !== 'unknown-key' || !unknown.some(({ path: [name] }) => path.length === 1 && name === path[0]),
  );
  return { value, mistakes: withoutMisspelt([...unknown, ...rest]) };
}

function undeclared({ name: pipeline, inputs }: Pipeline, name: string): Mistake {
  const known = Object.keys(mapAt(inputs ?? {}, 'properties'));
  const list = known.length > 0 ? `inputs: ${listNames(known)}` : 'it has none; delete it';
  const message = `the pipeline ${pipeline} has no input "${name}"`;
  const meant = nearest(name, known);
  const hint = meant === null ? list : `did you mean "${meant}"?`;
  const near = meant === null ? [] : [[meant]];
  return {
    type: 'unknown-key',
    path: [name],
    point: 'key',
    rule: '',
    keyword: 'undeclared',
    message,
    hint,
    meant: near,
  };
}

export const INPUT_CODES: Readonly<Record<Mistake['type'], DiagnosticCode>> = {
  'unknown-key': 'input/unknown',
  'missing-key': 'input/missing',
  'wrong-type': 'input/wrong-type',
  'bad-value': 'input/bad-value',
};

/** Mistakes in a document against a schema of the project. */
export function documentMistakes(document: YamlDocument, schema: JsonObject, errors: readonly SchemaError[]) {
  const found = mistakesOf(errors, { schema, value: document.value, root: 'the file' });
  return ordered(
    found.map((mistake): Diagnostic => {
      const { message, hint } = mistake;
      return anError('context/schema', message, { at: pointedAt(document, mistake), hint });
    }),
  );
}

function diagnosticOf(document: YamlDocument, mistake: Mistake): Diagnostic {
  const { type, path, point, hint } = mistake;
  const topLevel = type === 'missing-key' && path.length === 1;
  const message = topLevel ? `the input "${path[0]}" is missing` : mistake.message;
  const at = pointedAt(document, { path: ['inputs', ...path], point });
  const said = topLevel ? `add "${path[0]}:" under "inputs:"` : hint;
  return anError(INPUT_CODES[type], message, { at, hint: said });
}
