/** How often a gate may send the run back. Pure. */
import type { Gate, GateRound } from '../model/gate.ts';

/**
 * Does a question still take changes?
 *
 * @param rounds of the gate, the question itself among them or not: what is open asked for nothing yet.
 */
export function takesChanges(gate: Gate, rounds: readonly GateRound[], generation: number): boolean {
  if (gate.rework === null) return false;
  const asked = rounds.filter((round) => round.generation === generation && round.end?.decision === 'changes');
  return gate.maxRounds === null || asked.length + 1 < gate.maxRounds;
}
