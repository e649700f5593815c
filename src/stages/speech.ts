/**
 * Stage kind `speech`: a voice speaks a text.
 *
 *   with: { provider: voice, text: "${{ item.text }}", voice: { offline: slt, openai: nova }, to: line.wav }
 *
 * S1. Audio that is too short for the text is a failure, not an artifact.
 * S2. The artifact has the extension of its actual type, whatever was requested.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { SpeechAnswer, SpeechRequest } from '../ports/provider.ts';
import type { StageCall, StageKind } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { kindOf, textOf, together, withoutSecretRefs, wrongField } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { choiceIn, nameIn, numberIn, providerIn, seedIn, textIn } from './model-fields.ts';
import { type MadeMedia, type MediaAsk, madeByModel } from './model-media.ts';

export const createSpeechKind = (deps: ModelDeps): StageKind => ({
  run: (call, signal) =>
    madeByModel('speech', askOf(call, deps), {
      ...{ call, deps, signal },
      lookAt: (answer, request) => lookAt(answer, request, deps),
    }),
});

function askOf(call: StageCall, deps: ModelDeps): Result<MediaAsk<'speech'>, Failure> {
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    provider: providerIn(call.with),
    text: textOf(call.with.text, 'text'),
  });
  if (!said.ok) return said;
  const { provider } = said.value;
  const text = said.value.text.trim();
  if (text === '') return wrongField('text is empty: there is nothing to say');
  const voice = voiceOf(call, provider, deps);
  if (!voice.ok) return voice;
  const how = together({ manner: mannerIn(call.with), format: formatOf(call.with) });
  if (!how.ok) return how;
  const { manner, format } = how.value;
  const to = nameIn(call.with, `speech.${format}`);
  if (!to.ok) return to;
  const request = { ...manner, text, ...voice.value, format };
  return ok({ provider, request, to: to.value, doing: `says ${text.length} characters` });
}

type Voices = Pick<SpeechRequest, 'voice' | 'voices'>;
type Manner = Pick<SpeechRequest, 'speed' | 'emotion' | 'language' | 'seed'>;

const mannerIn = (settings: JsonObject): Result<Manner, Failure> =>
  together({
    speed: numberIn(settings, 'speed', { min: 0.25, max: 4, otherwise: 1 }),
    emotion: textIn(settings, 'emotion', null),
    language: textIn(settings, 'language', null),
    seed: seedIn(settings),
  });

/** One voice for all providers, or one for each type of provider. */
function voiceOf(call: StageCall, provider: string, { models }: ModelDeps): Result<Voices, Failure> {
  const voice = call.with.voice ?? null;
  if (voice === null) return ok({ voice });
  if (!isJsonObject(voice)) {
    const one = textOf(voice, 'voice');
    return one.ok ? ok({ voice: one.value }) : one;
  }
  const wrong = Object.entries(voice).find(([, name]) => typeof name !== 'string' && name !== null);
  if (wrong) return wrongField(`voice.${wrong[0]} is ${kindOf(wrong[1])}, but must be text`);
  const named = Object.entries(voice).flatMap(([of, name]) => (typeof name === 'string' ? [[of, name] as const] : []));
  const { default: usual = null, ...voices } = Object.fromEntries(named);
  const type = models.identity(provider)?.type ?? provider;
  if (!Object.hasOwn(voices, type) && usual === null)
    call.log(`no voice is set for ${type}: the provider uses its default\n`);
  return ok({ voice: usual, voices });
}

/** `format`, else the extension of the artifact's name, else `wav`. */
function formatOf(settings: JsonObject): Result<'wav' | 'mp3', Failure> {
  const { to } = settings;
  const otherwise = typeof to === 'string' && to.toLowerCase().endsWith('.mp3') ? 'mp3' : 'wav';
  return choiceIn(settings, 'format', { choices: ['wav', 'mp3'], otherwise });
}

/** No voice speaks faster than this many letters and digits a second, at normal speed. */
const FASTEST = 60;
const SHORTEST = 0.05;

/** S1. */
function lookAt(
  answer: SpeechAnswer,
  { text, speed, format }: SpeechRequest,
  { media }: ModelDeps,
): Result<MadeMedia, Failure> {
  const bad = (why: string): Result<never, Failure> => err(failure('speech/bad-audio', why, { retry: 'policy' }));
  const { audio: data } = answer;
  if (data.length === 0) return bad('the audio is empty');
  const mediaType = media.typeOf(`speech.${format}`, data);
  if (!mediaType.startsWith('audio/')) return bad(`the provider returned ${mediaType}, not audio`);
  const seconds = answer.seconds ?? media.secondsOf(data, mediaType);
  if (seconds === null) return bad(`the audio (${mediaType}) is damaged, or its length cannot be read`);
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const least = Math.max(SHORTEST, letters / (FASTEST * speed));
  if (seconds >= least) return ok({ data, mediaType, facts: { seconds, characters: [...text].length } });
  return bad(`the audio lasts ${seconds.toFixed(2)} s, which is too short for ${letters} letters`);
}
