/** Storage of runs: the lock, the journal and the checkpoint of each, and what is found when a run is opened. */
import type { RunId } from '../model/brand.ts';
import type { Checkpoint, SealedCheckpoint } from '../model/checkpoint.ts';
import type { Diagnosed, Diagnostic } from '../model/diagnostic.ts';
import type { JournalRecord } from '../model/event.ts';

export interface RunStore extends AsyncDisposable {
  /**
   * Takes the run's lock and reads its newest good state. A checkpoint file that holds several versions stays as it is
   * until the first `publish`, or until the run is closed, so that no version is lost before.
   *
   * @returns a diagnostic `run/locked` that names the holder when another process drives the run,
   *   or `checkpoint/…` when a checkpoint is there but no good copy of it could be found.
   */
  open(id: RunId): Promise<Diagnosed<OpenRun>>;
  /**
   * Makes the content of the checkpoint file the newest state of its run, whatever else this machine knows about it.
   *
   * @returns null: there is no checkpoint, or it is damaged; diagnostics as {@link open}.
   */
  adopt(id: RunId): Promise<Diagnosed<Adopted | null>>;
  /** Reads without a lock, for `status` and the like. null: no checkpoint. Includes what journals hold beyond it. */
  peek(id: RunId): Promise<Diagnosed<PeekedRun | null>>;
}

/** Serials of a run whose file was adopted. */
export interface Adopted {
  /** Of the file as it was. */
  readonly had: number;
  /** The newest that this machine knew. */
  readonly knew: number;
  /** Of the file as it is: above both if it was not the newest. */
  readonly serial: number;
}

export interface StoredRun {
  readonly checkpoint: SealedCheckpoint | null;
  /** Journal records above the checkpoint's serial, ascending, without gaps. */
  readonly records: readonly JournalRecord[];
  /**
   * Versions that lost to this one in a merge, the highest serial first: their finished results are candidates for
   * reuse, nothing else of them.
   */
  readonly losers: readonly Checkpoint[];
  /** Warnings about damage and what was recovered from where; an error if the lock cannot be read. */
  readonly notices: readonly Diagnostic[];
}

/** A run as read without its lock. */
export interface PeekedRun extends StoredRun {
  /** Content of the checkpoint file, even if it is not the newest state; null: there is none, or it is damaged. */
  readonly inFile: SealedCheckpoint | null;
  /** True while a process holds the run's lock. */
  readonly driven: boolean;
}

export interface OpenRun extends StoredRun, AsyncDisposable {
  /** Resolves when the record is on the disk. Calls of one turn of the event loop share one fdatasync. */
  append(record: JournalRecord): Promise<void>;
  /** Seals (digest) and replaces the checkpoint durably. Items beyond 500 a stage move to `items/<stage>.jsonl`. */
  publish(checkpoint: Checkpoint): Promise<void>;
}
