/**
 * Lists of an answer: how many entries, what each is about, and numbers with a required sum. Pure.
 *
 * L1. The entries of a list of parts (segments, scenes) share the subject: no fact is in two of them.
 * L2. A list of turns is one conversation, written as a whole.
 * L3. Durations and word counts of parts add up to those of the whole, as far as their bounds allow.
 */
import { canonicalJson } from '../../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../model/json.ts';
import { type Turn, talk } from './dialogue.ts';
import { type Material, WORDS_PER_SECOND } from './material.ts';
import { keyOf, wordsOfName } from './names.ts';
import { numberNear, sharesOf } from './number.ts';
import { partsOf } from './parts.ts';
import type { At, FillPlan, ListFiller } from './place.ts';
import type { Subject } from './plan.ts';
import { isOutline, isSequence, type Role, roleOf } from './roles.ts';
import { asList, asSchema, flat, numberOr, typesOf } from './schema.ts';
import { fits } from './schema-check.ts';
import type { Character } from './show.ts';
import { wordCount } from './words.ts';

const MOST = 2_000;
const USUAL: Readonly<Partial<Record<Role, number>>> = {
  concept: 5,
  hashtag: 4,
  question: 3,
  point: 3,
  fact: 4,
  reason: 3,
  line: 4,
};

