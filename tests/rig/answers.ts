/** Short definitions of answers for tests: omitted properties have the values of most answers. */
import type { Digest } from '../../src/model/brand.ts';
import type { Person, SeenAnswer } from '../../src/model/gate.ts';
import { answerDigest } from './people.ts';

export type Said = Partial<SeenAnswer>;

export const person = (who: string, assurance: Person['assurance'] = 'unverified'): Person => ({
  who,
  assurance,
  commit: null,
});
export const ADA = person('Ada Lovelace <ada@example.org>');
export const BOB = person('Bob <bob@example.org>');

/** By default an approval of the subject by Ada; its digest covers its content. */
export function seen(said: Said, subject: Digest, form: 'named' | 'short' = 'named'): SeenAnswer {
  const { person: who = ADA, content = { type: 'generated', digest: subject }, digest, ...words } = said;
  const answer = { decision: 'approve', feedback: null, items: null, of: null, by: null, ...words } as const;
  return { ...answer, digest: digest ?? answerDigest(form, answer), person: who, content };
}

export const approve = (more: Said = {}): Said => ({ ...more, decision: 'approve' });
export const changes = (feedback: string, more: Said = {}): Said => ({ ...more, decision: 'changes', feedback });
export const reject = (feedback: string, more: Said = {}): Said => ({ ...more, decision: 'reject', feedback });
export const notYet = (more: Said = {}): Said => ({ ...more, decision: 'not-yet' });
