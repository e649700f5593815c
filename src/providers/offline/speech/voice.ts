/**
 * Who speaks, and how: turns the name of a voice and a hint of emotion into numbers. Pure.
 *
 * V1. The same name is the same voice, in every run and on every machine.
 * V2. Two names that are not built-in voices differ: in their base voice, their timbre or their pitch.
 */
import { createHash } from 'node:crypto';
import { ownValue } from '../../../model/own-value.ts';
import type { FliteVoice } from './flite.ts';

export interface Voice {
  readonly base: FliteVoice;
  /** 1.1 is a smaller throat: timbre and pitch are higher. */
  readonly throat: number;
  /** Pitch alone, in addition to that. */
  readonly pitch: number;
  /** Its own tempo; 1: that of the base voice. */
  readonly tempo: number;
}

const DEFAULT: FliteVoice = 'slt';
const BASES: Readonly<Record<string, FliteVoice>> = {
  slt: 'slt',
  awb: 'awb',
  rms: 'rms',
  kal: 'kal16',
  kal16: 'kal16',
};
/** `kal` sounds mechanical: a character gets it only by its name. `rms` has one pitch, so fewer characters get it. */
const CAST: readonly FliteVoice[] = ['slt', 'awb', 'rms', 'slt', 'awb'];

const semitones = (n: number): number => 2 ** (n / 12);
const MOST_SEMITONES = 6;

/** @param name `slt`, `rms-2` (two semitones lower), or the name of a character; null: the default voice. */
export function voiceOf(name: string | null): Voice {
  const asked = (name ?? '').normalize('NFKC').trim().toLowerCase();
  if (asked === '') return { base: DEFAULT, throat: 1, pitch: 1, tempo: 1 };
  const [, own = '', shift = '0'] = /^([a-z0-9]+)([+-]\d{1,2}(?:\.\d{1,2})?)?$/.exec(asked) ?? [];
  const base = ownValue(BASES, own);
  if (base === undefined) return characterOf(asked);
  const by = Math.max(-MOST_SEMITONES, Math.min(MOST_SEMITONES, Number(shift)));
  return { base, throat: semitones(by), pitch: 1, tempo: 1 };
}

/** At least half a semitone from the base voice, so that the two are never confused. */
function characterOf(name: string): Voice {
  const [which, throat, pitch, tempo] = luckOf(name);
  const base = CAST[Math.floor(which * CAST.length)] ?? DEFAULT;
  const away = (throat - 0.5) * 5;
  return {
    base,
    throat: semitones(away + Math.sign(away) * 0.5),
    pitch: base === 'rms' ? 1 : semitones((pitch - 0.5) * 7),
    tempo: 0.94 + tempo * 0.12,
  };
}

/** Four numbers in [0, 1), derived from the name. */
function luckOf(name: string): readonly [number, number, number, number] {
  const bytes = createHash('sha256').update(name).digest();
  const part = (at: number) => bytes.readUInt32BE(at) / 2 ** 32;
  return [part(0), part(4), part(8), part(12)];
}

/** The effect of an emotion, as far as the voice can express it. */
export interface Manner {
  readonly tempo: number;
  readonly pitch: number;
  /** In decibels. */
  readonly gain: number;
  /** Factor for the pauses. */
  readonly pause: number;
}

const PLAIN: Manner = { tempo: 1, pitch: 1, gain: 0, pause: 1 };
const LIVELY: Manner = { tempo: 1.1, pitch: semitones(0.8), gain: 1, pause: 0.75 };
const BRIGHT: Manner = { tempo: 1.05, pitch: semitones(0.5), gain: 0.5, pause: 0.9 };
const CALM: Manner = { tempo: 0.92, pitch: semitones(-0.3), gain: -1, pause: 1.3 };
const SAD: Manner = { tempo: 0.86, pitch: semitones(-0.8), gain: -2, pause: 1.5 };
const GRAVE: Manner = { tempo: 0.93, pitch: semitones(-0.6), gain: 0, pause: 1.2 };
const ANGRY: Manner = { tempo: 1.08, pitch: semitones(-0.3), gain: 1.5, pause: 0.7 };
const AFRAID: Manner = { tempo: 1.12, pitch: semitones(0.9), gain: -1, pause: 0.9 };
const QUIET: Manner = { tempo: 0.94, pitch: 1, gain: -6, pause: 1.2 };

const MANNERS: readonly (readonly [words: RegExp, manner: Manner])[] = [
  [/whisper|hushed|quiet|soft/, QUIET],
  [/excit|enthusias|energetic|thrill|amaz|eager/, LIVELY],
  [/angry|anger|furious|annoyed|stern/, ANGRY],
  [/afraid|fear|scared|nervous|anxious|worried|panic/, AFRAID],
  [/sad|sorrow|melanchol|disappoint|tired|regret/, SAD],
  [/serious|grave|solemn|dramatic|authoritative|mysterious/, GRAVE],
  [/calm|relax|gentle|sooth|warm|thoughtful|reflective|peaceful/, CALM],
  [/happy|joy|cheer|playful|bright|friendly|amus|funny|curious|surprise|wonder|hopeful|proud/, BRIGHT],
];

/** @param hint free words; unknown ones have no effect. */
export function mannerOf(hint: string | null): Manner {
  const asked = (hint ?? '').slice(0, 200).toLowerCase();
  return MANNERS.find(([words]) => words.test(asked))?.[1] ?? PLAIN;
}
