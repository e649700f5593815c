/** Generated from schemas/log.schema.json by `npm run generate`. Do not edit. */

/**
 * One line of `.pipeline-runner/log.ndjson`: an event of a run, or what else is to be found later.
 */
export type LineOfTheLog =
  | GenerationStarted
  | ExecutionStarted
  | ExecutionEnded
  | RunPaused
  | RunUnpaused
  | CancelRequested
  | RunEnded
  | FinalsEnded
  | Notice
  | NoticesWithdrawn
  | StageExpanded
  | StageBroken
  | TaskPrepared
  | TaskBroken
  | TaskReused
  | ChildOpened
  | ChildClosed
  | AttemptStarted
  | AttemptCost
  | AttemptExternal
  | CallGranted
  | CallSettled
  | CallDropped
  | AttemptSucceeded
  | AttemptFailed
  | AttemptCancelled
  | RunAwaiting
  | RunResumed
  | GateAsked
  | GateNoted
  | GateReminded
  | GateAnswered
  | ChildRejected
  | RunTakenOver
  | Told
  | ConfigChanged
  | CheckpointAdopted;
/**
 * A SHA-256: `sha256:` and 64 hexadecimal digits.
 */
export type Sha256 = string;
/**
 * The id of a run.
 */
export type Run = string;

/**
 * The run was requested, for the first time or again.
 */
export interface GenerationStarted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'generation-started';
  /**
   * The run's unique id.
   */
  readonly uid: string;
  /**
   * The number of the generation, from 1.
   */
  readonly generation: number;
  /**
   * The definition that is pinned for this generation.
   */
  readonly pipeline: {
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * The digest over it and everything it includes.
     */
    readonly digest: string;
  };
  /**
   * The inputs, defaults applied.
   */
  readonly inputs: {
    readonly [k: string]: unknown;
  };
  /**
   * Tasks to run again even if nothing changed.
   */
  readonly from: readonly string[];
  /**
   * Gates that this generation waives.
   */
  readonly autoApprove?: readonly string[];
  readonly fork?: Fork;
}
/**
 * The run that this one was forked from, with its results.
 */
export interface Fork {
  /**
   * The other run's id.
   */
  readonly run: string;
  /**
   * The other run's unique id.
   */
  readonly uid: string;
  /**
   * Its stages as a checkpoint has them.
   */
  readonly stages: {
    readonly [k: string]: unknown;
  };
}
/**
 * A process started working on the run.
 */
export interface ExecutionStarted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'execution-started';
  /**
   * The machine.
   */
  readonly host: string;
  /**
   * The process.
   */
  readonly pid: number;
  /**
   * The version of the runner.
   */
  readonly version: string;
}
/**
 * The process stopped working on the run.
 */
export interface ExecutionEnded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'execution-ended';
  /**
   * `rest`: nothing more to do. `shutdown`: asked to stop. `error`: it could not continue.
   */
  readonly reason: 'rest' | 'shutdown' | 'error';
}
/**
 * The run waits for a person.
 */
export interface RunPaused {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'run-paused';
  /**
   * Why.
   */
  readonly reason: 'manifest' | 'budget';
  /**
   * The same in a sentence.
   */
  readonly message: string;
  /**
   * The budget needed to resume, in micro-dollars.
   */
  readonly needs: number | null;
  /**
   * Which budget: of a call or its attempt, of the stage, the run or the day; `unknown`: a call has no known price. Left out: that of the run.
   */
  readonly scope?: 'attempt' | 'stage' | 'run' | 'day' | 'unknown';
  /**
   * The stage whose budget it is.
   */
  readonly stage?: string;
  /**
   * The call that the budget does not cover. Left out: the attempt had not made one.
   */
  readonly call?: {
    /**
     * The task that asked for it.
     */
    readonly task: string;
    /**
     * The model that it would have called.
     */
    readonly model: string;
  };
  /**
   * The budget of that stage or attempt set in the manifest, in micro-dollars. Left out: it was set in the pipeline.
   */
  readonly limit?: number;
}
/**
 * The run was resumed.
 */
