/**
 * One strict YAML (and so JSON) document: its value, and the place of every part of it. Pure; never throws.
 *
 * Y1. The value is plain JSON: no key that could reach a prototype, no number that JSON cannot hold.
 * Y2. Work is linear in the file, whatever it holds; aliases add at most 10,000 nodes.
 * Y3. All mistakes are reported; after a syntax error there is no document, since its structure is a guess.
 */
import type { Diagnostic, Place } from '../../model/diagnostic.ts';
import { type Json, sameJson } from '../../model/json.ts';
import { decode } from '../text/decode.ts';
import { type Locate, placeAt, type SourceText } from '../text/source-text.ts';
import type { YamlNode } from './node.ts';
import { parseYaml, type YamlTree } from './parser.ts';
import { scalarOffsets } from './scalar-offsets.ts';
import { syntaxDiagnostics } from './syntax.ts';
import { type Built, buildValue, placeOf } from './value.ts';

export type JsonPath = readonly (string | number)[];

export interface YamlDocument {
  readonly file: string;
  /** null also when the file is empty. */
  readonly value: Json;
  /** The value at a path; where the path leaves the document, the key of the last thing that is there. */
  at(path: JsonPath): Place;
  /** The key that leads to it; for an entry of a list and the root, the value. */
  atKey(path: JsonPath): Place;
  /** Places inside the string at a path. */
  within(path: JsonPath): Locate;
}

export interface YamlReading {
  /** null: it cannot be read as YAML at all, and an error says why. */
  readonly document: YamlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param parse as `parseYaml` does it, by whoever may know the tree already. */
export function readYaml(
  file: string,
  bytes: Uint8Array | string,
  parse: (text: string) => YamlTree = parseYaml,
): YamlReading {
  const { source, diagnostics } = decode(file, bytes);
  if (!source) return { document: null, diagnostics };
  const tree = parse(source.text);
  const mistakes = syntaxDiagnostics(source, tree);
  if (mistakes.length > 0) return { document: null, diagnostics: [...diagnostics, ...mistakes] };
  const built = buildValue(tree.root, source);
  return { document: documentOf(source, tree.root, built), diagnostics: [...diagnostics, ...built.diagnostics] };
}

/** Is the text, as it would be read from a file, that value and without a mistake? */
export function readsAs(text: string, value: Json): boolean {
  const { document, diagnostics } = readYaml('', new TextEncoder().encode(text));
  return document !== null && diagnostics.length === 0 && sameJson(document.value, value);
}

/** Where a mistake is pointed at. */
export const pointedAt = (
  document: YamlDocument,
  { path, point }: { readonly path: JsonPath; readonly point: 'key' | 'value' },
): Place => (point === 'key' ? document.atKey(path) : document.at(path));

function documentOf(source: SourceText, root: YamlNode | null, built: Built): YamlDocument {
  const place = (node: YamlNode | null): Place => (node ? placeOf(source, node) : placeAt(source, 0, 1));
  return {
    file: source.file,
    value: built.value,
    at: (path) => {
      const { node, key, arrived } = follow(root, built, path);
      return place(arrived ? (node ?? key) : (key ?? node));
    },
    atKey: (path) => {
      const { node, key } = follow(root, built, path);
      return place(key ?? node);
    },
    within: (path) => locateIn(source, follow(root, built, path)),
  };
}

interface Found {
  readonly node: YamlNode | null;
  readonly key: YamlNode | null;
  /** False when the path left the document; then node and key are of the last step that is there. */
  readonly arrived: boolean;
}

function follow(root: YamlNode | null, { pairs, targets }: Built, path: JsonPath): Found {
  let found: Found = { node: root, key: null, arrived: true };
  for (const step of path) {
    const parent = found.node?.type === 'alias' ? targets.get(found.node) : found.node;
    const pair = parent?.type === 'map' ? pairs.get(parent)?.get(String(step)) : undefined;
    const item = parent?.type === 'list' ? parent.items[Number(step)] : undefined;
    if (pair) found = { node: pair.value, key: pair.key, arrived: true };
    else if (item) found = { node: item, key: null, arrived: true };
    else return { ...found, arrived: false };
  }
  return found;
}

function locateIn(source: SourceText, { node, key }: Found): Locate {
  if (node?.type !== 'scalar' || typeof node.value !== 'string') {
    const whole = node ?? key;
    return () => (whole ? placeOf(source, whole) : placeAt(source, 0, 1));
  }
  const { start, end, style } = node;
  const { value } = node;
  let known: Uint32Array | null = null;
  return (offset, length) => {
    // Most expressions have no mistake that needs a place.
    known ??= scalarOffsets(value, { text: source.text, start, end, style });
    const offsets = known;
    const last = offsets.length - 1;
    const from = Math.max(0, Math.min(offset, last));
    const first = offsets[from] ?? start;
    // up to the character behind the stretch: escapes are wider in the file than in the value
    const until = offsets[Math.min(last, from + Math.max(1, length))] ?? end;
    return placeAt(source, first, Math.max(1, until - first));
  };
}
