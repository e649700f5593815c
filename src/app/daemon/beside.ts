/**
 * `run` beside the daemon: the daemon carries the run out, and this process waits until it rests.
 *
 * B1. Nothing is driven here: what is asked for stands in the manifest, and the daemon sees it there.
 * B2. Level-triggered: the run is over when its files say that there is nothing to do, whoever did it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { readRun } from '../read-run.ts';
import type { Project, RunOutcome } from '../types.ts';
import { daemonOf } from './board.ts';
import { type Need, needOf } from './need.ts';

export interface Beside {
  readonly run: RunId;
  readonly stop: AbortSignal;
  /** A newer state of the run. */
  readonly saw: (checkpoint: Checkpoint) => void;
}

const LOOK_MS = 250;

/** @returns null when the daemon is gone before the run rests: then it is for this process to carry it out. */
export async function waitBeside(
  project: Project,
  { run, stop, saw }: Beside,
): Promise<Result<RunOutcome | null, readonly Diagnostic[]>> {
  let serial = -1;
  for (;;) {
    const view = await readRun(project, run);
    const checkpoint = view.ok ? view.value.checkpoint : null;
    if (checkpoint && checkpoint.serial !== serial) saw(checkpoint);
    serial = checkpoint?.serial ?? serial;
    const need = await needIn(project, run);
    if (need.type === 'broken') return err(need.diagnostics);
    const rests = need.type === 'ended' || need.type === 'waits';
    if (checkpoint && (rests || stop.aborted)) {
      const reason = rests ? 'rest' : 'shutdown';
      const notices = need.type === 'ended' ? need.notices : [];
      return ok({ run, checkpoint, reason, left: [], worked: true, notices });
    }
    if (stop.aborted || daemonOf(project.root) === null) return ok(null);
    await delay(LOOK_MS, undefined, { signal: stop }).catch(() => {}); // stopped: looked at once more
  }
}

async function needIn(project: Project, run: RunId): Promise<Need> {
  await using store = await project.openStore();
  return await needOf(project, store, run);
}
