/**
 * What a run needs of the daemon, according to its files: work, nothing until somebody writes, or a corrected manifest.
 * Level-triggered: asked again, it says the same, and no event is needed.
 */
import { hasStarted, isRunEnd } from '../../core/run-end.ts';
import type { RunId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { RunStore, StoredRun } from '../../ports/run-store.ts';
import { editsOfEnded, mayBeStale, schemaOfEnded } from '../notes/ended-edits.ts';
import { foundIn, hasNews, noticeNews, staleNotices } from '../notes/manifest-notices.ts';
import { restore } from '../pinned/stored-state.ts';
import { readManifest } from '../project/read-manifest.ts';
import { type Waits, waits } from '../still-waiting.ts';
import type { Project } from '../types.ts';

export type Need =
  | { readonly type: 'work'; readonly priority: number }
  /** Its result is recorded, and no new generation is requested. */
  | { readonly type: 'ended'; readonly notices: readonly Diagnostic[] }
  | Waits
  /** Another process works on it. */
  | { readonly type: 'elsewhere' }
  | {
      readonly type: 'broken';
      readonly diagnostics: readonly Diagnostic[];
      /** `unknown`: it cannot be read, so nothing is written into it. */
      readonly checkpoint: 'known' | 'unknown';
    };

export async function needOf(project: Project, store: RunStore, run: RunId): Promise<Need> {
  const stored = await store.peek(run);
  if (!stored.ok) return { type: 'broken', diagnostics: stored.error, checkpoint: 'unknown' };
  const { checkpoint = null, records = [], driven = false, notices = [] } = stored.value ?? {};
  // The run cannot be opened because of its lock.
  const refused = notices.filter(({ severity }) => severity === 'error');
  if (refused.length > 0) return { type: 'broken', diagnostics: refused, checkpoint: 'unknown' };
  const manifest = readManifest(project, run);
  if (!manifest.ok) {
    return { type: 'broken', diagnostics: manifest.error, checkpoint: 'known' };
  }
  if (driven) return { type: 'elsewhere' };
  const work: Need = { type: 'work', priority: manifest.value.priority };
  if (!stored.value || !hasStarted(checkpoint) || records.length > 0 || stored.value.losers.length > 0) return work;
  if ((manifest.value.rerun?.n ?? 0) > checkpoint.generation) return work;
  if (isRunEnd(checkpoint.status)) {
    if (checkpoint.finally && !checkpoint.finally_ended) return work;
    const ended = { manifest: manifest.value, checkpoint };
    const edits = editsOfEnded(project, ended, await schemaOfEnded(project, ended));
    const isStale = mayBeStale(ended, edits) && (await staleNotices(project, ended, stored.value)) !== null;
    return isStale ? work : { type: 'ended', notices: edits };
  }
  if (checkpoint.status === 'running' || checkpoint.status === 'pending') return work;
  // Opening the run restores the file, which is the only place where others can read the question.
  if (stored.value.inFile?.digest !== checkpoint.digest) return work;
  return (await waitOf(project, stored.value, manifest.value)) ?? work;
}

/** null: there is something to do. */
async function waitOf(project: Project, stored: StoredRun, manifest: Manifest): Promise<Need | null> {
  const { id: run } = manifest;
  const restored = await restore(project, run, stored);
  if (!restored.ok) return { type: 'broken', diagnostics: restored.error, checkpoint: 'known' };
  if (!restored.value || !stored.checkpoint) return null;
  // An edit that the run cannot follow, or that was corrected, and the checkpoint does not say so yet.
  const about = foundIn(project, { manifest, checkpoint: stored.checkpoint }, restored.value);
  if (hasNews(noticeNews(run, restored.value.state.notices, about))) return null;
  return waits(project, restored.value, manifest);
}
