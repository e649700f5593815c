/**
 * Adapter: the folder `runs/`, scanned repeatedly; the scan is authoritative, whatever a watcher reports.
 *
 * Guarantees with a scan every 1.5 s:
 *
 * S1. A new, renamed or removed manifest is seen by the next scan, because it changes the times of its folder. (One
 *     that appeared in the same tick of the clock as the last one: by the next scan after a second.) A file system that
 *     does not keep those times is listed every 7.5 s anyway, a local one every minute.
 * S2. Any other change is seen within 9 s; by the next scan if the file changed in the last 3 s or is in `closely`. If
 *     a watcher reports every change, which requires a local file system, within 32 s.
 * S3. A missing, replaced or new `runs/` is an ordinary change: nothing is kept open, each scan begins at the root.
 * S4. A folder that cannot be read is reported and keeps its manifests: what cannot be seen is not removed.
 * S5. It costs little while nothing changes: one `stat` a folder and a sixth of the files every 1.25 s, with a watcher
 *     one in 24. So twenty thousand old manifests cost less than a hundredth of a processor.
 * S6. If `runs/` contained runs and is missing for longer than a replacement takes, that is reported: otherwise all
 *     would seem well.
 */
import { type BigIntStats, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type RunId, runId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { ABSENT, forgiving } from '../../model/system-error.ts';
import { MANIFEST, RUNS } from '../../parse/run-files.ts';
import { caseClashes, checkRunId, runOfFile } from '../../parse/run-id.ts';
import { type FileStamp, isSameStamp, type Listing, type RunsFolder } from '../../ports/runs-folder.ts';
import { isOnLocalDisk } from '../disk/local-disk.ts';
import { isMissing, linkTarget, type RunsEntry, readRunsFolder } from './names.ts';
import { cannotRead, dangling, gone, hasCarriedOut, misnamed, noFolder, outside, special } from './words.ts';

/** What a scan asks of the disk. */
export interface RunsDisk {
  /** Does not follow links. undefined: nothing exists there. */
  stat(path: string): BigIntStats | undefined;
  list(path: string): Promise<readonly RunsEntry[] | null>;
  /** Is it a local disk, to which no other machine writes, so that the system reports every change? */
  isLocal(path: string): boolean;
}

export interface RunsScanOptions {
  /** Of the project: absolute, links resolved. */
  readonly root: string;
  /** Milliseconds of a monotonic clock. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970. */
  readonly wall: () => number;
  readonly disk?: RunsDisk;
}

export const runsFolder = (options: RunsScanOptions): RunsFolder => new RunsScan(options);

/** Every file is checked once in this many slots. */
const SLOTS = 6;
/** The same if a watcher reports every change. */
const SLOTS_HEARD = 24;
const SLOT_MS = 1_250;
/** Listing thousands of entries takes long, and on a local disk the times of a folder show every change. */
const LISTED_HEARD_MS = 60_000;
/** Longer than a clock tick of any file system: older files do not change again under the same times. */
const YOUNG_MS = 3_000;
/** Less than the time between two scans without hints. */
const SOON_MS = 1_000;
/** A file whose times are at least this old when it is first seen is not young. */
const OLD_MS = 60_000;
/** For so long `runs/`, once seen, may be missing before it is reported: replacing it means removing it first. */
const AWAY_MS = 500;
/** Files that are checked before other work gets its turn. */
const AT_ONCE = 1_000;

const nodeDisk: RunsDisk = {
  stat: (path) => forgiving(ABSENT, () => lstatSync(path, { bigint: true, throwIfNoEntry: false })) ?? undefined,
  list: (path) => readRunsFolder(path),
  isLocal: isOnLocalDisk,
};

/** A manifest, or another file with such a name. */
interface Seen {
  readonly run: RunId;
  readonly path: string;
  /** In the order in which they were first seen. */
  readonly n: number;
  /** null: there is no file, or it is not a manifest. */
  stamp: FileStamp | null;
  /** Why it is not a manifest, or not known to be one. */
  refused: Diagnostic | null;
  /** Monotonic: every scan checks the file until then. */
  youngUntil: number;
}

interface Folder {
  readonly stamp: string;
  /** Device and inode. */
  readonly identity: string;
  /** Monotonic: since when this folder, with this identity, exists. */
  readonly hereSince: number;
  readonly isLocal: boolean;
  /** Monotonic: since when the stamp is unchanged. */
  readonly since: number;
  /** Monotonic. */
  readonly listedAt: number;
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, Seen>;
  /** Names that cannot be run ids. */
  readonly unsafe: ReadonlyMap<string, Diagnostic>;
  /** Links to folders outside, and names that only look like those of manifests. */
  readonly strays: readonly Diagnostic[];
  /** Why it could not be read the last time; the other fields are from before. */
  readonly trouble: Diagnostic | null;
}

class RunsScan implements RunsFolder {
  readonly #options: Required<RunsScanOptions>;
  #folders = new Map<string, Folder>();
  /** The folders of the current scan. */
  #next = new Map<string, Folder>();
  #listing: Listing = { files: new Map(), refused: [] };
  #isChanged = true;
  #slot: number | null = null;
  #made = 0;
  #last: Promise<unknown> = Promise.resolve();
  #wasThere = false;
  /** Monotonic: since when there is no folder `runs/`. */
  #goneSince: number | null = null;
  #isGone = false;
  /** For the current scan. */
  #heardSince: number | null = null;

  constructor(options: RunsScanOptions) {
    this.#options = { disk: nodeDisk, ...options };
  }

  scan(closely: Iterable<RunId> = [], heardSince: number | null = null): Promise<Listing> {
    const mine = this.#last.then(() => {
      this.#heardSince = heardSince;
      return this.#scan(new Set(closely));
    });
    this.#last = mine.catch(() => {}); // reported to whoever asked for the scan
    return mine;
  }

  async #scan(closely: ReadonlySet<RunId>): Promise<Listing> {
    const before = this.#folders;
    this.#next = new Map();
    await this.#visit('');
    this.#folders = this.#next;
    const isSame =
      before.size === this.#folders.size && [...this.#folders].every(([at, it]) => isAlike(it, before.get(at)));
    if (!isSame) this.#isChanged = true;
    await this.#lookAtFiles(closely);
    // The watcher's reports on these files arrive before they are judged.
    for (let turns = 0; turns < 2; turns += 1) await turn();
    this.#noteGone();
    if (this.#isChanged) this.#listing = listingOf([...this.#folders.values()], this.#isGone);
    this.#isChanged = false;
    return this.#listing;
  }

  /** S6. */
  #noteGone(): void {
    const { monotonic, root } = this.#options;
    const isThere = this.#folders.has('');
    if (isThere) [this.#wasThere, this.#goneSince] = [true, null];
    else this.#goneSince ??= monotonic();
    const away = this.#goneSince === null ? null : monotonic() - this.#goneSince;
    const isGone = away !== null && (this.#wasThere ? away >= AWAY_MS : hasCarriedOut(root));
    if (isGone !== this.#isGone) this.#isChanged = true;
    this.#isGone = isGone;
  }

  /** @param below of `runs/`, with `/` at its end; empty for `runs/` itself. */
  async #visit(below: string): Promise<void> {
    const known = this.#folders.get(below) ?? null;
    const folder = await this.#folder(below, known).catch((error: unknown) => unreadable(below, known, error));
    if (folder === null) return;
    this.#next.set(below, folder);
    for (const name of folder.folders) await this.#visit(`${below}${name}/`);
  }

  /** null: there is none. @throws the system's error. */
  async #folder(below: string, known: Folder | null): Promise<Folder | null> {
    const { disk, monotonic, root } = this.#options;
    const path = join(root, RUNS, below.slice(0, -1)); // without the `/` at its end, so that a link is not followed
    const now = monotonic();
    const stat = disk.stat(path);
    if (below === '' && stat?.isSymbolicLink()) return this.#linkedRoot(path, known);
    if (below === '' && stat && !stat.isDirectory())
      return { ...EMPTY, ...ELSEWHERE, hereSince: now, stamp: '', since: now, listedAt: now, trouble: noFolder };
    if (!stat?.isDirectory()) return null;
    const identity = `${stat.dev}:${stat.ino}`;
    const isSame = known?.identity === identity;
    const hereSince = isSame ? known.hereSince : now;
    const isLocal = isSame ? known.isLocal : disk.isLocal(path);
    return this.#listed({ below, path, known, now, stamp: stampText(stat), identity, hereSince, isLocal });
  }

  /** S1, S3: a link may change its target at any time, so nothing is taken from before. */
  async #linkedRoot(path: string, known: Folder | null): Promise<Folder | null> {
    const now = this.#options.monotonic();
    const target = linkTarget(this.#options.root, path);
    const link = { ...ELSEWHERE, hereSince: now };
    if (target === 'folder') return this.#listed({ below: '', path, known, now, stamp: `link ${now}`, ...link });
    if (target !== 'outside') return null;
    return { ...EMPTY, ...link, stamp: '', since: now, listedAt: now, trouble: outside(RUNS) };
  }

  async #listed({ below, path, known, now, stamp, ...place }: Listed): Promise<Folder | null> {
    const since = known?.stamp === stamp ? known.since : now;
    if (known?.stamp === stamp && now - known.listedAt < this.#trustedFor(known)) return known;
    const entries = await this.#options.disk.list(path);
    if (entries === null) return null;
    const links = entries.filter(({ name, type }) => type === 'link' && !name.endsWith(MANIFEST));
    const outsiders = links.filter(({ name }) => linkTarget(this.#options.root, join(path, name)) === 'outside');
    const alike = entries.filter(({ type }) => type === 'misnamed');
    const named = entries
      .filter(({ name, type }) => type !== 'folder' && name.endsWith(MANIFEST))
      .map(({ name }) => name);
    return {
      ...place,
      stamp,
      since,
      listedAt: now,
      folders: entries.filter(({ type }) => type === 'folder').map(({ name }) => name),
      strays: [
        ...outsiders.map(({ name }) => outside(`${RUNS}/${below}${name}`)),
        ...alike.map(({ name }) => misnamed(`${RUNS}/${below}${name}`)),
      ],
      ...this.#filesOf(named, { below, path, known }),
      trouble: null,
    };
  }

  /** Known entries come first: if two names clash, the run that was there before stays. */
  #filesOf(names: readonly string[], { below, path, known }: Where): Pick<Folder, 'files' | 'unsafe'> {
    const { files: before = new Map<string, Seen>(), unsafe: unsafeBefore = new Map<string, Diagnostic>() } =
      known ?? {};
    const added = names.filter((name) => !before.has(name) && !unsafeBefore.has(name)).sort();
    if (known !== null && added.length === 0 && names.length === before.size + unsafeBefore.size)
      return { files: before, unsafe: unsafeBefore };
    const there = new Set(names);
    const files = new Map([...before].filter(([name]) => there.has(name)));
    const unsafe = new Map([...unsafeBefore].filter(([name]) => there.has(name)));
    for (const name of added) {
      const { id, diagnostics } = checkRunId(`${below}${name.slice(0, -MANIFEST.length)}`, `${RUNS}/${below}${name}`);
      const [problem] = diagnostics;
      if (problem) unsafe.set(name, problem);
      if (id !== null) files.set(name, this.#newFile(id, join(path, name)));
    }
    return { files, unsafe };
  }

  #newFile(run: RunId, path: string): Seen {
    this.#made += 1;
    return { run, path, n: this.#made, stamp: null, refused: null, youngUntil: 0 };
  }

  /** S2. */
  async #lookAtFiles(closely: ReadonlySet<RunId>): Promise<void> {
    const slots = this.#newSlots();
    const isDue = { [SLOTS]: dueOf(slots, SLOTS), [SLOTS_HEARD]: dueOf(slots, SLOTS_HEARD) };
    const now = this.#options.monotonic();
    let looks = 0;
    for (const folder of this.#folders.values()) {
      const isItsTurn = isDue[this.#slotsOf(folder)];
      for (const file of folder.files.values()) {
        const isNew = file.stamp === null && file.refused === null;
        if (!isNew && file.youngUntil <= now && !isItsTurn(file.n) && !closely.has(file.run)) continue;
        this.#lookAt(file, isNew ? 'first' : 'again');
        looks += 1;
        if (looks % AT_ONCE === 0) await turn();
      }
    }
  }

  #slotsOf({ isLocal, hereSince }: Folder): typeof SLOTS | typeof SLOTS_HEARD {
    return isLocal && this.#heardSince !== null && hereSince <= this.#heardSince ? SLOTS_HEARD : SLOTS;
  }

  /**
   * How long a listing is valid while the times of the folder stay the same. A listing that was made in the same clock
   * tick of the file system as the last change may lack later changes of that tick. It is made again, but not at once,
   * since several checks often follow a change.
   */
  #trustedFor(folder: Folder): number {
    if (folder.listedAt - folder.since < YOUNG_MS) return SOON_MS;
    return this.#slotsOf(folder) === SLOTS_HEARD ? LISTED_HEARD_MS : SLOTS * SLOT_MS;
  }

  /** All slots that have begun since the last scan. */
  #newSlots(): readonly number[] {
    const current = Math.floor(this.#options.monotonic() / SLOT_MS);
    const first = Math.max(this.#slot === null ? 0 : this.#slot + 1, current + 1 - SLOTS_HEARD);
    this.#slot = current;
    return Array.from({ length: current + 1 - first }, (_, i) => first + i);
  }

  #lookAt(file: Seen, sight: 'first' | 'again'): void {
    const { stamp, refused } = this.#judged(file);
    const isSame = stamp && file.stamp ? isSameStamp(stamp, file.stamp) : stamp === file.stamp;
    if (isSame && refused?.message === file.refused?.message) return;
    file.stamp = isSame ? file.stamp : stamp;
    file.refused = refused;
    this.#isChanged = true;
    const { monotonic, wall } = this.#options;
    const isOld = sight === 'first' && stamp !== null && wall() - Number(stamp.ctimeNs / 1_000_000n) > OLD_MS;
    if (!isOld) file.youngUntil = monotonic() + YOUNG_MS;
  }

  #judged({ path, run, stamp: before }: Seen): Pick<Seen, 'stamp' | 'refused'> {
    const { disk, root } = this.#options;
    const name = `${RUNS}/${run}${MANIFEST}`;
    try {
      const stat = disk.stat(path);
      if (stat === undefined || stat.isDirectory()) return NO_FILE;
      if (stat.isFile()) return { stamp: stampOf(stat), refused: null };
      const target = stat.isSymbolicLink() ? linkTarget(root, path) : 'special';
      if (target === 'outside') return { stamp: null, refused: outside(name) };
      if (target === 'special') return { stamp: null, refused: special(name) };
      if (target === 'nowhere') return { stamp: null, refused: dangling(name) };
      return target === 'file' ? { stamp: stampOf(statSync(path, { bigint: true })), refused: null } : NO_FILE;
    } catch (error) {
      if (isMissing(error)) return NO_FILE;
      return { stamp: before, refused: cannotRead(name, error) }; // S4
    }
  }
}

