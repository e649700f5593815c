/** `run.summary`: what `finally` stages can read about the run. */
import type { JsonObject } from '../model/json.ts';
import type { RunState } from '../model/state.ts';

/** @returns status, outputs, generation, cost, duration and the newest failures, as plain JSON in snake case. */
export function summaryOf(run: RunState): JsonObject {
  const { spent, endedAt, createdAt } = run;
  return {
    run: run.id,
    pipeline: run.pipeline.name,
    status: run.phase,
    generation: run.generation,
    outputs: run.outputs,
    cost: {
      usd_micros: spent.usd,
      at_most_usd_micros: spent.atMost,
      unknown: spent.unknown,
      tokens: spent.tokens,
    },
    duration_ms: endedAt === null ? null : endedAt - createdAt,
    errors: run.errors.slice(-10).map(({ task, attempt, code, message }) => ({ task, attempt, code, message })),
  };
}
