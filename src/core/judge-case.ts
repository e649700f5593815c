/** What `judge` is given: a question, and what the files contain about it. */
import type { EpochMs } from '../model/brand.ts';
import type { Gate, GateFacts, GateRound } from '../model/gate.ts';

export interface Case {
  /** Its address, for remarks. */
  readonly task: string;
  readonly gate: Gate;
  /** The open one. */
  readonly round: GateRound;
  /** All, the open one included. */
  readonly rounds: readonly GateRound[];
  readonly facts: GateFacts;
  /** Keys of the subject's items; null: it is no `foreach` stage. */
  readonly keys: ReadonlySet<string> | null;
  readonly now: EpochMs;
}
