/**
 * The answers to one gate in a manifest, each with a text that identifies it. Pure.
 *
 * A1. The short and the named form are different answers, even with the same content.
 */

import { canonicalJson } from '../../model/canonical-json.ts';
import type { Answer } from '../../model/gate.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { booleanAt } from '../json/fields.ts';
import { approvalsOf } from './answers.ts';

/** An answer with the form it was written in. */
export interface Stood {
  readonly form: 'named' | 'short';
  readonly answer: Answer;
}

type Said = Pick<Manifest, 'approved' | 'approvals'>;

export const namedAnswers = ({ approvals }: Said, gate: string): readonly Stood[] =>
  (approvals.get(gate) ?? []).map((answer) => ({ form: 'named', answer }));

export const shortAnswers = ({ approved }: Said): readonly Stood[] =>
  approved === null ? [] : [{ form: 'short', answer: approved ? APPROVED : NOT_YET }];

const NOT_YET: Answer = { decision: 'not-yet', feedback: null, items: null, of: null, by: null };
const APPROVED: Answer = { ...NOT_YET, decision: 'approve' };

/** A1. The text to digest or compare. */
export function answerText({ form, answer }: Stood): string {
  const { output, ...said } = answer;
  return canonicalJson({ form, ...said, ...(output === undefined ? {} : { output }) });
}

/** Reads a manifest that may have other mistakes. @param value of the file; undefined: it is not YAML. */
export const saidIn = (value: Json | undefined): Said =>
  isJsonObject(value)
    ? { approved: booleanAt(value, 'approved'), approvals: approvalsOf(value) }
    : { approved: null, approvals: new Map() };
