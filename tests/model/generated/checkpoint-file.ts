/** Generated from schemas/checkpoint.schema.json by `npm run generate`. Do not edit. */

/**
 * A SHA-256: `sha256:` and 64 hexadecimal digits.
 */
export type Sha256 = string;
/**
 * A time in UTC, ISO 8601 with milliseconds.
 */
export type Time = string;
/**
 * A file in the folder of a run: a path from the project root, with `/`.
 */
export type Path = string;

/**
 * The complete state of a run: `runs/<id>.checkpoint.json`, owned by the runner. Empty keys are left out. Times are UTC, money is whole micro-dollars.
 */
export interface CheckpointFile {
  /**
   * The version of this format.
   */
  readonly version: 1;
  /**
   * The run's id: the path of its manifest under `runs/`, without `.yaml`.
   */
  readonly run: string;
  /**
   * Made at the run's first start; stays when the file is renamed. Empty if the run never started.
   */
  readonly uid: string;
  /**
   * Increases with every saved change.
   */
  readonly serial: number;
  /**
   * The pinned definition of the run.
   */
  readonly pipeline: {
    /**
     * Its name.
     */
    readonly name: string;
    /**
     * The digest over it and everything it includes. Empty if the run never started.
     */
    readonly digest: string;
  };
  /**
   * The status of the run.
   */
  readonly status:
    | 'invalid'
    | 'pending'
    | 'running'
    | 'awaiting_approval'
    | 'paused'
    | 'budget_exceeded'
    | 'completed'
    | 'failed'
    | 'rejected'
    | 'cancelled';
  /**
   * The run is being cancelled; attempts in flight are stopping.
   */
  readonly cancelling?: true;
  /**
   * Why the run waits.
   */
  readonly pause?: {
    /**
     * `manifest`: it says `paused: true`. `budget`: it is used up.
     */
    readonly reason: 'manifest' | 'budget';
    /**
     * The same in a sentence.
     */
    readonly message: string;
    /**
     * The budget needed to resume the run, in micro-dollars.
     */
    readonly needs_usd_micros?: number;
    /**
     * Which budget: of a call or its attempt, of the stage, or of the day; `unknown`: a call has no known price. Left out: that of the run.
     */
    readonly scope?: 'attempt' | 'stage' | 'run' | 'day' | 'unknown';
    /**
     * Since when, where the budget is that of a day.
     */
    readonly at?: string;
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
    readonly limit_usd_micros?: number;
  };
  /**
   * The generation of the run, from 1; 0 before its first start.
   */
  readonly generation: number;
  /**
   * Gates that this generation waives.
   */
  readonly auto_approve?: readonly string[];
  /**
   * When the run was first started.
   */
  readonly created_at: string;
  /**
   * When it ended.
   */
  readonly ended_at?: string;
  /**
   * The outputs of the pipeline.
   */
  readonly outputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * The progress of the run.
   */
  readonly progress: {
    /**
     * Tasks that are done.
     */
    readonly completed: number;
    /**
     * All tasks known so far.
     */
    readonly total: number;
    /**
     * The same in percent, rounded down.
     */
    readonly percent: number;
  };
  /**
   * What the run has cost so far.
   */
  readonly cost: {
    /**
     * Money that was reported.
     */
    readonly usd_micros: number;
    /**
     * The same, plus the most that lost attempts and unknown costs may have cost.
     */
    readonly at_most_usd_micros: number;
    /**
     * Attempts with an unknown cost.
     */
    readonly unknown?: number;
    /**
     * Tokens that were reported.
     */
    readonly tokens: number;
  };
  /**
   * The inputs of this generation, defaults applied.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Each continuous period of work.
   */
  readonly executions: readonly Execution[];
  /**
   * The stages in topological order.
   */
  readonly stages: {
    readonly [k: string]: Stage;
  };
  /**
   * The stages of `finally`.
   */
  readonly finally?: {
    readonly [k: string]: Stage;
  };
  /**
   * The stages of `finally` are done for this generation.
   */
  readonly finally_ended?: boolean;
  /**
   * The latest errors, oldest first.
   */
  readonly errors?: readonly Error[];
  /**
   * What a person should look at.
   */
  readonly diagnostics?: readonly Diagnostic1[];
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly digest: string;
}
/**
 * One continuous period of work.
 */
