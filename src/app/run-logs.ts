/** Finds the logs of a run's attempts, and watches a run that another process works on. Only reads. */
import path from 'node:path';
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { listIfThere } from '../adapters/disk/if-there.ts';
import { isLocked } from '../adapters/disk/lock.ts';
import { runPaths, statePaths } from '../adapters/state-folder.ts';
import { logFile } from '../adapters/task-paths.ts';
import { isWithin } from '../model/address.ts';
import type { RunId } from '../model/brand.ts';
import type { Checkpoint, CheckpointAttempt } from '../model/checkpoint.ts';
import type { Diagnosed } from '../model/diagnostic.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import { readRun } from './read-run.ts';
import type { Project, RunView } from './types.ts';

export interface AttemptLog {
  readonly task: string;
  readonly attempt: CheckpointAttempt;
  /** Absolute path. */
  readonly file: string;
}

/** @param stage an address, which includes its items and inner stages. undefined: all. */
export function attemptLogs(project: Project, checkpoint: Checkpoint, stage: string | undefined): AttemptLog[] {
  const run = checkpoint.run as RunId;
  return [...checkpointTasks(checkpoint)]
    .filter(({ address }) => isMeant(address, stage))
    .flatMap(({ address, task: { attempts = [] } }) =>
      // The path is built from checked parts, not read from the checkpoint, which can come from anywhere.
      attempts.map((attempt) => {
        return { task: address, attempt, file: path.join(project.root, logFile(run, address, attempt.n)) };
      }),
    );
}

const isMeant = (address: string, stage: string | undefined): boolean =>
  stage === undefined || isWithin(address, stage);

export type Look = () => Promise<Diagnosed<RunView>>;

/** Polls a run: its files are read only if one of them, or its driver, has changed. */
export function lookAgain(project: Project, run: RunId): Look {
  let before: { readonly stamp: string; readonly view: Diagnosed<RunView> } | null = null;
  return async () => {
    const stamp = stampOf(project.root, run);
    if (before?.stamp !== stamp) before = { stamp, view: await readRun(project, run) };
    return before.view;
  };
}

function stampOf(root: string, run: RunId): string {
  const { checkpoint, backup, left, lock } = runPaths(root, run);
  const { journals } = statePaths(root);
  const names = listIfThere(nodeFileSystem, journals).toSorted();
  const files = [checkpoint, backup, left, ...names.map((name) => path.join(journals, name))];
  const stamps = files.map((file) => `${file} ${nodeFileSystem.stat(file)?.stamp ?? '-'}`);
  return [isLocked(lock) ? 'driven' : 'free', ...stamps].join('\n');
}
