/**
 * Generates music: a pad, a bass and plucked notes over a chord progression. No licence is needed. Pure.
 *
 * 1. The same mood and seed give the same samples.
 * 2. A loop has no seam: notes that ring beyond its end continue at its beginning.
 * 3. Every note fades in and out, so nothing clicks.
 */
import { gainOf } from './gain.ts';
import { faded } from './levels.ts';
import { Luck } from './luck.ts';
import type { Pace } from './pace.ts';
import type { Pcm } from './pcm.ts';
import { soundOf as asSound, pcmOf } from './sound.ts';

export const MOODS = ['calm', 'bright', 'tense'] as const;
type Mood = (typeof MOODS)[number];

interface Style {
  readonly beatsAMinute: number;
  /** Semitones above the key for each step of the scale. */
  readonly scale: readonly number[];
  /** Steps of the scale that are the roots of the chords, one chord per bar. */
  readonly progressions: readonly [readonly number[], ...(readonly number[])[]];
  /** Plucked notes per bar. */
  readonly plucks: number;
  /** Probability of each plucked note. */
  readonly density: number;
  /** Strength of the higher partials. */
  readonly brightness: number;
}

const STYLES: Readonly<Record<Mood, Style>> = {
  calm: {
    beatsAMinute: 66,
    scale: [0, 2, 4, 5, 7, 9, 11],
    progressions: [
      [0, 4, 5, 3],
      [0, 5, 3, 4],
      [3, 0, 4, 5],
    ],
    plucks: 4,
    density: 0.6,
    brightness: 0.35,
  },
  bright: {
    beatsAMinute: 104,
    scale: [0, 2, 4, 5, 7, 9, 11],
    progressions: [
      [0, 3, 4, 3],
      [0, 4, 5, 3],
      [3, 4, 0, 5],
    ],
    plucks: 8,
    density: 0.85,
    brightness: 0.6,
  },
  tense: {
    beatsAMinute: 84,
    scale: [0, 2, 3, 5, 7, 8, 10],
    progressions: [
      [0, 5, 3, 4],
      [0, 0, 5, 6],
      [0, 3, 5, 4],
    ],
    plucks: 8,
    density: 0.5,
    brightness: 0.45,
  },
};

const RATE = 44_100;
const BEATS_A_BAR = 4;
const BARS = 8;

/** The sound of a note, independent of its position. */
interface Tone {
  /** Seconds. */
  readonly length: number;
  readonly hertz: number;
  readonly attack: number;
  readonly release: number;
  /** Loudness of the partials 1, 2, 3 …; and the decay of each, per second. */
  readonly partials: readonly number[];
  readonly decay: number;
}

interface Note extends Tone {
  /** Seconds. */
  readonly at: number;
  /** 0 to 1. */
  readonly level: number;
  /** -1: left, 1: right. */
  readonly pan: number;
}

interface Piece {
  readonly mood: Mood;
  readonly seed: string;
}

/** A loop of eight bars: 18 to 30 seconds. */
export function loop({ mood, seed }: Piece, pace: Pace): Promise<Pcm> {
  const style = STYLES[mood];
  const luck = Luck.of(`${mood}:${seed}`);
  const bar = (60 / style.beatsAMinute) * BEATS_A_BAR;
  const key = 45 + luck.below(8);
  const progression = luck.pick(style.progressions);
  const figure = Array.from({ length: style.plucks }, () => luck.below(5));
  const notes = Array.from({ length: BARS }, (_, index) => {
    const chord: Chord = { style, key, step: progression[index % progression.length] ?? 0, at: index * bar, bar };
    return [...pad(chord), bass(chord), ...plucks(chord, { luck, figure })];
  }).flat();
  return rendered(notes, { seconds: BARS * bar, ends: 'wrapped' }, pace);
}

