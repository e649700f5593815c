/**
 * What expressions can read of a run, and what evaluating them gives. Shared by the engine, which knows the run, and
 * `parse`.
 */
import type { Digest, ItemKey } from './brand.ts';
import type { Json, JsonObject } from './json.ts';
import type { Artifact, Depends } from './result.ts';

/** The only key of a reference to a secret: `{ "$secret": NAME }`. */
export const SECRET_KEY = '$secret';

/** What a settled stage offers to its readers. */
export interface StageView {
  /** `completed`, `skipped` or `failed` (then `output` is `otherwise` or null). */
  readonly status: string;
  /** For a `foreach` stage: the list of its items' outputs, in list order. */
  readonly output: Json;
  /** By name without extension and by full name: `artifacts.episode.path`, `artifacts['episode.mp3'].path`. */
  readonly artifacts: readonly Artifact[];
  /** Of a `foreach` stage: each item's own view, in list order; expressions see `artifacts` as a list then. */
  readonly items?: readonly StageView[];
  /** Their keys, in the same order. */
  readonly keys?: readonly string[];
}

/** The names in scope of one graph. */
export interface Scope {
  readonly inputs: JsonObject;
  readonly context: JsonObject;
  readonly vars: JsonObject;
  /** Names of the project's secrets; their values are not here. */
  readonly secrets: readonly string[];
  readonly run: {
    readonly id: string;
    readonly uid: string;
    readonly generation: number;
    readonly summary?: JsonObject;
  };
  /**
   * Of a stage that a gate names as `rework`: `{iteration, gate, text, output}` of each round that asked for changes,
   * the oldest first; absent elsewhere. It only grows.
   */
  readonly feedback?: readonly Json[];
  /** A need of the stage being evaluated, by id. Only settled stages are asked for. */
  stage(id: string): StageView;
}

/** One task: its scope, and which item of its stage's list it is. */
export interface TaskScope extends Scope {
  /** The subject of a gate. Its artifacts include files of the run that its output names. */
  subject(id: string): StageView;
  readonly item: { readonly index: number; readonly key: ItemKey } | null;
  /** The part of `feedback` for this item; absent: all of it. `foreach` is always evaluated with all of it. */
  readonly itemFeedback?: readonly Json[];
  readonly round: number;
  /** Fingerprints of earlier results that may be reused; absent: none. */
  readonly earlier?: readonly Digest[];
}

/** Everything an attempt needs to know. Secrets stand as `{ "$secret": "NAME" }` in `with`. */
export interface Prepared {
  readonly fingerprint: Digest;
  readonly depends: Depends;
  readonly with: JsonObject;
  /** The value of the item; undefined when the stage has no `foreach`. */
  readonly item: Json | undefined;
  /** What PIPELINE_INPUT holds: inputs, context, item, feedback, needs' outputs and artifacts. */
  readonly input: JsonObject;
}
