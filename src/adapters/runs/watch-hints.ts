/**
 * Adapter: says when to look at `runs/`, by what the system tells of it. Only ever a hint: the scan is the truth.
 *
 * H1. Without the package, without watches (their number is limited), with a folder that was replaced: at worst it says
 *     nothing, and everything is seen by the next scan.
 * H2. Our own writes and those of editors beside a manifest are no hints: a daemon at work does not wake itself.
 * H3. A mark says `appeared` only while no write can have been missed; where that is in doubt there is no mark.
 * H4. It says that it hears everything only while the watcher is ready, never failed, and has kept up for a while.
 * H5. Nothing of it keeps the process alive, and after its disposal it calls nobody.
 */
import { basename, join, relative, sep } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { errorCode } from '../../model/system-error.ts';
import { RUNS } from '../../parse/run-files.ts';
import { parseRunId, runOfFile } from '../../parse/run-id.ts';
import type { Hints, Mark } from '../../ports/runs-folder.ts';

export interface HintsOptions {
  /** Once, when watching does not work: the system's code, such as `ENOSPC`, or a message. */
  readonly onDeaf?: (reason: string) => void;
  /** Once: from now on changes are heard at once, or it is known that they are not. */
  readonly onReady?: () => void;
  readonly open?: OpenWatcher;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic?: () => number;
}

export interface Heard {
  /** `rename`: a name came or went; `change`: a write, or other times or permissions. @param path null: unknown. */
  readonly event: (event: string, path: string | null) => void;
  /** Something else is new, such as a folder that is heard from now on. */
  readonly other: () => void;
  /** All folders are heard from now on. */
  readonly ready: () => void;
  readonly failed: (error: unknown) => void;
}

type OpenWatcher = (folder: string, heard: Heard) => Promise<{ close(): Promise<void> }>;

/**
 * Best called once the first scan is done: to begin, it lists the folders too, which takes its time with thousands of
 * runs. Not to be called for network disks and mounts whose changes the system does not tell.
 *
 * @param folder `runs/` of the project, absolute; it need not be there.
 * @param onHint look now: called soon after the first of several changes, at most 20 times a second.
 */
export function watchHints(folder: string, onHint: () => void, options: HintsOptions = {}): Hints {
  return new WatchHints(folder, { ...options, onHint });
}

const GATHER_MS = 50;
const KEPT_MS = 2_000;
/** After changes may have been missed: by then everything was looked at once. */
const CAUGHT_UP_MS = 10_000;
/** The system keeps 16,384 events for one who does not come to fetch them, and drops the others. */
const MOST_EVENTS = 8_000;
/** Names that chokidar need not look at: they are no folders that could hold a manifest. */
const NO_FOLDER = /^\.|\.(?:run|json|tmp)$|~$|\.ya?ml/;

const openChokidar: OpenWatcher = async (folder, heard) => {
  const { watch } = await import('chokidar');
  const watcher = watch(folder, {
    backend: 'native',
    persistent: false,
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    atomic: false,
    ignored: (path, stats) => path !== folder && (NO_FOLDER.test(basename(path)) || stats?.isDirectory() === false),
  });
  watcher.on('raw', (event, path, details) =>
    heard.event(event, path ? join(watchedPath(details) ?? folder, path) : null),
  );
  watcher.on('all', heard.other).on('ready', heard.ready).on('error', heard.failed);
  return watcher;
};

class WatchHints implements Hints {
  readonly #options: Required<HintsOptions> & { readonly onHint: () => void };
  readonly #folder: string;
  readonly #marks = new Map<RunId, { readonly mark: Mark; readonly at: number }>();
  #watcher: { close(): Promise<void> } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #hintedAt = Number.NEGATIVE_INFINITY;
  #events = 0;
  /** Monotonic: until then nothing is marked. */
  #doubtUntil = 0;
  /** Monotonic; null: not yet. */
  #readyAt: number | null = null;
  /** Monotonic: until then what was missed may not have been seen. */
  #missedUntil = 0;
  #state: 'open' | 'deaf' | 'disposed' = 'open';

