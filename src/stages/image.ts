/**
 * Stage kind `image`: makes a picture of a prompt.
 *
 *   with: { provider: painter, prompt: storyboard/keyframe.md, vars: { scene: "${{ item }}" }, size: 1080x1920, to: frame.png }
 *
 * I1. What the provider gave is looked at before it counts; the size in the output is that of the picture.
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { FilePart, ImageAnswer, ImageRequest } from '../ports/provider.ts';
import type { StageCall, StageKind, StageOutcome } from '../ports/stage-kind.ts';
import { ABORTED, failed, failure } from './failures.ts';
import { kindOf, together, withoutSecretRefs, wrongField } from './fields.ts';
import { stageFile } from './model-artifact.ts';
import type { ModelDeps } from './model-deps.ts';
import { maxCostIn, nameIn, providerIn, type Size, seedIn, sizeIn, textIn } from './model-fields.ts';
import { readPart } from './model-files.ts';
import { sizeOfPicture } from './model-picture.ts';
import { materialOf, promptOf } from './model-prompt.ts';
import { progressReport } from './reports.ts';

export function createImageKind(deps: ModelDeps): StageKind {
  return { run: (call, signal) => run(call, deps, signal) };
}

async function run(call: StageCall, deps: ModelDeps, signal: AbortSignal): Promise<StageOutcome> {
  const asked = await askOf(call, deps);
  if (!asked.ok) return failed(asked.error);
  const { provider, request, to } = asked.value;
  const maxCost = maxCostIn(call.with);
  call.log(`prompt:\n${request.prompt}\n`);
  call.report(progressReport(0, null, `${provider} makes a picture`));
  const outcome = await deps.models.call('image', { provider, request, name: 'image', maxCost }, call, signal);
  if (signal.aborted) return ABORTED;
  if (outcome.type !== 'answer') return outcome;
  const seen = lookAt(outcome.value, deps);
  if (!seen.ok) return failed(seen.error);
  const { image: data } = outcome.value;
  const { width, height, mediaType } = seen.value;
  const made = stageFile(call, { to, data, mediaType }, deps.media);
  const output = { ...made, width, height, bytes: data.length, media_type: mediaType, provider: outcome.provider };
  return { type: 'success', output };
}

interface ImageAsk {
  readonly provider: string;
  readonly request: ImageRequest;
  readonly to: string;
}

const USUAL: Size = { width: 1024, height: 1024 };

async function askOf(call: StageCall, deps: ModelDeps): Promise<Result<ImageAsk, Failure>> {
  const said = together({
    secrets: withoutSecretRefs(call.with, 'with'),
    provider: providerIn(call.with),
    to: nameIn(call.with, 'image.png'),
    size: sizeIn(call.with, USUAL),
    seed: seedIn(call.with),
    look: lookIn(call.with),
  });
  if (!said.ok) return said;
  const reference = referenceOf(call, deps);
  if (!reference.ok) return reference;
  const prompt = await promptOf(call, deps);
  if (!prompt.ok) return prompt;
  const { provider, to, size, seed, look } = said.value;
  const { text, vars } = prompt.value;
  const material = { ...materialOf(call, vars), ...look };
  return ok({ provider, request: { ...size, prompt: text, seed, reference: reference.value, material }, to });
}

/** Title and colors, as far as they are given. An empty title is one: that nothing is to be written. */
function lookIn(settings: JsonObject): Result<JsonObject, Failure> {
  const title = settings.title === '' ? ok('') : textIn(settings, 'title', null);
  if (!title.ok) return title;
  const colors = settings.colors ?? null;
  if (colors !== null && !isJsonObject(colors)) return wrongField(`colors is ${kindOf(colors)}, but a map is needed`);
  return ok({ ...(title.value === null ? {} : { title: title.value }), ...(colors === null ? {} : { colors }) });
}

function referenceOf(call: StageCall, { media }: ModelDeps): Result<FilePart | null, Failure> {
  const path = textIn(call.with, 'reference', null);
  if (!path.ok) return path;
  return path.value === null ? ok(null) : readPart(path.value, 'image/', { call, media });
}

const KNOWN = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** I1. */
function lookAt({ image }: ImageAnswer, { media }: ModelDeps): Result<Size & { readonly mediaType: string }, Failure> {
  const bad = (why: string): Result<never, Failure> => err(failure('image/bad-image', why, { retry: 'policy' }));
  if (image.length === 0) return bad('the picture is empty');
  // Under a name that says nothing, so that its bytes alone decide.
  const mediaType = media.typeOf('image', image);
  if (!KNOWN.has(mediaType)) return bad(`the provider gave ${mediaType}, neither PNG, JPEG nor WebP`);
  const size = sizeOfPicture(image, mediaType);
  return size === null ? bad(`the picture (${mediaType}) is damaged`) : ok({ ...size, mediaType });
}
