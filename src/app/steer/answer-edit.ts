/**
 * An answer to a gate as an edit of the manifest. Pure.
 *
 * A1. One line is added or changed; an answer of somebody else is never removed.
 * A2. A person's new answer replaces their earlier one. An `output` that was given for the open question is kept.
 * A3. An answer that is already there is not written again.
 */
import { mayAnswer } from '../../core/judge-person.ts';
import type { TaskAddress } from '../../model/address.ts';
import { type Digest, shortDigest, unreachable } from '../../model/brand.ts';
import type { Answer, Decision } from '../../model/gate.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonAt } from '../../model/json.ts';
import { answerOf } from '../../parse/manifest/answers.ts';
import { type EditPath, pairValue } from '../../parse/manifest/edit.ts';
import { type Edit, set } from '../steer.ts';

export interface NewAnswer {
  readonly gate: TaskAddress;
  readonly decision: Decision;
  /** null for approvals, and for changes that name items. */
  readonly feedback: string | null;
  readonly items: Readonly<Record<string, string>> | null;
  /** Digest of the content that the answer is about. */
  readonly of: Digest;
  /** Number of the question, from 1. */
  readonly round: number;
  /** `Ada Lovelace <ada@example.org>`, if the gate must know: each entry has `by`. null: anybody may answer. */
  readonly who: string | null;
  /** The `output` of an existing answer that is about the open question; null: none. */
  readonly output: { readonly value: Json } | null;
}

/**
 * @param manifest the complete current manifest.
 * @returns no edits if the answer is already there.
 */
export function answerEdit(manifest: JsonObject, given: NewAnswer): readonly Edit[] {
  const path: EditPath = ['approvals', given.gate];
  const standing = jsonAt(manifest, path) ?? null;
  if (isJsonList(standing)) return inList(standing, path, given);
  if (!isJsonObject(standing)) return [set(path, written(given))];
  if (isOwn(standing, given)) return replaced(standing, path, given);
  return [(source) => pairValue(source, path, written(given))];
}

function inList(answers: readonly Json[], path: EditPath, given: NewAnswer): readonly Edit[] {
  const mine = (answer: Json): answer is JsonObject => isJsonObject(answer) && isOwn(answer, given);
  const about = answers.findLastIndex((answer) => mine(answer) && isAbout(answerOf(answer), given));
  // If none is about the open question, the last one that is about something else.
  const index = about === -1 ? answers.findLastIndex(mine) : about;
  const own = answers[index];
  if (isJsonObject(own)) return replaced(own, [...path, index], given);
  return [set([...path, answers.length], written(given))];
}

/**
 * Is this an answer that the new one replaces? If anybody may answer, there is one answer. Otherwise `by` says whose it
 * is; an answer without it counts as own only if it decides nothing, as in a line from a template.
 */
function isOwn(raw: JsonObject, { who }: NewAnswer): boolean {
  if (who === null) return true;
  const { by, decision } = answerOf(raw);
  return by === null ? decision === 'not-yet' : mayAnswer([by], who);
}

/** A2, A3. */
function replaced(raw: JsonObject, path: EditPath, given: NewAnswer): readonly Edit[] {
  if (isSame(answerOf(raw), raw, given)) return [];
  if (given.output === null) return [set(path, written(given))];
  const { approved: _, ...rest } = written(given);
  const decision: readonly [string, Json] = 'decision' in raw ? ['decision', 'approve'] : ['approved', true];
  return [decision, ...Object.entries(rest)].map(([key, value]) => set([...path, key], value));
}

function isSame(old: Answer, raw: JsonObject, given: NewAnswer): boolean {
  const { decision, feedback, items, output } = old;
  const isByMe = given.who === null || old.by !== null;
  return (
    isByMe &&
    decision === given.decision &&
    raw.approved !== false &&
    feedback === given.feedback &&
    sameTexts(items, given.items) &&
    isAbout(old, given) &&
    (output === undefined) === (given.output === null)
  );
}

const isAbout = ({ of, round = 1 }: Answer, given: NewAnswer): boolean =>
  of !== null && given.of.startsWith(of) && round === given.round;

function sameTexts(a: Answer['items'], b: Answer['items']): boolean {
  if (a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function written({ decision, feedback, items, of, round, who }: NewAnswer): JsonObject {
  const by: JsonObject = who === null ? {} : { by: shortName(who) };
  // The same words may be an answer to an earlier round.
  const about = { of: shortDigest(of), ...(round > 1 ? { round } : {}) };
  switch (decision) {
    case 'approve':
      return { ...by, approved: true, ...about, ...(feedback === null ? {} : { feedback }) };
    case 'changes':
      if (items === null) return { ...by, changes: feedback ?? '', ...about };
      return { ...by, changes: { ...items }, ...about, ...(feedback === null ? {} : { feedback }) };
    case 'reject':
      return { ...by, rejected: feedback ?? '', ...about };
    default:
      return unreachable(decision);
  }
}

/** The e-mail address, or else the name. */
const shortName = (who: string): string => /<([^<>]+)>\s*$/.exec(who)?.[1] ?? who.trim();
