/** Which content an answer is about. Pure. */
import type { Digest } from '../model/brand.ts';
import type { SeenAnswer } from '../model/gate.ts';
import type { Case } from './judge-case.ts';

/** The content that an answer would approve; of an edit that is broken, what was generated. */
export const contentOf = ({ round }: Case, { content }: SeenAnswer): Digest =>
  content.type === 'broken' ? round.subject : content.digest;

/**
 * Does `of` name what is on offer? A draft as it stands now, else the subject as it was generated. Who gives the output
 * beside the answer names what was asked about.
 */
export function meansThis(question: Case, answer: SeenAnswer): boolean {
  const { of, output, decision } = answer;
  if (of === null) return false;
  const { subject } = question.round;
  const isAboutSubject = output !== undefined || decision !== 'approve';
  return contentOf(question, answer).startsWith(of) || (isAboutSubject && subject.startsWith(of));
}
