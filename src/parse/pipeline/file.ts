/**
 * One pipeline file: text to model, with all its mistakes. Pure.
 *
 *   bytes -> document -> schema -> drafts of stages -> expressions -> templates -> graph -> pipeline
 *
 * No step stops at the first mistake; each continues with the valid part of the previous result.
 */
import type { ProjectPath } from '../../model/brand.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { microsOf } from '../../model/money.ts';
import type { Budget, ContextEntry, Graph, Pipeline } from '../../model/pipeline.ts';
import type { ScopeShape } from '../expression/scope-shape.ts';
import { pipelineSchema, validatePipeline } from '../generated/pipeline-validator.js';
import { choiceAt, mapAt, numberAt, textAt } from '../json/fields.ts';
import { pipelineName } from '../project-files.ts';
import { checkFormat } from '../schema/format.ts';
import { checkSchema, isNoKeyword } from '../schema/output-schema.ts';
import { pointedAt, readYaml } from '../yaml/document.ts';
import { checkArtifactNames } from './artifact-names.ts';
import { contextEntries } from './context-entries.ts';
import { checkBypasses, checkOutputs } from './gate-bypass.ts';
import { checkApproverNames } from './gate-settings.ts';
import { reworkTargets, shapesOf, withGateNeeds } from './gates.ts';
import { isEcho } from './misplaced.ts';
import { checkIdlePrelude, givenTo, settingsOf } from './model-settings.ts';
import { isHopeless, type ParsedPipeline, type Parsing, type Reading, report, reportKey } from './reading.ts';
import { checkRetry } from './retry.ts';
import { draftStages, type StageDraft } from './stage-draft.ts';
import { checkStageExpressions, checkValue } from './stage-expressions.ts';
import { buildGraph, explicitNeeds, type ReadyDraft } from './stage-graph.ts';
import { pipelineHint } from './stage-hints.ts';
import { checkPrompts } from './stage-prompts.ts';
import { checkTimeLimits } from './stage-settings.ts';
import { checkWrite } from './stage-templates.ts';

export function parsePipelineFile(file: ProjectPath, content: Uint8Array | string, parsing: Parsing): ParsedPipeline {
  const { document, diagnostics } = readYaml(file, content, parsing.yaml);
  if (!document) return { pipeline: null, diagnostics, reached: [] };
  const format = checkFormat(document, {
    ...{ validate: validatePipeline, schema: pipelineSchema, hint: pipelineHint },
    isEcho,
  });
  const found = [...diagnostics, ...format];
  const reading: Reading = { parsing, document, diagnostics: found, sources: new Set([file]), reached: [] };
  const raw = isJsonObject(document.value) ? document.value : {};
  const pipeline = assemble(reading, raw, file);
  const { reached } = reading;
  return { pipeline: hasErrors(found) ? null : pipeline, diagnostics: found, reached };
}

function assemble(reading: Reading, raw: JsonObject, file: ProjectPath): Pipeline | null {
  const inputs = inputsSchema(reading, raw);
  checkDefaults(reading, mapAt(raw, 'defaults'));
  checkApproverNames(reading, raw, []);
  checkIdlePrelude(reading, raw);
  const drafts = draftStages(reading, raw, 'stages');
  const finals = draftStages(reading, raw, 'finally');
  const context = contextEntries(reading, raw, inputs);
  const scope = scopeOf(reading, { inputs, context, drafts });
  checkArtifactNames(reading, drafts);
  checkArtifactNames(reading, finals);
  const defaults = mapAt(raw, 'defaults');
  const prelude = isJsonObject(raw.prelude) ? raw.prelude : null;
  const graph = graphOf(reading, drafts, { scope, defaults, prelude });
  const finalScope = { ...scopeOf(reading, { inputs, context, drafts: finals }), finals: true };
  const finalGraph = graphOf(reading, finals, { scope: finalScope, defaults, prelude });
  const outputs = isJsonObject(raw.outputs) ? raw.outputs : null;
  const reads = outputs ? checkValue(reading, outputs, ['outputs'], scope) : null;
  if (graph && reads) checkOutputs(reading, graph, reads);
  if (!graph || !finalGraph) return null;
  return {
    name: textAt(raw, 'name') ?? pipelineName(file),
    description: textAt(raw, 'description'),
    file,
    inputs,
    context,
    budget: budgetOf(mapAt(raw, 'budget')),
    fail: choiceAt(raw, 'fail', ['early', 'late']),
    graph,
    finals: finalGraph,
    outputs,
    sources: [...reading.sources],
  };
}