export interface RunUnpaused {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'run-unpaused';
}
/**
 * Cancelling the run was requested.
 */
export interface CancelRequested {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'cancel-requested';
}
/**
 * The run has its result.
 */
export interface RunEnded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'run-ended';
  /**
   * Which.
   */
  readonly status: 'completed' | 'failed' | 'rejected' | 'cancelled';
  /**
   * The outputs of the pipeline; null: none.
   */
  readonly outputs: {
    readonly [k: string]: unknown;
  } | null;
  readonly failure?: Failure;
}
/**
 * Why a run failed whose stages all completed: its outputs could not be evaluated.
 */
export interface Failure {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * What happened.
   */
  readonly message: string;
  /**
   * Whether another attempt is worth it; `policy`: the stage's `retry.on` decides.
   */
  readonly retry: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exitCode?: number;
  /**
   * Status of a response.
   */
  readonly status?: number;
  /**
   * The minimum wait that the server asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * The stages of `finally` are done.
 */
export interface FinalsEnded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'finals-ended';
}
/**
 * Something that a person should look at.
 */
export interface Notice {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'notice';
  readonly diagnostic: Diagnostic;
}
/**
 * What.
 */
export interface Diagnostic {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * An error stops the run; a warning is only reported.
   */
  readonly severity: 'error' | 'warning';
  /**
   * What is wrong.
   */
  readonly message: string;
  /**
   * Where it is; null if it is not in a file.
   */
  readonly at: Place | FilePlace | null;
  /**
   * What to do.
   */
  readonly hint?: string;
  /**
   * Related places.
   */
  readonly related?: readonly Related[];
}
/**
 * A stretch of one line of a file. Lines and columns count from 1.
 */
export interface Place {
  /**
   * The file.
   */
  readonly file: string;
  /**
   * The line.
   */
  readonly line: number;
  /**
   * The column.
   */
  readonly column: number;
  /**
   * How many UTF-16 units.
   */
  readonly length: number;
  /**
   * The line itself; for a long line, the part around the place.
   */
  readonly excerpt: string;
  /**
   * How many UTF-16 units of the line come before the excerpt; absent: none.
   */
  readonly from?: number;
}
/**
 * A whole file.
 */
export interface FilePlace {
  /**
   * The file.
   */
  readonly file: string;
}
/**
 * A related place.
 */
export interface Related {
  /**
   * What is there.
   */
  readonly message: string;
  readonly at: Place1;
}
/**
 * A stretch of one line of a file. Lines and columns count from 1.
 */
export interface Place1 {
  /**
   * The file.
   */
  readonly file: string;
  /**
   * The line.
   */
  readonly line: number;
  /**
   * The column.
   */
  readonly column: number;
  /**
   * How many UTF-16 units.
   */
  readonly length: number;
  /**
   * The line itself; for a long line, the part around the place.
   */
  readonly excerpt: string;
  /**
   * How many UTF-16 units of the line come before the excerpt; absent: none.
   */
  readonly from?: number;
}
/**
 * These notices no longer apply: the manifest was fixed, or a rerun adopted the change.
 */
export interface NoticesWithdrawn {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'notices-withdrawn';
  /**
   * As they were in the checkpoint.
   */
  readonly diagnostics: readonly Diagnostic1[];
}
/**
 * An error or warning that a person can fix.
 */
export interface Diagnostic1 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * An error stops the run; a warning is only reported.
   */
  readonly severity: 'error' | 'warning';
  /**
   * What is wrong.
   */
  readonly message: string;
  /**
   * Where it is; null if it is not in a file.
   */
  readonly at: Place | FilePlace | null;
  /**
   * What to do.
   */
  readonly hint?: string;
  /**
   * Related places.
   */
  readonly related?: readonly Related[];
}
/**
 * `when` and `foreach` of a stage were evaluated.
 */
