/**
 * Makes one list of lines of all segments: cleaned for a voice, each with its speaker's voice and its speed.
 *
 * 1. A script that is too long loses questions with their answers where it is longest, never the beginning or end of a segment.
 * 2. A small difference is taken up by the speed of all voices, at most a tenth.
 * 3. A script that is much too short ends the run here, before a voice is paid for.
 */
import type { Character } from '../lib/show.ts';
import { defineStage, PermanentError } from '../lib/stage.ts';
import { countWords, sentencesOf, spoken } from '../lib/words.ts';

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
  /** How many fit into the episode. */
  readonly words: number;
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
/** How much slower or faster than asked the voices may be. */
const SLOWEST = 0.9;
const FASTEST = 1.1;
/** Slower voices and longer pauses cannot make up for more. */
const LEAST_SHARE = 0.75;
/** A line that is longer is cut between sentences: a voice loses its breath, and some providers their patience. */
const MOST_CHARACTERS = 900;

export default defineStage<Args, undefined, { lines: Line[]; words: number }>(({ args, log }) => {
  const whole = args.scripts.map(({ turns }) => turns.map(cleaned).filter(({ text }) => text !== ''));
  const kept = shortened(whole, args.words * FASTEST);
  const dropped = whole.flat().length - kept.flat().length;
  if (dropped > 0) log.warn(`the script was too long: ${dropped} turns are left out`);
  const words = wordsOf(kept.flat());
  if (words < args.words * LEAST_SHARE) throw tooShort(words, args.words);
  const factor = Math.min(FASTEST, Math.max(SLOWEST, words / args.words));
  const lines = kept.flatMap((turns, segment) => linesOf(turns, { segment, cast: args.cast, factor }));
  return { output: { lines, words } };
});

const cleaned = (turn: Turn): Turn => ({ ...turn, text: spoken(turn.text) });

export const wordsOf = (turns: readonly Turn[]): number => turns.reduce((sum, { text }) => sum + countWords(text), 0);

/** Takes a question and its answer out of the segment that is longest until all fits, or nothing may be taken any more. */
export function shortened<T extends Turn>(
  segments: readonly (readonly T[])[],
  words: number,
): readonly (readonly T[])[] {
  const left = segments.map((turns) => [...turns]);
  while (wordsOf(left.flat()) > words) {
    const longest = left.filter(({ length }) => length > 5).sort((a, b) => wordsOf(b) - wordsOf(a))[0];
    if (longest === undefined) break;
    longest.splice(placeToCut(longest), 2);
  }
  return left;
}

/** A question near the middle, else the middle; never one of the first two turns or the last two. */
function placeToCut(turns: readonly Turn[]): number {
  const middle = Math.floor(turns.length / 2) - 1;
  const inner = turns.map((_, index) => index).slice(2, -3);
  const asking = inner.filter((index) => turns[index]?.text.endsWith('?'));
  return asking.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? Math.max(2, middle);
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

function tooShort(words: number, wanted: number): PermanentError {
  return new PermanentError(
    `the script has ${words} words, and the minutes of the episode take ${wanted}: give the run more notes, ask for fewer ` +
      'minutes, or go back to the stage that wrote it (`retry --from script`)',
  );
}
