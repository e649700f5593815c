/**
 * Adapter: says when to scan `runs/`, by the change reports of the system. Only hints: the scan is authoritative.
 *
 * H1. Without the package, without watches (their number is limited), or after the folder was replaced, it may report
 *     nothing; the next scan then finds everything.
 * H2. Our own writes and those of editors beside a manifest are no hints: a working daemon does not wake itself.
 * H3. A mark says `appeared` only if certainly no write was missed; in doubt there is no mark.
 * H4. It claims to hear everything only while the watcher is ready, never failed, and has kept up for a while.
 * H5. It does not keep the process alive, and makes no calls after its disposal.
 */
import { basename, join, relative, sep } from 'node:path';
import type { RunId } from '../../model/brand.ts';
import { errorCode } from '../../model/system-error.ts';
import { RUNS } from '../../parse/run-files.ts';
import { parseRunId, runOfFile } from '../../parse/run-id.ts';
import type { Hints, Mark } from '../../ports/runs-folder.ts';

export interface HintsOptions {
  /** Called once, if watching does not work, with the system's code, such as `ENOSPC`, or a message. */
  readonly onDeaf?: (reason: string) => void;
  /** Called once: from now on changes are heard at once, or it is known that they are not. */
  readonly onReady?: () => void;
  readonly open?: OpenWatcher;
  /** Milliseconds of a monotonic clock. */
  readonly monotonic?: () => number;
}

export interface Heard {
  /** `rename`: a name was added or removed; `change`: a write, new times or permissions. @param path null: unknown. */
  readonly event: (event: string, path: string | null) => void;
  /** Another change, such as a folder that is watched from now on. */
  readonly other: () => void;
  /** All folders are watched from now on. */
  readonly ready: () => void;
  readonly failed: (error: unknown) => void;
}

type OpenWatcher = (folder: string, heard: Heard) => Promise<{ close(): Promise<void> }>;

/**
 * Best called after the first scan: at its start it lists the folders too, which takes time with thousands of runs. Not
 * for network disks and mounts whose changes the system does not report.
 *
 * @param folder `runs/` of the project, absolute; it may not exist.
 * @param onHint called soon after the first of several changes, at most 20 times a second.
 */
export function watchHints(folder: string, onHint: () => void, options: HintsOptions = {}): Hints {
  return new WatchHints(folder, { ...options, onHint });
}

const GATHER_MS = 50;
const KEPT_MS = 2_000;
/** After changes may have been missed: within this time everything was scanned once. */
const CAUGHT_UP_MS = 10_000;
/** The system queues 16,384 events for a slow reader, and drops the others. */
const MOST_EVENTS = 8_000;
/** Names that chokidar can ignore: they cannot be folders with manifests. */
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
  /** Monotonic: no marks are set until then. */
  #doubtUntil = 0;
  /** Monotonic; null: not ready. */
  #readyAt: number | null = null;
  /** Monotonic: until then missed changes may not have been seen. */
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
    else this.#doubt(); // perhaps a folder, which was added or removed with its content
    this.#hint();
  }

  #mark(run: RunId, mark: Mark): void {
    const at = this.#options.monotonic();
    if (process.platform !== 'linux' || at < this.#doubtUntil) return; // others report a new file and its writes as one
    this.#marks.delete(run); // so that the map stays ordered by time
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

  /** H1. The watcher stays open: after an error it may still report changes in other folders. */
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

/** @param path below `runs/`, as the system spells it. */
function manifestAt(path: string): RunId | null {
  const run = runOfFile(`${RUNS}/${path.replaceAll(sep, '/')}`);
  return run === null ? null : parseRunId(run);
}
