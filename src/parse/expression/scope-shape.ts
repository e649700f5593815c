/**
 * What is known before a run about the names in expressions, as JSON Schemas. Pure.
 *
 * A null schema means that nothing is known: then nothing is reported.
 */
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Facts } from './guards.ts';

export type { Locate } from '../text/source-text.ts';

export interface StageShape {
  readonly outputSchema: JsonObject | null;
  /** Schema of the map of artifacts, if their names are known before the run; null: any name is possible. */
  readonly artifacts: JsonObject | null;
  /**
   * `items`: output and artifacts are lists with an entry per item. `gathered`: a gate about such a stage; its output
   * is that list, its artifacts are one map of all.
   */
  readonly foreach: 'single' | 'items' | 'gathered';
  /** May end without an output of its own (`when`, `skippable`, `on_error: continue`) and has no `otherwise`. */
  readonly nullable: boolean;
  /** May end without files: `otherwise` only replaces the output. Default: no. */
  readonly mayLackFiles?: boolean;
  /** Of a list: failed items are null in it (`on_error: continue`, no `otherwise`). Default: no. */
  readonly someFail?: boolean;
  /** Of a gate: its subject. */
  readonly asksAbout?: string | null;
  /** Do its readers start even if it failed? */
  readonly mayFail: boolean;
}

export interface ScopeShape {
  /** JSON Schema of the inputs; null: the pipeline has none. */
  readonly inputs: JsonObject | null;
  readonly context: readonly string[];
  readonly stages: ReadonlyMap<string, StageShape>;
  /** Schema of the item; null: unknown; undefined: no `foreach` here, so no `item` and no `index`. */
  readonly item: JsonObject | null | undefined;
  readonly vars: JsonObject;
  readonly secrets: readonly string[];
  /** In `finally` stages, where `run.summary` exists. */
  readonly finals: boolean;
  /** A gate may send the run back to this stage, so `feedback` exists. */
  readonly reworked: boolean;
  /** Facts that the stage's `when` ensures; absent: none. */
  readonly sure?: Facts;
}

const TEXT = { type: 'string' } as const;
const NUMBER = { type: 'number' } as const;

export const closed = (properties: Readonly<Record<string, JsonObject>>): JsonObject => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

export const ARTIFACT_SCHEMA: JsonObject = closed({ path: TEXT, sha256: TEXT, bytes: NUMBER, media_type: TEXT });

/** Requested changes of all rounds, oldest first; `output` is the content that was asked about. */
const FEEDBACK_SCHEMA: JsonObject = {
  type: 'array',
  items: {
    ...closed({ iteration: NUMBER, gate: TEXT, text: TEXT, output: {}, edited: { type: 'boolean' } }),
    required: ['iteration', 'gate', 'text', 'output'],
  },
};

/** `error` of `retry.on`. */
export const ERROR_SCHEMA: JsonObject = closed({
  code: TEXT,
  message: TEXT,
  exit_code: { type: ['integer', 'null'] },
  status: { type: ['integer', 'null'] },
});

/** The result of `summaryOf`, except the outputs, which are null for a failed run. */
const SUMMARY_SCHEMA: JsonObject = closed({
  run: TEXT,
  pipeline: TEXT,
  status: { type: 'string', enum: ['completed', 'failed', 'rejected', 'cancelled'] },
  generation: NUMBER,
  outputs: {},
  cost: closed({ usd_micros: NUMBER, at_most_usd_micros: NUMBER, unknown: NUMBER, tokens: NUMBER }),
  duration_ms: NUMBER,
  errors: {
    type: 'array',
    items: closed({ task: TEXT, attempt: { type: ['integer', 'null'] }, code: TEXT, message: TEXT }),
  },
});

/** Schemas by name, except `stages` and `secrets`, which have their own rules. null: unknown. */
export function rootSchemas(scope: ScopeShape): ReadonlyMap<string, JsonObject | null> {
  const roots = rootsOf.get(scope) ?? newRoots(scope);
  rootsOf.set(scope, roots);
  return roots;
}

/** Cached, since it is needed for each expression. */
const rootsOf = new WeakMap<ScopeShape, ReadonlyMap<string, JsonObject | null>>();

function newRoots(scope: ScopeShape): ReadonlyMap<string, JsonObject | null> {
  const run = { id: TEXT, uid: TEXT, generation: NUMBER, ...(scope.finals ? { summary: SUMMARY_SCHEMA } : {}) };
  const roots = new Map<string, JsonObject | null>([
    ['inputs', scope.inputs ?? closed({})],
    ['context', closed(Object.fromEntries(scope.context.map((name) => [name, {}])))],
    ['run', closed(run)],
    ['vars', schemaOfValue(scope.vars)],
  ]);
  if (scope.reworked) roots.set('feedback', FEEDBACK_SCHEMA);
  if (scope.item === undefined) return roots;
  return roots.set('item', scope.item).set('index', NUMBER);
}

/** The schema of the shape of a known value. */
export function schemaOfValue(value: Json): JsonObject {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array' };
  if (!isJsonObject(value)) return { type: typeof value };
  return closed(Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, schemaOfValue(entry)])));
}

/** Schema of the entries of a list, with its `$defs`: the schema of `item` in a `foreach` over it. */
export function itemSchemaOf(list: JsonObject | null): JsonObject | null {
  const items = list?.items;
  if (!isJsonObject(items)) return null;
  const definitions = list?.$defs;
  return isJsonObject(definitions) && !('$defs' in items) ? { ...items, $defs: definitions } : items;
}
