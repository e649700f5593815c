/**
 * Adapter: who works here, and who began a run, as git says. It is a name that anybody can write: `unverified`. And of a
 * file that is gone, the commit that still has it; of a checkout, how far behind a branch it is.
 *
 * Git is asked once for each and only when somebody wants to know; without git nothing is known. It runs no hook, asks
 * for no password, and gets nothing from anywhere: what a partial clone left out is not known.
 */
import { spawnSync } from 'node:child_process';
import type { ProjectPath } from '../../model/brand.ts';
import { DAEMON_OF, READING, READING_ENV } from './reading.ts';

export interface GitIdentity {
  /** As whom git would commit: `Ada <ada@example.org>`, by environment or config; null: neither is known. */
  me(): string | null;
  /** Who added the file to git; where nobody did, the same as {@link me}. */
  authorOf(file: ProjectPath): string | null;
}

export interface GitOptions {
  /** The program; for tests. */
  readonly program?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 1024 * 1024;

export function gitIdentity(root: string, options: GitOptions = {}): GitIdentity {
  let known: { readonly who: string | null } | null = null;
  const me = (): string | null => {
    known ??= { who: configured(root, options) };
    return known.who;
  };
  return { me, authorOf: (file) => adder(root, file, options) ?? me() };
}

function configured(root: string, options: GitOptions): string | null {
  const entries = (git(root, ['config', '--null', '--get-regexp', '^user\\.(name|email)$'], options) ?? '').split('\0');
  // The last one counts, as for git itself.
  const last = (key: string): string =>
    entries.findLast((entry) => entry.startsWith(`${key}\n`))?.slice(key.length + 1) ?? '';
  const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = options.environment ?? process.env;
  return identityText(name || last('user.name'), email || last('user.email'));
}

function adder(root: string, file: ProjectPath, options: GitOptions): string | null {
  const asked = ['log', '--diff-filter=A', '--no-renames', '--format=%an%x00%ae', '--', file];
  const first = (git(root, asked, options) ?? '').trimEnd().split('\n').at(-1) ?? '';
  const [name = '', email = ''] = first.split('\0');
  return identityText(name, email);
}

/** `HEAD`, or the commit before the one that deleted the file; null: no commit is known to have it. */
export function commitWith(root: string, file: ProjectPath): string | null {
  if (git(root, ['ls-tree', '--name-only', 'HEAD', '--', file])) return 'HEAD';
  const deletion = git(root, ['log', '-1', '--diff-filter=D', '--no-renames', '--format=%h', '--', file]);
  return deletion ? `${deletion.trim()}~1` : null;
}

/** Is the newest commit of a file a daemon's, and the file as it was committed? */
export function isOfDaemon(root: string, file: ProjectPath): boolean {
  const daemon = git(root, ['log', '-1', `--format=${DAEMON_OF}`, '--', file])?.trim();
  return Boolean(daemon) && git(root, ['status', '--porcelain', '--', file]) === '';
}

/** How many commits the references have that are not checked out; null: without git. @param pattern of `--glob` */
export function commitsBehind(root: string, pattern: string): number | null {
  const count = git(root, ['rev-list', '--count', `--glob=${pattern}`, '--not', 'HEAD']);
  return count === null ? null : Number(count);
}

function git(
  root: string,
  args: readonly string[],
  { program = 'git', environment = process.env }: GitOptions = {},
): string | null {
  const done = spawnSync(program, [...READING, ...args], {
    cwd: root,
    env: { ...environment, ...READING_ENV, GIT_LITERAL_PATHSPECS: '1' },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return done.status === 0 ? done.stdout : null;
}

const MOST_CHARACTERS = 200;

/** What is no letter on a screen is left out, and brackets too: a name must not look like another address. */
export function identityText(name: string, email: string): string | null {
  const [shownName, shownEmail] = [name, email].map((text) =>
    [...text.replace(/[\p{C}\p{Zl}\p{Zp}<>]/gu, '')].slice(0, MOST_CHARACTERS).join('').trim(),
  );
  if (!shownEmail) return shownName || null;
  return shownName ? `${shownName} <${shownEmail}>` : shownEmail;
}
