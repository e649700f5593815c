/** Checks an edited subject against the schema of its stage, with places in the edited file. Pure. */

import { canonicalJson } from '../../model/canonical-json.ts';
import type { DiagnosticCode } from '../../model/codes.ts';
import { anError, type Diagnostic, type Place, type RelatedPlace } from '../../model/diagnostic.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { type Mistake, mistakesOf, type SchemaError } from '../schema/mistakes.ts';
import { confusableHint } from '../text/confusable.ts';
import { type JsonPath, pointedAt, type YamlDocument } from '../yaml/document.ts';

export interface EditedValue {
  readonly value: Json;
  readonly generated: Json;
  readonly schema: JsonObject;
  /** `items`: a list, each entry of which has the schema. */
  readonly shape: 'single' | 'items';
}

/** Where the value is written. */
export interface EditedPlace {
  readonly file: string;
  /** null: only the file can be named. */
  readonly document: YamlDocument | null;
  /** Path of the value in the document. */
  readonly path: JsonPath;
  readonly code: Extract<DiagnosticCode, 'draft/schema' | 'draft/output-schema'>;
  /** Name of the value in messages: `the draft`. */
  readonly name: string;
}

export type CheckSchema = (schema: JsonObject, value: Json) => readonly SchemaError[];

const MOST_TOLD = 5;

/** @returns the first mistake, with others as related places; null: the value is valid. */
export function editProblem(edited: EditedValue, place: EditedPlace, check: CheckSchema): Diagnostic | null {
  const [first, ...others] = [...mistakesIn(edited, place, check)];
  if (!first) return null;
  const at = placeOf(first, place);
  const related = others.flatMap((mistake) => relatedOf(mistake, placeOf(mistake, place)));
  const more = others.length > 0 && related.length === 0 ? `, and ${others.length} more` : '';
  const message = `${place.name} does not match the schema of what it replaces: ${first.message}${more}`;
  const hint =
    confusableHint('excerpt' in at ? at.excerpt : '') ??
    first.hint ??
    'fix it and save: the gate keeps waiting, and nothing is lost';
  return anError(place.code, message, { at, hint, ...(related.length === 0 ? {} : { related }) });
}

function* mistakesIn(edited: EditedValue, { name }: EditedPlace, check: CheckSchema): Generator<Mistake> {
  const { value, schema, shape } = edited;
  const of = (part: Json, root: string): readonly Mistake[] =>
    mistakesOf(check(schema, part), { schema, value: part, root });
  let left = MOST_TOLD;
  for (const { part, path, root } of shape === 'single' ? [{ part: value, path: [], root: name }] : entriesOf(edited)) {
    if (left <= 0) return;
    for (const mistake of of(part, root).slice(0, left)) {
      left -= 1;
      const message = path.length === 0 || mistake.path.length === 0 ? mistake.message : `${root}: ${mistake.message}`;
      yield { ...mistake, path: [...path, ...mistake.path], message };
    }
  }
  if (shape === 'items' && !Array.isArray(value)) yield notList(name);
}

/**
 * The entries to check. Unchanged ones are skipped: they are not the person's mistake, and a skipped item has no
 * output.
 */
function* entriesOf({ value, generated }: EditedValue): Generator<{ part: Json; path: JsonPath; root: string }> {
  const known = new Set(Array.isArray(generated) ? generated.map(canonicalJson) : []);
  for (const [index, part] of Array.isArray(value) ? value.entries() : [])
    if (!known.has(canonicalJson(part))) yield { part, path: [index], root: `entry ${index + 1}` };
}

const notList = (name: string): Mistake => ({
  type: 'wrong-type',
  path: [],
  point: 'value',
  rule: '',
  keyword: 'type',
  message: `${name} must be a list`,
  hint: 'keep one entry for each item',
});

function placeOf({ path, point }: Mistake, { file, document, path: base }: EditedPlace): Place | { file: string } {
  if (document === null) return { file };
  return pointedAt(document, { path: [...base, ...path], point });
}

const relatedOf = ({ message }: Mistake, at: Place | { file: string }): readonly RelatedPlace[] =>
  'line' in at ? [{ message, at }] : [];
