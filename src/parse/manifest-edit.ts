/**
 * A person's hand on a manifest: sets one value in the text of a YAML file. Pure.
 *
 * M1. Only the value named differs afterwards; the result is read again and compared before it is handed out. So a
 *     value that an alias repeats elsewhere is left to a person.
 * M2. Every other byte stays: comments, spacing, line ends, a byte order mark, a missing line end at the end.
 * M3. A value that is there is spliced in place; a key that is not there is one line more (or one entry of `{…}`).
 */
import { err, ok, type Result } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { readYaml } from './yaml-document.ts';
import { flowText, type KeyStyle, keyText } from './yaml-flow.ts';
import type { ListNode, MapNode, YamlNode } from './yaml-node.ts';
import { parseYaml } from './yaml-parser.ts';

const BOM = '\uFEFF';

export interface ManifestText {
  /** As diagnostics name it. */
  readonly file: string;
  readonly text: string;
}

/** @returns the new text (the old one when the value is there already), or why a person must edit it. */
export function setValue(
  { file, text }: ManifestText,
  path: readonly [string, ...string[]],
  value: Json,
): Result<string, readonly Diagnostic[]> {
  const reading = readYaml(file, text);
  if (!reading.document || reading.diagnostics.length > 0) return err(reading.diagnostics);
  const before = reading.document.value;
  const wanted = withValue(isJsonObject(before) ? before : {}, path, value);
  if (wanted === null || (before !== null && !isJsonObject(before))) return err([byHand(file, path, value)]);
  if (sameJson(before, wanted)) return ok(text);
  const bom = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(bom.length);
  for (const splice of splices(body, path, value)) {
    const edited = bom + body.slice(0, splice.start) + splice.insert + body.slice(splice.end);
    const again = readYaml(file, edited);
    if (again.document && again.diagnostics.length === 0 && sameJson(again.document.value, wanted)) return ok(edited);
  }
  return err([byHand(file, path, value)]);
}

/** null: something on the way is no map. */
function withValue(object: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject | null {
  if (key === undefined) return null;
  if (rest.length === 0) return { ...object, [key]: value };
  const inner = Object.hasOwn(object, key) ? object[key] : null;
  if (inner !== null && !isJsonObject(inner)) return null;
  const changed = withValue(inner ?? {}, rest, value);
  return changed && { ...object, [key]: changed };
}

function sameJson(a: Json, b: Json): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  );
}

const byHand = (file: string, path: readonly string[], value: Json): Diagnostic => ({
  code: 'edit/by-hand',
  severity: 'error',
  message: `${path.join('.')} of this file cannot be set without touching other parts of it`,
  at: { file },
  hint: `Edit the file yourself and set ${path.join('.')} to ${flowText(value, 'plain')}.`,
});

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

/** Ways to do it, the nicest first. */
function* splices(text: string, path: readonly string[], value: Json): Generator<Splice> {
  const { root } = parseYaml(text);
  const found = descend(root, path);
  const keys: KeyStyle = root?.type === 'map' && isQuoted(root) ? 'quoted' : 'plain';
  if (found.rest.length === 0) {
    yield* replacement(text, found, flowText(value, keys));
    return;
  }
  const [name = '', ...below] = found.rest;
  const inner = below.reduceRight<Json>((nested, key) => ({ [key]: nested }), value);
  if (found.node?.type === 'map') {
    yield* insertion(text, found.node, `${keyText(name, keys)}: ${flowText(inner, keys)}`);
  } else if (found.key === null) {
    const lineEnd = text === '' || text.endsWith('\n') ? '' : eol(text);
    yield {
      start: text.length,
      end: text.length,
      insert: `${lineEnd}${keyText(name, keys)}: ${flowText(inner, keys)}\n`,
    };
  } else {
    yield* replacement(text, found, flowText({ [name]: inner }, keys));
  }
}