  constructor(folder: string, options: HintsOptions & { readonly onHint: () => void }) {
    this.#options = {
      open: openChokidar,
      monotonic: () => performance.now(),
      onDeaf: () => {},
      onReady: () => {},
      ...options,
    };
    this.#folder = folder;
    this.#open().catch((error: unknown) => this.#deafen(error));
  }

  async #open(): Promise<void> {
    const watcher = await this.#options.open(this.#folder, {
      event: (event, path) => this.#heard(event, path),
      other: () => this.#hint(),
      ready: () => this.#ready(),
      failed: (error) => this.#deafen(error),
    });
    if (this.#state === 'disposed') await watcher.close();
    else this.#watcher = watcher;
  }

  get marks(): ReadonlyMap<RunId, Mark> {
    const oldest = this.#options.monotonic() - KEPT_MS;
    for (const [run, { at }] of this.#marks) if (at < oldest) this.#marks.delete(run);
    return new Map([...this.#marks].map(([run, { mark }]) => [run, mark]));
  }

  /** H4. */
  get heardSince(): number | null {
    const hasMissed = this.#state !== 'open' || this.#options.monotonic() < this.#missedUntil;
    return hasMissed ? null : this.#readyAt;
  }

  #ready(): void {
    if (this.#state === 'disposed') return;
    const isFirst = this.#readyAt === null && this.#state === 'open';
    this.#readyAt = this.#options.monotonic();
    this.#hint();
    if (isFirst) this.#options.onReady();
  }

  #heard(event: string, path: string | null): void {
    if (this.#state === 'disposed') return;
    this.#events += 1;
    if (this.#events > MOST_EVENTS) this.#doubt();
    const run = path === null ? null : manifestAt(relative(this.#folder, path));
    if (run !== null) this.#mark(run, event === 'rename' ? 'appeared' : 'written');
    else if (path !== null && NO_FOLDER.test(basename(path)))
      return; // H2
    else this.#doubt(); // perhaps a folder, which came or went with all that is in it
    this.#hint();
  }

  #mark(run: RunId, mark: Mark): void {
    const at = this.#options.monotonic();
    if (process.platform !== 'linux' || at < this.#doubtUntil) return; // others report a new file and its writes as one
    this.#marks.delete(run); // so that the map stays in order of time
    this.#marks.set(run, { mark, at });
  }

  /** H3. */
  #doubt(): void {
    this.#marks.clear();
    this.#doubtUntil = this.#options.monotonic() + GATHER_MS;
    this.#missedUntil = this.#options.monotonic() + CAUGHT_UP_MS;
  }

  #hint(): void {
    if (this.#timer !== null || this.#state === 'disposed') return;
    const wait = this.#hintedAt + GATHER_MS - this.#options.monotonic();
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, wait)).unref();
  }

  #fire(): void {
    this.#timer = null;
    this.#events = 0;
    this.#hintedAt = this.#options.monotonic();
    this.#options.onHint();
  }

  /** H1. The watcher stays: after one error others of its folders may still be heard. */
  #deafen(error: unknown): void {
    this.#doubt();
    if (this.#state !== 'open') return;
    this.#state = 'deaf';
    this.#options.onDeaf(errorCode(error) ?? String(error));
    if (this.#readyAt === null) this.#options.onReady();
  }

  [Symbol.dispose](): void {
    this.#state = 'disposed';
    clearTimeout(this.#timer ?? undefined);
    this.#watcher?.close().catch(() => {}); // nobody listens any more
  }
}

const watchedPath = (details: unknown): string | null =>
  typeof details === 'object' && details !== null && 'watchedPath' in details && typeof details.watchedPath === 'string'
    ? details.watchedPath
    : null;

/** @param path below `runs/`, in the system's spelling. */
function manifestAt(path: string): RunId | null {
  const run = runOfFile(`${RUNS}/${path.replaceAll(sep, '/')}`);
  return run === null ? null : parseRunId(run);
}
