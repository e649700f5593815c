/** Parses a pipeline, with all mistakes in it and in the files that it uses. Pure: reads through `read`. */
import type { ProjectPath } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { ordered } from './diagnostic-list.ts';
import { parsePipelineFile } from './pipeline/file.ts';
import type { LocalImports } from './pipeline/module-imports.ts';
import type { ParsedPipeline, Parsing } from './pipeline/reading.ts';
import {
  type PipelineNames,
  pipelineName,
  type ReadText,
  remembered,
  unknownPipeline,
  unreadable,
} from './project-files.ts';
import { parseYaml, type YamlTree } from './yaml/parser.ts';

export type { ParsedPipeline, Reach } from './pipeline/reading.ts';
export type { ReadResult, ReadText } from './project-files.ts';

export interface PipelineEnv {
  readonly config: Config;
  /** Names of the project's pipelines, for suggestions. */
  readonly names?: PipelineNames;
  /** Parses YAML text; can be replaced by a cache of trees. */
  readonly yaml?: (text: string) => YamlTree;
  /**
   * `past`: a pinned pipeline. Files other than definitions may be gone; that only matters to stages that open them.
   */
  readonly time?: 'now' | 'past';
}

/**
 * Reads each file once, so that the result is consistent.
 *
 * @returns `pipeline` is null exactly when `diagnostics` contain an error.
 */
export function parsePipeline(
  file: ProjectPath,
  readText: ReadText,
  { config, names = () => [], yaml = parseYaml, time = 'now' }: PipelineEnv,
): ParsedPipeline {
  const read = remembered(readText);
  const content = read(file);
  if (!content.ok) {
    const missing = content.error.reason === 'missing';
    const problem = missing
      ? unknownPipeline(pipelineName(file), null, names)
      : unreadable({ what: 'pipeline', path: file, error: content.error }, { file });
    return { pipeline: null, diagnostics: [problem], reached: [] };
  }
  const parsed = new Map<ProjectPath, ParsedPipeline>();
  const imports = new Map<ProjectPath, LocalImports>();
  const parse: Parsing['parse'] = (path, bytes, chain) =>
    parsePipelineFile(path, bytes, {
      read,
      yaml,
      config,
      names,
      time,
      parsed,
      imports,
      parse,
      chain: [...chain, path],
    });
  const parsedFile = parse(file, content.value, []);
  return { ...parsedFile, diagnostics: ordered(parsedFile.diagnostics) };
}
