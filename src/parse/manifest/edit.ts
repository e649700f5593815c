/**
 * Sets one value in the text of a YAML file, on behalf of a person. Pure.
 *
 * M1. Only the given value changes: the result is read again and compared before it is returned. A value that is
 *     repeated by an alias must therefore be edited by a person.
 * M2. Every other byte stays: comments, spacing, line ends, a byte order mark, a missing final line end.
 * M3. An existing value is replaced in place; a new key adds one line (or one entry of `{…}`).
 * M4. A new map is written on separate lines, so that further entries add one line each.
 */
import { err, ok } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonAt, sameJson } from '../../model/json.ts';
import { splitBom } from '../text/decode.ts';
import { readsAs, readYaml } from '../yaml/document.ts';
import { columnOf, eol, isBlock, lineEnd, pairEnd, textEnd } from '../yaml/ends.ts';
import { flowText, type KeyStyle, keyText } from '../yaml/flow.ts';
import type { MapNode, YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parser.ts';
import { appended, intoEmpty, newLines, type Splice, secondOf } from './list-edit.ts';

export interface ManifestText {
  /** Name of the file in diagnostics. */
  readonly file: string;
  readonly text: string;
}

/** A number is the index of a list entry; the index after the last one adds an entry. */
export type EditPath = readonly [string, ...(string | number)[]];

/** @returns the new text (unchanged if it has the value already), or why a person must edit it. */
export function setValue(source: ManifestText, path: EditPath, value: Json): Diagnosed<string> {
  return edited(source, { path, wanted: () => value, splices: (text) => splices(text, path, value) });
}

/** Sets several inputs of a run, one by one. */
export function setInputs({ file, text: source }: ManifestText, inputs: JsonObject): Diagnosed<string> {
  let text = source;
  for (const [key, value] of Object.entries(inputs)) {
    const next = setValue({ file, text }, ['inputs', key], value);
    if (!next.ok) return next;
    text = next.value;
  }
  return ok(text);
}

/** Replaces the value at `path` by a list of it and `value`. */
export function pairValue(source: ManifestText, path: EditPath, value: Json): Diagnosed<string> {
  return edited(source, {
    path,
    wanted: (before) => [before, value],
    splices: (text) => {
      const { root } = parseYaml(text);
      const { node, rest } = descend(root, path);
      return node && rest.length === 0 ? secondOf(text, node, flowText(value, keyStyle(root))) : [];
    },
  });
}

interface Change {
  readonly path: EditPath;
  /** The expected value after the edit. */
  readonly wanted: (before: Json) => Json;
  /** Possible edits of the text, best first. */
  readonly splices: (text: string) => Iterable<Splice>;
}

function edited({ file, text }: ManifestText, { path, wanted, splices }: Change): Diagnosed<string> {
  const reading = readYaml(file, text);
  if (!reading.document || reading.diagnostics.length > 0) return err(reading.diagnostics);
  const before = reading.document.value;
  const value = wanted(jsonAt(before, path) ?? null);
  const after = withValue(before, path, value);
  if (after === undefined) return err([byHand(file, path, value)]);
  if (sameJson(before, after)) return ok(text);
  const [bom, body] = splitBom(text);
  for (const splice of splices(body)) {
    const result = bom + body.slice(0, splice.start) + splice.insert + body.slice(splice.end);
    if (readsAs(result, after)) return ok(result);
  }
  return err([byHand(file, path, value)]);
}

/** undefined: a step of the path leads into neither a map nor a list. */
function withValue(inside: Json, [step, ...rest]: readonly (string | number)[], value: Json): Json | undefined {
  if (step === undefined) return value;
  const inner = withValue(jsonAt(inside, [step]) ?? null, rest, value);
  if (inner === undefined) return undefined;
  if (typeof step === 'string') return mapWith(inside, step, inner);
  return isJsonList(inside) && step <= inside.length ? Object.assign([...inside], { [step]: inner }) : undefined;
}

const mapWith = (inside: Json, key: string, value: Json): JsonObject | undefined =>
  inside === null || isJsonObject(inside) ? { ...inside, [key]: value } : undefined;

const byHand = (file: string, path: EditPath, value: Json): Diagnostic =>
  anError('edit/by-hand', `${path.join('.')} of this file cannot be set without touching other parts of it`, {
    at: { file },
    hint: `edit the file yourself and set ${path.join('.')} to ${flowText(value, 'plain')}`,
  });

function* splices(text: string, path: EditPath, value: Json): Generator<Splice> {
  const { root } = parseYaml(text);
  const found = descend(root, path);
  const keys = keyStyle(root);
  const [next, ...below] = found.rest;
  if (next === undefined) yield* replacement(text, found, flowText(value, keys));
  else if (typeof next === 'number') {
    if (found.node?.type === 'list') yield* appended(text, found.node, flowText(value, keys));
  } else yield* newEntry(text, found, { name: next, below: below.map(String), value, keys });
}

interface Entry {
  readonly name: string;
  /** Keys of the maps to create around the value. */
  readonly below: readonly string[];
  readonly value: Json;
  readonly keys: KeyStyle;
}

function* newEntry(text: string, found: Found, entry: Entry): Generator<Splice> {
  if (found.node?.type === 'map') {
    yield* insertion(text, found.node, entry);
  } else if (found.key === null) {
    const before = text === '' || text.endsWith('\n') ? '' : eol(text);
    const insert = before + linesOf(entry).join(eol(text)) + eol(text);
    yield { start: text.length, end: text.length, insert };
  } else {
    if (isEmpty(found.node)) yield firstLine(text, found.key, onOneLine(entry));
    yield* replacement(text, found, flowText(nested([entry.name, ...entry.below], entry.value), entry.keys));
  }
}

/** M4. */
function linesOf(entry: Entry): readonly string[] {
  const { name, below, keys } = entry;
  const [first, ...rest] = below;
  if (first === undefined) return [onOneLine(entry)];
  return [`${keyText(name, keys)}:`, `  ${onOneLine({ ...entry, name: first, below: rest })}`];
}

const onOneLine = ({ name, below, value, keys }: Entry): string =>
  `${keyText(name, keys)}: ${flowText(nested(below, value), keys)}`;

const nested = (keys: readonly string[], value: Json): Json =>
  keys.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);

