/**
 * Adapter: the remote repository: its URLs, the tip of its branch, fetching and pushing.
 *
 * 1. Only our own refs move; the remote-tracking branches of people stay as they are.
 * 2. No push is ever forced.
 * 3. The remote is contacted from the user's clone and not from our worktree: its path may be relative to the clone.
 */
import { type Git, type GitCallOptions, type GitEnd, GitError, gitMessage, OUR_DISK } from './git.ts';

export interface Remote {
  readonly name: string;
  readonly fetchUrl: string;
  readonly pushUrl: string;
  /** The folder to which a relative URL refers. */
  readonly from: string;
}

/** Why the remote could not be reached, or refused our commits. `away`: it does not answer. */
export interface RemoteTrouble {
  readonly type: 'away' | 'credentials' | 'no-branch' | 'refused' | 'lock';
  /** The message of git, on one line. */
  readonly message: string;
}

const NETWORK_MS = 120_000;

/** null: there is no remote with that name. @param from a folder of the user's clone. */
export async function findRemote(git: Git, name: string, from: string): Promise<Remote | null> {
  const fetchUrl = await git.line(['remote', 'get-url', '--', name]);
  const pushUrl = await git.line(['remote', 'get-url', '--push', '--', name]);
  return fetchUrl && pushUrl ? { name, fetchUrl, pushUrl, from } : null;
}

/** `file`, `https`, `ssh` …; for a URL that names a remote helper (`ext::…`), the name of the helper. */
export function protocolOf(url: string): string {
  const helper = /^([a-z][a-z0-9+.-]*)::/i.exec(url)?.[1];
  if (helper !== undefined) return helper.toLowerCase();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined) return scheme === 'git+ssh' || scheme === 'ssh+git' ? 'ssh' : scheme;
  return /^[^/\\]{2,}:/.test(url) ? 'ssh' : 'file';
}

/** Without the part between `//` and `@`, which may contain a password. */
export const shownUrl = (url: string): string => url.replace(/(\/\/)[^/@]*@/, '$1');

export interface Fetch {
  readonly remote: Remote;
  readonly branch: string;
  /** The ref that stores the tip of the branch. */
  readonly into: string;
}

/** null: the ref contains the current tip. */
export async function fetchBranch(
  git: Git,
  { remote, branch, into }: Fetch,
  how: GitCallOptions,
): Promise<RemoteTrouble | null> {
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  const what = ['--end-of-options', remote.name, `+refs/heads/${branch}:${into}`];
  const inClone = git.with({ cwd: remote.from });
  const end = await inClone.run(['fetch', ...quiet, '--refmap=', ...what], { timeoutMs: NETWORK_MS, ...how });
  return end.code === 0 ? null : troubleOf('fetch', end);
}

/** The tip of the branch, without fetching anything. */
export async function remoteTip(
  git: Git,
  { remote, branch }: Omit<Fetch, 'into'>,
  how: GitCallOptions,
): Promise<{ readonly type: 'tip'; readonly commit: string } | RemoteTrouble> {
  const ref = `refs/heads/${branch}`;
  const args = ['ls-remote', '--quiet', '--end-of-options', remote.name, ref];
  const end = await git.with({ cwd: remote.from }).run(args, { timeoutMs: NETWORK_MS, ...how });
  if (end.code !== 0) return troubleOf('ls-remote', end);
  // Git also lists refs whose names end in this one, such as `refs/backup/refs/heads/main`.
  const refs = end.stdout.split('\n').map((line) => line.split('\t'));
  const [commit] = refs.find(([, name]) => name === ref) ?? [];
  return commit === undefined ? { type: 'no-branch', message: `it has no branch ${branch}` } : { type: 'tip', commit };
}

export type Pushed =
  | { readonly type: 'pushed' }
  | { readonly type: 'behind'; readonly message: string }
  | RemoteTrouble;

/**
 * Pushes without force. `behind`: somebody else pushed first, or is pushing now; a lock that a killed git left on the
 * remote gives the same message.
 */
export async function pushBranch(
  git: Git,
  { remote, branch, commit }: { readonly remote: Remote; readonly branch: string; readonly commit: string },
  how: GitCallOptions,
): Promise<Pushed> {
  // To the URL: with the name of the remote, git would also move a remote-tracking branch.
  const what = ['--end-of-options', remote.pushUrl, `${commit}:refs/heads/${branch}`];
  const inClone = git.with({ cwd: remote.from });
  const end = await inClone.run(['push', '--porcelain', '--no-verify', ...what], { timeoutMs: NETWORK_MS, ...how });
  if (end.code === 0) return { type: 'pushed' };
  const line = end.stdout.split('\n').find((text) => text.startsWith('!')) ?? '';
  const why = /\[remote rejected\].*\((.*)\)/.exec(line)?.[1] ?? line;
  const message = `${why}${end.stderr ? `; ${gitMessage(end)}` : ''}`;
  if (
    /\((?:fetch first|non-fast-forward|stale info)\)|cannot lock ref|failed to update ref|incorrect old value/.test(
      line,
    )
  )
    return { type: 'behind', message };
  return line === '' ? troubleOf('push', end) : { type: 'refused', message };
}

const NO_BRANCH = /couldn't find remote ref|not our ref|Remote branch .* not found/;
const CREDENTIALS =
  /could not read (?:Username|Password)|Authentication failed|Permission denied|terminal prompts disabled|HTTP 40[13]|returned error: 40[13]|Invalid username or (?:password|token)|Host key verification failed|access denied/i;
const LOCKED = /Unable to create '[^']+\.lock'|cannot lock ref|Another git process/;

/**
 * Classifies git's message when the remote cannot be reached or refuses.
 *
 * @param command the git command. @throws GitError if the cause is not the remote: no git, or a disk error here.
 */
export function troubleOf(command: string, end: GitEnd): RemoteTrouble {
  if (end.why === 'missing' || end.why === 'not-started' || OUR_DISK.test(end.stderr))
    throw new GitError([command], end);
  const type = NO_BRANCH.test(end.stderr)
    ? 'no-branch'
    : CREDENTIALS.test(end.stderr)
      ? 'credentials'
      : LOCKED.test(end.stderr)
        ? 'lock'
        : 'away';
  return { type, message: gitMessage(end) };
}
