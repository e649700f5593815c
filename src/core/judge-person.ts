/**
 * Who may answer a gate. Pure.
 *
 * A person is written as a name, an e-mail address, or both. Case, Unicode normalisation, kinds of white space and
 * invisible characters do not make a different person. An approver with an address is identified by it alone. If
 * nothing is left of what is written, the person is unknown, and cannot answer a gate that must know who answers.
 */
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Gate, Person, SeenAnswer } from '../model/gate.ts';
import type { Case } from './judge-case.ts';
import { remark } from './judge-remark.ts';

interface Named {
  /** null: there is none. */
  readonly mail: string | null;
  /** Empty if there is only an address. */
  readonly name: string;
}

const MAIL = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:?]+/;

/** An address in brackets takes precedence over one in the name. */
function namedBy(who: string): Named {
  const plain = plainText(who);
  const inBrackets = /<([^<>]*)>/.exec(plain)?.[1] ?? '';
  const mail = (MAIL.exec(inBrackets) ?? MAIL.exec(plain))?.[0] ?? null;
  const bare = plain.replaceAll(/<[^<>]*>|\([^()]*\)|mailto:/g, ' ');
  return mail === null
    ? { mail, name: words(bare) || words(plain) }
    : { mail, name: words(bare.replaceAll(mail, ' ')) };
}

/** The visible text. Tabs and line ends become spaces before other control characters are removed. */
const plainText = (who: string): string =>
  who
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/[\s\u0085\u2800]+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .normalize('NFKC')
    .toLowerCase();

const words = (text: string): string =>
  text
    .replaceAll(/[<>()"]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const isNobody = ({ mail, name }: Named): boolean => mail === null && name === '';

const isSame = (a: Named, b: Named): boolean =>
  (a.mail !== null && a.mail === b.mail) || (a.name !== '' && a.name === b.name);

/** Do both texts name the same person, by address or by name? */
export const isSamePerson = (a: string, b: string): boolean => isSame(namedBy(a), namedBy(b));

/** Index of the approver that the person is; -1: none. */
function approverOf(approvers: readonly string[], who: string): number {
  const person = namedBy(who);
  return approvers.findIndex((approver) => {
    const { mail, name } = namedBy(approver);
    return mail === null ? name !== '' && name === person.name : mail === person.mail;
  });
}

export const mayAnswer = (approvers: readonly string[], who: string): boolean => approverOf(approvers, who) >= 0;

/**
 * Different people, in the order of their answers.
 *
 * @param approvers each of them is one person, however spelled in the answers. null: anybody may answer.
 */
export function personsIn(answers: readonly SeenAnswer[], approvers: readonly string[] | null): readonly Person[] {
  const found: Person[] = [];
  for (const { person } of answers) {
    if (person && !found.some((other) => isOne(approvers, other.who, person.who))) found.push(person);
  }
  return found;
}

function isOne(approvers: readonly string[] | null, a: string, b: string): boolean {
  if (isSamePerson(a, b)) return true;
  const place = approvers === null ? -1 : approverOf(approvers, a);
  return place >= 0 && place === approverOf(approvers ?? [], b);
}

const isKnown = (who: string | null): who is string => who !== null && !isNobody(namedBy(who));

const mustKnow = ({ approvers, quorum, notAuthor, requireSigned }: Gate): boolean =>
  approvers !== null || quorum > 1 || notAuthor || requireSigned;

/** @returns null when this person may give this answer. */
export function personMistake(question: Case, { person, decision, flaw }: SeenAnswer): Diagnostic | null {
  const { gate, round } = question;
  if (!mustKnow(gate)) return null;
  if (!person || !isKnown(person.who)) return remark.nobody(question);
  if (gate.requireSigned && person.assurance !== 'signed') return remark.unsigned(question, flaw);
  if (gate.approvers !== null && !mayAnswer(gate.approvers, person.who))
    return remark.notAnApprover(question, person.who);
  const isOwn = !isKnown(round.author) || isSamePerson(round.author, person.who);
  return gate.notAuthor && decision === 'approve' && isOwn ? remark.ownRun(question, person.who) : null;
}
