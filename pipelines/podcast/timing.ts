/**
 * Pauses between the lines, by what is said and how, and the chapters. Now that the voices have spoken it is known how
 * long the lines really are: all pauses are stretched or squeezed together, so that the episode comes near its length.
 */
import { defineStage } from '../lib/stage.ts';

interface Line {
  readonly segment: number;
  readonly speaker: string;
  readonly emotion: string;
}

interface Args {
  readonly lines: readonly Line[];
  /** How long each line is, in the same order. */
  readonly spoken: readonly number[];
  /** Of the segments. */
  readonly titles: readonly string[];
  /** How long the episode is to be. */
  readonly seconds: number;
  /** How long the jingle is that it begins and ends with. */
  readonly jingle: number;
}

interface Track {
  readonly line: number;
  /** Seconds of silence after it. */
  readonly pause: number;
}

/** Seconds of silence after a line that is said so. */
const AFTER: Readonly<Record<string, number>> = {
  excited: 0.2,
  amused: 0.25,
  neutral: 0.3,
  warm: 0.35,
  curious: 0.35,
  surprised: 0.45,
  serious: 0.5,
  thoughtful: 0.6,
};
/** Beside that: before the other one answers, and before a new chapter. */
const NEW_SPEAKER = 0.1;
const NEW_SEGMENT = 0.8;
/** After the last word. */
const TAIL = 1;
/** Pauses of half the length sound hurried, of much more than usual as if somebody had left. */
const TIGHTEST = 0.5;
const WIDEST = 1.6;

export default defineStage<Args, undefined, unknown>(({ args }) => {
  const { lines, spoken, titles, seconds, jingle } = args;
  const tracks = timed(lines, { spoken: sum(spoken) + 2 * jingle, seconds });
  const starts = titles.map((title, segment) => ({
    title,
    track: lines.findIndex((line) => line.segment === segment),
  }));
  const total = 2 * jingle + sum(spoken) + sum(tracks.map(({ pause }) => pause));
  return {
    output: { tracks, chapters: starts.filter(({ track }) => track >= 0), seconds: Math.round(total * 10) / 10 },
  };
});

/** @param lengths seconds: of all that is no pause, and of the episode as it is to be. */
export function timed(lines: readonly Line[], lengths: { spoken: number; seconds: number }): readonly Track[] {
  const wished = lines.map((line, index) => pauseAfter(line, lines[index + 1]));
  const room = lengths.seconds - lengths.spoken - TAIL;
  const factor = Math.min(WIDEST, Math.max(TIGHTEST, room / Math.max(0.1, sum(wished))));
  const last = wished.length - 1;
  return wished.map((pause, line) => ({ line, pause: line === last ? TAIL : Math.round(pause * factor * 100) / 100 }));
}

function pauseAfter(line: Line, next: Line | undefined): number {
  if (next === undefined) return 0;
  const after = AFTER[line.emotion] ?? 0.3;
  return after + (next.speaker === line.speaker ? 0 : NEW_SPEAKER) + (next.segment === line.segment ? 0 : NEW_SEGMENT);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
