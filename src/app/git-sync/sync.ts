/**
 * Git as transport of a daemon: commits the files of runs, fetches what people pushed, and pushes.
 *
 * G1. The commit comes before the network: the progress of a run is safe here whatever the remote does.
 * G2. Calls run one after another; what one could not commit, the next one commits.
 * G3. It never forces a push, and never touches a ref, index or file of a person.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DurableError } from '../../adapters/disk/error.ts';
import { nodeFileSystem } from '../../adapters/disk/file-system.ts';
import { statIfThere } from '../../adapters/disk/if-there.ts';
import { bringBack } from '../../adapters/git/bring-back.ts';
import { runsOf } from '../../adapters/git/conflicts.ts';
import { GitError, gitMessage } from '../../adapters/git/git.ts';
import { changedSince, commitOfCopy, foreignDaemon } from '../../adapters/git/history.ts';
import { type Remote, type RemoteTrouble, shownUrl } from '../../adapters/git/remote.ts';
import { hasCommitOf } from '../../adapters/git/takeover.ts';
import { ownLocks, removeCrashReports, removeLocks } from '../../adapters/git/worktree.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { errorCode } from '../../model/system-error.ts';
import { manifestPath, RUNS } from '../../parse/run-files.ts';
import { counted } from '../../report/words.ts';
import { Line } from './line.ts';
import type { Joined, LineParts } from './parts.ts';
import type { CommitPoint, GitSync, RunConflict, SyncState } from './types.ts';
import {
  busySentence,
  conflictOf,
  copiedSentence,
  fileConflictSentence,
  foreignSentence,
  goneTree,
  type Names,
  troubleSentence,
} from './words.ts';

const MOST_TRIES = 8;
/** The most runs that are committed by one call of git. */
const AT_ONCE = 50;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3_000;

const WANTED: Readonly<Record<'gate' | 'stage' | 'end', readonly CommitPoint['why'][]>> = {
  gate: ['gate', 'end'],
  stage: ['stage', 'gate', 'end'],
  end: ['end'],
};

/** An error of the disk or the repository, not a bug of ours. */
const isTrouble = (error: unknown): error is Error =>
  error instanceof GitError || error instanceof DurableError || errorCode(error) !== null;

function failed(message: string): Outcome {
  const isLocked = /\.lock'|Another git process/.test(message);
  return isLocked
    ? { type: 'lock', sentence: `another git holds a lock: ${message}` }
    : { type: 'failed', sentence: message };
}

export const namesOf = ({ name, fetchUrl }: Remote, branch: string): Names => ({
  remote: name,
  branch,
  url: shownUrl(fetchUrl),
});

type Outcome = Pick<SyncState, 'type' | 'sentence'>;

