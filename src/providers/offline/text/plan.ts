/**
 * What a text is about, and what it tells. Pure.
 *
 * P1. Facts are sentences of the material, word for word; without any, the plan consists of questions.
 * P2. A part in focus tells its planned content before anything else, in the order of the material, unless the plan
 *     has another order.
 */
import type { Json, JsonObject } from '../../../model/json.ts';
import { choose, grounded, ofFocus, runsOf, someTextsIn, tellable } from './choose.ts';
import { keyPhrases, withArticle } from './key-phrases.ts';
import { filledFor, isBeyond, isCovered, lensesFor } from './lens.ts';
import { LENSES } from './lenses.ts';
import type { Focus, Material } from './material.ts';
import { keyOf } from './names.ts';
import { wordPattern } from './phrases.ts';
import { capital, cutTo, smallFirst, termsOf, uncapital, wordCount } from './words.ts';

export interface Subject {
  readonly title: string;
  /** Fits after `about`. */
  readonly phrase: string;
  readonly question: string;
  /** Questions and statements that were planned, or are proposed. */
  readonly points: readonly string[];
  /** Sentences to be told. */
  readonly facts: readonly string[];
  readonly concepts: readonly string[];
  readonly picture: string;
  readonly index: number;
  readonly count: number;
  /** Name of the subject of the next part, if known. */
  readonly leadsTo: string | null;
  /** The previous part. */
  readonly before: Pick<Subject, 'facts' | 'picture'> | null;
  /** Known values that are kept, such as its id. */
  readonly fields: JsonObject;
}

const MAX_FACTS = 60;

/** The subject of the whole answer. */
export function wholeOf(material: Material): Subject {
  const { topic, focus } = material;
  if (focus) return focusSubject(material, focus);
  const told = material.source.length > 0 ? material.source : material.script;
  const all = tellable(told, material);
  const facts = choose(all, material, MAX_FACTS);
  const concepts = conceptsOf(all, material);
  const { first } = material.feedback;
  const wished = first[0] === undefined ? [] : [`What is there to say about ${first[0]}?`];
  const points = [...wished, ...lensesFor(material, 4).map(({ question }) => filledFor(question, material))];
  return {
    title: topic.title === '' ? capital(concepts[0] ?? '') || 'Today’s subject' : topic.title,
    phrase: topic.inside,
    question: topic.question,
    points,
    facts,
    concepts:
      concepts.length > 0
        ? concepts
        : lensesFor(material, 5).map(({ concept }) => `${topic.title}: ${smallFirst(concept)}`),
    picture: `A symbol for ${topic.inside}`,
    index: 0,
    count: 1,
    fields: {},
    leadsTo: null,
    before: null,
  };
}

function focusSubject(material: Material, focus: Focus): Subject {
  const { topic } = material;
  const own = subjectFrom(focus.value, { index: focus.index, count: focus.count }, material);
  const told = tellable(material.source, material);
  const facts = factsFor(own.facts, { told, share: ofFocus(told, material) }, material);
  const concepts = conceptsOf(facts, material);
  return {
    ...own,
    facts,
    concepts: concepts.length > 0 ? concepts : [own.title, topic.title],
    leadsTo: leadOf(told, focus, material),
  };
}

/** The planned facts, then those directly after them, then the best of the rest, within the number of words. */
function factsFor(
  planned: readonly string[],
  { told, share }: { readonly told: readonly string[]; readonly share: readonly string[] },
  material: Material,
): readonly string[] {
  const places = new Map(told.map((text, i) => [text, i]));
  const behind = planned
    .map((text) => told[(places.get(text) ?? -2) + 1])
    .filter((text) => text !== undefined && share.includes(text));
  const first = withoutCopies([...planned, ...behind.filter((text) => text !== undefined)]);
  const rest = share.filter((text) => !first.includes(text));
  const facts = withinWords([...first, ...choose(rest, material, MAX_FACTS)], material.words);
  const placeOf = (text: string): number => places.get(text) ?? -1;
  const ordered = facts.toSorted((a, b) => placeOf(a) - placeOf(b));
  const plan = planned.filter((text) => facts.includes(text) && places.has(text)).slice(0, PLAN_POINTS);
  // The plan has another order than the material.
  const isMoved = plan.length > 1 && placeOf(plan[0] ?? '') > placeOf(plan[1] ?? '');
  return grounded(isMoved ? withoutCopies([...plan, ...ordered]) : ordered, material);
}

