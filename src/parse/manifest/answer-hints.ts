/** Hints for answers to gates that are written in a wrong form. Pure. */
import { nearest } from '../../core/nearest.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Mistake } from '../schema/mistakes.ts';
import { unquoted } from '../text/confusable.ts';

/** @param value at the place of the mistake. @returns undefined when it does not look like an answer. */
export function answerHint(
  { type, path }: Pick<Mistake, 'type' | 'path'>,
  value: Json | undefined,
): string | undefined {
  const [first, gate, key] = path;
  if (path.length === 1 && type === 'unknown-key') {
    if (PARTS.has(String(first))) return underGate(String(first), value);
    if (isAnswer(value)) return `indent it under a line "approvals:"`;
  }
  if (first === 'approved' && path.length === 1) return approvedHint(value);
  if (first !== 'approvals' || gate === undefined) return undefined;
  if (path.length === 2) return wholeHint(value);
  const last = path.length === 4 && typeof key === 'number' ? path[3] : key;
  return last === 'approved' && path.length <= 4 ? plainBoolean(value) : undefined;
}

/** Keys of an answer that are not allowed at the top level, unlike `approved`. */
const PARTS: ReadonlySet<string> = new Set(['changes', 'rejected', 'feedback', 'decision', 'of', 'by', 'output']);

/** `review: { approved: true }` at the top level. */
const isAnswer = (value: Json | undefined): value is JsonObject =>
  isJsonObject(value) && ['approved', 'changes', 'rejected', 'decision'].some((key) => Object.hasOwn(value, key));

function underGate(key: string, value: Json | undefined): string {
  const said = typeof value === 'string' && value.length <= 40 ? JSON.stringify(value) : '…';
  return `write it under the name of the gate, as in approvals: { review: { ${key}: ${said} } }`;
}

/** `approved: review`, `approved: "true"`. */
function approvedHint(value: Json | undefined): string | undefined {
  const plain = plainBoolean(value);
  if (plain !== undefined || typeof value !== 'string' || !GATE.test(value) || WORDS.test(value)) return plain;
  const meant = nearest(value, ['true', 'false']);
  return meant === null ? `write approvals: { ${value}: { approved: true } }` : `write ${meant}`;
}

const GATE = /^[a-z][a-z0-9_]{0,63}$/;
const WORDS = /^(yes|no|on|off|y|n|ok)$/;

function plainBoolean(value: Json | undefined): string | undefined {
  const word = typeof value === 'string' ? unquoted(value).toLowerCase() : '';
  return word === 'true' || word === 'false' ? `write ${word}, without quotes` : undefined;
}

/** `review: true`, `review:`, `review: approve`. */
function wholeHint(value: Json | undefined): string | undefined {
  if (typeof value === 'boolean') return `write { approved: ${value} }`;
  if (value === null) return 'write { approved: true }, or { approved: false } for "not yet"';
  if (typeof value === 'string' && /^(true|yes|ok|approved?)$/i.test(value)) return 'write { approved: true }';
  return isJsonObject(value) || Array.isArray(value) ? undefined : 'write a map, as in { approved: true }';
}

/** `auto_approve: true` at a gate of a pipeline. */
export const waiverHint = ({ path }: Pick<Mistake, 'path'>, value: Json | undefined): string | undefined =>
  path.at(-1) === 'auto_approve' && path.at(-2) === 'with' && value === true ? 'write allowed' : undefined;
