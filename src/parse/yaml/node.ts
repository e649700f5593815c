/** What a YAML text is made of, with offsets into it; independent of the package that parses. */
import type { ScalarStyle } from './scalar-offsets.ts';

interface Spanned {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  /** `&name` before it. */
  readonly anchor: string | null;
}

export interface ScalarNode extends Spanned {
  readonly type: 'scalar';
  readonly value: unknown;
  readonly style: ScalarStyle;
}
export interface MapNode extends Spanned {
  readonly type: 'map';
  readonly layout: 'block' | 'flow';
  readonly pairs: readonly { readonly key: YamlNode | null; readonly value: YamlNode | null }[];
}
export interface ListNode extends Spanned {
  readonly type: 'list';
  readonly layout: 'block' | 'flow';
  readonly items: readonly YamlNode[];
}
export interface AliasNode extends Spanned {
  readonly type: 'alias';
  /** Without the `*`. */
  readonly name: string;
}
export type YamlNode = ScalarNode | MapNode | ListNode | AliasNode;

/** Levels of lists and maps in one file. */
export const MAX_DEPTH = 64;
