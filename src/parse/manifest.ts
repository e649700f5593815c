/**
 * A run's manifest: text to model, and the checks of it against its pipeline. Pure.
 *
 * `parseManifest` needs no pipeline; `checkManifest` needs no file. Both report all mistakes.
 */
import type { RunId } from '../model/brand.ts';
import type { Config } from '../model/config.ts';
import { anError, aWarning, type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { ForkOf, Manifest, ManifestLimits, Rerun } from '../model/manifest.ts';
import { microsOf } from '../model/money.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { ordered } from './diagnostic-list.ts';
import { runSchema, validateRun } from './generated/run-validator.js';
import { booleanAt, choiceAt, mapAt, numberAt, numbersAt, textAt, textMapAt, textsAt } from './json/fields.ts';
import { withAnswerHints } from './manifest/answer-hints.ts';
import { checkAnswers } from './manifest/answer-mistakes.ts';
import { approvalsOf } from './manifest/answers.ts';
import { checkStages } from './manifest/checks.ts';
import { checkGates } from './manifest/gate-checks.ts';
import { manifestHint } from './manifest/hints.ts';
import {
  outside,
  type PipelineNames,
  pipelineFile,
  type ReadText,
  unknownPipeline,
  unreadable,
} from './project-files.ts';
import { checkManifestProviders } from './provider-mistakes.ts';
import { checkRunId, runOfFile } from './run-id.ts';
import { checkFormat } from './schema/format.ts';
import type { CutText } from './yaml/cut-texts.ts';
import { readYaml, type YamlDocument } from './yaml/document.ts';

export interface ParsedManifest {
  /** null exactly when there are errors. */
  readonly manifest: Manifest | null;
  /** For places in later checks; null: the file is not YAML. */
  readonly document: YamlDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param file `runs/<id>.yaml`; the id follows from it. */
export function parseManifest(file: string, bytes: Uint8Array | string): ParsedManifest {
  const { id, diagnostics } = idOf(file);
  const reading = readYaml(file, bytes);
  const { document } = reading;
  const format = document
    ? checkFormat(document, { validate: validateRun, schema: runSchema, hint: manifestHint })
    : [];
  const answers = document ? checkAnswers(document) : [];
  const read = withAnswerHints(reading.diagnostics, document);
  const cut = document?.cutTexts().map(isCut) ?? [];
  const all = ordered([...diagnostics, ...read, ...cut, ...format, ...answers]);
  const complete = document && id !== null && !hasErrors(all) && isJsonObject(document.value);
  return { manifest: complete ? manifestOf(id, document.value) : null, document, diagnostics: all };
}

/** A warning: comments without a space are usual in files that programmers write. */
const isCut = ({ lost, at }: CutText): Diagnostic =>
  aWarning('yaml/cut-text', `\`${lost}\` is a comment in YAML, and not part of the text before it`, {
    at,
    hint: 'put the whole text in quotes, or add a space after the # if it is a comment',
  });

function idOf(file: string): ReturnType<typeof checkRunId> {
  const id = runOfFile(file);
  if (id !== null) return checkRunId(id, file);
  const message = 'a manifest must be under runs/ and end in .yaml';
  return {
    id: null,
    diagnostics: [anError('id/unsafe', message, { at: { file }, hint: 'move the file' })],
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
    budget: budget === null ? null : microsOf(budget),
    limits: limitsOf(mapAt(raw, 'budget')),
    providers: textMapAt(raw, 'providers'),
    replay: textAt(raw, 'replay'),
    rerun: rerunOf(raw.rerun),
    approved: booleanAt(raw, 'approved'),
    approvals: approvalsOf(raw),
    autoApprove: textsAt(raw, 'auto_approve'),
    fork: forkOf(mapAt(raw, 'fork')),
  };
}

function limitsOf(budget: JsonObject): ManifestLimits {
  const maxCost = numberAt(budget, 'max_cost');
  const stages = Object.entries(numbersAt(budget, 'stages')).map(([stage, most]) => [stage, microsOf(most)] as const);
  return {
    stages: Object.fromEntries(stages),
    maxCost: maxCost === null ? null : microsOf(maxCost),
    unknownCost: 'unknown_cost' in budget ? choiceAt(budget, 'unknown_cost', ['block', 'warn']) : null,
  };
}

function forkOf(fork: JsonObject): ForkOf | null {
  const [run, from] = [textAt(fork, 'run'), textAt(fork, 'from')];
  return run === null || from === null ? null : { run, from };
}

/** `2`, `{ n: 2, from: outlining }` or `{ n: 2, from: [a, b] }`. */
function rerunOf(rerun: Json | undefined): Rerun | null {
  if (typeof rerun === 'number') return { n: rerun, from: [] };
  if (!isJsonObject(rerun)) return null;
  const one = textAt(rerun, 'from');
  return { n: numberAt(rerun, 'n') ?? 1, from: one === null ? textsAt(rerun, 'from') : [one] };
}

/** Does the pipeline exist that the manifest names? */
export function checkPipelineName(document: YamlDocument, read: ReadText, names: PipelineNames): readonly Diagnostic[] {
  const name = textAt(isJsonObject(document.value) ? document.value : {}, 'pipeline');
  if (name === null) return [];
  const at = document.at(['pipeline']);
  const file = pipelineFile(name);
  const content = file === null ? null : read(file);
  if (file === null) return ordered([outside('pipeline', name, at)]);
  if (content === null || content.ok) return [];
  if (content.error.reason === 'missing') return ordered([unknownPipeline(name, at, names)]);
  return [unreadable({ what: 'pipeline', path: file, error: content.error }, at)];
}

/** Checks what the manifest says about stages and gates: they must exist, and allow it. */
export function checkManifest(
  document: YamlDocument,
  pipeline: Pipeline,
  config: Pick<Config, 'providers'>,
): readonly Diagnostic[] {
  const providers = checkManifestProviders(document, config);
  return ordered([...checkStages(document, pipeline), ...checkGates(document, pipeline), ...providers]);
}
