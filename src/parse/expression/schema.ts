/**
 * Queries on a JSON Schema: kinds of values, fields, entries. Pure.
 *
 * Results are conservative: `null` and `open` mean "not known", and only certain mistakes become diagnostics. A schema
 * with `properties` counts as closed unless `additionalProperties` says otherwise: an unlisted name is more often a
 * typing error than an extra field.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { ownValue } from '../../model/own-value.ts';
import { resolvePointer } from '../schema/shape.ts';

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';
export type Kinds = ReadonlySet<Kind>;

/** A schema and the document that its `$ref`s refer to. `schema` is null if nothing is known. */
export interface Typed {
  readonly schema: JsonObject | null;
  readonly root: JsonObject;
}

export type Field =
  | { readonly type: 'known'; readonly schema: JsonObject }
  | { readonly type: 'missing'; readonly names: readonly string[] }
  | { readonly type: 'open' };

const MAX_HOPS = 16;
const UNKNOWN = {};
const OPEN: Field = { type: 'open' };
/** Keywords that may add or forbid fields and are not analysed. */
const CONDITIONAL = ['if', 'then', 'else', 'dependentSchemas', 'patternProperties', '$dynamicRef', 'not'];

export function kindsOf({ schema, root }: Typed): Kinds | null {
  return schema === null ? null : kindsIn(schema, root, MAX_HOPS);
}

/** The schema without null, for a value that a condition ensures. */
export function withoutNull(typed: Typed): JsonObject | null {
  const { schema } = typed;
  const kinds = kindsOf(typed);
  if (schema === null || !kinds?.has('null') || kinds.size === 1) return schema;
  const type = [...kinds].filter((kind) => kind !== 'null');
  return Array.isArray(schema.type) && !('enum' in schema) ? { ...schema, type } : { type, allOf: [schema] };
}

export function fieldOf({ schema, root }: Typed, name: string): Field {
  return schema === null ? OPEN : lookUp({ schema, root }, { name, hops: MAX_HOPS });
}

/** Schema of the entries of a list; null: unknown. */
export function entryOf({ schema, root }: Typed): JsonObject | null {
  if (schema === null) return null;
  for (const part of conjuncts(schema, root, MAX_HOPS)) {
    if (Array.isArray(part.prefixItems)) return null;
    if (isJsonObject(part.items)) return part.items;
  }
  return null;
}

/** Is a property neither required nor given a default? Unknown properties are not. */
export function isOptional({ schema, root }: Typed, name: string): boolean {
  if (schema === null) return false;
  const parts = conjuncts(schema, root, MAX_HOPS);
  const declared = parts.map((part) => own(part.properties, name)).filter(isJsonObject);
  if (declared.length === 0) return false;
  const isRequired = parts.some(({ required }) => Array.isArray(required) && required.includes(name));
  return !isRequired && !declared.some((one) => conjuncts(one, root, MAX_HOPS).some((part) => 'default' in part));
}

/**
 * May the field be missing, in a schema that requires other fields? A schema without required fields leaves it open.
 * Unknown fields do not count.
 */
export function isLeftOpen(typed: Typed, name: string): boolean {
  const { schema, root } = typed;
  if (schema === null || !isOptional(typed, name)) return false;
  return conjuncts(schema, root, MAX_HOPS).some(({ required }) => Array.isArray(required) && required.length > 0);
}

/** A self-contained schema; null if its references cannot be included. */
export function standalone({ schema, root }: Typed): JsonObject | null {
  if (schema === null || schema === root) return schema;
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]*)"/g)];
  if (references.length === 0) return schema;
  const definitions = root.$defs;
  const areLocal = references.every(([, target]) => target?.startsWith('#/$defs/'));
  return areLocal && isJsonObject(definitions) ? { ...schema, $defs: definitions } : null;
}

/** A schema for a value of any of several schemas: branches of a conditional, entries of a list. */
export function anyOf(all: readonly Typed[]): Typed {
  const schemas: JsonObject[] = [];
  for (const one of all) {
    const schema = standalone(one);
    // `$ref`s could not find a `$defs` inside an `anyOf`.
    if (schema === null || '$defs' in schema) return { schema: null, root: UNKNOWN };
    schemas.push(schema);
  }
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  const [first] = distinct;
  return { schema: distinct.length === 1 && first ? first : { anyOf: distinct }, root: UNKNOWN };
}

function own(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? ownValue(value, name) : undefined;
}

