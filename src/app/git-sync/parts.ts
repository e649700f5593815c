/** The parts of a line of commits, and the result of rebasing it. */
import type { Git } from '../../adapters/git/git.ts';
import type { Remote } from '../../adapters/git/remote.ts';
import type { Repository, Worktree } from '../../adapters/git/worktree.ts';
import type { DeclaredFiles } from './declared.ts';
import type { GitSyncOptions } from './types.ts';

export interface LineParts {
  readonly git: Git;
  readonly options: GitSyncOptions;
  readonly remote: Remote;
  readonly repository: Repository;
  readonly worktree: Worktree;
  /** Root of the project in the worktree. */
  readonly tree: string;
  /** Prefix of our refs. */
  readonly refs: string;
  readonly daemon: string;
  /** Id of the daemon whose place this one took; null: none. */
  readonly before: string | null;
  /** `.pipeline-runner/git` of the project. */
  readonly folder: string;
  readonly head: string;
  readonly declared: DeclaredFiles;
}

export interface Joined {
  /** Number of our commits that were rebased. */
  readonly replayed: number;
  readonly wasRewritten: boolean;
  /** Paths from the top of the repository. */
  readonly changed: readonly string[];
}
