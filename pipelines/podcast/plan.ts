/**
 * The figures of an episode before anything is written: its number, how many segments and words fit into its minutes,
 * what other episodes have explained. A show that cannot be used ends the run here, in its first second.
 */
import { type Character, type Look, readShow } from '../lib/show.ts';
import { defineStage, PermanentError } from '../lib/stage.ts';
import { WORDS_PER_SECOND } from '../lib/words.ts';

interface Args {
  readonly minutes: number;
  /** 0: the next one of the show. */
  readonly number: number;
  readonly show: unknown;
  /** shows/<show>/concepts_covered.json. */
  readonly covered: unknown;
  /** shows/<show>/episodes.json. */
  readonly episodes: unknown;
}

interface Plan {
  readonly number: number;
  readonly seconds: number;
  readonly segments: number;
  readonly words: number;
  readonly concepts: number;
  readonly covered: readonly string[];
  readonly cast: readonly Character[];
  readonly speakers: readonly string[];
  readonly look: Look;
  /** For prompts. */
  readonly show: Readonly<Record<string, unknown>>;
}

/** Share of an episode in which somebody speaks; the rest is pauses and, unless they are left out, jingles. */
const SPEECH_SHARE = 0.88;
/** Prompts do not grow with the number of episodes. */
const MOST_COVERED = 200;

export default defineStage<Args, undefined, Plan>(({ args, run }) => {
  const { cast, look, frame } = readShow(args.show, 2);
  const others = Object.entries(entriesOf(args.covered, 'concepts_covered.json')).filter(([id]) => id !== run);
  const covered = others.flatMap(([, concepts]) => (Array.isArray(concepts) ? concepts.map(String) : []));
  const number = args.number > 0 ? args.number : nextNumber(entriesOf(args.episodes, 'episodes.json'), run);
  const figures = figuresOf(args.minutes);
  const speakers = cast.map(({ id }) => id);
  return { output: { number, ...figures, covered: covered.slice(-MOST_COVERED), cast, speakers, look, show: frame } };
});

/** Segments of half a minute in a short episode, of five minutes in a long one. */
export function figuresOf(minutes: number) {
  const seconds = Math.round(minutes * 60);
  const segments = Math.max(2, Math.min(12, Math.round(1 + Math.sqrt(2 * minutes))));
  const words = Math.round(seconds * SPEECH_SHARE * WORDS_PER_SECOND);
  const concepts = Math.max(3, Math.min(8, segments));
  return { seconds, segments, words, concepts };
}

/** A run that is carried out again keeps the number that it had. */
export function nextNumber(episodes: Readonly<Record<string, unknown>>, run: string): number {
  const numberOf = (entry: unknown): number =>
    typeof entry === 'object' && entry !== null && 'number' in entry && typeof entry.number === 'number'
      ? entry.number
      : 0;
  const own = numberOf(episodes[run]);
  return own > 0 ? own : Math.max(0, ...Object.values(episodes).map(numberOf)) + 1;
}

function entriesOf(file: unknown, name: string): Readonly<Record<string, unknown>> {
  const entries = typeof file === 'object' && file !== null && 'episodes' in file ? file.episodes : undefined;
  if (typeof entries === 'object' && entries !== null && !Array.isArray(entries)) return { ...entries };
  throw new PermanentError(`${name} of the show should look like { "episodes": {} }`);
}
