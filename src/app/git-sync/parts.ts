/** What a line of commits is made of, and what comes of putting it on top of another. */
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
  /** The project in it. */
  readonly tree: string;
  /** Prefix of our refs. */
  readonly refs: string;
  readonly daemon: string;
  /** Id of the daemon whose place this one took; null: of none. */
  readonly before: string | null;
  /** `.pipeline-runner/git` of the project. */
  readonly folder: string;
  readonly head: string;
  readonly declared: DeclaredFiles;
}

export interface Joined {
  /** Commits of ours that now stand on top of something else. */
  readonly replayed: number;
  readonly wasRewritten: boolean;
  /** Paths from the top of the repository. */
  readonly changed: readonly string[];
}
