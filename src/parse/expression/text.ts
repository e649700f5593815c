/**
 * Finds `${{ … }}` in a text. Pure.
 *
 * Quotes, braces and comments are taken into account when searching the end, so that maps (`{'a': {'b': 1}}`) and
 * strings may contain `}}`. A literal `${{` is written `${{ '${{' }}`.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';

const OPEN = '${{';
const CLOSE = '}}';

export type TextPart =
  | { readonly type: 'text'; readonly text: string }
  /** `offset`: of the source's first character in the whole text. */
  | { readonly type: 'expression'; readonly source: string; readonly offset: number };

export interface Unterminated {
  /** Offset of the `${{` without an end. */
  readonly offset: number;
}

export const hasExpression = (text: string): boolean => text.includes(OPEN);

/** Is it a text that is known before a run? */
export const isFixedText = (value: Json | undefined): value is string =>
  typeof value === 'string' && !hasExpression(value);

export function splitText(text: string): Result<readonly TextPart[], Unterminated> {
  const parts: TextPart[] = [];
  let at = 0;
  for (let open = text.indexOf(OPEN); open !== -1; open = text.indexOf(OPEN, at)) {
    const start = open + OPEN.length;
    const end = endOfExpression(text, start);
    if (end === -1) return err({ offset: open });
    if (open > at) parts.push({ type: 'text', text: text.slice(at, open) });
    parts.push({ type: 'expression', source: text.slice(start, end), offset: start });
    at = end + CLOSE.length;
  }
  if (at < text.length) parts.push({ type: 'text', text: text.slice(at) });
  return ok(parts);
}

/** The expression that a text consists of, ignoring white space around it; null: there is more, or none. */
export function wholeExpression(
  parts: readonly TextPart[],
): { readonly source: string; readonly offset: number } | null {
  const solid = parts.filter((part) => part.type === 'expression' || part.text.trim() !== '');
  const [only] = solid;
  return solid.length === 1 && only?.type === 'expression' ? only : null;
}

/** Offset of the `}}` that ends the expression; -1: there is none. */
function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") {
      at = endOfString(text, at);
      if (at === -1) return -1;
    } else if (character === '/' && text[at + 1] === '/') {
      const newline = text.indexOf('\n', at);
      const close = text.indexOf(CLOSE, at);
      // A comment ends with its line; in a text of one line it ends with the expression.
      if (newline === -1 || (close !== -1 && close < newline)) return close;
      at = newline;
    } else if (character === '{') {
      depth++;
    } else if (character === '}') {
      if (depth === 0 && text[at + 1] === '}') return at;
      depth = Math.max(0, depth - 1);
    }
  }
  return -1;
}

/** Offset of the last quote of the string that begins at `start`; -1: it has no end. */
function endOfString(text: string, start: number): number {
  const quote = text[start] ?? '';
  const isTriple = text.startsWith(quote.repeat(3), start);
  const end = isTriple ? quote.repeat(3) : quote;
  const isRaw = /(?:^|[^\w])[rR][bB]?$|(?:^|[^\w])[bB][rR]$/.test(text.slice(Math.max(0, start - 3), start));
  for (let at = start + end.length; at < text.length; at++) {
    if (text[at] === '\\' && !isRaw) at++;
    else if (text.startsWith(end, at)) return at + end.length - 1;
  }
  return -1;
}
