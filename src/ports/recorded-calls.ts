/** A folder of recorded calls. */
import type { Result } from '../model/brand.ts';
import type { Diagnostic, Place } from '../model/diagnostic.ts';
import type { RecordedCall } from '../model/recorded-call.ts';

export interface FoundCall {
  /** Project path. */
  readonly file: string;
  readonly recorded: RecordedCall;
  /** Where a part of it stands in the file. */
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
  /** Those of a stage or item; what cannot be read is left out. */
  of(task: string): readonly FoundCall[];
  /** The file that an answer names; its bytes are what the name says. */
  bytes(file: string): Result<Uint8Array, Diagnostic>;
  /**
   * Durable when it returns.
   *
   * @returns the project path of its file; or why it cannot be kept.
   * @throws DurableError
   */
  keep(key: string, recorded: RecordedCall, bytes: Uint8Array | null): Result<string, string>;
  /** Notes that a task has been answered by a file. */
  used(by: CallUser, file: string): void;
}
