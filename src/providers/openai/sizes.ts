/**
 * Sizes of pictures, and sizes and lengths of videos, that OpenAI's models make. Pure.
 *
 * @source OpenAI, "Images" and "Videos" references.
 */
import type { VideoRequest } from '../../ports/provider.ts';

type Size = `${number}x${number}`;

const GPT_IMAGE: readonly Size[] = ['1024x1024', '1536x1024', '1024x1536'];
const DALL_E_3: readonly Size[] = ['1024x1024', '1792x1024', '1024x1792'];
const DALL_E_2: readonly Size[] = ['256x256', '512x512', '1024x1024'];
const SORA_2: readonly Size[] = ['1280x720', '720x1280'];
const SORA_2_PRO: readonly Size[] = [...SORA_2, '1792x1024', '1024x1792'];
const SORA_SECONDS = [4, 8, 12];

/** The one of the nearest shape; the size itself for models that are not known to have a list. */
export function nearestSize(model: string, width: number, height: number): Size {
  const sizes = listOf(model);
  const shape = Math.log(width / height);
  const far = (size: Size) => Math.abs(Math.log(ratio(size)) - shape);
  const [first, ...others] = sizes;
  return first ? others.reduce((best, size) => (far(size) < far(best) ? size : best), first) : `${width}x${height}`;
}

/** Whether the model makes videos of some sizes and lengths only, and takes no first frame of another size. */
export const isParticular = (model: string): boolean => model.startsWith('sora-');

/** In the nearest size and of the nearest length that the model does: of two that are as near, the shorter one. */
export function nearestVideo(model: string, request: VideoRequest): VideoRequest {
  if (!isParticular(model)) return request;
  const [width = 0, height = 0] = nearestSize(model, request.width, request.height).split('x').map(Number);
  const far = (seconds: number): number => Math.abs(seconds - request.seconds);
  const seconds = SORA_SECONDS.reduce((best, one) => (far(one) < far(best) ? one : best));
  return { ...request, width, height, seconds };
}

function listOf(model: string): readonly Size[] {
  if (isParticular(model)) return model.startsWith('sora-2-pro') ? SORA_2_PRO : SORA_2;
  if (/^(gpt-image-1|chatgpt-image)/.test(model)) return GPT_IMAGE;
  if (model.startsWith('dall-e-3')) return DALL_E_3;
  // All of them are squares: the largest is the nearest to what anybody wants.
  return model.startsWith('dall-e-2') ? DALL_E_2.slice(-1) : [];
}

function ratio(size: Size): number {
  const [width = 1, height = 1] = size.split('x').map(Number);
  return width / height;
}
