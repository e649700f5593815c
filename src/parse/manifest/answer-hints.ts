/** Hints for answers to gates that are written in a wrong form. Pure. */
import { nearest } from '../../core/nearest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { mapAt } from '../json/fields.ts';
import type { Mistake } from '../schema/mistakes.ts';
import { unquoted } from '../text/confusable.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** @param value at the place of the mistake. @returns undefined when it does not look like an answer. */
export function answerHint(
  { type, path }: Pick<Mistake, 'type' | 'path'>,
  value: Json | undefined,
): string | undefined {
  const [first, gate, key] = path;
  if (path.length === 1 && type === 'unknown-key') {
    if (isPart(first) && first !== 'approved') return underGate(first, value);
    if (isAnswer(value)) return `indent it under a line "approvals:"`;
  }
  if (first === 'approved' && path.length === 1) return approvedHint(value);
  if (first !== 'approvals' || gate === undefined) return undefined;
  if (path.length === 2) return isPart(gate) ? underGate(gate, value) : wholeHint(value);
  if (path.length === 3 && type === 'unknown-key') return innerHint(String(gate), String(key), value);
  const last = path.length === 4 && typeof key === 'number' ? path[3] : key;
  if (last === 'by' && Array.isArray(value)) return eachPerson(String(value[0] ?? 'you@example.org'));
  return last === 'approved' && path.length <= 4 ? plainBoolean(value) : undefined;
}

/** The keys of an answer. Only `approved` is allowed at the top level. */
const PARTS: ReadonlySet<string> = new Set([
  ...['approved', 'changes', 'rejected', 'feedback', 'decision'],
  ...['of', 'round', 'by', 'output'],
]);
const isPart = (key: string | number | undefined): key is string => typeof key === 'string' && PARTS.has(key);

/** `review: { approved: true }` at the top level. */
const isAnswer = (value: Json | undefined): value is JsonObject =>
  isJsonObject(value) && ['approved', 'changes', 'rejected', 'decision'].some((key) => Object.hasOwn(value, key));

function underGate(key: string, value: Json | undefined): string {
  const said = isShort(value) ? JSON.stringify(value) : '…';
  return `write it under the name of the gate, as in approvals: { review: { ${key}: ${said} } }`;
}

const isShort = (value: Json | undefined): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && value.length <= 40);

/** The second half of a text in the quotes of a word processor, which a comma divides: `“shorter, please”`. */
const isHalf = (key: string, value: Json | undefined): boolean =>
  /[\u2019\u201D\u00BB]$/.test(typeof value === 'string' ? value : key);

/** `intro: { review: { approved: true } }`, `parts: { e1: { review: … } }`, `release: { ada@example.org: … }`. */
function innerHint(gate: string, key: string, value: Json | undefined): string | undefined {
  if (key.includes('@')) return eachPerson(key);
  if (isHalf(key, value)) return 'write plain quotes around the whole text: "…"';
  if (isAnswer(value)) return `write the whole address as one key: "${gate}/${key}"`;
  const inner = isJsonObject(value) ? Object.keys(value).find((name) => isAnswer(value[name])) : undefined;
  return inner === undefined ? undefined : `write the whole address as one key: "${gate}[${key}]/${inner}"`;
}

const eachPerson = (who: string): string => `list one answer for each person: [{ by: ${who}, approved: true }, …]`;

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

/**
 * Whoever merges two answers, or pastes a second one, can leave a key twice. To delete one of the two, as is right
 * elsewhere, would lose an answer.
 */
export function withAnswerHints(found: readonly Diagnostic[], document: YamlDocument | null): readonly Diagnostic[] {
  if (!document || !found.some(({ code }) => code === 'yaml/duplicate-key')) return found;
  const gates = isJsonObject(document.value) ? Object.keys(mapAt(document.value, 'approvals')) : [];
  const hints = new Map([
    [spotOf(document.atKey(['approvals'])), 'keep one "approvals:", with the answers to all gates under it'],
    ...gates.map((gate) => [spotOf(document.atKey(['approvals', gate])), bothHint(gate)] as const),
  ]);
  return found.map((one) => {
    const hint = one.code === 'yaml/duplicate-key' && hints.get(spotOf(one.related?.[0]?.at ?? null));
    return hint ? { ...one, hint } : one;
  });
}

const bothHint = (gate: string): string =>
  `keep one of them; if both people answer, write a list: ${gate}: [{ … }, { … }]`;

const spotOf = (at: Diagnostic['at']): string => (at && 'line' in at ? `${at.line}:${at.column}` : '');
