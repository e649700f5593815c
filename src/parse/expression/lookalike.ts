/**
 * Finds texts that would be expressions in another tool but are plain text here: `{{ inputs.topic }}`, `${ inputs.topic
 * }`, or a path without delimiters. Pure.
 *
 * Only paths that begin with a name of expressions, here or in another tool, are reported: other text in braces may be
 * meant for a program.
 */
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { mapAt } from '../json/fields.ts';
import { otherPath } from './other-languages.ts';
import type { Locate, ScopeShape } from './scope-shape.ts';
import { splitText } from './text.ts';

/** Maximum number of reports per text. */
const MAX_TOLD = 3;

const LOOKALIKE =
  /=?(?<!\$)\{\{\s*(?<double>(?:[a-z_]+|\$\w+|\$(?=\())(?:[.[(][^{}]*)?)\s*\}\}|\$\{\s*(?<single>[a-z]+[.[][^{}]*)\}/g;

/** Names that expressions know in every stage: `item`, `index` and `feedback` exist in some only. */
const KNOWN_EVERYWHERE: ReadonlySet<string> = new Set(['inputs', 'context', 'stages', 'run', 'vars', 'secrets']);

/** Names of dates in another tool. */
const CLOCK = /^(?:ds|ds_nodash|ts|ts_nodash|execution_date|logical_date|data_interval_(?:start|end))$/;

/** Offsets that `at` is given count in `text`. */
export function lookalikes(text: string, at: Locate, scope: ScopeShape): readonly Diagnostic[] {
  if (isBarePath(text, scope)) return [warning(text, text, at(0, text.length))];
  if (!text.includes('{')) return [];
  const { item } = scope;
  const split = splitText(text);
  if (!split.ok) return [];
  const found: Diagnostic[] = [];
  let offset = 0;
  for (const part of split.value) {
    // Skips the expressions.
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

const PATH = /^(?:stages\.(?<stage>\w+)\.(?:output|artifacts|status)|inputs\.(?<input>\w+))[\w.[\]'"-]*$/;

/** Is the whole text a path of an existing stage or input? Such a text is not meant literally. */
function isBarePath(text: string, { stages, inputs }: ScopeShape): boolean {
  const { stage, input } = PATH.exec(text)?.groups ?? {};
  if (stage !== undefined) return stages.has(stage);
  return input !== undefined && input in mapAt(inputs ?? {}, 'properties');
}

interface Seen extends Pick<ScopeShape, 'item'> {
  readonly at: Locate;
  readonly offset: number;
}

function told(written: string, inside: string, { at, offset, item }: Seen): Diagnostic | null {
  const place = at(offset, written.length);
  const ours = otherPath(inside);
  if (ours !== undefined) return warning(written, ours, place);
  if (CLOCK.test(inside))
    return {
      ...warning(written, '', place),
      hint: 'a run has no clock: pass the time as an input, and write ${{ inputs.… }}',
    };
  const root = /^[a-z]+/.exec(inside)?.[0] ?? '';
  const isPath = inside.length > root.length;
  const isItem = item !== undefined && (root === 'item' || root === 'index');
  if (!isItem && !(isPath && KNOWN_EVERYWHERE.has(root)) && !written.startsWith('={{')) return null;
  return warning(written, inside, place);
}

const warning = (written: string, inside: string, at: Diagnostic['at']): Diagnostic =>
  aWarning('expr/not-evaluated', `${written} is plain text here: only what is inside \${{ }} is evaluated`, {
    at,
    hint: `write \${{ ${inside} }}`,
  });
