/**
 * A conversation about a subject: one asks; the others tell the material, or how to approach a question. Pure.
 *
 * D1. Facts are told word for word; everything around them comes from the pools of turns.ts.
 * D2. What a turn does decides who speaks (cast.ts), so the same character always asks.
 * D3. Nobody speaks twice in a row, unless there is only one voice.
 * D4. Several manners are tried; the one whose length is closest to the requested number of words is taken.
 */
import { type Act, type Cast, castOf } from './cast.ts';
import { type KeyPhrase, keyPhrases, placeIn, withArticle } from './key-phrases.ts';
import { LENSES } from './lenses.ts';
import type { Material } from './material.ts';
import { Phrases, type Slots } from './phrases.ts';
import type { Subject } from './plan.ts';
import type { Character } from './show.ts';
import * as say from './turns.ts';
import { asSentence, smallFirst, termsOf, wordCount } from './words.ts';

export interface Turn {
  readonly speaker: Character;
  readonly text: string;
  readonly act: Act;
}

export interface TalkPlan {
  readonly subject: Subject;
  readonly material: Material;
  readonly speakers: readonly Character[];
  readonly words: number;
  readonly min: number;
  readonly max: number;
}

/** One way to tell the subject. */
interface Manner {
  /** Share of the requested words at which it ends. */
  readonly share: number;
  readonly agrees: 'agrees' | 'begins';
  readonly reacts: 'reacts' | 'asks';
  /** Are two short facts told in one turn? */
  readonly tells: 'two' | 'one';
  /** Is a fact that is too long for the rest skipped for a shorter one? */
  readonly skips: 'skips' | 'stays';
}

const SHARES = [1, 0.94, 1.06, 0.88, 1.12, 0.8, 1.2];
/** At this relative deviation no other manner is tried. */
const CLOSE = 0.03;
/** At this relative deviation no manner that skips facts is tried. */
const GOOD = 0.07;
/** From this length on, one turn more or less does not matter. */
const MANY_WORDS = 600;

/** The first manner that is close enough; else the closest. */
export function talk(plan: TalkPlan): readonly Turn[] {
  const names = namesIn(plan);
  let best: { readonly turns: readonly Turn[]; readonly away: number } | null = null;
  for (const manner of mannersFor(plan)) {
    if (manner.skips === 'skips' && best !== null && best.away <= GOOD) break;
    const turns = new Talk(plan, manner, names).turns();
    const away = Math.abs(wordsIn(turns) - plan.words) / plan.words;
    if (best === null || away < best.away) best = { turns, away };
    if (away <= CLOSE) break;
  }
  return best?.turns ?? [];
}

const wordsIn = (said: readonly { readonly text: string }[]): number =>
  said.reduce((sum, { text }) => sum + wordCount(text), 0);

function mannersFor({ words }: TalkPlan): readonly Manner[] {
  if (words > MANY_WORDS) return [{ share: 1, agrees: 'agrees', reacts: 'reacts', tells: 'two', skips: 'stays' }];
  const opening = words > 90 ? (['agrees', 'begins'] as const) : (['begins'] as const);
  const plain = (['reacts', 'asks'] as const).flatMap((reacts) =>
    (['two', 'one'] as const).flatMap((tells) => opening.map((agrees) => ({ reacts, tells, agrees }))),
  );
  return (['stays', 'skips'] as const).flatMap((skips) =>
    SHARES.flatMap((share) => plain.map((manner): Manner => ({ ...manner, share, skips }))),
  );
}

/** For each fact, phrases for what it is about: the closest to the subject first. */
type Names = ReadonlyMap<string, readonly string[]>;

function namesIn({ subject: { facts }, material: { source, topic } }: TalkPlan): Names {
  const told = source.length > 0 ? source.slice(0, 1_500) : facts;
  const isWorth = ({ text, count }: KeyPhrase): boolean =>
    (count > 1 || text.includes(' ')) && termsOf(text).some((term) => !topic.terms.has(term));
  const names = keyPhrases(told, topic.terms)
    .filter(isWorth)
    .map(({ text }) => text);
  return new Map(facts.map((fact) => [fact, names.filter((name) => placeIn(fact, name) >= 0)]));
}

const WORDS_TO_ASK = 12;
const WORDS_TO_PONDER = 40;

class Talk {
  readonly #plan: TalkPlan;
  readonly #manner: Manner;
  readonly #cast: Cast;
  readonly #phrases: Phrases;
  readonly #slots: Slots;
  readonly #turns: Turn[] = [];
  readonly #names: Names;
  /** Phrases that were asked about: each is used once. */
  readonly #named = new Set<string>();
  #words = 0;
  #asked = 0;

