/** Ids in JSON that have more digits than a number of it keeps. Pure. */

/** Is there a whole number, outside of texts, that would be kept as another one? */
export function losesDigits(text: string): boolean {
  if (!/\d{16}/.test(text)) return false;
  const outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...outside.matchAll(/(?<![\d.eE+])\d{16,}(?![\d.eE])/g)].some(
    ([digits]) => BigInt(Number(digits)) !== BigInt(digits),
  );
}
