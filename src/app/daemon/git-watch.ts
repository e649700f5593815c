/**
 * The daemon with a git repository as its control plane: it works in its own worktree and follows a branch.
 *
 *   fetch, rebase our commits ─> people's changes arrive in the tree ─> the daemon drives the runs
 *        ^                                                                      │
 *        └────────── push <── commit the results of gates and ends <────────────┘
 *
 * P1. The folder that people work in is never changed; definitions and answers are those of the branch.
 * P2. Answers are read from commits: before a run is looked at, the answers on the branch to its questions are read.
 * P3. An unreachable remote stops nothing: the daemon works on and pushes later.
 * P4. What is wrong with a run is recorded on the branch too, for the author of its manifest.
 * P5. With `once`, it works in rounds until there is nothing to do, nothing new on the branch and nothing to push.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DurableError } from '../../adapters/disk/error.ts';
import { GitError } from '../../adapters/git/git.ts';
import { runOf } from '../../adapters/git/owned.ts';
import { isRunEnd } from '../../core/run-end.ts';
import { err, ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { GitSettings } from '../../model/config.ts';
import type { Diagnosed, Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../../parse/run-files.ts';
import type { Observer } from '../../ports/observer.ts';
import { type CommitMessage, commitMessage } from '../../report/commit-message.ts';
import { openGates } from '../../report/gates.ts';
import { oneLine } from '../../report/words.ts';
import { adoptFile } from '../adopt.ts';
import type { Evidence } from '../evidence.ts';
import { GitAnswers } from '../git-answers.ts';
import { gitFailed, openGitSync } from '../git-sync/open.ts';
import type { CommitPoint, GitSync, SyncState } from '../git-sync/types.ts';
import { listedFiles, syncDiagnostics } from '../git-sync/words.ts';
import { isManifestGone } from '../project/lost-manifests.ts';
import { openProject, storesOf } from '../project.ts';
import type { Project, RunOutcome } from '../types.ts';
import type { Alarm } from './alarm.ts';
import type { Daemon } from './daemon.ts';
import { notHeldUp } from './hanging-remote.ts';
import { noteStanding, type Standing, standingWith } from './standing.ts';
import type { DaemonEnd } from './types.ts';
import { Upkeep } from './upkeep.ts';
import { daemonLockOf, logging, type Started, startDaemon, type WatchOptions } from './watch.ts';

export interface GitWatchOptions extends Omit<WatchOptions, 'ended'> {
  /** Takes precedence over the config. */
  readonly git: Partial<Pick<GitSettings, 'remote' | 'branch'>>;
  /** Called when the state of the synchronisation changes: a sentence without a full stop. */
  readonly tell: (sentence: string) => void;
}

export interface GitWatchEnd extends DaemonEnd {
  /** Everything it did is on the branch, and no run is in conflict. */
  readonly isPublished: boolean;
  /** Another daemon works on the branch: a restart is useless until a person has chosen one. */
  readonly isBarred: boolean;
}

/** @param project the folder that people work in; its settings name the branch to follow. */
export async function watchGit(project: Project, options: GitWatchOptions): Promise<Diagnosed<GitWatchEnd>> {
  const { daemons, ...settings } = { ...project.config.git, ...options.git };
  const lock = daemonLockOf(project, settings.branch);
  if (!lock.ok) return lock;
  using _lock = lock.value;
  const { inGit, maxBytes } = project.config.artifacts;
  const artifacts = { inGit, over: maxBytes };
  const begun: { loop?: GitLoop } = {};
  const holds = (runs: ReadonlySet<RunId>): void => begun.loop?.hold(runs);
  const adopts = async (run: RunId, root: string): Promise<void> => {
    const done = await adoptFile({ root, openStore: storesOf(root) }, run);
    if (!done.ok) options.say(run, done.error);
  };
  const told = { holds, adopts };
  const opened = await openGitSync(project.root, { ...settings, singleDaemon: daemons === 'one', artifacts, ...told });
  if (!opened.ok) return opened;
  await using sync = opened.value;
  using _stops = notHeldUp(sync, options.stops);
  const first = await sync.sync([]);
  const tree = await openProject(sync.tree);
  if (!tree.ok) return tree;
  const say = logging(tree.value, options.say, () => sync.head());
  const under = { ...options, say, under: { lock: lock.value, root: project.root } };
  const note = (standing: Standing): void => noteStanding(project.root, standing);
  begun.loop = new GitLoop(tree.value, { sync, options: under, interval: settings.interval, note });
  try {
    return await begun.loop.run(first);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return err([gitFailed(error)]);
  }
}