/** An opening or closing of about five seconds: a rising figure that resolves to the tonic chord. */
export function jingle({ mood, seed }: Piece, pace: Pace): Promise<Pcm> {
  const style = STYLES[mood];
  const luck = Luck.of(`jingle:${mood}:${seed}`);
  const key = 45 + luck.below(8);
  const beat = 30 / style.beatsAMinute;
  const figure = luck.pick([
    [0, 2, 4, 7],
    [4, 2, 4, 7],
    [0, 4, 2, 7],
  ]);
  const rise = figure.map((step, index) =>
    pluck(degree({ style, key }, step) + 24, { at: index * beat, level: 0.5, pan: index / 4 - 0.4 }),
  );
  const rest: Chord = { style, key, step: 0, at: figure.length * beat, bar: 2 };
  const close = pad({ ...rest, at: rest.at - 0.2 }).map((note) => ({ ...note, attack: 0.25, level: note.level * 1.3 }));
  return rendered([...rise, ...close, bass(rest)], { seconds: rest.at + 3.5, ends: 'open' }, pace);
}

interface Key {
  readonly style: Style;
  /** MIDI number of its first step. */
  readonly key: number;
}
interface Chord extends Key {
  readonly step: number;
  readonly at: number;
  /** Seconds. */
  readonly bar: number;
}

function degree({ style, key }: Key, step: number): number {
  const { scale } = style;
  const octave = Math.floor(step / scale.length);
  return key + 12 * octave + (scale[step - octave * scale.length] ?? 0);
}

const hertzOf = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** Two voices per note, slightly apart in pitch and panning, for a livelier sound. */
function pad(chord: Chord): readonly Note[] {
  const { brightness } = chord.style;
  const partials = [1, 0.5 * brightness, 0.3 * brightness, 0.12 * brightness, 0.06 * brightness];
  return [0, 2, 4, 6].flatMap((third, voice) =>
    [-1, 1].map((side) => ({
      at: chord.at,
      length: chord.bar,
      hertz: hertzOf(degree(chord, chord.step + third) + 12) * (1 + side * 0.0016),
      level: third === 6 ? 0.045 : 0.085,
      pan: side * (0.25 + 0.12 * voice),
      attack: chord.bar * 0.35,
      release: chord.bar * 0.5,
      partials,
      decay: 0,
    })),
  );
}

const bass = (chord: Chord): Note => ({
  at: chord.at,
  length: chord.bar * 0.9,
  hertz: hertzOf(degree(chord, chord.step) - 12),
  level: 0.2,
  pan: 0,
  attack: 0.06,
  release: 0.5,
  partials: [1, 0.25, 0.06],
  decay: 0.35,
});

interface Figure {
  readonly luck: Luck;
  readonly figure: readonly number[];
}

function plucks(chord: Chord, { luck, figure }: Figure): readonly Note[] {
  const { style, bar } = chord;
  const tones = [0, 2, 4, 7, 9];
  return figure.flatMap((tone, index) => {
    const [isThere, pan] = [index === 0 || luck.draw() < style.density, luck.draw() * 1.2 - 0.6];
    if (!isThere) return [];
    const midi = degree(chord, chord.step + (tones[tone] ?? 0)) + 24;
    const at = chord.at + (bar / figure.length) * index;
    return [pluck(midi, { at, level: index % 2 === 0 ? 0.12 : 0.085, pan })];
  });
}

const pluck = (midi: number, { at, level, pan }: Pick<Note, 'at' | 'level' | 'pan'>): Note => ({
  at,
  length: 1.4,
  hertz: hertzOf(midi),
  level,
  pan,
  attack: 0.006,
  release: 0.3,
  partials: [1, 0.35, 0.14, 0.07],
  decay: 3.2,
});

type Stereo = readonly [Float32Array, Float32Array];

interface Room {
  readonly seconds: number;
  /** What rings beyond the end continues at the beginning, or is cut off after a fade. */
  readonly ends: 'wrapped' | 'open';
}

async function rendered(notes: readonly Note[], { seconds, ends }: Room, pace: Pace): Promise<Pcm> {
  const length = Math.round(seconds * RATE);
  const channels: Stereo = [new Float32Array(length), new Float32Array(length)];
  // Chords and figures repeat: each of their tones is generated once.
  for (const alike of Map.groupBy(notes, toneKey).values()) {
    const [tone] = alike;
    if (tone === undefined) continue;
    const sound = soundOf(tone);
    for (const note of alike) {
      mixIn(channels, sound, note, ends);
      await pace();
    }
  }
  const echoed = channels.map((channel, side) => withEcho(channel, { ends, delay: side === 0 ? 0.29 : 0.37 }));
  const whole = { rate: RATE, channels: echoed };
  return scaled(ends === 'open' ? await pcmOf(faded(asSound(whole), { in: 0, out: 1 })) : whole);
}

