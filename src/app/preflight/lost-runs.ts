/**
 * Runs with a checkpoint but without a manifest. Renaming only the manifest of a run starts a new run that executes and
 * pays for everything again: the original run is one of these, with the same pipeline and inputs.
 */
import { opendirSync, statSync } from 'node:fs';
import path from 'node:path';
import { hasStarted } from '../../core/run-end.ts';
import { type RunId, runId } from '../../model/brand.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { usdText } from '../../model/money.ts';
import { forgiving } from '../../model/system-error.ts';
import { checkpointPath, manifestPath, RUNS, runFolderOf } from '../../parse/run-files.ts';
import { isManifestGone, runsByName } from '../project/lost-manifests.ts';
import { readRun } from '../read-run.ts';
import type { LostRunsLike, Project, RunContent } from '../types.ts';

/** Only the runs that changed last are kept and read: manifests of thousands of finished runs may have been deleted. */
const MOST_READ = 20;

/** One per process: a run without a manifest does not change, so each is read only once. */
export class LostRuns implements LostRunsLike {
  private readonly project: Project;
  /** Oldest first; undefined: not read yet. */
  private readonly runs = new Map<RunId, Promise<string | null> | undefined>();
  private listed: Promise<void> | null = null;

  constructor(project: Project) {
    this.project = project;
  }

  /** The manifest of the run has disappeared. */
  add(run: RunId): void {
    this.append(run, undefined);
  }

  private append(run: RunId, key: Promise<string | null> | undefined): void {
    this.runs.delete(run);
    this.runs.set(run, key);
    const [oldest] = this.runs.keys();
    if (this.runs.size > MOST_READ && oldest !== undefined) this.runs.delete(oldest);
  }

  /** @returns null: none, or unknown. */
  async like(content: RunContent): Promise<Checkpoint | null> {
    if (await this.isEmpty()) return null;
    const wanted = keyOf(content);
    for (const run of [...this.runs.keys()].toReversed())
      if ((await this.keyOfRun(run)) === wanted && isManifestGone(this.project, run)) return this.checkpointOf(run);
    return null;
  }

  async isEmpty(): Promise<boolean> {
    this.listed ??= this.list();
    await this.listed;
    return this.runs.size === 0;
  }

  private async list(): Promise<void> {
    const { lost } = await runsByName(this.project);
    const changed = lost.map((run) => ({ run, at: changedAt(path.join(this.project.root, checkpointPath(run))) }));
    const newest = changed.sort((a, b) => a.at - b.at).slice(-MOST_READ);
    const added = [...this.runs];
    for (const { run } of newest) this.append(run, undefined);
    for (const [run, key] of added) this.append(run, key);
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

  /** null: unreadable, or never started. Damage is reported by other readers. */
  private async checkpointOf(run: RunId): Promise<Checkpoint | null> {
    const view = await readRun(this.project, run);
    return view.ok && hasStarted(view.value.checkpoint) ? view.value.checkpoint : null;
  }
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Number of names in `runs/` that can be listed in a few milliseconds. */
const MOST_NAMES = 4_000;

/** Counts no further than the limit. */
export function isQuicklyListed({ root }: Pick<Project, 'root'>): boolean {
  const folder = forgiving(['ENOENT', 'ENOTDIR', 'EACCES'], () => opendirSync(path.join(root, RUNS)));
  if (folder === null) return true;
  try {
    for (let count = 0; count <= MOST_NAMES; count += 1) if (folder.readSync() === null) return true;
    return false;
  } finally {
    folder.closeSync();
  }
}

/** For the start of a single run; null: `runs/` is too large to list, and `plan` and the daemon warn instead. */
export const lostRunsFor = (project: Project): LostRuns | null =>
  isQuicklyListed(project) ? new LostRuns(project) : null;

const keyOf = ({ pipeline, inputs }: RunContent): string => canonicalJson({ pipeline, inputs });

/** A warning about a new run that is not a fork; null: no sign that it was another run. */
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
