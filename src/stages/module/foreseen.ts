/** Errors that will prevent a module from being called, found in its text without running it. */
import type { Failure } from '../../model/failure.ts';
import { failure } from '../failures.ts';
import { exportsInstead, noExport } from './exports.ts';
import { type SyntaxMistake, syntaxErrorIn } from './syntax.ts';

/** Files that Node can load itself. JSX needs tsx. */
const READABLE = /\.[m]?[jt]s$/;
/** Messages that every parser agrees on; rules of types and of strict mode are not among them. */
const SURE = /^(?:Expected\b|Expression expected|Unexpected\b|Unterminated\b)/;
const IS_ES = /^[ \t]*(?:import|export)\b/m;

export interface Foreseen {
  readonly failure: Failure;
  /** Place in the module; null: the requested export is missing. */
  readonly at: Pick<SyntaxMistake, 'line' | 'column'> | null;
}

/** @param path as in the stage. @returns null when no error is certain. */
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
