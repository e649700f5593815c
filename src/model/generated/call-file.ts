/** Generated from schemas/call.schema.json by `npm run generate`. Do not edit. */

/**
 * A recorded model call: the request and the answer. Written by `run --record` into the folder that `replay` in a manifest names.
 */
export interface RecordedCall {
  /**
   * The version of this format.
   */
  readonly version: 1;
  /**
   * Stage or item that made the call when it was recorded. Any other that makes the same request gets the same answer.
   */
  readonly stage: string;
  /**
   * Which of the calls of the stage: `draft`, `repair-1`.
   */
  readonly call: string;
  /**
   * The capability that was requested.
   */
  readonly capability: 'text' | 'speech' | 'image' | 'video' | 'transcription';
  /**
   * Config name of the provider that answered.
   */
  readonly provider: string;
  /**
   * Type of the provider. Part of the comparison.
   */
  readonly type: string;
  /**
   * The model as named in the config; `default` if none. Part of the comparison.
   */
  readonly model: string;
  /**
   * The request of the stage. All of it is compared. Files and schemas are represented by their digests.
   */
  readonly request: {
    readonly [k: string]: unknown;
  };
  /**
   * The answer. May be edited by hand, to see how a pipeline handles it.
   */
  readonly answer: {
    /**
     * The text that was written or transcribed.
     */
    readonly text?: string;
    /**
     * Why the text ended.
     */
    readonly finish?: 'stop' | 'length' | 'refused' | 'other';
    /**
     * The transcribed segments, with times in seconds.
     */
    readonly segments?: readonly Segment[];
    /**
     * Of the file.
     */
    readonly media_type?: string;
    /**
     * Its length, if the provider reported it.
     */
    readonly seconds?: number;
    /**
     * The content, in a file beside this one, named by its SHA-256.
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
   * What the call cost when it was recorded, in millionths of a US dollar. Absent: unknown.
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
