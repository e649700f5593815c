/**
 * What is spoken of a script, a line for each scene, so long that the video keeps between twenty and sixty seconds.
 * Scenes before the last one are left out when there is too much; the speed takes up what is left of the difference.
 */
import { defineStage, PermanentError } from '../lib/stage.ts';
import { countWords, sentencesOf, spoken, WORDS_PER_SECOND } from '../lib/words.ts';

interface Args {
  readonly scenes: readonly { readonly narration: string }[];
  /** How long the video is to be. */
  readonly seconds: number;
}

interface Line {
  /** Which scene of the script, from 0. */
  readonly scene: number;
  readonly text: string;
}

/** Seconds between two scenes. */
export const PAUSE = 0.35;
const SLOWEST = 0.9;
const FASTEST = 1.12;
/** Of the voice alone; the video is a little longer, and may have no more than 60. */
const MOST_SECONDS = 56;

export default defineStage<Args>(({ args, log }) => {
  const all = args.scenes.map(({ narration }, scene) => ({ scene, text: spoken(narration) }));
  const said = all.filter(({ text }) => text !== '');
  if (said.length === 0) throw new PermanentError('no scene of the script has a narration');
  const lines = fitting(said, Math.min(MOST_SECONDS, args.seconds * 1.15));
  if (lines.length < said.length)
    log.warn(`the script was too long: ${said.length - lines.length} scenes are left out`);
  const factor = Math.min(FASTEST, Math.max(SLOWEST, secondsOf(lines) / args.seconds));
  const speed = Math.round(factor * 100) / 100;
  const words = lines.reduce((sum, { text }) => sum + countWords(text), 0);
  return { output: { lines: lines.map((line) => ({ ...line, speed })), words } };
});

/** Without scenes from the middle, and in the end without sentences, until it takes at most so long. */
export function fitting(lines: readonly Line[], seconds: number): readonly Line[] {
  const left = [...lines];
  while (secondsOf(left) > seconds * FASTEST && left.length > 3) left.splice(left.length - 2, 1);
  if (secondsOf(left) <= seconds * FASTEST) return left;
  const share = (seconds * FASTEST * WORDS_PER_SECOND) / left.length;
  return left.map((line) => ({ ...line, text: beginning(line.text, share) }));
}

/** Whole sentences up to so many words, the first one in any case. */
function beginning(text: string, words: number): string {
  const [first = text, ...rest] = sentencesOf(text);
  return rest.reduce(
    (kept, sentence) => (countWords(kept) + countWords(sentence) <= words ? `${kept} ${sentence}` : kept),
    first,
  );
}

const secondsOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { text }) => sum + countWords(text) / WORDS_PER_SECOND + PAUSE, 0);
