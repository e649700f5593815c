/** Loads the languages inside of pipelines when a text first needs one. */
import { type LanguageName, MissingLanguage, teach } from '../parse/languages.ts';

/** @param work parses, and changes nothing that it would not change again: it begins anew with each language that it lacked. */
export async function withLanguages<T>(work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MissingLanguage)) throw error;
      await LOAD[error.language]();
    }
  }
}

const LOAD: Readonly<Record<LanguageName, () => Promise<void>>> = {
  expressions: async () => teach({ expressions: await import('../parse/cel.ts') }),
  templates: async () => teach({ templates: await import('../parse/template.ts') }),
  patterns: async () => teach({ patterns: await import('../parse/regex.ts') }),
};
