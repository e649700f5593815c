/** Items of lists by their addresses, where there are too many to show them all. Pure. */

interface Addressed {
  readonly address: string;
}

/** `kids` of `kids[a]`: the stage whose list it is in; null: it is no item. */
export const listOf = (address: string): string | null =>
  address.endsWith(']') ? address.slice(0, address.lastIndexOf('[')) : null;

/** Address of an item -> what of its sub-pipeline stands among the entries, in their order. */
export function insideItems<T extends Addressed>(entries: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const inside = new Map<string, T[]>();
  for (const entry of entries) {
    const { address } = entry;
    for (let end = address.indexOf(']/'); end >= 0; end = address.indexOf(']/', end + 1)) {
      const item = address.slice(0, end + 1);
      const all = inside.get(item);
      if (all) all.push(entry);
      else inside.set(item, [entry]);
    }
  }
  return inside;
}
