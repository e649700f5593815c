/** Usage and cost of a call, from the SDK's terms to ours. Pure. */
import { type UsdMicros, usdMicros } from '../../model/brand.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Usage } from '../../model/provider.ts';

/** Counted as in the AI SDK: `inputTokens` includes cached ones, `outputTokens` includes reasoning. */
interface SdkUsage {
  readonly inputTokens?: number | undefined;
  readonly inputTokenDetails?: {
    readonly cacheReadTokens?: number | undefined;
    readonly cacheWriteTokens?: number | undefined;
  };
  readonly outputTokens?: number | undefined;
  readonly outputTokenDetails?: { readonly reasoningTokens?: number | undefined };
  /** As reported by the provider. */
  readonly raw?: unknown;
}

/**
 * Some SDKs report zero for a missing count. Every request has tokens, and so has every answer: a zero is no count.
 *
 * @param came whether there was an answer.
 */
export function tokensOf(usage: SdkUsage, came: boolean): Usage {
  return {
    ...counted('inputTokens', usage.inputTokens || undefined),
    ...counted('cachedInputTokens', usage.inputTokenDetails?.cacheReadTokens),
    // Most providers report 0 if nothing was cached: left out.
    ...counted('cacheWriteTokens', usage.inputTokenDetails?.cacheWriteTokens || undefined),
    ...counted('cacheWriteHourTokens', hourTokensIn(usage.raw)),
    ...counted('outputTokens', came ? usage.outputTokens || undefined : usage.outputTokens),
    ...counted('reasoningTokens', usage.outputTokenDetails?.reasoningTokens),
  };
}

/** undefined: none, or not reported. @source Anthropic, "Prompt caching: 1-hour cache duration". */
function hourTokensIn(raw: unknown): number | undefined {
  const kept = isJsonObject(raw) && isJsonObject(raw.cache_creation) ? raw.cache_creation : {};
  const { ephemeral_1h_input_tokens: tokens } = kept;
  return typeof tokens === 'number' && tokens > 0 ? tokens : undefined;
}

/** More than any call uses or costs: a mistake of the provider, which would make sums unreliable. */
const MOST = 1e12;
const MOST_USD = 1e6;

/** Left out if not reported or not a valid count. Rounded except for seconds: costs and counts are whole numbers. */
export function counted(key: keyof Usage, value: number | undefined): Usage {
  if (value === undefined || !(value >= 0 && value <= MOST)) return {};
  return { [key]: key === 'seconds' ? value : Math.ceil(value) };
}

/**
 * @param raw the usage as reported by the provider; OpenRouter adds `cost` in US dollars.
 * @returns null: not reported.
 * @source OpenRouter, "Usage accounting": with one's own key (`is_byok`) `cost` is only its fee, often 0.
 */
export function usdOf(raw: unknown): UsdMicros | null {
  if (!isJsonObject(raw)) return null;
  const { cost, is_byok: isOwnKey, cost_details: details } = raw;
  const upstream = isOwnKey !== true ? 0 : isJsonObject(details) ? details.upstream_inference_cost : null;
  if (!isCost(cost) || !isCost(upstream)) return null;
  return micros(cost + upstream);
}

/** @source LiteLLM, "Response headers": US dollars, or `None`. @returns null: not reported. */
export function usdInHeaders(headers: Headers): UsdMicros | null {
  const said = headers.get('x-litellm-response-cost');
  const cost = said === null || said.trim() === '' ? null : Number(said);
  return isCost(cost) ? micros(cost) : null;
}

const isCost = (usd: unknown): usd is number => typeof usd === 'number' && usd >= 0 && usd <= MOST_USD;

/** Half up, in decimal: 0.0001245 is 125 millionths, although in binary a million times that is below 124.5. */
function micros(usd: number): UsdMicros {
  const [digits, exponent] = usd.toExponential().split('e');
  return usdMicros(Math.round(Number(`${digits}e${Number(exponent) + 6}`)));
}

/** Code points, which is how vendors of speech count. */
export const charactersOf = (text: string): number => [...text].length;
