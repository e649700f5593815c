/** Groups items of lists by address, for lists that are too long to show. Pure. */

/** The stage of an item: `kids` of `kids[a]`; null: the address is not an item. */
export const listOf = (address: string): string | null =>
  address.endsWith(']') ? address.slice(0, address.lastIndexOf('[')) : null;

/** `kids[]/one` for `kids[a]/one`: equal for the same stage in all items. */
export const addressShape = (address: string): string => address.replace(/\[[^\]]*\]/g, '[]');

/** The items that contain an address, including itself, outermost first: `kids[a]` of `kids[a]/one`. */
function itemsOf(address: string): readonly string[] {
  const items: string[] = [];
  for (let end = address.indexOf(']'); end >= 0; end = address.indexOf(']', end + 1))
    items.push(address.slice(0, end + 1));
  return items;
}

/** Address of an item -> the entries inside of its sub-pipeline, in order. */
export function insideItems<T extends { readonly address: string }>(
  entries: readonly T[],
): ReadonlyMap<string, readonly T[]> {
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
  /** The entries outside of lists or in the first items of each list, in order. */
  readonly shown: readonly T[];
  /** Number of further items by the address of their list, without lists inside of items that are left out. */
  readonly more: ReadonlyMap<string, number>;
}

/** @param most items per list. A single further item is not left out, since the note would be as long. */
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