export interface Execution {
  /**
   * When it began.
   */
  readonly started_at: string;
  /**
   * When it ended; left out while it lasts, and if it was killed.
   */
  readonly ended_at?: string;
  /**
   * Milliseconds between the two.
   */
  readonly duration_ms?: number;
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
  /**
   * Why it ended: `rest`, `shutdown`, `error`, `killed`.
   */
  readonly reason?: string;
  /**
   * Tasks that ended in it, in order of time.
   */
  readonly done: readonly string[];
}
/**
 * One stage.
 */
export interface Stage {
  /**
   * Its status.
   */
  readonly status:
    | 'pending'
    | 'running'
    | 'backoff'
    | 'awaiting_approval'
    | 'completed'
    | 'skipped'
    | 'failed'
    | 'rejected'
    | 'cancelled';
  /**
   * How often it was requested to run again although nothing changed, from 1. Left out when 1.
   */
  readonly round?: number;
  /**
   * Start of the first attempt of this generation.
   */
  readonly started_at?: string;
  /**
   * When it was settled.
   */
  readonly ended_at?: string;
  /**
   * Milliseconds between the two.
   */
  readonly duration_ms?: number;
  /**
   * What its result will depend on, while it has none.
   */
  readonly prepared?: {
    /**
     * The digest over everything the result depends on.
     */
    readonly fingerprint: string;
    readonly depends: Depends;
  };
  /**
   * When the next attempt may start.
   */
  readonly retry_at?: string;
  /**
   * The latest progress of the attempt in flight.
   */
  readonly progress?: {
    /**
     * How much is done.
     */
    readonly done: number;
    /**
     * Of how much.
     */
    readonly total?: number;
    /**
     * Of what.
     */
    readonly label?: string;
  };
  readonly result?: Result;
  readonly error?: Failure;
  readonly cost?: Cost;
  readonly approval?: Approval;
  /**
   * Its earlier ones, oldest first.
   */
  readonly earlier_approvals?: readonly Approval1[];
  readonly rejected?: Rejection;
  /**
   * Its attempts, oldest first.
   */
  readonly attempts?: readonly Attempt[];
  /**
   * Results of earlier generations or rounds that may still be reused, newest first.
   */
  readonly earlier?: readonly Result1[];
  /**
   * Inputs of a sub-pipeline, defaults applied.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Context of a sub-pipeline, frozen when it was opened. While it is not open again: what `context_files` names.
   */
  readonly context?: {
    readonly [k: string]: unknown;
  };
  /**
   * By name in `context`: the files of it that runs write (`machine_files` of the config). When the sub-pipeline is opened again, what was read of them stays.
   */
  readonly context_files?: {
    readonly [k: string]: string;
  };
  /**
   * Stages of a sub-pipeline.
   */
  readonly stages?: {
    readonly [k: string]: Stage;
  };
  /**
   * Stages of a sub-pipeline in an earlier generation, while it is not open again.
   */
  readonly earlier_stages?: {
    readonly [k: string]: Stage;
  };
  /**
   * When `when` and `foreach` were evaluated. Left out of completed stages.
   */
  readonly expanded_at?: string;
  /**
   * Why it was skipped: `when` was false, the manifest said so, or `foreach` was null.
   */
  readonly skipped?: 'when' | 'manifest' | 'null-foreach' | 'no-subject';
  /**
   * The stage, or an item of it, failed and the run continues without it, because of `on_error: continue`.
   */
  readonly on_error?: 'continue';
  /**
   * Failed stages that it waits for.
   */
  readonly blocked_by?: readonly string[];
  /**
   * The items of a `foreach` in list order, or the file that contains them if there are many.
   */
  readonly items?:
    | {
        readonly [k: string]: Task;
      }
    | ItemsFile;
  /**
   * Keys of the items in list order; left out when `items` itself has it.
   */
  readonly items_order?: readonly string[];
  /**
   * Items of earlier generations that are not in the list now, or not yet.
   */
  readonly earlier_items?: {
    readonly [k: string]: Task;
  };
  /**
   * How many items are done.
   */
  readonly items_progress?: {
    /**
     * Completed items.
     */
    readonly completed: number;
    /**
     * Failed items.
     */
    readonly failed: number;
    /**
     * All items.
     */
    readonly total: number;
  };
}
/**
 * The same, field by field.
 */
export interface Depends {
  readonly [k: string]: string;
}
/**
 * Its result.
 */
