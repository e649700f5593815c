/**
 * Makes a JSON value of YAML nodes: refuses what JSON cannot represent, keys that could access a prototype, and aliases
 * that would make the value too large. Pure, linear in the size of the file.
 */
import type { Diagnostic, Place, RelatedPlace } from '../../model/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import { MAX_MISTAKES } from '../finding.ts';
import { isUnsafeName } from '../json/unsafe-keys.ts';
import { placeAt, type SourceText } from '../text/source-text.ts';
import { type AliasNode, type ListNode, MAX_DEPTH, type MapNode, type ScalarNode, type YamlNode } from './node.ts';

const MAX_ALIASES = 50;
/** Total number of nodes that aliases may repeat. */
const MAX_ALIASED_NODES = 10_000;

interface PairNode {
  readonly key: YamlNode;
  readonly value: YamlNode | null;
}

export interface Built {
  readonly value: Json;
  /** The pairs of each map by key; the first one of a duplicate key. */
  readonly pairs: ReadonlyMap<YamlNode, ReadonlyMap<string, PairNode>>;
  readonly targets: ReadonlyMap<AliasNode, YamlNode>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The value of a node, how many nodes it has with aliases followed, and how many levels. */
interface Part {
  readonly value: Json;
  readonly size: number;
  readonly height: number;
}

const NOTHING: Part = { value: null, size: 1, height: 0 };

/** The state of one walk; lives as long as `buildValue`. */
interface Walk {
  readonly source: SourceText;
  readonly diagnostics: Diagnostic[];
  readonly pairs: Map<YamlNode, Map<string, PairNode>>;
  readonly targets: Map<AliasNode, YamlNode>;
  /** The meaning of an anchor's name at this point; null while it is being read. */
  readonly anchors: Map<string, { readonly node: YamlNode; readonly part: Part | null }>;
  aliases: number;
  aliasedNodes: number;
  /** An alias was left out. */
  isCut: boolean;
}

export function buildValue(root: YamlNode | null, source: SourceText): Built {
  const walk: Walk = {
    source,
    diagnostics: [],
    pairs: new Map(),
    targets: new Map(),
    anchors: new Map(),
    aliases: 0,
    aliasedNodes: 0,
    isCut: false,
  };
  const { value } = build(walk, root, 1);
  return { value, pairs: walk.pairs, targets: walk.targets, diagnostics: walk.diagnostics };
}

function build(walk: Walk, node: YamlNode | null, depth: number): Part {
  if (node === null) return NOTHING;
  if (node.anchor !== null) walk.anchors.set(node.anchor, { node, part: null });
  const part = buildNode(walk, node, depth);
  if (node.anchor !== null) walk.anchors.set(node.anchor, { node, part });
  return part;
}

function buildNode(walk: Walk, node: YamlNode, depth: number): Part {
  switch (node.type) {
    case 'scalar':
      return { value: scalarValue(walk, node), size: 1, height: 0 };
    case 'alias':
      return follow(walk, node, depth);
    case 'list':
      return buildList(walk, node, depth);
    case 'map':
      return buildMap(walk, node, depth);
  }
}

function scalarValue(walk: Walk, node: ScalarNode): Json {
  const { value } = node;
  if (typeof value === 'number') return numberValue(walk, node, value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  report(walk, node, { code: 'yaml/syntax', message: 'this value cannot be represented in JSON' });
  return null;
}

function numberValue(walk: Walk, node: ScalarNode, value: number): Json {
  const tooLarge = Number.isInteger(value) && !Number.isSafeInteger(value);
  if (Number.isFinite(value) && !tooLarge) return value === 0 ? 0 : value;
  report(walk, node, {
    code: 'yaml/bad-number',
    message: tooLarge ? 'this number is too large to be kept exactly' : 'this is not a finite number',
    hint: 'put it in quotes to keep it as text',
  });
  return null;
}

function follow(walk: Walk, node: AliasNode, depth: number): Part {
  const target = walk.anchors.get(node.name);
  if (!target) return refuseAlias(walk, node, noAnchor(node.name, walk.anchors.size));
  if (!target.part) {
    return refuseAlias(walk, node, { code: 'yaml/alias-limit', message: `the alias "*${node.name}" contains itself` });
  }
  walk.targets.set(node, target.node);
  walk.aliases += 1;
  walk.aliasedNodes += target.part.size;
  const message = tooMuch(walk, depth + target.part.height);
  if (message === null) return target.part;
  // A value that would grow too large is cut, so that reading it stays fast; reported once, at the first such alias.
  if (walk.isCut) return NOTHING;
  walk.isCut = true;
  return refuseAlias(walk, node, { code: 'yaml/alias-limit', message });
}

function tooMuch({ aliases, aliasedNodes }: Walk, height: number): string | null {
  if (aliases > MAX_ALIASES) return `more than ${MAX_ALIASES} aliases in one file`;
  const repeats = aliasedNodes > MAX_ALIASED_NODES || height > MAX_DEPTH + 1;
  return repeats ? 'the aliases of this file repeat too much of it' : null;
}

const noAnchor = (name: string, anchors: number): Fault => ({
  code: 'yaml/unknown-alias',
  message: `nothing before this is marked "&${name}"`,
  hint: anchors === 0 ? 'put a text that starts with * in quotes' : 'mark the value to repeat with & and this name',
});

function refuseAlias(walk: Walk, node: AliasNode, fault: Fault): Part {
  report(walk, node, fault);
  return NOTHING;
}

function buildList(walk: Walk, node: ListNode, depth: number): Part {
  const value: Json[] = [];
  let [size, height] = [1, 0];
  for (const item of node.items) {
    const part = build(walk, item, depth + 1);
    value.push(part.value);
    size += part.size;
    height = Math.max(height, part.height);
  }
  return { value, size, height: height + 1 };
}

function buildMap(walk: Walk, node: MapNode, depth: number): Part {
  const pairs = new Map<string, PairNode>();
  walk.pairs.set(node, pairs);
  const entries: [string, Json][] = [];
  let [size, height] = [1, 0];
  for (const { key, value } of node.pairs) {
    const part = build(walk, value, depth + 1);
    size += part.size;
    height = Math.max(height, part.height);
    const name = key === null ? null : keyName(walk, key, pairs);
    if (key === null || name === null) continue;
    pairs.set(name, { key, value });
    entries.push([name, part.value]);
  }
  return { value: Object.fromEntries(entries), size, height: height + 1 };
}

/** null: refused and reported. */
function keyName(walk: Walk, key: YamlNode, taken: ReadonlyMap<string, PairNode>): string | null {
  if (key.type !== 'scalar') {
    report(walk, key, { code: 'yaml/syntax', message: 'a key must be a plain text, not a list, a map or an alias' });
    return null;
  }
  const name = String(key.value);
  const fault = keyFault(name, taken);
  if (fault === null) return name;
  const first = taken.get(name)?.key;
  const related = first && { message: 'first given here', at: placeOf(walk.source, first) };
  report(walk, key, fault, related ? [related] : []);
  return null;
}

function keyFault(name: string, taken: ReadonlyMap<string, PairNode>): Fault | null {
  if (name === '<<') {
    return { code: 'yaml/merge-key', message: 'merge keys (<<) are not supported', hint: 'write the keys out' };
  }
  if (isUnsafeName(name)) {
    return { code: 'yaml/unsafe-key', message: `the key "${name}" is not allowed`, hint: 'use another name' };
  }
  if (taken.has(name)) {
    return { code: 'yaml/duplicate-key', message: `the key "${name}" is given twice`, hint: 'delete one of the two' };
  }
  return null;
}

type Fault = Pick<Diagnostic, 'code' | 'message' | 'hint'>;

export const placeOf = (source: SourceText, node: YamlNode): Place =>
  placeAt(source, node.start, node.end - node.start);

function report(walk: Walk, node: YamlNode, fault: Fault, related: readonly RelatedPlace[] = []): void {
  if (walk.diagnostics.length === MAX_MISTAKES) return;
  walk.diagnostics.push({
    ...fault,
    severity: 'error',
    at: placeOf(walk.source, node),
    ...(related.length > 0 ? { related } : {}),
  });
}
