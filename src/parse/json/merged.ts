/**
 * Merges two versions of a file of entries by value, not by text. Pure.
 *
 * J1. Maps are merged by key, lists of maps with an `id` by entry; other values are not divided.
 * J2. A value that one side changed is taken from that side. If both changed it, ours is taken: a run has just written
 *     it. A value that one side changed and the other removed is kept.
 * J3. The order is theirs; entries that only ours has follow.
 * J4. Merging the result again with the same two versions does not change it, so a merge can be repeated after a crash.
 */
import { isJsonObject, type Json, type JsonObject, parsedJson, sameJson } from '../../model/json.ts';

/** `undefined`: the value does not exist on this side. */
export interface ThreeWay<T> {
  /** The common ancestor. */
  readonly base: T | undefined;
  readonly ours: T | undefined;
  readonly theirs: T | undefined;
}

/**
 * Merges JSON texts. If the result equals one side, that side's text is returned unchanged.
 *
 * @returns null when ours or theirs is not JSON, or is nested too deeply; `undefined` when the file is removed.
 */
export function mergedText({ base, ours, theirs }: ThreeWay<string>): string | undefined | null {
  if (ours === base || ours === theirs || ours === undefined) return theirs;
  if (theirs === base || theirs === undefined) return ours;
  try {
    // An unreadable base has no entries that could have been changed.
    const sides = { base: base === undefined ? undefined : json(base), ours: json(ours), theirs: json(theirs) };
    if (sides.ours === undefined || sides.theirs === undefined) return null;
    const merged = mergedJson(sides);
    if (sameJson(merged, sides.theirs)) return theirs;
    return sameJson(merged, sides.ours) ? ours : `${JSON.stringify(merged, null, 2)}\n`;
  } catch (error) {
    // RangeError: a hostile file may exceed the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const json = (text: string): Json | undefined => parsedJson(text.replace(/^\uFEFF/, ''));

/** @returns `undefined` when nothing is left. @throws RangeError when a value is nested too deeply. */
export function mergedJson({ base, ours, theirs }: ThreeWay<Json>): Json | undefined {
  if (sameJson(ours, base)) return theirs;
  if (sameJson(theirs, base)) return ours;
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  if (isJsonObject(ours) && isJsonObject(theirs)) return mergedMaps(isJsonObject(base) ? base : {}, ours, theirs);
  const [here, there] = [entriesOf(ours), entriesOf(theirs)];
  if (here === null || there === null) return ours;
  const before = entriesOf(base) ?? new Map();
  return mergedEntries({ base: before, ours: here, theirs: there }).map(([, entry]) => entry);
}

function mergedMaps(base: JsonObject, ours: JsonObject, theirs: JsonObject): JsonObject {
  const entries = (of: JsonObject): ReadonlyMap<string, Json> => new Map(Object.entries(of));
  // From entries, since a key may be `__proto__`.
  return Object.fromEntries(mergedEntries({ base: entries(base), ours: entries(ours), theirs: entries(theirs) }));
}

type Entries<K> = ReadonlyMap<K, Json>;

function mergedEntries<K>(sides: {
  readonly base: Entries<K>;
  readonly ours: Entries<K>;
  readonly theirs: Entries<K>;
}) {
  const { base, ours, theirs } = sides;
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((key): (readonly [K, Json])[] => {
    const merged = mergedJson({ base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) });
    return merged === undefined ? [] : [[key, merged]];
  });
}

type Id = string | number;

/** null: not a list of maps with unique `id`s. */
function entriesOf(value: Json | undefined): Entries<Id> | null {
  if (!Array.isArray(value)) return null;
  const entries = new Map<Id, Json>();
  for (const entry of value as readonly Json[]) {
    const id = isJsonObject(entry) && Object.hasOwn(entry, 'id') ? entry.id : undefined;
    if ((typeof id !== 'string' && typeof id !== 'number') || entries.has(id)) return null;
    entries.set(id, entry);
  }
  return entries;
}
