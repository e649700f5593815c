/** The syntax tree of a YAML text, with offsets; independent of the parser package. */
import type { ScalarStyle } from './scalar-offsets.ts';

interface Spanned {
  readonly start: number;
  /** Offset after its last character. */
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

/** Maximum depth of lists and maps in a file. */
export const MAX_DEPTH = 64;
