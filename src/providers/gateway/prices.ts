/**
 * Gateway: what units cost. Pure except for the price list, which is loaded on first use.
 *
 * P1. Whole micro-dollars. All parts of a price are added exactly, and the sum is rounded once: half up, or up for a
 *     ceiling.
 * P2. A unit that is charged but was not counted has no price: null, never zero.
 */
import { type Digest, type EpochMs, type UsdMicros, usdMicros } from '../../model/brand.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Capability, Prices, ProviderIdentity, ProviderSettings, Usage } from '../../model/provider.ts';
import { withOptions } from './ceiling.ts';
import { digestOf } from './keys.ts';
import { nothing, type PriceList, priceList } from './price-list.ts';

export interface Priced {
  readonly usd: UsdMicros;
  /** Digest of the prices. */
  readonly prices: Digest;
}
type Rounding = 'nearest' | 'up';
/** null: P2. */
export type Tariff = (usage: Usage, rounding: Rounding) => Priced | null;

export interface TariffFor {
  readonly settings: ProviderSettings;
  readonly identity: ProviderIdentity;
  readonly capability: Capability;
  readonly at: EpochMs;
}

export async function tariffFor(asked: TariffFor): Promise<Tariff> {
  const { settings, capability } = asked;
  if (settings.prices !== null) return ownTariff(settings.prices, capability);
  if (settings.type === 'offline') return ownTariff({ perRequest: drilledCost(settings) }, capability);
  return isApart(settings) ? () => null : listTariff(await priceList(), asked);
}

/** A small amount of every unit that calls of a capability are charged for. */
const A_LITTLE: Readonly<Record<Capability, Usage>> = {
  text: { inputTokens: 1000, outputTokens: 1000 },
  speech: { characters: 1000, seconds: 60 },
  image: { images: 1 },
  video: { seconds: 5, images: 1 },
  transcription: { seconds: 60 },
};

/** Can the most that a call costs be computed before it is made? The same as for its ceiling. */
export const isPriced = (asked: TariffFor): Promise<boolean> => hasPrice(asked, A_LITTLE[asked.capability]);

/** Will the cost of a call be known from what it used? Models that draw count tokens only afterwards. */
export const isPricedAfterwards = (asked: TariffFor): Promise<boolean> =>
  asked.capability === 'image' ? hasPrice(asked, { ...A_LITTLE.image, ...A_LITTLE.text }) : isPriced(asked);

async function hasPrice(asked: TariffFor, usage: Usage): Promise<boolean> {
  const tariff = await tariffFor(asked);
  return tariff(withOptions(usage, asked.settings), 'up') !== null;
}

/** Does anything depend on how many tokens a text has, before it is sent? Counting them takes a large vocabulary. */
export async function isCounted(asked: TariffFor): Promise<boolean> {
  if (asked.capability !== 'text' || asked.settings.type === 'offline') return false;
  return asked.settings.tokensPerMinute !== null || (await isPriced(asked));
}

/** Does the list contain the model? @returns true if there is no list. */
export async function isListed({ identity, capability, at }: Omit<TariffFor, 'settings'>): Promise<boolean> {
  const list = await priceList();
  return list === nothing || list(identity, A_LITTLE[capability], new Date(at)) !== null;
}

/** List prices are for the ordinary service, in any region. */
const USUAL = ['auto', 'default', 'standard', 'standard_only', 'global'];

/** Do options request a faster, slower or regional service, with a price that no list contains? */
function isApart({ options: { provider_options: given } }: ProviderSettings): boolean {
  if (!isJsonObject(given)) return false;
  return [given.serviceTier, given.speed, given.inferenceGeo].some(
    (wish) => typeof wish === 'string' && !USUAL.includes(wish),
  );
}

/** The cost that `offline` is configured to simulate, in US dollars. */
function drilledCost({ options }: ProviderSettings): number {
  return typeof options.cost === 'number' ? options.cost : 0;
}

/** One part is 10⁻⁹ of a dollar: every price that people write is a whole number of parts. */
const PARTS = 1_000_000_000n;
/** Exact for prices with up to nine decimals. */
const inParts = (dollars: number): bigint => BigInt(Math.round(dollars * Number(PARTS)));

const UNITS = ['input', 'output', 'characters', 'seconds', 'images'] as const;
type Unit = (typeof UNITS)[number];
/** Units that a provider of each capability may charge for. */
const CHARGED: Readonly<Record<Capability, readonly Unit[]>> = {
  text: ['input', 'output'],
  speech: ['characters', 'seconds', 'input', 'output'],
  image: ['images', 'input', 'output'],
  video: ['seconds', 'images'],
  transcription: ['seconds', 'input', 'output'],
};

export function ownTariff(prices: Prices, capability: Capability): Tariff {
  const digest = digestOf(prices);
  const priced = CHARGED[capability].filter((unit) => priceOf(prices, unit) !== undefined);
  const { perRequest } = prices;
  return (usage, rounding) => {
    if (priced.length === 0 && perRequest === undefined) return null;
    // Prices are in dollars per million units: the same number is in micro-dollars per unit.
    let parts = inParts(perRequest ?? 0) * 1_000_000n;
    for (const unit of priced) {
      const cost = costOf(prices, usage, unit);
      if (cost === null) return null;
      parts += cost;
    }
    return { usd: rounded(parts, rounding), prices: digest };
  };
}

function priceOf(prices: Prices, unit: Unit): number | undefined {
  switch (unit) {
    case 'input':
      return prices.inputPerMillionTokens;
    case 'output':
      return prices.outputPerMillionTokens;
    case 'characters':
      return prices.perThousandCharacters;
    case 'seconds':
      return prices.perSecond;
    case 'images':
      return prices.perImage;
  }
}

/** In parts of a micro-dollar; null: not counted. */
function costOf(prices: Prices, usage: Usage, unit: Unit): bigint | null {
  const price = inParts(priceOf(prices, unit) ?? 0);
  const { inputTokens, outputTokens, characters, seconds, images } = usage;
  switch (unit) {
    case 'input': {
      if (inputTokens === undefined) return null;
      const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens);
      const cachedPrice = prices.cachedInputPerMillionTokens;
      return (
        count(inputTokens - cached) * price + count(cached) * (cachedPrice === undefined ? price : inParts(cachedPrice))
      );
    }
    case 'output':
      return outputTokens === undefined ? null : count(outputTokens) * price;
    case 'characters':
      return characters === undefined ? null : count(characters) * price * 1_000n;
    case 'seconds':
      return seconds === undefined ? null : count(seconds * 1_000) * price * 1_000n;
    case 'images':
      return images === undefined ? null : count(images) * price * 1_000_000n;
  }
}

/** A number sent by a provider: whatever it is, no cost is negative. */
const count = (n: number): bigint => (Number.isFinite(n) && n > 0 ? BigInt(Math.round(n)) : 0n);

function rounded(parts: bigint, rounding: Rounding): UsdMicros {
  const more = rounding === 'up' ? PARTS - 1n : PARTS / 2n;
  return usdMicros(Number((parts + more) / PARTS));
}

function listTariff(list: PriceList, { identity, at }: TariffFor): Tariff {
  return (usage, rounding) => {
    const listed = list(identity, usage, new Date(at));
    if (listed === null) return null;
    // The list adds floating-point numbers: digits beyond these are rounding errors.
    const parts = BigInt(Math.round(listed.usd * 1_000_000 * 1_000));
    return { usd: rounded(parts * (PARTS / 1_000n), rounding), prices: digestOf(listed.prices) };
  };
}
