/** A kind of stage (`uses:`): its input, what it may report while it works, and its result. */
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

/** A granted call of this attempt, or of an earlier, lost attempt of the same task. */
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
  /** If this attempt fails, there is no other. */
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
  /** Processes that the attempt started are still alive: its folders must not serve another attempt. */
  abandon(): void;
  /** Appends to the attempt's log, redacted and bounded. Counts as a sign of life for `idle_timeout`. */
  log(chunk: string | Uint8Array): void;
  report(report: StageReport): void;
  /** May this call be made? Waits while others in flight may leave enough money over. */
  ask(ask: CallAsk): Promise<Grant>;
  /** Records the outcome of a granted call. */
  settle(call: GrantedCall, record: CallRecord): void;
  /** The budget of the day does not cover a granted call, which was not made: the attempt ends as after a refusal. */
  overDay(call: GrantedCall, needs: UsdMicros): void;
  /** The value of a secret of the project, or why it has none. */
  secret(name: string): Result<string, string>;
  /**
   * Removes the values of all secrets from a text. Reports and logs are redacted anyway: call this before a text is
   * cut, since half of a value is no longer recognised.
   */
  redact(text: string): string;
}

export type StageOutcome =
  | { readonly type: 'success'; readonly output: Json }
  | { readonly type: 'failure'; readonly failure: Failure }
  /** A budget refused a call. Not a failure: the task waits until the budget covers it. */
  | { readonly type: 'stopped' };

/** Never rejects for what a user can fix. When `signal` aborts it ends soon with any outcome, which is ignored. */
export type StageWork = (signal: AbortSignal) => Promise<StageOutcome>;

export type StageKind = PlainKind | PreparingKind;

/** A kind without preparation. */
interface PlainKind {
  /** As {@link StageWork}. */
  run(call: StageCall, signal: AbortSignal): Promise<StageOutcome>;
}

export interface PreparingKind {
  /**
   * Prepares the work while the attempt's record is being saved. It may write into `call.scratch` and must have no
   * other effect; if the save fails, the work is never called.
   */
  prepare(call: StageCall): Promise<StageWork>;
}

/** The prepared work of one attempt. */
export const preparedBy = async (kind: StageKind, call: StageCall): Promise<StageWork> =>
  'prepare' in kind ? await kind.prepare(call) : (signal) => kind.run(call, signal);