/** The schema, its references and the members of its `allOf`, all of which apply. */
function conjuncts(schema: JsonObject, root: JsonObject, hops: number): readonly JsonObject[] {
  if (hops === 0) return [UNKNOWN_REFERENCE];
  const parts: JsonObject[] = [schema];
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const target = resolvePointer(root, reference);
    parts.push(...(isJsonObject(target) ? conjuncts(target, root, hops - 1) : [UNKNOWN_REFERENCE]));
  }
  for (const member of listOf(schema.allOf)) parts.push(...conjuncts(member, root, hops - 1));
  return parts;
}

/** Replaces a schema that is not available: all fields are possible. */
const UNKNOWN_REFERENCE: JsonObject = { additionalProperties: true };

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

function kindsIn(schema: JsonObject, root: JsonObject, hops: number): Kinds | null {
  let kinds: Kinds | null = null;
  for (const part of conjuncts(schema, root, hops)) {
    for (const more of [declaredKinds(part), ...alternatives(part).map((some) => unionOf(some, root, hops))]) {
      if (more) kinds = kinds ? kinds.intersection(more) : more;
    }
  }
  return kinds;
}

const alternatives = (part: JsonObject): readonly (readonly JsonObject[])[] =>
  [listOf(part.anyOf), listOf(part.oneOf)].filter((some) => some.length > 0);

function unionOf(some: readonly JsonObject[], root: JsonObject, hops: number): Kinds | null {
  if (hops === 0) return null;
  let union: Kinds = new Set();
  for (const one of some) {
    const kinds = kindsIn(one, root, hops - 1);
    if (!kinds) return null;
    union = union.union(kinds);
  }
  return union;
}

function declaredKinds(part: JsonObject): Kinds | null {
  const { type } = part;
  if (typeof type === 'string') return new Set(kindOfType(type));
  if (Array.isArray(type)) return new Set(type.flatMap((one) => (typeof one === 'string' ? kindOfType(one) : [])));
  if ('const' in part) return new Set([kindOfValue(part.const ?? null)]);
  if (Array.isArray(part.enum)) return new Set(part.enum.map(kindOfValue));
  return null;
}

const KINDS: readonly Kind[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

function kindOfType(type: string): readonly Kind[] {
  return type === 'integer' ? ['number'] : KINDS.filter((kind) => kind === type);
}

function kindOfValue(value: Json): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return kindOfType(typeof value)[0] ?? 'object';
}

function lookUp({ schema, root }: { schema: JsonObject; root: JsonObject }, by: { name: string; hops: number }): Field {
  if (by.hops === 0) return OPEN;
  const kinds = kindsIn(schema, root, by.hops);
  if (kinds && !kinds.has('object')) return { type: 'missing', names: [] };
  const parts = conjuncts(schema, root, by.hops);
  const found = parts.map((part) => own(part.properties, by.name)).filter((one) => one !== undefined);
  const [first] = found;
  if (first !== undefined) return knownField(found.filter(isJsonObject));
  const inner = parts.flatMap(alternatives).map((some) => lookUpAny(some, { root, ...by }));
  const known = inner.find(({ type }) => type === 'known');
  if (known) return known;
  const extra = parts.map((part) => part.additionalProperties).find(isJsonObject);
  if (extra) return { type: 'known', schema: extra };
  if (parts.some(isOpen) || inner.some(({ type }) => type === 'open')) return OPEN;
  const names = parts.flatMap(({ properties }) => (isJsonObject(properties) ? Object.keys(properties) : []));
  const hidden = inner.flatMap((field) => (field.type === 'missing' ? field.names : []));
  return inner.length > 0 || parts.some(isClosed) ? { type: 'missing', names: [...names, ...hidden] } : OPEN;
}

function lookUpAny(
  some: readonly JsonObject[],
  { root, name, hops }: { root: JsonObject; name: string; hops: number },
): Field {
  const fields = some.map((schema) => lookUp({ schema, root }, { name, hops: hops - 1 }));
  const known = fields.flatMap((field) => (field.type === 'known' ? [field.schema] : []));
  if (known.length > 0) return { type: 'known', schema: known.length === 1 ? (known[0] ?? UNKNOWN) : { anyOf: known } };
  if (fields.some(({ type }) => type === 'open')) return OPEN;
  return { type: 'missing', names: fields.flatMap((field) => (field.type === 'missing' ? field.names : [])) };
}

function knownField(schemas: readonly JsonObject[]): Field {
  const [first = UNKNOWN] = schemas;
  return { type: 'known', schema: schemas.length > 1 ? { allOf: schemas } : first };
}

const isOpen = (part: JsonObject): boolean =>
  part.additionalProperties === true || CONDITIONAL.some((keyword) => keyword in part);

const isClosed = (part: JsonObject): boolean =>
  isJsonObject(part.properties) || part.additionalProperties === false || part.unevaluatedProperties === false;
