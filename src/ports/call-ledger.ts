/**
 * What this machine knows of calls of models: which were made, what they answered, what a day cost.
 *
 * L1. A call is in it before it is made, its answer before it is used: each method returns when it is durable.
 *     Where another program has locked it a method throws an error of code `EBUSY`, and nothing is written.
 * L2. It is shared by all processes of a project; the budget of a day is reserved in one step.
 */
import type { Digest, EpochMs, UsdMicros } from '../model/brand.ts';
import type { Json } from '../model/json.ts';
import type { CallRecord } from '../model/provider.ts';
import type { GrantedCall } from './stage-kind.ts';

/** Of one logical call. */
export interface CallKey {
  /** Digest over effect key, name of the call, capability and provider. */
  readonly key: string;
  /** Of the request: another one is another call. */
  readonly request: Digest;
}

export interface KnownAnswer {
  readonly value: Json;
  /** Bytes that `value` leaves out: audio, image, video. */
  readonly bytes: Uint8Array | null;
}

export interface LedgerEntry {
  /** The attempt and the number of the call in it that was granted. */
  readonly attempt: number;
  readonly call: number;
  readonly ceiling: UsdMicros | null;
  readonly startedAt: EpochMs;
  /** Id of a job elsewhere. */
  readonly job: string | null;
  /** Of the newest try whose job ended without an answer. */
  readonly endedJob: string | null;
  /** null: not known to have ended. */
  readonly record: CallRecord | null;
  /** null: it has not ended, or with a failure. */
  readonly answer: KnownAnswer | null;
}

export interface NewCall extends CallKey {
  readonly run: string;
  readonly task: string;
  readonly attempt: number;
  readonly call: number;
  readonly capability: string;
  readonly provider: string;
  readonly model: string;
  readonly ceiling: UsdMicros | null;
  readonly at: EpochMs;
}

export interface CallLedger extends Disposable {
  find(key: CallKey): LedgerEntry | null;
  /**
   * @param limit of the day, in UTC, that it is made on.
   * @returns what the day has committed before it where the limit does not cover the call, and then it is not begun.
   */
  begin(
    call: NewCall,
    limit: UsdMicros | null,
  ): { readonly type: 'begun' } | { readonly type: 'over'; readonly committed: UsdMicros };
  job(call: CallKey & GrantedCall, job: string): void;
  finish(call: CallKey & GrantedCall, record: CallRecord, answer: KnownAnswer | null): void;
  /** Micro-dollars that all runs committed on the day of a moment, ceilings of what is open included. */
  committedOn(at: EpochMs): UsdMicros;
}
