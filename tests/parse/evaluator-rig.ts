/** A pipeline and a scope of plain values, for tests of the evaluator. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Digest, digest, type ProjectPath, type StageIndex, stageId, stageIndex } from '../../src/model/brand.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Graph, Pipeline, RetryOn, Stage } from '../../src/model/pipeline.ts';
import type { StageView, TaskScope } from '../../src/model/scope.ts';
import type { EvaluatorDeps } from '../../src/parse/evaluator.ts';
import { buildPipeline, PLAIN, RETRY } from '../rig/build-pipeline.ts';

export const sha256 = (text: string): Digest => digest(`sha256:${createHash('sha256').update(text).digest('hex')}`);
export const hexOf = (text: string): string => sha256(text).slice('sha256:'.length);

export function stageOf(
  part: Partial<Omit<Stage, 'id' | 'index'>> & { id: string; index?: number; on?: RetryOn },
): Stage {
  const { id, index = 0, on = null, ...rest } = part;
  return {
    ...PLAIN,
    index: stageIndex(index),
    id: stageId(id),
    needs: [],
    shows: rest.needs ?? [],
    retry: { ...RETRY, attempts: 3, on },
    ...rest,
  };
}

const graphOf = (stages: readonly Stage[]): Graph => {
  const order: readonly StageIndex[] = stages.map(({ index }) => index);
  const indexOf = new Map<string, StageIndex>(stages.map(({ id, index }) => [id, index]));
  return { stages, dependents: stages.map(() => []), rank: order, byRank: order, indexOf };
};

export function pipelineOf(stages: readonly Stage[], part: Partial<Pipeline> = {}): Pipeline {
  return {
    ...buildPipeline({}),
    name: 'p',
    graph: graphOf(stages),
    ...part,
  };
}

export function scopeOf({
  stages = {},
  ...part
}: Partial<Omit<TaskScope, 'stage' | 'subject'>> & { stages?: Readonly<Record<string, StageView>> } = {}): TaskScope {
  const stage = (id: string): StageView => stages[id] ?? assert.fail(`asked for stage ${id}`);
  return {
    inputs: {},
    context: {},
    vars: {},
    secrets: [],
    run: { id: 'r', uid: 'u', generation: 1 },
    item: null,
    round: 1,
    stage,
    subject: stage,
    ...part,
  };
}

export const completed = (output: Json): StageView => ({ status: 'completed', output, artifacts: [] });

export interface World {
  files: Record<string, string>;
  folders: Record<string, Digest | 'too-many'>;
  env: Record<string, string>;
  versions: Record<string, number>;
  /** Model by provider. */
  models: Record<string, string>;
  hashed: number;
}

/** Dependencies over a world that a test may change. */
export function worldly(
  world: Partial<World> = {},
  declaredEnv: readonly string[] = [],
): EvaluatorDeps & { readonly world: World } {
  const state: World = { files: {}, folders: {}, env: {}, versions: {}, models: {}, hashed: 0, ...world };
  return {
    world: state,
    declaredEnv,
    sha256(text) {
      state.hashed += text.length;
      return sha256(text);
    },
    digestFile: (path: ProjectPath) => (path in state.files ? sha256(state.files[path] ?? '') : null),
    digestFolder: (path) => state.folders[path] ?? null,
    env: (name) => state.env[name],
    kindVersion: (name) => state.versions[name] ?? 1,
    providerIdentity: (name) =>
      name in state.models ? { type: 'offline', model: state.models[name] ?? '', baseUrl: null } : null,
    applyDefaults: (schema: JsonObject, value) => {
      const given = Object(value) as JsonObject;
      const missing = Object(schema.required ?? []) as readonly string[];
      const errors = missing.filter((name) => !(name in given)).map((name) => `"${name}" is missing`);
      return { value: { ...(Object(schema.default) as JsonObject), ...given }, errors };
    },
  };
}
