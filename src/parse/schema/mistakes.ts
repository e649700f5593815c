/**
 * Converts errors of a JSON Schema validator to mistakes in plain English. Pure.
 *
 * S1. One mistake has one entry: consequences of another one (a branch of `anyOf` that is not meant, a summary of
 *     parts, anything below a value of the wrong type) are left out.
 * S2. Messages do not mention the schema's internals; places are paths in the value.
 */
import { nearest } from '../../core/nearest.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonAt, pointerSteps } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import { mapAt, textsAt } from '../json/fields.ts';
import { isSecretName, withoutSecrets } from '../text/secret-like.ts';
import type { JsonPath } from '../yaml/document.ts';
import { flowText } from '../yaml/flow.ts';
import { ourWord, wordsFor } from './other-words.ts';
import { appliedAt, knownKeys } from './shape.ts';
import { describeConstraint, describeType, describeValue, subjectOf } from './wording.ts';

/** As ajv reports them. */
export interface SchemaError {
  /** JSON Pointer into the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
  /** The key that `propertyNames` rejects, in errors of its parts. */
  readonly propertyName?: string | undefined;
}

/** A generated validator of one of our own schemas. */
export interface Validate {
  (data: unknown): boolean;
  /** Errors of the last call; null if it returned true. */
  readonly errors?: readonly SchemaError[] | null;
}

export interface Mistake {
  readonly type: 'unknown-key' | 'missing-key' | 'wrong-type' | 'bad-value';
  /** Path of the value; for unknown and missing keys, of the key itself. */
  readonly path: JsonPath;
  /** What to mark: the value, or its key (for a missing key, the key of the map around it). */
  readonly point: 'key' | 'value';
  /** Name of the rule in the schema: `duration`; may be empty. */
  readonly rule: string;
  readonly keyword: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Of an unknown key: the keys that were meant, which are then not reported as missing. */
  readonly meant?: readonly JsonPath[];
}

export interface Checked {
  readonly schema: JsonObject;
  readonly value: Json;
  /** Name of the root in messages: `the file`, `the inputs`. */
  readonly root: string;
}

interface Located extends SchemaError {
  readonly path: JsonPath;
}

/** More would not be shown (diagnostic-list.ts). */
const MAX_FOUND = 150;

/** @returns mistakes without repetition, in the order of the errors. */
export function mistakesOf(errors: readonly SchemaError[], checked: Checked): readonly Mistake[] {
  const located = errors.map((error) => ({ ...error, path: pathOf(error.instancePath, checked.value) }));
  const found = new Map<string, Mistake>();
  for (const error of relevant(located)) {
    const mistake = mistakeOf(error, checked);
    const key = JSON.stringify([mistake.path, mistake.type]);
    if (!found.has(key)) found.set(key, mistake);
    if (found.size > MAX_FOUND) break;
  }
  return withoutMisspelt([...found.values()]);
}

/** Removes missing keys that are present but misspelt. */
export function withoutMisspelt(mistakes: readonly Mistake[]): readonly Mistake[] {
  const meant = new Set(mistakes.flatMap(({ meant = [] }) => meant.map((path) => JSON.stringify(path))));
  return mistakes.filter(({ type, path }) => type !== 'missing-key' || !meant.has(JSON.stringify(path)));
}

/** Indexes of lists become numbers, depending on the value. */
function pathOf(pointer: string, value: Json): JsonPath {
  const path: (string | number)[] = [];
  let here: unknown = value;
  for (const name of pointerSteps(pointer)) {
    const key = Array.isArray(here) ? Number(name) : name;
    path.push(key);
    here = (here as Record<string | number, unknown> | null)?.[key];
  }
  return path;
}

const SUMMARIES = new Set(['if', 'allOf', '$ref']);
const ALTERNATIVES = new Set(['anyOf', 'oneOf']);

