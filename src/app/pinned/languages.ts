/** Parses pipelines with the languages that they contain, which are loaded when a text first needs them. */
import { keptTrees } from '../../adapters/kept-trees.ts';
import { treesFolder } from '../../adapters/user-cache.ts';
import type { ProjectPath } from '../../model/brand.ts';
import { type LanguageName, MissingLanguage, teach } from '../../parse/languages.ts';
import { type ParsedPipeline, type PipelineEnv, parsePipeline, type ReadText } from '../../parse/pipeline.ts';
import { BUILD } from '../project/version.ts';

export async function parseWithLanguages(file: ProjectPath, read: ReadText, env: PipelineEnv): Promise<ParsedPipeline> {
  const content = read(file);
  if (content.ok) await Promise.all(likelyIn(content.value).map((name) => LOAD[name]()));
  // Sources change without a version id: only a build can tell which kept trees are its own.
  const folder = BUILD && treesFolder(process.env);
  const trees = BUILD && folder ? keptTrees({ folder, build: BUILD }) : null;
  const parsed = await withLanguages(() =>
    parsePipeline(file, read, trees === null ? env : { ...env, yaml: trees.parse }),
  );
  // A file with mistakes is about to change.
  if (parsed.pipeline !== null) trees?.keep();
  return parsed;
}

/** A guess, so that most files are parsed only once; a wrong one only costs time. */
function likelyIn(content: Uint8Array | string): readonly LanguageName[] {
  const text = Buffer.from(content);
  return [
    ...(text.includes('${{') ? ['expressions' as const] : []),
    ...(text.includes('write') ? ['templates' as const] : []),
  ];
}

/** @param work parses. It must be repeatable: it is called again after each missing language was loaded. */
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
  expressions: async () => teach({ expressions: await import('../../parse/expression/cel.ts') }),
  templates: async () => teach({ templates: await import('../../parse/template.ts') }),
  patterns: async () => teach({ patterns: await import('../../parse/text/regex.ts') }),
};
