/** An answer in plain text: a conversation if the prompt asks for one, else a short article. Pure. */
import type { TextRequest } from '../../../ports/provider.ts';
import { talk } from './dialogue.ts';
import type { Material } from './material.ts';
import { partsOf } from './parts.ts';
import type { Subject } from './plan.ts';
import { textsFor } from './prose.ts';
import type { Role } from './roles.ts';
import { asSentence, wordCount } from './words.ts';

/** Requests for a single thing in the first words of a prompt. */
const WISHES: readonly (readonly [RegExp, Role])[] = [
  [/\b(?:a|one|the|short|catchy) (?:title|headline)\b/i, 'title'],
  [/\b(?:a|one|the|short) (?:hook|teaser)\b/i, 'hook'],
  [/\b(?:a|one|the|short) (?:question)\b/i, 'question'],
  [/\b(?:call to action|cta)\b/i, 'action'],
  [/\b(?:image|picture|video|keyframe) prompt\b/i, 'picture'],
];
const TALKS = /\b(?:dialogue|dialog|conversation|interview|script for two|two (?:voices|speakers|hosts))\b/i;
const USUAL_WORDS = 180;

export function page(request: TextRequest, material: Material, whole: Subject): string {
  const start = request.prompt.slice(0, 400);
  const words = material.words ?? USUAL_WORDS * material.feedback.scale;
  const wish = WISHES.find(([pattern]) => pattern.test(start.split('\n')[0] ?? ''))?.[1];
  const place = { subject: whole, material, words, index: 0, end: 'goes on' as const };
  if (wish) return textsFor(wish, place)[0] ?? whole.title;
  const { characters } = material.show;
  if (TALKS.test(start) && characters.length > 1) return conversation(material, whole, words);
  if (words < 90) return textsFor('body', place)[0] ?? whole.title;
  return article(material, whole, words);
}

function conversation(material: Material, subject: Subject, words: number): string {
  const turns = talk({ subject, material, speakers: material.show.characters, words, min: 2, max: 400 });
  return turns.map(({ speaker, text }) => `${speaker.name}: ${text}`).join('\n\n');
}

function article(material: Material, whole: Subject, words: number): string {
  const parts = partsOf(whole, { count: Math.max(2, Math.min(8, Math.round(words / 80))), along: null }, material);
  const share = words / Math.max(1, parts.length);
  const blocks = parts.map((part) => `## ${part.title}\n\n${paragraph(part, share)}`);
  return `# ${whole.title}\n\n${blocks.join('\n\n')}\n`;
}

function paragraph(part: Subject, words: number): string {
  const told: string[] = [];
  for (const line of part.facts.length > 0 ? part.facts : [part.question, ...part.points]) {
    if (told.length > 0 && wordCount(told.join(' ')) >= words) break;
    told.push(asSentence(line));
  }
  return told.join(' ');
}