interface LoopParts {
  readonly sync: GitSync;
  readonly options: GitWatchOptions;
  /** Milliseconds between two fetches. */
  readonly interval: number;
  /** Called when the daemon's standing with the branch changes. */
  readonly note: (standing: Standing) => void;
}

const BARRED: readonly SyncState['type'][] = ['foreign-daemon', 'copied-daemon'];
/** Concurrent reads of history, besides that of the sync. */
const LANES = 4;
/** Milliseconds from the end of a drive to its commit, so that several share one. */
const GATHER_MS = 100;
/** Milliseconds after which a checkpoint contains what has happened, unless it is very large. */
const PUBLISHED_MS = 1_000;

/**
 * null: whatever the checkpoint shows. `again`: nothing was worked on; the resting state may be on the branch already,
 * or a kill came before its commit.
 */
type Why = CommitPoint['why'] | 'again' | null;

class GitLoop {
  private readonly tree: Project;
  private readonly parts: LoopParts;
  private readonly answers = new Map<RunId, GitAnswers>();
  private readonly points = new Map<RunId, Why>();
  /** Points that the checkpoint on disk does not show yet; they are checked again in the next round. */
  private readonly later = new Map<RunId, Why>();
  /** The head at which answers were read, for all runs except those in `unread`. */
  private readAt = '';
  /** Runs whose answers could not be read, and why. */
  private readonly unread = new Map<RunId, string>();
  /** Called when there is something to commit. */
  private wake: () => void = () => {};
  private daemon: Daemon | null = null;
  private alarm: Alarm | null = null;
  /** The troubles at the last look; null: there was none yet. */
  private told: string | null = null;
  private standing: Standing | null = null;
  /** Runs in conflict. */
  private held: ReadonlySet<RunId> = new Set();
  /** First reads of the answers of runs, in sequence within each lane: a read takes several processes of git. */
  private readonly lanes = Array.from({ length: LANES }, () => Promise.resolve());
  private begun = 0;
  private readonly upkeep: Upkeep;
  private readonly foreign = new AbortController();
  /** The sync failed for good: nobody would learn any more of what the daemon does. */
  private readonly failed = new AbortController();

  constructor(tree: Project, parts: LoopParts) {
    this.tree = { ...tree, evidence: (run) => this.evidence(run) };
    this.parts = parts;
    this.upkeep = new Upkeep(parts.sync, parts.options.tell);
  }

  async run(first: SyncState): Promise<Diagnosed<GitWatchEnd>> {
    const { options, sync } = this.parts;
    const stop = AbortSignal.any([options.stops.stop, this.foreign.signal, this.failed.signal]);
    const observers: readonly Observer[] = [
      ...options.observers,
      { saw: (event, { run }) => this.saw(event.type, run) },
    ];
    const ended = ({ run, checkpoint, worked }: RunOutcome): void => {
      if (isRunEnd(checkpoint.status)) {
        // It has no open questions any more.
        this.answers.delete(run);
        this.unread.delete(run);
      }
      this.point(run, worked ? whyOf(commitMessage(checkpoint)) : 'again');
    };
    const bringBack = (runs: readonly RunId[]): Promise<readonly RunId[]> => this.bringBack(runs);
    const hooks = { observers, ended, bringBack, say: this.say, stops: { ...options.stops, stop } };
    const started = await startDaemon(this.tree, { ...options, ...hooks });
    if (!started.ok) return started;
    await using daemon = started.value;
    this.daemon = daemon.daemon;
    this.alarm = daemon.alarm;
    this.readAt = first.head;
    this.heed(first);
    for (const run of await sync.unrecorded()) this.point(run, 'again');
    for (;;) {
      const end = await this.work(daemon, stop);
      const state = await this.synced();
      const mayGoOn = options.mode === 'once' && !stop.aborted && !end.hasGivenUp;
      if (mayGoOn && (await this.hasMore(state))) continue;
      if (mayGoOn) await this.upkeep.whenDue(stop);
      const hasGivenUp = end.hasGivenUp || this.foreign.signal.aborted;
      return ok({ ...end, hasGivenUp, isPublished: isPublished(state), isBarred: BARRED.includes(state.type) });
    }
  }

  /** P5. */
  private async hasMore(state: SyncState): Promise<boolean> {
    await Promise.all(this.lanes);
    // New files are found by a look at the folder, which is now due.
    if (state.changed.length > 0) this.daemon?.hint();
    return state.changed.length > 0 || this.points.size > 0 || this.daemon?.hasNews === true;
  }

