/** How a daemon is told to stop, and its result. */

export interface Stops {
  /** Starts nothing more; runs may finish within the grace. */
  readonly stop: AbortSignal;
  readonly hurry: AbortSignal;
  /** Called after the first look. */
  readonly ready?: () => Promise<void>;
}

/** The result over all runs. */
export interface DaemonEnd {
  /** Number of runs that were driven and did not complete, or whose manifest is broken or was refused. */
  readonly failed: number;
  /** Number of runs that wait for a person. */
  readonly waiting: number;
  /** It stopped by itself, after reporting why. */
  readonly hasGivenUp: boolean;
}
