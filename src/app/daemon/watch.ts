/**
 * The daemon of a project, put together: one a project, with the folder, the hints and the memory that it works with.
 *
 * W1. The lock is held from before the first look to after the last write; a second daemon is told who has it. Without
 *     the file of the lock nobody would be, so the daemon stops.
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
import type { Project, RunOutcome } from '../types.ts';
import { Alarm } from './alarm.ts';
import { Board } from './board.ts';
import { ConfigWatch } from './config-watch.ts';
import { Daemon, type DaemonParts } from './daemon.ts';
import { openEndedRuns } from './ended-runs.ts';
import type { DaemonEnd, Stops } from './types.ts';

export interface WatchOptions {
  /** `once`: until nothing is left to do. */
  readonly mode: 'watch' | 'once';
  /** `poll`: the folder is looked at now and then, and the system is not asked for news. */
  readonly news: 'hints' | 'poll';
  readonly observers: readonly Observer[];
  /** Each once for each state of things; none: some of what was said is not so any more. null: of no run. */
  readonly say: (run: RunId | null, diagnostics: readonly Diagnostic[]) => void;
  readonly note?: DaemonParts['note'];
  readonly bringBack?: DaemonParts['bringBack'];
  /** Where it was started, if it works in a tree of its own: the lock there is to be held as well, and stays when that goes. */
  readonly under?: { readonly lock: Lock; readonly root: string };
  /** The daemon has looked for the first time and works; with hints: what happens from now on is mostly heard. */
  readonly ready?: () => void;
  readonly ended?: (outcome: RunOutcome) => void;
  readonly stops: Stops;
}

export interface Started extends AsyncDisposable {
  readonly daemon: Daemon;
  /** null: no hook asks for it. */
  readonly alarm: Alarm | null;
  /** Until it is stopped, or, once, until nothing is left to do. */
  work(): Promise<DaemonEnd>;
}

/** W1. To be disposed of when it has worked. */
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
    ...(options.ended ? { ended: options.ended } : {}),
    ...(options.note ? { note: options.note } : {}),
    ...(options.bringBack ? { bringBack: options.bringBack } : {}),
    monotonic: () => performance.now(),
    ...(config ? { config: () => config.look() } : {}),
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

/** Whoever calls for one pass has its exit code. */
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
 * @param follows the branch, where the daemon works in a tree of its own and not in this folder.
 * @returns the lock, or who has it.
 */
export function daemonLockOf({ root, clock }: Project, follows?: string): Diagnosed<Lock> {
  openStateFolder(root);
  const me = { ...thisProcess(clock.now()), ...(follows === undefined ? {} : { follows }) };
  const clear = ({ pid }: Holder): void => removeDaemonTemps({ root, fs: nodeFileSystem, pid });
  const lock = takeLock(daemonLock(root), me, { clear });
  return lock.ok ? lock : err([running(lock.error)]);
}

/** @param head the newest commit, where a branch is followed. */
export const logging =
  (project: Project, say: WatchOptions['say'], head?: () => string): WatchOptions['say'] =>
  (run, diagnostics) => {
    logTold(project, { run, diagnostics, ...(head ? { commit: head() } : {}) });
    say(run, diagnostics);
  };

export async function watchProject(project: Project, options: WatchOptions): Promise<Diagnosed<DaemonEnd>> {
  const started = await startDaemon(project, { ...options, say: logging(project, options.say) });
  if (!started.ok) return started;
  await using daemon = started.value;
  return ok(await daemon.work());
}

/** So long nobody is kept waiting for the watcher. */
const HEARING_MS = 250;

/** The watcher of the folder: begun when the first look is done, and loaded for who wants it. */
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

  /** Who waits for the word and writes then is heard at once, unless the watcher has thousands of runs to list first. */
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

/** What is said already is said again only after it was not so. Of what is left of more that nothing is news. */
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

/** Another daemon would find no lock; and what is recorded in a journal without a name is lost with this process. */
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
