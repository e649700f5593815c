/**
 * Removes keys from the text of a manifest. Pure.
 *
 * C1. The result has the same values without these keys, and keeps its comments. If that is not possible by removing
 *     lines, the text is written again from the values, without comments.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { splitBom } from '../text/decode.ts';
import { readsAs, readYaml } from '../yaml/document.ts';
import { pairEnd } from '../yaml/ends.ts';
import { flowText, keyText } from '../yaml/flow.ts';
import type { MapNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parser.ts';
import type { ManifestText } from './edit.ts';

/** The text must be a map without mistakes. */
export function withoutKeys({ file, text }: ManifestText, keys: ReadonlySet<string>): string {
  const whole = readYaml(file, text).document?.value ?? null;
  const before = isJsonObject(whole) ? whole : {};
  const wanted = Object.fromEntries(Object.entries(before).filter(([key]) => !keys.has(key)));
  if (Object.keys(wanted).length === Object.keys(before).length) return text;
  const cut = cutText(text, keys);
  return cut !== null && readsAs(cut, wanted) ? cut : madeAnew(wanted);
}

const madeAnew = (wanted: JsonObject): string =>
  Object.entries(wanted)
    .map(([key, value]: [string, Json]) => `${keyText(key, 'plain')}: ${flowText(value, 'plain')}\n`)
    .join('');

/** null: the map is not written with one key per line. */
function cutText(text: string, keys: ReadonlySet<string>): string | null {
  const [bom, body] = splitBom(text);
  const { root } = parseYaml(body);
  if (root?.type !== 'map' || root.layout !== 'block') return null;
  let left = body;
  for (const [start, end] of spansOf(root, body, keys).toReversed()) left = left.slice(0, start) + left.slice(end);
  return bom + left;
}

/** From the line of the key to the end of the last line of its value. */
function spansOf({ pairs }: MapNode, text: string, keys: ReadonlySet<string>): readonly (readonly [number, number])[] {
  return pairs
    .filter(({ key }) => key?.type === 'scalar' && keys.has(String(key.value)))
    .map((pair) => [lineStart(text, pair.key?.start ?? 0), nextLine(text, pairEnd(text, pair))] as const);
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Offset of the next line. A block text includes its own line end. */
function nextLine(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}
