/**
 * Offline speech: a line of text as sound, made on this machine.
 *
 * English by the embedded voice; other languages by the system's `espeak-ng`, if it is installed. Deviations from the
 * request (no such program, no such language) are reported in `raw.note`, never silent.
 *
 * S1. The same request gives the same bytes, with the same program.
 * S2. All lines have the same loudness, apart from the effect of an emotion, and no sample is clipped.
 * S3. Text is spoken piece by piece (speech/text.ts); between pieces the event loop runs, and an abort ends it.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { type Pcm, secondsOf, toMono } from '../../media/pcm.ts';
import { programIn } from '../../media/programs.ts';
import { resampled } from '../../media/resample.ts';
import { encodeWav } from '../../media/wav.ts';
import { err, ok, type Result, usdMicros } from '../../model/brand.ts';
import type { ProviderContext, ProviderFault, Reply, SpeechAnswer, SpeechRequest } from '../../ports/provider.ts';
import { fault } from '../fault.ts';
import { STOPPED } from './drill.ts';
import { espeakTake, isLanguage } from './speech/espeak.ts';
import { fliteTake } from './speech/flite.ts';
import { levelled, RATE, trimmed } from './speech/level.ts';
import { type Piece, piecesOf } from './speech/text.ts';
import { type Manner, mannerOf, type Voice, voiceOf } from './speech/voice.ts';

const MOST_CHARACTERS = 20_000;
const SPEED = { least: 0.25, most: 4 };

/** A program that speaks a piece. */
interface Engine {
  readonly name: 'flite' | 'espeak-ng';
  readonly voice: string;
  readonly pieces: readonly Piece[];
  /** Deviations from the request. */
  readonly note: string | null;
  /** At {@link RATE}, one channel. */
  say(text: string): Promise<Result<Float32Array, ProviderFault>>;
}

export async function speak(request: SpeechRequest, context: ProviderContext): Reply<SpeechAnswer> {
  const wrong = refused(request);
  if (wrong !== null) return err(wrong);
  const engine = await engineFor(request, context.signal);
  if (!engine.ok) return engine;
  const sound = await take(engine.value, mannerOf(request.emotion), context);
  if (!sound.ok) return sound;
  return answered(request, { engine: engine.value, pcm: sound.value }, context.signal);
}

function refused({ text, speed }: SpeechRequest): ProviderFault | null {
  if (text.length > MOST_CHARACTERS)
    return fault('invalid', `a line of speech has ${MOST_CHARACTERS} characters at most, not ${text.length}`, {
      hint: 'split it',
    });
  if (!(speed >= SPEED.least && speed <= SPEED.most))
    return fault('invalid', `the speed of speech is from ${SPEED.least} to ${SPEED.most}, not ${speed}`);
  return null;
}

async function engineFor(request: SpeechRequest, signal: AbortSignal): Promise<Result<Engine, ProviderFault>> {
  const { language } = request;
  if (language === null || /^en(?:[-_]|$)/i.test(language)) return flite(request, null);
  if (!isLanguage(language)) return flite(request, `"${language}" names no language: an English voice speaks instead`);
  const program = programIn(process.env.PATH, 'espeak-ng');
  if (program === null)
    return flite(
      request,
      'espeak-ng is not installed: an English voice speaks instead',
      'install espeak-ng and have it on PATH',
    );
  // A language may have no variants: then all characters share its one voice.
  for (const voice of [request.voice, null]) {
    const engine = espeak(program, { ...request, voice, language }, signal);
    // Only speaking a word shows whether it knows the language.
    const probe = engine.pieces.length > 0 ? await engine.say('a') : null;
    if (probe?.ok) return ok(engine);
  }
  const missed = `espeak-ng cannot say this in "${language}": an English voice speaks instead`;
  return flite(request, missed, 'name a language that `espeak-ng --voices` lists');
}

function flite(request: SpeechRequest, note: string | null, hint = USUAL_HINT): Result<Engine, ProviderFault> {
  const pieces = piecesOf(request.text, 'ascii');
  if (pieces.length === 0) return err(nothingToSay(hint));
  const voice = voiceOf(request.voice);
  const say = (text: string) => sayWithFlite(text, { ...request, voice });
  return ok({ name: 'flite', voice: voice.base, pieces, note, say });
}