const NO_FILE = { stamp: null, refused: null };

/** @returns a predicate: is the file with this number due? */
function dueOf(slots: readonly number[], count: number): (n: number) => boolean {
  const due = Array.from({ length: count }, () => false);
  for (const slot of slots) due[slot % count] = true;
  return (n) => due[n % count] === true;
}

interface Where {
  readonly below: string;
  readonly path: string;
  readonly known: Folder | null;
}

interface Listed extends Where, Pick<Folder, 'stamp' | 'identity' | 'hereSince' | 'isLocal'> {
  readonly now: number;
}

const stampText = ({ mtimeNs, ctimeNs, ino }: BigIntStats): string => `${mtimeNs}:${ctimeNs}:${ino}`;

const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStamp => ({ ino, size, mtimeNs, ctimeNs });

/** Do they list the same? */
const isAlike = (folder: Folder, before: Folder | undefined): boolean =>
  folder.files === before?.files &&
  folder.unsafe === before.unsafe &&
  isDeepStrictEqual([folder.strays, folder.trouble], [before.strays, before.trouble]);

function listingOf(folders: readonly Folder[], isGone: boolean): Listing {
  const seen = folders.flatMap(({ files }) => [...files.values()]).sort((a, b) => a.n - b.n);
  const files = new Map<RunId, FileStamp>();
  for (const { run, stamp } of seen) if (stamp !== null) files.set(run, stamp);
  const clashes = caseClashes([...files.keys()]);
  for (const { at } of clashes) files.delete(runId(runOfFile(at?.file ?? '') ?? ''));
  const ofFolders = folders.flatMap(({ strays, unsafe, trouble }) => [
    ...strays,
    ...unsafe.values(),
    ...(trouble ? [trouble] : []),
  ]);
  const ofFiles = seen.flatMap(({ refused }) => (refused ? [refused] : []));
  return { files, refused: [...(isGone ? [gone] : []), ...ofFolders, ...ofFiles, ...clashes] };
}

const EMPTY = { folders: [], files: new Map(), unsafe: new Map(), strays: [] };
/** The target of a link may be anything. */
const ELSEWHERE = { identity: '', isLocal: false };

/** S4. null: there is no such folder. */
function unreadable(below: string, known: Folder | null, error: unknown): Folder | null {
  if (isMissing(error)) return null;
  const trouble = cannotRead(`${RUNS}/${below}`.replace(/\/$/, ''), error);
  const before = known ?? { ...EMPTY, ...ELSEWHERE, hereSince: 0, since: 0, listedAt: 0 };
  return { ...before, stamp: '', trouble };
}
