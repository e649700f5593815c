/**
 * judge: do the answers in the manifest settle the question? Pure: files, state and time are arguments.
 *
 * J1. An answer counts if its `of` matches the content on offer, or if it has no `of` and was not in the manifest
 *     before. One that was there before must name the generated content, and that must be on offer: its author knew of
 *     no edit. One with a `round` other than the open one never counts.
 * J2. An answer that settled a round is used: it settles no later one, even about the same content, unless it was
 *     removed, the removal was seen, and it was given again. Used `changes` wait for the new question; other used
 *     answers get a remark.
 * J3. An answer without `of` counts once manifest and draft are at rest; an answer with `of` counts at once.
 * J4. One rejection or one request for changes by somebody who may answer is enough; approvals need the quorum, and
 *     each is bound to the content that was on offer when it was first read.
 * J5. Answers that do not count get one remark, the first that applies, and decide nothing.
 * J6. The short answer is used if all answers under the gate's name are used. A "not yet" only frees answers that are
 *     no longer in the manifest: a short answer that was there before stays ineffective behind a named one.
 */
import type { Digest } from '../model/brand.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { GateFacts, GateNote, Given, SeenAnswer, Verdict } from '../model/gate.ts';
import { takesChanges } from './change-rounds.ts';
import type { Case } from './judge-case.ts';
import { contentOf, meansThis } from './judge-content.ts';
import { isSamePerson, mayAnswer, personMistake, personsIn } from './judge-person.ts';
import { remark } from './judge-remark.ts';

export type Judgement =
  | { readonly type: 'settle'; readonly verdict: Verdict }
  /** It will count as soon as the files are at rest. */
  | { readonly type: 'soon' }
  | { readonly type: 'wait'; readonly note: GateNote };

export function judge(question: Case): Judgement {
  const { round, facts } = question;
  if (facts.problem) {
    return { type: 'wait', note: { standing: round.standing, given: round.given, remark: facts.problem } };
  }
  const looked = lookedAt(question);
  if (facts.isAmbiguous && facts.short && looked.includes(facts.short)) return ambiguous(question, facts.short);
  const heard = looked.filter(({ decision }) => decision !== 'not-yet').map((answer) => hear(question, answer));
  const counting = heard.flatMap((one) => (one.type === 'counts' ? [one.answer] : []));
  const verdict = decided(question, counting);
  if (verdict) return { type: 'settle', verdict };
  if (heard.some(({ type }) => type === 'soon') || isStandingNew(question)) return { type: 'soon' };
  const given = givenBy(question, counting);
  const problem = [...heard, ...leftOver(question)].find((one) => one.type === 'remark')?.remark ?? null;
  const remarked = problem ?? (counting.length > 0 ? tooFew(question, counting) : null);
  return { type: 'wait', note: { standing: standing(question), given, remark: remarked } };
}

/** Approvals of different contents do not add up: those of the content that most people approve are counted. */
function tooFew(question: Case, counting: readonly SeenAnswer[]): Diagnostic {
  const { approvers } = question.gate;
  const groups = [...Map.groupBy(counting, (answer) => contentOf(question, answer)).values()];
  const [people = []] = groups.map((same) => personsIn(same, approvers)).toSorted((a, b) => b.length - a.length);
  const others = approvers?.filter((approver) => !people.some(({ who }) => mayAnswer([approver], who)));
  const lent = counting.find(({ by, person }) => by !== null && person?.commit && !isSamePerson(by, person.who));
  const found = { have: people.length, contents: groups.length, others: others ?? null };
  return remark.quorum(question, { ...found, lent: lent ? { by: lent.by ?? '', who: lent.person?.who ?? '' } : null });
}

/** J6. */
function lookedAt(question: Case): readonly SeenAnswer[] {
  const { answers, short } = question.facts;
  const named = answers.filter((answer) => !isUsedUp(question, answer));
  return named.length === 0 && short ? [short] : named;
}