export interface StageExpanded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'stage-expanded';
  /**
   * The stage.
   */
  readonly task: string;
  /**
   * What they came to.
   */
  readonly expansion: Skip | Single | Items;
}
/**
 * The stage is skipped.
 */
export interface Skip {
  /**
   * Its result.
   */
  readonly type: 'skip';
  /**
   * Why.
   */
  readonly reason: 'when' | 'manifest' | 'null-foreach' | 'no-subject';
}
/**
 * The stage is one task.
 */
export interface Single {
  /**
   * Its result.
   */
  readonly type: 'single';
}
/**
 * The stage is one task per item.
 */
export interface Items {
  /**
   * Its result.
   */
  readonly type: 'items';
  /**
   * Their names, in list order.
   */
  readonly keys: readonly string[];
}
/**
 * `when` or `foreach` of a stage could not be evaluated.
 */
export interface StageBroken {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'stage-broken';
  /**
   * The stage.
   */
  readonly task: string;
  readonly failure: Failure1;
}
/**
 * Why.
 */
export interface Failure1 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * What happened.
   */
  readonly message: string;
  /**
   * Whether another attempt is worth it; `policy`: the stage's `retry.on` decides.
   */
  readonly retry: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exitCode?: number;
  /**
   * Status of a response.
   */
  readonly status?: number;
  /**
   * The minimum wait that the server asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * Everything the result will depend on is known.
 */
export interface TaskPrepared {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'task-prepared';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The digest over it.
   */
  readonly fingerprint: string;
  readonly depends: Depends;
}
/**
 * The same, field by field.
 */
export interface Depends {
  readonly [k: string]: string;
}
/**
 * A task failed before an attempt could start.
 */
export interface TaskBroken {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'task-broken';
  /**
   * The task.
   */
  readonly task: string;
  readonly failure: Failure2;
}
/**
 * Why.
 */
export interface Failure2 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * What happened.
   */
  readonly message: string;
  /**
   * Whether another attempt is worth it; `policy`: the stage's `retry.on` decides.
   */
  readonly retry: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exitCode?: number;
  /**
   * Status of a response.
   */
  readonly status?: number;
  /**
   * The minimum wait that the server asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * A result of an earlier generation was reused.
 */
export interface TaskReused {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'task-reused';
  /**
   * The task.
   */
  readonly task: string;
}
/**
 * A sub-pipeline starts.
 */
export interface ChildOpened {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'child-opened';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * Its inputs, defaults applied.
   */
  readonly inputs: {
    readonly [k: string]: unknown;
  };
  /**
   * Its context files, frozen; absent when it declares none.
   */
  readonly context?: {
    readonly [k: string]: unknown;
  };
  /**
   * By name in `context`: the files of it that runs write. Absent when there are none.
   */
  readonly contextFiles?: {
    readonly [k: string]: string;
  };
}
/**
 * A sub-pipeline is done.
 */
export interface ChildClosed {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'child-closed';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * Its outputs.
   */
  readonly output: Inline | File;
}
/**
 * An output that is stored here.
 */
export interface Inline {
  /**
   * How it is kept.
   */
  readonly type: 'inline';
  /**
   * The output.
   */
  readonly value: unknown;
}
/**
 * An output in a file.
 */
export interface File {
  /**
   * How it is kept.
   */
  readonly type: 'file';
  /**
   * The file that contains it as JSON.
   */
  readonly file: string;
  /**
   * Its digest.
   */
  readonly sha256: string;
  /**
   * Its size.
   */
  readonly bytes: number;
  /**
   * Its first characters.
   */
  readonly preview: string;
}
/**
 * An attempt is announced.
 */
export interface AttemptStarted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-started';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The same for every attempt of the same logical work.
   */
  readonly effectKey: string;
}
/**
 * An attempt reported a cost.
 */
export interface AttemptCost {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-cost';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  readonly cost: Cost;
}
/**
 * What.
 */
