/**
 * Adapter: our own worktree beside that of people: created, repaired, and reused after a kill.
 *
 * W1. Its files are never discarded: if git's data about the worktree is missing, it is registered again around them.
 * W2. A lock in it or on our refs is removed only when none of our git processes is alive.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { durationMs, err, ok, type Result } from '../../model/brand.ts';
import { endTagged } from '../processes/end.ts';
import { type Git, gitMessage } from './git.ts';

export interface Repository {
  /** Absolute; the folder of refs and objects, shared by all worktrees. */
  readonly common: string;
  /** Prefix of the project inside the repository: empty or ending in `/`. */
  readonly prefix: string;
}

/** @returns as the error git's message: usually that the folder is in no repository. */
export async function findRepository(git: Git): Promise<Result<Repository, string>> {
  const asked = await git.run(['rev-parse', '--path-format=absolute', '--git-common-dir']);
  if (asked.code !== 0) return err(gitMessage(asked));
  const common = asked.stdout.trimEnd();
  const prefix = (await git.line(['rev-parse', '--show-prefix'])) ?? '';
  return ok({ common, prefix });
}

/** Did a branch bring state of the runner into a person's clone? Git overwrites ignored files. */
export async function isStateTracked(git: Git, root: string): Promise<boolean> {
  const args = ['ls-files', '-z', '--', ':(icase).pipeline-runner'];
  return (await git.with({ cwd: root }).text(args, { pathspecs: 'plain' })) !== '';
}

export interface Worktree {
  /** Absolute top of the tree. */
  readonly top: string;
  /** The folder of git's data about it: HEAD, index. */
  readonly admin: string;
}

/** @throws GitError */
export async function openWorktree(git: Git, top: string, commit: string): Promise<Worktree> {
  const inside = git.with({ cwd: top });
  const known = existsSync(join(top, '.git')) && (await adminOf(inside)) !== null;
  if (!known) await registerWorktree(git, top, commit);
  // The worktree and the repository contain each other's path; this corrects both after the project was moved.
  await git.run(['worktree', 'repair', '--', top]);
  return { top, admin: await inside.text(['rev-parse', '--absolute-git-dir']).then((line) => line.trimEnd()) };
}

const adminOf = async (inside: Git): Promise<string | null> => {
  const admin = await inside.line(['rev-parse', '--absolute-git-dir']);
  // Git also answers in a folder that is merely inside of a repository; that is not our worktree.
  return admin !== null && /[\\/]worktrees[\\/][^\\/]+$/.test(admin) ? admin : null;
};

async function registerWorktree(git: Git, top: string, commit: string): Promise<void> {
  const fresh = `${top}.new`;
  rmSync(fresh, { recursive: true, force: true });
  // `--force` twice: works even if a killed git left an incomplete registration.
  const args = ['worktree', 'add', '--quiet', '--detach', '--no-checkout', '--force', '--force'];
  await git.text([...args, '--end-of-options', fresh, commit]);
  mkdirSync(top, { recursive: true });
  rmSync(join(top, '.git'), { recursive: true, force: true });
  renameSync(join(fresh, '.git'), join(top, '.git'));
  rmSync(fresh, { recursive: true, force: true });
}

const GRACE_MS = durationMs(300);

/** Ends git processes of a killed runner. */
export async function endLeftoverProcesses(tag: string): Promise<void> {
  await endTagged(tag, GRACE_MS);
}

/** fast-import leaves a report each time it fails; on a full disk that is in every cycle. */
export function removeCrashReports({ admin }: Pick<Worktree, 'admin'>): void {
  const left = existsSync(admin) ? readdirSync(admin).filter((name) => name.startsWith('fast_import_crash_')) : [];
  for (const name of left) rmSync(join(admin, name), { force: true });
}

/** Only if no git process of ours is alive. */
export function removeLocks(locks: readonly string[]): void {
  for (const lock of locks) rmSync(lock, { force: true });
}

/** Locks that only we take: on our refs, and in our worktree. */
export function ownLocks({ common, admin, refs }: { common: string; admin: string | null; refs: string }): string[] {
  const below = join(common, refs);
  const onRefs = existsSync(below) ? readdirSync(below, { recursive: true, encoding: 'utf8' }) : [];
  const inTree = admin === null || !existsSync(admin) ? [] : readdirSync(admin).map((name) => join(admin, name));
  return [...onRefs.map((name) => join(below, name)), ...inTree].filter((name) => name.endsWith('.lock'));
}