/** Used answers under the gate's name: their authors may not know that they no longer count. */
const leftOver = (question: Case): readonly Heard[] =>
  question.facts.answers.filter((answer) => isUsedUp(question, answer)).map((answer) => hear(question, answer));

/** All answers in the manifest, used or not. */
const present = ({ answers, short }: GateFacts): readonly SeenAnswer[] => (short ? [...answers, short] : answers);

/** A short answer while several gates ask may be meant for another: once read, it does not count for this round. */
function ambiguous(question: Case, { decision, digest }: SeenAnswer): Judgement {
  const { round, facts } = question;
  const { standing, given } = round;
  if (decision === 'not-yet') return { type: 'wait', note: { standing, given: [], remark: null } };
  const isNew = !standing.includes(digest);
  if (facts.rest === 'soon' && isNew) return { type: 'soon' };
  if (facts.rest === 'git' && isNew) {
    return { type: 'wait', note: { standing, given, remark: remark.gitAtWork(question) } };
  }
  return {
    type: 'wait',
    note: { standing: union(standing, [digest]), given: [], remark: remark.ambiguous(question) },
  };
}

const digestsOf = (answers: readonly SeenAnswer[]): readonly Digest[] => answers.map(({ digest }) => digest);

const union = (a: readonly Digest[], b: readonly Digest[]): readonly Digest[] => [...new Set([...a, ...b])];

/**
 * After a "not yet" was read, an answer that was there before and was removed can be given again. A short answer that
 * was not used may have been meant for another gate.
 */
function standing(question: Case): readonly Digest[] {
  const { round, facts } = question;
  if (facts.rest !== 'steady') return round.standing;
  const notYet = lookedAt(question).filter(({ decision }) => decision === 'not-yet');
  const still = digestsOf(present(facts)).filter((digest) => round.standing.includes(digest));
  const kept = notYet.length === 0 ? round.standing : union(digestsOf(notYet), still);
  return facts.isAmbiguous && facts.short?.decision === 'approve' ? union(kept, [facts.short.digest]) : kept;
}

/** Will `standing` change as soon as the files are at rest? */
function isStandingNew(question: Case): boolean {
  const { round, facts } = question;
  if (facts.rest !== 'soon') return false;
  const then = standing({ ...question, facts: { ...facts, rest: 'steady' } });
  return then.length !== round.standing.length || then.some((digest) => !round.standing.includes(digest));
}

type Heard =
  | { readonly type: 'counts'; readonly answer: SeenAnswer }
  | { readonly type: 'soon' }
  /** Changes that an earlier round requested and that were made since. */
  | { readonly type: 'used-up' }
  | { readonly type: 'remark'; readonly remark: Diagnostic };

function hear(question: Case, written: SeenAnswer): Heard {
  const { gate, round, facts } = question;
  const answer = gate.rework === null && written.fallback === 'reject' ? asRejection(written) : written;
  if (isUsedUp(question, answer)) {
    // The person who requested changes waits for this question.
    return answer.decision === 'changes' ? { type: 'used-up' } : { type: 'remark', remark: usedUp(question, answer) };
  }
  const mistake = wishMistake(question, answer) ?? personMistake(question, answer) ?? contentMistake(question, answer);
  if (mistake) return { type: 'remark', remark: mistake };
  if (answer.of !== null || round.given.some((given) => given.answer === answer.digest)) {
    return { type: 'counts', answer };
  }
  if (facts.rest === 'soon') return { type: 'soon' };
  if (facts.rest === 'git') return { type: 'remark', remark: remark.gitAtWork(question) };
  return { type: 'counts', answer };
}

const asRejection = (answer: SeenAnswer): SeenAnswer => ({ ...answer, decision: 'reject' });

