/**
 * Compiles texts and expressions, and caches them by source. Pure.
 *
 * A path (`stages.x.output.title`) is followed directly: it returns the same object, works with any keys, and is fast
 * for long lists. Everything else is evaluated by the expression language.
 */
import { err, ok, type Result } from '../../model/brand.ts';
import { type CelProblem, type CelProgram, language } from '../languages.ts';
import { BUILT_IN, namesIn, type PathStep, pathOf, stagesIn } from './cel-ast.ts';
import { hasExpression, splitText, type TextPart, type Unterminated, wholeExpression } from './text.ts';

/** Enough for all expressions of a large project; then the cache is cleared. */
const MAX_KEPT = 10_000;

export interface Compiled {
  readonly source: string;
  /** null: not only a path. */
  readonly path: readonly PathStep[] | null;
  readonly stages: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly program: CelProgram;
}

export type CompiledText =
  | { readonly type: 'constant' }
  | { readonly type: 'whole'; readonly source: string }
  | { readonly type: 'mixed'; readonly parts: readonly TextPart[] };

const expressions = new Map<string, Result<Compiled, CelProblem>>();
const texts = new Map<string, Result<CompiledText, Unterminated>>();

export function compileExpression(source: string): Result<Compiled, CelProblem> {
  return remembered(expressions, source, () => {
    const { compileCel, parseCel } = language('expressions');
    const parsed = parseCel(source);
    if (!parsed.ok) return parsed;
    const path = pathOf(parsed.value);
    const isPath = path !== null && !BUILT_IN.has(String(path[0]));
    return ok({
      source,
      path: isPath ? path : null,
      stages: stagesIn(parsed.value),
      names: namesIn(parsed.value),
      program: compileCel(source),
    });
  });
}

export function compileText(text: string): Result<CompiledText, Unterminated> {
  if (!hasExpression(text)) return ok({ type: 'constant' });
  return remembered(texts, text, () => {
    const split = splitText(text);
    if (!split.ok) return err(split.error);
    const whole = wholeExpression(split.value);
    return ok(whole ? { type: 'whole', source: whole.source } : { type: 'mixed', parts: split.value });
  });
}

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (memory.size >= MAX_KEPT) memory.clear();
  memory.set(key, made);
  return made;
}