/** S1. */
function relevant(errors: readonly Located[]): Located[] {
  const parts = errors.filter((error) => !SUMMARIES.has(error.keyword) && error.propertyName === undefined);
  const choices = new Set(
    parts.filter(({ keyword }) => ALTERNATIVES.has(keyword)).map(({ instancePath }) => instancePath),
  );
  const chosen = [...choices].reduce(chooseBranch, parts);
  const mistyped = new Set(chosen.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return chosen.filter((error) => {
    if (error.keyword !== 'type' && mistyped.has(error.instancePath)) return false;
    return ![...prefixes(error.instancePath)].some((prefix) => mistyped.has(prefix));
  });
}

function* prefixes(pointer: string): Generator<string> {
  for (let at = pointer.lastIndexOf('/'); at >= 0; at = pointer.lastIndexOf('/', at - 1)) {
    yield pointer.slice(0, at);
    if (at === 0) return;
  }
}

/**
 * Of alternatives at one place, keeps those that match the value's type, since they were meant. If none does, the
 * accepted types are listed together.
 */
function chooseBranch(errors: Located[], at: string): Located[] {
  const here = errors.filter((error) => error.instancePath === at);
  const types = here.filter(({ keyword }) => keyword === 'type');
  const deeper = errors.some(({ instancePath }) => instancePath.startsWith(`${at}/`));
  const others = here.filter(({ keyword }) => keyword !== 'type' && !ALTERNATIVES.has(keyword));
  const meant = deeper || others.length > 0;
  const union = { ...types[0], params: { type: [...new Set(types.flatMap(({ params }) => params.type))] } };
  return errors
    .filter((error) => {
      if (error.instancePath !== at) return true;
      if (ALTERNATIVES.has(error.keyword)) return !meant && types.length === 0;
      return error.keyword !== 'type' || !meant;
    })
    .map((error) => (error === types[0] && types.length > 1 ? ({ ...error, ...union } as Located) : error));
}

function mistakeOf(error: Located, checked: Checked): Mistake {
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error, checked);
    case 'required':
    case 'dependentRequired':
      return missingKey(error, checked);
    case 'propertyNames':
      return badKey(error, checked);
    case 'type':
      return wrongType(error, checked);
    default:
      return error.keyword === 'pattern' && computedAt(checked, error.path)
        ? wrongType(error, checked)
        : badValue(error, checked);
  }
}

function unknownKey({ path, params, keyword }: Located, { schema, value }: Checked): Mistake {
  const name = String(params.additionalProperty ?? params.unevaluatedProperty);
  const known = knownKeys(appliedAt(schema, value, path));
  const found = { type: 'unknown-key', path: [...path, name], point: 'key', rule: '', keyword } as const;
  const message = `unknown key "${name}"`;
  const inner = known.find((key) => knownKeys(appliedAt(schema, value, [...path, key])).includes(name));
  if (inner !== undefined)
    return {
      ...found,
      message,
      hint: `write it under "${inner}:"`,
      meant: [
        [...path, inner],
        [...path, inner, name],
      ],
    };
  const outer = path.length > 1 ? knownKeys(appliedAt(schema, value, path.slice(0, -1))) : [];
  const word = ourWord(name, known);
  if (outer.includes(name) && word === null)
    return { ...found, message, hint: `write it beside "${path.at(-1)}:", not under it` };
  const [, glued, rest] = /^([\w-]+):(\S.*)$/.exec(name) ?? [];
  if (glued !== undefined && known.includes(glued))
    return { ...found, message, hint: `write a space after the colon: ${glued}: ${rest}`, meant: [[...path, glued]] };
  const meant = word ?? nearest(name, known);
  const list = known.length === 0 ? 'delete it' : `known keys: ${listNames(known)}`;
  const hint = meant === null ? list : `did you mean "${meant}"?`;
  const stands = meant === null ? wordsFor(name, known) : [meant];
  return { ...found, message, hint, meant: stands.map((key) => [...path, key]) };
}

function missingKey({ path, params, keyword }: Located, { root }: Checked): Mistake {
  const name = String(params.missingProperty);
  const message = `${subjectOf(path, root)} needs the key "${name}"`;
  return {
    type: 'missing-key',
    path: [...path, name],
    point: 'key',
    rule: '',
    keyword,
    message,
    hint: `add "${name}:"`,
  };
}

function badKey({ path, params, keyword }: Located, checked: Checked): Mistake {
  const name = String(params.propertyName);
  const message = `"${name}" is not a valid name in ${subjectOf(path, checked.root)}`;
  const hint = 'use letters, digits and _, and begin with a letter';
  return { type: 'bad-value', path: [...path, name], point: 'key', rule: '', keyword, message, hint };
}

