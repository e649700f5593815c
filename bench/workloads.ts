/** Workloads and targets. Pure. */
import { chain, fan, type Graph, mosaic } from './graphs.ts';
import type { Step } from './job.ts';
import { longPipeline } from './long-pipeline.ts';

interface Named {
  /** Unique; its first word is the one for `--workloads`. */
  readonly id: string;
  readonly title: string;
}

/**
 * `run`: a first run. `rerun`: a finished run again. `resume`: a run that was killed half-way is run to its end; the
 * second start is timed.
 */
export interface GraphWorkload extends Named {
  readonly kind: 'run' | 'rerun' | 'resume';
  readonly step: Step;
  readonly graph: Graph;
}

/** A pipeline file is validated; nothing runs. */
interface CheckWorkload extends Named {
  readonly kind: 'validate';
  readonly text: string;
}

export type Workload = GraphWorkload | CheckWorkload;

export type Measure =
  /** Wall time as a multiple of a yardstick's. */
  | { readonly type: 'ratio'; readonly to: string }
  /** Milliseconds per stage beyond the first: (wall - wall of `start`) / (stages - 1). */
  | { readonly type: 'per-stage' }
  /** Peak resident memory in megabytes. */
  | { readonly type: 'memory' }
  /** Finished stages that were executed again. */
  | { readonly type: 'redone' }
  /** Exponent of the growth of cost with size, over all workloads whose ids begin with this one. */
  | { readonly type: 'growth' };

export interface Target {
  readonly workload: string;
  readonly measure: Measure;
  readonly limit: number;
  /** `most`: the limit itself passes. `below`: it does not. */
  readonly bound: 'most' | 'below';
}

export interface Sizes {
  readonly chain: number;
  readonly fan: number;
  /** Pictures of {@link mosaic}, ascending. */
  readonly mosaics: readonly number[];
  /** Lines of the pipeline that is validated. */
  readonly lines: number;
}

/** 286, 526, 1,066 and 2,122 stages. */
export const FULL: Sizes = { chain: 100, fan: 200, mosaics: [12, 17, 25, 36], lines: 300 };

export const NODE = 'node -e 0';
export const FLOOR = 'floor: fsync';

export function workloads({ chain: length, fan: width, mosaics, lines }: Sizes): readonly Workload[] {
  const row = chain(length);
  return [
    { id: 'start', title: 'one stage, a command', kind: 'run', step: 'command', graph: chain(1) },
    { id: 'chain', title: `${length} commands in a row`, kind: 'run', step: 'command', graph: row },
    { id: 'fan', title: `1 -> ${width} -> 1 commands, two at a time`, kind: 'run', step: 'command', graph: fan(width) },
    { id: 'rerun', title: 'the same, finished, run again', kind: 'rerun', step: 'command', graph: fan(width) },
    { id: 'steps', title: `${length} modules in a row`, kind: 'run', step: 'module', graph: row },
    ...mosaics.map(mosaic).map((graph): Workload => {
      const id = `dag ${graph.length}`;
      return { id, title: `${graph.length} modules, a mosaic`, kind: 'run', step: 'module', graph };
    }),
    { id: 'crash', title: `${length} commands, killed half-way, resumed`, kind: 'resume', step: 'command', graph: row },
    { id: 'validate', title: `a pipeline of ${lines} lines`, kind: 'validate', text: longPipeline(lines) },
  ];
}

const ratio = (workload: string, to: string, limit: number, bound: Target['bound'] = 'most'): Target => ({
  workload,
  measure: { type: 'ratio', to },
  limit,
  bound,
});

/** For the largest mosaic, cost and memory; for all of them, growth. */
export function targets(all: readonly Workload[]): readonly Target[] {
  const largest = all.findLast(({ id }) => id.startsWith('dag'))?.id ?? 'dag';
  return [
    ratio('start', FLOOR, 1.6),
    ratio('chain', FLOOR, 1.5),
    ratio('fan', FLOOR, 1.5),
    ratio('rerun', FLOOR, 1.6),
    { workload: 'steps', measure: { type: 'per-stage' }, limit: 0.5, bound: 'most' },
    { workload: largest, measure: { type: 'per-stage' }, limit: 0.5, bound: 'most' },
    { workload: largest, measure: { type: 'memory' }, limit: 200, bound: 'below' },
    { workload: 'dag', measure: { type: 'growth' }, limit: 1.1, bound: 'most' },
    ratio('crash', FLOOR, 1.6),
    { workload: 'crash', measure: { type: 'redone' }, limit: 0, bound: 'most' },
    ratio('validate', NODE, 3, 'below'),
  ];
}

/**
 * @returns the workloads with these first words, and those needed to compute their figures; null: a word is unknown.
 */
export function chosenWorkloads(all: readonly Workload[], words: readonly string[]): readonly Workload[] | null {
  const first = ({ id }: Workload) => id.split(' ')[0] ?? '';
  if (words.some((word) => !all.some((workload) => first(workload) === word))) return null;
  const isBased = words.includes('steps') || words.includes('dag');
  return all.filter((workload) => words.includes(first(workload)) || (isBased && workload.id === 'start'));
}
