/**
 * Runs whose manifest is missing while their checkpoint is there. A manifest that is renamed alone begins a new run, which
 * does and pays for everything again: the run that it was is one of these, with the same pipeline and inputs.
 */
import { hasStarted } from '../../core/run-end.ts';
import { type RunId, runId } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { usdText } from '../../model/money.ts';
import { checkpointPath, manifestPath, runFolderOf } from '../../parse/run-files.ts';
import { isManifestGone, runsByName } from '../project/lost-manifests.ts';
import { readRun } from '../read-run.ts';
import type { LostRunsLike, Project, RunContent } from '../types.ts';

/** Whoever deletes manifests of thousands of finished runs does not wait for all of them. */
const MOST_READ = 500;

/** One of a process: what it has read of a run that nobody works on stays as it is. */
export class LostRuns implements LostRunsLike {
  private readonly project: Project;
  /** Oldest first; undefined: not read yet. */
  private readonly runs = new Map<RunId, Promise<string | null> | undefined>();
  private listed: Promise<void> | null = null;

  constructor(project: Project) {
    this.project = project;
  }

  /** Its manifest went away. */
  add(run: RunId): void {
    this.runs.delete(run);
    this.runs.set(run, undefined);
  }

  /** @returns null: there is none, or it is not known. */
  async like(content: RunContent): Promise<Checkpoint | null> {
    this.listed ??= this.list();
    await this.listed;
    const wanted = keyOf(content);
    for (const run of [...this.runs.keys()].toReversed())
      if ((await this.keyOfRun(run)) === wanted && isManifestGone(this.project, run)) return this.checkpointOf(run);
    return null;
  }

  private async list(): Promise<void> {
    const { lost } = await runsByName(this.project);
    for (const run of lost.slice(-MOST_READ)) if (!this.runs.has(run)) this.runs.set(run, undefined);
  }

  private keyOfRun(run: RunId): Promise<string | null> {
    const key = this.runs.get(run) ?? this.read(run);
    this.runs.set(run, key);
    return key;
  }

  private async read(run: RunId): Promise<string | null> {
    const checkpoint = await this.checkpointOf(run);
    return checkpoint && keyOf({ pipeline: checkpoint.pipeline.name, inputs: checkpoint.inputs ?? {} });
  }

  /** null: it cannot be read, or never started. What is wrong with it is for who looks at it. */
  private async checkpointOf(run: RunId): Promise<Checkpoint | null> {
    const view = await readRun(this.project, run);
    return view.ok && hasStarted(view.value.checkpoint) ? view.value.checkpoint : null;
  }
}

const keyOf = ({ pipeline, inputs }: RunContent): string => canonicalJson({ pipeline, inputs });

/** Of a new run that is no fork; null: nothing tells that it was another one. */
export async function renamedAlone(run: RunId, content: RunContent, lost: LostRunsLike): Promise<Diagnostic | null> {
  const before = await lost.like(content);
  if (before === null) return null;
  const { run: old, cost } = before;
  const spent = cost.usd_micros > 0 ? `, which cost ${usdText(cost.usd_micros)} before` : '';
  const message = `run ${old} has the same pipeline and inputs, and its manifest is missing: ${run} repeats everything${spent}`;
  const files = [checkpointPath(runId(old)), runFolderOf(runId(old))].join(' and ');
  const hint = `if only the manifest was renamed, rename ${files} too`;
  return aWarning('run/renamed-alone', message, { at: { file: manifestPath(run) }, hint });
}