function wrongType({ path, params, keyword }: Located, checked: Checked): Mistake {
  const value = jsonAt(checked.value, path);
  const computed = computedAt(checked, path);
  const types = computed?.types ?? [params.type].flat().map(String);
  const wanted = `${describeType(types)}${computed ? ', or one expression in ${{ }}' : ''}`;
  const message = `${subjectOf(path, checked.root)} must be ${wanted}, but it is ${isTold(path, value) ? describeValue(value) : 'a text'}`;
  const rule = ruleAt(checked, path);
  const hint = choiceHint(checked, path) ?? keyHint(value, computed?.keys) ?? typeHint(value, types);
  return { type: 'wrong-type', path, point: 'value', rule, keyword, message, hint };
}

/** What is accepted where a text is accepted only as an expression; undefined: the place is not of this kind. */
function computedAt({ schema, value }: Checked, path: JsonPath): Computed | undefined {
  for (const { schema: at } of appliedAt(schema, value, path)) {
    const types = [at.type].flat().filter((type) => type === 'object' || type === 'array');
    const required = textsAt(at, 'required');
    const keys = required.length > 0 ? required : Object.keys(mapAt(at, 'properties')).slice(0, 1);
    if (at.pattern === WHOLE_EXPRESSION && types.length > 0) return { types, keys };
  }
  return undefined;
}

interface Computed {
  readonly types: readonly string[];
  /** The keys that a map needs here; otherwise its first key. */
  readonly keys: readonly string[];
}
const WHOLE_EXPRESSION = '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$';

/** A hint for a text in place of a map for which one key is enough. */
const keyHint = (value: Json | undefined, [key, another]: readonly string[] = []): string | undefined =>
  typeof value === 'string' && key !== undefined && another === undefined
    ? `write { ${key}: ${flowText(withoutSecrets(value), 'plain')} }`
    : undefined;

/** If a fixed choice of words is accepted, no other value of the right type is. */
function choiceHint({ schema, value }: Checked, path: JsonPath): string | undefined {
  const choices = appliedAt(schema, value, path).flatMap(({ schema: { enum: words } }) => words ?? []);
  return choices.length > 0 ? `write one of: ${listNames(choices.map(String))}` : undefined;
}

const isTold = (path: JsonPath, value: Json | undefined): boolean =>
  typeof value !== 'string' || !isSecretName(String(path.at(-1)));

const NUMERAL = /^-?\d{1,15}(?:\.\d+)?$/;

/** How to make the value one of these types. */
export function typeHint(value: Json | undefined, types: readonly string[]): string | undefined {
  if (types.includes('boolean') && /^(yes|on|y|ok)$/i.test(String(value))) return 'write true';
  if (types.includes('boolean') && /^(no|off|n)$/i.test(String(value))) return 'write false';
  if (types.includes('boolean') && /^(true|false)$/i.test(String(value)))
    return `write ${String(value).toLowerCase()}, without quotes`;
  if (types.includes('array') && typeof value === 'number') return `put it in brackets: [${value}]`;
  if (types.includes('array') && typeof value === 'string')
    return value.startsWith('[')
      ? 'write a list as in [one, two]'
      : `put it in brackets: [${flowText(withoutSecrets(value), 'plain')}]`;
  if (value === null && (types.includes('object') || types.includes('array')))
    return 'indent what belongs to it deeper than its key, or delete the key';
  if (types.includes('object') && Array.isArray(value)) return 'write "name: value" for each entry';
  const isNumber = types.includes('number') || (types.includes('integer') && Number.isInteger(Number(value)));
  if (isNumber && typeof value === 'string' && NUMERAL.test(value)) return `write ${value}, without quotes`;
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return 'put it in quotes';
  if (types.includes('string') && isSplitText(value)) return 'put it in quotes: a colon and a space make it a map';
  return undefined;
}

/** `- Part one: the launch` */
const isSplitText = (value: Json | undefined): boolean =>
  isJsonObject(value) && Object.values(value).length === 1 && Object.values(value).every((part) => !isJsonTree(part));

const isJsonTree = (value: Json): boolean => isJsonObject(value) || isJsonList(value);

function badValue(error: Located, checked: Checked): Mistake {
  const { path, keyword } = error;
  const value = jsonAt(checked.value, path);
  const subject = subjectOf(path, checked.root);
  const { message, hint } = describeConstraint(error, { subject, value });
  return { type: 'bad-value', path, point: 'value', rule: ruleAt(checked, path), keyword, message, hint };
}

const ruleAt = ({ schema, value }: Checked, path: JsonPath): string =>
  appliedAt(schema, value, path).find(({ rule }) => rule !== '')?.rule ?? '';
