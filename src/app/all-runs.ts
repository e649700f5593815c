/** Every run of a project for `list` and `status`. A run that cannot be read is listed with its problem. */
import { existsSync } from 'node:fs';
import { type Look, openRunIndex, type RunIndex } from '../adapters/runs/run-index.ts';
import { daemonLock } from '../adapters/state-folder.ts';
import { isUnderWay } from '../core/run-end.ts';
import { type RunId, runId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { runIdProblem } from '../parse/run-id.ts';
import { type ListEntry, listEntry, showsProblem } from '../report/list.ts';
import { isPacked, packed, unpacked } from './packed-entry.ts';
import { goneText, isManifestGone, runsByName } from './project/lost-manifests.ts';
import type { Project } from './types.ts';

/** Version of the index; raise it when the form of the entries changes. */
const INDEX_FORMAT = 6;

export interface ShownRuns {
  readonly all: readonly ListEntry[];
  readonly shown: readonly ListEntry[];
  /** Files that look like runs and are not. */
  readonly strays: readonly Diagnostic[];
}

/**
 * Sorted by name, then those whose manifest is gone. Runs at rest whose files did not change since the last call are
 * not read again.
 */
export async function allRuns(project: Project): Promise<readonly ListEntry[]> {
  return (await shownRuns(project, 'all', (all) => all)).all;
}

/**
 * The manifests to read: of `all` runs; of the `picked` ones, if nothing else depends on manifests; or of the picked
 * ones that are not completed, if only problems with these are shown, and no labels.
 */
export type Manifests = 'all' | 'picked' | 'of-open';

/**
 * The status, pipeline and times of a run are in its checkpoint, if it has one: only its labels and problems depend on
 * the manifest.
 */
export async function shownRuns(
  project: Project,
  manifests: Manifests,
  pick: (all: readonly ListEntry[]) => readonly ListEntry[],
): Promise<ShownRuns> {
  const { runs, lost, strays } = await runsByName(project);
  const entries = new Entries(project, 'runs');
  const look: Look = manifests === 'all' ? 'whole' : 'checkpoint';
  const all: ListEntry[] = [];
  for (const run of runs) all.push(entries.known(run, look) ?? (await entries.read(run)));
  // These were read completely, with a separate index.
  const gone = new Set(lost.length > 0 ? await lostRuns(project, lost) : []);
  all.push(...gone);
  await withoutMended(project, all);
  const shown: ListEntry[] = [];
  for (const entry of pick(all)) {
    const isEnough = look === 'whole' || gone.has(entry) || (manifests === 'of-open' && !showsProblem(entry));
    shown.push(isEnough ? entry : await entries.again(entry));
  }
  entries.save();
  return { all, shown, strays };
}

/** A run that is `invalid` in its checkpoint but queued by a daemon has been fixed, and is pending. */
async function withoutMended({ root }: Project, all: ListEntry[]): Promise<void> {
  if (!all.some(({ status }) => status === 'invalid') || !existsSync(daemonLock(root))) return;
  const { queuedRuns } = await import('./daemon/board.ts');
  const queued = queuedRuns(root);
  for (const [at, entry] of all.entries())
    if (entry.status === 'invalid' && queued.has(entry.run))
      all[at] = { ...entry, status: 'pending', started_at: null, problem: null };
}

/** Runs without a manifest that have not ended. Ended ones are hidden: their manifest was deleted on purpose. */
async function lostRuns(project: Project, runs: readonly RunId[]): Promise<readonly ListEntry[]> {
  const entries = new Entries(project, 'lost');
  const all: ListEntry[] = [];
  for (const run of runs) all.push(entries.known(run, 'whole') ?? (await entries.read(run)));
  entries.save();
  return all.filter(({ status }) => isUnderWay(status));
}

class Entries {
  readonly #project: Project;
  readonly #index: RunIndex;
  /** Entries that are not from the index, so their manifests were read. */
  readonly #read = new Set<ListEntry>();

  /** @param name of the index file. */
  constructor(project: Project, name: string) {
    this.#project = project;
    this.#index = openRunIndex(project.root, { name, version: `${INDEX_FORMAT} ${project.version}` });
  }

  /** null: it must be read. */
  known(run: RunId, look: Look): ListEntry | null {
    const packed = this.#index.find(run, look);
    if (!isPacked(packed)) return null;
    const entry = unpacked(run, packed);
    return look === 'checkpoint' && !hasBegun(entry) ? this.known(run, 'whole') : entry;
  }

  /** The entry with data of its manifest, which is read if it was not. */
  async again(entry: ListEntry): Promise<ListEntry> {
    if (!hasBegun(entry) || this.#read.has(entry)) return entry;
    const run = runId(entry.run);
    return this.known(run, 'manifest') ?? (await this.read(run));
  }

  async read(run: RunId): Promise<ListEntry> {
    const keep = runIdProblem(run) === null ? this.#index.about(run) : null;
    const { entry, isWhole } = await readEntry(this.#project, run);
    if (isWhole) keep?.(packed(entry));
    this.#read.add(entry);
    return entry;
  }

  save(): void {
    this.#index.save();
  }
}

/** Of a run that has not begun, only the manifest can be shown. */
const hasBegun = ({ started_at }: ListEntry): boolean => started_at !== null;

interface ReadEntry {
  readonly entry: ListEntry;
  /** The entry depends on the run's own files only. */
  readonly isWhole: boolean;
}

async function readEntry(project: Project, run: RunId): Promise<ReadEntry> {
  // A list in which nothing changed reads no run.
  const [{ readRun }, { readManifest }] = await Promise.all([
    import('./read-run.ts'),
    import('./project/read-manifest.ts'),
  ]);
  const view = await readRun(project, run);
  if (view.ok) {
    const { manifest, checkpoint, driven, notices } = view.value;
    const why = isManifestGone(project, run) ? goneText(run) : 'its manifest cannot be read';
    // For a run that never began, only these explain why.
    const mistakes = checkpoint?.status === 'invalid' ? (checkpoint.diagnostics ?? []) : [];
    const said = [...notices, ...mistakes].find(({ severity }) => severity === 'error');
    const problem = said ? textOf(said) : manifest === null ? why : null;
    const { pipeline = null, labels = {} } = manifest ?? {};
    const entry = listEntry({ run, pipeline, labels, checkpoint, driven, problem });
    return { entry, isWhole: !driven && notices.length === 0 && (checkpoint === null || checkpoint.run === run) };
  }
  const [first] = view.error;
  const problem = first ? textOf(first) : 'it cannot be read';
  // Filters by pipeline or label must find runs that cannot be read, too.
  const manifest = readManifest(project, run);
  const { pipeline = null, labels = {} } = manifest.ok ? manifest.value : {};
  const entry = listEntry({ run, pipeline, labels, checkpoint: null, driven: false, problem });
  return { entry, isWhole: false };
}

const textOf = ({ code, message }: Diagnostic): string => `${code}: ${message}`;
