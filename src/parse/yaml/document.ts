/**
 * Reads one strict YAML (or JSON) document: its value, and the place of every part. Pure; never throws.
 *
 * Y1. The value is plain JSON: no key that could access a prototype, no number that JSON cannot represent.
 * Y2. The work is linear in the size of the file; aliases add at most 10,000 nodes.
 * Y3. All mistakes are reported. After a syntax error there is no document, since the structure is uncertain.
 */
import type { Diagnostic, Place } from '../../model/diagnostic.ts';
import { type Json, sameJson } from '../../model/json.ts';
import { decode } from '../text/decode.ts';
import { type Locate, placeAt, type SourceText } from '../text/source-text.ts';
import { type CutText, cutTexts } from './cut-texts.ts';
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
  /** Place of the value at a path; if it does not exist, of the key of the last existing step. */
  at(path: JsonPath): Place;
  /** Place of the key of a value; for list entries and the root, of the value. */
  atKey(path: JsonPath): Place;
  /** Places inside the string at a path. */
  within(path: JsonPath): Locate;
  /** Texts whose end YAML reads as a comment, as it is read in `The #1 rocket`. */
  cutTexts(): readonly CutText[];
}

export interface YamlReading {
  /** null: it is not valid YAML, and the errors say why. */
  readonly document: YamlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param parse `parseYaml`, or a cache of trees. */
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

/** Does the text, read as a file, give that value without mistakes? */
export function readsAs(text: string, value: Json): boolean {
  const { document, diagnostics } = readYaml('', new TextEncoder().encode(text));
  return document !== null && diagnostics.length === 0 && sameJson(document.value, value);
}

/** The place of a mistake. */
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
    cutTexts: () => cutTexts(root, source),
  };
}

interface Found {
  readonly node: YamlNode | null;
  readonly key: YamlNode | null;
  /** False if the path does not exist; node and key are then those of the last existing step. */
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
    // Computed on demand, since most expressions have no mistakes.
    known ??= scalarOffsets(value, { text: source.text, start, end, style });
    const offsets = known;
    const last = offsets.length - 1;
    const from = Math.max(0, Math.min(offset, last));
    const first = offsets[from] ?? start;
    // Up to the character after the range, since escapes are longer in the file than in the value.
    const until = offsets[Math.min(last, from + Math.max(1, length))] ?? end;
    return placeAt(source, first, Math.max(1, until - first));
  };
}
