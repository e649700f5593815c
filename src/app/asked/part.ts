/** `--only` and `--until`: turns the requested stages into a part of the pipeline, and checks them. */
import { verdict } from '../../core/graph-state.ts';
import { didYouMean } from '../../core/nearest.ts';
import { partOf, partVerdict } from '../../core/part.ts';
import { vecGet } from '../../core/vec.ts';
import type { DriveEnd } from '../../engine/drive.ts';
import { parseAddress } from '../../model/address.ts';
import { err, ok, type StageId } from '../../model/brand.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import type { RunState } from '../../model/state.ts';
import type { RunOutcome } from '../types.ts';

export interface PartRequest {
  /** These stages; everything that they need must be there. */
  readonly only: readonly string[];
  /** These stages and everything that they need. */
  readonly until: readonly string[];
}

export type Part = ReadonlySet<StageId>;

/** @returns null if nothing is left out: then it is an ordinary run. */
export function checkedPart(pipeline: Pipeline, names: readonly string[]): Diagnosed<Part | null> {
  const { graph } = pipeline;
  const unknown = names.filter((name) => !graph.indexOf.has(name)).map((name) => unknownStageOf(pipeline, name));
  if (unknown.length > 0) return err(unknown);
  const part = partOf(graph, names);
  return ok(names.length === 0 || part.size === graph.stages.length ? null : part);
}

/** @param name as it was typed. */
export function unknownStageOf({ name: pipeline, graph, finals }: Pipeline, name: string): Diagnostic {
  const ids = graph.stages.map(({ id }) => id);
  const [first] = parseAddress(name)?.steps ?? [];
  const isPart = first !== undefined && name !== first.stage && graph.indexOf.has(first.stage);
  const isFinal = finals.indexOf.has(name.replace(/^finally:/, ''));
  const hint = isPart
    ? `items and stages of a sub-pipeline cannot be selected alone: name "${first.stage}"`
    : isFinal
      ? '`finally` stages run only after the whole run has ended'
      : (didYouMean(name, ids) ?? `stages: ${listNames(ids)}`);
  const message = `the pipeline ${pipeline} has no stage "${name}"`;
  return anError('cli/unknown-stage', message, { hint });
}

/** Mistakes of `--only`: needed stages without results that are not requested. @param state with reusable results. */
export function onlyMistakes(pipeline: Pipeline, state: RunState, { only, until }: PartRequest): readonly Diagnostic[] {
  const { graph } = pipeline;
  const asked = new Set([...partOf(graph, until), ...only]);
  return [...new Set(only)].flatMap((name): readonly Diagnostic[] => {
    const needed = partOf(graph, [name]);
    const missing = graph.stages.filter((stage) => {
      const isMet = verdict(stage, vecGet(state.graph.stages, stage.index)) === 'done';
      return needed.has(stage.id) && !asked.has(stage.id) && !isMet;
    });
    if (missing.length === 0) return [];
    const ids = listNames(missing.map(({ id }) => id));
    const message = `--only ${name} cannot start: it needs ${ids}, which ${missing.length === 1 ? 'has' : 'have'} not completed`;
    const hint = `\`--until ${name}\` runs the stage and everything it needs`;
    return [anError('cli/usage', message, { hint })];
  });
}

/** How a drive ends, for a request of the whole run or of a part. */
export function endOf(
  pipeline: Pipeline,
  { state: { graph }, reason }: DriveEnd,
  part: Part | null,
): Pick<RunOutcome, 'reason' | 'left'> {
  if (reason !== 'part' || !part) return { reason: reason === 'part' ? 'rest' : reason, left: [] };
  const left = pipeline.graph.stages
    .filter((stage) => !part.has(stage.id) && verdict(stage, vecGet(graph.stages, stage.index)) === 'open')
    .map(({ id }) => id);
  return { reason: partVerdict(pipeline, graph, part) === 'failed' ? 'part-failed' : 'part-done', left };
}
