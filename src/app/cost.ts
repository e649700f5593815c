/** Costs of runs, grouped as requested: `pipeline-runner cost`. */
import {
  addSums,
  type CostKey,
  type CostLine,
  type CostRow,
  costLines,
  costRows,
  NO_COST,
} from '../core/cost-lines.ts';
import { ok, type RunId } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Diagnosed, Diagnostic } from '../model/diagnostic.ts';
import type { CostView } from '../report/cost-table.ts';
import { hasCheckpoint, runsByName } from './project/lost-manifests.ts';
import { readManifest } from './project/read-manifest.ts';
import { readRun } from './read-run.ts';
import type { Project } from './types.ts';

export interface CostReport extends CostView {
  /** Runs that cannot be read, so that their cost is unknown. */
  readonly problems: readonly Diagnostic[];
}

interface Labelled {
  readonly lines: readonly CostLine[];
  readonly labels: string;
}

/** @param run null: all runs of the project. */
export async function costOf(
  project: Project,
  run: RunId | null,
  { by, since }: Pick<CostReport, 'by' | 'since'>,
): Promise<Diagnosed<CostReport>> {
  const read: Labelled[] = [];
  const problems: Diagnostic[] = [];
  for (const id of run === null ? await allIds(project) : [run]) {
    const view = await readRun(project, id);
    if (!view.ok && run !== null) return view;
    if (!view.ok) {
      problems.push(...view.error.slice(0, 1));
      if (hasCheckpoint(project, id)) read.push(untold(project, id));
    } else if (view.value.checkpoint)
      read.push(labelled(view.value.checkpoint, view.value.manifest?.labels ?? {}, since));
  }
  const rows = rowsBy(read, by);
  return ok({ by, since, rows, total: rows.reduce(addSums, NO_COST), runs: read.length, problems });
}

async function allIds(project: Project): Promise<readonly RunId[]> {
  const { runs, lost } = await runsByName(project);
  return [...runs, ...lost];
}

const UNTOLD = '(cannot be read)';

/** A run that has begun and cannot be read: its cost is unknown, not zero. */
function untold(project: Project, run: RunId): Labelled {
  const manifest = readManifest(project, run);
  const line = {
    ...NO_COST,
    run,
    pipeline: manifest.ok ? manifest.value.pipeline : UNTOLD,
    stage: UNTOLD,
    provider: UNTOLD,
    model: UNTOLD,
    at: '',
    day: UNTOLD,
    month: UNTOLD,
    why: '',
    unknown: 1,
  } as const;
  return { lines: [line], labels: labelsText(manifest.ok ? manifest.value.labels : {}) };
}

const labelled = (
  checkpoint: Checkpoint,
  labels: Readonly<Record<string, string>>,
  since: number | null,
): Labelled => ({
  lines: costLines(checkpoint).filter((line) => since === null || isSince(line, checkpoint, since)),
  labels: labelsText(labels),
});

/** A cost without a time counts at the end of the last execution: leaving it out would make it zero. */
function isSince({ at }: CostLine, { executions }: Pick<Checkpoint, 'executions'>, since: number): boolean {
  if (at !== '') return Date.parse(at) >= since;
  const last = executions.at(-1);
  return last === undefined || last.ended_at === undefined || Date.parse(last.ended_at) >= since;
}

const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(' ');

/** The group of lines that have no value for the key. */
const UNNAMED: Readonly<Record<CostKey, string>> = {
  run: '',
  pipeline: '',
  stage: '(not broken down)',
  provider: '(reported by stages)',
  model: '(reported by stages)',
  day: '(not broken down)',
  month: '(not broken down)',
  why: '(not broken down)',
  label: '(no label)',
};

function rowsBy(read: readonly Labelled[], by: CostKey): readonly CostRow[] {
  const names = new Map(
    read.flatMap(({ lines, labels }) => lines.map((line) => [line, by === 'label' ? labels : line[by]] as const)),
  );
  return costRows([...names.keys()], (line) => names.get(line) || UNNAMED[by]);
}
