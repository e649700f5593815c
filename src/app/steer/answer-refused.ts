/** Answers that a gate would not accept: reported by the command before they are written. Pure. */
import { takesChanges } from '../../core/change-rounds.ts';
import { isSamePerson, mayAnswer } from '../../core/judge-person.ts';
import { didYouMean } from '../../core/nearest.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import type { Answer, Gate } from '../../model/gate.ts';
import { listNames } from '../../model/list-names.ts';
import type { OpenGate } from '../open-gates.ts';

type Wished = Pick<Answer, 'decision' | 'items'>;

/** Mistakes in a request that the gate cannot accept. */
export function wishMistakes(
  { gate, question, round, rounds }: OpenGate,
  { decision, items }: Wished,
): readonly Diagnostic[] {
  if (decision !== 'changes') return [];
  const { definition, subject } = question;
  if (definition.rework === null) {
    const message = `${gate} does not accept changes: it does not name a \`rework\` stage`;
    return [anError('gate/no-rework', message, { hint: 'approve it, or reject it' })];
  }
  if (!takesChanges(definition, rounds, round.generation)) {
    const message = `${gate} may ask ${definition.maxRounds} times at most and has done so: it accepts no more changes`;
    const own = round.draft === null ? '' : `edit ${round.draft} yourself and approve it, or `;
    return [anError('gate/too-many-rounds', message, { hint: `${own || 'approve it, or '}reject it` })];
  }
  return Object.keys(items ?? {}).flatMap((key) => {
    if (subject.keys.includes(key)) return [];
    const message = `${subject.stage}, which ${gate} asks about, has no item "${key}"`;
    const known = subject.keys.length > 0 ? `items: ${listNames(subject.keys)}` : NO_ITEMS;
    return [anError('gate/unknown-item', message, { hint: didYouMean(key, subject.keys) ?? known })];
  });
}

const NO_ITEMS = 'use --feedback to say what should change';

/** Does the gate need to know who answers, so that an answer must name the person? */
export const asksWho = ({ approvers, quorum, notAuthor }: Gate): boolean =>
  approvers !== null || quorum > 1 || notAuthor;

/** A mistake if this person may not answer. @param who null: unknown. */
export function personMistake(
  { gate, question, round }: OpenGate,
  { decision }: Wished,
  who: string | null,
): Diagnostic | null {
  const { approvers, notAuthor } = question.definition;
  if (who === null)
    return anError('gate/nobody', `${gate} needs to know who answers it, but git does not know you`, { hint: SAY_WHO });
  if (approvers !== null && !mayAnswer(approvers, who)) {
    const message = `you answer as ${who}, who is not among the approvers of ${gate}`;
    return anError('gate/not-an-approver', message, { hint: `let one of them answer: ${listNames(approvers)}` });
  }
  const isOwn = round.author !== null && isSamePerson(round.author, who);
  if (!notAuthor || decision !== 'approve' || !isOwn) return null;
  return anError('gate/own-run', `${who} wrote the manifest of this run and may not approve it`, {
    hint: 'let somebody else approve',
  });
}

const SAY_WHO = 'set it once: `git config user.email you@example.org`';
