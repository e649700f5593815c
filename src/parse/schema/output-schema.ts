/**
 * Checks that a JSON Schema is well-formed: a structural check without a validator, so that the start is fast. Pure.
 *
 * Checks keywords that have a fixed form; an unknown keyword is accepted, with a warning if it is similar to a known
 * one.
 */
import { didYouMean } from '../../core/nearest.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import type { Finding } from '../finding.ts';
import { language } from '../languages.ts';
import type { JsonPath } from '../yaml/document.ts';
import { flowText } from '../yaml/flow.ts';
import { misfitOf } from './default-misfit.ts';
import { type Expanding, type Expansion, expanding, expansionOf, MOST_PARTS } from './expansion.ts';
import { resolvePointer } from './shape.ts';
import { subjectOf } from './wording.ts';

export interface SchemaFinding extends Finding {
  readonly path: JsonPath;
  readonly point: 'key' | 'value';
}

export function checkSchema(root: Json): readonly SchemaFinding[] {
  const found: SchemaFinding[] = [];
  if (!isJsonObject(root)) return [invalid([], 'a schema must be a map')];
  visit(root, [], { root, found, expanding: expanding(root), size: 'fine' });
  return found;
}

const TOO_MUCH = {
  endless: 'this schema refers to itself endlessly',
  'too-large': `this schema comes to more than ${MOST_PARTS} parts once its references are followed`,
};

/** Reported once, for the outermost part. */
function checkSize(schema: JsonObject, path: JsonPath, at: Visit): void {
  if (at.size !== 'fine') return;
  at.size = expansionOf(schema, at.expanding);
  if (at.size === 'fine') return;
  at.found.push(invalid(path, TOO_MUCH[at.size], 'let its definitions refer to fewer others'));
}

export const isNoKeyword = (name: string): boolean => !Object.hasOwn(KEYWORDS, name) && !name.startsWith('x-');

interface Visit {
  readonly root: JsonObject;
  readonly found: SchemaFinding[];
  readonly expanding: Expanding;
  size: Expansion;
}

const invalid = (path: JsonPath, message: string, hint?: string): SchemaFinding => ({
  code: 'schema/invalid',
  path,
  point: 'value',
  message,
  hint,
});

function visit(schema: Json, path: JsonPath, at: Visit): void {
  if (typeof schema === 'boolean') return;
  if (!isJsonObject(schema)) {
    at.found.push(invalid(path, 'a schema must be a map, true or false', schemaMeantBy(schema)));
    return;
  }
  checkSize(schema, path, at);
  for (const [keyword, value] of Object.entries(schema)) {
    const here = [...path, keyword];
    const check = ownValue(KEYWORDS, keyword);
    if (check) check(value, here, at);
    else if (!keyword.startsWith('x-')) unknownKeyword(keyword, here, at);
  }
  const misfit = 'default' in schema ? misfitOf(schema.default ?? null, schema, [...path, 'default']) : null;
  if (misfit !== null)
    at.found.push(invalid(misfit.path, `${subjectOf(misfit.path, 'the default')} must be ${misfit.must}`, misfit.hint));
}

function schemaMeantBy(word: Json): string | undefined {
  if (typeof word !== 'string') return undefined;
  if (/^(?:yes|on)$/i.test(word)) return 'write true';
  if (/^(?:no|off)$/i.test(word)) return 'write false';
  const lower = word.toLowerCase();
  const other = ownValue(OTHER_NAMES, lower);
  const name = TYPES.includes(word) ? word : other;
  return name === undefined ? undefined : `write { type: ${name} }`;
}

function unknownKeyword(keyword: string, path: JsonPath, { found }: Visit): void {
  const hint = didYouMean(keyword, Object.keys(KEYWORDS));
  if (hint === undefined) return;
  const message = `"${keyword}" is not a JSON Schema keyword and has no effect here`;
  found.push({ code: 'schema/invalid', severity: 'warning', path, point: 'key', message, hint });
}

type Check = (value: Json, path: JsonPath, at: Visit) => void;

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** Type names of other languages. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  int: 'integer',
  float: 'number',
  double: 'number',
  str: 'string',
  text: 'string',
  bool: 'boolean',
  list: 'array',
  map: 'object',
  dict: 'object',
  none: 'null',
};

function otherName(name: string): string | undefined {
  const meant = ownValue(OTHER_NAMES, name.toLowerCase());
  return meant === undefined ? undefined : `write "${meant}"`;
}

const type: Check = (value, path, { found }) => {
  const types = Array.isArray(value) ? [...value.entries()] : ([[null, value]] as const);
  for (const [index, name] of types) {
    if (typeof name === 'string' && TYPES.includes(name)) continue;
    const at = index === null ? path : [...path, index];
    const hint = typeof name === 'string' ? (otherName(name) ?? didYouMean(name, TYPES)) : undefined;
    found.push(invalid(at, `"type" must be one of ${TYPES.join(', ')}`, hint));
  }
};

const schema: Check = visit;

const schemaMap: Check = (value, path, at) => {
  if (!isJsonObject(value)) at.found.push(invalid(path, `"${path.at(-1)}" must be a map of schemas`));
  else for (const [name, part] of Object.entries(value)) visit(part, [...path, name], at);
};