const toneKey = ({ length, hertz, attack, release, partials, decay }: Tone): string =>
  [length, hertz, attack, release, decay, ...partials].join(' ');

function mixIn(channels: Stereo, sound: Float64Array, { at, level, pan }: Note, ends: Room['ends']): void {
  const angle = ((pan + 1) * Math.PI) / 4;
  const gains = [Math.cos(angle) * level, Math.sin(angle) * level];
  const from = Math.round(at * RATE);
  for (const [side, channel] of channels.entries()) {
    const gain = gains[side] ?? 0;
    let done = Math.max(0, -from);
    let to = ends === 'wrapped' ? (from + done) % channel.length : from + done;
    while (done < sound.length && to < channel.length) {
      const count = Math.min(sound.length - done, channel.length - to);
      for (let i = 0; i < count; i += 1) channel[to + i] = (channel[to + i] ?? 0) + (sound[done + i] ?? 0) * gain;
      done += count;
      to = ends === 'wrapped' ? 0 : channel.length;
    }
  }
}

function soundOf(tone: Tone): Float64Array {
  const sound = waveOf(tone, Math.round((tone.length + tone.release) * RATE));
  const [risen, falls] = [Math.ceil(tone.attack * RATE), Math.floor(tone.length * RATE)];
  for (let i = 0; i < sound.length; i += 1)
    if (i < risen || i > falls) sound[i] = (sound[i] ?? 0) * envelope(tone, i / RATE);
  return sound;
}

/** Each partial is a rotating, shrinking point: four multiplications per sample instead of a sine and a power. */
function waveOf({ hertz, partials, decay }: Tone, count: number): Float64Array {
  const wave = new Float64Array(count);
  for (const [k, loudness] of partials.entries()) {
    const angle = (2 * Math.PI * hertz * (k + 1)) / RATE;
    const shrink = Math.exp((-decay * (1 + k / 2)) / RATE);
    const [cos, sin] = [Math.cos(angle) * shrink, Math.sin(angle) * shrink];
    let [x, y] = [loudness, 0];
    for (let i = 0; i < count; i += 1) {
      wave[i] = (wave[i] ?? 0) + y;
      const next = x * cos - y * sin;
      y = x * sin + y * cos;
      x = next;
    }
  }
  return wave;
}

/** 1 between attack and release. */
function envelope({ attack, length, release }: Tone, seconds: number): number {
  const rise = Math.min(1, seconds / attack);
  const fall = Math.min(1, Math.max(0, (length + release - seconds) / release));
  return Math.sin((Math.PI / 2) * rise) * Math.sin((Math.PI / 2) * fall) ** 2;
}

interface Echo {
  readonly ends: Room['ends'];
  /** Seconds. */
  readonly delay: number;
}

/** Runs through a loop twice, so that the echoes of its end reach its beginning. */
function withEcho(dry: Float32Array, { ends, delay }: Echo): Float32Array {
  const wet = new Float32Array(dry.length);
  const back = Math.round(delay * RATE);
  const rounds = ends === 'wrapped' ? 2 : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (let at = ends === 'wrapped' ? 0 : back; at < dry.length; at += 1) {
      const before = at < back ? at - back + dry.length : at - back;
      wet[at] = ((dry[before] ?? 0) + (wet[before] ?? 0)) * 0.38;
    }
  }
  for (let at = 0; at < dry.length; at += 1) wet[at] = (dry[at] ?? 0) + (wet[at] ?? 0) * 0.7;
  return wet;
}

const PEAK_DB = -6;

function scaled({ rate, channels }: Pcm): Pcm {
  let peak = 0;
  for (const channel of channels) for (const x of channel) peak = Math.max(peak, Math.abs(x));
  const gain = peak === 0 ? 1 : gainOf(PEAK_DB) / peak;
  return { rate, channels: channels.map((channel) => channel.map((x) => x * gain)) };
}
