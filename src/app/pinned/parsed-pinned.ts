/**
 * Pipelines parsed from pinned sources. Thousands of waiting runs are pinned to the same few; a process that looks at
 * them all would otherwise parse each again.
 *
 * M1. A pipeline is identified by the digests of its sources and the settings it was parsed with. An entry is valid
 *     while every file that was asked for, even if not pinned or missing, is unchanged.
 * M2. So each file is asked for again for each run, known or not: damage in one run is still found.
 */
import { ok, type ProjectPath } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnosed } from '../../model/diagnostic.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { ReadText } from '../../parse/pipeline.ts';
import type { Project } from '../types.ts';
import { MadeOfFiles } from './made-of-files.ts';
import type { PinnedIndex } from './pinned.ts';

const memory = new WeakMap<Config, MadeOfFiles<Pipeline, string>>();

export interface Pinned {
  readonly index: PinnedIndex;
  /** Reads a file that the index names with the indexed content; differences are reported elsewhere. */
  readonly read: ReadText;
}

export async function parsedPinned(
  project: Pick<Project, 'config' | 'digests'>,
  { index, read }: Pinned,
  parse: (read: ReadText) => Promise<Diagnosed<Pipeline>>,
): Promise<Diagnosed<Pipeline>> {
  const { config, digests } = project;
  const { pipeline: file, sources, approvers } = index;
  const stateOf = (source: ProjectPath, found: ReturnType<ReadText>): string => {
    if (!found.ok) return JSON.stringify(found.error);
    return sources.get(source) ?? digests.ofBytes(found.value);
  };
  const known = memory.get(config) ?? new MadeOfFiles();
  memory.set(config, known);
  const key = JSON.stringify({ file, sources: [...sources], approvers });
  const before = known.find(key, (source, state) => stateOf(source, read(source)) === state);
  if (before !== null) return ok(before);
  const files = new Map<ProjectPath, string>();
  const parsed = await parse((source) => {
    const found = read(source);
    files.set(source, stateOf(source, found));
    return found;
  });
  if (parsed.ok) known.keep(key, { value: parsed.value, files });
  return parsed;
}
