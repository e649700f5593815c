/**
 * Adapter: a daemon that replaces another one. It has an id of its own and announces itself with a commit at once: if
 * the other daemon was only suspended, it finds that commit on the branch when it resumes, and stops.
 */
import type { Git } from './git.ts';
import { withTrailers } from './history.ts';
import { importCommits } from './import.ts';
import { DAEMON_TRAILER, TAKEOVER_TRAILER } from './reading.ts';

/** The ids of all daemons that have refs in this repository. */
export async function daemonsIn(git: Git, refs: string): Promise<ReadonlySet<string>> {
  const listed = await git.text(['for-each-ref', '--format=%(refname)', refs]);
  return new Set(listed.split('\n').flatMap((ref) => /\/([^/]+)\/(?:ours|remote)$/.exec(ref)?.[1] ?? []));
}

/** Does the history of a commit contain one of that daemon? */
export async function hasCommitOf(git: Git, commit: string, daemon: string): Promise<boolean> {
  const found = await git.line(['log', '-1', '--format=%H', `--grep=^${DAEMON_TRAILER}: ${daemon}$`, commit]);
  return Boolean(found);
}

export interface Takeover {
  readonly ref: string;
  readonly parent: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly daemon: string;
  /** The daemon that it replaces. */
  readonly before: string;
}

/** Makes a commit that changes no file. @returns the commit. @throws GitError */
export async function announce(git: Git, { ref, parent, author, daemon, before }: Takeover): Promise<string> {
  const words = { subject: `The daemon ${daemon} takes over from ${before}`, body: '' };
  const trailers = [[TAKEOVER_TRAILER, before] as const, [DAEMON_TRAILER, daemon] as const];
  return importCommits(git, {
    ref,
    parent,
    commits: [{ author, message: withTrailers(words, trailers), changes: [] }],
  });
}
