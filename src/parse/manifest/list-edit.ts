/** Text edits that append: lines to a map, entries to a list. Pure. */
import { columnOf, contentEnd, eol, isBlock, lineEnd, textEnd } from '../yaml/ends.ts';
import type { ListNode, MapNode, YamlNode } from '../yaml/node.ts';

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

interface NewLines {
  /** Offset of the end, after comments on the same line and deeper indented comments below. */
  readonly behind: number;
  /** Indentation of the existing lines, in spaces. */
  readonly column: number;
  readonly lines: readonly string[];
}

export function newLines(text: string, { behind, column, lines }: NewLines): Splice {
  const newline = eol(text);
  const indent = ' '.repeat(column);
  const insert = indent + lines.join(newline + indent);
  const isOwnLine = text[behind - 1] === '\n';
  const at = isOwnLine ? behind : behindComments(text, lineEnd(text, behind), column);
  return { start: at, end: at, insert: isOwnLine ? insert + newline : newline + insert };
}

/** Skips commented-out entries, so that they stay in their list if somebody removes the "# ". */
function behindComments(text: string, behind: number, column: number): number {
  let end = behind;
  let at = behind;
  for (let start = text.indexOf('\n', at) + 1; start > 0; start = text.indexOf('\n', at) + 1) {
    at = lineEnd(text, start);
    const [indent = '', comment] = /^( *)(#)?/.exec(text.slice(start, at))?.slice(1) ?? [];
    if (comment !== undefined && indent.length > column) end = at;
    else if (text.slice(start, at).trim() !== '') break;
  }
  return end;
}

/** @param item on one line. */
export function* appended(text: string, list: ListNode, item: string): Generator<Splice> {
  const last = list.items.at(-1);
  if (list.layout === 'block') {
    yield newLines(text, {
      behind: contentEnd(text, list),
      column: columnOf(text, list.start),
      lines: [`- ${item}`],
    });
  } else if (last) yield { start: last.end, end: last.end, insert: `, ${item}` };
  else yield intoEmpty(text, list, item);
}

/** Inserts into brackets or braces that contain only spaces or a comment. */
export function intoEmpty(text: string, { start, end }: ListNode | MapNode, insert: string): Splice {
  const isSpace = text.slice(start + 1, end - 1).trim() === '';
  return { start: start + 1, end: isSpace ? end - 1 : start + 1, insert };
}

/** Replaces a single value by a list of it and `item`. */
export function* secondOf(text: string, node: YamlNode, item: string): Generator<Splice> {
  const { start, end } = node;
  if (!isBlock(node)) yield { start, end, insert: `[${text.slice(start, end)}, ${item}]` };
  else if (node.type === 'map') yield* blockPair(text, node, item);
}

/** Indents every line of the map by two, with a dash before the first. */
function* blockPair(text: string, node: YamlNode, item: string): Generator<Splice> {
  const column = columnOf(text, node.start);
  const end = lineEnd(text, textEnd(text, node));
  const old = text.slice(node.start, end).replace(/\n(?!\r?\n|$)/g, '\n  ');
  const line = `${eol(text)}${' '.repeat(column)}- ${item}`;
  yield { start: node.start, end, insert: `- ${old}${line}` };
}
