/** Results of tasks: outputs, artifacts, attempts and their costs. */
import type { Digest, EpochMs, ProjectPath, UsdMicros } from './brand.ts';
import type { Failure } from './failure.ts';
import type { Json } from './json.ts';
import type { CallRecord } from './provider.ts';

/** An output: the value itself up to 4 KB of JSON, else a file with a preview. */
export type OutputRef =
  | { readonly type: 'inline'; readonly value: Json }
  | {
      readonly type: 'file';
      readonly file: ProjectPath;
      readonly sha256: Digest;
      readonly bytes: number;
      /** The first characters of the JSON text. */
      readonly preview: string;
    };

export interface Artifact {
  /** Relative to the artifact folder of its stage and item. */
  readonly name: string;
  readonly path: ProjectPath;
  readonly sha256: Digest;
  readonly bytes: number;
  readonly mediaType: string;
}

/**
 * Field -> digest of everything a result depended on: `with.argv`, `file:templates/x.md`, `folder:photos`,
 * `artifact:cut/1.wav`, `item`.
 */
export type Depends = Readonly<Record<string, string>>;

/** Reported money and tokens. `usd` is null if there was a cost of unknown amount. */
export interface Cost {
  readonly usd: UsdMicros | null;
  readonly tokens: number;
}

export interface TaskResult {
  readonly fingerprint: Digest;
  readonly depends: Depends;
  readonly output: OutputRef;
  readonly artifacts: readonly Artifact[];
  readonly at: EpochMs;
  /** Where the result is from: executed, taken from the result cache, or reused from an earlier generation. */
  readonly origin: 'executed' | 'cached' | 'reused';
  /** `<run>:<task>` of the execution that made it, when it was not this one. */
  readonly from?: string;
  /** Its files were replaced by those of a newer result: kept for `explain`, not reused. */
  readonly replaced?: true;
}

/** A model call that was granted to an attempt. */
export interface Call {
  /** Number in its attempt, from 1. */
  readonly n: number;
  readonly provider: string;
  readonly model: string;
  /** The most that it can cost; null: unknown. */
  readonly ceiling: UsdMicros | null;
  /** What is reserved for it in addition to the reservation of its attempt. */
  readonly reserve: UsdMicros;
  /** null: it is not known how it ended. */
  readonly record: CallRecord | null;
}

export interface AttemptBase {
  /** 1-based, over the whole life of the task. */
  readonly n: number;
  readonly generation: number;
  readonly startedAt: EpochMs;
  readonly effectKey: string;
  readonly log: ProjectPath | null;
  readonly cost: Cost | null;
  readonly externalId: string | null;
  readonly calls: readonly Call[];
}

export type Attempt =
  | (AttemptBase & { readonly outcome: 'running' })
  | (AttemptBase & { readonly outcome: 'success'; readonly endedAt: EpochMs })
  | (AttemptBase & {
      readonly outcome: 'failure' | 'timeout';
      readonly endedAt: EpochMs;
      readonly failure: Failure;
      readonly retryAt: EpochMs | null;
    })
  | (AttemptBase & { readonly outcome: 'cancellation' | 'lost'; readonly endedAt: EpochMs; readonly reason: string });
