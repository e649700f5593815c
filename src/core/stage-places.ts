/** Finds stages of a pipeline by address, and their order, for reports about runs that are not being driven. Pure. */
import { parseAddress } from '../model/address.ts';
import { type Graph, type Pipeline, type Stage, stageCalled } from '../model/pipeline.ts';

/** The waves of a pipeline: a stage needs only stages of earlier waves. `finally` stages form the last one. */
export function wavesOf(pipeline: Pipeline): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const add = (graph: Graph, prefix: string, first: number): number => {
    let last = first;
    for (const stage of graph.stages) {
      const needs = stage.needs.map((need) => waves.get(prefix + (graph.stages[need]?.id ?? '')) ?? first);
      const wave = needs.reduce((most, need) => Math.max(most, need + 1), first);
      waves.set(prefix + stage.id, wave);
      last = Math.max(last, wave);
    }
    return last;
  };
  const last = add(pipeline.graph, '', 1);
  add(pipeline.finals, 'finally:', pipeline.graph.stages.length === 0 ? 1 : last + 1);
  return waves;
}

export interface StagePlace {
  readonly stage: Stage;
  readonly graph: Graph;
}

export function stageAt(pipeline: Pipeline, address: string): StagePlace | null {
  const parsed = parseAddress(address);
  let graph: Graph | undefined = parsed?.graph === 'finally' ? pipeline.finals : pipeline.graph;
  let found: StagePlace | null = null;
  for (const { stage: id } of parsed?.steps ?? []) {
    const stage: Stage | undefined = graph && stageCalled(graph, id);
    if (!stage || !graph) return null;
    found = { stage, graph };
    graph = stage.child?.graph;
  }
  return found;
}

export const needsOf = ({ stage, graph }: StagePlace): string[] =>
  stage.needs.flatMap((need) => graph.stages[need]?.id ?? []);
