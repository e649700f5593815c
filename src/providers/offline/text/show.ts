/** The frame of a show, from its blueprint: who speaks, to whom, in which tone. Pure. */
import { isJsonObject, type Json, type JsonObject } from '../../../model/json.ts';
import { keyOf } from './names.ts';
import { capital, cutTo, smallFirst } from './words.ts';

export interface Character {
  readonly name: string;
  /** The speaker in a script: the character's `id`, else the name. */
  readonly key: string;
  /** How the character is addressed in speech. */
  readonly spoken: string;
  readonly asks: boolean;
  /** Does it welcome people and say goodbye? */
  readonly greets: boolean;
  readonly fields: JsonObject;
}

export interface Show {
  readonly name: string | null;
  readonly premise: string | null;
  /** `curious adults`: fits after `for`. */
  readonly audience: string | null;
  readonly tone: string | null;
  readonly characters: readonly Character[];
  /** Words that must not be said. */
  readonly avoid: readonly string[];
  readonly colors: readonly string[];
  /** Names of recurring segments. */
  readonly recurring: readonly string[];
}

/** Keys of the show's object. */
export const SHOW = /^(?:show|blueprint|showblueprint|brand|channel|podcast|prelude|series|style)$/;
const MAX_TEXT = 300;
/** Words. */
const MAX_AUDIENCE = 9;

/** Reads the show's object first, then the material itself. */
export function readShow(material: JsonObject): Show {
  const inner = Object.entries(material).flatMap(([key, value]) =>
    SHOW.test(keyOf(key)) && isJsonObject(value) ? [value] : [],
  );
  const within = inner.flatMap((value) =>
    Object.entries(value).flatMap(([key, deeper]) => (SHOW.test(keyOf(key)) && isJsonObject(deeper) ? [deeper] : [])),
  );
  const places = [...within, ...inner, material];
  const pick = (...names: readonly string[]): Json | undefined => pickFrom(places, names);
  const show =
    pickFrom([...within, ...inner], ['name', 'title', 'show']) ??
    pickFrom([material], ['showname', 'showtitle', 'podcast', 'channel', 'show']);
  return {
    name: short(show),
    premise: short(pick('premise', 'about', 'mission')),
    audience: audienceOf(short(pick('audience', 'listeners', 'viewers', 'targetaudience'))),
    tone: short(pick('tone', 'mood', 'voice', 'style')),
    characters: charactersOf(pick('characters', 'hosts', 'speakers', 'cast', 'voices', 'host', 'narrator')),
    avoid: textsOf(
      pick('wordstoavoid', 'avoidwords', 'bannedwords', 'forbiddenwords') ?? pickFrom([...within, ...inner], ['avoid']),
    ),
    colors: textsOf(pick('colors', 'colours', 'palette')).filter((color) => /^#[0-9a-f]{3,8}$/i.test(color)),
    recurring: namesOf(pick('recurringsegments', 'recurring', 'rubrics')),
  };
}

function pickFrom(places: readonly JsonObject[], names: readonly string[]): Json | undefined {
  for (const place of places) {
    for (const name of names) {
      const found = Object.entries(place).find(([key]) => keyOf(key) === name);
      if (found && found[1] !== null && found[1] !== '') return found[1];
    }
  }
  return undefined;
}

const short = (value: Json | undefined): string | null => {
  const text = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').join(', ') : value;
  return typeof text === 'string' && text.trim() !== '' ? cutTo(text.replace(/\s+/g, ' ').trim(), MAX_TEXT) : null;
};

/** One clause of the text, in a form that fits after `for`. */
function audienceOf(text: string | null): string | null {
  const clause = text?.split(/[.;:(]|,\s/)[0]?.trim() ?? '';
  const short =
    clause.split(' ').length <= MAX_AUDIENCE ? clause : (clause.split(/\s(?:who|that|with|from|aged)\s/)[0] ?? '');
  if (short === '' || short.split(' ').length > MAX_AUDIENCE || /[^\p{L}\p{M}\p{N}\s'’&-]/u.test(short)) return null;
  return /^\p{Lu}\p{Ll}/u.test(short) ? smallFirst(short) : short;
}

const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : value === undefined ? [] : [value])
    .filter((entry) => typeof entry === 'string')
    .slice(0, 200);

const nameIn = (value: Json): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : cutTo(value.trim(), 60);
  if (!isJsonObject(value)) return null;
  const name = value.name ?? value.title ?? value.id ?? value.key;
  return typeof name === 'string' && name.trim() !== '' ? cutTo(name.trim(), 60) : null;
};

const namesOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value])
    .slice(0, 20)
    .flatMap((entry) => nameIn(entry) ?? []);

function charactersOf(value: Json | undefined): readonly Character[] {
  const entries: readonly (readonly [string | null, Json])[] = Array.isArray(value)
    ? value.map((entry) => [null, entry] as const)
    : isJsonObject(value) && value.name === undefined
      ? Object.entries(value)
      : value === undefined
        ? []
        : [[null, value]];
  const found = entries.slice(0, 12).flatMap(([key, entry]): Character[] => {
    const fields = isJsonObject(entry) ? entry : {};
    const name = isJsonObject(entry) ? (nameIn(entry) ?? key) : key === null ? nameIn(entry) : capital(key);
    if (name === null) return [];
    const role = Object.values(fields)
      .filter((text) => typeof text === 'string')
      .join(' ');
    const id = typeof fields.id === 'string' && fields.id !== '' ? fields.id : (key ?? name);
    return [
      {
        name,
        key: id,
        spoken: name.split(' ')[0] ?? name,
        greets: /\b(?:host|presenter|moderator|narrator|anchor)/i.test(
          typeof fields.role === 'string' ? fields.role : role,
        ),
        asks: /\b(?:host|asks?|curious|presenter|interviewer|sceptic|moderator)/i.test(role),
        fields,
      },
    ];
  });
  return found.filter((_, i) => found.findIndex((other) => other.key === found[i]?.key) === i);
}
