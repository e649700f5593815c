/** The figures as text. Pure. */
import type { Measured } from './contest.ts';
import type { DaemonFigure } from './daemon.ts';
import { least, median } from './statistics.ts';
import type { Surroundings } from './surroundings.ts';
import { stagesOf, type Verdict } from './verdicts.ts';
import { FLOOR, type Measure, NODE, type Target } from './workloads.ts';

/** Three significant digits. */
const shown = (value: number): string => value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function workloadLines(entries: readonly Measured[]): readonly string[] {
  const [first] = entries;
  if (!first) return [];
  const yardstick = entries.find(
    ({ competitor }) => competitor === (first.workload.kind === 'validate' ? NODE : FLOOR),
  );
  const times = (own: Measured, pick: (samples: readonly number[]) => number) =>
    yardstick ? shown(pick(own.wallMs) / pick(yardstick.wallMs)) : '';
  const rows = entries.map((own) => [
    `  ${own.competitor}`,
    shown(median(own.wallMs)),
    shown(least(own.wallMs)),
    times(own, median),
    times(own, least),
    own.memoryMb === null ? '' : shown(own.memoryMb),
    own.executed === null ? '' : String(own.executed),
  ]);
  const head = ['', 'median ms', 'least ms', `x ${yardstick?.competitor ?? ''}`, 'of least', 'peak MB', 'executions'];
  const stages = stagesOf(first.workload);
  const size = stages === 0 ? '' : ` (${stages} ${stages === 1 ? 'stage' : 'stages'})`;
  return [`${first.workload.id}: ${first.workload.title}${size}`, ...table([head, ...rows]), ''];
}

const MEASURES: Readonly<Record<Exclude<Measure['type'], 'ratio'>, string>> = {
  'per-stage': 'ms a stage beyond the first',
  memory: 'peak MB',
  redone: 'finished stages executed again',
  growth: 'exponent of growth with size',
};

const measureOf = ({ measure }: Target): string =>
  measure.type === 'ratio' ? `x ${measure.to}` : MEASURES[measure.type];

function verdictLines(verdicts: readonly Verdict[]): readonly string[] {
  const rows = verdicts.map(({ competitor, target, figure, ofMinima, isMet }) => [
    `  ${competitor}, ${target.workload}: ${measureOf(target)}`,
    shown(figure),
    shown(ofMinima),
    `${target.bound === 'most' ? '<=' : '<'} ${target.limit}`,
    isMet ? 'met' : 'MISSED',
  ]);
  return rows.length === 0 ? [] : ['targets', ...table([['', 'is', 'of least', 'wanted', ''], ...rows]), ''];
}

export function reportText(around: Surroundings, measured: readonly Measured[], verdicts: readonly Verdict[]): string {
  const groups = Map.groupBy(measured, ({ workload }) => workload.id);
  return [
    `Node ${around.node}, ${around.processors}; a durable write of 4 KB takes ${shown(around.replaceMs)} ms here`,
    ...(around.isInMemory ? ['That folder is in memory, where fsync costs nothing: give a --folder on a disk.'] : []),
    ...(around.isBusy
      ? [`The machine is busy, with a load of ${shown(around.load)}: trust the ratios of the least.`]
      : []),
    '',
    ...[...groups.values()].flatMap(workloadLines),
    ...verdictLines(verdicts),
  ].join('\n');
}

/** Preceded by an empty line; empty if there are no figures. */
export function daemonText(figures: readonly DaemonFigure[]): string {
  const rows = figures.map(({ workload, what, unit, value, limit }) => [
    `  ${workload}: ${what}`,
    `${shown(value)} ${unit}`,
    limit === null ? '' : `<= ${limit}`,
    limit === null ? '' : value <= limit ? 'met' : 'MISSED',
  ]);
  return rows.length === 0 ? '' : ['', '', 'the daemon', ...table(rows)].join('\n');
}
