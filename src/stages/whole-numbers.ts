/** Whole numbers in JSON that have more digits than a number keeps: ids, mostly. */

/** Is there one that is read as another number? @param json JSON that can be parsed. */
export function losesDigits(json: string): boolean {
  let isLost = false;
  eachNumber(json, (value, written) => {
    isLost ||= isOther(value, written);
    return value;
  });
  return isLost;
}

/** With all digits, as texts. @throws SyntaxError when it is no JSON. */
export const withAllDigits = (json: string): unknown =>
  eachNumber(json, (value, written) => (isOther(value, written) ? written : value));

const isOther = (value: number, written: string): boolean =>
  /^-?\d{16,}$/.test(written) && (!Number.isFinite(value) || BigInt(value) !== BigInt(written));

/** @param replaced gets a number, and how it is written. */
function eachNumber(json: string, replaced: (value: number, written: string) => unknown): unknown {
  // To look at each value takes many times as long as to parse it.
  if (!/\d{16}/.test(json)) return JSON.parse(json);
  const reviver = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined ? replaced(value, context.source) : value;
  try {
    return JSON.parse(json, reviver);
  } catch (error) {
    // Nested deeper than it can be looked at: much deeper than an output may be.
    if (error instanceof RangeError) return JSON.parse(json);
    throw error;
  }
}
