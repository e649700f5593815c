/**
 * A show's blueprint, as the pipelines use it: everything is there, with defaults. Pure.
 *
 * @throws PermanentError with a sentence for every mistake at once; they are to be mended in shows/<show>/blueprint.yaml.
 */
import { PermanentError } from './stage.ts';

export interface Character {
  /** As it stands in scripts. */
  readonly id: string;
  readonly name: string;
  /** By type of provider. */
  readonly voices: Readonly<Record<string, string>>;
}

export interface Look {
  /** Name of the show. */
  readonly show: string;
  /** BCP 47. */
  readonly language: string;
  readonly music: string;
  readonly colors: { readonly background: string; readonly accent: string; readonly text: string };
  /** Sound files of the project. */
  readonly intro: string | null;
  readonly outro: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

export interface Show {
  readonly cast: readonly Character[];
  readonly look: Look;
  /** The blueprint without voices, for prompts: another voice is no reason to write everything again. */
  readonly frame: Fields;
}

const MOODS = ['calm', 'bright', 'tense'];
const COLORS = { background: '#12355b', accent: '#ffb703', text: '#ffffff' };

/** @param people how many characters the pipeline needs at least. */
export function readShow(blueprint: unknown, people: number): Show {
  const mistakes: string[] = [];
  const fields = isFields(blueprint) ? blueprint : {};
  if (!isFields(blueprint)) mistakes.push('the file holds no keys');
  for (const key of ['name', 'premise', 'audience', 'tone'])
    if (!isText(fields[key])) mistakes.push(`"${key}" is missing or no text`);
  const cast = readCast(fields.characters, mistakes);
  if (cast.length < people) mistakes.push(`"characters" has ${cast.length} of the ${people} that are needed`);
  const look = readLook(fields, mistakes);
  if (mistakes.length > 0) throw new PermanentError(`the blueprint of the show cannot be used: ${mistakes.join('; ')}`);
  return { cast, look, frame: withoutVoices(fields) };
}

function withoutVoices(fields: Fields): Fields {
  const characters = Array.isArray(fields.characters) ? fields.characters : [];
  return { ...fields, characters: characters.map(({ voices: _, ...rest }: Fields) => rest) };
}

function readCast(characters: unknown, mistakes: string[]): readonly Character[] {
  const entries: readonly unknown[] = Array.isArray(characters) ? characters : [];
  const cast = entries.flatMap((entry, index) => {
    if (isFields(entry) && isText(entry.id) && isText(entry.name) && isTexts(entry.voices))
      return [{ id: entry.id, name: entry.name, voices: entry.voices }];
    mistakes.push(`character ${index + 1} needs "id", "name" and "voices" (a voice by type of provider)`);
    return [];
  });
  const ids = cast.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) mistakes.push(`two characters have the id "${twice}"`);
  return cast;
}

function readLook(fields: Fields, mistakes: string[]): Look {
  const { music = 'calm', colors = {}, name } = fields;
  if (typeof music !== 'string' || !MOODS.includes(music)) mistakes.push(`"music" is none of ${MOODS.join(', ')}`);
  const given = isFields(colors) ? colors : {};
  const color = (key: keyof typeof COLORS): string => {
    const value = given[key] ?? COLORS[key];
    if (typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value)) return value;
    mistakes.push(`"colors.${key}" is no color like "#12355b"`);
    return COLORS[key];
  };
  return {
    show: isText(name) ? name : '',
    language: isText(fields.language) ? fields.language : 'en',
    music: String(music),
    colors: { background: color('background'), accent: color('accent'), text: color('text') },
    intro: isText(fields.intro) ? fields.intro : null,
    outro: isText(fields.outro) ? fields.outro : null,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isFields(value) && Object.values(value).every(isText);
