/**
 * How much a schema comes to once its references are followed. Pure.
 *
 * Twenty definitions that each name the one before twice are a million of them to whoever follows. What is counted is
 * what every reader has to look at for one value: parts that apply to the value itself, and values that it must hold.
 * Counted once a part, so in time in proportion to the file.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { resolvePointer } from './shape.ts';

/** Of schemas that people write, the largest come to some thousands. */
export const MOST_PARTS = 50_000;

/** `endless`: a part applies itself to the same value again. */
export type Expansion = 'fine' | 'too-large' | 'endless';

/** Lives for the check of one file, so that no part is counted twice. */
export interface Expanding {
  readonly root: JsonObject;
  /** Of parts that were counted; more than {@link MOST_PARTS} is as good as any larger number. */
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
    // A chain of references that is longer than the stack is deep.
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
    // A tree holds trees: it comes to an end where its value does.
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
