/** What would keep a module from being called, as far as its text shows it: nothing of it runs. */
import type { Failure } from '../../model/failure.ts';
import { failure } from '../failures.ts';
import { exportsInstead, noExport } from './exports.ts';
import { type SyntaxMistake, syntaxErrorIn } from './syntax.ts';

/** Files that Node takes for ES modules, or for what it finds them to be. JSX is tsx's alone. */
const READABLE = /\.[m]?[jt]s$/;
/** Rules of the types, and of strict code, are not everybody's: only what no parser goes on after. */
const SURE = /^(?:Expected\b|Expression expected|Unexpected\b|Unterminated\b)/;
const IS_ES = /^[ \t]*(?:import|export)\b/m;

export interface Foreseen {
  readonly failure: Failure;
  /** In the module; null: it lacks what the stage asks for. */
  readonly at: Pick<SyntaxMistake, 'line' | 'column'> | null;
}

/** @param path as the stage names it. @returns null: nothing that is sure. */
export function foreseenOf(path: string, text: string, exported: string): Foreseen | null {
  if (!READABLE.test(path)) return null;
  const mistake = IS_ES.test(text) ? syntaxErrorIn(text) : null;
  if (mistake !== null) {
    if (!SURE.test(mistake.message)) return null;
    return { failure: failure('module/load', `${path} could not be loaded: ${mistake.message}`), at: mistake };
  }
  const others = exportsInstead(text, exported);
  return others === null ? null : { failure: noExport({ path, name: exported, others }), at: null };
}
