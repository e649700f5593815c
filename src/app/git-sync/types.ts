/** What the daemon and the git side say to each other. Plain data but for {@link GitSync}. */
import type { ArtifactPolicy } from '../../adapters/git/chosen-files.ts';
import type { RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { GitSettings } from '../../model/config.ts';

export interface GitSyncOptions extends Pick<GitSettings, 'remote' | 'branch' | 'commit' | 'name' | 'email'> {
  /** True: another daemon's commits on the branch stop this one. */
  readonly singleDaemon: boolean;
  readonly artifacts: ArtifactPolicy;
  /** Told before any file of the tree changes: these runs are to stand still. */
  readonly holds?: (runs: ReadonlySet<RunId>) => void;
  /**
   * The files of a run are now as somebody else left them, because a person here adopts that: what this machine knows of
   * it counts no more. Told before it is committed; after a kill, or where it rejects, it is told again.
   *
   * @param tree the project whose files these are: ours, in the tree that follows the branch.
   */
  readonly adopts?: (run: RunId, tree: string) => Promise<void>;
  /** For tests. */
  readonly environment?: NodeJS.ProcessEnv;
  /** In [0, 1): spreads the tries of several. */
  readonly luck?: () => number;
}

export interface CommitWords {
  readonly subject: string;
  readonly body?: string;
  /** Those of the run and of the daemon are added. */
  readonly trailers: readonly (readonly [string, string])[];
}

/** A moment of a run that its repository should show. */
export interface CommitPoint extends CommitWords {
  readonly run: RunId;
  /** `gate`: a question while other stages work. `end`: the run has ended, or rests until somebody answers. */
  readonly why: 'gate' | 'stage' | 'end';
  /** The words for what is on disk by now: the run may have gone on. null: those of the point. */
  readonly latest?: () => Promise<CommitWords | null>;
}

/** A run of which somebody else changed files that only the runner writes: it is to stand still. */
export interface RunConflict {
  readonly run: RunId;
  /** From the project's root. */
  readonly files: readonly string[];
  /** What happened and what to do. */
  readonly sentence: string;
}

/**
 * ```
 *   in-step <-> rebased, rewritten          all is on the branch
 *      |  \
 *      |   conflict                         all but some runs is
 *      v
 *   ahead, credentials, refused, missing-branch, lock, failed   works on; what was committed is pushed later
 *   foreign-daemon, copied-daemon, tree-gone   stop: nothing is committed or pushed any more
 * ```
 */
export interface SyncState {
  readonly type:
    | 'in-step'
    /** People pushed meanwhile; our commits stand on top of theirs. */
    | 'rebased'
    /** The branch was rewritten; our commits stand on top of the new one. */
    | 'rewritten'
    | 'conflict'
    /** The remote does not answer, or others push faster than we can. */
    | 'ahead'
    | 'credentials'
    | 'missing-branch'
    | 'refused'
    /** Somebody else's lock file. */
    | 'lock'
    | 'failed'
    | 'tree-gone'
    | 'foreign-daemon'
    /** With our id. */
    | 'copied-daemon';
  /** What a person should know, without a full stop. */
  readonly sentence: string;
  /** Runs that stand still, whatever the state is. */
  readonly conflicts: readonly RunConflict[];
  /** Files of the project that changed on disk since the last call, from its root. */
  readonly changed: readonly string[];
  /** The newest commit of ours. */
  readonly head: string;
}

export interface GitSync extends AsyncDisposable {
  /** Absolute root of the project inside the worktree of our own. */
  readonly tree: string;
  /** Id of this daemon, as in the trailers of its commits. */
  readonly daemon: string;
  /** Commits what these runs have, gets what others pushed, and pushes. Calls wait for each other; none rejects. */
  sync(points: readonly CommitPoint[]): Promise<SyncState>;
  /** What is on its way to or from the remote is broken off, and nothing more is; what was committed stays here. */
  breakOff(): void;
  /** The newest commit of ours. */
  head(): string;
  /** Manifests that were removed in the tree and not on the branch. @returns the runs whose manifest is back. */
  bringBack(runs: readonly RunId[]): Promise<readonly RunId[]>;
  /** The checkpoint of a run as the newest commit of ours has it; null: none there that is good. */
  committed(run: RunId): Promise<Checkpoint | null>;
  /**
   * Files of runs, from the project's root, that any commit of ours or theirs has changed since a head of earlier, also
   * where the last of them says the same as before. null: it cannot be told.
   */
  runFilesSince(head: string): Promise<readonly string[] | null>;
  /** Has git pack what lies about, where that is much. @returns why it could not; null also when it was stopped. */
  tidy(stop: AbortSignal): Promise<string | null>;
  /** Runs whose files on disk are not what the last commit has: a kill may have come before their commit. */
  unrecorded(): Promise<readonly RunId[]>;
}
