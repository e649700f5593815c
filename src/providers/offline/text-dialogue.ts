/**
 * A conversation about a subject: one asks, the others tell what the material says, or how to go about a question. Pure.
 *
 * D1. A fact is said word for word; everything around it is from the pools of text-turns.ts.
 * D2. Speakers alternate. The length comes as close to the words asked for as whole turns allow.
 */
import { type KeyPhrase, keyPhrases, placeIn, withArticle } from './text-key-phrases.ts';
import { LENSES } from './text-lenses.ts';
import type { Material } from './text-material.ts';
import { Phrases, type Slots } from './text-phrases.ts';
import type { Subject } from './text-plan.ts';
import type { Character } from './text-show.ts';
import * as say from './text-turns.ts';
import { asSentence, termsOf, wordCount } from './text-words.ts';

/** What a turn does: emotion and pace follow from it. */
export type Act = 'welcome' | 'open' | 'agree' | 'ask' | 'tell' | 'ponder' | 'close' | 'thank';

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

export function talk(plan: TalkPlan): readonly Turn[] {
  return new Talk(plan).turns();
}

const WORDS_TO_ASK = 12;
const WORDS_TO_PONDER = 40;

class Talk {
  readonly #plan: TalkPlan;
  readonly #phrases: Phrases;
  readonly #slots: Slots;
  readonly #turns: Turn[] = [];
  #names: readonly string[];
  #words = 0;
  /** Said before the next turn, by the same speaker. */
  #lead = '';

  constructor(plan: TalkPlan) {
    const { subject, material } = plan;
    const { show, topic } = material;
    this.#plan = plan;
    const share = { seed: topic.title, index: subject.index, count: Math.max(subject.count, 1) };
    this.#phrases = new Phrases(share, show.avoid);
    const told = material.source.length > 0 ? material.source.slice(0, 1_500) : subject.facts;
    const isWorth = ({ text, count }: KeyPhrase): boolean =>
      (count > 1 || text.includes(' ')) && termsOf(text).some((term) => !topic.terms.has(term));
    this.#names = keyPhrases(told, topic.terms)
      .filter(isWorth)
      .map(({ text }) => text);
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
      const fact = queue.shift();
      if (fact !== undefined) this.#tell(fact, queue, before);
      else if (!this.#ponder(questions, before)) break;
      before = fact === undefined ? say.FOLLOW : say.REACT;
    }
    for (const turn of closing) if (this.#turns.length < max) this.#add(turn.act, turn.text);
    return this.#turns;
  }

  /** Whether one exchange more would lead further away from the length that is asked for. */
  #isEnough(closing: readonly { readonly text: string }[], min: number, next: string | undefined): boolean {
    const rest = closing.reduce((sum, { text }) => sum + wordCount(text), wordCount(this.#lead));
    const more = next === undefined ? WORDS_TO_PONDER : wordCount(next) + WORDS_TO_ASK;
    return this.#words + rest + more / 2 >= this.#plan.words && this.#turns.length + closing.length >= min;
  }

  #say(pool: readonly string[], more: Slots = {}, whenEmpty: 'again' | 'stop' = 'again'): string {
    const other = this.#speaker(this.#turns.length + 1).spoken;
    return this.#phrases.next(pool, { ...this.#slots, N: other, ...more }, whenEmpty) ?? '';
  }

  /** The one who asks has every second turn; the others share the rest. */
  #speaker(turn: number): Character {
    const { speakers } = this.#plan;
    const asker = speakers.findIndex(({ asks }) => asks);
    const order = asker > 0 ? [...speakers.slice(asker), ...speakers.slice(0, asker)] : speakers;
    const [first, ...others] = order;
    const answering = others[Math.floor(turn / 2) % Math.max(1, others.length)];
    return (turn % 2 === 0 ? first : (answering ?? first)) ?? NARRATOR;
  }

