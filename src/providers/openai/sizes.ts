/** Sizes of pictures that OpenAI's models draw. Pure. */
type Size = `${number}x${number}`;

const GPT_IMAGE: readonly Size[] = ['1024x1024', '1536x1024', '1024x1536'];
const DALL_E_3: readonly Size[] = ['1024x1024', '1792x1024', '1024x1792'];
const DALL_E_2: readonly Size[] = ['256x256', '512x512', '1024x1024'];

/** The one of the nearest shape; the size itself for models that are not known to have a list. */
export function nearestSize(model: string, width: number, height: number): Size {
  const sizes = listOf(model);
  const shape = Math.log(width / height);
  const far = (size: Size) => Math.abs(Math.log(ratio(size)) - shape);
  const [first, ...others] = sizes;
  return first ? others.reduce((best, size) => (far(size) < far(best) ? size : best), first) : `${width}x${height}`;
}

function listOf(model: string): readonly Size[] {
  if (/^(gpt-image-1|chatgpt-image)/.test(model)) return GPT_IMAGE;
  if (model.startsWith('dall-e-3')) return DALL_E_3;
  // All of them are squares: the largest is the nearest to what anybody wants.
  return model.startsWith('dall-e-2') ? DALL_E_2.slice(-1) : [];
}

function ratio(size: Size): number {
  const [width = 1, height = 1] = size.split('x').map(Number);
  return width / height;
}
