/** The folder of what a generation of a run is pinned to, as far as it can be read without parsing a pipeline. */
import path from 'node:path';
import { readBytes } from '../adapters/safe-read.ts';
import { type Digest, type ProjectPath, projectPath, type RunId } from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { pinnedFolder } from './names.ts';
import type { Project } from './types.ts';

/** Digests of the sources, and which of them is the pipeline. */
export const INDEX = 'index.json';
const MAX_SOURCE = 1024 * 1024;

export interface PinnedIndex {
  readonly pipeline: ProjectPath;
  readonly sources: ReadonlyMap<ProjectPath, Digest>;
}

/** Has the project another version of what the generation is pinned to? Reads and hashes; parses nothing. */
export function isOutdated(project: Project, run: RunId, generation: number): boolean {
  const index = readIndex(path.join(project.root, pinnedFolder(run, generation)));
  if (!index) return false;
  for (const [source, expected] of index.sources) {
    const now = project.read(source);
    if (!now.ok || project.digests.ofBytes(now.value) !== expected) return true;
  }
  return false;
}

/** Which file the generation took its pipeline from; null: that cannot be told any more. */
export const pinnedPipeline = ({ root }: Project, run: RunId, generation: number): ProjectPath | null =>
  readIndex(path.join(root, pinnedFolder(run, generation)))?.pipeline ?? null;

export function readIndex(folder: string): PinnedIndex | null {
  const index = readJson(path.join(folder, INDEX));
  if (!isJsonObject(index) || typeof index.pipeline !== 'string' || !isJsonObject(index.sources)) return null;
  const sources = new Map<ProjectPath, Digest>();
  for (const [source, digest] of Object.entries(index.sources))
    sources.set(projectPath(source), String(digest) as Digest);
  return { pipeline: projectPath(index.pipeline), sources };
}

export function bytesOf(file: string): Uint8Array | null {
  const read = readBytes(file, { maxBytes: MAX_SOURCE });
  return read.ok ? read.value : null;
}

export function readJson(file: string): Json | undefined {
  const bytes = bytesOf(file);
  if (!bytes) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
