/**
 * Stage kind `image`: makes an image from a prompt.
 *
 *   with: { provider: painter, prompt: storyboard/keyframe.md, vars: { scene: "${{ item }}" }, size: 1080x1920, to: frame.png }
 *
 * I1. The provider's answer is checked before it is used; the size in the output is that of the image.
 */
import type { Size } from '../media/camera.ts';
import { err, ok, type Result } from '../model/brand.ts';
import type { Failure } from '../model/failure.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { FilePart, ImageAnswer } from '../ports/provider.ts';
import type { StageCall, StageKind } from '../ports/stage-kind.ts';
import { failure } from './failures.ts';
import { kindOf, together, withoutSecretRefs, wrongField } from './fields.ts';
import type { ModelDeps } from './model-deps.ts';
import { nameIn, providerIn, seedIn, sizeIn, textIn } from './model-fields.ts';
import { readPart } from './model-files.ts';
import { type MadeMedia, type MediaAsk, madeByModel } from './model-media.ts';
import { sizeOfPicture } from './model-picture.ts';
import { materialOf, promptOf } from './model-prompt.ts';

export const createImageKind = (deps: ModelDeps): StageKind => ({
  run: async (call, signal) =>
    madeByModel('image', await askOf(call, deps), { call, deps, signal, lookAt: (answer) => lookAt(answer, deps) }),
});

const USUAL: Size = { width: 1024, height: 1024 };

async function askOf(call: StageCall, deps: ModelDeps): Promise<Result<MediaAsk<'image'>, Failure>> {
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
  const request = { ...size, prompt: text, seed, reference: reference.value, material };
  return ok({ provider, request, to, doing: 'makes an image' });
}

/** Title and colors, if given. An empty title means that no text is drawn. */
function lookIn(settings: JsonObject): Result<JsonObject, Failure> {
  const title = settings.title === '' ? ok('') : textIn(settings, 'title', null);
  if (!title.ok) return title;
  const colors = settings.colors ?? null;
  if (colors !== null && !isJsonObject(colors)) return wrongField(`colors is ${kindOf(colors)}, but must be a map`);
  return ok({ ...(title.value === null ? {} : { title: title.value }), ...(colors === null ? {} : { colors }) });
}

function referenceOf(call: StageCall, { media }: ModelDeps): Result<FilePart | null, Failure> {
  const path = textIn(call.with, 'reference', null);
  if (!path.ok) return path;
  return path.value === null ? ok(null) : readPart(path.value, 'image/', { call, media });
}

const KNOWN = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** I1. */
function lookAt({ image: data }: ImageAnswer, { media }: ModelDeps): Result<MadeMedia, Failure> {
  const bad = (why: string): Result<never, Failure> => err(failure('image/bad-image', why, { retry: 'policy' }));
  if (data.length === 0) return bad('the image is empty');
  // A name without an extension, so that only the bytes decide.
  const mediaType = media.typeOf('image', data);
  if (!KNOWN.has(mediaType)) return bad(`the provider returned ${mediaType}, not PNG, JPEG or WebP`);
  const size = sizeOfPicture(data, mediaType);
  if (size === null) return bad(`the image (${mediaType}) is damaged`);
  return ok({ data, mediaType, facts: { ...size, bytes: data.length } });
}