  /** Runs the daemon and the sync side by side; with `once`, until both have nothing left to do. */
  private async work(started: Started, stop: AbortSignal): Promise<DaemonEnd> {
    const isOver = new AbortController();
    const working = started.work().finally(() => isOver.abort());
    working.catch(() => {}); // awaited below, after the current sync has ended
    const over = AbortSignal.any([stop, isOver.signal]);
    try {
      while (!over.aborted) {
        await this.news(over);
        if (!over.aborted) await this.synced();
        if (!over.aborted) await this.upkeep.whenDue(over);
      }
    } catch (error) {
      if (error instanceof GitError) this.alarm?.stops(gitFailed(error));
      this.failed.abort();
      await Promise.allSettled([working]);
      throw error;
    }
    return await working;
  }

  private async news(over: AbortSignal): Promise<void> {
    // A run in work is published soon; anything else that a checkpoint lacks waits for the disk or for a person.
    const isSoon = [...this.later.values()].some((why) => why === 'gate' || why === 'stage');
    const interval = isSoon ? Math.min(this.parts.interval, PUBLISHED_MS) : this.parts.interval;
    const woken = new AbortController();
    this.wake = () => woken.abort();
    const either = AbortSignal.any([over, woken.signal]);
    if (this.points.size === 0) await delay(interval, undefined, { signal: either }).catch(() => {}); // ended by the signal
    if (!over.aborted) await delay(GATHER_MS);
  }

  private async synced(): Promise<SyncState> {
    const { sync } = this.parts;
    for (const [run, why] of this.later) if (!this.points.has(run)) this.points.set(run, why);
    this.later.clear();
    const points = [...this.points];
    this.points.clear();
    const made = await Promise.all(points.map(([run, why]) => this.pointOf(run, why)));
    const state = await sync.sync(made.filter((point) => point !== null));
    await this.refresh(state);
    this.heed(state);
    return state;
  }

  /** A commit describes its checkpoint, not the journal, which may be ahead of it. */
  private async pointOf(run: RunId, why: Why): Promise<CommitPoint | null> {
    const peeked = await this.peek(run).catch((error: unknown) => {
      if (!(error instanceof DurableError)) throw error;
      return null; // the daemon reports what the disk refuses; the next round looks again
    });
    const checkpoint = peeked?.checkpoint ?? null;
    if (!peeked || !checkpoint || !tells(checkpoint, why, peeked)) {
      this.later.set(run, why);
      return null;
    }
    const isTold = (why === null || why === 'again') && isRunEnd(checkpoint.status);
    const before = isTold ? await this.parts.sync.committed(run) : null;
    const message = commitMessage(checkpoint, before);
    const latest = async (): Promise<CommitMessage | null> => {
      const now = await this.peek(run);
      return now.checkpoint && commitMessage(now.checkpoint, before);
    };
    return { run, ...message, why: why === 'again' ? 'end' : (why ?? whyOf(message)), latest };
  }

  /** Reads the file itself, since it is what is committed; after a kill it may be ahead of everything else known. */
  private async peek(run: RunId): Promise<{ readonly checkpoint: Checkpoint | null; readonly isWhole: boolean }> {
    await using store = await this.tree.openStore();
    const stored = await store.peek(run);
    const { inFile = null, checkpoint = null, records = [] } = (stored.ok && stored.value) || {};
    return { checkpoint: inFile ?? checkpoint, isWhole: records.length === 0 };
  }

  /**
   * P2. Reads the answers of runs that a commit changed since all were read: people wrote to them, or their questions
   * are published now. Other runs have no new answers, and reading those of hundreds takes long.
   */
  private async refresh({ changed, head }: SyncState): Promise<void> {
    const written = runsIn(changed);
    const touched = await this.touchedSince(this.readAt, head);
    this.readAt = head;
    for (const [run, answers] of this.answers) {
      if (touched !== null && !touched.has(run) && !written.has(run) && !this.unread.has(run)) continue;
      await this.read(run, answers, head);
      this.daemon?.touch(run);
    }
    for (const run of written) this.daemon?.touch(run);
  }

  /** null: possibly all runs. */
  private async touchedSince(before: string, head: string): Promise<ReadonlySet<RunId> | null> {
    if (before === head) return new Set();
    const files = await this.parts.sync.runFilesSince(before);
    return files && runsIn(files);
  }

  /** Called before files change, so that no look in between takes a run for a new one. Runs are released later. */
  hold(runs: ReadonlySet<RunId>): void {
    this.held = new Set([...this.held, ...runs]);
    this.daemon?.hold(this.held);
  }

