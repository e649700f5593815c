/**
 * pipeline-runner as a library: drive a run from a program, write stages in TypeScript.
 *
 *   const { status, outputs } = await runPipeline('runs/ep001.yaml', { onEvent: (event) => console.log(event.type) });
 *
 * Nothing of the runner is loaded before a run is driven: a stage that imports `defineStage` does not wait for it, and an
 * old Node, which cannot read its syntax, is told what is needed.
 */
import type { RunId } from './model/brand.ts';
import type { Checkpoint, RunStatus } from './model/checkpoint.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Event } from './model/event.ts';
import type { JsonObject } from './model/json.ts';

export type { Checkpoint, RunStatus } from './model/checkpoint.ts';
export type { Diagnostic, Place } from './model/diagnostic.ts';
export type { Event } from './model/event.ts';
export type { Json, JsonObject } from './model/json.ts';
export type {
  StageArtifacts,
  StageContext,
  StageFeedback,
  StageFunction,
  StageLog,
  StageNeed,
  StageReturn,
} from './stages/define-stage.ts';
export { defineStage, PermanentError, RetryableError } from './stages/define-stage.ts';

export interface RunPipelineOptions {
  /** Folder of the project; the current folder by default. */
  readonly root?: string;
  /** After an event took effect and was saved. Must not throw. */
  readonly onEvent?: (event: Event, run: string) => void;
  /** Aborting starts nothing more and ends attempts in flight after the project's `grace`; the run goes on next time. */
  readonly signal?: AbortSignal;
}

export interface RunPipelineOutcome {
  readonly run: string;
  readonly status: RunStatus;
  /** `outputs:` of the pipeline; null unless the run is completed. */
  readonly outputs: JsonObject | null;
  readonly checkpoint: Checkpoint;
  /** True when `signal` ended it before the run was at rest. */
  readonly interrupted: boolean;
  /** False when there was nothing left to do. */
  readonly worked: boolean;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Nothing was started: the manifest, its pipeline or the project's settings hold mistakes; or another process, or another
 * call in this one, works on the run (`run/locked`); or a daemon follows a branch from this clone and does what is pushed
 * (`daemon/follows-branch`).
 */
export class InvalidRunError extends Error {
  override readonly name = 'InvalidRunError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, message }) => `${message} [${code}]`).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** As `engines` of package.json and the launcher say. */
const LEAST_NODE = 24;
const TOO_OLD = `pipeline-runner needs Node.js ${LEAST_NODE} or newer and was loaded by ${process.versions.node}`;

/**
 * Drives a run until it is at rest: completed, failed, rejected or cancelled; or it waits: for an answer, paused, or out of budget.
 *
 * Runs of one project that a process drives at the same time share `concurrency` and `pools` of its config. A stage that
 * calls this holds a place meanwhile.
 *
 * @param manifest a path (`runs/ep001.yaml`) or an id (`ep001`).
 * @throws InvalidRunError, or what the disk reported when a record could not be saved; or Error where Node is too old.
 */
export async function runPipeline(manifest: string, options: RunPipelineOptions = {}): Promise<RunPipelineOutcome> {
  if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) throw new Error(TOO_OLD);
  const { root = process.cwd(), onEvent, signal } = options;
  const { openProject } = await import('./app/project.ts');
  const { runIdOf } = await import('./app/project/names.ts');
  const { pathFromRoot } = await import('./app/project/typed-path.ts');
  const { runIdProblem } = await import('./parse/run-id.ts');
  const { driveRun } = await import('./app/run-session.ts');
  const { pushedInstead } = await import('./app/daemon/pushed-instead.ts');
  const project = await openProject(root);
  if (!project.ok) throw new InvalidRunError(project.error);
  const run: RunId = runIdOf(manifest, pathFromRoot(project.value.root, manifest, root));
  if (runIdProblem(run) !== null) throw new InvalidRunError([noRunOf(project.value.root, manifest)]);
  const elsewhere = pushedInstead(project.value.root, run);
  if (elsewhere) throw new InvalidRunError([elsewhere]);
  const saw = (event: Event): void => onEvent?.(event, run);
  const stop = signal ?? new AbortController().signal;
  const outcome = await driveRun(project.value, run, { observers: [{ saw }], stop });
  if (!outcome.ok) throw new InvalidRunError(outcome.error);
  const { checkpoint, reason, worked, notices } = outcome.value;
  const { status, outputs } = checkpoint;
  return {
    run,
    status,
    outputs: outputs ?? null,
    checkpoint,
    interrupted: reason === 'shutdown',
    worked,
    warnings: notices,
  };
}

const noRunOf = (root: string, manifest: string): Diagnostic => ({
  code: 'cli/unknown-run',
  severity: 'error',
  message: `there is no run ${JSON.stringify(manifest)} in the project ${root}`,
  at: null,
  hint: 'name it by its id, or by the path of its manifest below runs/, and pass the folder of the project as `root`',
});
