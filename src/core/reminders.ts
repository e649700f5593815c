/** When a gate sends reminders: computed from the time at which it asked, without timers. */
import type { EpochMs } from '../model/brand.ts';
import type { Gate, GateRound } from '../model/gate.ts';

type Waiting = Pick<GateRound, 'askedAt' | 'reminded'>;

/** The number of the reminder that is due, skipping missed ones; null: none is due. */
export function dueReminder(gate: Gate, { askedAt, reminded }: Waiting, now: EpochMs): number | null {
  const { remindAfter, remindEvery } = gate;
  if (remindAfter === null || now < askedAt + remindAfter) return null;
  const n = remindEvery === null ? 1 : Math.floor((now - askedAt - remindAfter) / remindEvery) + 1;
  return n > reminded ? n : null;
}

/** When the next one is due; null: never. */
export function nextReminder({ remindAfter, remindEvery }: Gate, { askedAt, reminded }: Waiting): number | null {
  if (remindAfter === null || (reminded > 0 && remindEvery === null)) return null;
  return askedAt + remindAfter + reminded * (remindEvery ?? 0);
}
