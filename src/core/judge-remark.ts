/** Why an answer does not count, in words for the person who gave it. Pure. */
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

const UNSIGNED: Flawed = { why: 'it is not signed', hint: 'answer by a signed commit' };
/** To sign the same again changes nothing: the commit that counts is the one since which the answer stands there. */
const ANEW = 'then take the answer out, commit that, and answer by a signed commit of your own';
const FLAWS: Readonly<Record<SignatureFlaw, Flawed>> = {
  unknown: {
    why: 'it is signed by a key that `allowed_signers` on the branch did not name before it',
    hint: `have the key put into \`allowed_signers\` on the branch; ${ANEW}`,
  },
  untrusted: {
    why: 'it is signed by a GPG key that the machine of the daemon does not trust',
    hint: `have the key trusted there; ${ANEW}`,
  },
  unchecked: {
    why: 'its signature cannot be checked on the machine of the daemon: the program, or the GPG key, is missing there',
    hint: `install ssh-keygen or gpg there and import the key, start the daemon again; if that does not help, ${ANEW.slice('then '.length)}`,
  },
  expired: { why: 'the key that it is signed by has expired', hint: `renew the key; ${ANEW}` },
  bad: { why: 'its signature is bad: the commit was changed after it was signed', hint: ANEW.slice('then '.length) },
};

export const remark = {
  otherContent: (question: Case, answer: SeenAnswer): Diagnostic => {
    const now = shortDigest(contentOf(question, answer));
    const meant = answer.of ?? 'the content of before';
    return said(
      'gate/other-content',
      `the answer to ${question.task} ${notAbout}: it is about ${meant}, and ${now} is asked about now`,
      `read ${question.round.draft ?? question.round.read} and answer again; \`of: ${now}\` names what is there now`,
    );
  },
  stoodBefore: ({ task, round }: Case): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it stood in the manifest before round ${round.iteration} was asked`,
      `read ${round.draft ?? round.read} and answer with a command, or with \`of: ${shortDigest(round.subject)}\` beside the answer`,
    ),
  usedUp: ({ task, round }: Case, given: number): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it was given to round ${given}, and round ${round.iteration} asks anew`,
      `read ${round.draft ?? round.read} and answer again with a command, or with \`round: ${round.iteration}\` beside the answer`,
    ),
  otherRound: ({ task, round }: Case, meant: number): Diagnostic =>
    said(
      'gate/stood-before',
      `the answer to ${task} ${notAbout}: it is for round ${meant}, and round ${round.iteration} is asked now`,
      `read ${round.draft ?? round.read} and answer with \`round: ${round.iteration}\``,
    ),
  notEditable: ({ task }: Case): Diagnostic =>
    said(
      'gate/not-editable',
      `the answer to ${task} ${notAbout}: it gives an output, and the gate is not editable`,
      'take `output` out of the answer, or ask for changes',
    ),
  ambiguous: ({ task }: Case): Diagnostic =>
    said(
      'gate/ambiguous',
      '`approved` at the top level does not say which gate is meant: more than one waits',
      `write it under the gate's name: approvals: { ${task}: { approved: true } }`,
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
        ? `the approval of ${task} ${notAbout}: it is not known who wrote the manifest, so it may have been ${who}`
        : `the approval of ${task} ${notAbout}: ${who} wrote the manifest of this run`,
      round.author === null ? 'commit the manifest, so that its author is known' : 'let somebody else approve',
    ),
  nobody: ({ task }: Case): Diagnostic =>
    said(
      'gate/nobody',
      `the answer to ${task} ${notAbout}: it does not say who gives it`,
      'add `by: <your e-mail address>` to the answer, or set user.email in your git config',
    ),
  unsigned: ({ task }: Case, flaw: SignatureFlaw | undefined): Diagnostic => {
    const { why, hint } = flaw === undefined ? UNSIGNED : FLAWS[flaw];
    return said('gate/unsigned', `the answer to ${task} ${notAbout}: ${why}`, hint);
  },
  quorum: ({ task, gate }: Case, have: number): Diagnostic =>
    said('gate/quorum', `${task} has ${have} of ${gate.quorum} approvals`, 'let others approve too'),
  noRework: ({ task }: Case): Diagnostic =>
    said(
      'gate/no-rework',
      `${task} takes no changes: its definition names no stage to go back to`,
      'approve it, reject it, or give the gate `rework:` in the pipeline',
    ),
  noFeedback: ({ task }: Case): Diagnostic =>
    said('gate/no-feedback', `the answer to ${task} asks for changes and does not say which`, 'say what to change'),
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
      `the changes asked for at ${task} name "${key}", which is no item of its subject`,
      keys && keys.size > 0 ? `items: ${listNames([...keys])}` : 'say what to change as one text',
    ),
  gitAtWork: ({ task }: Case): Diagnostic =>
    said(
      'gate/git-at-work',
      `the answer to ${task} is not read yet: the index.lock of git says that git is at work`,
      'wait for git to end; when no git command runs, remove the file that `git rev-parse --git-path index.lock` names',
    ),
} as const;
