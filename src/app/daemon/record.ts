/**
 * What the daemon writes into a checkpoint without driving the run: that its manifest is broken or gone.
 *
 * R1. The committer sees git, not our terminal: a mistake is recorded in the checkpoint, once, until it is corrected.
 * R2. Only a run that never started becomes `invalid`; a started one gets nothing but the diagnostic.
 */
import { withoutEqual } from '../../core/notices.ts';
import { hasStarted, isUnderWay } from '../../core/run-end.ts';
import { ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnosed, Diagnostic } from '../../model/diagnostic.ts';
import type { Event } from '../../model/event.ts';
import type { RunState } from '../../model/state.ts';
import type { OpenRun, RunStore, StoredRun } from '../../ports/run-store.ts';
import { recordEvents } from '../notes/record-events.ts';
import { restore } from '../pinned/stored-state.ts';
import { isManifestGone } from '../project/lost-manifests.ts';
import type { Project } from '../types.ts';

/** @returns why the run could not be opened. @throws DurableError */
export async function recordMistakes(
  project: Project,
  store: RunStore,
  { run, diagnostics }: { readonly run: RunId; readonly diagnostics: readonly Diagnostic[] },
): Promise<Diagnosed<null>> {
  const opened = await store.open(run);
  if (!opened.ok) return opened;
  await using record = opened.value;
  const { checkpoint, records } = record;
  const said = checkpoint?.diagnostics ?? [];
  const fresh = withoutEqual(diagnostics, said);
  if (!hasStarted(checkpoint) && records.length === 0) {
    const isNews = checkpoint === null || fresh.length > 0 || withoutEqual(said, diagnostics).length > 0;
    if (isNews) await record.publish(invalidCheckpoint(project, run, { before: checkpoint, diagnostics }));
    return ok(null);
  }
  const noted = await append(project, { run, record }, () => fresh.map((diagnostic) => notice(project, diagnostic)));
  return noted.ok ? ok(null) : noted;
}

/** Puts a run whose manifest is gone to rest, and records it; nothing is deleted. */
export async function park(
  project: Project,
  store: RunStore,
  { run, diagnostic }: { readonly run: RunId; readonly diagnostic: Diagnostic },
): Promise<Diagnosed<'parked' | 'rests'>> {
  // Deleting the checkpoint too means that the run is unwanted: opening it would restore the file.
  if (!isManifestGone(project, run)) return ok('rests');
  const stored = await store.peek(run);
  if (stored.ok && isOver(stored.value)) return ok('rests');
  const opened = await store.open(run);
  if (!opened.ok) return opened;
  await using record = opened.value;
  return await append(project, { run, record }, ({ phase, inFlight }) => {
    if (inFlight > 0 || (phase !== 'running' && phase !== 'awaiting')) return [];
    const { message } = diagnostic;
    const at = project.clock.now();
    return [notice(project, diagnostic), { type: 'run-paused', at, reason: 'manifest', message, needs: null }];
  });
}

const isOver = (stored: StoredRun | null): boolean =>
  stored === null || (stored.records.length === 0 && !isUnderWay(stored.checkpoint?.status ?? 'invalid'));

const notice = ({ clock }: Project, diagnostic: Diagnostic): Event => ({ type: 'notice', at: clock.now(), diagnostic });

async function append(
  project: Project,
  { run, record }: { readonly run: RunId; readonly record: OpenRun },
  events: (state: RunState) => readonly Event[],
): Promise<Diagnosed<'parked' | 'rests'>> {
  const restored = await restore(project, run, record);
  if (!restored.ok) return restored;
  if (!restored.value) return ok('rests');
  const news = events(restored.value.state);
  if (news.length === 0) return ok('rests');
  await recordEvents(record, restored.value, news);
  return ok('parked');
}

function invalidCheckpoint(
  { clock, ids, digests }: Project,
  run: RunId,
  { before, diagnostics }: { readonly before: Checkpoint | null; readonly diagnostics: readonly Diagnostic[] },
): Checkpoint {
  return {
    version: 1,
    run,
    uid: before?.uid ?? ids.uid(),
    serial: 0,
    pipeline: { name: '', digest: digests.ofText('') },
    status: 'invalid',
    generation: 1,
    created_at: before?.created_at ?? new Date(clock.now()).toISOString(),
    progress: { completed: 0, total: 0, percent: 0 },
    cost: { usd_micros: 0, at_most_usd_micros: 0, tokens: 0 },
    executions: [],
    stages: {},
    diagnostics,
  };
}
