/**
 * Adapter: what git says about people and files: the identity of the user, who added a file, which commit still has a
 * deleted file, and how many commits a checkout is behind. Anybody can write any name, so identities are `unverified`.
 *
 * Git is called only when an answer is needed, and blocks this process meanwhile. It runs no hook, never prompts and
 * fetches nothing: objects that a partial clone omits are unknown. Without git, nothing is known.
 */
import { spawnSync } from 'node:child_process';
import type { ProjectPath } from '../../model/brand.ts';
import { DAEMON_FORMAT, READ_ONLY, readOnlyEnvironment } from './reading.ts';

export interface GitIdentity {
  /** The identity with which git would commit, from environment or config: `Ada <ada@example.org>`; null: unknown. */
  me(): string | null;
  /** Who first added the file to git; {@link me} if nobody did. */
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
    known ??= { who: configuredIdentity(root, options) };
    return known.who;
  };
  return { me, authorOf: (file) => firstAuthor(root, file, options) ?? me() };
}

function configuredIdentity(root: string, options: GitOptions): string | null {
  const entries = (git(root, ['config', '--null', '--get-regexp', '^user\\.(name|email)$'], options) ?? '').split('\0');
  // The last value counts, as in git itself.
  const last = (key: string): string =>
    entries.findLast((entry) => entry.startsWith(`${key}\n`))?.slice(key.length + 1) ?? '';
  const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = options.environment ?? process.env;
  return identityText(name || last('user.name'), email || last('user.email'));
}

function firstAuthor(root: string, file: ProjectPath, options: GitOptions): string | null {
  const asked = ['log', '--diff-filter=A', '--no-renames', '--format=%an%x00%ae', '--', file];
  const first = (git(root, asked, options) ?? '').trimEnd().split('\n').at(-1) ?? '';
  const [name = '', email = ''] = first.split('\0');
  return identityText(name, email);
}

/** `HEAD`, or the parent of the commit that deleted the file; null: no known commit has the file. */
export function commitWithFile(root: string, file: ProjectPath): string | null {
  if (git(root, ['ls-tree', '--name-only', 'HEAD', '--', file])) return 'HEAD';
  const deletion = git(root, ['log', '-1', '--diff-filter=D', '--no-renames', '--format=%h', '--', file]);
  return deletion ? `${deletion.trim()}~1` : null;
}

/** Did a daemon make the newest commit of a file, and is the file unchanged since? */
export function isCommittedByDaemon(root: string, file: ProjectPath): boolean {
  const daemon = git(root, ['log', '-1', `--format=${DAEMON_FORMAT}`, '--', file])?.trim();
  return Boolean(daemon) && git(root, ['status', '--porcelain', '--', file]) === '';
}

/** How many commits of the matching refs HEAD lacks; null: git cannot tell. @param pattern for `--glob` */
export function commitsBehind(root: string, pattern: string): number | null {
  const count = git(root, ['rev-list', '--count', `--glob=${pattern}`, '--not', 'HEAD']);
  return count === null ? null : Number(count);
}

function git(
  root: string,
  args: readonly string[],
  { program = 'git', environment = process.env }: GitOptions = {},
): string | null {
  const done = spawnSync(program, [...READ_ONLY, ...args], {
    cwd: root,
    env: { ...readOnlyEnvironment(environment), GIT_LITERAL_PATHSPECS: '1' },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return done.status === 0 ? done.stdout : null;
}

const MOST_CHARACTERS = 200;

/** Without invisible characters and angle brackets, so that a name cannot look like another address. */
export function identityText(name: string, email: string): string | null {
  const [shownName, shownEmail] = [name, email].map((text) =>
    [...text.replace(/[\p{C}\p{Zl}\p{Zp}<>]/gu, '')].slice(0, MOST_CHARACTERS).join('').trim(),
  );
  if (!shownEmail) return shownName || null;
  return shownName ? `${shownName} <${shownEmail}>` : shownEmail;
}