  #add(act: Act, text: string): void {
    if (text === '') return;
    const said = this.#lead === '' ? text : `${this.#lead} ${text}`;
    this.#lead = '';
    this.#turns.push({ speaker: this.#speaker(this.#turns.length), text: said, act });
    this.#words += wordCount(said);
  }

  #open(): void {
    const { subject, words, material, speakers } = this.#plan;
    if (words < 40) return;
    const isFirst = subject.index === 0;
    const hook = isFirst ? material.known.get('hook') : undefined;
    const isHooked = typeof hook === 'string' && wordCount(hook) < 30;
    const greeting = isHooked ? `${this.#say(say.HELLO)} ${asSentence(hook)}`.trim() : this.#say(say.WELCOME);
    const start = isFirst ? greeting || this.#say(['Today we talk about {T}.']) : this.#say(say.OPENERS);
    if (words <= 90 || speakers.length < 2) this.#lead = start;
    else {
      this.#add(isFirst ? 'welcome' : 'open', start);
      this.#add('agree', this.#say(say.AGREE));
    }
  }

  #closing(): readonly { readonly act: Act; readonly text: string }[] {
    const { subject, words } = this.#plan;
    if (words < 60) return [];
    const isLast = subject.index === subject.count - 1;
    if (!isLast) return [{ act: 'close', text: this.#bridge() }];
    const bye = this.#say(say.GOODBYE);
    return [
      { act: 'close', text: bye === '' ? this.#say(['That was our look at {T}. Thank you for listening.']) : bye },
      { act: 'thank', text: this.#say(say.THANKS) },
    ];
  }

  /** The question that the next part takes up, where it is planned. */
  #bridge(): string {
    const { question } = this.#plan.subject.fields;
    const lead = typeof question === 'string' && question.endsWith('?') ? question : null;
    return lead === null ? this.#say(say.WRAP) : this.#say(say.LEADS, { Q: lead });
  }

  /** One question, then a fact, or two that are short. */
  #tell(fact: string, queue: string[], before: readonly string[]): void {
    if (this.#isAsking()) {
      const name = this.#nameIn(fact);
      const asked =
        name === null ? this.#say(say.GO_ON) : this.#say(this.#turns.length < 3 ? say.BEGIN : say.ASK, { P: name });
      const react = this.#turns.length > 2 && before !== say.AGREE ? `${this.#say(before)} ` : '';
      this.#add('ask', `${react}${asked}`);
    }
    const next = queue[0];
    const isShort = next !== undefined && wordCount(fact) + wordCount(next) < 34 && this.#plan.words > 60;
    if (isShort) queue.shift();
    this.#add('tell', isShort ? `${fact} ${next}` : fact);
  }

  #isAsking(): boolean {
    return this.#plan.speakers.length > 1;
  }

  /** @returns whether there was anything left to say. */
  #ponder(questions: string[], before: readonly string[]): boolean {
    const question = questions.shift();
    if (question === undefined) return false;
    const react = this.#turns.length > 2 && before !== say.AGREE ? this.#say(before, {}, 'stop') : '';
    const posed = question.endsWith('?')
      ? this.#say(say.POSE, { Q: question })
      : this.#say(say.ASK, { P: plainPoint(question) });
    const answers = [this.#say(say.PONDER, {}, 'stop')];
    const missing = this.#plan.words - this.#words - wordCount(posed);
    if (missing > 60) answers.push(this.#say(say.PONDER, {}, 'stop'));
    const said = answers.filter((text) => text !== '').join(' ');
    if (said === '') return false;
    this.#add('ask', react === '' ? posed : `${react} ${posed}`);
    this.#add('ponder', said);
    return true;
  }

  /** Those that were planned for this part, then its share of all others. */
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
    const found = this.#names.find((name) => placeIn(fact, name) >= 0);
    if (found === undefined) return null;
    // It is asked about once.
    this.#names = this.#names.filter((name) => name !== found);
    return withArticle(found, [fact]);
  }
}

/** A point of an outline as it stands behind `about`. */
const plainPoint = (point: string): string => {
  const bare = point.replace(/[.!:;,]+$/, '');
  return /^\p{Lu}\p{Ll}+\s\p{Ll}/u.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
};

const NARRATOR: Character = { name: 'Narrator', key: 'narrator', spoken: 'Narrator', asks: false, fields: {} };