export class Sync implements GitSync {
  readonly tree: string;
  readonly #parts: LineParts;
  readonly #line: Line;
  readonly #stopped = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #pending: readonly CommitPoint[] = [];
  #changed: readonly string[] = [];
  /** Set when somebody else works on the branch. */
  #foreign: Outcome | null = null;
  /** Id of the daemon whose place we take, until the branch says so. */
  #before: string | null;
  #isFirst = true;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#before = parts.before;
    this.#line = new Line(parts);
    this.tree = parts.tree;
  }

  get daemon(): string {
    return this.#parts.daemon;
  }

  head(): string {
    return this.#line.head;
  }

  /** Outside of the queue: the network may be slow, and no other call moves the ref after a file. */
  async bringBack(runs: readonly RunId[]): Promise<readonly RunId[]> {
    const { git, repository, worktree } = this.#parts;
    const byPath = new Map(runs.map((run) => [`${repository.prefix}${manifestPath(run)}`, run]));
    try {
      const removed = { commit: this.#line.head, top: worktree.top, paths: [...byPath.keys()] };
      return (await bringBack(git, removed)).flatMap((path) => byPath.get(path) ?? []);
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return [];
    }
  }

  committed(run: RunId): Promise<Checkpoint | null> {
    return this.#inTurn(() => this.#line.committed(run));
  }

  unrecorded(): Promise<readonly RunId[]> {
    return this.#inTurn(() => this.#line.unrecorded());
  }

  /** In the queue: it holds locks that would block a commit. */
  tidy(stop: AbortSignal): Promise<string | null> {
    return this.#inTurn(async () => {
      const end = await this.#parts.git.tidy({ signal: AbortSignal.any([stop, this.#stopped.signal]) });
      return end.code === 0 || end.why === 'aborted' ? null : gitMessage(end);
    });
  }

  async runFilesSince(head: string): Promise<readonly string[] | null> {
    const { git, repository } = this.#parts;
    const range = { from: head, to: this.#line.head, below: `${repository.prefix}runs` };
    try {
      return this.#below(await changedSince(git, range));
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      return null;
    }
  }

  sync(points: readonly CommitPoint[]): Promise<SyncState> {
    return this.#inTurn(() => this.#guarded(points));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done;
    // The caller gets the error; the next call in the queue does not.
    done.catch(() => {});
    return done;
  }

  async #guarded(points: readonly CommitPoint[]): Promise<SyncState> {
    const wanted = WANTED[this.#parts.options.commit];
    this.#pending = [...this.#pending, ...points.filter(({ why }) => wanted.includes(why))];
    try {
      return this.#state(await this.#withoutLeftLocks(() => this.#once()));
    } catch (error) {
      if (!isTrouble(error)) throw error;
      return this.#state(failed(error.message));
    }
  }

  /** A killed git process of ours leaves its locks. None runs now, so they are removed and the work is retried. */
  async #withoutLeftLocks<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#line.forget();
      const { repository, worktree, refs } = this.#parts;
      removeCrashReports(worktree);
      const locks = ownLocks({ common: repository.common, admin: worktree.admin, refs });
      if (!(error instanceof GitError) || locks.length === 0) throw error;
      removeLocks(locks);
      return work();
    }
  }

  async #once(): Promise<Outcome> {
    if (await this.#isTreeGone()) return { type: 'tree-gone', sentence: goneTree(this.#parts.worktree.top) };
    if (this.#foreign === null && this.#isFirst) await this.#lookForOthers(this.#line.head, null);
    if (this.#foreign !== null) return this.#foreign;
    this.#isFirst = false;
    this.#changed = [...this.#changed, ...(await this.#line.bringTree())];
    const trouble = await this.#commitPending();
    const outcome = await this.#exchange();
    if (trouble !== null) throw trouble;
    return outcome;
  }

  /** Files missing then were deleted by nobody: a run without its checkpoint would start anew at the next push. */
  async #isTreeGone(): Promise<boolean> {
    const { git, worktree, repository } = this.#parts;
    const isThere = (path: string): boolean => statIfThere(nodeFileSystem, path) !== null;
    if (![join(worktree.top, '.git'), worktree.admin].every(isThere)) return true;
    if (isThere(join(this.tree, RUNS))) return false;
    const inGit = `${this.#line.head}:${repository.prefix}runs`;
    return (await git.line(['rev-parse', '--verify', '--quiet', inGit])) !== null;
  }

  /** A run that cannot be committed does not block others; it is retried at the next call. */
  async #commitPending(): Promise<Error | null> {
    const left: CommitPoint[] = [];
    let trouble: Error | null = null;
    const commit = async (points: readonly CommitPoint[]): Promise<void> => {
      try {
        await this.#line.commit(points);
      } catch (error) {
        if (!isTrouble(error)) throw error;
        if (points.length > 1) {
          for (const point of points) await commit([point]);
          return;
        }
        trouble ??= error;
        left.push(...points);
      }
    };
    // A run that could not be committed the last time may be listed twice: its current files are one commit.
    const points = [...new Map(this.#pending.map((point) => [point.run, point])).values()];
    for (let at = 0; at < points.length; at += AT_ONCE) await commit(points.slice(at, at + AT_ONCE));
    this.#pending = left;
    return trouble;
  }

  /** Fetches, rebases our commits and pushes; repeats while others push in between. */
  async #exchange(): Promise<Outcome> {
    const signal = this.#stopped.signal;
    const all = { replayed: 0, wasRewritten: false };
    const tips = new Set<string>();
    for (let tries = 1; ; tries += 1) {
      const trouble = await this.#line.fetch({ signal });
      if (trouble !== null) return this.#troubled(trouble);
      await this.#lookForOthers(await this.#line.theirs(), this.#line.head);
      if (this.#foreign !== null) return this.#foreign;
      const joined = await this.#line.join();
      this.#changed = [...this.#changed, ...joined.changed];
      all.replayed += joined.replayed;
      all.wasRewritten ||= joined.wasRewritten;
      await this.#announce();
      const commits = await this.#line.ahead();
      if (commits === 0) return this.#good(all, 0);
      const pushed = await this.#line.push({ signal });
      if (pushed.type === 'pushed') return this.#good(all, commits);
      if (pushed.type !== 'behind') return this.#troubled(pushed);
      tips.add(await this.#line.theirs());
      // Nobody else pushed in all that time: the remote cannot be written.
      if (tries === MOST_TRIES && tips.size === 1) return this.#troubled({ type: 'refused', message: pushed.message });
      if (tries === MOST_TRIES) return this.#busy();
      await this.#pause(tries);
    }
  }

  async #pause(tries: number): Promise<void> {
    const { luck = Math.random } = this.#parts.options;
    const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
    // A daemon that is told to stop does not wait: it has tried to push.
    await delay(most * (0.5 + luck() / 2), undefined, { signal: this.#stopped.signal }).catch(() => {});
  }

  async #lookForOthers(theirs: string, since: string | null): Promise<void> {
    const { git, options, daemon, repository } = this.#parts;
    if (!options.singleDaemon || theirs === since) return;
    const own = this.#before === null ? [daemon] : [daemon, this.#before];
    const foreign = await foreignDaemon(git, { theirs, since, own, prefix: repository.prefix });
    if (foreign !== null) this.#foreign = { type: 'foreign-daemon', sentence: foreignSentence(foreign, this.#names) };
    // On a rewritten branch our commits have other ids.
    if (foreign !== null || since === null || (await this.#line.isRewritten(theirs))) return;
    const author = { name: options.name, email: options.email };
    const copy = await commitOfCopy(git, { theirs, since, daemon, author });
    if (copy !== null) this.#foreign = { type: 'copied-daemon', sentence: copiedSentence(copy, this.#names) };
  }

  /** Not needed for a predecessor that is not on the branch; and any commit of ours announces it as well. */
  async #announce(): Promise<void> {
    if (this.#before === null) return;
    const { git, options, daemon } = this.#parts;
    const isOn = (branch: string, one: string): Promise<boolean> => hasCommitOf(git, branch, one);
    const theirs = await this.#line.theirs();
    if (!options.singleDaemon || !(await isOn(theirs, this.#before)) || (await isOn(theirs, daemon)))
      this.#before = null;
    else if (!(await isOn(this.#line.head, daemon))) await this.#line.announce(this.#before);
  }

  get #names(): Names {
    return namesOf(this.#parts.remote, this.#parts.options.branch);
  }

  #good({ replayed, wasRewritten }: Pick<Joined, 'replayed' | 'wasRewritten'>, pushed: number): Outcome {
    const { branch } = this.#parts.options;
    const runs = runsOf(this.#line.conflicts).size;
    const onTop = replayed === 0 ? '' : `; ${counted(replayed, 'commit')} of ours rebased on top`;
    const files = this.#below(this.#line.files.map(({ path }) => path));
    if (runs + files.length > 0) {
      const inConflict = runs === 0 ? [] : [`${counted(runs, 'run')} in conflict`];
      const unmerged = files.length === 0 ? [] : [fileConflictSentence(files, this.tree)];
      return {
        type: 'conflict',
        sentence: `up to date with ${branch}, but ${[...inConflict, ...unmerged].join('; ')}`,
      };
    }
    if (wasRewritten) return { type: 'rewritten', sentence: `somebody rewrote ${branch}${onTop}` };
    if (replayed > 0) return { type: 'rebased', sentence: `others pushed to ${branch}${onTop}` };
    const sentence = pushed === 0 ? `up to date with ${branch}` : `${counted(pushed, 'commit')} pushed to ${branch}`;
    return { type: 'in-step', sentence };
  }

  async #busy(): Promise<Outcome> {
    return { type: 'ahead', sentence: busySentence(await this.#line.ahead(), this.#names) };
  }

  async #troubled(trouble: RemoteTrouble): Promise<Outcome> {
    const sentence = troubleSentence(trouble, this.#names, await this.#line.ahead());
    switch (trouble.type) {
      case 'away':
        return { type: 'ahead', sentence };
      case 'no-branch':
        return { type: 'missing-branch', sentence };
      default:
        return { type: trouble.type, sentence };
    }
  }

  /** @returns paths relative to the project's root. */
  #below(paths: readonly string[]): string[] {
    const { prefix } = this.#parts.repository;
    return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }

  #state(outcome: Outcome): SyncState {
    const byRun = Map.groupBy(this.#line.conflicts, ({ run }) => run);
    const conflicts = [...byRun].map(
      ([run, own]): RunConflict =>
        conflictOf(run, {
          files: this.#below(own.map(({ path }) => path)),
          commits: own.at(-1)?.commits ?? [],
        }),
    );
    const changed = [...new Set(this.#below(this.#changed))];
    this.#changed = [];
    return { ...outcome, conflicts, changed, head: this.#line.head };
  }

  breakOff(): void {
    this.#stopped.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.breakOff();
    await this.#last.catch(() => {});
  }
}