export interface Cost {
  /**
   * Micro-dollars; null: there was a cost, but it is unknown.
   */
  readonly usd: number | null;
  /**
   * Tokens.
   */
  readonly tokens: number;
}
/**
 * An attempt reported the id of its work at an external system.
 */
export interface AttemptExternal {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-external';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The name.
   */
  readonly externalId: string;
}
/**
 * A model call may be made: every budget covers it.
 */
export interface CallGranted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'call-granted';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The number of the call in its attempt, from 1.
   */
  readonly call: number;
  /**
   * The provider, by its name in the config.
   */
  readonly provider: string;
  /**
   * The model.
   */
  readonly model: string;
  /**
   * The most that it can cost, in micro-dollars; null: nobody can tell.
   */
  readonly ceiling: number | null;
  /**
   * Micro-dollars that were set aside for it beyond what the attempt has set aside.
   */
  readonly reserve: number;
}
/**
 * A granted call ended, of this attempt or of an earlier one that was lost.
 */
export interface CallSettled {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'call-settled';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The number of the call in its attempt, from 1.
   */
  readonly call: number;
  readonly record: CallRecord;
}
/**
 * How.
 */
export interface CallRecord {
  /**
   * What was asked for.
   */
  readonly capability: 'text' | 'speech' | 'image' | 'video' | 'transcription';
  /**
   * The provider, by its name in the config.
   */
  readonly provider: string;
  /**
   * Its type.
   */
  readonly type: string;
  /**
   * The model.
   */
  readonly model: string;
  /**
   * When it was made: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * How long it took.
   */
  readonly durationMs: number;
  /**
   * Micro-dollars; null: unknown.
   */
  readonly usd: number | null;
  /**
   * Where the cost comes from: reported by the provider, computed from usage and prices, estimated without usage, or unknown.
   */
  readonly source: 'provider' | 'computed' | 'estimated' | 'unknown';
  readonly usage: Usage;
  /**
   * Digest of the prices that the cost was computed with; null: of none.
   */
  readonly prices: string | null;
  /**
   * The code of its failure; null: it was answered.
   */
  readonly error: string | null;
}
/**
 * What it used.
 */
export interface Usage {
  /**
   * Input tokens, including cached ones.
   */
  readonly inputTokens?: number;
  /**
   * Of them, read from a cache.
   */
  readonly cachedInputTokens?: number;
  /**
   * Of them, written into a cache.
   */
  readonly cacheWriteTokens?: number;
  /**
   * Of those, kept there for an hour.
   */
  readonly cacheWriteHourTokens?: number;
  /**
   * Of the input tokens, those of images shown to an image model.
   */
  readonly inputImageTokens?: number;
  /**
   * Output tokens, including reasoning.
   */
  readonly outputTokens?: number;
  /**
   * Of them, reasoning.
   */
  readonly reasoningTokens?: number;
  /**
   * Of the output tokens, those of sound.
   */
  readonly outputAudioTokens?: number;
  /**
   * Characters that were spoken.
   */
  readonly characters?: number;
  /**
   * Seconds of audio or video.
   */
  readonly seconds?: number;
  /**
   * Images.
   */
  readonly images?: number;
}
/**
 * A granted call was not made after all.
 */
export interface CallDropped {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'call-dropped';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The number of the call in its attempt, from 1.
   */
  readonly call: number;
}
/**
 * An attempt succeeded.
 */
export interface AttemptSucceeded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-succeeded';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * The output.
   */
  readonly output: Inline | File;
  /**
   * Published files.
   */
  readonly artifacts: readonly Artifact[];
  /**
   * The log of the attempt; null: none was written.
   */
  readonly log: string | null;
  /**
   * `<run>:<task>` whose cached result this is; null: it was executed.
   */
  readonly cachedFrom: string | null;
}
/**
 * A published file.
 */
