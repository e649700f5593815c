/** The stages of a pipeline and its sub-pipelines, and which of them every successful run must execute. Pure. */
import type { StageIndex } from '../../model/brand.ts';
import { type Graph, hasGates, type Pipeline, type Stage } from '../../model/pipeline.ts';

export interface PlannedStage {
  /** Without item keys: `clips`, `episode/speech`, `finally:notify`. */
  readonly path: string;
  readonly stage: Stage;
  /**
   * No new run can avoid the stage: it has no `when`, no list that may be empty, no cache, and no gate before it,
   * at which people might provide what it lacks.
   */
  readonly isSure: boolean;
}

/** @param waived gates of the pipeline that do not ask. */
export function* plannedStages(pipeline: Pipeline, waived: ReadonlySet<string>): Generator<PlannedStage> {
  yield* within(pipeline.graph, waived, { prefix: '', isSure: true });
  for (const stage of pipeline.finals.stages) yield { path: `finally:${stage.id}`, stage, isSure: false };
}

const NONE: ReadonlySet<string> = new Set();

interface Around {
  readonly prefix: string;
  readonly isSure: boolean;
}

function* within(
  graph: Graph,
  waived: ReadonlySet<string>,
  { prefix, isSure: above }: Around,
): Generator<PlannedStage> {
  const behind = new Set<StageIndex>();
  for (const stage of graph.stages) {
    const path = prefix + stage.id;
    const isBehind = stage.needs.some((need) => behind.has(need));
    const isSure = above && !isBehind && mustRun(stage);
    if (isBehind || asks(stage, waived)) behind.add(stage.index);
    yield { path, stage, isSure };
    if (stage.child) yield* within(stage.child.graph, NONE, { prefix: `${path}/`, isSure });
  }
}

const mustRun = ({ when, foreach, onError, cache }: Stage): boolean =>
  when === null && foreach === null && onError === 'fail' && !cache;

const asks = ({ id, gate, child }: Stage, waived: ReadonlySet<string>): boolean =>
  gate !== null ? !waived.has(id) : child !== null && hasGates(child);
