/**
 * Two versions of a file of entries, made one by value and not by text. Pure.
 *
 * J1. Maps are merged key by key, lists of maps that have an `id` entry by entry; any other value is whole.
 * J2. What only one side changed is as that side has it. What both did is as ours has it: a run has just written it.
 *     What one side changed and the other took out is there.
 * J3. The order is theirs; what only ours has comes after it.
 * J4. Merged once more with the same two others, the result stays as it is: who is killed in between does it again.
 */
import { isJsonObject, type Json, type JsonObject, parsedJson, sameJson } from '../../model/json.ts';

/** `undefined`: there is none on this side. */
export interface ThreeWay<T> {
  /** What both began with. */
  readonly base: T | undefined;
  readonly ours: T | undefined;
  readonly theirs: T | undefined;
}

/**
 * Of texts. One that says what a side says already is that side's text, down to the spaces.
 *
 * @returns null: ours or theirs is no JSON, or nested too deeply. `undefined`: the file goes.
 */
export function mergedText({ base, ours, theirs }: ThreeWay<string>): string | undefined | null {
  if (ours === base || ours === theirs || ours === undefined) return theirs;
  if (theirs === base || theirs === undefined) return ours;
  try {
    // What nobody can read has no entries that somebody could have changed.
    const sides = { base: base === undefined ? undefined : json(base), ours: json(ours), theirs: json(theirs) };
    if (sides.ours === undefined || sides.theirs === undefined) return null;
    const merged = mergedJson(sides);
    if (sameJson(merged, sides.theirs)) return theirs;
    return sameJson(merged, sides.ours) ? ours : `${JSON.stringify(merged, null, 2)}\n`;
  } catch (error) {
    // RangeError: the stack has an end, and a hostile file has none.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const json = (text: string): Json | undefined => parsedJson(text.replace(/^\uFEFF/, ''));

/** @returns `undefined`: nothing is left. @throws RangeError when a value is nested too deeply. */
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
  // From entries: a key `__proto__` is a key like any other.
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

/** null: no list, or one in which an entry has no `id`, or the same as another. */
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
