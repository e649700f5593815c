/** What the daemon sees of the folder `runs/`: the truth by looking, and hints when to look. */
import type { RunId } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';

/** Tells one version of a file from another. Compared with {@link isSameStamp}. */
export interface FileStamp {
  readonly ino: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** Of the content. Nanoseconds since 1970, in steps of the system's clock (up to 10 ms). */
  readonly mtimeNs: bigint;
  /** Of anything: content, name, permissions. */
  readonly ctimeNs: bigint;
}

export const isSameStamp = (a: FileStamp, b: FileStamp): boolean =>
  a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.size === b.size && a.ino === b.ino;

export interface Listing {
  /** Every manifest that may be one, by its name and its kind of file; nothing of it was read. */
  readonly files: ReadonlyMap<RunId, FileStamp>;
  /** What looks like a manifest and cannot be one, and folders that cannot be read. */
  readonly refused: readonly Diagnostic[];
}

export interface RunsFolder {
  /**
   * Looks. While nothing changes it answers with the very same object. Scans do not overlap: one that is asked for
   * while another is under way begins after it.
   *
   * @param closely runs to be looked at now; any other file that was quiet for long may come up to 9 s later.
   * @param heardSince {@link Hints.heardSince}: what is heard of need not be looked for so often.
   */
  scan(closely?: Iterable<RunId>, heardSince?: number | null): Promise<Listing>;
}

/**
 * What was seen last of a manifest by a watcher: `appeared`: a file came under this name, and nothing has written to
 * it there since; `written`: something has, or its times or permissions changed.
 */
export type Mark = 'appeared' | 'written';

export interface Hints extends Disposable {
  /** Of manifests that were touched in the last two seconds. Empty where nobody watches, or where it cannot be told. */
  readonly marks: ReadonlyMap<RunId, Mark>;
  /**
   * Milliseconds of the clock that nobody sets: since then every change in a folder that was there then was a hint, if
   * the system tells of it at all. null: changes may have been missed.
   */
  readonly heardSince: number | null;
}
