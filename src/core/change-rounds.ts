/** How often a gate may send a run back. Pure. */
import type { Gate, GateRound } from '../model/gate.ts';

/**
 * May changes be requested at this question?
 *
 * @param rounds of the gate, with or without the open one.
 */
export function takesChanges(gate: Gate, rounds: readonly GateRound[], generation: number): boolean {
  if (gate.rework === null) return false;
  const asked = rounds.filter((round) => round.generation === generation && round.end?.decision === 'changes');
  return gate.maxRounds === null || asked.length + 1 < gate.maxRounds;
}
