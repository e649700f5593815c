/**
 * `run` beside the daemon: the daemon carries the run out, and this process waits until it rests.
 *
 * B1. Nothing is driven here: what is asked for stands in the manifest, and the daemon sees it there.
 * B2. Level-triggered: the run is over when its files say that there is nothing to do, whoever did it.
 * B3. What the daemon leaves alone is not waited for: it could not begin it, or does not look at it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type RunId } from '../../model/brand.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Diagnosed } from '../../model/diagnostic.ts';
import { readManifest } from '../project/read-manifest.ts';
import { type Look, lookAgain } from '../run-logs.ts';
import type { Project, RunOutcome } from '../types.ts';
import { daemonOf, isTakenUp } from './board.ts';
import { type Need, needOf } from './need.ts';

export interface Beside {
  readonly run: RunId;
  readonly stop: AbortSignal;
  /** There is something to wait for. */
  readonly begins: () => void;
  /** A newer state of the run. */
  readonly saw: (checkpoint: Checkpoint) => void;
}

/**
 * Why this process waits no longer though the run does not rest: it was `stopped`, the daemon is `gone`, could not begin it
 * the last time (`refused`), or does not take it up (`left-alone`). But for the first it is for this process now to carry
 * it out, or to say why it cannot be.
 */
export type Unrested = 'stopped' | 'gone' | 'refused' | 'left-alone';

const LOOK_MS = 250;
/** It has seen the manifest by then, and told that it takes it up. */
const LOOKS_LEFT_ALONE = 20;

export async function waitBeside(
  project: Project,
  { run, stop, begins, saw }: Beside,
): Promise<Diagnosed<RunOutcome | Unrested>> {
  const look = lookAgain(project, run);
  let seen: Awaited<ReturnType<Look>> | null = null;
  let need: Need | null = null;
  let serial = -1;
  let leftAlone = 0;
  for (let looks = 0; ; looks += 1) {
    const view = await look();
    // What is worked on, and is as it was, is not read again: a large run would take a quarter of a processor.
    const isAsBefore = view === seen && need?.type === 'elsewhere' && readManifest(project, run).ok;
    seen = view;
    if (!isAsBefore || need === null) need = await needIn(project, run);
    const checkpoint = view.ok ? view.value.checkpoint : null;
    if (need.type === 'broken') return err(need.diagnostics);
    const rests = need.type === 'ended' || need.type === 'waits';
    const isLeft = need.type === 'work' && !isTakenUp(project.root, run);
    leftAlone = isLeft ? leftAlone + 1 : 0;
    if (isLeft && checkpoint?.status === 'invalid' && !stop.aborted) return ok('refused'); // or mended just now
    if (looks === 0) begins();
    if (checkpoint && checkpoint.serial !== serial) saw(checkpoint);
    serial = checkpoint?.serial ?? serial;
    if (checkpoint && (rests || stop.aborted)) {
      const reason = rests ? 'rest' : 'shutdown';
      const notices = need.type === 'ended' ? need.notices : [];
      return ok({ run, checkpoint, reason, left: [], worked: true, notices });
    }
    if (stop.aborted) return ok('stopped');
    if (daemonOf(project.root) === null) return ok('gone');
    if (leftAlone >= LOOKS_LEFT_ALONE) return ok('left-alone'); // B3
    await delay(LOOK_MS, undefined, { signal: stop }).catch(() => {}); // stopped: looked at once more
  }
}

async function needIn(project: Project, run: RunId): Promise<Need> {
  await using store = await project.openStore();
  return await needOf(project, store, run);
}
