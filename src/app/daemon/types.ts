/** What a daemon is told to stop by, and what came of it. */

export interface Stops {
  /** Nothing more is started; what runs may end within the grace. */
  readonly stop: AbortSignal;
  readonly hurry: AbortSignal;
  /** The first look is done. */
  readonly ready?: () => Promise<void>;
}

/** What came of it, over all runs. */
export interface DaemonEnd {
  /** Runs that were carried out and did not complete, or whose manifest is broken or was refused. */
  readonly failed: number;
  /** Runs that wait for a person. */
  readonly waiting: number;
  /** It stopped by itself, and said why. */
  readonly hasGivenUp: boolean;
}