export interface Result {
  /**
   * Its output.
   */
  readonly output: Value | File;
  /**
   * Its published files by name.
   */
  readonly artifacts?: {
    readonly [k: string]: Artifact;
  };
  /**
   * When it was made.
   */
  readonly at: string;
  /**
   * `cached`: from another run. `reused`: from an earlier generation. Left out when it was executed.
   */
  readonly origin?: 'cached' | 'reused';
  /**
   * `<run>:<task>` that made it, if it was a different one.
   */
  readonly from?: string;
  /**
   * Its files were replaced by those of a newer result: kept for `explain`, not for reuse.
   */
  readonly replaced?: true;
  /**
   * The digest over everything it depends on.
   */
  readonly fingerprint: string;
  readonly depends: Depends1;
}
/**
 * An output that is stored here.
 */
export interface Value {
  /**
   * The output.
   */
  readonly value: unknown;
}
/**
 * An output that is too long to be stored here.
 */
export interface File {
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
 * A published file.
 */
export interface Artifact {
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
  readonly media_type: string;
}
/**
 * The same, field by field.
 */
export interface Depends1 {
  readonly [k: string]: string;
}
/**
 * Why it failed.
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
  readonly retry?: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exit_code?: number;
  /**
   * Status of a response.
   */
  readonly http_status?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * The total cost of all its attempts.
 */
export interface Cost {
  /**
   * Micro-dollars; null: there was a cost, but it is unknown.
   */
  readonly usd_micros: number | null;
  /**
   * Tokens.
   */
  readonly tokens?: number;
}
/**
 * The latest question of a gate.
 */
export interface Approval {
  /**
   * Which question of the gate it is, from 1.
   */
  readonly iteration: number;
  /**
   * The generation that asked. Left out when 1.
   */
  readonly generation?: number;
  /**
   * The question.
   */
  readonly question: string;
  /**
   * How to answer. Left out once it is answered.
   */
  readonly how?: string;
  /**
   * The kinds of answers that it accepts. `item_changes`: changes to single items. Left out once it is answered.
   */
  readonly accepts?: readonly ('approve' | 'changes' | 'item_changes' | 'reject')[];
  /**
   * How many people must approve. Left out when one is enough, and once it is answered.
   */
  readonly quorum?: number;
  /**
   * The file to read.
   */
  readonly read: string;
  /**
   * The file to edit.
   */
  readonly draft?: string;
  /**
   * When it was asked.
   */
  readonly asked_at: string;
  /**
   * The digest of what is asked about.
   */
  readonly subject: string;
  /**
   * What was decided. Left out while it is open.
   */
  readonly decision?: 'approve' | 'changes' | 'reject' | 'superseded';
  /**
   * When.
   */
  readonly at?: string;
  /**
   * By whom.
   */
  readonly by?: readonly Person[];
  /**
   * The feedback.
   */
  readonly feedback?: string;
  /**
   * Feedback on single items.
   */
  readonly items?: {
    readonly [k: string]: string;
  };
  /**
   * The digest of the value as edited, approved or sent back. Left out: as generated.
   */
  readonly edited?: string;
  /**
   * By `auto_approve`, not by a person.
   */
  readonly waived?: true;
  readonly remark?: Diagnostic;
  /**
   * Reminders that were sent.
   */
  readonly reminders?: number;
  /**
   * Author of the manifest.
   */
  readonly author?: string;
  /**
   * Digests of answers that are not about this question.
   */
  readonly standing?: readonly Sha256[];
  /**
   * Answers of those that a quorum needs.
   */
  readonly given?: readonly Given[];
  /**
   * Digests of the answers that were used up.
   */
  readonly consumed?: readonly Sha256[];
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly fingerprint: string;
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
   * The commit that brought the answer.
   */
  readonly commit?: string;
}
/**
 * Why the answer in the manifest does not count.
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
   * When it was read.
   */
  readonly at: string;
}
/**
 * One question of a gate and its outcome.
 */