const USUAL_HINT = 'for another language than English, say `language`';

const nothingToSay = (hint: string): ProviderFault =>
  fault('invalid', 'the text has no letter or digit that this voice can say', { hint });

interface Delivery {
  readonly voice: Voice;
  readonly speed: number;
  readonly emotion: string | null;
}

/** For a smaller throat, speech is stretched by that factor, then played faster by the same. */
async function sayWithFlite(text: string, delivery: Delivery): Promise<Result<Float32Array, ProviderFault>> {
  const { voice, speed } = delivery;
  const manner = mannerOf(delivery.emotion);
  const hasPitch = voice.base !== 'rms';
  const throat = hasPitch ? voice.throat : voice.throat * manner.pitch;
  const said = await fliteTake({
    text,
    voice: voice.base,
    stretch: throat / (speed * voice.tempo * manner.tempo),
    pitch: voice.pitch * manner.pitch,
  });
  return said.ok ? ok(atRate(said.value, throat)) : said;
}

function espeak(program: string, request: SpeechRequest & { readonly language: string }, signal: AbortSignal): Engine {
  const manner = mannerOf(request.emotion);
  const { language, voice } = request;
  const settings = { language, voice, tempo: request.speed * manner.tempo, pitch: manner.pitch };
  const say = async (text: string): Promise<Result<Float32Array, ProviderFault>> => {
    const said = await espeakTake(program, { ...settings, text }, signal);
    return said === null ? err(fault('bad-output', 'espeak-ng failed on this text')) : ok(atRate(said, 1));
  };
  return { name: 'espeak-ng', voice: language, pieces: piecesOf(request.text, 'any'), note: null, say };
}

/** @param faster 2: half as long and an octave higher. */
function atRate(pcm: Pcm, faster: number): Float32Array {
  const [samples = new Float32Array(0)] = toMono(pcm).channels;
  return resampled(samples, (pcm.rate * faster) / RATE);
}

async function take(engine: Engine, manner: Manner, context: ProviderContext): Promise<Result<Pcm, ProviderFault>> {
  const parts: Float32Array[] = [];
  for (const [i, piece] of engine.pieces.entries()) {
    await turn();
    if (context.signal.aborted) return err(STOPPED);
    const said = await engine.say(piece.text);
    if (!said.ok) return said;
    parts.push(levelled(trimmed(said.value), manner.gain));
    parts.push(new Float32Array(Math.round(piece.pause * manner.pause * RATE)));
    context.progress(i + 1, engine.pieces.length, null);
  }
  return ok({ rate: RATE, channels: [joined(parts)] });
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Taken {
  readonly engine: Engine;
  readonly pcm: Pcm;
}

async function answered(request: SpeechRequest, { engine, pcm }: Taken, signal: AbortSignal): Reply<SpeechAnswer> {
  const seconds = secondsOf(pcm);
  const file = request.format === 'mp3' ? await mp3Of(pcm, signal) : wavOf(pcm);
  if (file === null) return err(STOPPED);
  const note = [engine.note, file.note].filter((part) => part !== null).join('; ');
  const raw = { engine: engine.name, voice: engine.voice, seconds, ...(note === '' ? {} : { note }) };
  const value: SpeechAnswer = { audio: file.audio, mediaType: file.mediaType, seconds };
  const usage = { characters: [...request.text].length, seconds };
  return ok({ value, usage, usd: usdMicros(0), requestId: null, raw });
}

interface SoundFile {
  readonly audio: Uint8Array;
  readonly mediaType: string;
  readonly note: string | null;
}

const wavOf = (pcm: Pcm): SoundFile => ({ audio: encodeWav(pcm), mediaType: 'audio/wav', note: null });

/** WAV if there is no encoder; null: aborted. */
async function mp3Of(pcm: Pcm, signal: AbortSignal): Promise<SoundFile | null> {
  const encoder = await import('../../media/encode-audio.ts');
  try {
    const mp3 = await encoder.mp3Of(pcm, signal);
    if (mp3.ok) return { audio: mp3.value, mediaType: 'audio/mpeg', note: null };
    return { ...wavOf(pcm), note: `WAV instead of MP3: ${mp3.error.message}` };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
