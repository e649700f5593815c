/**
 * JSON Schema 2020-12 as far as needed to build an answer: references, combinations, one flat view of a place. Pure.
 *
 * H1. References are resolved inside the schema only: pointers, `$defs`, `$anchor`. An unresolved one allows anything.
 * H2. A merged schema keeps the demands of both; if both have a pattern, both are kept under {@link PATTERNS}.
 */
import { isJsonObject, type Json, type JsonObject, jsonAt, pointerSteps, sameJson } from '../../../model/json.ts';
import { ownValue } from '../../../model/own-value.ts';

/** Not a keyword: all patterns that a text must match. */
export const PATTERNS = 'x-all-patterns';
/** Not a keyword: all numbers of which a number must be a multiple. */
export const MULTIPLES = 'x-all-multiples';

const MAX_HOPS = 64;

export const asSchema = (value: Json | undefined): JsonObject =>
  isJsonObject(value) ? value : value === false ? { not: {} } : {};

export const asList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export const numberOr = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** Follows `$ref` and merges `allOf`; `oneOf` and `anyOf` remain as lists of branches. */
export function flat(schema: JsonObject, root: JsonObject, hops = 0): JsonObject {
  if (hops > MAX_HOPS) return {};
  const { $ref, $dynamicRef, allOf, ...own } = schema;
  const reference = $ref ?? $dynamicRef;
  let whole = withLists(own);
  if (typeof reference === 'string') whole = merged(flat(target(reference, root), root, hops + 1), whole);
  for (const part of asList(allOf)) whole = merged(whole, flat(asSchema(part), root, hops + 1));
  return whole;
}

function withLists(schema: JsonObject): JsonObject {
  const { pattern, multipleOf } = schema;
  return {
    ...schema,
    ...(typeof pattern === 'string' ? { [PATTERNS]: [pattern] } : {}),
    ...(typeof multipleOf === 'number' ? { [MULTIPLES]: [multipleOf] } : {}),
  };
}

export function target(reference: string, root: JsonObject): JsonObject {
  const at = reference.indexOf('#');
  if (at !== 0) return at < 0 && reference === root.$id ? root : {};
  const fragment = decoded(reference.slice(1));
  if (fragment === '') return root;
  if (!fragment.startsWith('/')) return anchored(fragment, root, 0) ?? {};
  return asSchema(jsonAt(root, pointerSteps(fragment)));
}

function decoded(fragment: string): string {
  return /%(?![0-9a-f]{2})/i.test(fragment)
    ? fragment
    : fragment.replace(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function anchored(name: string, place: Json, depth: number): JsonObject | null {
  if (depth > 6 || typeof place !== 'object' || place === null) return null;
  if (isJsonObject(place) && (place.$anchor === name || place.$dynamicAnchor === name)) return place;
  for (const inner of Object.values(place)) {
    const found = anchored(name, inner, depth + 1);
    if (found) return found;
  }
  return null;
}

const keywords = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const HIGHER = keywords('minimum exclusiveMinimum minLength minItems minProperties minContains');
const LOWER = keywords('maximum exclusiveMaximum maxLength maxItems maxProperties maxContains');
const BOTH = keywords('items contains additionalProperties propertyNames unevaluatedProperties unevaluatedItems');
const MAPS = keywords('properties patternProperties $defs dependentRequired dependentSchemas');
const LISTS = keywords(`required ${PATTERNS} ${MULTIPLES}`);

/** A schema for values that fit both. */
export function merged(a: JsonObject, b: JsonObject): JsonObject {
  const whole: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const other = whole[key];
    whole[key] = other === undefined ? value : bothOf(key, other, value, whole);
  }
  return whole;
}

function bothOf(key: string, a: Json, b: Json, whole: Record<string, Json>): Json {
  if (HIGHER.has(key) && typeof a === 'number' && typeof b === 'number') return Math.max(a, b);
  if (LOWER.has(key) && typeof a === 'number' && typeof b === 'number') return Math.min(a, b);
  if (key === 'type') return sharedTypes(a, b);
  if (key === 'enum' && Array.isArray(a) && Array.isArray(b))
    return a.filter((value) => b.some((other) => sameJson(value, other)));
  if (LISTS.has(key) && Array.isArray(a) && Array.isArray(b)) return [...new Set([...a, ...b])];
  if (BOTH.has(key)) return joined(a, b);
  if (MAPS.has(key) && isJsonObject(a) && isJsonObject(b)) return mergedMaps(a, b);
  if (key === 'prefixItems' && Array.isArray(a) && Array.isArray(b)) {
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => joined(a[i] ?? true, b[i] ?? true));
  }
  if (key === 'oneOf' || key === 'anyOf' || key === 'not' || key === 'if') {
    // A second keyword of the same kind is kept as a condition, which is checked and tried.
    whole.allChecks = [...asList(whole.allChecks), { [key]: b }];
    return a;
  }
  return b;
}

function joined(a: Json, b: Json): Json {
  if (a === true || sameJson(a, b)) return b;
  if (b === true) return a;
  if (a === false || b === false) return false;
  return { allOf: [a, b] };
}

function mergedMaps(a: JsonObject, b: JsonObject): JsonObject {
  const whole: Record<string, Json> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const other = ownValue(whole, name);
    whole[name] =
      other === undefined
        ? value
        : Array.isArray(other) && Array.isArray(value)
          ? [...new Set([...other, ...value])]
          : joined(other, value);
  }
  return whole;
}

function sharedTypes(a: Json, b: Json): Json {
  const left = Array.isArray(a) ? a : [a];
  const right = Array.isArray(b) ? b : [b];
  const fits = (type: Json, types: readonly Json[]): boolean =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  return [...new Set([...left.filter((type) => fits(type, right)), ...right.filter((type) => fits(type, left))])];
}

const KINDS: readonly (readonly [type: string, keywords: RegExp])[] = [
  [
    'object',
    /^(?:properties|required|additionalProperties|patternProperties|propertyNames|minProperties|maxProperties|dependent\w+|unevaluatedProperties)$/,
  ],
  ['array', /^(?:items|prefixItems|contains|minItems|maxItems|uniqueItems|unevaluatedItems)$/],
  ['number', /^(?:minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)$/],
  ['string', /^(?:minLength|maxLength|pattern|format|contentEncoding|contentMediaType)$/],
];

/** Types that a value may have, the most specific first; without `type`, those that the keywords are for. */
export function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const said = (Array.isArray(type) ? type : type === undefined ? [] : [type]).filter(
    (name) => typeof name === 'string',
  );
  if (said.length > 0) return said.toSorted((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
  if (type !== undefined) return [];
  const keywords = Object.keys(schema);
  const meant = KINDS.filter(([, pattern]) => keywords.some((key) => pattern.test(key))).map(([name]) => name);
  return meant.length > 0 ? meant : ['string'];
}

const RANK = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'];
