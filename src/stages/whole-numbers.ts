/** Integers in JSON with more digits than a number can hold, mostly ids. */

/** Does parsing change an integer? @param json valid JSON. */
export function losesDigits(json: string): boolean {
  let isLost = false;
  eachNumber(json, (value, written) => {
    isLost ||= isOther(value, written);
    return value;
  });
  return isLost;
}

/** Parses JSON; such integers become text with all digits. @throws SyntaxError when it is not JSON. */
export const withAllDigits = (json: string): unknown =>
  eachNumber(json, (value, written) => (isOther(value, written) ? written : value));

const isOther = (value: number, written: string): boolean =>
  /^-?\d{16,}$/.test(written) && (!Number.isFinite(value) || BigInt(value) !== BigInt(written));

/** @param replaced called with each number and its text. */
function eachNumber(json: string, replaced: (value: number, written: string) => unknown): unknown {
  // A reviver takes many times as long as plain parsing.
  if (!/\d{16}/.test(json)) return JSON.parse(json);
  const reviver = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined ? replaced(value, context.source) : value;
  try {
    return JSON.parse(json, reviver);
  } catch (error) {
    // Nested too deep for a reviver, and much deeper than an output may be.
    if (error instanceof RangeError) return JSON.parse(json);
    throw error;
  }
}