export function listOf(schema: JsonObject, at: At, filler: ListFiller): Json {
  const items = flat(asSchema(schema.items), filler.root);
  const range = rangeOf(schema, at);
  const speaker = speakerOf(items);
  if (speaker && at.lean === 'all') return turnList(items, { schema, at, range, speaker }, filler);
  const along = isObjectList(items) ? alongOf(at, filler.plan.material) : null;
  const count = at.lean === 'required' ? range.min : countOf(schema, { at, range, items, along }, filler.plan);
  const isParted = isObjectList(items) || isSequence(at.name);
  const parts = isParted
    ? named(partsOf(at.subject, { count, along }, filler.plan.material), at, filler.plan.material)
    : [];
  const used: At['used'] = new Map();
  const places = Array.from(
    { length: count },
    (_, index): At => ({
      ...at,
      ...{ index, count, used, within: 'list', turn: null },
      subject: parts[index] ?? at.subject,
      words: at.words === null ? null : at.words / Math.max(1, count),
      seconds: at.seconds === null || !isParted ? at.seconds : at.seconds / Math.max(1, count),
    }),
  );
  return summed(entries(schema, places, filler), items, at);
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Minimum and maximum length; a closed tuple has no more entries than its positions. */
function rangeOf({ minItems, maxItems, prefixItems, items, contains, minContains }: JsonObject, at: At): Range {
  const places = asList(prefixItems).length;
  const open = items === false ? places : MOST;
  const needed = contains === undefined ? 0 : numberOr(minContains, 1);
  const max = Math.min(open, numberOr(maxItems, MOST));
  const least = Math.max(numberOr(minItems, 0), needed, at.lean === 'all' ? Math.min(places, max) : 0);
  return { min: Math.min(least, 20_000), max: Math.max(max, least) };
}

const isObjectList = (items: JsonObject): boolean => {
  const [first] = Array.isArray(items.oneOf) ? items.oneOf : asList(items.anyOf);
  return (
    typesOf(items)[0] === 'object' ||
    (isJsonObject(first) && (first.type === 'object' || first.properties !== undefined))
  );
};

function countOf(
  { description }: JsonObject,
  { at, range, items, along }: { at: At; range: Range; items: JsonObject; along: readonly JsonObject[] | null },
  { material, scale }: FillPlan,
): number {
  const said = askedFor(at, items, material) ?? numberIn(typeof description === 'string' ? description : '');
  const usual = along?.length ?? said ?? usualCount(at, material);
  const wanted = along || said !== null ? usual : usual + Math.sign(material.feedback.scale - 1);
  const count = Math.max(1, Math.round(wanted * (scale < 1 ? scale : 1)));
  return Math.min(range.max, Math.max(range.min, count));
}

/** `count: 4`, `scenes: 6`, `segment_count: 3` of the material. `count` is for the main list. */
function askedFor({ name, depth, within }: At, items: JsonObject, { known, feedback, focus }: Material): number | null {
  const key = keyOf(name);
  const one = key.replace(/s$/, '');
  const own = [key, `${key}count`, `${one}count`, `numberof${key}`, `num${key}`, `n${key}`]
    .map((option) => known.get(option))
    .find((value) => typeof value === 'number');
  const isMain =
    within === 'whole' && depth <= 2 && focus === null && (isObjectList(items) || roleOf(name, '') !== 'hashtag');
  const general =
    isMain && (isObjectList(items) || /^(?:concepts|questions|points|ideas|items|titles)$/.test(key))
      ? known.get('count')
      : undefined;
  const value = own ?? general;
  if (typeof value !== 'number' || value < 1 || value > MOST) return null;
  const change = isObjectList(items) && value > 2 ? Math.sign(feedback.scale - 1) : 0;
  return Math.round(value) + change;
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};

/** `three to five questions` -> 4, `exactly 2` -> 2. */
function numberIn(description: string): number | null {
  const word = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
  const match = new RegExp(
    `(?:^|exactly |about |at least |at most |up to |around )${word}(?:(?: to |-|–| or )${word})? \\p{L}`,
    'iu',
  ).exec(description);
  const numberOf = (text: string | undefined): number | null =>
    text === undefined ? null : (NUMBERS[text.toLowerCase()] ?? Number(text));
  const low = numberOf(match?.[1]);
  const high = numberOf(match?.[2]);
  // `One sentence each` is not a number of entries.
  if (low === null || (low === 1 && high === null)) return null;
  return high === null ? low : Math.round((low + high) / 2);
}

function usualCount(at: At, { seconds, script, source }: Material): number {
  const words = wordsOfName(at.name);
  const told = script.length > 0 ? script.length : source.length;
  if (/captions?$|subtitles?$/.test(words) && told > 2) return Math.min(12, told);
  if (isSequence(at.name) && at.within === 'whole') {
    if (isOutline(at.name)) return seconds === null ? 4 : Math.min(8, Math.max(3, Math.round(2 + seconds / 180)));
    return seconds === null ? 5 : Math.min(16, Math.max(3, Math.round(seconds / 6)));
  }
  return USUAL[roleOf(at.name, '')] ?? 3;
}

/** Entries of the material with the same name: scenes that get prompts, segments to be revised. */
function alongOf({ name, within }: At, material: Material): readonly JsonObject[] | null {
  if (within === 'list' || name === '') return null;
  const { first, include, exclude } = material.feedback;
  const isChanging = first.length + include.length + exclude.length > 0 || material.feedback.scale !== 1;
  // Without a source, the entries themselves are the material, and were written with the feedback in mind.
  return isChanging && material.source.length > 0 ? null : (material.lists.get(keyOf(name)) ?? null);
}

/** Recurring segments of the show open and close the list. */
function named(parts: readonly Subject[], { name, within }: At, { show, feedback }: Material): readonly Subject[] {
  const { recurring } = show;
  if (!isOutline(name) || within === 'list' || recurring.length === 0 || parts.length <= recurring.length) return parts;
  const [opening] = recurring;
  const closing = recurring.length > 1 ? recurring.at(-1) : undefined;
  return parts.map((part, i) => {
    const title =
      i === 0 && feedback.first.length === 0
        ? opening
        : i === parts.length - 1 && feedback.last.length === 0
          ? closing
          : undefined;
    return title === undefined ? part : { ...part, title };
  });
}

function entries(schema: JsonObject, places: readonly At[], filler: ListFiller): readonly Json[] {
  const { prefixItems, contains, minContains, uniqueItems } = schema;
  const prefix = asList(prefixItems);
  const needed = contains === undefined ? 0 : numberOr(minContains, 1);
  const seen = new Set<string>();
  return places.map((place, i) => {
    const own = asSchema(i < prefix.length ? prefix[i] : schema.items);
    const part =
      i < needed + prefix.length && i >= Math.min(prefix.length, places.length - needed)
        ? { allOf: [own, asSchema(contains)] }
        : own;
    let made = filler.value(part, place);
    for (let more = 1; uniqueItems === true && seen.has(canonicalJson(made)) && more < 40; more += 1)
      made = filler.value(part, {
        ...place,
        index: place.index + more * places.length,
        count: Math.max(2, place.count),
      });
    seen.add(canonicalJson(made));
    return made;
  });
}

/** The property for the speaker, if the entries also have one for what is said. */
function speakerOf(items: JsonObject): JsonObject | null {
  const roles = Object.entries(asSchema(items.properties)).map(([name, part]) => ({
    role: roleOf(name, ''),
    part: asSchema(part),
  }));
  const speaker = roles.find(({ role }) => role === 'speaker');
  const isSaid = roles.some(({ role }) => role === 'line' || role === 'body');
  return speaker && isSaid ? speaker.part : null;
}

function turnList(
  items: JsonObject,
  { schema, at, range, speaker }: { schema: JsonObject; at: At; range: Range; speaker: JsonObject },
  filler: ListFiller,
): Json {
  const { material, scale } = filler.plan;
  const speakers = speakersOf(flat(speaker, filler.root), material);
  const words = at.words ?? (material.focus ? 130 : 220) * scale * material.feedback.scale;
  const turns = talk({ subject: at.subject, material, speakers, words, min: range.min, max: range.max });
  const used: At['used'] = new Map();
  const places = turns.map(
    (turn: Turn, index): At => ({
      ...at,
      ...{ index, count: turns.length, used, within: 'list', turn },
      words: null,
      seconds: wordCount(turn.text) / WORDS_PER_SECOND,
    }),
  );
  const made = entries(schema, places, filler);
  return summed(made, items, { ...at, seconds: null });
}

/** The characters of the show that the schema allows; if there are none, those that it names. */
function speakersOf(speaker: JsonObject, { show }: Material): readonly Character[] {
  const names = asList(speaker.enum).filter((name) => typeof name === 'string');
  const plain = (key: string): Character => ({ name: key, key, spoken: key, asks: false, greets: false, fields: {} });
  const allowed = show.characters.filter(
    ({ key, name, spoken }) =>
      names.length === 0 || names.some((wanted) => [key, name, spoken].some((own) => keyOf(own) === keyOf(wanted))),
  );
  if (allowed.length > 0) return allowed;
  if (names.length > 0) return names.map(plain);
  return ['Host', 'Guest'].map(plain);
}

/** L3. Adjusts numbers of the entries together. */
function summed(list: readonly Json[], items: JsonObject, at: At): Json {
  const rows = list.filter(isJsonObject);
  if (rows.length === 0 || rows.length < list.length) return list;
  const numeric = Object.entries(asSchema(items.properties)).filter(([name]) =>
    rows.every((row) => typeof row[name] === 'number'),
  );
  const roles = numeric.map(([name, part]) => ({ name, part: asSchema(part), role: roleOf(name, '') }));
  const changed: Record<string, Json>[] = rows.map((row) => ({ ...row }));
  const weights = rows.map((row) => Math.max(4, wordsIn(row)));
  const set = (name: string, values: readonly number[], part: JsonObject): void => {
    for (const [i, row] of changed.entries()) if (fits(values[i] ?? 0, part, {})) row[name] = values[i] ?? 0;
  };
  const fit = (part: JsonObject) => (wish: number) =>
    numberNear(wish, flat(part, {}), part.type === 'integer' ? 'integer' : 'number');
  const totals: Partial<Record<Role, number | null>> = {
    seconds: at.seconds,
    minutes: at.seconds === null ? null : at.seconds / 60,
    milliseconds: at.seconds === null ? null : at.seconds * 1_000,
    words: at.words,
  };
  for (const { name, part, role } of roles) {
    const total = totals[role];
    if (typeof total === 'number') set(name, sharesOf(total, weights, fit(part)), part);
  }
  timed(changed, { roles, weights, total: at.seconds, set, fit });
  return changed;
}

const wordsIn = (row: JsonObject): number => {
  const texts = Object.values(row).filter((value) => typeof value === 'string');
  return Math.max(0, ...texts.map(wordCount));
};

interface Timing {
  readonly roles: readonly { readonly name: string; readonly part: JsonObject; readonly role: Role }[];
  readonly weights: readonly number[];
  readonly total: number | null;
  readonly set: (name: string, values: readonly number[], part: JsonObject) => void;
  readonly fit: (part: JsonObject) => (wish: number) => number;
}

/** Start and end times without gaps between the entries. */
function timed(rows: readonly Readonly<Record<string, Json>>[], { roles, weights, total, set, fit }: Timing): void {
  const start = roles.find(({ role }) => role === 'start');
  const end = roles.find(({ role }) => role === 'end');
  if (!start && !end) return;
  const lasting = roles.find(({ role }) => role === 'seconds')?.name;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const lengths = rows.map((row, i) =>
    lasting === undefined ? ((weights[i] ?? 1) / sum) * (total ?? sum / WORDS_PER_SECOND) : Number(row[lasting]),
  );
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((all, length) => all + length, 0));
  if (start) set(start.name, starts.map(fit(start.part)), start.part);
  if (end)
    set(
      end.name,
      starts.map((from, i) => fit(end.part)(from + (lengths[i] ?? 0))),
      end.part,
    );
}
