/**
 * What a piece of writing is about, and how it falls into parts. Pure.
 *
 * P1. Facts are sentences of the material, word for word; where there are none, a plan is made of questions.
 * P2. The parts of a whole share no fact.
 */
import type { Json, JsonObject } from '../../model/json.ts';
import { hashOf, Luck } from './seed.ts';
import { choose, ofFocus, runsOf, tellable, textsIn } from './text-choose.ts';
import { keyPhrases } from './text-key-phrases.ts';
import { CLOSING, LENSES, type Lens, OPENING, WISHED } from './text-lenses.ts';
import type { Material } from './text-material.ts';
import { keyOf } from './text-names.ts';
import { filled, wordPattern } from './text-phrases.ts';
import { asSentence, capital, cutTo, isStopWord, termsOf, uncapital, wordCount } from './text-words.ts';

export interface Subject {
  readonly title: string;
  /** Fits behind `about`. */
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
  /** Name of what the next part is about, where that can be told. */
  readonly leadsTo: string | null;
  /** Values that are known of it and are kept: its id. */
  readonly fields: JsonObject;
}

const MAX_FACTS = 60;

/** Everything that this answer is about. */
export function wholeOf(material: Material): Subject {
  const { topic, focus } = material;
  if (focus) return focusSubject(material, focus);
  const told = material.source.length > 0 ? material.source : material.script;
  const facts = choose(tellable(told, material), material, MAX_FACTS);
  const concepts = conceptsOf(facts, material);
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
        : lensesFor(material, 5).map(({ concept }) => `${topic.title}: ${uncapitalWord(concept)}`),
    picture: `A symbol for ${topic.inside}`,
    index: 0,
    count: 1,
    fields: {},
    leadsTo: null,
  };
}

function focusSubject(material: Material, focus: NonNullable<Material['focus']>): Subject {
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

const WORDS_OF_FACT = 19;

/** What was planned, then what stands right behind it, then the best of the rest: as much as there are words for. */
function factsFor(
  planned: readonly string[],
  { told, share }: { readonly told: readonly string[]; readonly share: readonly string[] },
  material: Material,
): readonly string[] {
  const most = material.words === null ? MAX_FACTS : Math.max(1, Math.round(material.words / WORDS_OF_FACT));
  const places = new Map(told.map((text, i) => [text, i]));
  const behind = planned
    .map((text) => told[(places.get(text) ?? -2) + 1])
    .filter((text) => text !== undefined && share.includes(text));
  const first = withoutCopies([...planned, ...behind.filter((text) => text !== undefined)]).slice(0, most);
  const rest = share.filter((text) => !first.includes(text));
  const facts = withoutCopies([...first, ...choose(rest, material, most - first.length)]);
  return facts.toSorted((a, b) => (places.get(a) ?? -1) - (places.get(b) ?? -1));
}

/** What the part after this one begins with; null where the parts do not follow the order of the material. */
function leadOf(told: readonly string[], focus: NonNullable<Material['focus']>, material: Material): string | null {
  const shares = runsOf(told, focus.count);
  const own = ofFocus(told, material);
  const next = shares[focus.index + 1];
  if (next === undefined || own[0] === undefined || own[0] !== shares[focus.index]?.[0]) return null;
  const isNew = (text: string): boolean =>
    !termsOf(text).every((term) => material.topic.terms.has(term)) && !own.some((fact) => wordPattern(text).test(fact));
  const name = keyPhrases(next, new Set()).find(({ text }) => isNew(text));
  return name ? withArticle(name.text, next) : null;
}

/** A part that somebody has planned: an entry of an outline or a storyboard. */
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
  const parts = [
    entry(/^(?:question|hook)$/),
    entry(/^opening$/),
    ...lists.flatMap(textsIn),
    entry(/^(?:comparison|text|narration|line|caption|voiceover)$/),
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
    picture: entry(/^(?:visual|picture|image|prompt|imageprompt)$/) ?? label,
    fields: value,
    leadsTo: null,
    ...at,
  };
}

