/** Short definitions of pipelines for tests: omitted properties have the values of most stages. */
import { layout } from '../../src/core/graph.ts';
import { durationMs, projectPath, stageId, stageIndex } from '../../src/model/brand.ts';
import type { Gate } from '../../src/model/gate.ts';
import type { Graph, Pipeline, RetryPolicy, Stage } from '../../src/model/pipeline.ts';
import { PLAIN_GATE } from './plain-gate.ts';

/** A gate that names its stages, which it needs. */
export type GateSpec = Partial<Omit<Gate, 'subject' | 'rework'>> & {
  readonly subject: string;
  readonly rework?: string;
};
export type StageSpec = Partial<Omit<Stage, 'index' | 'id' | 'needs'>> & {
  readonly needs?: readonly string[];
  readonly asks?: GateSpec;
};
export type GraphSpec = Readonly<Record<string, StageSpec>>;
export type PipelineSpec = Partial<Omit<Pipeline, 'graph' | 'finals'>> & { readonly finals?: GraphSpec };

const PLACE = { file: 'pipelines/test.yaml', line: 1, column: 1, length: 1, excerpt: 'stages:' };

export const RETRY: RetryPolicy = {
  attempts: 1,
  backoff: 'exponential',
  min: durationMs(1000),
  max: durationMs(10_000),
  jitter: false,
  maxLost: 3,
  on: null,
};

/** The values of most stages. */
export const PLAIN: Omit<Stage, 'index' | 'id' | 'needs'> = {
  uses: 'command',
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
  retry: RETRY,
  timeout: null,
  idleTimeout: null,
  maxCost: null,
  budget: null,
  onError: 'fail',
  cache: false,
  outputSchema: null,
  artifacts: [],
  files: [],
  child: null,
  gate: null,
  at: PLACE,
};

function buildGraph(specs: GraphSpec): Graph {
  const names = Object.keys(specs);
  const declared = new Map(names.map((name, i) => [name, i]));
  const position = (name: string): number => {
    const found = declared.get(name);
    if (found === undefined) throw new RangeError(`no stage is called ${name}`);
    return found;
  };
  const needs = names.map((name) => needsOf(specs[name] ?? {}).map(position));
  const found = layout(needs);
  if (found.type === 'cycle') throw new RangeError(`a cycle: ${found.cycle.map((i) => names[i]).join(' -> ')}`);
  const place = new Map(found.order.map((node, i) => [node, stageIndex(i)]));
  const moved = (nodes: readonly number[] | undefined) =>
    (nodes ?? []).map((node) => place.get(node) ?? stageIndex(-1)).sort((a, b) => a - b);
  const stages = found.order.map((node, i): Stage => {
    const id = names[node] ?? '';
    const { needs: _, asks, ...spec } = specs[id] ?? {};
    const index = (name: string): Stage['index'] => place.get(position(name)) ?? stageIndex(-1);
    return {
      ...PLAIN,
      ...spec,
      ...(asks ? gateStage(asks, index) : {}),
      index: stageIndex(i),
      id: stageId(id),
      needs: moved(needs[node]),
    };
  });
  const rank = found.order.map((node) => found.rank[node] ?? 0);
  const byRank = new Array<Stage['index']>(rank.length);
  for (const [i, r] of rank.entries()) byRank[r] = stageIndex(i);
  return {
    stages,
    dependents: found.order.map((node) => moved(found.dependents[node])),
    rank,
    byRank,
    indexOf: new Map(stages.map(({ id, index }) => [id, index])),
  };
}

const needsOf = ({ needs = [], asks }: StageSpec): readonly string[] => [
  ...new Set([...needs, ...(asks ? [asks.subject] : []), ...(asks?.rework === undefined ? [] : [asks.rework])]),
];

function gateStage(
  { subject, rework, ...more }: GateSpec,
  index: (name: string) => Stage['index'],
): Pick<Stage, 'uses' | 'gate'> {
  const stages = { subject: index(subject), rework: rework === undefined ? null : index(rework) };
  return { uses: 'approval', gate: { ...PLAIN_GATE, ...more, ...stages } };
}

export function buildPipeline(specs: GraphSpec, { finals = {}, ...more }: PipelineSpec = {}): Pipeline {
  return {
    name: 'test',
    description: null,
    file: projectPath('pipelines/test.yaml'),
    inputs: null,
    context: [],
    budget: null,
    fail: 'early',
    outputs: null,
    sources: [],
    ...more,
    graph: buildGraph(specs),
    finals: buildGraph(finals),
  };
}

/** A sub-pipeline as a stage. */
export const childStage = (child: Pipeline, more: StageSpec = {}): StageSpec => ({ uses: 'pipeline', ...more, child });
