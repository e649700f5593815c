/**
 * Checks what a manifest says about gates: they must exist, and accept this kind of answer. Pure.
 *
 * Whether an answer counts is decided during the run (core/judge.ts); these checks do not depend on the run.
 */
import { anError, aWarning, type Diagnostic, type RelatedPlace } from '../../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { Pipeline } from '../../model/pipeline.ts';
import { listAt } from '../json/fields.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { answerOf, type WrittenAnswer, writtenAnswers } from './answers.ts';
import { gateAt, gateNames, type NamedGate } from './gate-address.ts';

export function checkGates(document: YamlDocument, pipeline: Pipeline): readonly Diagnostic[] {
  if (!isJsonObject(document.value)) return [];
  return [
    ...checkShortForm(document, pipeline, document.value),
    ...checkApprovals(document, pipeline, document.value),
    ...checkWaivers(document, pipeline, document.value),
  ];
}

/** Warns about a short answer that has no effect. */
function checkShortForm(document: YamlDocument, pipeline: Pipeline, raw: JsonObject): readonly Diagnostic[] {
  if (raw.approved === undefined || gateNames(pipeline).length > 0) return [];
  const message = `"approved" answers a gate, and the pipeline ${pipeline.name} has none`;
  return [aWarning('answer/no-gate', message, { at: document.atKey(['approved']), hint: 'delete it' })];
}

function checkApprovals(document: YamlDocument, pipeline: Pipeline, raw: JsonObject): readonly Diagnostic[] {
  return [...writtenAnswers(raw)].flatMap(([address, answers]) => {
    const named = gateAt(pipeline, address);
    if (named.type === 'gate') return answers.flatMap((answer) => checkAnswer(document, named, { ...answer, address }));
    const said: Said = { what: `"approvals" answers "${address}"`, at: document.atKey(['approvals', address]) };
    return [noGate(pipeline, named, said)];
  });
}

function checkWaivers(document: YamlDocument, pipeline: Pipeline, raw: JsonObject): readonly Diagnostic[] {
  return listAt(raw, 'auto_approve').flatMap((address, index): Diagnostic[] => {
    if (typeof address !== 'string') return [];
    const at = document.at(['auto_approve', index]);
    const named = gateAt(pipeline, address);
    if (named.type !== 'gate') return [noGate(pipeline, named, { what: `"auto_approve" names "${address}"`, at })];
    if (named.gate.autoApprove === 'allowed') return [];
    const message = `the gate "${address}" cannot be waived`;
    const hint = 'delete it here, or add "auto_approve: allowed" under "with:" of the gate';
    return [anError('answer/not-waivable', message, { at, hint, related: [definition(named)] })];
  });
}

interface Said {
  readonly what: string;
  readonly at: Diagnostic['at'];
}

function noGate(pipeline: Pipeline, { type, hint }: Exclude<NamedGate, FoundGate>, { what, at }: Said): Diagnostic {
  const isStage = type === 'stage';
  const message = isStage ? `${what}, which is a stage, not a gate` : `${what}, but ${pipeline.name} has no such gate`;
  return anError(isStage ? 'answer/no-gate' : 'answer/unknown-gate', message, { at, hint });
}

type FoundGate = Extract<NamedGate, { readonly type: 'gate' }>;
type AddressedAnswer = WrittenAnswer & { readonly address: string };

const definition = ({ stage }: FoundGate): RelatedPlace => ({ message: 'the gate', at: stage.at });

function checkAnswer(document: YamlDocument, named: FoundGate, answer: AddressedAnswer): readonly Diagnostic[] {
  return [
    ...checkOutput(document, named, answer),
    ...checkRework(document, named, answer),
    ...checkItems(document, named, answer),
  ];
}

function checkOutput(document: YamlDocument, named: FoundGate, answer: AddressedAnswer): readonly Diagnostic[] {
  if (named.gate.editable || answerOf(answer.raw).output === undefined) return [];
  const at = document.atKey([...answer.path, 'output']);
  const message = `an answer to "${answer.address}" cannot have an output: the gate is not editable`;
  const hint = 'delete it, or add "editable: true" to the gate';
  return [anError('answer/not-editable', message, { at, hint, related: [definition(named)] })];
}

/** `approved: false` with feedback is accepted: without `rework` it is a rejection. */
function checkRework(document: YamlDocument, named: FoundGate, answer: AddressedAnswer): readonly Diagnostic[] {
  const { decision, fallback } = answerOf(answer.raw);
  if (named.gate.rework !== null || decision !== 'changes' || fallback !== undefined) return [];
  const at = document.atKey([...answer.path, answer.raw.changes === undefined ? 'decision' : 'changes']);
  const message = `the gate "${answer.address}" does not accept changes: it names no stage to send the run back to`;
  const hint = 'approve or reject, or add "rework:" to the gate';
  return [anError('answer/no-rework', message, { at, hint, related: [definition(named)] })];
}

function checkItems(document: YamlDocument, named: FoundGate, answer: AddressedAnswer): readonly Diagnostic[] {
  const { subject, gate } = named;
  if (gate.rework === null || answerOf(answer.raw).items === null || !subject || subject.foreach !== null) return [];
  const at = document.at([...answer.path, 'changes']);
  const message = `"changes" names items, but "${answer.address}" asks about "${subject.id}", which has none`;
  const hint = 'write one text: changes: "…"';
  return [anError('answer/no-items', message, { at, hint, related: [definition(named)] })];
}
