/**
 * A pipeline as the core and the engine see it: checked, defaults applied, stages in topological order.
 *
 * Plain JSON data throughout. Strings of `with`, `when`, `foreach` … keep their `${{ … }}` as text; the
 * evaluator compiles them. Nothing here depends on a run.
 */
import type { DurationMs, ProjectPath, StageId, StageIndex, UsdMicros } from './brand.ts';
import type { Place } from './diagnostic.ts';
import type { Gate } from './gate.ts';
import type { Json, JsonObject } from './json.ts';

/** When a failed attempt is tried again. Without `on`, the failure itself decides. */
export interface RetryPolicy {
  /** Attempts in all, at least 1. Lost attempts do not count. */
  readonly attempts: number;
  readonly backoff: 'exponential' | 'fixed';
  readonly min: DurationMs;
  readonly max: DurationMs;
  readonly jitter: boolean;
  /** Attempts that a crash or a shutdown of the runner may lose before the stage fails. */
  readonly maxLost: number;
  readonly on: RetryOn | null;
}

export interface RetryOn {
  readonly exitCodes: readonly number[];
  readonly codes: readonly string[];
  /** An expression over `error` ({code, message, exit_code, status}), without `${{ }}`; null: none. */
  readonly expression: string | null;
}

/** Requirements for the published files that match a glob; the attempt fails if one is not met. */
export interface ArtifactRule {
  /** Relative to the stage's artifact folder: `*.md`, `audio/**`. */
  readonly glob: string;
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  /** `text/markdown`, `audio/*`. */
  readonly mediaType: string | null;
  /** Minimum number of files that match; 1 by default. */
  readonly minCount: number;
  /** Media length, both bounds inclusive. */
  readonly duration: { readonly min: DurationMs | null; readonly max: DurationMs | null } | null;
}

export interface Stage {
  readonly index: StageIndex;
  readonly id: StageId;
  /** `pipeline`, `approval`, or a name in the registry of stage kinds: `command`, `llm`, `media` … */
  readonly uses: string;
  readonly description: string | null;
  /** Explicit and inferred, without repetition, ascending. */
  readonly needs: readonly StageIndex[];
  /**
   * The part of `needs` whose results are passed to a program: named in `needs:` or read in `with`. Stages that are
   * only read by `when`, `foreach` or `key` are not in it, so that a list that grew does not run its old items again.
   */
  readonly shows: readonly StageIndex[];
  /**
   * As written. Kinds that call models also get settings that are not written: `src/parse/pipeline/model-settings.ts`.
   */
  readonly with: JsonObject;
  /** The inside of `${{ … }}`; null: always. */
  readonly when: string | null;
  /** What readers get when the stage is skipped or failed with `on_error: continue`; undefined: null. */
  readonly otherwise: Json | undefined;
  readonly skippable: boolean;
  readonly foreach: string | null;
  readonly key: string | null;
  /** Maximum number of items at once; null: as many as slots allow. */
  readonly concurrency: number | null;
  readonly pool: string | null;
  readonly retry: RetryPolicy;
  /** Limit of one attempt. */
  readonly timeout: DurationMs | null;
  /** Longest time that an attempt may be silent: no output, no progress. */
  readonly idleTimeout: DurationMs | null;
  readonly maxCost: UsdMicros | null;
  /** Limit for the cost of all attempts of all items together; null: none. */
  readonly budget: UsdMicros | null;
  readonly onError: 'fail' | 'continue';
  readonly cache: boolean;
  readonly outputSchema: ProjectPath | null;
  readonly artifacts: readonly ArtifactRule[];
  /** Project files (templates, schemas, modules, `files:`) whose content is in the fingerprint. */
  readonly files: readonly ProjectPath[];
  /** Of `uses: pipeline`, else null. */
  readonly child: Pipeline | null;
  /** Of `uses: approval`, else null. */
  readonly gate: Gate | null;
  readonly at: Place;
}

/** Does the stage run code of the project? Such code is given the whole input, and reports its own cost. */
export const isProgram = ({ uses }: Pick<Stage, 'uses'>): boolean => uses === 'command' || uses === 'module';

/** Stages with their edges and the order in which ready ones start. */
export interface Graph {
  readonly stages: readonly Stage[];
  /** Indexes of the stages that need stage i. */
  readonly dependents: readonly (readonly StageIndex[])[];
  /** Position of stage i in the start order: longest path to an end first, then declaration. A permutation. */
  readonly rank: readonly number[];
  /** Inverse of `rank`. */
  readonly byRank: readonly StageIndex[];
  readonly indexOf: ReadonlyMap<string, StageIndex>;
}

export const stageCalled = ({ stages, indexOf }: Graph, id: string): Stage | undefined => stages[indexOf.get(id) ?? -1];

export interface Budget {
  readonly usd: UsdMicros;
  /** Calls whose price is not known in advance are refused (`block`), or made with a warning. */
  readonly unknownCost: 'block' | 'warn';
}

export interface ContextEntry {
  readonly name: string;
  /** May hold `${{ inputs.… }}`. */
  readonly file: string;
  /** JSON Schema of its value; null: none. */
  readonly schema: JsonObject | null;
  readonly at: Place;
}

export interface Pipeline {
  readonly name: string;
  readonly description: string | null;
  readonly file: ProjectPath;
  /** JSON Schema of the inputs; null: no inputs. */
  readonly inputs: JsonObject | null;
  readonly context: readonly ContextEntry[];
  readonly budget: Budget | null;
  /** `early`: after a failure no new stage starts. `late`: independent branches go on. */
  readonly fail: 'early' | 'late';
  readonly graph: Graph;
  /** `finally:` stages; an empty graph when there are none. */
  readonly finals: Graph;
  readonly outputs: JsonObject | null;
  /** Every file that the definition was read from: the pipeline, sub-pipelines, templates, schemas. */
  readonly sources: readonly ProjectPath[];
}

/** Every stage, also those of `finally` and of sub-pipelines, each as often as it is used. */
export function* allStages({ graph, finals }: Pipeline): Generator<Stage> {
  for (const stage of [...graph.stages, ...finals.stages]) {
    yield stage;
    if (stage.child !== null) yield* allStages(stage.child);
  }
}

export const hasGates = (pipeline: Pipeline): boolean => allStages(pipeline).some(({ gate }) => gate !== null);
