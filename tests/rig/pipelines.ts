/** Pipelines by hand: a few words a stage, everything else at its default. */
import { layout } from '../../src/core/graph.ts';
import { durationMs, projectPath, type StageId, type StageIndex, stageIndex } from '../../src/model/brand.ts';
import type { Graph, Pipeline, RetryPolicy, Stage } from '../../src/model/pipeline.ts';

export const ONCE: RetryPolicy = {
  attempts: 1,
  backoff: 'fixed',
  min: durationMs(0),
  max: durationMs(0),
  jitter: false,
  maxLost: 3,
  on: null,
};

export const retries = (attempts: number, ms: number): RetryPolicy => ({
  ...ONCE,
  attempts,
  min: durationMs(ms),
  max: durationMs(ms),
});

export type StageWords = Partial<Omit<Stage, 'needs' | 'id'>> & { readonly needs?: readonly string[] };

/** @param stages in declared order; `needs` by id. */
export function graphOf(stages: Readonly<Record<string, StageWords>>): Graph {
  const ids = Object.keys(stages);
  const needs = ids.map((id) => (stages[id]?.needs ?? []).map((need) => ids.indexOf(need)));
  const found = layout(needs);
  if (found.type === 'cycle') throw new Error(`cycle ${found.cycle}`);
  const position = new Map(found.order.map((declared, index) => [declared, stageIndex(index)]));
  const index = (declared: number): StageIndex => position.get(declared) ?? stageIndex(-1);
  const ordered = found.order.map((declared, i): Stage => {
    const id = ids[declared] ?? '';
    const words = stages[id] ?? {};
    return {
      uses: 'test',
      description: null,
      shows: [],
      with: {},
      when: null,
      otherwise: undefined,
      skippable: false,
      foreach: null,
      key: null,
      concurrency: null,
      pool: null,
      retry: ONCE,
      timeout: null,
      idleTimeout: null,
      maxCost: null,
      onError: 'fail',
      cache: false,
      outputSchema: null,
      artifacts: [],
      files: [],
      child: null,
      at: { file: 'pipelines/test.yaml', line: 1, column: 1, length: 1, excerpt: '' },
      ...words,
      id: id as StageId,
      index: stageIndex(i),
      needs: (needs[declared] ?? []).map(index).sort((a, b) => a - b),
    };
  });
  const rank = found.order.map((declared) => found.rank[declared] ?? 0);
  const byRank: StageIndex[] = [];
  rank.forEach((r, i) => {
    byRank[r] = stageIndex(i);
  });
  return {
    stages: ordered,
    dependents: found.order.map((declared) => (found.dependents[declared] ?? []).map(index)),
    rank,
    byRank,
    indexOf: new Map(ordered.map((stage) => [stage.id, stage.index])),
  };
}

export function pipelineOf(stages: Readonly<Record<string, StageWords>>, more: Partial<Pipeline> = {}): Pipeline {
  return {
    name: 'test',
    description: null,
    file: projectPath('pipelines/test.yaml'),
    inputs: null,
    context: [],
    budget: null,
    fail: 'early',
    graph: graphOf(stages),
    finals: graphOf({}),
    outputs: null,
    sources: [projectPath('pipelines/test.yaml')],
    ...more,
  };
}
