/**
 * Pipelines as they were parsed from pinned sources. Thousands of runs that wait are pinned to the same few, and a process
 * that looks at them all would parse each of them again.
 *
 * M1. A pipeline is known by the digests of its sources and by the settings that it was parsed with; it is the same as
 *     long as every file that was asked for, also one that is not pinned or not there, is as it was.
 * M2. So each file is asked for again for each run, known or not: what is damaged of one run is found as before.
 */
import { ok, type ProjectPath, type Result } from '../../model/brand.ts';
import type { Config } from '../../model/config.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { ReadText } from '../../parse/pipeline.ts';
import type { Project } from '../types.ts';
import type { PinnedIndex } from './pinned.ts';

interface Parsed {
  readonly pipeline: Pipeline;
  /** What stood in each file that was asked for. */
  readonly files: ReadonlyMap<ProjectPath, string>;
}

/** The least used go. */
const MOST = 32;
const memory = new WeakMap<Config, Map<string, Parsed>>();

export interface Pinned {
  readonly index: PinnedIndex;
  /** Gives a file that the index names as the index says, or what makes up for it is told elsewhere. */
  readonly read: ReadText;
}

export async function parsedPinned(
  project: Pick<Project, 'config' | 'digests'>,
  { index, read }: Pinned,
  parse: (read: ReadText) => Promise<Result<Pipeline, readonly Diagnostic[]>>,
): Promise<Result<Pipeline, readonly Diagnostic[]>> {
  const { config, digests } = project;
  const { pipeline: file, sources, approvers } = index;
  const stateOf = (source: ProjectPath, found: ReturnType<ReadText>): string => {
    if (!found.ok) return JSON.stringify(found.error);
    return sources.get(source) ?? digests.ofBytes(found.value);
  };
  const known = memory.get(config) ?? new Map<string, Parsed>();
  memory.set(config, known);
  const key = JSON.stringify({ file, sources: [...sources], approvers });
  const before = known.get(key);
  known.delete(key);
  if (before && [...before.files].every(([source, state]) => stateOf(source, read(source)) === state)) {
    known.set(key, before);
    return ok(before.pipeline);
  }
  const files = new Map<ProjectPath, string>();
  const parsed = await parse((source) => {
    const found = read(source);
    files.set(source, stateOf(source, found));
    return found;
  });
  if (!parsed.ok) return parsed;
  known.set(key, { pipeline: parsed.value, files });
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST))) known.delete(oldest);
  return parsed;
}