const PLAN_POINTS = 2;

/** The first facts, up to the number of words. */
function withinWords(facts: readonly string[], words: number | null): readonly string[] {
  const kept: string[] = [];
  let count = 0;
  for (const text of facts) {
    if (kept.length >= MAX_FACTS || (words !== null && count >= words)) break;
    kept.push(text);
    count += wordCount(text);
  }
  return kept;
}

/** The first subject of the next part; null if the parts do not follow the order of the material. */
function leadOf(told: readonly string[], focus: Focus, material: Material): string | null {
  const shares = runsOf(told, focus.count, material);
  const own = ofFocus(told, material);
  const next = shares[focus.index + 1];
  if (next === undefined || own[0] === undefined || own[0] !== shares[focus.index]?.[0]) return null;
  const isNew = (text: string): boolean =>
    !termsOf(text).every((term) => material.topic.terms.has(term)) && !own.some((fact) => wordPattern(text).test(fact));
  const name = keyPhrases(next, new Set()).find(({ text }) => isNew(text));
  return name ? withArticle(name.text, next) : null;
}

/** A planned part: an entry of an outline or a storyboard. */
export function subjectFrom(value: JsonObject, at: { index: number; count: number }, material: Material): Subject {
  const entry = (names: RegExp): string | null => {
    const found = Object.entries(value).find(
      ([key, text]) => names.test(keyOf(key)) && typeof text === 'string' && text !== '',
    );
    return typeof found?.[1] === 'string' ? found[1].replace(/\s+/g, ' ').trim() : null;
  };
  const title =
    entry(/^(?:title|heading|name|headline|label|theme)$/) ??
    entry(/^(?:caption|summary|text|narration|description|prompt)$/) ??
    material.topic.title;
  const label = cutTo(title, 80).replace(/[.:;,]+$/, '');
  const lists = Object.values(value).filter((inner): inner is readonly Json[] => Array.isArray(inner));
  const question = entry(/^(?:question|hook)$/);
  const isAsked = question?.endsWith('?') === true;
  const parts = [
    isAsked ? question : null,
    ...lists.flatMap(someTextsIn),
    entry(/^opening$/),
    entry(/^(?:comparison|text|narration|line|caption|voiceover)$/),
    isAsked ? null : question,
  ];
  const listed = parts.filter((text) => text !== null && text !== title);
  const told = listed.length > 0 ? listed : [entry(/^(?:summary|description)$/)];
  const sentences = withoutCopies(told.filter((text) => text !== null));
  const questions = sentences.filter((text) => text.endsWith('?') && wordCount(text) > 2);
  const statements = sentences.filter((text) => !text.endsWith('?'));
  return {
    title: label,
    phrase: phraseOf(label),
    question: questions[0] ?? `What should we know about ${phraseOf(label)}?`,
    points: [...questions, ...statements.filter((text) => !isTold(text))],
    facts: tellable(statements.filter(isTold), material),
    concepts: [label],
    picture: entry(/^(?:visual|picture|image|prompt|imageprompt)$/) ?? pictureFor(title, at.index, material),
    fields: value,
    leadsTo: null,
    before: null,
    ...at,
  };
}

/** The picture for a title; a question makes none, so the topic is shown through a lens instead. */
function pictureFor(title: string, index: number, { topic }: Material): string {
  const lens = LENSES[index % LENSES.length];
  return title.includes('?') && topic.title !== '' && lens
    ? `${topic.title}, shown as ${lens.picture}`
    : cutTo(title, 160).replace(/[.:;,]+$/, '');
}

const isTold = (text: string): boolean => wordCount(text) >= 5 && /[.!。！]["”)]?$/.test(text);

/** A title in a form that fits after `about`. */
export const phraseOf = (title: string): string =>
  /[?!:“”"…]/.test(title) ? `“${title.replace(/[“”"]/g, '')}”` : uncapital(title);

/** Key phrases that earlier work has not used. */
function conceptsOf(facts: readonly string[], material: Material): readonly string[] {
  const phrases = keyPhrases(facts, material.topic.terms).map(({ text }) => text);
  return phrases
    .filter((text) => isBeyond(text, material) && !isCovered(text, material))
    .slice(0, 12)
    .map(capital);
}

export const withoutCopies = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
