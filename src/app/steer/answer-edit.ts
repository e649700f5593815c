/**
 * An answer to a gate as an edit of the manifest. Pure.
 *
 * A1. One line more, or one line changed; an answer by somebody else is never taken away.
 * A2. Who answered before answers anew in the same place. An `output` that was given for what is on offer now stays.
 * A3. What says the same already is not written again.
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
  /** Of changes that name items, and of approvals, null: none. */
  readonly feedback: string | null;
  readonly items: Readonly<Record<string, string>> | null;
  /** Of the content that is meant. */
  readonly of: Digest;
  /** Of the question, from 1. */
  readonly round: number;
  /** `Ada Lovelace <ada@example.org>`, where the gate must know: each has an entry with `by`; null: anybody may answer. */
  readonly who: string | null;
  /** An `output` that stands there now and is still about what is asked; null: none. */
  readonly output: { readonly value: Json } | null;
}

/**
 * @param manifest as it stands now, whole.
 * @returns none: it says so already.
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
  // Else the last that was about something else.
  const index = about === -1 ? answers.findLastIndex(mine) : about;
  const own = answers[index];
  if (isJsonObject(own)) return replaced(own, [...path, index], given);
  return [set([...path, answers.length], written(given))];
}

/**
 * Where everybody may answer there is one answer, and the newest goes. Else an answer is of whom it says, and one that
 * says nobody only where it decides nothing: it is the line that a template left there.
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
  // The same words may have answered an earlier round.
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

/** The e-mail address, else the name. */
const shortName = (who: string): string => /<([^<>]+)>\s*$/.exec(who)?.[1] ?? who.trim();
