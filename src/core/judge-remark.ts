/** Remarks that tell people why their answer does not count. Pure. */
import { approvalLine } from '../model/answer-line.ts';
import { shortDigest } from '../model/brand.ts';
import type { DiagnosticCode } from '../model/codes.ts';
import { aWarning, type Diagnostic } from '../model/diagnostic.ts';
import type { SeenAnswer, SignatureFlaw } from '../model/gate.ts';
import { listNames } from '../model/list-names.ts';
import type { Case } from './judge-case.ts';
import { contentOf } from './judge-content.ts';

const said = (code: DiagnosticCode, message: string, hint: string): Diagnostic => aWarning(code, message, { hint });

const notAbout = 'did not count';

interface Flawed {
  readonly why: string;
  readonly hint: string;
}

const UNSIGNED: Flawed = { why: 'it is not signed', hint: 'answer with a signed commit' };
/** Signing the same answer again does not help: the commit that added the answer is the one that counts. */
const ANEW = 'then remove the answer, commit that, and answer with a signed commit of your own';
const FLAWS: Readonly<Record<SignatureFlaw, Flawed>> = {
  unknown: {
    why: 'it is signed by a key that was not in `allowed_signers` on the branch before it',
    hint: `have the key added to \`allowed_signers\` on the branch; ${ANEW}`,
  },
  untrusted: {
    why: 'it is signed by a GPG key that the machine of the daemon does not trust',
    hint: `have the key trusted there; ${ANEW}`,
  },
  unchecked: {
    why: 'its signature cannot be checked on the machine of the daemon: the program or the GPG key is missing there',
    hint: `install ssh-keygen or gpg there, import the key, and restart the daemon; if that does not help, ${ANEW.slice('then '.length)}`,
  },
  expired: { why: 'the key it was signed with has expired', hint: `renew the key; ${ANEW}` },
  bad: { why: 'its signature is bad: the commit was changed after it was signed', hint: ANEW.slice('then '.length) },
};

interface TooFew {
  readonly have: number;
  /** Number of contents that were approved. */
  readonly contents: number;
  /** Approvers who have not approved this content yet; null: anybody may. */
  readonly others: readonly string[] | null;
  /** An answer that counts for the author of its commit, not for the person in `by`; null: none does. */
  readonly lent: { readonly by: string; readonly who: string } | null;
}

function quorumHint({ others, lent }: TooFew): string {
  if (lent) {
    const { by, who } = lent;
    return `the answer with \`by: ${by}\` counts for ${who}, who committed it: let ${by} remove it, commit that, and answer again`;
  }
  return others === null ? 'let other people approve too' : `who can still approve: ${listNames(others)}`;
}

export const remark = {
  otherContent: (question: Case, answer: SeenAnswer): Diagnostic => {
    const now = shortDigest(contentOf(question, answer));
    const meant = answer.of ?? 'the earlier content';
    return said(
      'gate/other-content',
      `the answer to ${question.task} ${notAbout}: it is about ${meant}, but the question is now about ${now}`,
      `read ${question.round.draft ?? question.round.read} and answer again; \`of: ${now}\` names the current content`,
    );
  },
  stoodBefore: ({ task, round }: Case): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it was in the manifest before round ${round.iteration} was asked`,
      `read ${round.draft ?? round.read} and answer with a command, or add \`of: ${shortDigest(round.subject)}\` to the answer`,
    ),
  /** Its `of` names an edit, which nobody can have seen before the question. */
  ofEdit: ({ task, round }: Case): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it was in the manifest before round ${round.iteration} was asked, and is about edited content`,
      `answer again with a command, or change \`of\` to ${shortDigest(round.subject)}, the content as generated`,
    ),
  usedUp: ({ task, round }: Case, given: number): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it was given to round ${given}, but round ${round.iteration} asks again`,
      `read ${round.draft ?? round.read} and answer again with a command, or add \`round: ${round.iteration}\` to the answer`,
    ),
  otherRound: ({ task, round }: Case, meant: number): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it is for round ${meant}, but round ${round.iteration} is being asked`,
      `read ${round.draft ?? round.read} and answer with \`round: ${round.iteration}\``,
    ),
  notEditable: ({ task }: Case): Diagnostic =>
    said(
      'gate/not-editable',
      `the answer to ${task} ${notAbout}: it contains an output, but the gate is not editable`,
      'remove `output` from the answer, or request changes',
    ),
  ambiguous: ({ task, gate, round }: Case): Diagnostic =>
    said(
      'gate/ambiguous',
      '`approved` at the top level does not say which gate it means: more than one is waiting',
      `write it under the gate's name: ${approvalLine({ gate: task, round: round.iteration, quorum: gate.quorum })}`,
    ),
  notAnApprover: ({ task, gate }: Case, who: string): Diagnostic =>
    said(
      'gate/not-an-approver',
      `the answer to ${task} ${notAbout}: ${who} is not among its approvers`,
      `let one of them answer: ${listNames(gate.approvers ?? [])}`,
    ),
  ownRun: ({ task, round }: Case, who: string): Diagnostic =>
    said(
      'gate/own-run',
      round.author === null
        ? `the approval of ${task} ${notAbout}: it is unknown who wrote the manifest, so it may have been ${who}`
        : `the approval of ${task} ${notAbout}: ${who} wrote the manifest of this run`,
      round.author === null ? 'commit the manifest, so that its author is known' : 'let somebody else approve',
    ),
  nobody: ({ task }: Case): Diagnostic =>
    said(
      'gate/nobody',
      `the answer to ${task} ${notAbout}: it does not say who gave it`,
      'add `by: <your e-mail address>` to the answer, or set user.email in your git config',
    ),
  unsigned: ({ task }: Case, flaw: SignatureFlaw | undefined): Diagnostic => {
    const { why, hint } = flaw === undefined ? UNSIGNED : FLAWS[flaw];
    return said('gate/unsigned', `the answer to ${task} ${notAbout}: ${why}`, hint);
  },
  quorum: ({ task, gate }: Case, found: TooFew): Diagnostic =>
    said(
      'gate/quorum',
      `${task} has ${found.have} of ${gate.quorum} approvals${found.contents > 1 ? ' of the same content' : ''}`,
      quorumHint(found),
    ),
  noRework: ({ task }: Case): Diagnostic =>
    said(
      'gate/no-rework',
      `${task} does not accept changes: its definition names no stage to go back to`,
      'approve it, reject it, or give the gate `rework:` in the pipeline',
    ),
  noFeedback: ({ task }: Case): Diagnostic =>
    said('gate/no-feedback', `the answer to ${task} requests changes but does not say which`, 'say what to change'),
  tooManyRounds: ({ task, gate, round }: Case): Diagnostic =>
    said(
      'gate/too-many-rounds',
      `${task} may ask ${gate.maxRounds} times at most, and has done so`,
      round.draft === null
        ? 'approve it, reject it, or raise max_rounds and ask for a rerun'
        : `edit ${round.draft} yourself and approve, or reject`,
    ),
  unknownItem: ({ task, keys }: Case, key: string): Diagnostic =>
    said(
      'gate/unknown-item',
      `the changes requested at ${task} name "${key}", which is not an item of its subject`,
      keys && keys.size > 0 ? `items: ${listNames([...keys])}` : 'write the changes as one text',
    ),
  gitAtWork: ({ task }: Case): Diagnostic =>
    said(
      'gate/git-at-work',
      `the answer to ${task} is not read yet: the index.lock of git says that a git command is running`,
      'wait for git to finish; if no git command is running, remove the file that `git rev-parse --git-path index.lock` names',
    ),
} as const;
