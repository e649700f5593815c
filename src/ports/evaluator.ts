/**
 * Evaluation of a pipeline's expressions against the state of a run. Synchronous and free of effects on the world;
 * reads of project files for fingerprints are the only input besides its arguments.
 */
import type { Result } from '../model/brand.ts';
import type { Expansion } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import type { Prepared, Scope, StageView, TaskScope } from '../model/scope.ts';

export type { Prepared, Scope, StageView };

export interface Evaluator {
  expand(pipeline: Pipeline, stage: Stage, scope: Scope): Result<Expansion, Failure>;
  prepare(pipeline: Pipeline, stage: Stage, scope: TaskScope): Result<Prepared, Failure>;
  /** Inputs of a sub-pipeline from the resolved `with.inputs`, defaults applied, checked against its schema. */
  childInputs(child: Pipeline, given: JsonObject): Result<JsonObject, Failure>;
  /** `outputs:` of a pipeline; {} when it declares none. */
  outputs(pipeline: Pipeline, scope: Scope): Result<JsonObject, Failure>;
  /** `otherwise:` of a stage, resolved. */
  otherwise(pipeline: Pipeline, stage: Stage, scope: Scope): Result<Json, Failure>;
  /** Does `retry.on` (or, without it, the failure itself) ask for another attempt? */
  isRetryable(stage: Stage, failure: Failure): boolean;
}
