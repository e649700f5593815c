/** Whether the manifest of a run that has not started may have belonged to another run and was renamed alone. */
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { loadPipeline } from '../pinned/definitions.ts';
import { LostRuns, renamedAlone } from '../preflight/lost-runs.ts';
import { checkedInputs } from '../project/read-manifest.ts';
import type { Project } from '../types.ts';

/** Other problems that prevent its start are reported by whoever starts it. */
export async function renamedManifest(project: Project, { id, pipeline }: Manifest): Promise<readonly Diagnostic[]> {
  const lost = new LostRuns(project);
  if (await lost.isEmpty()) return [];
  const loaded = await loadPipeline(project, pipeline);
  const checked = loaded.ok ? await checkedInputs(project, id, loaded.value.pipeline) : loaded;
  if (!checked.ok) return [];
  const again = await renamedAlone(id, { pipeline, inputs: checked.value.inputs }, lost);
  return again ? [again] : [];
}
