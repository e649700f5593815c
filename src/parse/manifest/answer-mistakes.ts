/**
 * Mistakes in an answer that do not depend on its gate: contradictions, or missing parts. Pure.
 *
 * Of two contradicting keys, the second is marked, and the first is a related place.
 */
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { textAt } from '../json/fields.ts';
import type { JsonPath, YamlDocument } from '../yaml/document.ts';
import { answerOf, type Claim, claimsOf, type WrittenAnswer, writtenAnswers } from './answers.ts';

/** Mistakes in `approvals` that can be found without the pipeline. */
export function checkAnswers(document: YamlDocument): readonly Diagnostic[] {
  if (!isJsonObject(document.value)) return [];
  return [...writtenAnswers(document.value).values()].flatMap((answers) => [
    ...answers.flatMap((answer) => checkAnswer(document, answer)),
    ...twoMinds(document, answers),
  ]);
}

function checkAnswer(document: YamlDocument, answer: WrittenAnswer): readonly Diagnostic[] {
  return [
    ...undecided(document, answer),
    ...contradictions(document, answer),
    ...feedbackTwice(document, answer),
    ...unexplained(document, answer),
    ...blankTexts(document, answer),
  ];
}

const UNDECIDING = new Set(['feedback', 'of', 'by', 'output']);

/** Is a decision missing? Not reported if an unknown key may be a misspelt decision, which the format reports. */
function undecided(document: YamlDocument, { path, raw }: WrittenAnswer): readonly Diagnostic[] {
  if (!Object.keys(raw).every((key) => UNDECIDING.has(key))) return [];
  const at = document.atKey(path);
  return [anError('answer/no-decision', 'the answer contains no decision', { at, hint: toAdd(raw) })];
}

function toAdd(raw: JsonObject): string {
  if ('output' in raw) return 'add "approved: true": an output is the content to approve';
  if ('feedback' in raw) return 'add "decision: changes" or "decision: reject"';
  return 'add "approved: true", or "approved: false" for not yet';
}

function contradictions(document: YamlDocument, { path, raw }: WrittenAnswer): readonly Diagnostic[] {
  const claims = claimsOf(raw);
  return claims.flatMap((claim, index) => {
    const first = claims.slice(0, index).find((earlier) => isClash(earlier, claim));
    if (!first) return [];
    const message = `${spelled(raw, claim)} contradicts ${spelled(raw, first)}`;
    return [contradiction(document, path, { first: first.key, second: claim.key, message })];
  });
}

/** Do two decisions contradict each other? `approved: false` is compatible with everything except an approval. */
function isClash({ decision: a }: Claim, { decision: b }: Claim): boolean {
  if (a === 'not-yet') return b === 'approve';
  if (b === 'not-yet') return a === 'approve';
  return a !== b;
}

const spelled = (raw: JsonObject, { key }: Claim): string =>
  key === 'approved' || key === 'decision' ? `"${key}: ${String(raw[key])}"` : `"${key}"`;

function feedbackTwice(document: YamlDocument, { path, raw }: WrittenAnswer): readonly Diagnostic[] {
  const [first, second] = Object.keys(raw).filter(
    (key) => key === 'feedback' || ((key === 'changes' || key === 'rejected') && textAt(raw, key) !== null),
  );
  if (first === undefined || second === undefined || !('feedback' in raw)) return [];
  const message = `the feedback is given twice, under "${first}" and under "${second}"`;
  return [contradiction(document, path, { first, second, message })];
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly message: string;
}

function contradiction(document: YamlDocument, path: JsonPath, { first, second, message }: Pair): Diagnostic {
  const related = [{ message: `"${first}" is here`, at: document.atKey([...path, first]) }];
  const at = document.atKey([...path, second]);
  return anError('answer/contradiction', message, { at, hint: 'delete one of the two', related });
}

/** The long form (`decision`) without the feedback that it needs. */
function unexplained(document: YamlDocument, { path, raw }: WrittenAnswer): readonly Diagnostic[] {
  const { decision } = raw;
  if (decision !== 'changes' && decision !== 'reject') return [];
  if (['feedback', 'changes', 'rejected'].some((key) => key in raw)) return [];
  const message = `"decision: ${decision}" needs "feedback" beside it`;
  const hint = `add "feedback:" and say ${decision === 'changes' ? 'what should change' : 'why'}`;
  return [anError('answer/no-feedback', message, { at: document.at([...path, 'decision']), hint })];
}

function blankTexts(document: YamlDocument, { path, raw }: WrittenAnswer): readonly Diagnostic[] {
  const feedback = ['feedback', 'changes', 'rejected'].map((key) => ({ keys: [key], text: raw[key] }));
  const items = isJsonObject(raw.changes)
    ? Object.entries(raw.changes).map(([key, text]) => ({ keys: ['changes', key], text }))
    : [];
  return [...feedback, ...items, { keys: ['by'], text: raw.by }].flatMap(({ keys, text }): Diagnostic[] => {
    if (typeof text !== 'string' || text.trim() !== '') return [];
    const [at, message] = [document.at([...path, ...keys]), `"${keys.at(-1)}" must not be empty`];
    if (keys[0] === 'by') return [anError('format/bad-value', message, { at })];
    return [anError('answer/no-feedback', message, { at, hint: 'write a few words' })];
  });
}

/** In a list for a quorum, each person may answer once about a content. */
function twoMinds(document: YamlDocument, answers: readonly WrittenAnswer[]): readonly Diagnostic[] {
  const firsts = new Map<string, WrittenAnswer>();
  return answers.flatMap((answer): Diagnostic[] => {
    const { by, of, decision } = answerOf(answer.raw);
    if (by === null || claimsOf(answer.raw).length === 0) return [];
    const key = JSON.stringify([by.trim().toLowerCase(), of?.slice(0, SHORTEST_OF) ?? null]);
    const first = firsts.get(key);
    if (!first) firsts.set(key, answer);
    if (!first || answerOf(first.raw).decision === decision) return [];
    const at = document.at([...answer.path, 'by']);
    const message = `"${by}" answers twice, with different decisions`;
    const related = [{ message: 'the first answer', at: document.at([...first.path, 'by']) }];
    return [anError('answer/two-minds', message, { at, hint: 'delete one of the two', related })];
  });
}

/** `sha256:` and 8 hex digits: all that two answers about one content must have in common. */
const SHORTEST_OF = 15;
