/** Checks the stages in `skip` and `rerun` of a manifest: they must exist, and allow it. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { isSkippable } from '../../core/skippable.ts';
import { parseAddress } from '../../model/address.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { Gate } from '../../model/gate.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import { type Pipeline, type Stage, stageCalled } from '../../model/pipeline.ts';
import { listAt, mapAt } from '../json/fields.ts';
import type { JsonPath, YamlDocument } from '../yaml/document.ts';

export function checkStages(document: YamlDocument, pipeline: Pipeline): readonly Diagnostic[] {
  const raw = isJsonObject(document.value) ? document.value : {};
  const skips = listAt(raw, 'skip').flatMap((name, index) =>
    checkSkip(document, pipeline, { name, path: ['skip', index] }),
  );
  const reruns = namedInRerun(raw.rerun).flatMap((named) => checkRerun(document, pipeline, named));
  const budgets = Object.keys(mapAt(mapAt(raw, 'budget'), 'stages')).flatMap((name) =>
    checkBudget(document, pipeline, name),
  );
  return [...skips, ...reruns, ...budgets];
}

interface Named {
  readonly name: Json;
  readonly path: JsonPath;
}

function namedInRerun(rerun: Json | undefined): readonly Named[] {
  const from = isJsonObject(rerun) ? rerun.from : undefined;
  if (typeof from === 'string') return [{ name: from, path: ['rerun', 'from'] }];
  return Array.isArray(from) ? from.map((name: Json, index) => ({ name, path: ['rerun', 'from', index] })) : [];
}

function checkSkip(document: YamlDocument, pipeline: Pipeline, { name, path }: Named): readonly Diagnostic[] {
  if (typeof name !== 'string') return [];
  const at = document.at(path);
  const found = findStage(pipeline, name, 'stages');
  if (found.type === 'unknown') {
    const message = `"skip" names "${name}", which the pipeline ${pipeline.name} does not have`;
    return [anError('run/unknown-stage', message, { at, hint: found.hint })];
  }
  const { gate } = found.stage;
  if (gate) {
    const message = `"${name}" is a gate, and gates cannot be skipped`;
    return [anError('answer/skips-gate', message, { at, hint: insteadOfSkip(gate, name) })];
  }
  if (isSkippable(found.stage)) return [];
  const skippable = pipeline.graph.stages.filter(isSkippable).map(({ id }) => id);
  const hint =
    skippable.length > 0
      ? `can be skipped: ${listNames(skippable)}`
      : 'give the stage "skippable: true" in the pipeline';
  return [anError('run/not-skippable', `the stage "${name}" cannot be skipped`, { at, hint })];
}

const insteadOfSkip = ({ autoApprove }: Gate, name: string): string =>
  autoApprove === 'allowed' ? `write "auto_approve: [${name}]"` : 'answer it under "approvals:" when it asks';

function checkRerun(document: YamlDocument, pipeline: Pipeline, { name, path }: Named): readonly Diagnostic[] {
  if (typeof name !== 'string') return [];
  const found = findStage(pipeline, name, 'tasks');
  if (found.type === 'found') return [];
  const message = `"rerun" names "${name}", which is not a stage of the pipeline ${pipeline.name}`;
  return [anError('run/bad-rerun', message, { at: document.at(path), hint: found.hint })];
}

function checkBudget(document: YamlDocument, pipeline: Pipeline, name: string): readonly Diagnostic[] {
  const found = findStage(pipeline, name, 'tasks');
  if (found.type === 'found') return [];
  const message = `"budget" names "${name}", which is not a stage of the pipeline ${pipeline.name}`;
  const at = document.atKey(['budget', 'stages', name]);
  return [anError('run/unknown-stage', message, { at, hint: found.hint })];
}

type Found = { readonly type: 'found'; readonly stage: Stage } | { readonly type: 'unknown'; readonly hint: string };

/** @param allowed `tasks`: items of a `foreach` may be named too. */
function findStage(pipeline: Pipeline, address: string, allowed: 'stages' | 'tasks'): Found {
  const parsed = parseAddress(address);
  let graph: Pipeline | null = pipeline;
  let stage: Stage | undefined;
  let outer = '';
  for (const { stage: id, item } of parsed?.graph === 'stages' ? parsed.steps : []) {
    stage = graph ? stageCalled(graph.graph, id) : undefined;
    if (!stage || (item !== null && (stage.foreach === null || allowed === 'stages'))) {
      return { type: 'unknown', hint: graph === null ? `"${outer}" has no stages inside` : hintOf(id, stage, graph) };
    }
    graph = stage.child;
    outer = id;
  }
  if (stage) return { type: 'found', stage };
  return { type: 'unknown', hint: hintOf(address, undefined, pipeline) };
}

function hintOf(id: string, stage: Stage | undefined, { graph }: Pipeline): string {
  if (stage) return `write "${id}" without an item`;
  const ids = graph.stages.map((known) => known.id);
  return didYouMean(id, ids) ?? `stages: ${listNames(ids)}`;
}
