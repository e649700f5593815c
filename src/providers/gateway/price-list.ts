/**
 * Gateway: the public price list. The door to `@pydantic/genai-prices`.
 *
 * It returns null for an unknown model, server or unit: a price of zero is never made up.
 */
import type { ProviderIdentity, Usage } from '../../model/provider.ts';
import { isMissingModule } from '../../model/system-error.ts';

interface Listed {
  readonly usd: number;
  /** The prices themselves, for a digest. */
  readonly prices: unknown;
}

/** @param at time of the call: some prices are limited in time. */
export type PriceList = (identity: ProviderIdentity, usage: Usage, at: Date) => Listed | null;

/** The list if the package is not installed. */
export const nothing: PriceList = () => null;

let loading: Promise<PriceList> | null = null;

export function priceList(): Promise<PriceList> {
  loading ??= load();
  return loading;
}

async function load(): Promise<PriceList> {
  try {
    const { calcPrice } = await import('@pydantic/genai-prices');
    return (identity, usage, at) => {
      const found = calcPrice(inItsUnits(usage), identity.model, { ...vendorOf(identity), timestamp: at });
      if (found === null || !isCovered(usage, found.model_price)) return null;
      return { usd: found.total_price, prices: found.model_price };
    };
  } catch (error) {
    if (isMissingModule(error)) return nothing;
    throw error;
  }
}

/** A model of the same name on a self-hosted server has no list price. */
function vendorOf({ type, baseUrl }: ProviderIdentity): { providerId: string } | { providerApiUrl: string } {
  if (baseUrl !== null) return { providerApiUrl: baseUrl };
  return { providerId: type.replace(/^@ai-sdk\//, '') };
}

const inItsUnits = ({ inputTokens, outputTokens, seconds, ...parts }: Usage): Record<string, number> => ({
  ...(inputTokens === undefined ? {} : { input_tokens: inputTokens, ...partsOf(inputTokens, parts) }),
  ...(outputTokens === undefined ? {} : { output_tokens: outputTokens, ...soundIn(outputTokens, parts) }),
  ...(seconds === undefined || inputTokens !== undefined ? {} : { audio_seconds: seconds }),
});

const soundIn = (outputTokens: number, { outputAudioTokens = 0 }: Usage): Record<string, number> =>
  outputAudioTokens > 0 ? { output_audio_tokens: Math.min(outputAudioTokens, outputTokens) } : {};

/** Never more than `inputTokens`: the package would refuse to calculate. */
function partsOf(inputTokens: number, parts: Usage): Record<string, number> {
  const { cachedInputTokens = 0, cacheWriteTokens = 0, cacheWriteHourTokens = 0, inputImageTokens = 0 } = parts;
  const read = Math.min(cachedInputTokens, inputTokens);
  const written = Math.min(cacheWriteTokens, inputTokens - read);
  return {
    ...{ cache_read_tokens: read, cache_write_tokens: written },
    ...(cacheWriteHourTokens > 0 ? { cache_write_1h_tokens: Math.min(cacheWriteHourTokens, written) } : {}),
    ...(inputImageTokens > 0 ? { input_image_tokens: Math.min(inputImageTokens, inputTokens) } : {}),
  };
}

/** The package charges nothing for units without a price: the price of the call is then unknown. */
function isCovered({ inputTokens, outputTokens, seconds }: Usage, prices: Readonly<Record<string, unknown>>): boolean {
  if (inputTokens === undefined && outputTokens === undefined)
    return seconds !== undefined && prices.audio_hours !== undefined;
  const isInput = inputTokens === undefined || prices.input_mtok !== undefined;
  return isInput && (outputTokens === undefined || prices.output_mtok !== undefined);
}
