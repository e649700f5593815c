/** Why an attempt, a stage or a run failed: plain data, fit for a checkpoint. */
import type { DurationMs } from './brand.ts';

export interface Failure {
  /** Stable, documented in docs/errors.md: `command/exit`, `http/status`, `expr/failed`. */
  readonly code: string;
  readonly message: string;
  /** `policy`: `retry.on` decides, and without it the failure is retried. */
  readonly retry: 'always' | 'never' | 'policy';
  readonly exitCode?: number;
  /** HTTP status. */
  readonly status?: number;
  /** The minimum wait that the server asked for. */
  readonly retryAfterMs?: DurationMs;
  /** One imperative sentence. */
  readonly hint?: string;
}
