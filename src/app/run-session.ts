/**
 * Opens a run and drives it if it is not at rest.
 *
 * S1. The run's lock is held from before the first read to after the last write.
 * S2. A run at rest costs one lock and one read: no pipeline is parsed, and the code for that is not loaded.
 */
import { isRunEnd } from '../core/run-end.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { manifestPath } from '../parse/run-files.ts';
import { secretMistakes } from './drive/secrets.ts';
import type { OpenedRun } from './execution.ts';
import { guessCommands } from './guessed-commands.ts';
import { editsOfEnded, mayBeStale, schemaOfEnded } from './notes/ended-edits.ts';
import { lateIn, namedSince } from './notes/frozen-edits.ts';
import { readManifest } from './project/read-manifest.ts';
import type { DriveOptions, Project, RunOutcome } from './types.ts';

/** Drives the run until it rests or the process is asked to stop. Logs its diagnostics, unless a daemon does. */
export async function driveRun(project: Project, run: RunId, options: DriveOptions): Promise<Diagnosed<RunOutcome>> {
  const outcome = await driven(project, run, options);
  const diagnostics = outcome.ok ? outcome.value.notices : outcome.error;
  if (diagnostics.length > 0 && !options.store) (await import('./log-told.ts')).logTold(project, { run, diagnostics });
  return outcome;
}

async function driven(project: Project, run: RunId, options: DriveOptions): Promise<Diagnosed<RunOutcome>> {
  const first = readManifest(project, run);
  if (!first.ok) return first;
  if (options.record && first.value.replay === null) return err([nowhereToRecord(run)]);
  const secrets = secretMistakes(project);
  if (secrets.length > 0) return err(secrets);
  const store = options.store ?? (await project.openStore());
  await using _own = options.store ? null : store;
  const opened = await store.open(run);
  if (!opened.ok) return opened;
  await using record = opened.value;
  using source = project.manifestSource(run, first.value);
  const parts = { run, record, options, source };
  const resting = await atRest(project, parts);
  if (resting) return ok(resting);
  if (!options.store && !options.stages?.length) guessCommands(project, source.current());
  const { Execution } = await import('./execution.ts');
  return await new Execution(project, parts).work();
}

const nowhereToRecord = (run: RunId): Diagnostic =>
  anError('cli/usage', `--record needs a folder for recorded calls, but run ${run} does not name one`, {
    at: { file: manifestPath(run) },
    hint: `add a line to the manifest: replay: tests/calls/${run}`,
  });

/** S2. Updates what the checkpoint says about the manifest. null: there is something to do. */
async function atRest(project: Project, { run, record, source }: OpenedRun): Promise<RunOutcome | null> {
  const { checkpoint, records } = record;
  const manifest = source.current();
  if (!checkpoint || records.length > 0 || (manifest.rerun?.n ?? 0) > checkpoint.generation) return null;
  if (!isRunEnd(checkpoint.status) || (checkpoint.finally && !checkpoint.finally_ended)) return null;
  const ended = { manifest, checkpoint };
  const edits = editsOfEnded(project, ended, await schemaOfEnded(project, ended));
  const late = [...namedSince(project, manifest, checkpoint), ...(await lateIn(project, checkpoint))];
  const notices = [...record.notices, ...edits, ...late];
  const rests: RunOutcome = { run, checkpoint, reason: 'rest', left: [], worked: false, notices };
  if (!mayBeStale(ended, edits)) return rests;
  const { recordNotices, staleNotices } = await import('./notes/manifest-notices.ts');
  const stale = await staleNotices(project, ended, record);
  return stale ? { ...rests, checkpoint: await recordNotices(project, record, stale) } : rests;
}
