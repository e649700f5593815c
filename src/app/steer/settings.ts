/** Steering by one setting of the manifest: cancel, pause, unpause, budget, skip. */
import { isRunEnd } from '../../core/run-end.ts';
import { err, ok, type RunId } from '../../model/brand.ts';
import type { Diagnosed, Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject } from '../../model/json.ts';
import { microsOf } from '../../model/money.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { setValue } from '../../parse/manifest/edit.ts';
import { checkManifest } from '../../parse/manifest.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { readYaml } from '../../parse/yaml/document.ts';
import { wantedOf } from '../notes/manifest-wants.ts';
import { loadPinned, loadPipeline } from '../pinned/definitions.ts';
import { readManifestDocument } from '../project/read-manifest.ts';
import { type Edit, type Outcome, set, steer, type Target, type Wanted } from '../steer.ts';
import type { Project } from '../types.ts';

/** Ends the run; a rerun can begin another generation. */
export const cancelRun = (project: Project, run: RunId): Promise<Outcome> =>
  steer(project, run, async (target) => {
    const { cancelled } = target.manifest;
    const unchanged =
      endedAlready(target, 'cancel') ?? (cancelled ? 'the manifest already says `cancelled: true`' : null);
    return ok(setting(set(['cancelled'], true), { unchanged, subject: `Cancel ${run}` }));
  });

/** Nothing more is started; attempts in flight finish. */
export const pauseRun = (project: Project, run: RunId): Promise<Outcome> =>
  steer(project, run, async (target) => {
    const { paused } = target.manifest;
    const unchanged = endedAlready(target, 'pause') ?? (paused ? 'the manifest already says `paused: true`' : null);
    return ok(setting(set(['paused'], true), { unchanged, subject: `Pause ${run}` }));
  });

export const unpauseRun = (project: Project, run: RunId): Promise<Outcome> =>
  steer(project, run, async (target) => {
    const unchanged = target.manifest.paused ? null : notPaused(project, target);
    return ok(setting(set(['paused'], false), { unchanged, subject: `Resume ${run}` }));
  });

/** For a run that waits for something else than the manifest, says for what. */
function notPaused(project: Project, { manifest, checkpoint }: Target): string {
  const plain = 'the manifest does not pause it';
  if (!checkpoint?.pause || checkpoint.pause.reason === 'manifest') return plain;
  const { isFree, checkpoint: now } = wantedOf(project, { manifest, checkpoint, driven: false });
  return `${plain}; ${isFree ? '' : 'it waits because '}${now.pause?.message}`;
}

/** @param dollars the total that the run may spend, 0 or more. */
export const budgetRun = (project: Project, run: RunId, dollars: number): Promise<Outcome> =>
  steer(project, run, async ({ manifest: { budget } }) => {
    const isSame = budget !== null && budget === microsOf(dollars);
    // Keeps everything else there: limits of stages and comments.
    const edit = hasBudget(project, run) ? set(['budget', 'usd'], dollars) : set(['budget'], { usd: dollars });
    const unchanged = isSame ? `its budget is already $${dollars}` : null;
    return ok(setting(edit, { unchanged, subject: `Set the budget of ${run} to $${dollars}` }));
  });

function hasBudget(project: Project, run: RunId): boolean {
  const read = readManifestDocument(project, run);
  return read.ok && isJsonObject(read.value.document.value) && Object.hasOwn(read.value.document.value, 'budget');
}

/** @param stage must be optional and not started. */
export const skipStage = (project: Project, run: RunId, stage: string): Promise<Outcome> =>
  steer(project, run, async (target) => {
    const { skip } = target.manifest;
    const edit = skip.length === 0 ? set(['skip'], [stage]) : set(['skip', skip.length], stage);
    const subject = `Skip ${stage} in ${run}`;
    if (skip.includes(stage)) return ok(setting(edit, { unchanged: `the manifest already skips ${stage}`, subject }));
    const mistakes = await skipMistakes(project, target, stage);
    if (!mistakes.ok) return mistakes;
    if (mistakes.value.length > 0) return err(mistakes.value);
    return ok(setting(edit, { unchanged: begunAlready(target, stage), subject }));
  });

/** null: the stage has not begun. */
function begunAlready({ checkpoint }: Target, stage: string): string | null {
  const status = checkpoint?.stages[stage]?.status;
  const hasBegun = status === 'completed' || status === 'skipped' || status === 'running';
  return hasBegun ? `${stage} is already ${status}; only a stage that has not started can be skipped` : null;
}

const SKIP_MISTAKES: readonly string[] = ['run/unknown-stage', 'run/not-skippable', 'answer/skips-gate'];

/** The same mistakes as for a manifest that skips only this stage. */
async function skipMistakes(
  project: Project,
  target: Target,
  stage: string,
): Promise<Diagnosed<readonly Diagnostic[]>> {
  const pipeline = await pipelineOf(project, target);
  if (!pipeline.ok) return pipeline;
  const file = manifestPath(target.run);
  const text = setValue({ file, text: '' }, ['skip'], [stage]);
  const { document } = text.ok ? readYaml(file, text.value) : { document: null };
  const all = document ? checkManifest(document, pipeline.value, project.config) : [];
  return ok(all.filter(({ code }) => SKIP_MISTAKES.includes(code)).map((one) => ({ ...one, at: { file } })));
}

/** The pipeline as pinned by the run, else as in the project. */
async function pipelineOf(project: Project, { run, manifest, checkpoint }: Target): Promise<Diagnosed<Pipeline>> {
  const loaded = checkpoint
    ? await loadPinned(project, run, checkpoint.generation)
    : await loadPipeline(project, manifest.pipeline);
  return loaded.ok ? ok(loaded.value.pipeline) : loaded;
}

/** null: the run continues, or will. */
function endedAlready({ manifest: { rerun }, checkpoint }: Target, verb: string): string | null {
  const ended = checkpoint && isRunEnd(checkpoint.status);
  const isRerun = (rerun?.n ?? 0) > (checkpoint?.generation ?? 0);
  return ended && !isRerun ? `it is already ${checkpoint.status}; there is nothing to ${verb}` : null;
}

/** @param unchanged why the edit is not needed; null: it is. */
const setting = (
  edit: Edit,
  { unchanged, subject }: { readonly unchanged: string | null; readonly subject: string },
): Wanted => ({
  edits: unchanged === null ? [edit] : [],
  unchanged,
  message: { subject, reason: null, trailers: [] },
});
