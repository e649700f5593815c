/** A folder of recorded calls. */
import type { EpochMs, Result } from '../model/brand.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import type { RecordedCall } from '../model/recorded-call.ts';

export interface FoundCall {
  /** Project path. */
  readonly file: string;
  readonly recorded: RecordedCall;
  /** Position of a part of it in the file. */
  readonly place: (path: readonly string[]) => Place;
}

export interface CallUser {
  readonly run: string;
  /** Of the run. */
  readonly uid: string;
  readonly generation: number;
  readonly task: string;
}

export interface RecordedCalls {
  /** Project path. */
  readonly folder: string;
  /** By digest of its question. null: there is none. */
  find(key: string): Result<FoundCall, Diagnostic> | null;
  /** The recorded calls of a stage or item; unreadable files are left out. */
  of(task: string): readonly FoundCall[];
  /**
   * The right to record the call with this digest, until it is disposed of or the process ends. What other processes
   * have recorded by then is found from now on. @returns null: somebody else has it.
   */
  claim(key: string, now: EpochMs): Disposable | null;
  /** The file that an answer names, checked against the digest in its name. */
  bytes(file: string): Result<Uint8Array, Diagnostic>;
  /**
   * Durable when it returns.
   *
   * @returns the project path of its file; or why it cannot be kept.
   * @throws DurableError
   */
  keep(key: string, recorded: RecordedCall, bytes: Uint8Array | null): Result<string, string>;
  /** Records that a task was answered from a file. */
  used(by: CallUser, file: string): void;
}
