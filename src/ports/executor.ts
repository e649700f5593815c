/** Carries out one attempt from start to end. `engine/local-executor.ts` does so in this process. */
import type { TaskAddress } from '../model/address.ts';
import type { ProjectPath } from '../model/brand.ts';
import type { CallAsk } from '../model/command.ts';
import type { StageReport } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { Stage } from '../model/pipeline.ts';
import type { Artifact, OutputRef } from '../model/result.ts';
import type { Prepared } from '../model/scope.ts';
import type { Grant, StageCall } from './stage-kind.ts';

/** How an attempt gets its model calls granted and settled. */
export interface AttemptCalls extends Pick<StageCall, 'settle' | 'overDay'> {
  /** @param signal of the attempt: when it aborts, the call is refused. */
  ask(ask: CallAsk, signal: AbortSignal): Promise<Grant>;
}

export interface AttemptOrder {
  readonly task: TaskAddress;
  readonly n: number;
  /** As in {@link StageCall}. */
  readonly isLast: boolean;
  readonly stage: Stage;
  readonly prepared: Prepared;
  readonly effectKey: string;
  /** Above round 1 the cache of results is not read. */
  readonly round: number;
  /** Resolves when the attempt's record is durable; no visible effect happens before. Rejects when the save failed. */
  readonly announced: Promise<void>;
  readonly report: (report: StageReport) => void;
  readonly calls: AttemptCalls;
}

export type AttemptEnd =
  | {
      readonly type: 'success';
      readonly output: OutputRef;
      readonly artifacts: readonly Artifact[];
      readonly cachedFrom: string | null;
      readonly log: ProjectPath | null;
    }
  | {
      readonly type: 'failure';
      readonly outcome: 'failure' | 'timeout';
      readonly failure: Failure;
      readonly log: ProjectPath | null;
    }
  | {
      readonly type: 'cancelled';
      readonly reason: 'cancelled' | 'shutdown' | 'budget';
      readonly log: ProjectPath | null;
    };

/** The `reason` with which the signal of {@link Executor.execute} is aborted. */
export type StopReason = 'cancelled' | 'shutdown';

export interface Executor {
  /** Resolves for every outcome; rejects only with an InternalError or a disk error. */
  execute(order: AttemptOrder, stop: AbortSignal): Promise<AttemptEnd>;
}
