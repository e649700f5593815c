/** A YAML tree as JSON, for caches of trees: nodes are lists, which take a third of the text of objects. Pure. */
import type { Json } from '../../model/json.ts';
import type { YamlNode } from './node.ts';
import type { ScalarStyle } from './scalar-offsets.ts';

type Anchored = [anchor?: string];
type StoredNode =
  | readonly [type: 0, start: number, end: number, value: string | number | boolean | null, ScalarStyle, ...Anchored]
  | readonly [type: 1, start: number, end: number, pairs: readonly (StoredNode | null)[], isFlow: boolean, ...Anchored]
  | readonly [type: 2, start: number, end: number, items: readonly StoredNode[], isFlow: boolean, ...Anchored]
  | readonly [type: 3, start: number, end: number, name: string];

/** null: something in the tree has no form in JSON. Recurses as deep as the tree, whose depth is limited. */
export function stored(root: YamlNode): Json | null {
  const taken = new Taken();
  const json = taken.node(root);
  // The type Json cannot express literal types and optional ends.
  return taken.isWhole ? (json as unknown as Json) : null;
}

class Taken {
  isWhole = true;

  node(node: YamlNode): StoredNode {
    const { start, end } = node;
    const anchored: Anchored = node.anchor === null ? [] : [node.anchor];
    switch (node.type) {
      case 'scalar':
        return [0, start, end, this.scalar(node.value), node.style, ...anchored];
      case 'map': {
        const pairs = node.pairs.flatMap(({ key, value }) => [key && this.node(key), value && this.node(value)]);
        return [1, start, end, pairs, node.layout === 'flow', ...anchored];
      }
      case 'list':
        return [2, start, end, node.items.map((item) => this.node(item)), node.layout === 'flow', ...anchored];
      case 'alias':
        return [3, start, end, node.name];
    }
  }

  scalar(value: unknown): string | number | boolean | null {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return value;
    this.isWhole = false;
    return null;
  }
}

/** @param json the result of {@link stored}. @returns the same tree. */
export const restored = (json: Json): YamlNode => nodeOf(json as unknown as StoredNode);

function nodeOf(stored: StoredNode): YamlNode {
  // By index: destructuring a list makes an iterator for each node.
  const start = stored[1];
  const end = stored[2];
  if (stored[0] === 3) return { type: 'alias', name: stored[3], anchor: null, start, end };
  const anchor = stored[5] ?? null;
  if (stored[0] === 0) return { type: 'scalar', value: stored[3], style: stored[4], anchor, start, end };
  const layout = stored[4] ? 'flow' : 'block';
  if (stored[0] === 2) return { type: 'list', layout, items: stored[3].map(nodeOf), anchor, start, end };
  const nodes = stored[3];
  const pairs: { key: YamlNode | null; value: YamlNode | null }[] = [];
  for (let i = 0; i < nodes.length; i += 2) pairs.push({ key: ifAny(nodes[i]), value: ifAny(nodes[i + 1]) });
  return { type: 'map', layout, pairs, anchor, start, end };
}

const ifAny = (stored: StoredNode | null | undefined): YamlNode | null => (stored ? nodeOf(stored) : null);
