/**
 * What a picture shows, derived from the words of its prompt. Pure.
 *
 * S1. The same prompt and seed give the same scene; another prompt gives another, if only by its random numbers.
 * S2. Consecutive seeds give different hours and sides, so that five scenes of one video do not look alike.
 * S3. After a reference: its sky, hour and kind of land, unless the prompt names others.
 */
import type { JsonObject } from '../../../model/json.ts';
import { hashOf } from '../seed.ts';
import type { Memory } from './memory.ts';
import { HOURS, type Hour, type Land, type Thing } from './shapes.ts';
import { lookup, thingNamed, thingOf } from './things.ts';
import { type Shot, shotOf, subjectOf, withoutQuotes, wordsOf } from './words.ts';

export interface Scene {
  readonly land: Land;
  readonly hour: Hour;
  readonly shot: Shot;
  /** The main one, then up to two others; none: the scene stands for itself. */
  readonly things: readonly Thing[];
  /** Position of the main thing. */
  readonly side: 'left' | 'middle' | 'right';
  readonly seed: number;
  /** Seed of the sky: equal seeds give the same light, stars and clouds. */
  readonly sky: number;
}

export interface SceneAsk {
  readonly prompt: string;
  readonly seed: number | null;
  readonly material: JsonObject;
  /** Of the reference. */
  readonly before: Partial<Memory> | null;
}

const table = <T extends string>(entries: Readonly<Record<T, string>>): ReadonlyMap<string, T> => {
  const values = new Map<string, T>();
  for (const key in entries) for (const word of entries[key].split(' ')) values.set(word, key);
  return values;
};

/** Words for a place, anywhere in the prompt. */
const PLACES: ReadonlyMap<string, Land> = table<Land>({
  space: 'space galaxy cosmos orbit universe nebula',
  sea: 'sea ocean beach island coast lake harbor harbour shore bay',
  underwater: 'underwater seabed reef aquarium',
  mountains: 'mountain alps volcano summit glacier snow winter',
  city: 'city town street skyline downtown metropolis urban',
  forest: 'forest woods jungle woodland pine',
  glade: 'moss garden grass fern undergrowth ground soil',
  desert: 'desert dune egypt pyramid sahara canyon sand',
  hills: 'hill field farm village meadow countryside',
  room: 'room kitchen workshop desk table indoors bedroom classroom school laboratory museum workbench shelf',
  grid: 'cyberspace',
  lines: 'abstract',
});
const ANY_LAND: readonly Land[] = ['hills', 'mountains', 'lines', 'sea', 'forest', 'glade'];

const TIMES: ReadonlyMap<string, Hour> = table<Hour>({
  night: 'night midnight dark darkness starry moon moonlight galaxy cosmos universe sleep sleeping dream',
  dusk: 'sunset dusk evening twilight',
  dawn: 'sunrise dawn daybreak morning',
  day: 'sunny sunshine sunlight day daylight bright summer noon midday',
});

export function sceneOf({ prompt, seed, material, before }: SceneAsk): Scene {
  const subject = subjectOf(prompt, material);
  const words = wordsOf(subject);
  const own = hashOf(words.join(' '), prompt, `${seed ?? 0}`);
  const turn = seed === null ? own : Math.abs(Math.trunc(seed));
  const named = namedIn(subject);
  const things = named.length > 0 ? named : remembered(before);
  const land = firstOf(PLACES, words) ?? before?.land ?? landOf(things[0], turn);
  const hour = firstOf(TIMES, words) ?? before?.hour ?? (land === 'space' ? 'night' : chosen(HOURS, turn, 'dusk'));
  const side = chosen(['right', 'left', 'middle'] as const, turn, 'middle');
  const shown = shownIn(things, { land, hour });
  return { land, hour, shot: shotOf(prompt), things: shown, side, seed: own, sky: before?.sky ?? own };
}

const chosen = <T>(from: readonly T[], turn: number, otherwise: T): T => from[turn % from.length] ?? otherwise;

const landOf = (main: Thing | undefined, turn: number): Land => chosen(main?.lands ?? ANY_LAND, turn, 'hills');

function firstOf<T>(values: ReadonlyMap<string, T>, words: readonly string[]): T | null {
  for (const word of words) {
    const found = lookup(values, word);
    if (found !== null) return found;
  }
  return null;
}

/** If the new prompt names no thing, the main thing of the reference. */
function remembered(before: Partial<Memory> | null): readonly Thing[] {
  const thing = before?.thing ? thingNamed(before.thing) : null;
  return thing === null ? [] : [thing];
}

/** Things by name; otherwise by names in quotes; otherwise by a hint. */
function namedIn(subject: string): readonly Thing[] {
  const [spoken, all] = [wordsOf(withoutQuotes(subject)), wordsOf(subject)];
  for (const words of [spoken, all]) {
    const named = eachOnce(words, 'name');
    if (named.length > 0) return named;
  }
  return eachOnce(all, 'hint').slice(0, 1);
}

const eachOnce = (words: readonly string[], by: 'name' | 'hint'): readonly Thing[] => [
  ...new Set(words.flatMap((word) => thingOf(word, by) ?? [])),
];

const MOST_THINGS = 3;

/**
 * The first is the main one, but weather and places come after things, and a place after the one that it is at. What
 * land and sky already show is left out.
 */
function shownIn(things: readonly Thing[], at: Pick<Scene, 'land' | 'hour'>): readonly Thing[] {
  const main =
    things.find(({ part }) => part !== 'around') ?? things.find(({ lands }) => lands.includes(at.land)) ?? things[0];
  if (main === undefined) return [];
  const others = things.filter((thing) => thing !== main && isBeside(thing, at));
  return [main, ...others].slice(0, MOST_THINGS);
}

function isBeside({ name, part, place, lands }: Thing, { land, hour }: Pick<Scene, 'land' | 'hour'>): boolean {
  if (name === 'sun') return hour === 'night';
  if (name === 'moon' || name === 'star') return hour !== 'night';
  const isWay = name === 'stream' || name === 'road';
  return part !== 'around' || place === 'air' || (isWay && lands.includes(land));
}

/** Things that belong to a land. None where a drawing would add a statement of its own. */
const NATIVE: Readonly<Record<Land, string>> = {
  hills: 'tree flower stone',
  mountains: 'mountain forest stone',
  sea: 'wave shell',
  underwater: 'shell fish',
  forest: 'mushroom leaf tree',
  glade: 'leaf seed flower',
  desert: 'stone sun',
  city: 'city',
  space: 'planet star',
  room: '',
  grid: '',
  lines: '',
};

/** The scene; if no thing is named, with one that belongs to its land. */
export function furnished(scene: Scene): Scene {
  if (scene.things.length > 0) return scene;
  const names = NATIVE[scene.land].split(' ');
  const thing = thingNamed(chosen(names, scene.seed, ''));
  return thing === null ? scene : { ...scene, things: [thing] };
}
