/** Finds the ends of values, lists, maps and lines in YAML text, for edits that append. Pure. */
import type { ListNode, MapNode, YamlNode } from './node.ts';

/** Offset after the last character of the value; of a block text that is not at the end, after its line end. */
export function contentEnd(text: string, node: YamlNode): number {
  if (node.type === 'map' && node.layout === 'block') {
    const last = node.pairs.at(-1);
    return last ? pairEnd(text, last) : node.end;
  }
  return node.type === 'list' && node.layout === 'block' ? listEnd(text, node) : node.end;
}

export function pairEnd(text: string, { key, value }: MapNode['pairs'][number]): number {
  if (value && value.end > value.start) return contentEnd(text, value);
  const after = key?.end ?? 0;
  const colon = /^[ \t]*:/.exec(text.slice(after, after + 64));
  return after + (colon?.[0].length ?? 0);
}

/** The parser reports the end of an empty entry after the comments that follow; then the dash is used. */
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

/** Offset of the end of a value without the line ends that a block text includes. */
export function textEnd(text: string, node: YamlNode): number {
  let end = contentEnd(text, node);
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return end;
}

/** Offset of the end of the line that contains `at`, before its line end. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Number of characters before `at` on its line. */
export const columnOf = (text: string, at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);

export const eol = (text: string): string => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n');

export const isBlock = (node: YamlNode): boolean =>
  node.type === 'scalar' ? node.style === 'block' : node.type !== 'alias' && node.layout === 'block';
