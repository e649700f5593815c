/** When each picture is seen and each caption is read, from when each line is really spoken. */
import { defineStage } from '../lib/stage.ts';
import { captionsOf } from './captions.ts';

interface Args {
  readonly lines: readonly { readonly scene: number; readonly text: string }[];
  /** Of the mixed voice, in the same order. */
  readonly tracks: readonly { readonly start: number; readonly end: number }[];
  /** Paths, one for each line. */
  readonly pictures: readonly string[];
  /** One for each scene of the script. */
  readonly moves: readonly string[];
}

/** After the last word, so that the end can be seen. */
const TAIL = 1;
const LEAST_SECONDS = 20.5;

export default defineStage<Args>(({ args: { lines, tracks, pictures, moves } }) => {
  const spoken = lines.map(({ scene, text }, index) => ({
    scene,
    text,
    start: tracks[index]?.start ?? 0,
    end: tracks[index]?.end ?? 0,
  }));
  const seconds = Math.max(LEAST_SECONDS, (spoken.at(-1)?.end ?? 0) + TAIL);
  const scenes = spoken.map(({ scene, start }, index) => {
    const from = index === 0 ? 0 : start;
    const move = moves[scene % Math.max(1, moves.length)] ?? 'zoom_in';
    return { image: pictures[index] ?? '', move, seconds: rounded((spoken[index + 1]?.start ?? seconds) - from) };
  });
  return { output: { seconds: rounded(seconds), scenes, captions: captionsOf(spoken) } };
});

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
