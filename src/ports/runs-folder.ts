/** The folder `runs/` as the daemon sees it: scans are authoritative, file events only hint when to scan. */
import type { RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** Identifies a version of a file. Compare with {@link isSameStamp}. */
export interface FileStamp {
  readonly ino: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Last change of the content: nanoseconds since 1970, in steps of the system's clock (up to 10 ms). */
  readonly mtimeNs: bigint;
  /** Last change of anything: content, name or permissions. */
  readonly ctimeNs: bigint;
}

export const isSameStamp = (a: FileStamp, b: FileStamp): boolean =>
  a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.size === b.size && a.ino === b.ino;

export interface Listing {
  /** Every file that can be a manifest by its name and type; its content was not read. */
  readonly files: ReadonlyMap<RunId, FileStamp>;
  /** Files that look like manifests and cannot be, and folders that cannot be read. */
  readonly refused: readonly Diagnostic[];
}

export interface RunsFolder {
  /**
   * Lists the folder. Returns the same object as long as nothing changes. Scans do not overlap: one that is requested
   * during another begins after it.
   *
   * @param closely runs to check now; a change of another file that was quiet for long may be noticed up to 9 s later.
   * @param heardSince {@link Hints.heardSince}: folders that report their changes are checked less often.
   */
  scan(closely?: Iterable<RunId>, heardSince?: number | null): Promise<Listing>;
}

/**
 * The last change of a manifest that a watcher reported. `appeared`: a file got this name and has not been written to
 * since. `written`: it was written to, or its times or permissions changed.
 */
export type Mark = 'appeared' | 'written';

export interface Hints extends Disposable {
  /** For manifests changed in the last two seconds. Empty where nothing is watched, or the system cannot tell. */
  readonly marks: ReadonlyMap<RunId, Mark>;
  /**
   * Monotonic time in milliseconds: since then every change in a folder that existed then was reported, as far as the
   * system reports changes at all. null: changes may have been missed.
   */
  readonly heardSince: number | null;
}
