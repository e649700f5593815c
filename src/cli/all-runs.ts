/** Every run of a project for `list` and `status`. A run that cannot be read is listed with its problem. */

import { listRuns, readRun } from '../app/read-run.ts';
import type { Project } from '../app/types.ts';
import { type ListEntry, listEntry } from '../report/list.ts';

export async function* allRuns(project: Project): AsyncGenerator<ListEntry> {
  for await (const run of listRuns(project)) {
    const view = await readRun(project, run);
    if (view.ok) {
      const { manifest, checkpoint, driven } = view.value;
      const problem = manifest === null ? 'its manifest cannot be read' : null;
      yield listEntry({ run, pipeline: manifest?.pipeline ?? null, checkpoint, driven, problem });
    } else {
      const [first] = view.error;
      const problem = first ? `${first.code}: ${first.message}` : 'it cannot be read';
      yield listEntry({ run, pipeline: null, checkpoint: null, driven: false, problem });
    }
  }
}
