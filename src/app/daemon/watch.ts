/**
 * Assembles the daemon of a project with its store, hints and memory. There is at most one per project.
 *
 * W1. The lock is held from before the first look until after the last write; a second daemon is told who holds it. If
 *     the lock file disappears, nobody would be told, so the daemon stops.
 */
import { join } from 'node:path';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { type Holder, type Lock, takeLock, thisProcess } from '../../adapters/disk/lock.ts';
import { removeDaemonTemps } from '../../adapters/disk/temps.ts';
import { runsFolder } from '../../adapters/runs/scan.ts';
import { daemonLock, openStateFolder } from '../../adapters/state-folder.ts';
import { withoutEqual } from '../../core/notices.ts';
import { err, ok, type RunId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { RUNS } from '../../parse/run-files.ts';
import type { Observer } from '../../ports/observer.ts';
import type { Hints } from '../../ports/runs-folder.ts';
import { prepareSecrets, secretMistakes } from '../drive/secrets.ts';
import { logTold } from '../log-told.ts';
import type { Caller } from '../notify.ts';
import type { Project } from '../types.ts';
import { Alarm } from './alarm.ts';
import { Board } from './board.ts';
import { ConfigWatch } from './config-watch.ts';
import { Daemon, type DaemonParts } from './daemon.ts';
import { openEndedRuns } from './ended-runs.ts';
import { signsOfLife } from './signs.ts';
import type { DaemonEnd, Stops } from './types.ts';

export interface WatchOptions {
  /** `once`: until nothing is left to do. */
  readonly mode: 'watch' | 'once';
  /** `poll`: the folder is only scanned periodically, without a watcher. */
  readonly news: 'hints' | 'poll';
  readonly observers: readonly Observer[];
  /** Takes diagnostics, once per state; empty: some earlier ones no longer hold. null: about no particular run. */
  readonly say: (run: RunId | null, diagnostics: readonly Diagnostic[]) => void;
  readonly note?: DaemonParts['note'];
  readonly bringBack?: DaemonParts['bringBack'];
  /** Set if it works in its own tree: the lock of the folder where it was started, which stays if the tree goes. */
  readonly under?: { readonly lock: Lock; readonly root: string };
  /** Called after the first look; with hints, most later changes are noticed at once. */
  readonly ready?: (() => void) | undefined;
  readonly ended?: DaemonParts['ended'];
  readonly stops: Stops;
}

export interface Started extends AsyncDisposable {
  readonly daemon: Daemon;
  /** null: no hook is configured for it. */
  readonly alarm: Alarm | null;
  /** Works until it is stopped or, with `once`, until nothing is left to do. */
  work(): Promise<DaemonEnd>;
}

/** W1. Dispose of the result after its work. */
export async function startDaemon(project: Project, options: WatchOptions): Promise<Diagnosed<Started>> {
  const { root, version } = project;
  const secrets = secretMistakes(project);
  if (secrets.length > 0) return err(secrets);
  const lock = daemonLockOf(project);
  if (!lock.ok) return lock;
  const stack = new AsyncDisposableStack();
  stack.use(lock.value);
  const store = stack.use(await project.openStore());
  const board = stack.use(new Board(root));
  const config = options.mode === 'watch' ? new ConfigWatch(project) : null;
  const alarm = stack.use(await alarmOf(project, options));
  const daemon = new Daemon({
    project,
    store,
    folder: runsFolder({ root, monotonic: () => performance.now(), wall: () => project.clock.now() }),
    known: openEndedRuns(root, version),
    observers: options.observers,
    say: once(options.say),
    board: (active, queue) => board.show(active, queue),
    ended: options.ended,
    note: options.note,
    bringBack: options.bringBack,
    monotonic: () => performance.now(),
    lives: signsOfLife([root, ...(options.under ? [options.under.root] : [])], () => performance.now()),
    config: config ? () => config.look() : undefined,
    troubled: (troubles) => alarm?.set('runs', troubles),
    barred: () => {
      if ([lock.value, options.under?.lock].every((one) => one?.isThere() ?? true)) return null;
      alarm?.stops(stateGone);
      return stateGone;
    },
  });
  const hints = stack.use(new Hearing(root, { daemon, options }));
  const work = (): Promise<DaemonEnd> => daemon.run(options.mode, { ...options.stops, ready: () => hints.begin() });
  return ok({ daemon, alarm, work, [Symbol.asyncDispose]: () => stack.disposeAsync() });
}

/** The alarm. Not for a single pass: its caller gets the exit code. */
async function alarmOf({ root, config, clock }: Project, { mode, under, say }: WatchOptions): Promise<Alarm | null> {
  const hooks = config.notify.filter(({ on }) => on.includes('trouble'));
  if (hooks.length === 0 || mode === 'once') return null;
  const { notifier } = await import('../notify.ts');
  const here = { root: under?.root ?? root, config };
  const hook = notifier(here, hooks);
  const call: Caller['call'] = async (asked, notice) => {
    await prepareSecrets(here);
    return hook.call(asked, notice);
  };
  const caller = { call, failures: () => hook.failures(), [Symbol.asyncDispose]: () => hook[Symbol.asyncDispose]() };
  return new Alarm({ hooks, caller, now: () => clock.now(), say: (diagnostics) => say(null, diagnostics) });
}

/**
 * @param follows the branch, if the daemon works in its own tree instead of this folder.
 * @returns the lock, or a diagnostic that names its holder.
 */
export function daemonLockOf({ root, clock }: Project, follows?: string): Diagnosed<Lock> {
  openStateFolder(root);
  const me = { ...thisProcess(clock.now()), ...(follows === undefined ? {} : { follows }) };
  const clear = ({ pid }: Holder): void => removeDaemonTemps({ root, fs: nodeFileSystem, pid });
  const lock = takeLock(daemonLock(root), me, { clear });
  return lock.ok ? lock : err([running(lock.error)]);
}

/** @param head the newest commit, if a branch is followed. */
export const logging =
  (project: Project, say: WatchOptions['say'], head?: () => string): WatchOptions['say'] =>
  (run, diagnostics) => {
    logTold(project, { run, diagnostics, commit: head?.() });
    say(run, diagnostics);
  };

export async function watchProject(project: Project, options: WatchOptions): Promise<Diagnosed<DaemonEnd>> {
  const started = await startDaemon(project, { ...options, say: logging(project, options.say) });
  if (!started.ok) return started;
  await using daemon = started.value;
  return ok(await daemon.work());
}

/** Milliseconds that `ready` waits for the watcher, at most. */
const HEARING_MS = 250;

/** The watcher of the folder: started after the first look, and loaded only if it is wanted. */
class Hearing implements Disposable {
  private readonly root: string;
  private readonly parts: { readonly daemon: Daemon; readonly options: WatchOptions };
  private hints: Hints | null = null;
  private isOver = false;

  constructor(root: string, parts: Hearing['parts']) {
    this.root = root;
    this.parts = parts;
  }

  async begin(): Promise<void> {
    const { daemon, options } = this.parts;
    if (options.mode === 'watch' && options.news === 'hints') {
      const { watchHints } = await import('../../adapters/runs/watch-hints.ts');
      if (this.isOver) return;
      const onReady = this.toldOnce();
      const hints = watchHints(join(this.root, RUNS), () => daemon.hint(), { onReady });
      setTimeout(onReady, HEARING_MS).unref();
      this.hints = hints;
      daemon.heed(hints);
    } else options.ready?.();
  }

  /** Calls `ready` when the watcher is ready, unless it takes too long: it may have thousands of runs to list. */
  private toldOnce(): () => void {
    let isTold = false;
    return () => {
      if (!isTold && !this.isOver) this.parts.options.ready?.();
      isTold = true;
    };
  }

  [Symbol.dispose](): void {
    this.isOver = true;
    this.hints?.[Symbol.dispose]();
  }
}

/** Repeats a diagnostic only after it ceased to hold. If some ceased to hold, an empty list says so. */
function once(say: WatchOptions['say']): WatchOptions['say'] {
  const said = new Map<RunId | null, readonly Diagnostic[]>();
  return (run, diagnostics) => {
    const before = said.get(run) ?? [];
    if (diagnostics.length === 0) return void said.delete(run);
    said.set(run, diagnostics);
    const news = withoutEqual(diagnostics, before);
    if (news.length > 0 || withoutEqual(before, diagnostics).length > 0) say(run, news);
  };
}

/** A second daemon would find no lock, and records in a deleted journal are lost when this process ends. */
const stateGone: Diagnostic = anError(
  'daemon/state-gone',
  '.pipeline-runner was removed or replaced while this daemon was running, so it stops: a second daemon could start beside it',
  { hint: 'make sure that no other daemon is running here, then start it again: runs resume from their checkpoints' },
);

const running = (holder: Holder | null): Diagnostic =>
  anError(
    'daemon/running',
    holder
      ? `a daemon is already running for this project: process ${holder.pid} on ${holder.host}, since ${holder.since}`
      : 'a daemon is already running for this project',
    { hint: 'leave the work to it, or stop it first' },
  );
