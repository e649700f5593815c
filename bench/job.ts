/** What a competitor has to run. */
import type { Graph } from './graphs.ts';

/** `command`: a child process. `module`: a function in the competitor's own process. */
export type Step = 'command' | 'module';

export interface Job {
  readonly graph: Graph;
  readonly step: Step;
  /** The most stages at once. */
  readonly concurrency: number;
  /** `counted`: every execution of a stage appends its id to {@link EXECUTIONS}; `bare`: it does nothing at all. */
  readonly body: 'bare' | 'counted';
}

/** In the folder of the job. */
export const EXECUTIONS = 'executions.log';

/** `job.json` of the yardsticks. */
export interface FloorJob {
  readonly graph: Graph;
  readonly step: Step;
  readonly concurrency: number;
  /** For a step of kind `command`; `<id>` stands for the stage. */
  readonly argv: readonly string[];
  /** For a step of kind `module`: the file to append the id to; null: none. */
  readonly executions: string | null;
  /** `fsync`: the whole checkpoint is replaced. `journal`: one line per completion, and the checkpoint at the end. */
  readonly checkpoint: 'fsync' | 'journal';
}
