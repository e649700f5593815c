/**
 * The languages inside pipelines: expressions (CEL), templates (Liquid) and patterns, without their packages. Pure.
 *
 * The packages take longer to load than a pipeline of commands takes to parse, so each is loaded when a text first
 * needs it. This layer is synchronous: if a language is not loaded, a {@link MissingLanguage} is thrown to the caller,
 * which loads it and starts again (`withLanguages` in the app).
 */
import type { Result } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { CelNode } from './expression/cel-ast.ts';

export interface CelProblem {
  readonly type: 'syntax' | 'too-complex' | 'clash' | 'failed';
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  readonly hint?: string;
}
export interface CelProgram {
  /** A type error that is certain for all values; null: there is none. */
  check(): CelProblem | null;
  evaluate(context: Readonly<Record<string, unknown>>): Result<unknown, CelProblem>;
}
export interface CelFunction {
  readonly name: string;
  /** Type names of CEL; null: called without a receiver. */
  readonly receiver: string | null;
  readonly params: readonly string[];
  readonly returns: string;
}

export interface Languages {
  /** `expression/cel.ts` */
  readonly expressions: {
    parseCel(source: string): Result<CelNode, CelProblem>;
    compileCel(source: string): CelProgram;
    celFunctions(): readonly CelFunction[];
  };
  /** `template.ts` */
  readonly templates: {
    checkTemplate(text: string, file: string, vars: ReadonlyMap<string, JsonObject | null>): readonly Diagnostic[];
  };
  /** `text/regex.ts` */
  readonly patterns: { matchesPattern(text: string, pattern: string): Result<boolean, string> };
}
export type LanguageName = keyof Languages;

export class MissingLanguage extends Error {
  readonly language: LanguageName;

  constructor(language: LanguageName) {
    super(`the code of the language "${language}" is not loaded`);
    this.language = language;
  }
}

const known: { -readonly [NAME in LanguageName]?: Languages[NAME] } = {};

/** Makes languages available. */
export const teach = (languages: Partial<Languages>): void => void Object.assign(known, languages);

/** @throws MissingLanguage */
export function language<NAME extends LanguageName>(name: NAME): Languages[NAME] {
  const found: Partial<Languages>[NAME] = known[name];
  if (!found) throw new MissingLanguage(name);
  return found;
}
