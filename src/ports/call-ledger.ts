/**
 * What this machine knows about model calls: which were made, what they returned, and what each day cost.
 *
 * L1. A call is stored before it is made, and its answer before it is used: each method returns once the write is
 *     durable. If another program holds the lock, a method throws an error with code `EBUSY` and writes nothing.
 * L2. All processes of a project share it; the budget of the day is reserved in one step.
 */
import type { Digest, EpochMs, UsdMicros } from '../model/brand.ts';
import type { Json } from '../model/json.ts';
import type { CallRecord } from '../model/provider.ts';
import type { GrantedCall } from './stage-kind.ts';

/** Identifies one logical call. */
export interface CallKey {
  /** Digest over effect key, name of the call, capability and provider. */
  readonly key: string;
  /** Digest of the request: a different request is a different call. */
  readonly request: Digest;
}

export interface KnownAnswer {
  readonly value: Json;
  /** The binary part of the answer (audio, image, video); null: it has none. */
  readonly bytes: Uint8Array | null;
}

export interface LedgerEntry {
  /** The attempt and the number of the call in it that was granted. */
  readonly attempt: number;
  readonly call: number;
  readonly ceiling: UsdMicros | null;
  readonly startedAt: EpochMs;
  /** Id of the provider's job; null: there is none. */
  readonly job: string | null;
  /** Id of the latest job that ended without an answer. */
  readonly endedJob: string | null;
  /** null: it is not known to have ended. */
  readonly record: CallRecord | null;
  /** null: it has not ended, or it failed. */
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
   * @param limit budget of the day (UTC) on which the call is made.
   * @returns `over`, with what the day had committed before, if the limit does not cover the call. It is then not
   * begun.
   */
  begin(
    call: NewCall,
    limit: UsdMicros | null,
  ): { readonly type: 'begun' } | { readonly type: 'over'; readonly committed: UsdMicros };
  job(call: CallKey & GrantedCall, job: string): void;
  finish(call: CallKey & GrantedCall, record: CallRecord, answer: KnownAnswer | null): void;
  /** Micro-dollars that all runs committed on the day (UTC) of `at`, including the ceilings of open calls. */
  committedOn(at: EpochMs): UsdMicros;
}
