/** Generated from schemas/call.schema.json by `npm run generate`. Do not edit. */

/**
 * One call of a model as it was recorded: what was asked, and what was answered. The runner writes it under `run --record`, into the folder that `replay` of a manifest names.
 */
export interface RecordedCall {
  /**
   * The version of this format.
   */
  readonly version: 1;
  /**
   * Stage or item that asked when it was recorded. Any other that asks the same is given the same answer.
   */
  readonly stage: string;
  /**
   * Which of the calls of the stage: `draft`, `repair-1`.
   */
  readonly call: string;
  /**
   * What the provider was asked to do.
   */
  readonly capability: 'text' | 'speech' | 'image' | 'video' | 'transcription';
  /**
   * Name in the config of the provider that answered.
   */
  readonly provider: string;
  /**
   * Type of the provider that was to be asked. A part of what is compared.
   */
  readonly type: string;
  /**
   * The model that was to be asked, as the config names it; `default` where it names none. A part of what is compared.
   */
  readonly model: string;
  /**
   * What was asked, in the words of the stage. All of it is compared. Files and schemas stand in it by their digest.
   */
  readonly request: {
    readonly [k: string]: unknown;
  };
  /**
   * What was answered. May be edited by hand, to see what a pipeline makes of it.
   */
  readonly answer: {
    /**
     * What was written, or heard.
     */
    readonly text?: string;
    /**
     * Why the text ends.
     */
    readonly finish?: 'stop' | 'length' | 'refused' | 'other';
    /**
     * What was heard, with its times in seconds.
     */
    readonly segments?: readonly Segment[];
    /**
     * Of the file.
     */
    readonly media_type?: string;
    /**
     * How long it is, where the provider said it.
     */
    readonly seconds?: number;
    /**
     * The bytes, beside this file. The name is their SHA-256.
     */
    readonly file?: string;
  };
  /**
   * What the provider counted.
   */
  readonly usage?: {
    /**
     * How many.
     */
    readonly [k: string]: number;
  };
  /**
   * What the call cost when it was recorded, in millionths of a US dollar. Absent: nobody knows.
   */
  readonly usd_micros?: number;
}
/**
 * A part of what was heard, with its times in seconds.
 */
export interface Segment {
  /**
   * Where it begins.
   */
  readonly start: number;
  /**
   * Where it ends.
   */
  readonly end: number;
  /**
   * What is said.
   */
  readonly text: string;
}
