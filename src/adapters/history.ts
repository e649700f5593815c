/** Adapter: how long the stages of a pipeline took in earlier runs: one small file a pipeline, for guesses only. */
import { join } from 'node:path';
import { type DurationMs, durationMs } from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { DurableError } from './disk-error.ts';
import { publishFile } from './durable-file.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { readText } from './safe-read.ts';
import { safeName, statePaths } from './state-folder.ts';

/** Milliseconds of each task, by stage, oldest first. */
export type Durations = ReadonlyMap<string, readonly number[]>;

export interface History {
  /** Adds what a run took; the newest 20 a stage are kept. Never fails a run. */
  add(pipeline: string, took: Durations): void;
  /** The median of each stage that ever completed. */
  expected(pipeline: string): ReadonlyMap<string, DurationMs>;
}

const NEWEST = 20;
const MAX_BYTES = 1024 * 1024;

export function openHistory(root: string, fs: FileSystem = nodeFileSystem): History {
  const fileOf = (pipeline: string): string => join(statePaths(root).history, `${safeName(pipeline)}.json`);
  return {
    add: (pipeline, took) => {
      const stages = new Map(read(fileOf(pipeline), fs));
      for (const [stage, durations] of took) {
        stages.set(stage, [...(stages.get(stage) ?? []), ...durations].slice(-NEWEST));
      }
      const text = `${JSON.stringify({ version: 1, stages: Object.fromEntries(stages) })}\n`;
      try {
        publishFile(fileOf(pipeline), text, { fs, durability: 'whole' });
      } catch (error) {
        if (!(error instanceof DurableError)) throw error; // a guess less is no reason to stop
      }
    },
    expected: (pipeline) => {
      const stages = [...read(fileOf(pipeline), fs)];
      return new Map(stages.map(([stage, durations]) => [stage, median(durations)]));
    },
  };
}

/** What is not as we write it counts as nothing. */
function read(file: string, fs: FileSystem): Durations {
  const text = readText(file, { maxBytes: MAX_BYTES, fs });
  const value = text.ok ? parse(text.value) : null;
  const stages = isJsonObject(value) && isJsonObject(value.stages) ? Object.entries(value.stages) : [];
  const durations = stages.map(([stage, list]): [string, number[]] => [
    stage,
    Array.isArray(list) ? list.filter((ms: Json) => typeof ms === 'number') : [],
  ]);
  return new Map(durations.filter(([, list]) => list.length > 0));
}

function parse(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function median(durations: readonly number[]): DurationMs {
  const sorted = durations.toSorted((a, b) => a - b);
  return durationMs(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0);
}
