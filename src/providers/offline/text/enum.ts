/** Picks one of the values that a schema allows, by its meaning at its place. Pure. */
import type { Json } from '../../../model/json.ts';
import type { Act } from './cast.ts';
import { keyOf, wordsOfName } from './names.ts';
import type { Role } from './roles.ts';
import { overlap, termsOf } from './words.ts';

export interface Occasion {
  readonly role: Role;
  readonly index: number;
  readonly count: number;
  readonly act: Act | null;
  /** The text beside the value. */
  readonly text: string;
  /** Names for the speaker that a script may use. */
  readonly speaker: readonly string[];
  /** Varies choices that nothing else decides. */
  readonly variant: number;
}

const EMOTIONS: Readonly<Record<Act, readonly string[]>> = {
  welcome: ['excited', 'warm', 'happy', 'cheerful', 'enthusiastic', 'friendly', 'energetic', 'bright', 'joyful'],
  open: ['curious', 'warm', 'friendly', 'excited', 'engaged'],
  agree: ['warm', 'friendly', 'happy', 'amused', 'cheerful', 'calm', 'confident'],
  ask: ['curious', 'surprised', 'interested', 'inquisitive', 'wondering', 'intrigued', 'amused', 'excited'],
  tell: ['calm', 'serious', 'confident', 'neutral', 'informative', 'thoughtful', 'engaged'],
  ponder: ['thoughtful', 'reflective', 'calm', 'serious', 'neutral', 'contemplative', 'warm'],
  close: ['warm', 'hopeful', 'calm', 'thoughtful', 'friendly', 'grateful', 'neutral'],
  thank: ['warm', 'happy', 'grateful', 'cheerful', 'friendly', 'excited', 'hopeful'],
};
const VARIED: readonly Act[] = ['welcome', 'ask', 'tell', 'ponder', 'ask', 'tell', 'agree'];
const STILL = /^(?:none|still|static|null|fixed|cut|no)$/;
const PLACES: readonly (readonly [RegExp, (o: Occasion) => boolean])[] = [
  [/\b(?:intro|introduction|opening|hook|start|first|open|title|teaser)\b/, ({ index }) => index === 0],
  [
    /\b(?:outro|closing|conclusion|end|ending|cta|call to action|summary|last|takeaway|recap|close)\b/,
    ({ index, count }) => count > 1 && index === count - 1,
  ],
  [
    /\b(?:body|main|middle|segment|topic|discussion|content|story|explain\w*|section|scene|point)\b/,
    ({ index, count }) => count < 3 || (index > 0 && index < count - 1),
  ],
];

/** The word for the emotion of an act, for free text. */
export const emotionOf = (act: Act): string => EMOTIONS[act][0] ?? 'calm';
export const paceOf = (text: string): 'slow' | 'normal' | 'fast' =>
  text.length < 60 && /[!?]/.test(text) ? 'fast' : text.length > 220 ? 'slow' : 'normal';

/** All values, the best first. */
export function ranked(values: readonly Json[], occasion: Occasion): readonly Json[] {
  const wanted = chosen(values, occasion);
  const best = wanted === undefined ? -1 : values.indexOf(wanted);
  const start = best < 0 ? 0 : best;
  return [...values.slice(start), ...values.slice(0, start)];
}

function chosen(values: readonly Json[], o: Occasion): Json | undefined {
  const useful = values.filter((value) => value !== null && value !== '');
  const words = useful.filter((value) => typeof value === 'string');
  const isFree = o.act === null && o.count > 1;
  if (o.role === 'speaker')
    return (
      words.find((value) => o.speaker.some((name) => keyOf(name) === keyOf(value))) ?? words[o.index % words.length]
    );
  if (o.role === 'emotion') {
    const act = o.act ?? (isFree ? VARIED[o.index % VARIED.length] : undefined) ?? 'ask';
    const wished = EMOTIONS[act];
    const able = wished.filter((name) => words.some((value) => keyOf(value) === name));
    // Varies from question to question.
    const name =
      able[act === 'ask' || act === 'tell' ? Math.floor(o.index / 2) % Math.min(2, Math.max(1, able.length)) : 0];
    return words.find((value) => keyOf(value) === name) ?? useful[o.index % useful.length];
  }
  if (o.role === 'pace') {
    const names = {
      slow: /^(?:slow|slower|relaxed|calm|low)/,
      normal: /^(?:normal|medium|moderate|steady|regular|average)/,
      fast: /^(?:fast|quick|brisk|rapid|lively|high)/,
    };
    const pattern = names[paceOf(o.text)];
    return words.find((value) => pattern.test(value)) ?? words.find((value) => names.normal.test(value)) ?? useful[0];
  }
  if (o.role === 'move' || o.role === 'transition') {
    const moving = words.filter((value) => !STILL.test(keyOf(value)));
    return moving.length > 0 ? moving[(o.index + o.variant) % moving.length] : useful[0];
  }
  if (o.role === 'language') return words.find((value) => /^en\b/i.test(value)) ?? useful[0];
  return byPlace(words, o) ?? byWords(words, o) ?? useful[o.count > 1 ? o.index % useful.length : 0];
}

function byPlace(words: readonly string[], o: Occasion): string | undefined {
  if (o.count < 2 || (o.role !== 'position' && o.role !== 'other' && o.role !== 'id')) return undefined;
  for (const [pattern, isThere] of PLACES) {
    const value = isThere(o) ? words.find((word) => pattern.test(wordsOfName(word))) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The value with most words in common with the text beside it. */
function byWords(words: readonly string[], o: Occasion): string | undefined {
  const about = new Set(termsOf(o.text.slice(0, 4_000)));
  const scored = words.map((value) => ({ value, score: overlap(new Set(termsOf(wordsOfName(value))), about) }));
  scored.sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score > 0 ? scored[0].value : undefined;
}
