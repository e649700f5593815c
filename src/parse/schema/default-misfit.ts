/** A value that is written out against the plain keywords of its JSON Schema, without a validator. Pure. */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { canonicalJson } from '../json/canonical.ts';
import { describeType, describeValue } from './wording.ts';

/** What it would have to be, `a whole number, but it is the text "x"`; null: it fits, as far as these keywords tell. */
export function misfitOf(value: Json, schema: JsonObject): string | null {
  const wanted = wrongType(value, schema.type) ?? notAmong(value, schema);
  return wanted === null ? outOfBounds(value, schema) : `${wanted}, but it is ${describeValue(value)}`;
}

function wrongType(value: Json, type: Json | undefined): string | null {
  const names = [type].flat().filter((name) => typeof name === 'string');
  return names.length === 0 || names.some((name) => isOfType(value, name)) ? null : describeType(names);
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
    // Another name is no type, which is reported where it stands.
    default:
      return typeof value === type || !['string', 'number', 'boolean'].includes(type);
  }
}

function notAmong(value: Json, schema: JsonObject): string | null {
  const allowed = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const ?? null] : null;
  if (allowed === null || allowed.some((one) => canonicalJson(one) === canonicalJson(value))) return null;
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
