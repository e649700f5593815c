/** Generated from schemas/run.schema.json by `npm run generate`. Do not edit. */

/**
 * An amount of money in US dollars.
 */
export type Usd = number;

/**
 * The manifest of a run: which pipeline, with which inputs, and how it is steered while it goes on. `runs/<id>.yaml`; a person's file, which the runner never writes by itself.
 */
export interface RunFile {
  /**
   * Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.
   */
  readonly pipeline: string;
  /**
   * The inputs that the pipeline asks for. Frozen when the run starts; a change counts from the next `rerun`.
   */
  readonly inputs?: {
    readonly [k: string]: unknown;
  };
  /**
   * Names and values of your choice, to find runs by.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
  /**
   * Among runs that wait for the same places the higher number goes first. 0 by default.
   */
  readonly priority?: number;
  /**
   * Start nothing more; attempts in flight finish.
   */
  readonly paused?: boolean;
  /**
   * End the run now, attempts in flight included.
   */
  readonly cancelled?: boolean;
  /**
   * The answer to the only gate that asks: true approves what it shows, false is "not yet". Where more than one gate asks, write the answer under `approvals`.
   */
  readonly approved?: boolean;
  /**
   * Answers to gates, by the address of each: `outline_review`, `episode/review` in a sub-pipeline, `episodes[e1]/review` in one of its items. One answer, or a list where several people must approve.
   */
  readonly approvals?: {
    readonly [k: string]: Answer | readonly Answer[];
  };
  /**
   * Gates that this run does not ask at; each must say `auto_approve: allowed`. Frozen when the run starts; a change counts from the next `rerun`.
   */
  readonly auto_approve?: readonly string[];
  /**
   * Stages to leave out. They must have `when`, `skippable: true` or `on_error: continue`; a gate cannot be left out.
   */
  readonly skip?: readonly string[];
  /**
   * What this run may spend; goes before the pipeline's own budget.
   */
  readonly budget?: {
    /**
     * The most that the run may cost, in US dollars.
     */
    readonly usd?: number;
    /**
     * The most that single stages may cost, in US dollars, in place of their own `budget`.
     */
    readonly stages?: {
      /**
       * US dollars.
       */
      readonly [k: string]: number;
    };
    /**
     * The most that one attempt, and one call, may cost, in US dollars, in place of every `max_cost` of the pipeline.
     */
    readonly max_cost?: number;
    /**
     * Of calls that have no known price: `block` them, or make them and `warn`. As the pipeline says by default.
     */
    readonly unknown_cost?: 'block' | 'warn';
  };
  /**
   * Who answers in this run for a provider that the pipeline names: another name of `providers:` of the config, or `offline`.
   */
  readonly providers?: {
    /**
     * A provider of the config, or `offline`.
     */
    readonly [k: string]: string;
  };
  /**
   * Calls of models are answered from the recorded calls in this folder of the project, and by nobody else; `pipeline-runner run --record` asks the real providers for what is missing and keeps it there. Providers of the type `offline` stay as they are.
   */
  readonly replay?: string;
  /**
   * Asks once for another generation: a number above the checkpoint's `generation` tries again what failed, with the definitions as they are now. Stages whose fingerprint is equal are reused.
   */
  readonly rerun?:
    | number
    | {
        /**
         * The generation that is asked for.
         */
        readonly n: number;
        /**
         * Stages that are to run again though nothing changed, or one item as `clips[scene_3]`.
         */
        readonly from?: string | readonly string[];
      };
  /**
   * Another run whose results are taken over where this one would come to the same: made by `fork`. Read when the run starts.
   */
  readonly fork?: {
    /**
     * The id of the other run.
     */
    readonly run: string;
    /**
     * The stage from which on this run goes its own way.
     */
    readonly from: string;
  };
}
/**
 * One answer to a gate.
 */
export interface Answer {
  /**
   * true: go on with what the gate shows. false: not yet; with `feedback` beside it the gate's `rework` stage runs again, and a gate that has none rejects.
   */
  readonly approved?: boolean;
  /**
   * What is to be changed: a text, or one for each item of a `foreach` stage, by its key. The gate's `rework` stage runs again with it, then the gate asks again.
   */
  readonly changes?:
    | string
    | {
        readonly [k: string]: string;
      };
  /**
   * Why this is not wanted at all. The run ends as rejected.
   */
  readonly rejected?: string;
  /**
   * The long form: `approve` for `approved: true`, `changes` and `reject` with the reason in `feedback`.
   */
  readonly decision?: 'approve' | 'changes' | 'reject';
  /**
   * What is to be changed, or why it is rejected; beside an approval a remark.
   */
  readonly feedback?: string;
  /**
   * Digest of the content that is meant, or its first 8 hex digits or more. The answer then counts for this content only.
   */
  readonly of?: string;
  /**
   * The question that is meant, by its round. Commands write it from the second one on.
   */
  readonly round?: number;
  /**
   * Who answers: an e-mail address or a name. By default it is who wrote the answer.
   */
  readonly by?: string;
  /**
   * Beside an approval: the content as it is to be, instead of what the gate shows. For gates with `editable: true`.
   */
  readonly output?: unknown;
}