export interface Approval1 {
  /**
   * Which question of the gate it is, from 1.
   */
  readonly iteration: number;
  /**
   * The generation that asked. Left out when 1.
   */
  readonly generation?: number;
  /**
   * The question.
   */
  readonly question: string;
  /**
   * How to answer. Left out once it is answered.
   */
  readonly how?: string;
  /**
   * The kinds of answers that it accepts. `item_changes`: changes to single items. Left out once it is answered.
   */
  readonly accepts?: readonly ('approve' | 'changes' | 'item_changes' | 'reject')[];
  /**
   * How many people must approve. Left out when one is enough, and once it is answered.
   */
  readonly quorum?: number;
  /**
   * The file to read.
   */
  readonly read: string;
  /**
   * The file to edit.
   */
  readonly draft?: string;
  /**
   * When it was asked.
   */
  readonly asked_at: string;
  /**
   * The digest of what is asked about.
   */
  readonly subject: string;
  /**
   * What was decided. Left out while it is open.
   */
  readonly decision?: 'approve' | 'changes' | 'reject' | 'superseded';
  /**
   * When.
   */
  readonly at?: string;
  /**
   * By whom.
   */
  readonly by?: readonly Person[];
  /**
   * The feedback.
   */
  readonly feedback?: string;
  /**
   * Feedback on single items.
   */
  readonly items?: {
    readonly [k: string]: string;
  };
  /**
   * The digest of the value as edited, approved or sent back. Left out: as generated.
   */
  readonly edited?: string;
  /**
   * By `auto_approve`, not by a person.
   */
  readonly waived?: true;
  readonly remark?: Diagnostic;
  /**
   * Reminders that were sent.
   */
  readonly reminders?: number;
  /**
   * Author of the manifest.
   */
  readonly author?: string;
  /**
   * Digests of answers that are not about this question.
   */
  readonly standing?: readonly Sha256[];
  /**
   * Answers of those that a quorum needs.
   */
  readonly given?: readonly Given[];
  /**
   * Digests of the answers that were used up.
   */
  readonly consumed?: readonly Sha256[];
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly fingerprint: string;
}
/**
 * Which gate was rejected, and why.
 */
export interface Rejection {
  /**
   * The gate's address.
   */
  readonly gate: string;
  /**
   * The feedback.
   */
  readonly feedback?: string;
}
/**
 * One attempt.
 */
export interface Attempt {
  /**
   * Its number over the whole life of the task, from 1.
   */
  readonly n: number;
  /**
   * The generation that it belongs to. Left out when 1.
   */
  readonly generation?: number;
  /**
   * When it was announced.
   */
  readonly started_at: string;
  /**
   * When its end was recorded.
   */
  readonly ended_at?: string;
  /**
   * Milliseconds between the two.
   */
  readonly duration_ms?: number;
  /**
   * How it ended. `lost`: it was in flight when the runner was killed or shut down.
   */
  readonly outcome: 'running' | 'success' | 'failure' | 'timeout' | 'cancellation' | 'lost';
  readonly error?: Failure1;
  /**
   * Why it was cancelled or lost.
   */
  readonly reason?: string;
  /**
   * When the next attempt may start.
   */
  readonly retry_at?: string;
  readonly cost?: Cost1;
  /**
   * Its model calls, oldest first.
   */
  readonly calls?: readonly Call[];
  /**
   * The id of the work at the external system.
   */
  readonly external_id?: string;
  /**
   * The same for every attempt of the same logical work: an idempotency key.
   */
  readonly effect_key: string;
  /**
   * Its log; absent: it wrote nothing.
   */
  readonly log?: string;
}
/**
 * Why it failed.
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
  readonly retry?: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exit_code?: number;
  /**
   * Status of a response.
   */
  readonly http_status?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * What it cost.
 */
export interface Cost1 {
  /**
   * Micro-dollars; null: there was a cost, but it is unknown.
   */
  readonly usd_micros: number | null;
  /**
   * Tokens.
   */
  readonly tokens?: number;
}
/**
 * One model call. Without `usd_micros`, its end is unknown.
 */
export interface Call {
  /**
   * Its number in the attempt, if an earlier one was not made.
   */
  readonly n?: number;
  /**
   * What was asked for.
   */
  readonly capability?: 'text' | 'speech' | 'image' | 'video' | 'transcription';
  /**
   * The provider, by its name in the config.
   */
  readonly provider: string;
  /**
   * Its type. `offline` is no model.
   */
  readonly type?: string;
  /**
   * The model.
   */
  readonly model: string;
  /**
   * When it was made.
   */
  readonly at?: string;
  /**
   * How long it took.
   */
  readonly duration_ms?: number;
  /**
   * What it cost in micro-dollars; null: unknown.
   */
  readonly usd_micros?: number | null;
  /**
   * Where the cost comes from.
   */
  readonly source?: 'provider' | 'computed' | 'estimated' | 'unknown';
  /**
   * What it used.
   */
  readonly usage?: {
    /**
     * How much of a unit.
     */
    readonly [k: string]: number;
  };
  /**
   * Digest of the prices that the cost was computed with.
   */
  readonly prices?: string;
  /**
   * The code of its failure.
   */
  readonly error?: string;
  /**
   * The most that it can have cost, if nothing else is known.
   */
  readonly at_most_usd_micros?: number;
  /**
   * Reserved for it while it is open.
   */
  readonly reserved_usd_micros?: number;
}
/**
 * The result of a task.
 */
