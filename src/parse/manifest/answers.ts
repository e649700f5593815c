/**
 * Converts answers to gates from all forms that a manifest may use to one form. Pure; needs no pipeline.
 *
 * A1. Keys of a wrong type count as absent: the format reports them (schema/format.ts).
 * A2. Of contradicting keys, any may be used: the answer is rejected (answer-mistakes.ts).
 */
import type { Answer } from '../../model/gate.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { mapAt, numberAt, textAt, textMapAt } from '../json/fields.ts';
import type { JsonPath } from '../yaml/document.ts';

/** One answer as written in the file. */
export interface WrittenAnswer {
  readonly path: JsonPath;
  readonly raw: JsonObject;
}

/** The answers in `approvals`, by gate, in the order of the file. */
export function writtenAnswers(manifest: JsonObject): ReadonlyMap<string, readonly WrittenAnswer[]> {
  return new Map(
    Object.entries(mapAt(manifest, 'approvals')).map(([gate, answers]) => [
      gate,
      written(answers, ['approvals', gate]),
    ]),
  );
}

function written(answers: Json, path: JsonPath): readonly WrittenAnswer[] {
  if (isJsonObject(answers)) return [{ path, raw: answers }];
  if (!Array.isArray(answers)) return [];
  return answers.flatMap((raw: Json, index) => (isJsonObject(raw) ? [{ path: [...path, index], raw }] : []));
}

export function approvalsOf(manifest: JsonObject): ReadonlyMap<string, readonly Answer[]> {
  return new Map(
    [...writtenAnswers(manifest)].map(([gate, answers]) => [gate, answers.map(({ raw }) => answerOf(raw))]),
  );
}

export function answerOf(raw: JsonObject): Answer {
  const of = textAt(raw, 'of');
  const round = numberAt(raw, 'round');
  return {
    ...decided(raw),
    items: isJsonObject(raw.changes) ? textMapAt(raw, 'changes') : null,
    of: of === null ? null : `sha256:${of.replace(/^sha256:/, '')}`,
    ...(round === null ? {} : { round }),
    by: textAt(raw, 'by'),
    ...(raw.output === undefined ? {} : { output: raw.output }),
  };
}

function decided(raw: JsonObject): Pick<Answer, 'decision' | 'fallback' | 'feedback'> {
  const feedback = textAt(raw, 'feedback') ?? textAt(raw, 'changes') ?? textAt(raw, 'rejected');
  const decision = claimsOf(raw).find((claim) => claim.decision !== 'not-yet')?.decision ?? 'not-yet';
  if (decision === 'not-yet' && feedback !== null) return { decision: 'changes', fallback: 'reject', feedback };
  return { decision, feedback };
}

/** The decision that one key of an answer expresses. */
export interface Claim {
  readonly key: string;
  readonly decision: Answer['decision'];
}

/** In the order of the file. */
export function claimsOf(raw: JsonObject): readonly Claim[] {
  return Object.keys(raw).flatMap((key) => {
    const decision = claimOf(key, raw[key]);
    return decision === null ? [] : [{ key, decision }];
  });
}

function claimOf(key: string, value: Json | undefined): Answer['decision'] | null {
  switch (key) {
    case 'approved':
      return typeof value === 'boolean' ? APPROVED[`${value}`] : null;
    case 'output':
      return 'approve';
    case 'changes':
      return 'changes';
    case 'rejected':
      return 'reject';
    case 'decision':
      return (['approve', 'changes', 'reject'] as const).find((choice) => choice === value) ?? null;
    default:
      return null;
  }
}

const APPROVED = { true: 'approve', false: 'not-yet' } as const;
