/**
 * A person accepts the content of a run's files: a change by somebody else's commit, if a daemon follows a branch; else
 * a checkpoint that is older than what this machine knows.
 */
import { newerVersion } from '../adapters/checkpoint/run-notices.ts';
import { loadCheckpointCheck } from '../adapters/checkpoint/schema.ts';
import { verifyText } from '../adapters/checkpoint/text.ts';
import { systemClock } from '../adapters/clock.ts';
import { openEventLog } from '../adapters/event-log.ts';
import { writeAdopted } from '../adapters/git/adopted.ts';
import { readConflicts, runsOf } from '../adapters/git/conflicts.ts';
import { Git } from '../adapters/git/git.ts';
import type { RunFileConflict } from '../adapters/git/replay.ts';
import { findRepository, isStateTracked } from '../adapters/git/worktree.ts';
import { runPaths, statePaths } from '../adapters/state-folder.ts';
import { err, ok, type RunId } from '../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import { checkpointPath } from '../parse/run-files.ts';
import type { Adopted } from '../ports/run-store.ts';
import { STATE_TRACKED } from './git-sync/words.ts';
import type { Project } from './types.ts';

/** A run that waits for a person because a commit changed files that only the runner writes. */
export interface StandingRun {
  readonly run: RunId;
  /** Paths from the top of the repository. */
  readonly files: readonly string[];
  /** Abbreviated commit ids. */
  readonly commits: readonly string[];
}

const gitIn = (root: string): Git => new Git({ cwd: root, tag: 'git/adopt', environment: process.env, protocols: [] });

async function conflictsIn(root: string): Promise<readonly RunFileConflict[]> {
  const git = gitIn(root);
  const found = await findRepository(git);
  return found.ok ? readConflicts(statePaths(root).git, found.value.prefix).conflicts : [];
}

/** The runs that the daemon of this clone found at its last look at the branch. */
export async function standingRuns({ root }: Project): Promise<readonly StandingRun[]> {
  const conflicts = await conflictsIn(root);
  return [...runsOf(conflicts)].map((run) => {
    const own = conflicts.filter((conflict) => conflict.run === run);
    const commits = new Set(own.flatMap(({ commits: some }) => some ?? []));
    return { run, files: own.map(({ path }) => path), commits: [...commits] };
  });
}

/** Why a run could not continue from the files on the branch: the checkpoint was edited by hand. */
export async function brokenTheirs({ root }: Project, { run, commits }: StandingRun): Promise<Diagnostic | null> {
  const file = checkpointPath(run);
  const conflict = (await conflictsIn(root)).find((one) => one.run === run && one.path.endsWith(file));
  const theirs = conflict?.theirs ? await gitIn(root).run(['cat-file', 'blob', conflict.theirs.oid]) : null;
  const verdict = theirs?.code === 0 ? verifyText(theirs.stdout, await loadCheckpointCheck()) : null;
  if (verdict?.type === 'newer') return newerVersion(file, verdict.message);
  if (verdict?.type !== 'damaged') return null;
  return anError(
    'checkpoint/damaged',
    `no run can resume from what is on the branch: the checkpoint ${verdict.message}`,
    { at: { file }, hint: `revert it: \`git revert ${commits.join(' ') || '<commit>'}\`, and push` },
  );
}

/**
 * Makes the daemon accept, at its next look, the files that were on the branch at its last one.
 *
 * @returns why it would not. @throws DurableError
 */
export async function adoptTheirs({ root }: Project, run: RunId): Promise<Diagnostic | null> {
  if (await isStateTracked(gitIn(root), root)) return STATE_TRACKED;
  const conflicts = await conflictsIn(root);
  writeAdopted(
    statePaths(root).git,
    run,
    conflicts.filter((conflict) => conflict.run === run),
  );
  return null;
}

/** Makes the checkpoint file the newest state of its run. */
export async function adoptFile(
  { root, openStore }: Pick<Project, 'root' | 'openStore'>,
  run: RunId,
): Promise<Diagnosed<Adopted>> {
  await using store = await openStore();
  const adopted = await store.adopt(run);
  if (!adopted.ok) return adopted;
  if (adopted.value !== null) {
    const { had, knew, serial } = adopted.value;
    using log = openEventLog(statePaths(root).log);
    if (serial !== had) log.note({ event: 'checkpoint-adopted', at: systemClock.now(), run, had, knew, serial });
    return ok(adopted.value);
  }
  return err([
    anError('checkpoint/missing', `there is no intact checkpoint at ${runPaths(root, run).name} to adopt`, {
      at: { file: checkpointPath(run) },
      hint: `restore an earlier one: \`git checkout <commit> -- ${checkpointPath(run)}\``,
    }),
  ]);
}
