/** What a call used and cost, from an SDK's words into ours. Pure. */
import { type UsdMicros, usdMicros } from '../../model/brand.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Usage } from '../../model/provider.ts';

/** As the AI SDK counts: `inputTokens` with cached ones, `outputTokens` with reasoning. */
interface SdkUsage {
  readonly inputTokens?: number | undefined;
  readonly inputTokenDetails?: {
    readonly cacheReadTokens?: number | undefined;
    readonly cacheWriteTokens?: number | undefined;
  };
  readonly outputTokens?: number | undefined;
  readonly outputTokenDetails?: { readonly reasoningTokens?: number | undefined };
  /** As the provider said it. */
  readonly raw?: unknown;
}

/**
 * Where a count is missing some SDKs say zero. Whatever is asked has tokens, and so has whatever came: a zero is then no
 * count.
 *
 * @param came whether there was an answer.
 */
export function tokensOf(usage: SdkUsage, came: boolean): Usage {
  return {
    ...counted('inputTokens', usage.inputTokens || undefined),
    ...counted('cachedInputTokens', usage.inputTokenDetails?.cacheReadTokens),
    // Most say that they kept nothing: that is no news.
    ...counted('cacheWriteTokens', usage.inputTokenDetails?.cacheWriteTokens || undefined),
    ...counted('cacheWriteHourTokens', hourTokensIn(usage.raw)),
    ...counted('outputTokens', came ? usage.outputTokens || undefined : usage.outputTokens),
    ...counted('reasoningTokens', usage.outputTokenDetails?.reasoningTokens),
  };
}

/** undefined: none, or not said. @source Anthropic, "Prompt caching: 1-hour cache duration". */
function hourTokensIn(raw: unknown): number | undefined {
  const kept = isJsonObject(raw) && isJsonObject(raw.cache_creation) ? raw.cache_creation : {};
  const { ephemeral_1h_input_tokens: tokens } = kept;
  return typeof tokens === 'number' && tokens > 0 ? tokens : undefined;
}

/** More than any call uses or costs: a slip of the provider, which would make sums that cannot be trusted. */
const MOST = 1e12;
const MOST_USD = 1e6;

/** Left out where it was not said, or is no count. Only seconds have fractions: books hold whole numbers of all else. */
export function counted(key: keyof Usage, value: number | undefined): Usage {
  if (value === undefined || !(value >= 0 && value <= MOST)) return {};
  return { [key]: key === 'seconds' ? value : Math.ceil(value) };
}

/**
 * @param raw the usage as the provider said it; OpenRouter adds `cost` in US dollars. null: it did not say.
 * @source OpenRouter, "Usage accounting": with a key of one's own (`is_byok`) `cost` is its fee alone, often 0.
 */
export function usdOf(raw: unknown): UsdMicros | null {
  if (!isJsonObject(raw)) return null;
  const { cost, is_byok: isOwnKey, cost_details: details } = raw;
  const upstream = isOwnKey !== true ? 0 : isJsonObject(details) ? details.upstream_inference_cost : null;
  if (!isCost(cost) || !isCost(upstream)) return null;
  return micros(cost + upstream);
}

/** @source LiteLLM, "Response headers": US dollars, or `None`. null: it did not say. */
export function usdInHeaders(headers: Headers): UsdMicros | null {
  const said = headers.get('x-litellm-response-cost');
  const cost = said === null || said.trim() === '' ? null : Number(said);
  return isCost(cost) ? micros(cost) : null;
}

const isCost = (usd: unknown): usd is number => typeof usd === 'number' && usd >= 0 && usd <= MOST_USD;

/** Half up, in decimal: 0.0001245 is 125 millionths, although in binary it times a million is below 124.5. */
function micros(usd: number): UsdMicros {
  const [digits, exponent] = usd.toExponential().split('e');
  return usdMicros(Math.round(Number(`${digits}e${Number(exponent) + 6}`)));
}

/** As vendors of speech count: code points. */
export const charactersOf = (text: string): number => [...text].length;
