/** Generated from schemas/run.schema.json by `npm run generate`. Do not edit. */

/**
 * An amount of money in US dollars.
 */
export type Usd = number;

/**
 * The manifest of a run: the pipeline, its inputs, and settings that steer the run. `runs/<id>.yaml`; owned by people, never written by the runner on its own.
 */
export interface RunFile {
  /**
   * Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.
   */
  readonly pipeline: string;
  /**
   * The inputs of the pipeline. Frozen when the run starts; a change takes effect at the next `rerun`.
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
   * Among queued runs, the higher number goes first. 0 by default.
   */
  readonly priority?: number;
  /**
   * Start nothing more; attempts in flight finish.
   */
  readonly paused?: boolean;
  /**
   * End the run now, including attempts in flight.
   */
  readonly cancelled?: boolean;
  /**
   * The answer to the only open gate: true approves its content, false means "not yet". If more than one gate is asking, write the answer under `approvals`.
   */
  readonly approved?: boolean;
  /**
   * Answers to gates, by address: `outline_review`, `episode/review` in a sub-pipeline, `episodes[e1]/review` in one of its items. One answer, or a list if several people must approve.
   */
  readonly approvals?: {
    readonly [k: string]: Answer | readonly Answer[];
  };
  /**
   * Gates that are waived in this run; each must say `auto_approve: allowed`. Frozen when the run starts; a change takes effect at the next `rerun`.
   */
  readonly auto_approve?: readonly string[];
  /**
   * Stages to skip. They must have `when`, `skippable: true` or `on_error: continue`; a gate cannot be skipped.
   */
  readonly skip?: readonly string[];
  /**
   * What this run may spend; overrides the pipeline's budget.
   */
  readonly budget?: {
    /**
     * The most that the run may cost, in US dollars.
     */
    readonly usd?: number;
    /**
     * The most that individual stages may cost, in US dollars; overrides their `budget`.
     */
    readonly stages?: {
      /**
       * US dollars.
       */
      readonly [k: string]: number;
    };
    /**
     * The most that one attempt, and one call, may cost, in US dollars; overrides every `max_cost` of the pipeline.
     */
    readonly max_cost?: number;
    /**
     * Calls without a known price: `block` them, or make them and `warn`. Default: the pipeline's setting.
     */
    readonly unknown_cost?: 'block' | 'warn';
  };
  /**
   * Substitutes a provider that the pipeline names, in this run: another name under `providers:` in the config, or `offline`.
   */
  readonly providers?: {
    /**
     * A provider of the config, or `offline`.
     */
    readonly [k: string]: string;
  };
  /**
   * Model calls are answered only from the recorded calls in this folder of the project; `pipeline-runner run --record` calls the real providers for missing ones and stores their answers. Providers of type `offline` work as usual.
   */
  readonly replay?: string;
  /**
   * Requests one more generation: a number above the checkpoint's `generation` retries what failed, with the current definitions. Stages with an equal fingerprint are reused.
   */
  readonly rerun?:
    | number
    | {
        /**
         * The requested generation.
         */
        readonly n: number;
        /**
         * Stages to run again although nothing changed, or one item such as `clips[scene_3]`.
         */
        readonly from?: string | readonly string[];
      };
  /**
   * Another run whose results are taken over where this run would produce the same; written by `fork`. Read when the run starts.
   */
  readonly fork?: {
    /**
     * The id of the other run.
     */
    readonly run: string;
    /**
     * The stage from which this run differs.
     */
    readonly from: string;
  };
}
/**
 * One answer to a gate.
 */
export interface Answer {
  /**
   * true: approve the content. false: not yet; together with `feedback`, the gate's `rework` stage runs again, and a gate without one rejects.
   */
  readonly approved?: boolean;
  /**
   * What to change: a text, or one for each item of a `foreach` stage, by its key. The gate's `rework` stage runs again with it, then the gate asks again.
   */
  readonly changes?:
    | string
    | {
        readonly [k: string]: string;
      };
  /**
   * The reason for the rejection. The run ends as rejected.
   */
  readonly rejected?: string;
  /**
   * The long form: `approve` for `approved: true`, `changes` and `reject` with the reason in `feedback`.
   */
  readonly decision?: 'approve' | 'changes' | 'reject';
  /**
   * What to change, or the reason for a rejection; with an approval, a remark.
   */
  readonly feedback?: string;
  /**
   * Digest of the content, or at least its first 8 hex digits. The answer then counts for this content only.
   */
  readonly of?: string;
  /**
   * The round of the question. Commands write it from the second round on.
   */
  readonly round?: number;
  /**
   * Who answers: an e-mail address or a name. Default: whoever wrote the answer.
   */
  readonly by?: string;
  /**
   * With an approval: the edited content, instead of what the gate shows. For gates with `editable: true`.
   */
  readonly output?: unknown;
}