  constructor(plan: TalkPlan, manner: Manner, names: Names) {
    const { subject, material } = plan;
    const { show, topic } = material;
    this.#plan = plan;
    this.#manner = manner;
    this.#names = names;
    this.#cast = castOf(plan.speakers);
    const share = { seed: topic.title, index: subject.index, count: Math.max(subject.count, 1) };
    this.#phrases = new Phrases(share, show.avoid);
    this.#slots = {
      T: topic.inside,
      L: subject.title.replace(/[.!]+$/, ''),
      A: show.audience === null ? '' : ` for ${show.audience}`,
      ...(show.name === null ? {} : { S: show.name.replace(/[.!]+$/, '') }),
    };
  }

  turns(): readonly Turn[] {
    const { max, min } = this.#plan;
    const closing = this.#closing();
    this.#open();
    const queue = [...this.#plan.subject.facts];
    const questions = this.#questions();
    let before = say.AGREE;
    for (let round = 0; round < 400; round += 1) {
      if (this.#turns.length + 2 + closing.length > max || this.#isEnough(closing, min, queue[0])) break;
      const fact = this.#nextOf(queue, closing);
      if (fact !== undefined) this.#tell(fact, queue, before);
      else if (!this.#ponder(questions, before)) break;
      before = fact === undefined ? say.FOLLOW : say.REACT;
    }
    for (const turn of closing) if (this.#turns.length < max || this.#isLast(turn.act)) this.#add(turn.act, turn.text);
    for (let i = this.#turns.length; i < min && this.#turns.length < min; i += 1)
      this.#add(this.#isLast('tell') ? 'ask' : 'tell', this.#say(say.GO_ON) || 'Yes.');
    return this.#turns;
  }

  /** Would another exchange move further away from the requested length? */
  #isEnough(closing: readonly { readonly text: string }[], min: number, next: string | undefined): boolean {
    const rest = wordsIn(closing);
    const more = next === undefined ? WORDS_TO_PONDER : wordCount(next) + WORDS_TO_ASK;
    const wanted = this.#plan.words * this.#manner.share;
    const isSaid = this.#asked > 0 || this.#turns.length > 1 || this.#plan.speakers.length < 2;
    return isSaid && this.#words + rest + more / 2 >= wanted && this.#turns.length + closing.length >= min;
  }

  /** Takes the next fact from the queue; skipped ones are dropped as well. */
  #nextOf(queue: string[], closing: readonly { readonly text: string }[]): string | undefined {
    const room = this.#plan.words * this.#manner.share - (this.#words + WORDS_TO_ASK + wordsIn(closing));
    const { hangsOn } = this.#plan.material;
    const fitting = queue.findIndex((fact) => wordCount(fact) <= room && !hangsOn.has(fact));
    if (this.#manner.skips === 'skips' && fitting > 0) queue.splice(0, fitting);
    return queue.shift();
  }

  #say(pool: readonly string[], more: Slots = {}, whenEmpty: 'again' | 'stop' = 'again'): string {
    const other = this.#cast.answering(this.#asked + 1).spoken;
    return this.#phrases.next(pool, { ...this.#slots, N: other, ...more }, whenEmpty) ?? '';
  }

  #isLast(act: Act): boolean {
    return this.#turns.at(-1)?.speaker === this.#cast.speakerOf(act, this.#asked);
  }

  /** D3. */
  #add(act: Act, text: string): void {
    if (text === '') return;
    const last = this.#turns.at(-1);
    const speaker = this.#cast.speakerOf(act, this.#asked);
    if (last && last.speaker === speaker && this.#plan.speakers.length > 1)
      this.#turns[this.#turns.length - 1] = { ...last, text: `${last.text} ${text}` };
    else this.#turns.push({ speaker, text, act });
    this.#words += wordCount(text);
  }

  #open(): void {
    const { subject, words, material } = this.#plan;
    if (words < 40) return;
    if (subject.index > 0) {
      const isRubric = material.show.recurring.includes(subject.title);
      this.#add('ask', this.#say(isRubric ? say.RUBRICS : say.OPENERS));
      return;
    }
    const { hook } = Object.fromEntries(material.known);
    const isHooked = typeof hook === 'string' && wordCount(hook) < 30;
    const greeting = isHooked ? `${this.#say(say.HELLO)} ${asSentence(hook)}`.trim() : this.#say(say.WELCOME);
    this.#add('welcome', greeting || this.#say(['Today we talk about {T}.']));
    if (this.#manner.agrees === 'agrees' && this.#isAsking()) this.#agree();
  }

  /** The answer to a welcome, unless its speaker has just spoken. */
  #agree(): void {
    if (!this.#isLast('agree')) this.#add('agree', this.#say(say.AGREE));
  }

  #closing(): readonly { readonly act: Act; readonly text: string }[] {
    const { subject, words } = this.#plan;
    if (words < 60) return [];
    const isLast = subject.index === subject.count - 1;
    // The character that asks leads over to the next part.
    if (!isLast) return [{ act: 'ask', text: this.#bridge() }];
    const bye = this.#say(say.GOODBYE);
    return [
      { act: 'close', text: bye === '' ? this.#say(['That was our look at {T}. Thank you for listening.']) : bye },
      { act: 'thank', text: this.#say(say.THANKS) },
    ];
  }

  /** The question for the next part, if one is planned. */
  #bridge(): string {
    const { question } = this.#plan.subject.fields;
    const lead = typeof question === 'string' && question.endsWith('?') ? question : null;
    return lead === null ? this.#say(say.WRAP) : this.#say(say.LEADS, { Q: lead });
  }

  /** One question, then a fact, or two short ones. */
  #tell(fact: string, queue: string[], before: readonly string[]): void {
    const asked = this.#isAsking() ? this.#questionFor(fact) : '';
    if (asked !== '') {
      this.#add('ask', this.#isReacting(before) ? `${this.#say(before)} ${asked}` : asked);
    }
    this.#asked += 1;
    const next = queue[0];
    const isHanging = next !== undefined && this.#plan.material.hangsOn.get(next) === fact;
    const isShort = next !== undefined && wordCount(fact) + wordCount(next) < 34 && this.#plan.words > 60;
    const isTwo = isHanging || (isShort && this.#manner.tells === 'two');
    if (isTwo) queue.shift();
    this.#add('tell', isTwo ? `${fact} ${next}` : fact);
  }

  /** Empty if the title of the part, just spoken, already was the question. */
  #questionFor(fact: string): string {
    const name = this.#nameIn(fact);
    const isOpened = this.#turns.length === 1 && this.#asked === 0 && this.#plan.subject.index > 0;
    const isNamed = name !== null && placeIn(this.#plan.subject.title, name.replace(/^(?:the|an?) /, '')) >= 0;
    if (isOpened && (name === null || isNamed)) return '';
    if (name === null) return this.#say(this.#asked === 0 ? say.START : say.GO_ON);
    return this.#say(this.#asked === 0 && !isOpened ? say.BEGIN : say.ASK, { P: name });
  }

  #isAsking(): boolean {
    return this.#plan.speakers.length > 1;
  }

  /** Does a question begin with a word about the answer before it? */
  #isReacting(before: readonly string[]): boolean {
    return this.#asked > 0 && before !== say.AGREE && this.#manner.reacts === 'reacts';
  }

  /** Takes the next question. @returns false: there was none. */
  #ponder(questions: string[], before: readonly string[]): boolean {
    const question = questions.shift();
    if (question === undefined) return false;
    const react = this.#isReacting(before) ? this.#say(before, {}, 'stop') : '';
    const posed = question.endsWith('?')
      ? this.#say(say.POSE, { Q: question })
      : this.#say(say.ASK, { P: plainPoint(question) });
    const answers = [this.#say(say.PONDER, {}, 'stop')];
    const missing = this.#plan.words * this.#manner.share - this.#words - wordCount(posed);
    if (missing > 60 && this.#manner.tells === 'two') answers.push(this.#say(say.PONDER, {}, 'stop'));
    const said = answers.filter((text) => text !== '').join(' ');
    if (said === '') return false;
    this.#add('ask', react === '' ? posed : `${react} ${posed}`);
    this.#asked += 1;
    this.#add('ponder', said);
    return true;
  }

  /** Those planned for this part, then its share of all others. */
  #questions(): string[] {
    const { subject, material } = this.#plan;
    const isNew = (point: string): boolean => !subject.facts.includes(point) && point !== subject.fields.question;
    const planned = [subject.question, ...subject.points].filter(isNew);
    const free = LENSES.flatMap(({ points }) => points).filter(
      (_, i) => i % Math.max(1, subject.count) === subject.index % Math.max(1, subject.count),
    );
    const rest = free.map((point) => point.replaceAll('{T}', material.topic.inside));
    return [...new Set([...planned, ...rest])];
  }

  #nameIn(fact: string): string | null {
    const found = this.#names.get(fact)?.find((name) => !this.#named.has(name));
    if (found === undefined) return null;
    this.#named.add(found);
    return withArticle(found, [fact]);
  }
}

/** A point of an outline in a form that fits after `about`. */
const plainPoint = (point: string): string => {
  const bare = point.replace(/[.!:;,]+$/, '');
  return /^\p{Lu}\p{Ll}+\s\p{Ll}/u.test(bare) ? smallFirst(bare) : bare;
};
