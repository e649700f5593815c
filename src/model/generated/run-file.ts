/** Generated from schemas/run.schema.json by `npm run generate`. Do not edit. */

/**
 * An amount of money in US dollars.
 */
export type Usd = number;

/**
 * The manifest of a run: its pipeline, its inputs, and how to steer it. `runs/<id>.yaml`; owned by people: the runner never changes it by itself.
 */
export interface RunFile {
  /**
   * Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.
   */
  readonly pipeline: string;
  /**
   * The inputs of the pipeline. Frozen when the run starts; a change applies from the next `rerun`.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Names and values of your choice, for finding runs.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
  /**
   * Among runs waiting for the same slots, the higher number goes first. Default: 0.
   */
  readonly priority?: number;
  /**
   * Start nothing new; attempts in flight finish.
   */
  readonly paused?: boolean;
  /**
   * Cancel the run now, including attempts in flight.
   */
  readonly cancelled?: boolean;
  /**
   * The answer to the only waiting gate: true approves what it shows, false is "not yet". If more than one gate is waiting, write the answer under `approvals`.
   */
  readonly approved?: boolean;
  /**
   * Answers to gates, by the address of each: `outline_review`, `episode/review` in a sub-pipeline, `episodes[e1]/review` in one of its items. One answer, or a list where several people must approve.
   */
  readonly approvals?: {
    readonly [k: string]: Answer | readonly Answer[];
  };
  /**
   * Gates that this run waives; each must have `auto_approve: allowed`. Frozen when the run starts; a change applies from the next `rerun`.
   */
  readonly auto_approve?: readonly string[];
  /**
   * Stages to skip. They must have `when`, `skippable: true` or `on_error: continue`; gates cannot be skipped.
   */
  readonly skip?: readonly string[];
  /**
   * What this run may spend; overrides the budget of the pipeline.
   */
  readonly budget?: {
    /**
     * The most that the run may cost, in US dollars.
     */
    readonly usd?: number;
    /**
     * The most that individual stages may cost, in US dollars, instead of their own `budget`.
     */
    readonly stages?: {
      /**
       * US dollars.
       */
      readonly [k: string]: number;
    };
    /**
     * The most that one attempt, and one call, may cost, in US dollars, instead of every `max_cost` in the pipeline.
     */
    readonly max_cost?: number;
    /**
     * For calls without a known price: `block` them, or make them and `warn`. Default: as set in the pipeline.
     */
    readonly unknown_cost?: 'block' | 'warn';
  };
  /**
   * Replacements in this run for providers that the pipeline names: another name under `providers:` in the config, or `offline`.
   */
  readonly providers?: {
    /**
     * A provider of the config, or `offline`.
     */
    readonly [k: string]: string;
  };
  /**
   * Model calls are answered only from the recorded calls in this project folder; `pipeline-runner run --record` makes missing calls with the real providers and records them there. Providers of type `offline` are not affected.
   */
  readonly replay?: string;
  /**
   * Requests another generation once: a number above the checkpoint's `generation` retries what failed, with the current definitions. Stages whose fingerprint is equal are reused.
   */
  readonly rerun?:
    | number
    | {
        /**
         * The requested generation.
         */
        readonly n: number;
        /**
         * Stages to run again even if nothing changed, or one item as `clips[scene_3]`.
         */
        readonly from?: string | readonly string[];
      };
  /**
   * Another run whose results are reused where this run would produce the same: written by `fork`. Read when the run starts.
   */
  readonly fork?: {
    /**
     * The id of the other run.
     */
    readonly run: string;
    /**
     * The first stage at which this run differs.
     */
    readonly from: string;
  };
}
/**
 * One answer to a gate.
 */
export interface Answer {
  /**
   * true: approve what the gate shows. false: not yet; with `feedback` beside it, the gate's `rework` stage runs again, and a gate without one rejects.
   */
  readonly approved?: boolean;
  /**
   * What should change: text, or one text per item of a `foreach` stage, by key. The gate's `rework` stage runs again with it, then the gate asks again.
   */
  readonly changes?:
    | string
    | {
        readonly [k: string]: string;
      };
  /**
   * The reason for rejecting. The run ends as rejected.
   */
  readonly rejected?: string;
  /**
   * The long form: `approve` for `approved: true`, `changes` and `reject` with the reason in `feedback`.
   */
  readonly decision?: 'approve' | 'changes' | 'reject';
  /**
   * What should change, or why it is rejected; with an approval, a comment.
   */
  readonly feedback?: string;
  /**
   * Digest of the content that the answer is for, or at least its first 8 hex digits. The answer then counts only for this content.
   */
  readonly of?: string;
  /**
   * The round that the answer is for. Commands write it from the second round on.
   */
  readonly round?: number;
  /**
   * Who answers: an e-mail address or a name. Default: whoever wrote the answer.
   */
  readonly by?: string;
  /**
   * With an approval: the content to use instead of what the gate shows. For gates with `editable: true`.
   */
  readonly output?: unknown;
}
