/**
 * The languages inside a pipeline, expressions (CEL), templates (Liquid) and patterns, without their packages. Pure.
 *
 * The packages take longer to load than a pipeline of commands takes to parse, so none is loaded before a text needs
 * it. Nothing in here can wait: a language that is not there yet is a {@link MissingLanguage}, thrown to whoever
 * can load it and begin again (`withLanguages` of the app).
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
  /** Types that do not fit whatever the values are; null: none is sure. */
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

/** From now on the languages that are given can be used. */
export const teach = (languages: Partial<Languages>): void => void Object.assign(known, languages);

/** @throws MissingLanguage */
export function language<NAME extends LanguageName>(name: NAME): Languages[NAME] {
  const found: Partial<Languages>[NAME] = known[name];
  if (!found) throw new MissingLanguage(name);
  return found;
}
