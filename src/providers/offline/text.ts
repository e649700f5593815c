/**
 * Text of the offline provider: an answer made from the material of the request.
 *
 * A1. The same request gives the same answer: it depends only on the seed, the prompt and the material.
 * A2. An answer to a schema is JSON that fits it; with a small `maxTokens` it has fewer and shorter parts.
 * A3. It takes a few seconds at most: however large the material is, a bounded part of it is read (text/material.ts).
 */
import { ok } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { ProviderContext, Reply, TextAnswer, TextRequest } from '../../ports/provider.ts';
import { hashOf } from './seed.ts';
import { Filler } from './text/fill.ts';
import { readMaterial } from './text/material.ts';
import { mended } from './text/mend.ts';
import { page } from './text/page.ts';
import type { FillPlan } from './text/place.ts';
import { wholeOf } from './text/plan.ts';
import { cutTo } from './text/words.ts';

const CHARS_PER_TOKEN = 4;
/** Scales to try, each with less text. */
const SCALES = [1, 0.7, 0.5, 0.35, 0.2, 0.1, 0.05];

export async function write(request: TextRequest, context: ProviderContext): Reply<TextAnswer> {
  const answer = answered(request);
  context.progress(1, 1, null);
  const asked = (request.system ?? '').length + request.prompt.length;
  return ok({
    value: answer,
    usage: { inputTokens: tokens(asked), outputTokens: tokens(answer.text.length) },
    usd: null,
    requestId: null,
    raw: { provider: 'offline', model: 'offline-1', text: answer.text, finish: answer.finish },
  });
}

/** An estimate, since there are no real tokens here. */
const tokens = (chars: number): number => Math.ceil(chars / CHARS_PER_TOKEN);

function answered(request: TextRequest): TextAnswer {
  const material = readMaterial(request.material, request.prompt);
  const whole = wholeOf(material);
  const most = request.maxTokens === null ? Number.POSITIVE_INFINITY : request.maxTokens * CHARS_PER_TOKEN;
  if (request.schema === null) return limited(page(request, material, whole), most);
  const seed = hashOf(String(request.seed ?? 0), material.topic.title);
  let text = '';
  for (const scale of SCALES) {
    text = JSON.stringify(valueFor(request, { schema: request.schema, material, whole, seed, scale }), null, 2);
    if (text.length <= most) return { text, finish: 'stop' };
  }
  return { text: text.slice(0, most), finish: 'length' };
}

function valueFor({ repair }: TextRequest, plan: FillPlan): Json {
  return repair === null ? new Filler(plan).whole() : mended(repair.answer, plan);
}

function limited(text: string, most: number): TextAnswer {
  if (text.length <= most) return { text, finish: 'stop' };
  return { text: cutTo(text, most), finish: 'length' };
}
