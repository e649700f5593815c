/** Calls the module of a stage as the runner does, without a runner. */
import type { Stage } from '../../src/stages/define-stage.ts';

export interface Called<T> {
  readonly output: T;
  readonly warnings: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