export interface Artifact {
  /**
   * Its name in the artifact folder of its stage and item.
   */
  readonly name: string;
  /**
   * Where it is.
   */
  readonly path: string;
  /**
   * Its digest.
   */
  readonly sha256: string;
  /**
   * Its size.
   */
  readonly bytes: number;
  /**
   * What it is.
   */
  readonly mediaType: string;
}
/**
 * An attempt failed.
 */
export interface AttemptFailed {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-failed';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * `timeout`: it timed out.
   */
  readonly outcome: 'failure' | 'timeout';
  readonly failure: Failure3;
  /**
   * When the next attempt may start; null: there is none.
   */
  readonly retryAt: number | null;
  /**
   * The log of the attempt; null: none was written.
   */
  readonly log: string | null;
}
/**
 * Why.
 */
export interface Failure3 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * What happened.
   */
  readonly message: string;
  /**
   * Whether another attempt is worth it; `policy`: the stage's `retry.on` decides.
   */
  readonly retry: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exitCode?: number;
  /**
   * Status of a response.
   */
  readonly status?: number;
  /**
   * The minimum wait that the server asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * An attempt was stopped.
 */
export interface AttemptCancelled {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'attempt-cancelled';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * `cancelled`: with the run. `shutdown`: with the process; it counts as lost. `budget`: one of its calls was not covered by a budget.
   */
  readonly reason: 'cancelled' | 'shutdown' | 'budget';
  /**
   * The log of the attempt; null: none was written.
   */
  readonly log: string | null;
}
/**
 * Nothing can continue until somebody answers.
 */
export interface RunAwaiting {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'run-awaiting';
}
/**
 * An answer, or another edit, allows the run to continue.
 */
export interface RunResumed {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'run-resumed';
}
/**
 * A gate asks a person.
 */
export interface GateAsked {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'gate-asked';
  /**
   * The gate.
   */
  readonly task: string;
  /**
   * Which question of the gate it is, from 1.
   */
  readonly iteration: number;
  /**
   * The digest of what is asked about.
   */
  readonly subject: string;
  /**
   * The question.
   */
  readonly question: string;
  /**
   * How to answer.
   */
  readonly how: string;
  /**
   * The kinds of answers that it accepts. `item_changes`: changes to single items. Left out by versions that did not record it.
   */
  readonly accepts?: readonly ('approve' | 'changes' | 'item_changes' | 'reject')[];
  /**
   * How many people must approve. Left out when one is enough.
   */
  readonly quorum?: number;
  /**
   * The file to read.
   */
  readonly read: string;
  /**
   * The file to edit; null: the gate is not editable.
   */
  readonly draft: string | null;
  /**
   * Author of the manifest; null: not known.
   */
  readonly author: string | null;
  /**
   * Digests of answers that were there before.
   */
  readonly standing: readonly Sha256[];
}
/**
 * Answers that an open question has seen and that do not decide it.
 */
export interface GateNoted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'gate-noted';
  /**
   * The gate.
   */
  readonly task: string;
  /**
   * Digests of answers that are not about this question.
   */
  readonly standing: readonly Sha256[];
  /**
   * Answers of those that a quorum needs.
   */
  readonly given: readonly Given[];
  /**
   * Why the answer in the manifest does not count; null: nothing to report.
   */
  readonly remark: Diagnostic1 | null;
}
/**
 * A recorded answer, bound to the content it was given for.
 */
export interface Given {
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly answer: string;
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly of: string;
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
}
/**
 * A question has been open for long.
 */
export interface GateReminded {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'gate-reminded';
  /**
   * The gate.
   */
  readonly task: string;
  /**
   * The number of the reminder, from 1.
   */
  readonly n: number;
}
/**
 * A gate was answered, or waived.
 */
