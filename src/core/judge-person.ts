/**
 * Who may answer a gate. Pure.
 *
 * People are compared by their e-mail address where one is known, else by name; case does not matter.
 */
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Gate, Person, SeenAnswer } from '../model/gate.ts';
import type { Case } from './judge-case.ts';
import { remark } from './judge-remark.ts';

/** `ada@example.org` of `Ada <ada@example.org>`; a name as it is. In lower case. */
export function identityOf(who: string): string {
  const mail = /<([^<>]+)>\s*$/.exec(who)?.[1] ?? who;
  return mail.trim().toLowerCase();
}

const nameOf = (who: string): string =>
  who
    .replace(/<[^<>]*>\s*$/, '')
    .trim()
    .toLowerCase();

/** Different people, in the order of their answers. */
export function personsIn(answers: readonly SeenAnswer[]): readonly Person[] {
  const found = new Map<string, Person>();
  for (const { person } of answers)
    if (person && !found.has(identityOf(person.who))) found.set(identityOf(person.who), person);
  return [...found.values()];
}

export const mayAnswer = (approvers: readonly string[], who: string): boolean =>
  approvers.some((approver) => {
    const wanted = identityOf(approver);
    return wanted === identityOf(who) || wanted === nameOf(who);
  });

const mustKnow = ({ approvers, quorum, notAuthor, requireSigned }: Gate): boolean =>
  approvers !== null || quorum > 1 || notAuthor || requireSigned;

/** null: this person may give this answer. */
export function personMistake(question: Case, { person, decision }: SeenAnswer): Diagnostic | null {
  const { gate, round } = question;
  if (!mustKnow(gate)) return null;
  if (!person) return remark.nobody(question);
  if (gate.requireSigned && person.assurance !== 'signed') return remark.unsigned(question);
  if (gate.approvers !== null && !mayAnswer(gate.approvers, person.who))
    return remark.notAnApprover(question, person.who);
  const isOwn = round.author === null || identityOf(round.author) === identityOf(person.who);
  return gate.notAuthor && decision === 'approve' && isOwn ? remark.ownRun(question, person.who) : null;
}
