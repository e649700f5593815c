/**
 * Pipelines as they were parsed from pinned sources. Thousands of runs that wait are pinned to the same few, and a process
 * that looks at them all would parse each of them again.
 *
 * M1. A pipeline is known by the digests of its sources and by the settings that it was parsed with; it is the same as
 *     long as every file that was asked for, also one that is not pinned or not there, is as it was.
 * M2. So each file is asked for again for each run, known or not: what is damaged of one run is found as before.
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
  /** Gives a file that the index names as the index says, or what makes up for it is told elsewhere. */
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
