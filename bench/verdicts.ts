/** Compares measurements with targets. Pure. */
import type { Measured } from './contest.ts';
import { growth, least, median } from './statistics.ts';
import type { Target, Workload } from './workloads.ts';

export interface Verdict {
  readonly competitor: string;
  readonly target: Target;
  /** By medians, and by minima; the target applies to the medians. */
  readonly figure: number;
  readonly ofMinima: number;
  readonly isMet: boolean;
}

type Pick = (samples: readonly number[]) => number;

/** @returns nothing for targets whose workloads or yardsticks were not measured. */
export function verdicts(
  competitor: string,
  targets: readonly Target[],
  measured: readonly Measured[],
): readonly Verdict[] {
  return targets.flatMap((target) => {
    const figure = figureOf(competitor, target, measured, median);
    const ofMinima = figureOf(competitor, target, measured, least);
    if (figure === null || ofMinima === null) return [];
    const isMet = target.bound === 'most' ? figure <= target.limit : figure < target.limit;
    return [{ competitor, target, figure, ofMinima, isMet }];
  });
}

function figureOf(
  competitor: string,
  { workload, measure }: Target,
  measured: readonly Measured[],
  pick: Pick,
): number | null {
  const find = (id: string, name = competitor) =>
    measured.find((entry) => entry.workload.id === id && entry.competitor === name);
  const own = find(workload);
  switch (measure.type) {
    case 'ratio': {
      const yardstick = find(workload, measure.to);
      return own && yardstick ? pick(own.wallMs) / pick(yardstick.wallMs) : null;
    }
    case 'per-stage': {
      const cost = own && costOf(own, find('start'), pick);
      return own && cost !== undefined ? cost / (stagesOf(own.workload) - 1) : null;
    }
    case 'memory':
      return own?.memoryMb ?? null;
    case 'redone':
      return own?.redone ?? null;
    case 'growth': {
      const group = measured.filter(
        (entry) => entry.competitor === competitor && entry.workload.id.startsWith(workload),
      );
      const points = group.flatMap((entry) => {
        const cost = costOf(entry, find('start'), pick);
        return cost === undefined ? [] : [[stagesOf(entry.workload), cost] as const];
      });
      return points.length < 2 ? null : growth(points);
    }
  }
}

export const stagesOf = (workload: Workload): number => (workload.kind === 'validate' ? 0 : workload.graph.length);

const LEAST_COST_MS = 0.001;

/** Milliseconds above those of one stage; undefined: that workload was not measured. */
function costOf(entry: Measured, start: Measured | undefined, pick: Pick): number | undefined {
  return start && Math.max(LEAST_COST_MS, pick(entry.wallMs) - pick(start.wallMs));
}
