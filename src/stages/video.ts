/**
 * Stage kind `video`: makes a video of pictures and a prompt.
 *
 *   with: { provider: camera, prompt: storyboard/clip.md, vars: { scene: "${{ item }}" }, images: ["${{ … }}"], seconds: 4, to: clip.mp4 }
 *
 * D1. What the provider gave is looked at before it counts; length and size in the output are those of the video.
 */
import { MOVES } from '../media/camera.ts';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import type { FilePart, VideoAnswer, VideoRequest } from '../ports/provider.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { together, withoutSecretRefs, wrongField } from './fields.ts';
import { stageFile } from './model-artifact.ts';
import type { ModelDeps } from './model-deps.ts';
import {
  choiceIn,
  maxCostIn,
  nameIn,
  numberIn,
  providerIn,
  type Size,
  seedIn,
  sizeIn,
  textsIn,
} from './model-fields.ts';
import { readParts } from './model-files.ts';
import { sizeOfPicture } from './model-picture.ts';
import { materialOf, promptOf } from './model-prompt.ts';
import { progressReport } from './reports.ts';

export function createVideoKind(deps: ModelDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

async function run(call: StageCall, deps: ModelDeps, signal: AbortSignal): Promise<StageOutcome> {
  const asked = await askOf(call, deps);
  if (!asked.ok) return failed(asked.error);
  const { provider, request, to } = asked.value;
  const maxCost = maxCostIn(call.with);
  call.log(`prompt:\n${request.prompt}\n`);
  call.report(progressReport(0, null, `${provider} makes a video of ${request.seconds} s`));
  const outcome = await deps.models.call('video', { provider, request, name: 'video', maxCost }, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const seen = lookAt(outcome.value, deps);
  if (!seen.ok) return failed(seen.error);
  const { seconds, width, height, mediaType } = seen.value;
  const made = stageFile(call, { to, data: outcome.value.video, mediaType }, deps.media);
  const output = { ...made, seconds, width, height, media_type: mediaType, provider: outcome.provider };
  return { type: 'success', output };
}

interface VideoAsk {
  readonly provider: string;
  readonly request: VideoRequest;
  readonly to: string;
}

async function askOf(call: StageCall, deps: ModelDeps): Promise<Result<VideoAsk, Failure>> {
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
  return ok({ provider, request: { ...form, prompt: text, images: images.value, material }, to });
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

/** The first picture, and perhaps the last one. */
function imagesOf(call: StageCall, { media }: ModelDeps): Result<readonly FilePart[], Failure> {
  const paths = textsIn(call.with, 'images');
  if (!paths.ok) return paths;
  if (paths.value.length > 2) return wrongField('images has more than a first and a last picture');
  return readParts(paths.value, 'image/', { call, media });
}

interface Seen extends Size {
  readonly seconds: number;
  readonly mediaType: string;
}

/** D1. */
function lookAt(answer: VideoAnswer, { media }: ModelDeps): Result<Seen, Failure> {
  const bad = (why: string): Result<never, Failure> => err(failure('video/bad-video', why, { retry: 'policy' }));
  const { video } = answer;
  if (video.length === 0) return bad('the video is empty');
  const mediaType = media.typeOf('video', video);
  if (mediaType !== 'video/mp4') return bad(`the provider gave ${mediaType}, not an MP4 file`);
  const size = sizeOfPicture(video, mediaType);
  const seconds = answer.seconds ?? media.secondsOf(video, mediaType);
  if (size === null || seconds === null || seconds <= 0) return bad('the video is damaged: it holds no pictures');
  return ok({ ...size, seconds, mediaType });
}
