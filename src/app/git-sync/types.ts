/** The interface between the daemon and the git side. Plain data, except {@link GitSync}. */
import type { ArtifactPolicy } from '../../adapters/git/chosen-files.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { GitSettings } from '../../model/config.ts';

export interface GitSyncOptions extends Pick<GitSettings, 'remote' | 'branch' | 'commit' | 'name' | 'email'> {
  /** True: commits of another daemon on the branch stop this one. */
  readonly singleDaemon: boolean;
  readonly artifacts: ArtifactPolicy;
  /** Called before any file of the tree changes, with the runs that must stand still. */
  readonly holds?: (runs: ReadonlySet<RunId>) => void;
  /**
   * The files of a run are now as somebody else left them, because a person here adopts that: what this machine knows
   * of the run is no longer valid. Called before that is committed; after a kill or a rejection, it is called again.
   *
   * @param tree root of the project with these files: our worktree, which follows the branch.
   */
  readonly adopts?: (run: RunId, tree: string) => Promise<void>;
  /** For tests. */
  readonly environment?: NodeJS.ProcessEnv;
  /** In [0, 1): spreads the retries of several daemons. */
  readonly luck?: () => number;
}

export interface CommitWords {
  readonly subject: string;
  readonly body?: string;
  /** The trailers of the run and of the daemon are added. */
  readonly trailers: readonly (readonly [string, string])[];
}

/** A state of a run that its repository should show. */
export interface CommitPoint extends CommitWords {
  readonly run: RunId;
  /** `gate`: a question while other stages work. `end`: the run has ended, or waits for an answer. */
  readonly why: 'gate' | 'stage' | 'end';
  /** The message for what is now on disk, since the run may have gone on. null: use that of the point. */
  readonly latest?: () => Promise<CommitWords | null>;
}

/** A run of which somebody else changed files that only the runner writes: it stands still. */
export interface RunConflict {
  readonly run: RunId;
  /** Relative to the project's root. */
  readonly files: readonly string[];
  /** What happened and what to do. */
  readonly sentence: string;
}

/**
 * ```
 *   in-step <-> rebased, rewritten          everything is on the branch
 *      |  \
 *      |   conflict                         everything except some runs is
 *      v
 *   ahead, credentials, refused, missing-branch, lock, failed   works on; commits are pushed later
 *   foreign-daemon, copied-daemon, tree-gone   stop: nothing is committed or pushed any more
 * ```
 */
export interface SyncState {
  readonly type:
    | 'in-step'
    /** People pushed meanwhile; our commits are now on top of theirs. */
    | 'rebased'
    /** The branch was rewritten; our commits are now on top of the new one. */
    | 'rewritten'
    | 'conflict'
    /** The remote does not answer, or others keep pushing first. */
    | 'ahead'
    | 'credentials'
    | 'missing-branch'
    | 'refused'
    /** A lock file of somebody else. */
    | 'lock'
    | 'failed'
    | 'tree-gone'
    | 'foreign-daemon'
    /** Another daemon has our id. */
    | 'copied-daemon';
  /** What a person should know; ends without a full stop. */
  readonly sentence: string;
  /** Runs that stand still, whatever the state is. */
  readonly conflicts: readonly RunConflict[];
  /** Files of the project that changed on disk since the last call, relative to its root. */
  readonly changed: readonly string[];
  /** Our newest commit. */
  readonly head: string;
}

export interface GitSync extends AsyncDisposable {
  /** Absolute root of the project inside our own worktree. */
  readonly tree: string;
  /** Id of this daemon, as in the trailers of its commits. */
  readonly daemon: string;
  /** Commits the files of these runs, fetches and pushes. Calls run one after another; none rejects. */
  sync(points: readonly CommitPoint[]): Promise<SyncState>;
  /** Aborts what is in progress with the remote and starts no more; commits stay here. */
  breakOff(): void;
  /** Our newest commit. */
  head(): string;
  /** Restores manifests that are missing in the tree but not on the branch. @returns the restored runs. */
  bringBack(runs: readonly RunId[]): Promise<readonly RunId[]>;
  /** The checkpoint of a run in our newest commit; null: there is no valid one. */
  committed(run: RunId): Promise<Checkpoint | null>;
  /**
   * Files of runs, relative to the project's root, that any commit of ours or theirs has changed since an earlier head,
   * even if a later commit changed them back. null: unknown.
   */
  runFilesSince(head: string): Promise<readonly string[] | null>;
  /** Has git pack loose objects if there are many. @returns why it could not; null on success or when stopped. */
  tidy(stop: AbortSignal): Promise<string | null>;
  /** Runs whose files on disk differ from the last commit: a kill may have come before their commit. */
  unrecorded(): Promise<readonly RunId[]>;
}
