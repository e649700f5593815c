/** Sentences of the git side, and the diagnostics of them. Pure. */
import type { RemoteTrouble } from '../../adapters/git/remote.ts';
import type { RunId } from '../../model/brand.ts';
import { unreachable } from '../../model/brand.ts';
import type { DiagnosticCode } from '../../model/codes.ts';
import { anError, aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { checkpointPath } from '../../parse/run-files.ts';
import { counted, oneLine } from '../../report/words.ts';
import type { RunConflict, SyncState } from './types.ts';

export interface Names {
  readonly remote: string;
  readonly branch: string;
  /** URL without a password. */
  readonly url: string;
}

/** Each has a sentence; whoever pushes says how many there are. */
const MOST_RUNS = 20;

/** @param commits abbreviated ids of their commits, newest first; empty: unknown, as after a rewrite of the branch. */
export function conflictOf(
  run: RunId,
  { files, commits }: Pick<RunConflict, 'files'> & { readonly commits: readonly string[] },
): RunConflict {
  const isNamed = commits.length > 0;
  const who = isNamed ? `commit${commits.length === 1 ? '' : 's'} ${commits.join(', ')}` : 'somebody else';
  const back = isNamed ? `undo it with \`git revert ${commits.join(' ')}\`` : 'undo that change';
  const sentence = `${run} is on hold: ${who} changed ${listedFiles(files)}, which only the runner writes; ${back}, or accept it with \`pipeline-runner adopt ${run}\` where the daemon runs`;
  return { run, files, sentence };
}

/** Last line of a commit's text: declared files that are in it, and those that are not. Empty: there are none. */
export function filesSentence(files: readonly string[], left: readonly string[]): string {
  const says = files.length === 0 ? [] : [`entries in ${listedFiles(files)}`];
  const misses = left.length === 0 ? [] : [`in conflict and not in this commit: ${listedFiles(left)}`];
  return [...says, ...misses].join('; ');
}

export const fileConflictSentence = (files: readonly string[], tree: string): string =>
  `${listedFiles(files)} cannot be merged: somebody else changed it on the branch, and one side is not JSON; fix it there or in ${tree}, or delete the file in ${tree} to keep theirs`;

/** The first few by their names. */
export const listedFiles = (files: readonly string[]): string =>
  listNames(
    files.map((file) => oneLine(file, 200)),
    5,
  );

export const foreignSentence = (daemon: string, { branch }: Names): string =>
  `another daemon (${oneLine(daemon, 60)}) commits to ${branch}, so this one stops: only one daemon can work on a branch`;

export const copiedSentence = (commit: string, { branch }: Names): string =>
  `${branch} has a commit with the id of this daemon that it did not make (${commit.slice(0, 12)}), so it stops: this machine or project was copied, or restored from a backup`;

export const goneTree = (top: string): string =>
  `${top}, the worktree of this daemon, was removed, emptied or pruned (\`git worktree prune\`) while it was running, so it stops; its commits are safe`;

export function troubleSentence({ type, message }: RemoteTrouble, names: Names, commits: number): string {
  const left = commits === 0 ? '' : `; ${counted(commits, 'commit')} will be pushed later`;
  const where = `${names.remote} (${names.url})`;
  switch (type) {
    case 'away':
      return `${where} does not answer: ${message}${left}`;
    case 'credentials':
      return `${where} denies access: ${message}${left}`;
    case 'no-branch':
      return `${where} has no branch ${names.branch} any more${left}`;
    case 'refused':
      return `${where} rejects our commits: ${message}${left}`;
    case 'lock':
      return `another git holds a lock: ${message}${left}`;
    default:
      return unreachable(type);
  }
}

export const busySentence = (commits: number, { branch }: Names): string =>
  `others push to ${branch} faster than the daemon can; ${counted(commits, 'commit')} will be pushed later`;

export const STATE_TRACKED: Diagnostic = anError(
  'git/state-tracked',
  'git tracks files in .pipeline-runner: they came with a branch and are not trusted',
  { hint: 'remove them from the branch: `git rm -r --cached .pipeline-runner`, commit, push' },
);

const CODES: Readonly<Record<SyncState['type'], DiagnosticCode | null>> = {
  'in-step': null,
  rebased: null,
  rewritten: 'git/rewritten',
  conflict: 'git/conflict',
  ahead: 'git/away',
  credentials: 'git/credentials',
  'missing-branch': 'git/no-branch',
  refused: 'git/refused',
  lock: 'git/lock',
  failed: 'git/failed',
  'foreign-daemon': 'git/foreign-daemon',
  'copied-daemon': 'git/copied-daemon',
  'tree-gone': 'git/tree-gone',
};

const HINTS: Partial<Readonly<Record<SyncState['type'], string>>> = {
  credentials: 'give git non-interactive access: a key in an agent, a credential helper, or a token in the URL',
  'missing-branch': 'push the branch again, or set `git.branch` to the branch with the runs',
  refused: 'allow the daemon to push to this branch, or set `git.branch` to one it may push to',
  lock: 'if no git command is running there, remove the lock file',
  'tree-gone': 'start the daemon again: it creates the worktree again',
  'copied-daemon':
    'stop the daemon in the other copy, if there is one; then delete .pipeline-runner/git/id here and start this one again',
  'foreign-daemon': 'stop the other one; to take over from it, write its id into .pipeline-runner/git/id',
};

const ERRORS: readonly SyncState['type'][] = ['foreign-daemon', 'copied-daemon', 'tree-gone', 'conflict'];

/** What to tell of a state; none when all is well. */
export function syncDiagnostics(state: SyncState): readonly Diagnostic[] {
  const code = CODES[state.type];
  const hint = HINTS[state.type];
  const told = ERRORS.includes(state.type) ? anError : aWarning;
  const isWell = code === null || (state.type === 'conflict' && state.conflicts.length > 0);
  const own = isWell ? [] : [told(code, state.sentence, { hint })];
  const runs = state.conflicts
    .slice(0, MOST_RUNS)
    .map(({ run, sentence }): Diagnostic => anError('git/conflict', sentence, { at: { file: checkpointPath(run) } }));
  const more = state.conflicts.length - runs.length;
  if (more <= 0) return [...own, ...runs];
  const message = `${counted(more, 'more run')} ${more === 1 ? 'is' : 'are'} on hold: \`pipeline-runner adopt\` lists them all`;
  return [...own, ...runs, anError('git/conflict', message)];
}
