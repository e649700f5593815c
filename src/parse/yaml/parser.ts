/**
 * The door to the `yaml` package: tokens, tree and faults of one text; and a value as text. Pure.
 *
 * The depth of the token stream is checked before the tree is composed, since composing recurses.
 */
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, type ParsedNode, Parser, stringify } from 'yaml';
import type { Json } from '../../model/json.ts';
import { MAX_DEPTH, type YamlNode } from './node.ts';
import type { ScalarStyle } from './scalar-offsets.ts';

export interface YamlFault {
  /** The package's code, or one of ours: TOO_DEEP, TOO_LARGE, MULTIPLE_DOCS, BAD_DIRECTIVE. */
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface YamlTree {
  /** null: an empty file, or one too deep to compose. Uncertain if there are faults. */
  readonly root: YamlNode | null;
  readonly faults: readonly YamlFault[];
}

const OPTIONS = {
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
  // The package's check is quadratic; value.ts has its own.
  uniqueKeys: false,
} as const;

/** Limits parsing to a few seconds on a slow machine; a hundred times what people write. */
const MAX_LEXEMES = 400_000;

export function parseYaml(text: string): YamlTree {
  const parser = new Parser();
  const tokens = [];
  const faults: YamlFault[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > MAX_LEXEMES) return { root: null, faults: [fault('TOO_LARGE', parser.offset, lexeme)] };
    for (const token of parser.next(lexeme)) {
      if (token.type !== 'directive') tokens.push(token);
      else if (!/^%YAML 1\.2\s*$/.test(token.source)) faults.push(fault('BAD_DIRECTIVE', token.offset, token.source));
    }
    if (parser.stack.length > MAX_DEPTH && depthOf(parser) > MAX_DEPTH)
      return { root: null, faults: [fault('TOO_DEEP', parser.offset, lexeme)] };
  }
  tokens.push(...parser.end());
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  if (second) faults.push(fault('MULTIPLE_DOCS', second.range[0], '---'));
  for (const { code, pos, message } of [...(document?.errors ?? []), ...(document?.warnings ?? [])]) {
    faults.push({ code, start: pos[0], end: pos[1], message });
  }
  return { root: convert(document?.contents ?? null), faults };
}

/** Block style, keys in order, no folding, no anchors: easy to edit. */
export const printYaml = (value: Json): string => stringify(value, PRINTED);

const PRINTED = { schema: 'core', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A document lies below the collections, and a scalar may lie on top of them. */
const depthOf = ({ stack }: Parser): number => stack.filter(({ type }) => COLLECTIONS.has(type)).length;

const COLLECTIONS: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

const fault = (code: string, start: number, source: string): YamlFault => ({
  code,
  start,
  end: start + source.length,
  message: '',
});

/** Recurses at most 64 levels deep. */
function convert(node: ParsedNode | null): YamlNode | null {
  if (node === null) return null;
  const span = { start: node.range[0], end: node.range[1] };
  if (isAlias(node)) return { type: 'alias', name: node.source, anchor: null, ...span };
  const anchor = node.anchor ?? null;
  if (isScalar(node))
    return { type: 'scalar', value: node.value, style: STYLES[node.type ?? ''] ?? 'plain', anchor, ...span };
  const layout = node.flow ? 'flow' : 'block';
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const pairs = node.items.map(({ key, value }) => ({ key: convert(key), value: convert(value) }));
    return { type: 'map', layout, pairs, anchor, ...span };
  }
  if (!isSeq<ParsedNode>(node)) return null;
  const items = node.items.map(convert).filter((item) => item !== null);
  return { type: 'list', layout, items, anchor, ...span };
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};
