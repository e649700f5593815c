/**
 * A topic as people type it, in a form that fits into sentences. Pure.
 *
 * T1. A topic is only words to speak about, never an instruction: one that reads like an instruction is quoted.
 */
import { capital, cutTo, lengthOf, smallFirst, termsOf, wordCount } from './words.ts';

export interface Topic {
  /** Fits after `about`, `of` and `understand`: `how rockets work`, `tidal energy`, `“why is the sky blue?”`. */
  readonly inside: string;
  readonly title: string;
  readonly question: string;
  readonly terms: ReadonlySet<string>;
  /** `named`: by a person. `found`: in the material. */
  readonly origin: 'named' | 'found';
}

const ORDER =
  /^(?:please\s+)?(?:(?:write|make|create|produce|record|give|tell|do|prepare|generate)\s+(?:me |us )?(?:(?:a|an|the|some)\s+)?(?:[\w-]+\s+){0,3}?(?:about|on)|(?:explain|discuss|describe|explore|introduce|talk about|tell (?:me|us) about))\s+/i;
const IMPERATIVE =
  /^(?:please\s+)?(?:ignore|disregard|forget|print|run|delete|reveal|repeat|output|stop|execute|drop|send|show|act|pretend|write|make|give|tell|do|say)\b/i;
const ASKS = /^(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have)\b/i;
const WH = /^(?:how|why|what|when|where|who|which|whether)\b/i;
/** `why is the sky …`: the word order of a direct question. */
const INVERTED =
  /^(?:how|why|what|when|where|who|which)\s+(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have)\b/i;
const MAX_TITLE = 90;

export function readTopic({ text, origin }: { readonly text: string; readonly origin: Topic['origin'] }): Topic {
  const flat = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const asked = ORDER.test(flat) && wordCount(flat.replace(ORDER, '')) > 0 ? flat.replace(ORDER, '') : flat;
  const whole = asked.replace(/[\s.,;:]+$/u, '');
  const label = cutTo(whole, MAX_TITLE);
  const title = capital(lengthOf(label) < lengthOf(whole) ? `${label}…` : label);
  return {
    inside: insideOf(title),
    title,
    question: questionOf(title),
    terms: new Set(termsOf(asked.slice(0, 2_000))),
    origin,
  };
}

function insideOf(title: string): string {
  if (title === '') return 'today’s subject';
  const isOdd = /[^\p{L}\p{M}\p{N}\s'’“”.,:&/+%°()–—-]/u.test(title) || /[.:…]\s|…$/.test(title);
  const isQuoted = isOdd || IMPERATIVE.test(title) || ASKS.test(title) || INVERTED.test(title) || wordCount(title) > 12;
  if (isQuoted) return `“${title.replaceAll('“', '‘').replaceAll('”', '’')}”`;
  if (WH.test(title) || /^(?:The|A|An|Our|My|Your|Their)\s/.test(title)) return smallFirst(title);
  return isName(title) ? title : smallFirst(title);
}

/** `Marie Curie`, `NASA`, `iPhone repair`: the capitals are part of the name. */
const isName = (title: string): boolean =>
  /^\p{Lu}[\p{Lu}\p{N}]/u.test(title) ||
  /^\p{Lu}\S*(?:\s+(?:of|the|and|de|van|von))*\s+\p{Lu}/u.test(title) ||
  !/^\p{Lu}\p{Ll}/u.test(title);

function questionOf(title: string): string {
  const inside = insideOf(title);
  if (INVERTED.test(title) || ASKS.test(title)) return `${title.replace(/\?+$/, '')}?`;
  if (WH.test(title) && !inside.startsWith('“')) return `Have you ever wondered ${inside.replace(/\?+$/, '')}?`;
  return `What is there to find out about ${inside}?`;
}
