/**
 * Adapter: the folder `runs/`, looked at again and again; what is seen there is the truth, whatever a watcher says.
 *
 * What holds if somebody scans every 1.5 s:
 *
 * S1. A manifest that is new, renamed or removed is seen by the next scan: that changes the times of its folder. (One
 *     that came in the same tick of the clock as the last one that was seen: by the next scan after a second.) A file
 *     system that does not keep those times is listed every 7.5 s all the same, one of this machine every minute.
 * S2. Any other change is seen within 9 s, by the next scan if the file changed in the last 3 s or is named in `closely`.
 *     Where a watcher hears of every change, which only a file system of this machine lets it, within 32 s.
 * S3. `runs/` missing, replaced or made anew is an ordinary change: nothing is kept open, all begins at the root.
 * S4. A folder that cannot be read is told and keeps its manifests: what cannot be seen is not gone.
 * S5. It costs little while nothing changes: one `stat` a folder and a sixth of the files every 1.25 s, with a watcher
 *     one of 24. So twenty thousand old manifests cost less than a hundredth of a processor.
 * S6. `runs/` away for longer than it takes to replace it is told, if runs were in it: else all would seem well.
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
  /** Of the thing itself. undefined: there is nothing. */
  stat(path: string): BigIntStats | undefined;
  list(path: string): Promise<readonly RunsEntry[] | null>;
  /** The system tells of all that happens on it: no other machine writes there. */
  isLocal(path: string): boolean;
}

export interface RunsScanOptions {
  /** Of the project: absolute, links resolved. */
  readonly root: string;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970. */
  readonly wall: () => number;
  readonly disk?: RunsDisk;
}

export const runsFolder = (options: RunsScanOptions): RunsFolder => new RunsScan(options);

/** Every file is looked at once in so many slots. */
const SLOTS = 6;
/** The same where a watcher hears of every change. */
const SLOTS_HEARD = 24;
const SLOT_MS = 1_250;
/** To list thousands takes long, and on a disk of this machine the times of a folder tell all. */
const LISTED_HEARD_MS = 60_000;
/** Longer than a tick of any file system's clock: what lies back so far is not changed again under the same times. */
const YOUNG_MS = 3_000;
/** Less than the time between two scans that no hint has asked for. */
const SOON_MS = 1_000;
/** A file whose times lie so far back when it is first seen is not young. */
const OLD_MS = 60_000;
/** So long `runs/`, once seen, may be away before that is told: whoever replaces it removes it first. */
const AWAY_MS = 500;
/** So many files are looked at before others have their turn. */
const AT_ONCE = 1_000;

const nodeDisk: RunsDisk = {
  stat: (path) => forgiving(ABSENT, () => lstatSync(path, { bigint: true, throwIfNoEntry: false })) ?? undefined,
  list: (path) => readRunsFolder(path),
  isLocal: isOnLocalDisk,
};

/** A manifest, or what is named like one. */
interface Seen {
  readonly run: RunId;
  readonly path: string;
  /** In order of being seen first. */
  readonly n: number;
  /** null: it is not there, or no manifest. */
  stamp: FileStamp | null;
  /** Why it is no manifest, or not known to be one. */
  refused: Diagnostic | null;
  /** Monotonic: is looked at by every scan until then. */
  youngUntil: number;
}

interface Folder {
  readonly stamp: string;
  /** Device and inode. */
  readonly identity: string;
  /** Monotonic: since when this very folder is here. */
  readonly hereSince: number;
  readonly isLocal: boolean;
  /** Monotonic: since when the stamp has been the same. */
  readonly since: number;
  /** Monotonic. */
  readonly listedAt: number;
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, Seen>;
  /** Names that cannot be the id of a run. */
  readonly unsafe: ReadonlyMap<string, Diagnostic>;
  /** Links to folders that lead out, and names that only look like those of manifests. */
  readonly strays: readonly Diagnostic[];
  /** Why it could not be read the last time; what else is said of it is from before. */
  readonly trouble: Diagnostic | null;
}

class RunsScan implements RunsFolder {
  readonly #options: Required<RunsScanOptions>;
  #folders = new Map<string, Folder>();
  /** Takes the folders of the scan that is under way. */
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
  /** Of the scan that is under way. */
  #heardSince: number | null = null;

  constructor(options: RunsScanOptions) {
    this.#options = { disk: nodeDisk, ...options };
  }

  scan(closely: Iterable<RunId> = [], heardSince: number | null = null): Promise<Listing> {
    const mine = this.#last.then(() => {
      this.#heardSince = heardSince;
      return this.#scan(new Set(closely));
    });
    this.#last = mine.catch(() => {}); // whoever asked for it is told
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
    // What a watcher has to say about files as they were just seen arrives before they are judged.
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
    const path = join(root, RUNS, below.slice(0, -1)); // with `/` at its end a link would be followed
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

  /** S1, S3: a link may lead elsewhere any time, so nothing of it is taken from before. */
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

  /** What is known stays first: of two names that clash the run that is there already stays. */
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
   * How long a listing is believed while the times of the folder stay the same. One that was made in the same tick of
   * the file system's clock as the last change may lack what came after it in that tick: it is made anew, but not at
   * once, since a change is often followed by looks at short intervals.
   */
  #trustedFor(folder: Folder): number {
    if (folder.listedAt - folder.since < YOUNG_MS) return SOON_MS;
    return this.#slotsOf(folder) === SLOTS_HEARD ? LISTED_HEARD_MS : SLOTS * SLOT_MS;
  }

  /** All slots that began since the last scan. */
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

/** @returns is it the turn of the file of this number? */
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

/** They list the same. */
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
/** What a link leads to may be anything. */
const ELSEWHERE = { identity: '', isLocal: false };

/** S4. null: it is not there. */
function unreadable(below: string, known: Folder | null, error: unknown): Folder | null {
  if (isMissing(error)) return null;
  const trouble = cannotRead(`${RUNS}/${below}`.replace(/\/$/, ''), error);
  const before = known ?? { ...EMPTY, ...ELSEWHERE, hereSince: 0, since: 0, listedAt: 0 };
  return { ...before, stamp: '', trouble };
}
