/** Applies the events of attempts and their calls: to tasks, to the number of attempts in flight, and to the costs. */
import { type EpochMs, usdMicros } from '../model/brand.ts';
import type { AttemptEvent } from '../model/event.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { RunError, RunState, TaskState } from '../model/state.ts';
import { type Booking, book, type CallEvent, closingOf, evolveCall, isCallEvent } from './calls.ts';
import { changeTask } from './locate.ts';
import { evolveTask } from './task.ts';

const MAX_ERRORS = 100;

export interface Failed {
  readonly task: string;
  readonly attempt: number | null;
  readonly at: EpochMs;
  readonly failure: { readonly code: string; readonly message: string };
}

export function withError(run: RunState, { task, attempt, at, failure }: Failed): RunState {
  const error: RunError = { task, attempt, at, code: failure.code, message: failure.message };
  return { ...run, errors: [...run.errors, error].slice(-MAX_ERRORS) };
}

export function attemptEvent(pipeline: Pipeline, run: RunState, event: AttemptEvent): RunState {
  if (isCallEvent(event)) return callEvent(pipeline, run, event);
  let ceiling = 0;
  let end: Booking | null = null;
  const next = changeTask(pipeline, run, {
    address: event.task,
    change: (stage, task) => {
      ceiling = stage.maxCost ?? 0;
      end = endOf(stage, task);
      return evolveTask(task, event, { stage, generation: run.generation });
    },
  });
  switch (event.type) {
    case 'attempt-started':
      return { ...next, inFlight: run.inFlight + 1, reserved: run.reserved + ceiling };
    case 'attempt-cost': {
      const { usd, tokens } = event.cost;
      const known = usd ?? 0;
      const booking = { reserved: 0, usd: known, atMost: known, unknown: Number(usd === null), tokens };
      return { ...next, spent: book(run.spent, booking) };
    }
    case 'attempt-succeeded':
    case 'attempt-cancelled':
    case 'attempt-failed': {
      const landed = { ...booked(next, end), inFlight: run.inFlight - 1 };
      return event.type === 'attempt-failed' ? withError(landed, { ...event, attempt: event.n }) : landed;
    }
    default:
      return next;
  }
}

function callEvent(pipeline: Pipeline, run: RunState, event: CallEvent): RunState {
  let booking: Booking | null = null;
  const next = changeTask(pipeline, run, {
    address: event.task,
    change: (stage, task) => {
      const evolved = evolveTask(task, event, { stage, generation: run.generation });
      booking = evolveCall(task, event).booking;
      return evolved;
    },
  });
  return booked(next, booking);
}

/** The reservation that the end of an attempt releases, and the part of its cost that is still unknown. */
function endOf({ maxCost }: Stage, { attempts }: TaskState): Booking {
  const attempt = attempts.at(-1);
  const closing = closingOf(attempt ?? { calls: [] });
  // A cost of unknown amount may have been as high as the reservation: it is never counted as zero.
  const isUntold = attempt?.cost?.usd === null && attempt.calls.length === 0;
  const untold = isUntold ? (maxCost ?? 0) : 0;
  return { ...closing, reserved: closing.reserved - (maxCost ?? 0), atMost: closing.atMost + untold };
}

const booked = (run: RunState, booking: Booking | null): RunState =>
  booking ? { ...run, spent: book(run.spent, booking), reserved: usdMicros(run.reserved + booking.reserved) } : run;
