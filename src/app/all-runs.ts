/** Every run of a project for `list` and `status`. A run that cannot be read is listed with its problem. */
import { openRunIndex } from '../adapters/run-index.ts';
import type { RunId } from '../model/brand.ts';
import { type ListEntry, listEntry } from '../report/list.ts';
import { goneText, isManifestGone, isUnderWay, runsByName } from './lost-manifests.ts';
import { isPacked, packed, unpacked } from './packed-entry.ts';
import { readRun } from './read-run.ts';
import type { Project } from './types.ts';

/** Rises when the entries change their form. */
const INDEX_FORMAT = 3;

/**
 * In order of name, then those whose manifest is gone. Runs at rest that nothing has touched since the last time are not
 * read again.
 */
export async function allRuns(project: Project): Promise<readonly ListEntry[]> {
  const { runs, lost } = await runsByName(project);
  const listed = await entriesOf(project, runs, 'runs');
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
    if (isPacked(known)) {
      entries.push(unpacked(run, known));
      continue;
    }
    const keep = index.about(run);
    const { entry, isWhole } = await readEntry(project, run);
    if (isWhole) keep(packed(entry));
    entries.push(entry);
  }
  index.save();
  return entries;
}

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
