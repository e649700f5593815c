/**
 * Stage kind `video`: makes a video from images and a prompt.
 *
 *   with: { provider: camera, prompt: storyboard/clip.md, vars: { scene: "${{ item }}" }, images: ["${{ … }}"], seconds: 4, to: clip.mp4 }
 *
 * D1. The provider's answer is checked before it is used; length and size in the output are those of the video.
 */
import { MOVES, type Size } from '../media/camera.ts';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import type { FilePart, VideoAnswer, VideoRequest } from '../ports/provider.ts';
import type { StageCall, StageKind } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { together, withoutSecretRefs, wrongField } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { choiceIn, nameIn, numberIn, providerIn, seedIn, sizeIn, textsIn } from './model-fields.ts';
import { readParts } from './model-files.ts';
import { type MadeMedia, type MediaAsk, madeByModel } from './model-media.ts';
import { sizeOfPicture } from './model-picture.ts';
import { materialOf, promptOf } from './model-prompt.ts';

export const createVideoKind = (deps: ModelDeps): StageKind => ({
  run: async (call, signal) =>
    madeByModel('video', await askOf(call, deps), { call, deps, signal, lookAt: (answer) => lookAt(answer, deps) }),
});

async function askOf(call: StageCall, deps: ModelDeps): Promise<Result<MediaAsk<'video'>, Failure>> {
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    provider: providerIn(call.with),
    to: nameIn(call.with, 'video.mp4'),
    form: formIn(call.with),
    move: choiceIn(call.with, 'move', { choices: MOVES, otherwise: null }),
  });
  if (!said.ok) return said;
  const images = imagesOf(call, deps);
  if (!images.ok) return images;
  const prompt = await promptOf(call, deps);
  if (!prompt.ok) return prompt;
  const { provider, to, form, move } = said.value;
  const { text, vars } = prompt.value;
  const material = { ...materialOf(call, vars), ...(move === null ? {} : { move }) };
  const request = { ...form, prompt: text, images: images.value, material };
  return ok({ provider, request, to, doing: `makes a video of ${form.seconds} s` });
}

type Form = Pick<VideoRequest, 'seconds' | 'width' | 'height' | 'fps' | 'seed'>;

const USUAL: Size = { width: 1080, height: 1920 };

function formIn(settings: JsonObject): Result<Form, Failure> {
  const form = together({
    seconds: numberIn(settings, 'seconds', { min: 0.5, max: 120, otherwise: 4 }),
    size: sizeIn(settings, USUAL),
    fps: numberIn(settings, 'fps', { min: 1, max: 60, whole: true, otherwise: 30 }),
    seed: seedIn(settings),
  });
  if (!form.ok) return form;
  const { size, ...rest } = form.value;
  return ok({ ...size, ...rest });
}

/** The first image, and optionally the last one. */
function imagesOf(call: StageCall, { media }: ModelDeps): Result<readonly FilePart[], Failure> {
  const paths = textsIn(call.with, 'images');
  if (!paths.ok) return paths;
  if (paths.value.length > 2) return wrongField('images has more than a first and a last image');
  return readParts(paths.value, 'image/', { call, media });
}

/** D1. */
function lookAt(answer: VideoAnswer, { media }: ModelDeps): Result<MadeMedia, Failure> {
  const bad = (why: string): Result<never, Failure> => err(failure('video/bad-video', why, { retry: 'policy' }));
  const { video: data } = answer;
  if (data.length === 0) return bad('the video is empty');
  const mediaType = media.typeOf('video', data);
  if (mediaType !== 'video/mp4') return bad(`the provider returned ${mediaType}, not an MP4 file`);
  const size = sizeOfPicture(data, mediaType);
  const seconds = answer.seconds ?? media.secondsOf(data, mediaType);
  if (size === null || seconds === null || seconds <= 0) return bad('the video is damaged: it contains no video');
  return ok({ data, mediaType, facts: { seconds, ...size } });
}
