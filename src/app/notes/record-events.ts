/** Records events of a run that nobody drives, and publishes them in its checkpoint, as a drive does after a turn. */
import { encode } from '../../core/encode.ts';
import { evolve } from '../../core/evolve.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import type { Event } from '../../model/event.ts';
import type { OpenRun } from '../../ports/run-store.ts';
import type { StoredState } from '../pinned/stored-state.ts';

/** @throws DurableError */
export async function recordEvents(
  record: OpenRun,
  { state, definitions: { pipeline } }: StoredState,
  events: readonly Event[],
): Promise<Checkpoint> {
  const after = events.reduce((before, event) => evolve(pipeline, before, event), state);
  const next = { ...after, serial: state.serial + 1 };
  await record.append({ run: next.id, uid: next.uid, serial: next.serial, events });
  const checkpoint = encode(pipeline, next);
  await record.publish(checkpoint);
  return checkpoint;
}
