/**
 * Pipelines parsed from the project's own files. Thousands of runs that begin, or cannot begin since their pipeline has
 * mistakes, name the same few pipelines: one is parsed again only when a file of it has changed.
 */
import type { ProjectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import type { ParsedPipeline, PipelineEnv, ReadResult, ReadText } from '../../parse/pipeline.ts';
import { pipelineNames } from '../project/pipeline-names.ts';
import type { Project } from '../types.ts';
import { parseWithLanguages } from './languages.ts';
import { MadeOfFiles } from './made-of-files.ts';

export interface ParsedNow extends ParsedPipeline {
  /** The sources as they were parsed: a file may change before it is pinned. */
  readonly read: ReadText;
  /** The names of the other pipelines, if a diagnostic depends on them. */
  readonly names: readonly string[] | null;
}

const memory = new WeakMap<Config, MadeOfFiles<ParsedNow, ReadResult>>();

export async function parsedNow(
  { root, config }: Pick<Project, 'root' | 'config'>,
  file: ProjectPath,
  { read: readText, time }: { readonly read: ReadText } & Required<Pick<PipelineEnv, 'time'>>,
): Promise<ParsedNow> {
  const known = memory.get(config) ?? new MadeOfFiles();
  memory.set(config, known);
  const before = known.find(file, (source, state) => isSame(readText(source), state));
  if (before && (before.names === null || isEqual(before.names, pipelineNames(root)))) return before;
  const files = new Map<ProjectPath, ReadResult>();
  const read: ReadText = (source) => {
    const found = files.get(source) ?? readText(source);
    files.set(source, found);
    return found;
  };
  const asked: { names: readonly string[] | null } = { names: null };
  const names = (): readonly string[] => {
    asked.names ??= pipelineNames(root);
    return asked.names;
  };
  const parsed = await parseWithLanguages(file, read, { config, names, time });
  const value = { ...parsed, read, ...asked };
  known.keep(file, { value, files });
  return value;
}

function isSame(a: ReadResult, b: ReadResult): boolean {
  if (a.ok && b.ok) return a.value === b.value || Buffer.from(a.value).equals(Buffer.from(b.value));
  return !a.ok && !b.ok && a.error.reason === b.error.reason && a.error.message === b.error.message;
}

const isEqual = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);