export interface GateAnswered {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'gate-answered';
  /**
   * The gate.
   */
  readonly task: string;
  /**
   * What was decided.
   */
  readonly decision: 'approve' | 'changes' | 'reject';
  /**
   * By whom.
   */
  readonly by: readonly Person[];
  /**
   * The feedback; null: none.
   */
  readonly feedback: string | null;
  /**
   * Feedback on single items; null: none.
   */
  readonly items: {
    readonly [k: string]: string;
  } | null;
  /**
   * The digest of the value as edited; null: as generated.
   */
  readonly edited: Sha256 | null;
  /**
   * By `auto_approve`, not by a person.
   */
  readonly waived: boolean;
  /**
   * Digests of the answers that were used up.
   */
  readonly consumed: readonly Sha256[];
  /**
   * For an approval: the output of the gate.
   */
  readonly output?: Inline | File;
  /**
   * For an approval: the files of the subject.
   */
  readonly artifacts?: readonly Artifact[];
}
/**
 * Who answered.
 */
export interface Person {
  /**
   * Name and e-mail address, as far as known.
   */
  readonly who: string;
  /**
   * How sure that is.
   */
  readonly assurance: 'signed' | 'unsigned' | 'unverified';
  /**
   * The commit that brought the answer; null: not from git.
   */
  readonly commit: string | null;
}
/**
 * A gate of a sub-pipeline was rejected, and with it the stage that uses the sub-pipeline.
 */
export interface ChildRejected {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * The id of its run.
   */
  readonly run: string;
  /**
   * What happened.
   */
  readonly event: 'child-rejected';
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The gate's address.
   */
  readonly gate: string;
  /**
   * The feedback; null: none.
   */
  readonly feedback: string | null;
}
/**
 * A run goes on after a process that was killed.
 */
export interface RunTakenOver {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * What happened.
   */
  readonly event: 'run-taken-over';
  /**
   * The id of its run.
   */
  readonly run: string;
  readonly from: Taker;
}
/**
 * The process before.
 */
export interface Taker {
  /**
   * Its machine.
   */
  readonly host: string;
  /**
   * Its number there.
   */
  readonly pid: number;
  /**
   * When it took the run up.
   */
  readonly started_at: string;
}
/**
 * What people were told of a file that was refused, put back, or does not count.
 */
export interface Told {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * What happened.
   */
  readonly event: 'diagnostic';
  /**
   * The id of its run; null: of none.
   */
  readonly run: Run | null;
  readonly diagnostic: Diagnostic2;
  /**
   * Of the file as it stood then; null: there was none to be read.
   */
  readonly digest: Sha256 | null;
  /**
   * The newest of the branch that is followed; null: none is.
   */
  readonly commit: string | null;
}
/**
 * An error or warning that a person can fix.
 */
export interface Diagnostic2 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * An error stops the run; a warning is only reported.
   */
  readonly severity: 'error' | 'warning';
  /**
   * What is wrong.
   */
  readonly message: string;
  /**
   * Where it is; null if it is not in a file.
   */
  readonly at: Place | FilePlace | null;
  /**
   * What to do.
   */
  readonly hint?: string;
  /**
   * Related places.
   */
  readonly related?: readonly Related[];
}
/**
 * A run works under another config than the last one did.
 */
export interface ConfigChanged {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * What happened.
   */
  readonly event: 'config-changed';
  /**
   * The config; null: there is none.
   */
  readonly file: string | null;
  /**
   * Of the file; null: there is none.
   */
  readonly digest: Sha256 | null;
  /**
   * Of that before; null: there was none, or nothing is known of it.
   */
  readonly before: Sha256 | null;
}
/**
 * Somebody took a checkpoint as it stands, with `adopt`.
 */
export interface CheckpointAdopted {
  /**
   * How much it matters.
   */
  readonly level: 'info' | 'warn' | 'error';
  /**
   * When it happened.
   */
  readonly time: string;
  /**
   * What happened.
   */
  readonly event: 'checkpoint-adopted';
  /**
   * The id of a run.
   */
  readonly run: string;
  /**
   * The serial of the file.
   */
  readonly had: number;
  /**
   * The serial of what this machine knew, which was dropped.
   */
  readonly knew: number;
  /**
   * The serial of the run from now on.
   */
  readonly serial: number;
}
