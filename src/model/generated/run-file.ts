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
   * Stages to leave out. They must have `when`, `skippable: true` or `on_error: continue`.
   */
  readonly skip?: readonly string[];
  /**
   * What this run may spend; goes before the pipeline's own budget.
   */
  readonly budget?: {
    /**
     * The most that the run may cost, in US dollars.
     */
    readonly usd: number;
  };
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
}
