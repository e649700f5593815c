/**
 * `run` beside the daemon: the daemon drives the run, and this process waits until it rests.
 *
 * B1. Nothing is driven here: the request is in the manifest, where the daemon sees it.
 * B2. Level-triggered: waiting ends when the files of the run show that there is nothing to do, whoever did it.
 * B3. It does not wait for a run that the daemon leaves alone, because it could not begin it or does not look at it.
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
  /** Called when there is something to wait for. */
  readonly begins: () => void;
  /** Called with each new state of the run. */
  readonly saw: (checkpoint: Checkpoint) => void;
}

/**
 * Why this process stops waiting for a run that does not rest: it was `stopped`, the daemon is `gone`, could not begin
 * the run the last time (`refused`), or does not take it up (`left-alone`). Unless `stopped`, this process must now
 * drive the run itself, or say why it cannot.
 */
export type Unrested = 'stopped' | 'gone' | 'refused' | 'left-alone';

const LOOK_MS = 250;
/** By then the daemon has seen the manifest and announced that it takes the run up. */
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
    // An unchanged run that is in work is not read again: for a large run that would take a quarter of a processor.
    const isAsBefore = view === seen && need?.type === 'elsewhere' && readManifest(project, run).ok;
    seen = view;
    if (!isAsBefore || need === null) need = await needIn(project, run);
    const checkpoint = view.ok ? view.value.checkpoint : null;
    if (need.type === 'broken') return err(need.diagnostics);
    const rests = need.type === 'ended' || need.type === 'waits';
    const isLeft = need.type === 'work' && !isTakenUp(project.root, run);
    leftAlone = isLeft ? leftAlone + 1 : 0;
    if (isLeft && checkpoint?.status === 'invalid' && !stop.aborted) return ok('refused'); // or corrected just now
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
    await delay(LOOK_MS, undefined, { signal: stop }).catch(() => {}); // if stopped, it looks once more
  }
}

async function needIn(project: Project, run: RunId): Promise<Need> {
  await using store = await project.openStore();
  return await needOf(project, store, run);
}
