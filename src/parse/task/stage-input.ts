/** The input of a stage besides `with`, and the part of it that is in the fingerprint. Pure. */
import type { Digest, StageId } from '../../model/brand.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isProgram, type Pipeline, type Stage } from '../../model/pipeline.ts';
import type { Artifact } from '../../model/result.ts';
import type { Scope, StageView } from '../../model/scope.ts';
import { artifactValue } from '../expression/run.ts';
import type { Fingerprints } from './fingerprint.ts';

/** Programs get the input document (PIPELINE_INPUT); all other kinds only get their resolved `with`. */
export const seesInput = isProgram;

interface Shown {
  readonly stage: Stage;
  readonly item: { readonly value: Json; readonly index: number } | null;
  readonly scope: Scope;
}

/** Ids of the stages whose results are passed to a stage's program. */
export function shownTo(pipeline: Pipeline, stage: Stage): readonly StageId[] {
  const graph = pipeline.finals.stages[stage.index] === stage ? pipeline.finals : pipeline.graph;
  return stage.shows.flatMap((need) => graph.stages[need]?.id ?? []);
}

export function inputDocument(pipeline: Pipeline, { stage, item, scope }: Shown): JsonObject {
  const needs: Record<StageId, JsonObject> = {};
  for (const id of shownTo(pipeline, stage)) needs[id] = needValue(scope.stage(id));
  return {
    inputs: scope.inputs,
    context: scope.context,
    // Not the index: an item that only moved is the same work. A stage that needs it uses `${{ index }}`.
    ...(item ? { item: item.value } : {}),
    ...(scope.feedback && scope.feedback.length > 0 ? { feedback: scope.feedback } : {}),
    needs,
  };
}

/** The result of a settled stage, as its readers see it. */
function needValue(view: StageView): JsonObject {
  const known = values.get(view);
  if (known) return known;
  const { output, artifacts, items } = view;
  const made = { output, artifacts: items ? items.map((one) => byName(one.artifacts)) : byName(artifacts) };
  values.set(view, made);
  return made;
}
const values = new WeakMap<StageView, JsonObject>();

const byName = (artifacts: readonly Artifact[]): JsonObject =>
  Object.fromEntries(artifacts.map((artifact) => [artifact.name, artifactValue(artifact)]));

const digests = new WeakMap<StageView, Digest>();

/** By content: a file with another path and equal content is equal. */
export function needDigest(view: StageView, fingerprints: Fingerprints): Digest {
  const known = digests.get(view);
  if (known) return known;
  const files = (view.items ?? [view]).map(({ artifacts }) =>
    artifacts.map(({ name, sha256, mediaType }) => ({ name, sha256, media_type: mediaType })),
  );
  const made = fingerprints.of({ output: view.output, artifacts: files });
  digests.set(view, made);
  return made;
}