export interface Result1 {
  /**
   * Its output.
   */
  readonly output: Value | File;
  /**
   * Its published files by name.
   */
  readonly artifacts?: {
    readonly [k: string]: Artifact;
  };
  /**
   * When it was made.
   */
  readonly at: string;
  /**
   * `cached`: from another run. `reused`: from an earlier generation. Left out when it was executed.
   */
  readonly origin?: 'cached' | 'reused';
  /**
   * `<run>:<task>` that made it, if it was a different one.
   */
  readonly from?: string;
  /**
   * Its files were replaced by those of a newer result: kept for `explain`, not for reuse.
   */
  readonly replaced?: true;
  /**
   * The digest over everything it depends on.
   */
  readonly fingerprint: string;
  readonly depends: Depends1;
}
/**
 * One item of a stage.
 */
export interface Task {
  /**
   * Its status.
   */
  readonly status:
    | 'pending'
    | 'running'
    | 'backoff'
    | 'awaiting_approval'
    | 'completed'
    | 'skipped'
    | 'failed'
    | 'rejected'
    | 'cancelled';
  /**
   * How often it was requested to run again although nothing changed, from 1. Left out when 1.
   */
  readonly round?: number;
  /**
   * Start of the first attempt of this generation.
   */
  readonly started_at?: string;
  /**
   * When it was settled.
   */
  readonly ended_at?: string;
  /**
   * Milliseconds between the two.
   */
  readonly duration_ms?: number;
  /**
   * What its result will depend on, while it has none.
   */
  readonly prepared?: {
    /**
     * A SHA-256: `sha256:` and 64 hexadecimal digits.
     */
    readonly fingerprint: string;
    readonly depends: Depends2;
  };
  /**
   * When the next attempt may start.
   */
  readonly retry_at?: string;
  /**
   * The latest progress of the attempt in flight.
   */
  readonly progress?: {
    /**
     * How much is done.
     */
    readonly done: number;
    /**
     * Of how much.
     */
    readonly total?: number;
    /**
     * Of what.
     */
    readonly label?: string;
  };
  readonly result?: Result2;
  readonly error?: Failure2;
  readonly cost?: Cost2;
  readonly approval?: Approval2;
  /**
   * Its earlier ones, oldest first.
   */
  readonly earlier_approvals?: readonly Approval1[];
  readonly rejected?: Rejection1;
  /**
   * Its attempts, oldest first.
   */
  readonly attempts?: readonly Attempt[];
  /**
   * Results of earlier generations or rounds that may still be reused, newest first.
   */
  readonly earlier?: readonly Result1[];
  /**
   * Inputs of a sub-pipeline, defaults applied.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Context of a sub-pipeline, frozen when it was opened. While it is not open again: what `context_files` names.
   */
  readonly context?: {
    readonly [k: string]: unknown;
  };
  /**
   * By name in `context`: the files of it that runs write (`machine_files` of the config). When the sub-pipeline is opened again, what was read of them stays.
   */
  readonly context_files?: {
    readonly [k: string]: string;
  };
  /**
   * Stages of a sub-pipeline.
   */
  readonly stages?: {
    readonly [k: string]: Stage;
  };
  /**
   * Stages of a sub-pipeline in an earlier generation, while it is not open again.
   */
  readonly earlier_stages?: {
    readonly [k: string]: Stage;
  };
}
/**
 * The same, field by field.
 */
export interface Depends2 {
  readonly [k: string]: string;
}
/**
 * The result of a task.
 */
export interface Result2 {
  /**
   * Its output.
   */
  readonly output: Value | File;
  /**
   * Its published files by name.
   */
  readonly artifacts?: {
    readonly [k: string]: Artifact;
  };
  /**
   * When it was made.
   */
  readonly at: string;
  /**
   * `cached`: from another run. `reused`: from an earlier generation. Left out when it was executed.
   */
  readonly origin?: 'cached' | 'reused';
  /**
   * `<run>:<task>` that made it, if it was a different one.
   */
  readonly from?: string;
  /**
   * Its files were replaced by those of a newer result: kept for `explain`, not for reuse.
   */
  readonly replaced?: true;
  /**
   * The digest over everything it depends on.
   */
  readonly fingerprint: string;
  readonly depends: Depends1;
}
/**
 * Why it failed.
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
  readonly retry?: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exit_code?: number;
  /**
   * Status of a response.
   */
  readonly http_status?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * The total cost of all its attempts.
 */