/** Does the gate accept this kind of answer? */
function wishMistake(question: Case, answer: SeenAnswer): Diagnostic | null {
  const { gate, rounds, round, keys } = question;
  if (answer.decision === 'approve' && answer.output !== undefined && !gate.editable)
    return remark.notEditable(question);
  if (answer.decision !== 'changes') return null;
  if (gate.rework === null) return remark.noRework(question);
  const items = Object.keys(answer.items ?? {});
  if (items.length === 0 && (answer.feedback ?? '').trim() === '') return remark.noFeedback(question);
  const unknown = items.find((key) => !keys?.has(key));
  if (unknown !== undefined) return remark.unknownItem(question, unknown);
  return takesChanges(gate, rounds, round.generation) ? null : remark.tooManyRounds(question);
}

/** J1. */
function contentMistake(question: Case, answer: SeenAnswer): Diagnostic | null {
  const { round } = question;
  const { of, digest } = answer;
  if (answer.round !== undefined && answer.round !== round.iteration) return remark.otherRound(question, answer.round);
  if (answer.decision === 'approve' && answer.content.type === 'broken') return answer.content.problem;
  const stood = round.standing.includes(digest);
  if (of !== null) {
    if (!meansThis(question, answer)) return remark.otherContent(question, answer);
    return stood && !round.subject.startsWith(of) ? remark.ofEdit(question) : null;
  }
  const given = round.given.find((one) => one.answer === digest);
  if (given) return given.of === contentOf(question, answer) ? null : remark.otherContent(question, answer);
  return stood ? remark.stoodBefore(question) : null;
}

/** J2. */
const isUsedUp = ({ round, rounds }: Case, { digest }: SeenAnswer): boolean =>
  round.standing.includes(digest) && rounds.some(({ end }) => end?.consumed.includes(digest));

function usedUp(question: Case, { digest }: SeenAnswer): Diagnostic {
  const round = question.rounds.findLast(({ end }) => end?.consumed.includes(digest));
  return remark.usedUp(question, round?.iteration ?? 0);
}

/** J4. */
function decided(question: Case, counting: readonly SeenAnswer[]): Verdict | null {
  const strict =
    counting.find(({ decision }) => decision === 'reject') ?? counting.find(({ decision }) => decision === 'changes');
  if (strict) return verdictOf(question, [strict]);
  const approvals = Map.groupBy(counting, (answer) => contentOf(question, answer));
  const enough = [...approvals.values()].find((same) => isQuorum(question, same));
  return enough ? verdictOf(question, enough) : null;
}

const isQuorum = ({ gate }: Case, answers: readonly SeenAnswer[]): boolean =>
  gate.quorum === 1 ? answers.length > 0 : personsIn(answers, gate.approvers).length >= gate.quorum;

function verdictOf({ facts, gate }: Case, answers: readonly SeenAnswer[]): Verdict {
  const [first] = answers;
  if (!first || first.decision === 'not-yet') throw new RangeError('a verdict without an answer');
  const { decision, items } = first;
  return {
    decision,
    by: personsIn(answers, gate.approvers),
    feedback: answers.map(({ feedback }) => feedback).find((text) => text !== null) ?? null,
    items,
    edited: editedBy(first),
    waived: false,
    // Including the short answer, even if it was not used: it must not answer a later round.
    consumed: digestsOf(present(facts).filter((answer) => answer.decision !== 'not-yet')),
  };
}

/** The edit that an answer is about. Changes requested of the generated content are not about a later edit of it. */
function editedBy({ decision, content, of }: SeenAnswer): Verdict['edited'] {
  if (decision === 'reject' || content.type !== 'edited') return null;
  const { digest, value } = content;
  return decision === 'approve' || of === null || digest.startsWith(of) ? { digest, value } : null;
}

/** Approvals read before keep the content that was on offer then; those removed from the manifest are dropped. */
function givenBy(question: Case, counting: readonly SeenAnswer[]): readonly Given[] {
  if (question.gate.quorum === 1) return [];
  const { round, facts, now } = question;
  const kept = round.given.filter(({ answer }) => present(facts).some(({ digest }) => digest === answer));
  const fresh = counting.filter(({ digest }) => !kept.some(({ answer }) => answer === digest));
  return [...kept, ...fresh.map((answer) => ({ answer: answer.digest, of: contentOf(question, answer), at: now }))];
}
