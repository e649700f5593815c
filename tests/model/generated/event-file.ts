/** Generated from schemas/event.schema.json by `npm run generate`. Do not edit. */

/**
 * What happened to a run, one object an event: in the journal, in `--json` output, in `onEvent` of the library.
 */
export type RunEvent =
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
  | AttemptProgressed
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
  | ChildRejected;
/**
 * A SHA-256: `sha256:` and 64 hexadecimal digits.
 */
export type Sha256 = string;

/**
 * The run was asked for, for the first time or again.
 */
export interface GenerationStarted {
  /**
   * What happened.
   */
  readonly type: 'generation-started';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The run's id.
   */
  readonly run: string;
  /**
   * The run's unique id.
   */
  readonly uid: string;
  /**
   * Which time it is, from 1.
   */
  readonly generation: number;
  /**
   * The definition that the run is pinned to from now on.
   */
  readonly pipeline: {
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * The digest over it and all that it includes.
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
   * Tasks that run again though nothing changed.
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
 * A process took the run up.
 */
export interface ExecutionStarted {
  /**
   * What happened.
   */
  readonly type: 'execution-started';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
 * The process let go of the run.
 */
export interface ExecutionEnded {
  /**
   * What happened.
   */
  readonly type: 'execution-ended';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * `rest`: nothing more to do. `shutdown`: asked to stop. `error`: it could not go on.
   */
  readonly reason: 'rest' | 'shutdown' | 'error';
}
/**
 * The run waits for a person.
 */
export interface RunPaused {
  /**
   * What happened.
   */
  readonly type: 'run-paused';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * Why.
   */
  readonly reason: 'manifest' | 'budget';
  /**
   * The same in a sentence.
   */
  readonly message: string;
  /**
   * The budget with which it would go on, in micro-dollars.
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
   * The call that the budget does not cover. Left out: an attempt that had made none.
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
   * What the manifest said of the budget of that stage or attempt, in micro-dollars. Left out: the pipeline said it.
   */
  readonly limit?: number;
}
/**
 * The run goes on.
 */
export interface RunUnpaused {
  /**
   * What happened.
   */
  readonly type: 'run-unpaused';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
}
/**
 * The run is to be cancelled.
 */
export interface CancelRequested {
  /**
   * What happened.
   */
  readonly type: 'cancel-requested';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
}
/**
 * The run has its result.
 */
export interface RunEnded {
  /**
   * What happened.
   */
  readonly type: 'run-ended';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * Which.
   */
  readonly status: 'completed' | 'failed' | 'rejected' | 'cancelled';
  /**
   * What the pipeline gave back; null: nothing.
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
   * The least wait that the other side asked for, in milliseconds.
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
   * What happened.
   */
  readonly type: 'finals-ended';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
}
/**
 * Something that a person should look at.
 */
export interface Notice {
  /**
   * What happened.
   */
  readonly type: 'notice';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * An error stops; a warning is only said.
   */
  readonly severity: 'error' | 'warning';
  /**
   * What is wrong.
   */
  readonly message: string;
  /**
   * Where it is; null when no file is to blame.
   */
  readonly at: Place | FilePlace | null;
  /**
   * What to do.
   */
  readonly hint?: string;
  /**
   * Other places that have to do with it.
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
   * The line itself; of a long one the part around the place.
   */
  readonly excerpt: string;
  /**
   * How many UTF-16 units of the line stand in front of the excerpt; absent: none.
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
 * Another place that has to do with it.
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
   * The line itself; of a long one the part around the place.
   */
  readonly excerpt: string;
  /**
   * How many UTF-16 units of the line stand in front of the excerpt; absent: none.
   */
  readonly from?: number;
}
/**
 * What these notices said is not so any more: the manifest was mended, or a rerun adopted it.
 */
export interface NoticesWithdrawn {
  /**
   * What happened.
   */
  readonly type: 'notices-withdrawn';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * As they stood in the checkpoint.
   */
  readonly diagnostics: readonly Diagnostic1[];
}
/**
 * A mistake that a person can fix.
 */
export interface Diagnostic1 {
  /**
   * Its code; docs/errors.md explains it.
   */
  readonly code: string;
  /**
   * An error stops; a warning is only said.
   */
  readonly severity: 'error' | 'warning';
  /**
   * What is wrong.
   */
  readonly message: string;
  /**
   * Where it is; null when no file is to blame.
   */
  readonly at: Place | FilePlace | null;
  /**
   * What to do.
   */
  readonly hint?: string;
  /**
   * Other places that have to do with it.
   */
  readonly related?: readonly Related[];
}
/**
 * `when` and `foreach` of a stage were evaluated.
 */
export interface StageExpanded {
  /**
   * What happened.
   */
  readonly type: 'stage-expanded';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What it came to.
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
   * What it came to.
   */
  readonly type: 'single';
}
/**
 * The stage is a task an item.
 */
export interface Items {
  /**
   * What it came to.
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
   * What happened.
   */
  readonly type: 'stage-broken';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * The least wait that the other side asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * All that the result will depend on is known.
 */
export interface TaskPrepared {
  /**
   * What happened.
   */
  readonly type: 'task-prepared';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'task-broken';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * The least wait that the other side asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * A result of an earlier generation stands.
 */
export interface TaskReused {
  /**
   * What happened.
   */
  readonly type: 'task-reused';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'child-opened';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'child-closed';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * The task.
   */
  readonly task: string;
  /**
   * What it gave back.
   */
  readonly output: Inline | File;
}
/**
 * An output that stands here.
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
   * The file that holds it as JSON.
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
   * What happened.
   */
  readonly type: 'attempt-started';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
 * An attempt told how far it is.
 */
export interface AttemptProgressed {
  /**
   * What happened.
   */
  readonly type: 'attempt-progressed';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  readonly progress: Progress;
}
/**
 * How far.
 */
export interface Progress {
  /**
   * How much is done.
   */
  readonly done: number;
  /**
   * Of how much; null: unknown.
   */
  readonly total: number | null;
  /**
   * Of what; null: not said.
   */
  readonly label: string | null;
}
/**
 * An attempt told what it cost.
 */
export interface AttemptCost {
  /**
   * What happened.
   */
  readonly type: 'attempt-cost';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * Micro-dollars; null: a cost arose that nobody could name.
   */
  readonly usd: number | null;
  /**
   * Tokens.
   */
  readonly tokens: number;
}
/**
 * An attempt told what the other side calls the work.
 */
export interface AttemptExternal {
  /**
   * What happened.
   */
  readonly type: 'attempt-external';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
 * A call of a model may be made: every budget covers it.
 */
export interface CallGranted {
  /**
   * What happened.
   */
  readonly type: 'call-granted';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'call-settled';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * The provider that was asked, by its name in the config.
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
   * Micro-dollars; null: nobody can tell.
   */
  readonly usd: number | null;
  /**
   * Where the cost comes from: said by the provider, computed from usage and prices, estimated without usage, or unknown.
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
   * Tokens that were read, cached ones included.
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
   * Of those that were read, the ones of pictures that a model was shown which draws.
   */
  readonly inputImageTokens?: number;
  /**
   * Tokens that were written, reasoning included.
   */
  readonly outputTokens?: number;
  /**
   * Of them, reasoning.
   */
  readonly reasoningTokens?: number;
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
   * What happened.
   */
  readonly type: 'call-dropped';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
 * An attempt brought the result.
 */
export interface AttemptSucceeded {
  /**
   * What happened.
   */
  readonly type: 'attempt-succeeded';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'attempt-failed';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * `timeout`: it took too long.
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
   * The least wait that the other side asked for, in milliseconds.
   */
  readonly retryAfterMs?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * An attempt was ended.
 */
export interface AttemptCancelled {
  /**
   * What happened.
   */
  readonly type: 'attempt-cancelled';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The number of the attempt, from 1.
   */
  readonly n: number;
  /**
   * `cancelled`: with the run. `shutdown`: with the process; it counts as lost. `budget`: one of its calls was refused for money.
   */
  readonly reason: 'cancelled' | 'shutdown' | 'budget';
  /**
   * The log of the attempt; null: none was written.
   */
  readonly log: string | null;
}
/**
 * Nothing more can be done before somebody answers.
 */
export interface RunAwaiting {
  /**
   * What happened.
   */
  readonly type: 'run-awaiting';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
}
/**
 * An answer, or another edit, lets the run go on.
 */
export interface RunResumed {
  /**
   * What happened.
   */
  readonly type: 'run-resumed';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
}
/**
 * A gate asks a person.
 */
export interface GateAsked {
  /**
   * What happened.
   */
  readonly type: 'gate-asked';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What to write or to type.
   */
  readonly how: string;
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
   * Digests of answers that stood there before.
   */
  readonly standing: readonly Sha256[];
}
/**
 * What an open question took down of the answers that it saw and that do not settle it.
 */
export interface GateNoted {
  /**
   * What happened.
   */
  readonly type: 'gate-noted';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * Why what stands in the manifest does not count; null: nothing to say.
   */
  readonly remark: Diagnostic1 | null;
}
/**
 * An answer that was taken down, bound to the content that was on offer.
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
 * A question is open for long.
 */
export interface GateReminded {
  /**
   * What happened.
   */
  readonly type: 'gate-reminded';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What happened.
   */
  readonly type: 'gate-answered';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
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
   * What was said; null: nothing.
   */
  readonly feedback: string | null;
  /**
   * What was said of single items; null: nothing.
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
   * Of an approval: the gate's output from now on.
   */
  readonly output?: Inline | File;
  /**
   * Of an approval: the files of the subject.
   */
  readonly artifacts?: readonly Artifact[];
}
/**
 * Who answered.
 */
export interface Person {
  /**
   * Name and e-mail address, or what of it is known.
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
   * What happened.
   */
  readonly type: 'child-rejected';
  /**
   * When it happened: milliseconds since 1970 in UTC.
   */
  readonly at: number;
  /**
   * The id of its run. Only in what `watch` and `reconcile` print with `--json`: they tell of many runs.
   */
  readonly run?: string;
  /**
   * The task.
   */
  readonly task: string;
  /**
   * The gate's address.
   */
  readonly gate: string;
  /**
   * What was said; null: nothing.
   */
  readonly feedback: string | null;
}
