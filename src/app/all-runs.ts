/** Every run of a project for `list` and `status`. A run that cannot be read is listed with its problem. */
import { openRunIndex } from '../adapters/run-index.ts';
import type { RunId } from '../model/brand.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { type ListEntry, listEntry } from '../report/list.ts';
import { goneText, isManifestGone, isUnderWay, runsWithoutManifest } from './lost-manifests.ts';
import { readRun } from './read-run.ts';
import { listRuns } from './run-names.ts';
import type { Project } from './types.ts';

/** Rises when the entries change their form. */
const INDEX_FORMAT = 2;

/**
 * In order of name, then those whose manifest is gone. Runs at rest that nothing has touched since the last time are not
 * read again.
 */
export async function allRuns(project: Project): Promise<readonly ListEntry[]> {
  const runs = await Array.fromAsync(listRuns(project));
  const listed = await entriesOf(project, runs, 'runs');
  const lost = await runsWithoutManifest(project, new Set(runs));
  if (lost.length === 0) return listed;
  // Who deletes the manifest of a run that is over wants it out of sight.
  const open = (await entriesOf(project, lost, 'lost')).filter(({ status }) => isUnderWay(status));
  return [...listed, ...open];
}

/** @param name of the index that remembers them. */
async function entriesOf(project: Project, runs: readonly RunId[], name: string): Promise<readonly ListEntry[]> {
  const index = openRunIndex(project.root, { name, version: `${INDEX_FORMAT} ${project.version}` });
  const entries: ListEntry[] = [];
  for (const run of runs) {
    const known = index.find(run);
    if (isListEntry(known)) {
      entries.push(known);
      continue;
    }
    const keep = index.about(run);
    const { entry, isWhole } = await readEntry(project, run);
    if (isWhole) keep({ ...entry, waits: entry.waits.map((gate) => ({ ...gate })) });
    entries.push(entry);
  }
  index.save();
  return entries;
}

/** The index is sealed, and its version says that this very program wrote it. */
const isListEntry = (value: Json | null): value is Json & ListEntry => isJsonObject(value) && 'waits' in value;

interface ReadEntry {
  readonly entry: ListEntry;
  /** It follows from the run's own files alone. */
  readonly isWhole: boolean;
}

async function readEntry(project: Project, run: RunId): Promise<ReadEntry> {
  const view = await readRun(project, run);
  if (view.ok) {
    const { manifest, checkpoint, driven, notices } = view.value;
    const why = isManifestGone(project, run) ? goneText(run) : 'its manifest cannot be read';
    const problem = manifest === null ? why : null;
    const { pipeline = null, labels = {} } = manifest ?? {};
    const entry = listEntry({ run, pipeline, labels, checkpoint, driven, problem });
    return { entry, isWhole: !driven && notices.length === 0 && (checkpoint === null || checkpoint.run === run) };
  }
  const [first] = view.error;
  const problem = first ? `${first.code}: ${first.message}` : 'it cannot be read';
  const entry = listEntry({ run, pipeline: null, labels: {}, checkpoint: null, driven: false, problem });
  return { entry, isWhole: false };
}
