/**
 * Adapter: finds the commits of daemons, by the trailer in their messages.
 *
 * H1. A daemon's commit has exactly one parent. A merge or root commit with our trailer was made by somebody else, and
 *     is not treated as ours.
 */
import { parsePaths, treeChanges } from './entries.ts';
import type { Git } from './git.ts';
import type { Author } from './import.ts';
import { DAEMON_FORMAT, DAEMON_TRAILER, TAKEOVER_FORMAT } from './reading.ts';
import type { OwnCommit } from './replay.ts';

export interface LoggedCommit extends OwnCommit {
  readonly author: Author;
  readonly message: string;
}

const SEPARATOR = '\u0001';
const FORMAT = ['%H', '%P', '%an', '%ae', '%ad', DAEMON_FORMAT, TAKEOVER_FORMAT, '%B'].join('%x01');
const BY_DAEMON = ['--extended-regexp', `--grep=^${DAEMON_TRAILER}: `];

/** Our commits that `theirs` does not contain, oldest first. */
export async function ownCommits(
  git: Git,
  { ours, theirs, daemon }: { readonly ours: string; readonly theirs: string; readonly daemon: string },
): Promise<readonly LoggedCommit[]> {
  const range = ['--reverse', '--topo-order', ...BY_DAEMON, ours, `^${theirs}`];
  const logged = (await log(git, range)).filter((commit) => commit.daemon === daemon && !/^$| /.test(commit.parents));
  const commits: LoggedCommit[] = [];
  for (const { oid, parents, author, message } of logged)
    commits.push({ oid, author, message, changes: await treeChanges(git, parents, oid) });
  return commits;
}

interface ForeignDaemonQuery {
  readonly theirs: string;
  /** Its history was checked before; null: nothing was, so only the newest commit of a daemon is checked. */
  readonly since: string | null;
  /** Our id, and until the takeover is announced on the branch also that of the daemon that we replace. */
  readonly own: readonly string[];
  readonly prefix: string;
}

/** Another daemon that committed to `theirs` after `since`, or announced that it replaces us; null: there is none. */
export async function foreignDaemon(
  git: Git,
  { theirs, since, own, prefix }: ForeignDaemonQuery,
): Promise<string | null> {
  const range = since === null ? ['-1', theirs] : [theirs, `^${since}`];
  const isForeign = (commit: Logged): boolean => commit.daemon !== '' && !own.includes(commit.daemon);
  const foreign = (await log(git, [...BY_DAEMON, ...range])).filter(isForeign);
  // With a path, git compares trees through the whole history: only done if there is a foreign commit at all.
  if (foreign.length === 0) return null;
  const replacementOf = (daemons: readonly string[]): string | null =>
    foreign.find(({ replaces }) => daemons.includes(replaces))?.daemon ?? null;
  const replacement = replacementOf(own);
  if (replacement !== null) return replacement;
  const found = (await log(git, [...BY_DAEMON, ...range, '--', `${prefix}runs`])).find(isForeign);
  return found === undefined ? null : (replacementOf([found.daemon]) ?? found.daemon);
}

interface CopyQuery {
  readonly theirs: string;
  /** Our newest commit. */
  readonly since: string;
  readonly daemon: string;
  readonly author: Pick<Author, 'name' | 'email'>;
}

/**
 * A commit on `theirs` with our id that we did not make; null: there is none. It means that this machine was copied, or
 * restored from a backup. Commits of ours that somebody cherry-picked or rebased are recognised by author, time and
 * subject.
 */
export async function commitOfCopy(git: Git, { theirs, since, daemon, author }: CopyQuery): Promise<string | null> {
  const ours = `--glob=refs/pipeline-runner/*/${daemon}/ours`;
  const range = [...BY_DAEMON, '--no-merges', theirs, '--not', since, ours];
  const isOwn = (one: Logged): boolean =>
    one.daemon === daemon && one.author.name === author.name && one.author.email === author.email;
  const unknown = (await log(git, range)).filter(isOwn);
  if (unknown.length === 0) return null;
  const known = new Set((await log(git, [...BY_DAEMON, since])).map(identityOf));
  return unknown.find((commit) => !known.has(identityOf(commit)))?.oid ?? null;
}

/** Stays the same when a commit is cherry-picked or rebased. */
const identityOf = ({ author, message }: Logged): string => `${author.date} ${message.split('\n', 1)[0]}`;

interface Logged {
  readonly oid: string;
  readonly parents: string;
  readonly author: Author;
  readonly daemon: string;
  readonly replaces: string;
  readonly message: string;
}

async function log(git: Git, args: readonly string[]): Promise<readonly Logged[]> {
  const shown = ['log', '-z', '--no-show-signature', '--no-color', '--no-decorate', '--date=raw', `--format=${FORMAT}`];
  const text = await git.text([...shown, ...args]);
  return text
    .split('\0')
    .filter((part) => part.includes(SEPARATOR))
    .map(parse);
}

function parse(text: string): Logged {
  const [oid = '', parents = '', name = '', email = '', date = '', daemon = '', replaces = '', ...body] =
    text.split(SEPARATOR);
  const message = `${body.join(SEPARATOR).trimEnd()}\n`;
  return { oid, parents, author: { name, email, date }, daemon: daemon.trim(), replaces: replaces.trim(), message };
}

/** false also if this clone lacks one of the commits. */
export const isAncestor = async (git: Git, older: string, newer: string): Promise<boolean> =>
  (await git.run(['merge-base', '--is-ancestor', older, newer])).code === 0;

/** Files below a folder that a commit in `from..to` changed; a merge is compared with each parent. @throws GitError */
export async function changedSince(
  git: Git,
  { from, to, below }: { readonly from: string; readonly to: string; readonly below: string },
): Promise<readonly string[]> {
  const shown = ['--no-show-signature', '--no-ext-diff', '--no-renames', '-m', '--name-only', '-z', '--format='];
  return parsePaths(await git.text(['log', ...shown, to, `^${from}`, '--', below]));
}

/** A commit message: subject, body, and trailers as the last paragraph. */
export function withTrailers(
  { subject, body }: { readonly subject: string; readonly body: string },
  trailers: readonly (readonly [string, string])[],
): string {
  const lines = trailers.map(([key, value]) => `${key}: ${oneLine(value)}`);
  return [oneLine(subject), body.trim(), lines.join('\n')]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
