/**
 * The size of a schema after following its references. Pure.
 *
 * Twenty definitions that each refer to the previous one twice expand to a million. Counted are the parts that a reader
 * has to visit for one value: those that apply to the value itself, and to values that it must contain. Each part is
 * counted once, so the time is proportional to the size of the file.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { resolvePointer } from './shape.ts';

/** Schemas that people write have a few thousand parts at most. */
export const MOST_PARTS = 50_000;

/** `endless`: a part applies itself to the same value again. */
export type Expansion = 'fine' | 'too-large' | 'endless';

/** State of the check of one file, so that no part is counted twice. */
export interface Expanding {
  readonly root: JsonObject;
  /** Sizes of counted parts, capped just above {@link MOST_PARTS}. */
  readonly sizes: Map<JsonObject, number>;
  /** Parts that are being counted, with the depth of the value that they are applied to. */
  readonly open: Map<JsonObject, number>;
  endless: boolean;
}

export const expanding = (root: JsonObject): Expanding => ({
  root,
  sizes: new Map(),
  open: new Map(),
  endless: false,
});

/** @param part of the root. */
export function expansionOf(part: JsonObject, walk: Expanding): Expansion {
  try {
    const size = sizeOf(part, 0, walk);
    if (walk.endless) return 'endless';
    return size > MOST_PARTS ? 'too-large' : 'fine';
  } catch (error) {
    // A chain of references that exceeds the stack.
    if (error instanceof RangeError) return 'too-large';
    throw error;
  }
}

function sizeOf(schema: Json | undefined, depth: number, walk: Expanding): number {
  if (!isJsonObject(schema)) return 0;
  const known = walk.sizes.get(schema);
  if (known !== undefined) return known;
  const begun = walk.open.get(schema);
  if (begun !== undefined) {
    // A recursive schema for nested values is fine: it ends where the value does.
    if (begun === depth) walk.endless = true;
    return 1;
  }
  walk.open.set(schema, depth);
  let size = 1;
  for (const part of sameValue(schema, walk.root)) size += sizeOf(part, depth, walk);
  for (const part of heldValues(schema)) size += sizeOf(part, depth + 1, walk);
  walk.open.delete(schema);
  const counted = Math.min(size, MOST_PARTS + 1);
  walk.sizes.set(schema, counted);
  return counted;
}

function* sameValue(schema: JsonObject, root: JsonObject): Generator<Json | undefined> {
  if (typeof schema.$ref === 'string') yield resolvePointer(root, schema.$ref);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) yield* parts;
  }
  yield* [schema.not, schema.if, schema.then, schema.else];
}

function* heldValues({ properties, required, prefixItems, items, minItems }: JsonObject): Generator<Json | undefined> {
  for (const name of Array.isArray(required) ? required : [])
    if (isJsonObject(properties) && typeof name === 'string' && Object.hasOwn(properties, name)) yield properties[name];
  if (Array.isArray(prefixItems)) yield* prefixItems;
  if (typeof minItems === 'number' && minItems > 0) yield items;
}
