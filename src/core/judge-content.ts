/** Which content an answer is about. Pure. */
import type { Digest } from '../model/brand.ts';
import type { SeenAnswer } from '../model/gate.ts';
import type { Case } from './judge-case.ts';

/** The content that an answer would approve; if the edit is broken, the generated content. */
export const contentOf = ({ round }: Case, { content }: SeenAnswer): Digest =>
  content.type === 'broken' ? round.subject : content.digest;

/**
 * Does `of` name the content on offer: the current draft, else the generated subject? An answer that contains an output
 * names the subject.
 */
export function meansThis(question: Case, answer: SeenAnswer): boolean {
  const { of, output, decision } = answer;
  if (of === null) return false;
  const { subject } = question.round;
  const isAboutSubject = output !== undefined || decision !== 'approve';
  return contentOf(question, answer).startsWith(of) || (isAboutSubject && subject.startsWith(of));
}
