/**
 * Sizes of images, and sizes and lengths of videos, that OpenAI's models can make. Pure.
 *
 * S1. Since gpt-image-2 the sides of an image may be any multiples of 16, up to 3840 each and up to 3:1, within limits
 *     of its area. The requested size is rounded up to that, so that a frame of the requested size can be cut out.
 * S2. Earlier models have three sizes: the one with the nearest aspect ratio is taken.
 *
 * @source https://developers.openai.com/api/docs/guides/image-generation, "Size and quality options".
 */
import type { VideoRequest } from '../../ports/provider.ts';

type Size = `${number}x${number}`;

const GPT_IMAGE_1: readonly Size[] = ['1024x1024', '1536x1024', '1024x1536'];
const SORA_2: readonly Size[] = ['1280x720', '720x1280'];
const SORA_2_PRO: readonly Size[] = [...SORA_2, '1792x1024', '1024x1792'];
const SORA_SECONDS = [4, 8, 12];

/** The nearest supported size; the requested size for models without known limits. */
export function nearestSize(model: string, width: number, height: number): Size {
  if (/^gpt-image-(?!1)/.test(model)) return withinLimits(width, height);
  return nearestOf(listOf(model), width, height) ?? `${width}x${height}`;
}

const STEP = 16;
const LONGEST_SIDE = 3840;
const MOST_STRETCHED = 3;
const [LEAST_AREA, MOST_AREA] = [655_360, 8_294_400] as const;

/** S1. */
function withinLimits(width: number, height: number): Size {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const side = Math.max(short, long / MOST_STRETCHED);
  const area = Math.min(Math.max(long * side, LEAST_AREA), MOST_AREA);
  const scale = Math.min(Math.sqrt(area / (long * side)), LONGEST_SIDE / long);
  const inSteps = (round: (n: number) => number) => [long, side].map((n) => round((n * scale) / STEP) * STEP);
  const [most = 0, least = 0] = inSteps(Math.ceil);
  const [a = 0, b = 0] = most * least > MOST_AREA ? inSteps(Math.floor) : [most, least];
  return width >= height ? `${a}x${b}` : `${b}x${a}`;
}

/** S2. */
function nearestOf([first, ...others]: readonly Size[], width: number, height: number): Size | undefined {
  const shape = Math.log(width / height);
  const far = (size: Size) => Math.abs(Math.log(ratio(size)) - shape);
  return first && others.reduce((best, size) => (far(size) < far(best) ? size : best), first);
}

/** Does the model make only some sizes and lengths of video, and refuse a first frame of another size? */
export const isParticular = (model: string): boolean => model.startsWith('sora-');

/** The request with the nearest size and length that the model can make; the shorter of two equally near lengths. */
export function nearestVideo(model: string, request: VideoRequest): VideoRequest {
  if (!isParticular(model)) return request;
  const [width = 0, height = 0] = nearestSize(model, request.width, request.height).split('x').map(Number);
  const far = (seconds: number): number => Math.abs(seconds - request.seconds);
  const seconds = SORA_SECONDS.reduce((best, one) => (far(one) < far(best) ? one : best));
  return { ...request, width, height, seconds };
}

function listOf(model: string): readonly Size[] {
  if (isParticular(model)) return model.startsWith('sora-2-pro') ? SORA_2_PRO : SORA_2;
  return /^(gpt-image-1|chatgpt-image)/.test(model) ? GPT_IMAGE_1 : [];
}

function ratio(size: Size): number {
  const [width = 1, height = 1] = size.split('x').map(Number);
  return width / height;
}