/** With a budget, calls without a known price are blocked by default. */
function budgetOf(raw: JsonObject): Budget | null {
  const dollars = numberAt(raw, 'usd');
  if (dollars === null) return null;
  return { usd: microsOf(dollars), unknownCost: choiceAt(raw, 'unknown_cost', ['block', 'warn']) };
}

/** Keywords with which a schema can declare inputs. */
const BY_OTHERS = ['properties', 'patternProperties', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', '$ref'];

function inputsSchema(reading: Reading, raw: JsonObject): JsonObject | null {
  const inputs = raw.inputs;
  if (!isJsonObject(inputs)) return null;
  const name = BY_OTHERS.some((keyword) => keyword in inputs) ? undefined : Object.keys(inputs).find(isNoKeyword);
  if (name !== undefined) {
    const message = `"inputs" is a JSON Schema, and this form does not declare the input "${name}"`;
    const hint = `write inputs: { type: object, properties: { ${name}: { type: string } } }`;
    reportKey(reading, ['inputs', name], { code: 'schema/invalid', message, hint });
    return inputs;
  }
  for (const { path, point, ...finding } of checkSchema(inputs)) {
    report(reading, pointedAt(reading.document, { path: ['inputs', ...path], point }), finding);
  }
  return inputs;
}

function checkDefaults(reading: Reading, defaults: JsonObject): void {
  checkTimeLimits(reading, defaults, ['defaults']);
  checkRetry(reading, mapAt(defaults, 'retry'), ['defaults', 'retry']);
}

interface Names {
  readonly inputs: JsonObject | null;
  readonly context: readonly ContextEntry[];
  readonly drafts: readonly StageDraft[];
}

const scopeOf = (reading: Reading, { inputs, context, drafts }: Names): ScopeShape => ({
  inputs,
  context: context.map(({ name }) => name),
  stages: shapesOf(reading, drafts),
  item: undefined,
  vars: reading.parsing.config.vars,
  secrets: Object.keys(reading.parsing.config.secrets),
  finals: false,
  reworked: false,
});

function graphOf(
  reading: Reading,
  drafts: readonly StageDraft[],
  { scope, defaults, prelude }: { scope: ScopeShape; defaults: JsonObject; prelude: JsonObject | null },
): Graph | null {
  const known = new Set(drafts.map(({ id }) => id));
  const targets = reworkTargets(drafts);
  const reworked = { ...scope, reworked: true };
  const ready: ReadyDraft[] = [];
  for (const draft of drafts) {
    if (isHopeless(reading)) return null;
    const needs = explicitNeeds(reading, draft, known);
    const { raw, path } = draft;
    const isReworked = targets.has(draft.id);
    const settings = settingsOf(raw, path, prelude);
    const {
      stages,
      results,
      shown: read,
    } = checkStageExpressions(reading, draft, { scope: isReworked ? reworked : scope, settings });
    const shown = new Set([...needs.keys(), ...read]);
    for (const [id, at] of stages) if (!needs.has(id)) needs.set(id, at);
    const template = raw.uses === 'write' ? checkWrite(reading, raw, { path, results }) : null;
    const files = [...(template === null ? [] : [template]), ...checkPrompts(reading, raw, { settings, results })];
    const given = givenTo(raw, settings.with, { schema: draft.outputSchema, isReworked });
    ready.push({ draft, needs, shown, files, with: given });
  }
  const connected = withGateNeeds(reading, ready);
  const graph = buildGraph(reading, connected, defaults);
  if (graph) checkBypasses(reading, graph, connected);
  return graph;
}
