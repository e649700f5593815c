/** The pause of a run under what its manifest says now: nobody may have worked on it since somebody edited that. */
import { decodePause } from '../core/decode.ts';
import { isAffordable, limitOf, messageUnder } from '../core/money.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Project } from './types.ts';
import { wishesOf } from './wishes.ts';

export interface PauseNow {
  readonly checkpoint: Checkpoint;
  /** Nothing holds the run any more. */
  readonly isOver: boolean;
}

export function pauseNow({ config, clock }: Project, manifest: Manifest | null, checkpoint: Checkpoint): PauseNow {
  const pause = checkpoint.status === 'budget_exceeded' && checkpoint.pause;
  if (!manifest || !pause) return { checkpoint, isOver: false };
  const held = decodePause(pause);
  // The budget of the pipeline is named already: it does not change in a generation.
  const facts = { ...wishesOf(manifest, { budget: null }, config), now: clock.now() };
  const isOver = !manifest.paused && (held.scope !== 'run' || facts.budget !== null) && isAffordable(held, facts);
  const message = isOver
    ? 'there is money enough for it now: nothing holds it any more'
    : messageUnder(pause.message, limitOf(held, facts));
  return { checkpoint: { ...checkpoint, pause: { ...pause, message } }, isOver };
}
