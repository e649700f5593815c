/**
 * What a picture is to show, from the words of its prompt. Pure.
 *
 * S1. The same prompt and seed give the same scene; another prompt gives another one, at least in its luck.
 */
import { THINGS, type Thing } from './image-things.ts';
import { hashOf, Luck } from './seed.ts';

export type Land = 'space' | 'sea' | 'mountains' | 'city' | 'forest' | 'desert' | 'grid' | 'hills' | 'lines';
export type Hour = 'night' | 'day' | 'dusk';

export interface Scene {
  readonly land: Land;
  readonly hour: Hour;
  /** The one named first, then another; none: the scene speaks for itself. */
  readonly things: readonly Thing[];
  /** Of the things: 1 is usual, more is nearer. */
  readonly scale: number;
  readonly seed: number;
}

type Lands = readonly (readonly [words: RegExp, land: Land])[];

/** Words for a place: they say where it is, wherever they stand. */
const PLACES: Lands = [
  [/^(space|galax|cosmos|orbit|moon|universe|nebula|astronom)/, 'space'],
  [/^(sea|ocean|beach|island|coast|lake|river|harbou?r|underwater)s?$/, 'sea'],
  [/^(mountain|peak|alps|volcano|summit|glacier|himalaya)/, 'mountains'],
  [/^(city|cities|town|street|skyline|urban|downtown|metropolis)/, 'city'],
  [/^(forest|wood|woods|jungle|garden|park)$/, 'forest'],
  [/^(desert|dune|egypt|pyramid|sahara|mars|canyon)/, 'desert'],
  [/^(hill|field|farm|village|meadow|countryside)/, 'hills'],
];

/** Words for what is found in one. */
const HINTS: Lands = [
  [/^(rocket|planet|astronaut|satellite|comet|alien|solar|star)/, 'space'],
  [/^(water|wave|boat|ship|fish|fishing|whale|dolphin|shark|sail|swim)/, 'sea'],
  [/^(climb|snow|winter|hike|eagle)/, 'mountains'],
  [/^(tower|office|building|traffic|car|market|compan|bank|money)/, 'city'],
  [/^(tree|nature|leaf|leaves|fox|wolf|bear|camp|bird|plant)/, 'forest'],
  [/^(sand|camel|dry|heat)/, 'desert'],
  [
    /^(robot|computer|data|graph|chart|digital|future|code|coding|tech|algorithm|network|internet|cyber|machine|ai$)/,
    'grid',
  ],
  [/^(music|song|voice|sound|idea|think|mind|dream|heart|love|abstract|flow|emotion|time|podcast|radio)/, 'lines'],
  [/^(house|spring|grass|people|dog|cat|home)/, 'hills'],
];
const ANY_LAND: readonly Land[] = ['hills', 'mountains', 'lines', 'sea', 'hills'];

const HOURS: readonly (readonly [words: RegExp, hour: Hour])[] = [
  [/^(night|midnight|dark|star|stars|starry|moon|space|galaxy|cosmos|universe|dream|sleep|orbit|rocket)/, 'night'],
  [/^(sunset|sunrise|dusk|dawn|evening|twilight|golden|warm)/, 'dusk'],
  [/^(sun|sunny|day|daylight|bright|summer|noon|morning|spring|cloud|clouds|beach)/, 'day'],
];
const ANY_HOUR: readonly Hour[] = ['dusk', 'dusk', 'night', 'day'];

const CLOSE = /\b(?:close[- ]?ups?|macro|portrait|detail)\b/i;
const WIDE = /\b(?:wide|establishing|panorama|aerial|distant|far away)\b/i;
const MOST_WORDS = 400;

export function sceneOf(prompt: string, seed: number): Scene {
  const words = (
    prompt
      .slice(0, 8000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  ).slice(0, MOST_WORDS);
  const own = hashOf(words.join(' '), `${seed}`);
  const luck = new Luck(own);
  const land = firstOf(PLACES, words) ?? firstOf(HINTS, words) ?? ANY_LAND[luck.below(ANY_LAND.length)] ?? 'hills';
  const hour =
    firstOf(HOURS, words) ?? (land === 'space' ? 'night' : (ANY_HOUR[luck.below(ANY_HOUR.length)] ?? 'dusk'));
  const scale = CLOSE.test(prompt) ? 1.25 : WIDE.test(prompt) ? 0.72 : 1;
  return { land, hour, things: thingsOf(words), scale, seed: own };
}

function firstOf<T>(choices: readonly (readonly [RegExp, T])[], words: readonly string[]): T | null {
  for (const word of words) {
    const found = choices.find(([pattern]) => pattern.test(word));
    if (found) return found[1];
  }
  return null;
}

/** Two at most, in the order in which they are named. */
function thingsOf(words: readonly string[]): readonly Thing[] {
  const found = new Set<Thing>();
  for (const word of words) {
    const thing = THINGS.find((one) => one.words.test(word));
    if (thing) found.add(thing);
    if (found.size === 2) break;
  }
  return [...found];
}
