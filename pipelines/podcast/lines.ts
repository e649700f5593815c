/**
 * Makes one list of lines of all segments: cleaned for a voice, each with its speaker's voice and its speed.
 *
 * 1. A script that is too long loses turns where it is longest, never the first or last two of a segment.
 * 2. A small difference is taken up by the speed of all voices, at most a tenth.
 * 3. A script that is much too short ends the run here, before a voice is paid for.
 */
import type { Character } from '../lib/show.ts';
import { defineStage, PermanentError } from '../lib/stage.ts';
import { countWords, sentencesOf, spoken, WORDS_PER_SECOND } from '../lib/words.ts';

interface Turn {
  readonly speaker: string;
  readonly text: string;
  readonly emotion: string;
  readonly pace: string;
}

interface Args {
  /** One for each segment. */
  readonly scripts: readonly { readonly turns: readonly Turn[] }[];
  readonly cast: readonly Character[];
  /** How long the episode is to be. */
  readonly seconds: number;
}

interface Line {
  /** Place and speaker: `02-05-mia`. */
  readonly id: string;
  readonly segment: number;
  readonly speaker: string;
  readonly voice: Readonly<Record<string, string>>;
  readonly text: string;
  readonly emotion: string;
  readonly speed: number;
}

const PACES: Readonly<Record<string, number>> = { slow: 0.92, normal: 1, quick: 1.08 };
/** Seconds between two lines, on average. */
const PAUSE = 0.4;
/** How much slower or faster than asked the voices may be. */
const SLOWEST = 0.9;
const FASTEST = 1.1;
/** A line that is longer is cut between sentences: a voice loses its breath, and some providers their patience. */
const MOST_CHARACTERS = 900;

export default defineStage<Args, undefined, { lines: Line[]; words: number; estimated_seconds: number }>(
  ({ args, log }) => {
    const whole = args.scripts.map(({ turns }) => turns.map(cleaned).filter(({ text }) => text !== ''));
    const kept = shortened(whole, args.seconds * FASTEST);
    const dropped = whole.flat().length - kept.flat().length;
    if (dropped > 0) log.warn(`the script was too long: ${dropped} turns are left out`);
    const seconds = secondsOf(kept.flat());
    if (seconds / SLOWEST < args.seconds * 0.85) throw tooShort(kept.flat(), args.seconds);
    const factor = Math.min(FASTEST, Math.max(SLOWEST, seconds / args.seconds));
    const lines = kept.flatMap((turns, segment) => linesOf(turns, { segment, cast: args.cast, factor }));
    const estimated = Math.round((seconds / factor) * 10) / 10;
    return { output: { lines, words: wordsOf(kept.flat()), estimated_seconds: estimated } };
  },
);

const cleaned = (turn: Turn): Turn => ({ ...turn, text: spoken(turn.text) });

const wordsOf = (turns: readonly Turn[]): number => turns.reduce((sum, { text }) => sum + countWords(text), 0);

/** At the speed that the turns ask for. */
export function secondsOf(turns: readonly Turn[]): number {
  const each = turns.map(({ text, pace }) => countWords(text) / (WORDS_PER_SECOND * (PACES[pace] ?? 1)) + PAUSE);
  return each.reduce((sum, seconds) => sum + seconds, 0);
}

/** Takes a turn out of the segment that is longest until all fits, or nothing may be taken any more. */
export function shortened<T extends Turn>(
  segments: readonly (readonly T[])[],
  most: number,
): readonly (readonly T[])[] {
  const left = segments.map((turns) => [...turns]);
  while (secondsOf(left.flat()) > most) {
    const longest = left.filter(({ length }) => length > 4).sort((a, b) => secondsOf(b) - secondsOf(a))[0];
    if (longest === undefined) break;
    longest.splice(Math.floor(longest.length / 2), 1);
  }
  return left;
}

function linesOf(
  turns: readonly Turn[],
  { segment, cast, factor }: { segment: number; cast: readonly Character[]; factor: number },
): readonly Line[] {
  const blocks = turns.flatMap((turn) => blocksOf(turn.text).map((text) => ({ ...turn, text })));
  return blocks.map(({ speaker, text, emotion, pace }, index) => {
    const person = personOf(speaker, cast);
    const speed = Math.round((PACES[pace] ?? 1) * factor * 100) / 100;
    const id = `${twoDigits(segment + 1)}-${twoDigits(index + 1)}-${person.id}`;
    return { id, segment, speaker: person.id, voice: person.voices, text, emotion, speed };
  });
}

/** Models write ids as well as names. */
function personOf(speaker: string, cast: readonly Character[]): Character {
  const wanted = speaker.trim().toLowerCase();
  const person = cast.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (person) return person;
  const ids = cast.map(({ id }) => id).join(', ');
  throw new PermanentError(
    `the script has a speaker "${speaker}", and the show has none of that name. Characters: ${ids}`,
  );
}

export function blocksOf(text: string): readonly string[] {
  if (text.length <= MOST_CHARACTERS) return [text];
  const blocks: string[] = [];
  for (const sentence of sentencesOf(text)) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + sentence.length < MOST_CHARACTERS)
      blocks[blocks.length - 1] = `${last} ${sentence}`;
    else blocks.push(sentence);
  }
  return blocks;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function tooShort(turns: readonly Turn[], seconds: number): PermanentError {
  const needed = Math.round(seconds * 0.9 * WORDS_PER_SECOND);
  return new PermanentError(
    `the script has ${wordsOf(turns)} words, and ${Math.round(seconds)} seconds take about ${needed}: give the run more notes, ` +
      'ask for fewer minutes, or go back to the stage that wrote it (`retry --from script`)',
  );
}