  private heed(state: SyncState): void {
    this.held = new Set(state.conflicts.map(({ run }) => run));
    this.daemon?.hold(this.held);
    // Pushed commits are visible in git; only troubles and their end are reported.
    const troubles = syncDiagnostics(state);
    const sentence = troubles.length > 0 || state.type === 'in-step' ? '' : state.sentence;
    const told = [sentence, ...troubles.map(({ message }) => message)].join('\n');
    this.alarm?.set('branch', troubles);
    // First, because listeners may ask for it.
    if (told !== this.told) this.note(troubles, state.sentence);
    if (told !== this.told && troubles.length > 0) this.parts.options.say(null, troubles);
    else if (told !== this.told) this.parts.options.tell(state.sentence);
    this.told = told;
    if (!BARRED.includes(state.type) && state.type !== 'tree-gone') return;
    if (troubles[0] && !this.foreign.signal.aborted) this.alarm?.stops(troubles[0]);
    this.foreign.abort();
  }

  /** A trouble that follows another directly keeps the time of the first. */
  private note(troubles: readonly Diagnostic[], sentence: string): void {
    const now = new Date(this.tree.clock.now()).toISOString();
    const since = troubles.length > 0 && this.standing?.isWell === false ? this.standing.since : now;
    this.standing = standingWith(troubles, { since, tree: this.tree.root, sentence });
    this.parts.note(this.standing);
  }

  /** P1. A manifest is deleted only by deleting it on the branch. If its checkpoint is missing too, it stays gone. */
  private async bringBack(runs: readonly RunId[]): Promise<readonly RunId[]> {
    const { options, sync } = this.parts;
    const back = await sync.bringBack(runs.filter((run) => isManifestGone(this.tree, run)));
    const files = listedFiles(back.map(manifestPath));
    if (back.length > 0) options.tell(`${files}: removed in ${sync.tree} but still on the branch, so restored`);
    return back;
  }

  /** Nothing is known until the branch was read; then the run is looked at again. */
  private evidence(run: RunId): Evidence {
    const known = this.answers.get(run);
    if (known) return known;
    const answers = new GitAnswers({ project: this.tree, run });
    this.answers.set(run, answers);
    const lane = this.begun % LANES;
    this.begun += 1;
    const look = async (): Promise<void> => {
      await this.read(run, answers, this.parts.sync.head());
      this.daemon?.touch(run);
    };
    this.lanes[lane] = this.lanes[lane]?.then(look) ?? look();
    return answers;
  }

  /** Reports a problem with one run once; it is read again in the next round. */
  private async read(run: RunId, answers: GitAnswers, head: string): Promise<void> {
    try {
      await answers.refresh(head);
      this.unread.delete(run);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (this.unread.get(run) === error.message) return;
      this.unread.set(run, error.message);
      this.parts.options.tell(`the answers of ${run} could not be read: ${oneLine(error.message, 300)}`);
    }
  }

  private readonly say: WatchOptions['say'] = (run, diagnostics) => {
    this.parts.options.say(run, diagnostics);
    if (run !== null && !this.points.has(run)) this.points.set(run, null);
    this.wake();
  };

  private saw(type: string, run: RunId): void {
    const policy = this.tree.config.git.commit;
    // People can answer before the rest of the run has come to rest.
    if (type === 'gate-asked' && policy !== 'end') this.point(run, 'gate');
    if (policy !== 'stage') return;
    if (type === 'attempt-succeeded' || type === 'child-closed' || type === 'gate-answered') this.point(run, 'stage');
  }

  private point(run: RunId, why: CommitPoint['why'] | 'again'): void {
    if (why !== 'stage' || !this.points.has(run)) this.points.set(run, why);
    this.wake();
  }
}

/** A question can be answered only once it is committed: a run that rests for one is committed under every policy. */
const whyOf = ({ why }: CommitMessage): CommitPoint['why'] => (why === 'gate' ? 'end' : why);

const isPublished = ({ type, conflicts }: SyncState): boolean =>
  (type === 'in-step' || type === 'rebased' || type === 'rewritten') && conflicts.length === 0;

function tells(checkpoint: Checkpoint, why: Why, { isWhole }: { readonly isWhole: boolean }): boolean {
  if (why === null) return (checkpoint.diagnostics ?? []).length > 0;
  if (why === 'gate') return checkpoint.status !== 'running' || openGates(checkpoint).length > 0;
  return why === 'end' || why === 'again' || isWhole;
}

const runsIn = (files: readonly string[]): ReadonlySet<RunId> => new Set(files.flatMap((file) => runOf(file) ?? []));
