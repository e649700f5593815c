/** Items of lists by their addresses, where there are too many to show them all. Pure. */

interface Addressed {
  readonly address: string;
}

/** `kids` of `kids[a]`: the stage whose list it is in; null: it is no item. */
export const listOf = (address: string): string | null =>
  address.endsWith(']') ? address.slice(0, address.lastIndexOf('[')) : null;

/** `kids[]/one` of `kids[a]/one`: equal of whatever is the same stage in another item. */
export const addressShape = (address: string): string => address.replace(/\[[^\]]*\]/g, '[]');

/** Items on the way to an address, itself if it is one, the outermost first: `kids[a]` of `kids[a]/one`. */
function itemsOf(address: string): readonly string[] {
  const items: string[] = [];
  for (let end = address.indexOf(']'); end >= 0; end = address.indexOf(']', end + 1))
    items.push(address.slice(0, end + 1));
  return items;
}

/** Address of an item -> what of its sub-pipeline stands among the entries, in their order. */
export function insideItems<T extends Addressed>(entries: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const inside = new Map<string, T[]>();
  for (const entry of entries) {
    for (const item of itemsOf(entry.address)) {
      if (item === entry.address) continue;
      const all = inside.get(item);
      if (all) all.push(entry);
      else inside.set(item, [entry]);
    }
  }
  return inside;
}

export interface FirstItems<T> {
  /** Those that are in no list, or in the first items of each, in their order. */
  readonly shown: readonly T[];
  /** How many more items there are, by the address of their list; none of what lies inside of an item that is left out. */
  readonly more: ReadonlyMap<string, number>;
}

/** @param most items of a list. One more is not left out: to say so would take as much room. */
export function firstItems<T>(entries: readonly T[], addressOf: (entry: T) => string, most: number): FirstItems<T> {
  const lists = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const item of itemsOf(addressOf(entry))) {
      const list = listOf(item) ?? item;
      lists.set(list, (lists.get(list) ?? new Set()).add(item));
    }
  }
  const hidden = new Set<string>();
  const more = new Map<string, number>();
  const isInside = (address: string): boolean => itemsOf(address).some((item) => hidden.has(item));
  for (const [list, items] of lists) {
    if (items.size <= most + 1 || isInside(list)) continue;
    for (const item of [...items].slice(most)) hidden.add(item);
    more.set(list, items.size - most);
  }
  return { shown: entries.filter((entry) => !isInside(addressOf(entry))), more };
}
