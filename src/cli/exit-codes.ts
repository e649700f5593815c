/** Exit codes of the program. */
import type { RunEndReason } from '../app/types.ts';
import { unreachable } from '../model/brand.ts';
import type { Checkpoint } from '../model/checkpoint.ts';

export const EXIT = {
  completed: 0,
  /** Failed, rejected, cancelled. */
  failed: 1,
  /** Invalid input or usage. */
  invalid: 2,
  /** Waiting for a person: paused, budget used up, approval. */
  waiting: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function exitCodeOf({ status }: Pick<Checkpoint, 'status'>, reason: RunEndReason): ExitCode {
  if (reason === 'shutdown') return EXIT.interrupted;
  if (reason === 'part-done') return EXIT.completed;
  switch (status) {
    case 'completed':
      return EXIT.completed;
    case 'failed':
    case 'rejected':
    case 'cancelled':
    case 'pending':
    case 'running':
      return EXIT.failed;
    case 'invalid':
      return EXIT.invalid;
    case 'paused':
    case 'budget_exceeded':
    case 'awaiting_approval':
      return EXIT.waiting;
    default:
      return unreachable(status);
  }
}
