/** Adapter: durations and costs of stages in earlier runs. One small file a pipeline, used for estimates only. */
import { join } from 'node:path';
import { type DurationMs, durationMs, type UsdMicros, usdMicros } from '../model/brand.ts';
import { isJsonObject, type Json, parsedJson } from '../model/json.ts';
import { publishFile } from './disk/durable-file.ts';
import { DurableError } from './disk/error.ts';
import { type FileSystem, nodeFileSystem } from './disk/file-system.ts';
import { readText } from './disk/safe-read.ts';
import { safeName, statePaths } from './state-folder.ts';

/** One number for each task, by stage (costs: by {@link costKey}), oldest first. */
type Amounts = ReadonlyMap<string, readonly number[]>;

/** The model that a call asked. The cost of one model says nothing about another. */
export interface AskedModel {
  /** The type of its provider. */
  readonly type: string;
  /** null: the default of the type. */
  readonly model: string | null;
}

/** @param asked the model that answered the calls of the task; null: it made none. */
export const costKey = (stage: string, asked: AskedModel | null): string =>
  asked === null ? stage : `${stage} ${asked.type} ${asked.model ?? ''}`;

/** Of completed tasks: milliseconds, and micro-dollars where the cost is known. */
interface Past {
  readonly took: Amounts;
  readonly cost: Amounts;
}

export interface History {
  /** Adds a run; the newest 20 values of each stage are kept. Never fails a run. */
  add(pipeline: string, past: Past): void;
  /** The medians of each stage that has ever completed. */
  expected(pipeline: string): ExpectedOfStages;
}

interface ExpectedOfStages {
  readonly took: ReadonlyMap<string, DurationMs>;
  /** null: no task of the stage that asked this model has a known cost. */
  cost(stage: string, asked: AskedModel | null): CostRange | null;
}

/** For one task of a stage. */
export interface CostRange {
  readonly usual: UsdMicros;
  readonly low: UsdMicros;
  readonly high: UsdMicros;
}

const NEWEST = 20;
const MAX_BYTES = 1024 * 1024;

export function openHistory(root: string, fs: FileSystem = nodeFileSystem): History {
  const fileOf = (pipeline: string): string => join(statePaths(root).history, `${safeName(pipeline)}.json`);
  return {
    add: (pipeline, past) => {
      const before = read(fileOf(pipeline), fs);
      const stages = Object.fromEntries(joined(before.took, past.took));
      const costs = Object.fromEntries(joined(before.cost, past.cost));
      const text = `${JSON.stringify({ version: 1, stages, costs })}\n`;
      try {
        publishFile(fileOf(pipeline), text, { fs, durability: 'whole' });
      } catch (error) {
        if (!(error instanceof DurableError)) throw error; // a missing estimate is no reason to stop
      }
    },
    expected: (pipeline) => {
      const { took, cost } = read(fileOf(pipeline), fs);
      return {
        took: new Map([...took].map(([stage, all]) => [stage, durationMs(median(all))])),
        cost: (stage, asked) => {
          const key = costKey(stage, asked);
          const isMeant = (other: string): boolean => other === key || (asked?.model === null && other.startsWith(key));
          const amounts = [...cost].flatMap(([other, all]) => (isMeant(other) ? all : []));
          return amounts.length === 0 ? null : rangeOf(amounts);
        },
      };
    },
  };
}

function joined(before: Amounts, more: Amounts): Amounts {
  const all = new Map(before);
  for (const [stage, amounts] of more) all.set(stage, [...(all.get(stage) ?? []), ...amounts].slice(-NEWEST));
  return all;
}

function read(file: string, fs: FileSystem): Past {
  const text = readText(file, { maxBytes: MAX_BYTES, fs });
  const value = text.ok ? parsedJson(text.value) : null;
  const { stages = null, costs = null } = isJsonObject(value) ? value : {};
  return { took: amountsIn(stages), cost: amountsIn(costs) };
}

/** Ignores values that do not have our format. */
function amountsIn(value: Json): Amounts {
  const amounts = Object.entries(isJsonObject(value) ? value : {}).map(([stage, list]): [string, number[]] => [
    stage,
    Array.isArray(list) ? list.filter((amount: Json) => typeof amount === 'number') : [],
  ]);
  return new Map(amounts.filter(([, list]) => list.length > 0));
}

const rangeOf = (amounts: readonly number[]): CostRange => ({
  usual: usdMicros(median(amounts)),
  low: usdMicros(Math.min(...amounts)),
  high: usdMicros(Math.max(...amounts)),
});

function median(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