/** Adds an entry below a key without a value. */
function firstLine(text: string, key: YamlNode, entry: string): Splice {
  const at = lineEnd(text, key.end);
  return { start: at, end: at, insert: `${eol(text)}${' '.repeat(columnOf(text, key.start) + 2)}${entry}` };
}

interface Found {
  readonly node: YamlNode | null;
  /** Key of the pair that leads to it; null for the root and for list entries. */
  readonly key: YamlNode | null;
  /** The part of the path that does not exist. */
  readonly rest: readonly (string | number)[];
}

function descend(root: YamlNode | null, path: EditPath): Found {
  let found: Found = { node: root, key: null, rest: path };
  for (const [i, step] of path.entries()) {
    const rest = path.slice(i + 1);
    if (found.node?.type === 'list' && typeof step === 'number') {
      const item = found.node.items[step];
      if (!item) break;
      found = { node: item, key: null, rest };
      continue;
    }
    if (found.node?.type !== 'map') break;
    const pair = found.node.pairs.find(({ key }) => key?.type === 'scalar' && String(key.value) === step);
    if (!pair) break;
    found = { node: pair.value, key: pair.key, rest };
  }
  return found;
}

const isEmpty = (node: YamlNode | null): boolean => node === null || node.end <= node.start;

/** New keys are quoted if those of the file are, as in JSON. */
const keyStyle = (root: YamlNode | null): KeyStyle =>
  root?.type === 'map' &&
  root.layout === 'flow' &&
  root.pairs[0]?.key?.type === 'scalar' &&
  root.pairs[0].key.style === 'double'
    ? 'quoted'
    : 'plain';

function* replacement(text: string, { node, key }: Found, insert: string): Generator<Splice> {
  if (node !== null && !isEmpty(node) && (!isBlock(node) || key === null)) {
    yield { start: node.start, end: isBlock(node) ? textEnd(text, node) : node.end, insert };
    return;
  }
  if (key === null) return;
  const colon = text.indexOf(':', key.end) + 1;
  if (colon === 0) yield { start: key.end, end: key.end, insert: `: ${insert}` };
  else yield { start: colon, end: node && !isEmpty(node) ? textEnd(text, node) : colon, insert: ` ${insert}` };
}

function* insertion(text: string, map: MapNode, entry: Entry): Generator<Splice> {
  const first = map.pairs[0]?.key;
  const last = map.pairs.at(-1);
  if (map.layout === 'flow') {
    const pair = onOneLine(entry);
    if (last) yield { start: pairEnd(text, last), end: pairEnd(text, last), insert: `, ${pair}` };
    else yield intoEmpty(text, map, ` ${pair} `);
  } else if (first && last) {
    yield newLines(text, { behind: pairEnd(text, last), column: columnOf(text, first.start), lines: linesOf(entry) });
  }
}
