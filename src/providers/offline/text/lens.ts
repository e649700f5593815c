/** Chooses ways to look at a topic: not covered yet, not excluded, in the order of a story. Pure. */
import { Luck } from '../../../media/luck.ts';
import { hashOf } from '../seed.ts';
import { CLOSING, LENSES, type Lens, OPENING } from './lenses.ts';
import type { Material } from './material.ts';
import { filled } from './phrases.ts';
import { termsOf } from './words.ts';

/**
 * An opening, a closing, and between them a selection; covered and excluded ones only if there are not enough others.
 */
export function lensesFor(material: Material, count: number): readonly Lens[] {
  const isFree = ({ title, concept }: Lens): boolean =>
    !isCovered(`${material.topic.title}: ${concept}`, material) &&
    !material.feedback.exclude.some((word) => title.toLowerCase().includes(word.toLowerCase()));
  const middle = new Luck(hashOf(material.topic.title, 'lenses')).shuffled(LENSES);
  const order = [...middle.filter(isFree), ...middle.filter((lens) => !isFree(lens))].slice(0, Math.max(0, count - 2));
  // The order of the list is that of a story.
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

export function filledFor(text: string, { topic, show }: Material): string {
  return filled(text, { T: topic.inside, A: show.audience === null ? '' : ` to ${show.audience}` }) ?? text;
}

/** Does it say more than the topic itself? */
export const isBeyond = (phrase: string, { topic }: Material): boolean =>
  termsOf(phrase).some((term) => !topic.terms.has(term));

export const isCovered = (phrase: string, { covered }: Material): boolean =>
  covered.some((text) => text.toLowerCase().trim() === phrase.toLowerCase());
