/**
 * Texts that end where YAML reads a comment, although none was meant: of `title: The #1 rocket`, only `The` is left. A
 * comment has a space after its `#`. Pure, linear in the size of the file.
 */
import type { Place } from '../../model/diagnostic.ts';
import { placeAt, type SourceText } from '../text/source-text.ts';
import type { MapNode, YamlNode } from './node.ts';

export interface CutText {
  /** `#1 rocket`, up to the end of its line. */
  readonly lost: string;
  readonly at: Place;
}

export function cutTexts(root: YamlNode | null, source: SourceText): readonly CutText[] {
  const found: CutText[] = [];
  for (const offset of textEnds(root)) {
    COMMENT.lastIndex = offset;
    const lost = COMMENT.exec(source.text)?.groups?.lost?.trimEnd();
    if (lost !== undefined) found.push({ lost, at: placeAt(source, COMMENT.lastIndex - lost.length, lost.length) });
  }
  return found;
}

/** Behind the colon of a key, the text should begin. */
const COMMENT = /(?:[ \t]*:)?[ \t]*(?<lost>#[^\s#!][^\r\n]*)/y;

/** Offsets after texts without quotes, and where an empty value should be. */
function* textEnds(node: YamlNode | null): Generator<number> {
  switch (node?.type) {
    case 'scalar':
      if (node.style === 'plain' && (typeof node.value === 'string' || node.end === node.start)) yield node.end;
      return;
    case 'map':
      for (const pair of node.pairs) yield* textEndsIn(pair);
      return;
    case 'list':
      for (const item of node.items) yield* textEnds(item);
  }
}

const isEmpty = (node: YamlNode | null): boolean =>
  node === null || (node.type === 'scalar' && node.end === node.start);

function* textEndsIn({ key, value }: MapNode['pairs'][number]): Generator<number> {
  if (!isEmpty(value)) yield* textEnds(value);
  else if (key !== null) yield key.end;
}
