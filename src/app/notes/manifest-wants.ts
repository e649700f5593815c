/**
 * Settings of a manifest that its checkpoint does not show yet: no process may have worked on the run since the edit,
 * or the current work finishes first.
 */
import { decodePause } from '../../core/decode.ts';
import { isAffordable, limitOf } from '../../core/money.ts';
import { pauseText } from '../../core/pause-text.ts';
import { isUnderWay } from '../../core/run-end.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Config } from '../../model/config.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Clock } from '../../ports/clock.ts';
import { wishesOf } from '../drive/wishes.ts';

export interface Edited {
  readonly manifest: Manifest | null;
  readonly checkpoint: Checkpoint;
  /** A process works on the run. */
  readonly driven: boolean;
}

export interface Wanted {
  /** With the message of its pause according to the current manifest. */
  readonly checkpoint: Checkpoint;
  /** Nothing holds the run any more. */
  readonly isFree: boolean;
  /** A pause or an end that is requested and has not happened yet; null: none. */
  readonly asked: string | null;
}

interface Surroundings {
  readonly config: Pick<Config, 'dayBudget'>;
  readonly clock: Pick<Clock, 'now'>;
}

export function wantedOf(project: Surroundings, { manifest, checkpoint, driven }: Edited): Wanted {
  if (manifest === null) return { checkpoint, isFree: false, asked: null };
  const { pause } = checkpoint;
  const isHeld = manifest.paused || manifest.cancelled;
  const covered = pause !== undefined && isOver(project, manifest, pause) ? pause : null;
  const isFree = covered !== null && !isHeld;
  const message = covered
    ? overText(project, manifest, { pause: covered, isHeld })
    : pause && underNow(project, manifest, pause);
  return {
    checkpoint: pause ? { ...checkpoint, pause: { ...pause, message: message ?? pause.message } } : checkpoint,
    isFree,
    asked: askedText(manifest, checkpoint, driven),
  };
}

type Pause = NonNullable<Checkpoint['pause']>;

/** Without the settings of the pipeline: its definitions are not read for this. */
const wishes = ({ config }: Surroundings, manifest: Manifest) => wishesOf(manifest, { budget: null }, config);

function isOver(project: Surroundings, manifest: Manifest, pause: Pause): boolean {
  if (pause.reason !== 'budget') return pause.reason === 'manifest';
  const held = decodePause(pause);
  // If the manifest has no budget, that of the pipeline still holds the run.
  if (held.scope === 'run' && manifest.budget === null) return false;
  if (held.scope === 'unknown') return manifest.limits.unknownCost === 'warn';
  return isAffordable(held, { ...wishes(project, manifest), now: project.clock.now() });
}

/** `isHeld`: by a pause or an end in its manifest, which is shown separately. */
function overText(
  project: Surroundings,
  manifest: Manifest,
  { pause, isHeld }: { readonly pause: Pause; readonly isHeld: boolean },
): string {
  if (pause.reason !== 'budget')
    return isHeld ? pause.message : 'its manifest allows it to resume: nothing holds it any more';
  if (isHeld) return 'its budget is enough now';
  const isTakenOut =
    pause.limit_usd_micros !== undefined && limitOf(decodePause(pause), wishes(project, manifest)) === null;
  return isTakenOut
    ? 'the budget that held it was removed from its manifest: it resumes under the budget of the pipeline'
    : 'its budget is enough now: nothing holds it any more';
}

function underNow(project: Surroundings, manifest: Manifest, pause: Pause): string {
  if (pause.reason !== 'budget') return pause.message;
  const held = decodePause(pause);
  return pauseText(held, limitOf(held, wishes(project, manifest)));
}

function askedText(
  { paused, cancelled }: Manifest,
  { status, cancelling }: Checkpoint,
  driven: boolean,
): string | null {
  if (!isUnderWay(status)) return null;
  if (cancelled && cancelling !== true)
    return driven
      ? 'to cancel (`cancelled: true`): running stages are being stopped'
      : 'to cancel (`cancelled: true`): recorded as soon as a process works on the run';
  if (!paused || cancelled || status === 'paused') return null;
  return driven
    ? 'to pause (`paused: true`): running stages finish, nothing new starts'
    : 'to pause (`paused: true`): nothing starts while that is in its manifest';
}
