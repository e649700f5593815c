/**
 * Texts that look like an expression to whoever knows another tool, and are plain text here: `{{ inputs.topic }}`,
 * `${ inputs.topic }`. Pure.
 *
 * Only paths from a name that expressions know are told: anything else in braces may well be meant for a program.
 */
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { Locate, ScopeShape } from './scope-shape.ts';
import { splitText } from './text.ts';

/** More in one text would only say the same again. */
const MAX_TOLD = 3;

const LOOKALIKE = /(?<!\$)\{\{\s*(?<double>[a-z]+(?:[.[][^{}]*)?)\}\}|\$\{\s*(?<single>[a-z]+[.[][^{}]*)\}/g;

const ROOTS: ReadonlySet<string> = new Set(['inputs', 'context', 'stages', 'run', 'vars', 'secrets']);

/** Offsets that `at` is given count in `text`. */
export function lookalikes(text: string, at: Locate, { item }: ScopeShape): readonly Diagnostic[] {
  if (!text.includes('{')) return [];
  const split = splitText(text);
  if (!split.ok) return [];
  const found: Diagnostic[] = [];
  let offset = 0;
  for (const part of split.value) {
    // the source of an expression stands between its own brackets
    if (part.type === 'expression') offset = part.offset + part.source.length + 2;
    else {
      for (const match of part.text.matchAll(LOOKALIKE)) {
        const inside = (match.groups?.double ?? match.groups?.single ?? '').trim();
        const diagnostic = told(match[0], inside, { at, offset: offset + match.index, item });
        if (diagnostic && found.push(diagnostic) === MAX_TOLD) return found;
      }
      offset += part.text.length;
    }
  }
  return found;
}

interface Seen extends Pick<ScopeShape, 'item'> {
  readonly at: Locate;
  readonly offset: number;
}

function told(written: string, inside: string, { at, offset, item }: Seen): Diagnostic | null {
  const root = /^[a-z]+/.exec(inside)?.[0] ?? '';
  const isPath = inside.length > root.length;
  const isItem = item !== undefined && (root === 'item' || root === 'index');
  if (!isItem && !(isPath && ROOTS.has(root))) return null;
  return aWarning('expr/not-evaluated', `${written} is plain text here: only what stands in \${{ }} is worked out`, {
    at: at(offset, written.length),
    hint: `write \${{ ${inside} }}`,
  });
}
