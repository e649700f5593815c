/** A kind of stage (`uses:`): what it is given, what it may tell while it works, what it gives back. */
import type { DurationMs, Result, RunId, RunUid, UsdMicros } from '../model/brand.ts';
import type { CallAsk } from '../model/command.ts';
import type { StageReport } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { CallRecord } from '../model/provider.ts';

export type Grant =
  /** Recorded durably. `call`: its number in the attempt, from 1. */
  | { readonly type: 'granted'; readonly call: number }
  /** A budget does not cover it: the attempt ends with `{ type: 'stopped' }`. */
  | { readonly type: 'refused' };

/** A call that was granted, in this attempt or in an earlier one of the same stage that was lost. */
export interface GrantedCall {
  readonly attempt: number;
  readonly call: number;
}

export interface StageCall {
  readonly run: RunId;
  /** With `task`, the tag by which a stage's processes are found again after a crash. */
  readonly uid: RunUid;
  /** The task's address: `segments[intro]`. */
  readonly task: string;
  /** Stage id and item key apart, for PIPELINE_STAGE and PIPELINE_ITEM. */
  readonly stage: string;
  readonly itemKey: string | null;
  readonly attempt: number;
  /** After a failure of this attempt there is no other one. */
  readonly isLast: boolean;
  /** Same for every attempt of the same logical work: an idempotency key. */
  readonly effectKey: string;
  /** Resolved `with`, secrets still as `{ "$secret": "NAME" }`. */
  readonly with: JsonObject;
  readonly input: JsonObject;
  readonly item: Json | undefined;
  /** Absolute path of the project. */
  readonly project: string;
  /** Absolute root under which this run's pinned definitions (templates, schemas) lie at their project paths. */
  readonly definitions: string;
  /** Absolute path of an empty folder; what is there at success is published. */
  readonly staging: string;
  /** Absolute path of a private folder for input, output and event files; not published. */
  readonly scratch: string;
  /** Time between SIGTERM and SIGKILL. */
  readonly grace: DurationMs;
  /** Processes that the attempt has started live on: nobody else works in its folders. */
  abandon(): void;
  /** Appends to the attempt's log, redacted and bounded. Counts as a sign of life for `idle_timeout`. */
  log(chunk: string | Uint8Array): void;
  report(report: StageReport): void;
  /** May this call be made? Waits while others in flight may leave enough money over. */
  ask(ask: CallAsk): Promise<Grant>;
  /** What became of a granted call. */
  settle(call: GrantedCall, record: CallRecord): void;
  /** The budget of the day does not cover a granted call, which was not made: the attempt ends as after a refusal. */
  overDay(call: GrantedCall, needs: UsdMicros): void;
  /** The value of a secret of the project, or why it has none. */
  secret(name: string): Result<string, string>;
  /**
   * Takes the values of all secrets out of a text that others will read. What is told is cleaned anyway: to be asked
   * before something is cut off, since of half a value nobody could tell any more that it is one.
   */
  redact(text: string): string;
}

export type StageOutcome =
  | { readonly type: 'success'; readonly output: Json }
  | { readonly type: 'failure'; readonly failure: Failure }
  /** A call was refused for money: nothing is wrong, the task waits for a budget. */
  | { readonly type: 'stopped' };

/** Never rejects for what a user can fix. When `signal` aborts it ends soon with any outcome, which is ignored. */
export type StageWork = (signal: AbortSignal) => Promise<StageOutcome>;

export type StageKind = PlainKind | PreparingKind;

/** All that it does is its work. */
interface PlainKind {
  /** As {@link StageWork}. */
  run(call: StageCall, signal: AbortSignal): Promise<StageOutcome>;
}

export interface PreparingKind {
  /**
   * Makes the work ready while the attempt is still being announced. What it does nobody sees, and the work is never
   * called if the announcement fails. It may write into `call.scratch`.
   */
  prepare(call: StageCall): Promise<StageWork>;
}

/** The work of one attempt, made ready. */
export const preparedBy = async (kind: StageKind, call: StageCall): Promise<StageWork> =>
  'prepare' in kind ? await kind.prepare(call) : (signal) => kind.run(call, signal);
