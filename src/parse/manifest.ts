/**
 * A run's manifest: text to model; and, once its pipeline is known, what it says about it. Pure.
 *
 * `parseManifest` needs no pipeline; `checkManifest` needs no file. Both report all mistakes.
 */
import runSchema from '../../schemas/run.schema.json' with { type: 'json' };
import { didYouMean, listNames } from '../core/nearest.ts';
import { isSkippable } from '../core/skippable.ts';
import { parseAddress } from '../model/address.ts';
import type { RunId } from '../model/brand.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Manifest, Rerun } from '../model/manifest.ts';
import type { Pipeline, Stage } from '../model/pipeline.ts';
import { ordered } from './diagnostic-list.ts';
import { booleanAt, listAt, mapAt, numberAt, textAt, textMapAt, textsAt } from './fields.ts';
import { checkFormat } from './format.ts';
import { validateRun } from './generated/validators.js';
import { usd } from './money.ts';
import { outside, pipelineFile, type ReadText, unknownPipeline, unreadable } from './project-files.ts';
import { checkRunId, runOfFile } from './run-id.ts';
import { type JsonPath, readYaml, type YamlDocument } from './yaml-document.ts';

export interface ParsedManifest {
  /** null exactly when there are errors. */
  readonly manifest: Manifest | null;
  /** For places in later checks; null: the file is no YAML. */
  readonly document: YamlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param file `runs/<id>.yaml`; the id follows from it. */
export function parseManifest(file: string, bytes: Uint8Array | string): ParsedManifest {
  const { id, diagnostics } = idOf(file);
  const reading = readYaml(file, bytes);
  const { document } = reading;
  const format = document ? checkFormat(document, { validate: validateRun, schema: runSchema }) : [];
  const all = ordered([...diagnostics, ...reading.diagnostics, ...format]);
  const complete = document && id !== null && !hasErrors(all) && isJsonObject(document.value);
  return { manifest: complete ? manifestOf(id, document.value) : null, document, diagnostics: all };
}

function idOf(file: string): ReturnType<typeof checkRunId> {
  const id = runOfFile(file);
  if (id !== null) return checkRunId(id, file);
  const message = 'a manifest lies under runs/ and ends in .yaml';
  return {
    id: null,
    diagnostics: [{ code: 'id/unsafe', severity: 'error', message, at: { file }, hint: 'move the file' }],
  };
}

function manifestOf(id: RunId, raw: JsonObject): Manifest {
  const budget = numberAt(mapAt(raw, 'budget'), 'usd');
  return {
    id,
    pipeline: textAt(raw, 'pipeline') ?? '',
    inputs: mapAt(raw, 'inputs'),
    labels: textMapAt(raw, 'labels'),
    priority: numberAt(raw, 'priority') ?? 0,
    paused: booleanAt(raw, 'paused') ?? false,
    cancelled: booleanAt(raw, 'cancelled') ?? false,
    skip: textsAt(raw, 'skip'),
    budget: budget === null ? null : usd(budget),
    rerun: rerunOf(raw.rerun),
  };
}

/** `2`, `{ n: 2, from: outlining }` or `{ n: 2, from: [a, b] }`. */
function rerunOf(rerun: Json | undefined): Rerun | null {
  if (typeof rerun === 'number') return { n: rerun, from: [] };
  if (!isJsonObject(rerun)) return null;
  const one = textAt(rerun, 'from');
  return { n: numberAt(rerun, 'n') ?? 1, from: one === null ? textsAt(rerun, 'from') : [one] };
}

/** Is the pipeline there that the manifest names? @param names of the project's pipelines, to suggest one. */
export function checkPipelineName(
  document: YamlDocument,
  read: ReadText,
  names: readonly string[] = [],
): readonly Diagnostic[] {
  const name = textAt(isJsonObject(document.value) ? document.value : {}, 'pipeline');
  if (name === null) return [];
  const at = document.at(['pipeline']);
  const file = pipelineFile(name);
  const content = file === null ? null : read(file);
  if (file === null) return [outside('pipeline', name, at)];
  if (content === null || content.ok) return [];
  if (content.error.reason === 'missing') return [unknownPipeline(name, at, names)];
  return [unreadable({ what: 'pipeline', path: file, error: content.error }, at)];
}

/** What the manifest says about stages: they must be there, and be what is asked of them. */
export function checkManifest(document: YamlDocument, pipeline: Pipeline): readonly Diagnostic[] {
  const raw = isJsonObject(document.value) ? document.value : {};
  const skips = listAt(raw, 'skip').flatMap((name, index) =>
    checkSkip(document, pipeline, { name, path: ['skip', index] }),
  );
  const reruns = namedInRerun(raw.rerun).flatMap((named) => checkRerun(document, pipeline, named));
  return ordered([...skips, ...reruns]);
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
    return [{ code: 'run/unknown-stage', severity: 'error', message, at, hint: found.hint }];
  }
  if (isSkippable(found.stage)) return [];
  const skippable = pipeline.graph.stages.filter(isSkippable).map(({ id }) => id);
  const hint =
    skippable.length > 0
      ? `can be skipped: ${listNames(skippable)}`
      : 'give the stage "skippable: true" in the pipeline';
  return [{ code: 'run/not-skippable', severity: 'error', message: `the stage "${name}" cannot be skipped`, at, hint }];
}

function checkRerun(document: YamlDocument, pipeline: Pipeline, { name, path }: Named): readonly Diagnostic[] {
  if (typeof name !== 'string') return [];
  const found = findStage(pipeline, name, 'tasks');
  if (found.type === 'found') return [];
  const message = `"rerun" names "${name}", which is no stage of the pipeline ${pipeline.name}`;
  return [{ code: 'run/bad-rerun', severity: 'error', message, at: document.at(path), hint: found.hint }];
}

type Found = { readonly type: 'found'; readonly stage: Stage } | { readonly type: 'unknown'; readonly hint: string };

/** @param allowed `tasks`: one item of a `foreach` may be named too. */
function findStage(pipeline: Pipeline, address: string, allowed: 'stages' | 'tasks'): Found {
  const parsed = parseAddress(address);
  let graph: Pipeline | null = pipeline;
  let stage: Stage | undefined;
  for (const { stage: id, item } of parsed?.graph === 'stages' ? parsed.steps : []) {
    const index: number | undefined = graph?.graph.indexOf.get(id);
    stage = index === undefined ? undefined : graph?.graph.stages[index];
    if (!stage || (item !== null && (stage.foreach === null || allowed === 'stages'))) {
      return { type: 'unknown', hint: hintOf(id, stage, graph) };
    }
    graph = stage.child;
  }
  if (stage) return { type: 'found', stage };
  return { type: 'unknown', hint: hintOf(address, undefined, pipeline) };
}

function hintOf(id: string, stage: Stage | undefined, graph: Pipeline | null): string {
  if (stage) return `write "${id}" without an item`;
  const ids = graph?.graph.stages.map((known) => known.id) ?? [];
  return didYouMean(id, ids) ?? `stages: ${listNames(ids)}`;
}