const schemaList: Check = (value, path, at) => {
  if (!Array.isArray(value) || value.length === 0)
    at.found.push(invalid(path, `"${path.at(-1)}" must be a list of schemas`));
  else for (const [index, part] of value.entries()) visit(part, [...path, index], at);
};

const expect =
  (form: string, holds: (value: Json) => boolean): Check =>
  (value, path, { found }) => {
    if (!holds(value)) found.push(invalid(path, `"${path.at(-1)}" must be ${form}`));
  };

const isTexts = (value: Json): boolean => Array.isArray(value) && value.every((entry) => typeof entry === 'string');
const text = expect('a text', (value) => typeof value === 'string');
const flag = expect('true or false', (value) => typeof value === 'boolean');
const number = expect('a number', (value) => typeof value === 'number');
const count = expect('a whole number, 0 or more', (value) => Number.isInteger(value) && Number(value) >= 0);
const anything: Check = () => {};

const required: Check = (value, path, { found }) => {
  if (isTexts(value)) return;
  const meant = typeof value === 'string' ? `put it in brackets: [${flowText(value, 'plain')}]` : undefined;
  const hint = value === true ? 'list the required keys in the enclosing schema: required: [name]' : meant;
  found.push(invalid(path, '"required" must be a list of keys', hint));
};

/** Formats that are checked; of others, only those similar to one of these are reported. */
const FORMATS = [
  ...['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6'],
  ...['uri', 'uri-reference', 'uri-template', 'url', 'uuid', 'regex', 'json-pointer', 'relative-json-pointer'],
];

const format: Check = (value, path, at) => {
  text(value, path, at);
  if (typeof value !== 'string' || FORMATS.includes(value)) return;
  const plain = value.toLowerCase().replaceAll(/[_ -]/g, '');
  const same = FORMATS.find((name) => name.replaceAll('-', '') === plain);
  const hint = same === undefined ? didYouMean(value, FORMATS) : `did you mean "${same}"?`;
  if (hint === undefined) return;
  const message = `there is no format "${value}", so nothing is checked`;
  at.found.push({ ...invalid(path, message, hint), severity: 'warning' });
};

const RE2_ONLY = 'patterns use RE2: look-around (?=…) and back-references \\1 are not available';

const pattern: Check = (value, path, { found }) => {
  if (typeof value !== 'string') {
    found.push(invalid(path, '"pattern" must be a text'));
    return;
  }
  const compiled = language('patterns').matchesPattern('', value);
  if (compiled.ok) return;
  found.push({
    code: 'schema/unsafe-pattern',
    path,
    point: 'value',
    message: `this pattern cannot be used: ${compiled.error}`,
    hint: /Perl syntax|escape sequence/.test(compiled.error) ? RE2_ONLY : undefined,
  });
};

const patternMap: Check = (value, path, at) => {
  schemaMap(value, path, at);
  if (!isJsonObject(value)) return;
  for (const name of Object.keys(value)) pattern(name, [...path, name], at);
};

const reference: Check = (value, path, { root, found }) => {
  if (typeof value !== 'string') found.push(invalid(path, '"$ref" must be a text'));
  else if (!value.startsWith('#'))
    found.push(invalid(path, 'references must point into the same file: "#/$defs/name"'));
  else if (/^#(\/|$)/.test(value) && resolvePointer(root, value) === undefined) {
    const definitions = isJsonObject(root.$defs) ? Object.keys(root.$defs).map((name) => `#/$defs/${name}`) : [];
    found.push(invalid(path, `"${value}" does not point to anything in this schema`, didYouMean(value, definitions)));
  }
};

const KEYWORDS: Readonly<Record<string, Check>> = {
  $schema: text,
  $id: text,
  $anchor: text,
  $comment: text,
  $ref: reference,
  $dynamicRef: text,
  $dynamicAnchor: text,
  $vocabulary: anything,
  $defs: schemaMap,
  definitions: schemaMap,
  type,
  enum: expect('a list of values', (value) => Array.isArray(value)),
  const: anything,
  title: text,
  description: text,
  default: anything,
  examples: expect('a list', (value) => Array.isArray(value)),
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  properties: schemaMap,
  patternProperties: patternMap,
  additionalProperties: schema,
  unevaluatedProperties: schema,
  propertyNames: schema,
  required,
  dependentRequired: anything,
  dependentSchemas: schemaMap,
  minProperties: count,
  maxProperties: count,
  items: schema,
  prefixItems: schemaList,
  unevaluatedItems: schema,
  contains: schema,
  minContains: count,
  maxContains: count,
  minItems: count,
  maxItems: count,
  uniqueItems: flag,
  minLength: count,
  maxLength: count,
  pattern,
  format,
  contentMediaType: text,
  contentEncoding: text,
  contentSchema: schema,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: expect('a number above 0', (value) => typeof value === 'number' && value > 0),
  allOf: schemaList,
  anyOf: schemaList,
  oneOf: schemaList,
  not: schema,
  if: schema,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: schema,
  else: schema,
};