export interface Cost2 {
  /**
   * Micro-dollars; null: there was a cost, but it is unknown.
   */
  readonly usd_micros: number | null;
  /**
   * Tokens.
   */
  readonly tokens?: number;
}
/**
 * One question of a gate and its outcome.
 */
export interface Approval2 {
  /**
   * Which question of the gate it is, from 1.
   */
  readonly iteration: number;
  /**
   * The generation that asked. Left out when 1.
   */
  readonly generation?: number;
  /**
   * The question.
   */
  readonly question: string;
  /**
   * How to answer. Left out once it is answered.
   */
  readonly how?: string;
  /**
   * The kinds of answers that it accepts. `item_changes`: changes to single items. Left out once it is answered.
   */
  readonly accepts?: readonly ('approve' | 'changes' | 'item_changes' | 'reject')[];
  /**
   * How many people must approve. Left out when one is enough, and once it is answered.
   */
  readonly quorum?: number;
  /**
   * The file to read.
   */
  readonly read: string;
  /**
   * The file to edit.
   */
  readonly draft?: string;
  /**
   * When it was asked.
   */
  readonly asked_at: string;
  /**
   * The digest of what is asked about.
   */
  readonly subject: string;
  /**
   * What was decided. Left out while it is open.
   */
  readonly decision?: 'approve' | 'changes' | 'reject' | 'superseded';
  /**
   * When.
   */
  readonly at?: string;
  /**
   * By whom.
   */
  readonly by?: readonly Person[];
  /**
   * The feedback.
   */
  readonly feedback?: string;
  /**
   * Feedback on single items.
   */
  readonly items?: {
    readonly [k: string]: string;
  };
  /**
   * The digest of the value as edited, approved or sent back. Left out: as generated.
   */
  readonly edited?: string;
  /**
   * By `auto_approve`, not by a person.
   */
  readonly waived?: true;
  readonly remark?: Diagnostic;
  /**
   * Reminders that were sent.
   */
  readonly reminders?: number;
  /**
   * Author of the manifest.
   */
  readonly author?: string;
  /**
   * Digests of answers that are not about this question.
   */
  readonly standing?: readonly Sha256[];
  /**
   * Answers of those that a quorum needs.
   */
  readonly given?: readonly Given[];
  /**
   * Digests of the answers that were used up.
   */
  readonly consumed?: readonly Sha256[];
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly fingerprint: string;
}
/**
 * Which gate was rejected, and why.
 */
export interface Rejection1 {
  /**
   * The gate's address.
   */
  readonly gate: string;
  /**
   * The feedback.
   */
  readonly feedback?: string;
}
/**
 * A file with one item per line.
 */
export interface ItemsFile {
  /**
   * The file.
   */
  readonly $file: string;
  /**
   * A SHA-256: `sha256:` and 64 hexadecimal digits.
   */
  readonly sha256: string;
  /**
   * How many items it contains.
   */
  readonly count: number;
}
/**
 * An earlier error.
 */
export interface Error {
  /**
   * Where it happened.
   */
  readonly task: string;
  /**
   * In which attempt.
   */
  readonly attempt?: number;
  /**
   * When.
   */
  readonly at: string;
  /**
   * Its code.
   */
  readonly code: string;
  /**
   * What happened.
   */
  readonly message: string;
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
 * What a result depends on: field -> digest.
 */
export interface Depends3 {
  readonly [k: string]: string;
}
/**
 * Why something failed.
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
  readonly retry?: 'always' | 'never' | 'policy';
  /**
   * Exit code of a command.
   */
  readonly exit_code?: number;
  /**
   * Status of a response.
   */
  readonly http_status?: number;
  /**
   * What to do.
   */
  readonly hint?: string;
}
/**
 * Money and tokens.
 */
export interface Cost3 {
  /**
   * Micro-dollars; null: there was a cost, but it is unknown.
   */
  readonly usd_micros: number | null;
  /**
   * Tokens.
   */
  readonly tokens?: number;
}
/**
 * Which gate was rejected, and why.
 */
export interface Rejection2 {
  /**
   * The gate's address.
   */
  readonly gate: string;
  /**
   * The feedback.
   */
  readonly feedback?: string;
}
