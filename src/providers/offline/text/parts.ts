/**
 * Divides a subject into parts: segments of an episode, scenes of a video. Pure.
 *
 * N1. The parts of a whole share no fact, and are in the order of the material; only feedback moves one.
 * N2. If there are not enough facts, planned points and then questions fill the rest.
 */
import type { JsonObject } from '../../../model/json.ts';
import { blocksIn, choose, runsOf, tellable } from './choose.ts';
import { type KeyPhrase, keyPhrases, placeIn, withArticle } from './key-phrases.ts';
import { filledFor, isBeyond, isCovered, lensesFor } from './lens.ts';
import { type Lens, WISHED } from './lenses.ts';
import type { Material } from './material.ts';
import { filled } from './phrases.ts';
import { phraseOf, type Subject, subjectFrom, withoutCopies } from './plan.ts';
import { asSentence, capital, cutTo, smallFirst, termsOf } from './words.ts';

export interface Parting {
  readonly count: number;
  /** Entries of the material that the parts follow one by one. */
  readonly along: readonly JsonObject[] | null;
}

/** N1, N2. */
export function partsOf(whole: Subject, { count, along }: Parting, material: Material): readonly Subject[] {
  if (along)
    return Array.from({ length: count }, (_, index) =>
      subjectFrom(along[index % along.length] ?? {}, { index, count }, material),
    ).map((part, i, all) => ({ ...part, before: all[i - 1] ?? null }));
  const wishes = material.focus ? [] : wishesOf(material).slice(0, count);
  const told = material.focus ? whole.facts : toldBy(material);
  const matched = told.length >= count ? wishes.filter(({ facts }) => facts.length > 0) : [];
  const others = wishes.filter((wish) => !matched.includes(wish));
  const rest = count - others.length;
  const planned =
    told.length >= rest
      ? renamed(factParts(told, rest, { whole, material }), matched, material)
      : pointParts(whole, told, rest, material);
  const drafts = arranged(planned, others, matched);
  const parts = distinct(drafts);
  return parts.map((draft, index) => ({
    ...draft,
    ...{ index, count: parts.length, fields: {}, leadsTo: null },
    before: parts[index - 1] ?? null,
  }));
}

/** Moves parts that are to come first or last; added ones come after the first. */
function arranged(planned: readonly Draft[], added: readonly Wish[], matched: readonly Wish[]): readonly Draft[] {
  const placeOf = ({ title }: Draft): Wish['place'] =>
    matched.find(({ text }) => capital(text) === title)?.place ?? 'include';
  const own = (place: Wish['place']): readonly Draft[] => planned.filter((draft) => placeOf(draft) === place);
  const more = (place: Wish['place']): readonly Draft[] => added.filter((wish) => wish.place === place).map(wishDraft);
  const [opening, ...middle] = own('include');
  const start = opening ? [opening] : [];
  return [...more('first'), ...own('first'), ...start, ...more('include'), ...middle, ...own('last'), ...more('last')];
}

/** The sentences of the material that the whole tells, in order. */
const toldBy = (material: Material): readonly string[] =>
  tellable(material.source.length > 0 ? material.source : material.script, material);

type Draft = Omit<Subject, 'index' | 'count' | 'fields' | 'leadsTo' | 'before'>;

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

/** Names a part after a wish if it has most of its subject; the part then tells that first. */
function renamed(parts: readonly Draft[], wishes: readonly Wish[], material: Material): readonly Draft[] {
  const names = new Map(wishes.toReversed().map((wish) => [bestFor(wish, parts), wish]));
  return parts.map((part, i) => {
    const wish = names.get(i);
    if (!wish) return part;
    const { title, phrase, question } = wishDraft(wish);
    const blocks = blocksIn(part.facts, material);
    const isWished = (block: readonly string[]): boolean => block.some((fact) => wish.facts.includes(fact));
    const own = blocks.filter(isWished).flat();
    const facts = [...own, ...blocks.filter((block) => !isWished(block)).flat()];
    const points = [...own, ...part.points.filter((point) => !own.includes(point))].slice(0, 4);
    return { ...part, title, phrase, question, facts, points, picture: pictureIn(own) ?? part.picture };
  });
}

function bestFor({ facts }: Wish, parts: readonly Draft[]): number {
  const hits = parts.map((part) => part.facts.filter((fact) => facts.includes(fact)).length);
  return hits.indexOf(Math.max(...hits));
}

/** Makes duplicate titles distinct. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>();
  return drafts.map((draft, i) => {
    const title = seen.has(draft.title.toLowerCase()) ? `${draft.title}, part ${i + 1}` : draft.title;
    seen.add(title.toLowerCase());
    return title === draft.title ? draft : { ...draft, title };
  });
}

const POINTS = 3;

function factParts(
  told: readonly string[],
  count: number,
  { whole, material }: { whole: Subject; material: Material },
): readonly Draft[] {
  const used = new Set<string>();
  const names = keyPhrases(told, material.topic.terms);
  return runsOf(told, count, material).map((facts) => {
    const points = choose(facts, material, POINTS);
    const phrases = namesFor(facts, points, names).filter((text) => isBeyond(text, material));
    const fresh = phrases.filter((text) => !used.has(text.toLowerCase()) && !isCovered(text, material));
    const [main, second] = fresh.length > 0 ? fresh : phrases;
    for (const text of [main, second]) if (text !== undefined) used.add(text.toLowerCase());
    const name = main === undefined ? plainName(facts[0] ?? whole.title) : withArticle(main, facts);
    return {
      title: count === 1 ? whole.title : titleFor({ main, second, name }, facts),
      phrase: name,
      question: `What should we know about ${name}?`,
      points,
      facts,
      concepts: fresh.slice(0, 5).map(capital),
      picture: pictureIn(facts) ?? (main === undefined ? whole.picture : name),
    };
  });
}

/** Names a part after what it tells first, if that has a meaningful name. */
function namesFor(facts: readonly string[], points: readonly string[], names: readonly KeyPhrase[]): readonly string[] {
  const inTexts = (texts: readonly string[], some: readonly KeyPhrase[]): readonly string[] =>
    some.filter(({ text }) => texts.some((fact) => placeIn(fact, text) >= 0)).map(({ text }) => text);
  const telling = names.filter(({ text, count }) => count > 1 || text.includes(' '));
  const found = [points.slice(0, 2), points, facts].flatMap((texts) => inTexts(texts, telling));
  return withoutCopies([...found, ...inTexts(facts, names)]);
}

/** `The second tank`, `Fuel and engine`; else the beginning of the text. */
function titleFor(
  { main, second, name }: { main: string | undefined; second: string | undefined; name: string },
  facts: readonly string[],
): string {
  const isPair = main !== undefined && second !== undefined && facts.length > 1 && !/ /.test(main + second);
  if (isPair) return `${capital(main)} and ${second}`;
  return capital(main === undefined ? name : name.replace(/^an? /, 'the '));
}

/** An event makes a better picture than a name; a question makes none. */
const pictureIn = (facts: readonly string[]): string | null => facts.find((fact) => !fact.endsWith('?')) ?? null;

/** The beginning of a sentence, as a title. */
const plainName = (text: string): string => cutTo(text, 60).replace(/[.!?。]+$/, '');

/** Facts first, then planned points, one per part; then lenses, one per part. */
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
    concepts: [`${whole.title}: ${smallFirst(lens.concept)}`],
    picture: `${material.topic.title}, shown as ${lens.picture}`,
  };
}