const isTold = (text: string): boolean => wordCount(text) >= 5 && /[.!。！]["”)]?$/.test(text);

/** A title as it stands behind `about`. */
const phraseOf = (title: string): string =>
  /[?!:“”"…]/.test(title) ? `“${title.replace(/[“”"]/g, '')}”` : uncapital(title);

export interface Parting {
  readonly count: number;
  /** Entries of the material that the parts follow, one by one. */
  readonly along: readonly JsonObject[] | null;
}

/** The subject in parts. Where its facts do not reach, questions make up the rest. */
export function partsOf(whole: Subject, { count, along }: Parting, material: Material): readonly Subject[] {
  if (along)
    return Array.from({ length: count }, (_, index) =>
      subjectFrom(along[index % along.length] ?? {}, { index, count }, material),
    );
  const wishes = material.focus ? [] : wishesOf(material).slice(0, count);
  const told = material.focus ? whole.facts : toldBy(material);
  const matched = told.length >= count ? wishes.filter(({ facts }) => facts.length > 0) : [];
  const others = wishes.filter((wish) => !matched.includes(wish));
  const rest = count - others.length;
  const planned =
    told.length >= rest
      ? renamed(factParts(told, rest, { whole, material }), matched)
      : pointParts(whole, told, rest, material);
  const drafts = arranged(planned, others, matched);
  return distinct(drafts).map((draft, index) => ({ ...draft, index, count: drafts.length, fields: {}, leadsTo: null }));
}

/** Parts that are to come first or last go there; added ones stand behind the first. */
function arranged(planned: readonly Draft[], added: readonly Wish[], matched: readonly Wish[]): readonly Draft[] {
  const placeOf = ({ title }: Draft): Wish['place'] =>
    matched.find(({ text }) => capital(text) === title)?.place ?? 'include';
  const own = (place: Wish['place']): readonly Draft[] => planned.filter((draft) => placeOf(draft) === place);
  const more = (place: Wish['place']): readonly Draft[] => added.filter((wish) => wish.place === place).map(wishDraft);
  const [opening, ...middle] = own('include');
  const start = opening ? [opening] : [];
  return [...more('first'), ...own('first'), ...start, ...more('include'), ...middle, ...own('last'), ...more('last')];
}

/** What a whole tells, in the order of the material. */
const toldBy = (material: Material): readonly string[] =>
  tellable(material.source.length > 0 ? material.source : material.script, material);

type Draft = Omit<Subject, 'index' | 'count' | 'fields' | 'leadsTo'>;

interface Wish {
  readonly place: 'first' | 'include' | 'last';
  readonly text: string;
  /** Sentences of the material that are close to it. */
  readonly facts: readonly string[];
}

function wishesOf(material: Material): readonly Wish[] {
  const { first, include, last } = material.feedback;
  const told = toldBy(material);
  const wish =
    (place: Wish['place']) =>
    (text: string): Wish => {
      const wanted = new Set(termsOf(text));
      return { place, text, facts: told.filter((fact) => termsOf(fact).some((term) => wanted.has(term))).slice(0, 6) };
    };
  return [...first.map(wish('first')), ...include.map(wish('include')), ...last.map(wish('last'))];
}

function wishDraft({ text, facts }: Wish): Draft {
  return {
    title: capital(text),
    phrase: text,
    question: filled(WISHED.question, { P: text }) ?? asSentence(text),
    points: [...facts, ...WISHED.points.map((point) => filled(point, { P: text }) ?? text)],
    facts,
    concepts: [capital(text.replace(/^(?:the|a|an)\s+/i, ''))],
    picture: text,
  };
}

/** The part that has most of what a wish is about carries its name, and tells that first. */
function renamed(parts: readonly Draft[], wishes: readonly Wish[]): readonly Draft[] {
  const names = new Map(wishes.toReversed().map((wish) => [bestFor(wish, parts), wish]));
  return parts.map((part, i) => {
    const wish = names.get(i);
    if (!wish) return part;
    const { title, phrase, question, picture } = wishDraft(wish);
    const own = part.facts.filter((fact) => wish.facts.includes(fact));
    return { ...part, title, phrase, question, picture, points: withoutCopies([...own, ...part.points]).slice(0, 4) };
  });
}

function bestFor({ facts }: Wish, parts: readonly Draft[]): number {
  const hits = parts.map((part) => part.facts.filter((fact) => facts.includes(fact)).length);
  return hits.indexOf(Math.max(...hits));
}

/** Titles that name something twice are told apart. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>();
  return drafts.map((draft, i) => {
    const title = seen.has(draft.title.toLowerCase()) ? `${draft.title}, part ${i + 1}` : draft.title;
    seen.add(title.toLowerCase());
    return title === draft.title ? draft : { ...draft, title };
  });
}

function factParts(
  told: readonly string[],
  count: number,
  { whole, material }: { whole: Subject; material: Material },
): readonly Draft[] {
  const used = new Set<string>();
  return runsOf(told, count).map((facts) => {
    const phrases = keyPhrases(facts, material.topic.terms)
      .map(({ text }) => text)
      .filter((text) => isBeyond(text, material));
    const fresh = phrases.filter((text) => !used.has(text.toLowerCase()) && !isCovered(text, material));
    const [main, second] = fresh.length > 0 ? fresh : phrases;
    for (const text of [main, second]) if (text !== undefined) used.add(text.toLowerCase());
    const name = main === undefined ? plainName(facts[0] ?? whole.title) : withArticle(main, facts);
    const pair =
      second !== undefined && main !== undefined && facts.length > 1 ? `${capital(main)} and ${second}` : capital(name);
    return {
      title: count === 1 ? whole.title : pair,
      phrase: name,
      question: `What should we know about ${name}?`,
      points: choose(facts, material, 4),
      facts,
      concepts: fresh.slice(0, 5).map(capital),
      picture: main === undefined && isAwkward(name, facts[0]) ? whole.picture : name,
    };
  });
}

/** A question, or only a piece of a sentence: nothing to draw. */
const isAwkward = (name: string, fact = ''): boolean => fact.endsWith('?') || name.length < fact.length - 1;

/** The beginning of a sentence as a name for it. */
const plainName = (text: string): string => cutTo(text, 60).replace(/[.!?。]+$/, '');

/** Facts first, then planned points, one a part; then the lenses, each of which is good for one part. */
function pointParts(whole: Subject, told: readonly string[], count: number, material: Material): readonly Draft[] {
  const isPlanned = whole.count > 1 || material.focus !== null;
  const facts = factParts(told, told.length, { whole, material });
  const points = isPlanned ? whole.points.filter((point) => !told.includes(point)) : [];
  const asked = points.slice(0, count - facts.length).map((point): Draft => pointDraft(point, whole));
  const missing = count - facts.length - asked.length;
  const lenses =
    facts.length + asked.length > 0 ? lensesFor(material, missing + 1).slice(1) : lensesFor(material, missing);
  return [...facts, ...asked, ...lenses.map((lens) => lensDraft(lens, material, whole))];
}

function pointDraft(point: string, whole: Subject): Draft {
  const title = plainName(point);
  const question = point.endsWith('?') ? point : `What should we know about ${phraseOf(title)}?`;
  return {
    title,
    phrase: phraseOf(title),
    question,
    points: [point],
    facts: [],
    concepts: [title],
    picture: whole.picture,
  };
}

function lensDraft(lens: Lens, material: Material, whole: Subject): Draft {
  const points = lens.points.map((point) => filledFor(point, material));
  return {
    title: lens.title,
    phrase: material.topic.inside,
    question: filledFor(lens.question, material),
    points,
    facts: [],
    concepts: [`${whole.title}: ${uncapitalWord(lens.concept)}`],
    picture: `${material.topic.title}, shown as ${lens.picture}`,
  };
}

/** An opening, a closing, and between them what the seed brings, without what was covered and is not wanted. */
export function lensesFor(material: Material, count: number): readonly Lens[] {
  const isFree = ({ title, concept }: Lens): boolean =>
    !isCovered(`${material.topic.title}: ${concept}`, material) &&
    !material.feedback.exclude.some((word) => title.toLowerCase().includes(word.toLowerCase()));
  const middle = new Luck(hashOf(material.topic.title, 'lenses')).shuffled(LENSES);
  const order = [...middle.filter(isFree), ...middle.filter((lens) => !isFree(lens))].slice(0, Math.max(0, count - 2));
  // A story goes from where it starts to what comes next.
  order.sort((a, b) => LENSES.indexOf(a) - LENSES.indexOf(b));
  const lenses = [OPENING, ...order, CLOSING];
  return count <= 0
    ? []
    : count === 1
      ? [OPENING]
      : Array.from({ length: count }, (_, i) =>
          i === count - 1 ? CLOSING : (lenses[i % (lenses.length - 1)] ?? OPENING),
        );
}

function filledFor(text: string, { topic, show }: Material): string {
  return filled(text, { T: topic.inside, A: show.audience === null ? '' : ` to ${show.audience}` }) ?? text;
}

/** Key phrases that earlier work has not used up. */
function conceptsOf(facts: readonly string[], material: Material): readonly string[] {
  const phrases = keyPhrases(facts, material.topic.terms).map(({ text }) => text);
  return phrases
    .filter((text) => isBeyond(text, material) && !isCovered(text, material))
    .slice(0, 12)
    .map(capital);
}

/** Says more than the topic itself. */
const isBeyond = (phrase: string, { topic }: Material): boolean =>
  termsOf(phrase).some((term) => !topic.terms.has(term));

const isCovered = (phrase: string, { covered }: Material): boolean =>
  covered.some((text) => text.toLowerCase().trim() === phrase.toLowerCase());

/** `the combustion chamber`, where the text says it like that. */
export function withArticle(phrase: string, sentences: readonly string[]): string {
  for (const sentence of sentences) {
    const at = placeIn(sentence, phrase);
    const article = at < 0 ? null : /\b(?:the|a|an|its|their)\s+$/i.exec(sentence.slice(Math.max(0, at - 8), at));
    if (article)
      return `${article[0]
        .trim()
        .toLowerCase()
        .replace(/^(?:its|their)$/, 'the')} ${phrase}`;
  }
  return phrase;
}

/** Where a phrase stands that is no part of a longer one: `space`, but not in `a space station`. */
export function placeIn(sentence: string, phrase: string): number {
  const found = wordPattern(phrase).exec(sentence);
  if (!found) return -1;
  const next = /^\s+([\p{L}\p{N}'’-]+)/u.exec(sentence.slice(found.index + found[0].length))?.[1];
  return next === undefined || isStopWord(next.toLowerCase()) ? found.index : -1;
}

const uncapitalWord = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const withoutCopies = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
