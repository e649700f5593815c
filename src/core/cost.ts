/** Sums of costs. */
import type { Usage } from '../model/provider.ts';
import type { Cost } from '../model/result.ts';

/** If one of the costs is unknown, so is the sum. */
export const addCost = (a: Cost | null, b: Cost): Cost => ({
  usd: a?.usd === null || b.usd === null ? null : (((a?.usd ?? 0) + b.usd) as Cost['usd']),
  tokens: (a?.tokens ?? 0) + b.tokens,
});

export const tokensIn = ({ inputTokens = 0, outputTokens = 0 }: Usage): number => inputTokens + outputTokens;
