/**
 * Whether a value fits a schema, for choosing a branch and for mending. The stage validates the answer. Pure.
 *
 * K1. Unknown keywords are ignored, so it may accept too much, but never refuses what fits.
 */
import { canonicalJson } from '../../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject, sameJson } from '../../../model/json.ts';
import { matchesFormat } from './formats.ts';
import { matchesPattern } from './pattern.ts';
import { asList, asSchema, numberOr, target } from './schema.ts';
import { lengthOf } from './words.ts';

const MAX_DEPTH = 60;

export function fits(value: Json, schema: Json | undefined, root: JsonObject, depth = 0): boolean {
  if (schema === false) return false;
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return true;
  return (
    hasType(value, schema.type) &&
    (schema.const === undefined || sameJson(value, schema.const)) &&
    (!Array.isArray(schema.enum) || schema.enum.some((entry) => sameJson(entry, value))) &&
    (typeof value !== 'string' || textFits(value, schema)) &&
    (typeof value !== 'number' || numberFits(value, schema)) &&
    (!Array.isArray(value) || arrayFits(value, schema, root, depth)) &&
    (!isJsonObject(value) || objectFits(value, schema, root, depth)) &&
    combinationsFit(value, schema, root, depth)
  );
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function hasType(value: Json, type: Json | undefined): boolean {
  if (type === undefined) return true;
  const name = typeOf(value);
  const isOne = (wanted: Json): boolean => wanted === name || (wanted === 'integer' && Number.isInteger(value));
  return Array.isArray(type) ? type.some(isOne) : isOne(type);
}

function combinationsFit(value: Json, schema: JsonObject, root: JsonObject, depth: number): boolean {
  const does = (part: Json | undefined): boolean => fits(value, part, root, depth + 1);
  const { $ref, allOf, anyOf, oneOf, not, allChecks } = schema;
  if (typeof $ref === 'string' && !does(target($ref, root))) return false;
  if (![...asList(allOf), ...asList(allChecks)].every(does)) return false;
  if (Array.isArray(anyOf) && !anyOf.some(does)) return false;
  if (Array.isArray(oneOf) && oneOf.filter(does).length !== 1) return false;
  if (not !== undefined && does(not)) return false;
  if (schema.if === undefined) return true;
  return does(schema.if) ? does(schema.then) : does(schema.else);
}

const atLeast = (value: number, bound: Json | undefined): boolean => typeof bound !== 'number' || value >= bound;
const atMost = (value: number, bound: Json | undefined): boolean => typeof bound !== 'number' || value <= bound;

function textFits(text: string, schema: JsonObject): boolean {
  const { pattern, format } = schema;
  return (
    (schema.minLength === undefined || atLeast(lengthOf(text), schema.minLength)) &&
    (schema.maxLength === undefined || atMost(lengthOf(text), schema.maxLength)) &&
    (typeof pattern !== 'string' || matchesPattern(text, pattern) !== false) &&
    (typeof format !== 'string' || matchesFormat(text, format))
  );
}

export function numberFits(value: number, schema: JsonObject): boolean {
  const { exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  return (
    atLeast(value, schema.minimum) &&
    atMost(value, schema.maximum) &&
    (typeof above !== 'number' || value > above) &&
    (typeof below !== 'number' || value < below) &&
    (typeof multipleOf !== 'number' || Number.isInteger(value / multipleOf))
  );
}

function arrayFits(list: readonly Json[], schema: JsonObject, root: JsonObject, depth: number): boolean {
  const { prefixItems, items, contains, uniqueItems } = schema;
  const prefix = asList(prefixItems);
  if (!atLeast(list.length, schema.minItems) || !atMost(list.length, schema.maxItems)) return false;
  if (!list.every((entry, i) => fits(entry, i < prefix.length ? prefix[i] : items, root, depth + 1))) return false;
  if (uniqueItems === true && new Set(list.map(canonicalJson)).size < list.length) return false;
  if (contains === undefined) return true;
  const found = list.filter((entry) => fits(entry, contains, root, depth + 1)).length;
  return found >= numberOr(schema.minContains, 1) && atMost(found, schema.maxContains);
}

function objectFits(value: JsonObject, schema: JsonObject, root: JsonObject, depth: number): boolean {
  const names = Object.keys(value);
  const { required, propertyNames, dependentRequired, dependentSchemas } = schema;
  if (!atLeast(names.length, schema.minProperties) || !atMost(names.length, schema.maxProperties)) return false;
  if (!asList(required).every((name) => typeof name !== 'string' || Object.hasOwn(value, name))) return false;
  if (propertyNames !== undefined && !names.every((name) => fits(name, propertyNames, root, depth + 1))) return false;
  for (const [name, needed] of Object.entries(asSchema(dependentRequired))) {
    if (Object.hasOwn(value, name) && !asList(needed).every((other) => Object.hasOwn(value, String(other))))
      return false;
  }
  for (const [name, needed] of Object.entries(asSchema(dependentSchemas))) {
    if (Object.hasOwn(value, name) && !fits(value, needed, root, depth + 1)) return false;
  }
  return names.every((name) =>
    schemasFor(name, schema).every((part) => fits(value[name] ?? null, part, root, depth + 1)),
  );
}

/** All schemas that a property of this name must fit. */
export function schemasFor(
  name: string,
  { properties, patternProperties, additionalProperties }: JsonObject,
): readonly Json[] {
  const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name] ?? {}] : [];
  const byPattern = Object.entries(asSchema(patternProperties)).flatMap(([pattern, part]) =>
    matchesPattern(name, pattern) === true ? [part] : [],
  );
  const found = [...own, ...byPattern];
  return found.length > 0 ? found : additionalProperties === undefined ? [] : [additionalProperties];
}
