/** Checks a literal value against the simple keywords of its JSON Schema, without a validator. Pure. */
import { isJsonObject, type Json, type JsonObject, sameJson } from '../../model/json.ts';
import type { JsonPath } from '../yaml/document.ts';
import { typeHint } from './mistakes.ts';
import { describeType, describeValue } from './wording.ts';

export interface Misfit {
  /** Path of the invalid part. */
  readonly path: JsonPath;
  /** What it must be: `a whole number, but it is the text "x"`. */
  readonly must: string;
  readonly hint?: string | undefined;
}

/** The first invalid part; null: valid, as far as these keywords are concerned. */
export function misfitOf(value: Json, schema: JsonObject, path: JsonPath): Misfit | null {
  const types = [schema.type].flat().filter((name) => typeof name === 'string');
  if (types.length > 0 && !types.some((name) => isOfType(value, name)))
    return { path, must: `${describeType(types)}, but it is ${describeValue(value)}`, hint: typeHint(value, types) };
  const wanted = notAmong(value, schema);
  const must = wanted === null ? outOfBounds(value, schema) : `${wanted}, but it is ${describeValue(value)}`;
  return must === null ? misfitIn(value, schema, path) : { path, must };
}

function misfitIn(value: Json, { items, properties }: JsonObject, path: JsonPath): Misfit | null {
  const parts: [string | number, Json, Json | undefined][] = [];
  if (Array.isArray(value)) parts.push(...value.map((entry, i): (typeof parts)[number] => [i, entry, items]));
  else if (isJsonObject(value) && isJsonObject(properties))
    for (const [key, entry] of Object.entries(value))
      if (Object.hasOwn(properties, key)) parts.push([key, entry, properties[key]]);
  for (const [step, part, schema] of parts) {
    const misfit = isJsonObject(schema) ? misfitOf(part, schema, [...path, step]) : null;
    if (misfit !== null) return misfit;
  }
  return null;
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'null':
      return value === null;
    // Another name is not a type, which is reported elsewhere.
    default:
      return typeof value === type || !['string', 'number', 'boolean'].includes(type);
  }
}

function notAmong(value: Json, schema: JsonObject): string | null {
  const allowed = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const ?? null] : null;
  if (allowed === null || allowed.some((one) => sameJson(one, value))) return null;
  return allowed.map((one) => JSON.stringify(one)).join(' or ');
}

function outOfBounds(value: Json, schema: JsonObject): string | null {
  if (typeof value === 'number') return bounds(value, [schema.minimum, schema.maximum]);
  if (typeof value === 'string')
    return bounds([...value].length, [schema.minLength, schema.maxLength], ' characters long');
  if (Array.isArray(value)) return bounds(value.length, [schema.minItems, schema.maxItems], ' entries long');
  return null;
}

function bounds(size: number, [least, most]: readonly [Json | undefined, Json | undefined], of = ''): string | null {
  const is = `, but it is ${size}`;
  if (typeof least === 'number' && size < least) return `at least ${least}${of}${is}`;
  return typeof most === 'number' && size > most ? `at most ${most}${of}${is}` : null;
}