interface Found {
  readonly node: YamlNode | null;
  /** Of the pair that leads to it; null for the root. */
  readonly key: YamlNode | null;
  /** What of the path is not there. */
  readonly rest: readonly string[];
}

function descend(root: YamlNode | null, path: readonly string[]): Found {
  let found: Found = { node: root, key: null, rest: path };
  for (const [i, step] of path.entries()) {
    if (found.node?.type !== 'map') break;
    const pair = found.node.pairs.find(({ key }) => key?.type === 'scalar' && String(key.value) === step);
    if (!pair) break;
    found = { node: pair.value, key: pair.key, rest: path.slice(i + 1) };
  }
  return found;
}

/** A file whose keys are in double quotes is JSON, or wants to look like it. */
const isQuoted = ({ layout, pairs }: MapNode): boolean =>
  layout === 'flow' && pairs[0]?.key?.type === 'scalar' && pairs[0].key.style === 'double';

function* replacement(text: string, { node, key }: Found, insert: string): Generator<Splice> {
  if (key === null) return;
  const isInline = node !== null && node.end > node.start && !isBlock(node);
  if (isInline) {
    yield { start: node.start, end: node.end, insert };
    return;
  }
  const colon = text.indexOf(':', key.end) + 1;
  if (colon === 0) yield { start: key.end, end: key.end, insert: `: ${insert}` };
  else yield { start: colon, end: node && node.end > node.start ? textEnd(text, node) : colon, insert: ` ${insert}` };
}

/** A block text ends with the line ends behind it; those stay. */
function textEnd(text: string, node: YamlNode): number {
  let end = contentEnd(text, node);
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return end;
}

const isBlock = (node: YamlNode): boolean =>
  node.type === 'scalar' ? node.style === 'block' : node.type !== 'alias' && node.layout === 'block';

function* insertion(text: string, map: MapNode, entry: string): Generator<Splice> {
  const first = map.pairs[0]?.key;
  const last = map.pairs.at(-1);
  if (map.layout === 'flow') {
    const at = last ? pairEnd(text, last) : map.start + 1;
    yield { start: at, end: last ? at : map.end - 1, insert: last ? `, ${entry}` : ` ${entry} ` };
    return;
  }
  if (!first || !last) return;
  const newline = eol(text);
  const indent = ' '.repeat(first.start - (text.lastIndexOf('\n', first.start - 1) + 1));
  const end = pairEnd(text, last);
  const isOwnLine = text[end - 1] === '\n';
  const at = isOwnLine ? end : lineEnd(text, end);
  yield { start: at, end: at, insert: isOwnLine ? indent + entry + newline : newline + indent + entry };
}

function pairEnd(text: string, { key, value }: MapNode['pairs'][number]): number {
  if (value && value.end > value.start) return contentEnd(text, value);
  const after = key?.end ?? 0;
  const colon = /^[ \t]*:/.exec(text.slice(after, after + 64));
  return after + (colon?.[0].length ?? 0);
}

/** Behind the last character that belongs to the value; behind the line end of a block text with more to follow. */
function contentEnd(text: string, node: YamlNode): number {
  if (node.type === 'map' && node.layout === 'block') {
    const last = node.pairs.at(-1);
    return last ? pairEnd(text, last) : node.end;
  }
  return node.type === 'list' && node.layout === 'block' ? listEnd(text, node) : node.end;
}

/** An item without a value is said to end behind the comments that follow it: then its dash counts. */
function listEnd(text: string, list: ListNode): number {
  let end = list.start;
  for (const [i, item] of list.items.entries()) {
    if (item.end > item.start) end = contentEnd(text, item);
    else {
      const from = i === 0 ? list.start : lineEnd(text, end);
      const dash = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*-/.exec(text.slice(from));
      end = from + (dash?.[0].length ?? 0);
    }
  }
  return end;
}

const eol = (text: string): string => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n');

/** Where the line that holds `at` ends, before its line end. */
function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}
