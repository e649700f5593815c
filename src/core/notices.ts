/** Compares diagnostics by content, since those from a checkpoint are other objects. Pure. */
import type { Diagnostic } from '../model/diagnostic.ts';

export function withoutEqual(all: readonly Diagnostic[], others: readonly Diagnostic[]): readonly Diagnostic[] {
  if (all.length === 0 || others.length === 0) return all;
  const known = new Set(others.map((one) => JSON.stringify(one)));
  return all.filter((one) => !known.has(JSON.stringify(one)));
}
