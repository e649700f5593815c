/**
 * A gate: a stage that asks a person and goes on with what the person approved.
 *
 *   closed ─> asked ─┬─ approve ──> completed: its output is the approved value
 *                    ├─ changes ──> closed again: its `rework` stage and all between run anew, then round n + 1
 *                    ├─ reject ───> rejected
 *                    └─ another content came by a rerun: superseded, round n + 1
 *
 * An answer covers the gate's definition, the question as it was put, the digest of the subject and the run; it counts
 * if it names that digest (`of`), or names none and did not stand there before the question was asked (`standing`).
 * What answered an earlier round is in `standing` too, whatever it names, so that it answers no later one.
 */
import type { Digest, DurationMs, EpochMs, ProjectPath, StageIndex } from './brand.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './json.ts';

/** The settings (`with`) of a stage with `uses: approval`. */
export interface Gate {
  /** The stage whose output and artifacts are asked about. */
  readonly subject: StageIndex;
  /** Where `changes` send the run back to: the subject or a stage before it; null: the gate takes no changes. */
  readonly rework: StageIndex | null;
  /** The subject is offered as a draft; the draft as the person leaves it becomes the gate's output. */
  readonly editable: boolean;
  /** Maximum number of rounds; null: no limit. */
  readonly maxRounds: number | null;
  /** E-mail addresses or names of those who may answer; null: anybody. */
  readonly approvers: readonly string[] | null;
  /** Number of different people who must approve. */
  readonly quorum: number;
  /** The author of the manifest may not approve. */
  readonly notAuthor: boolean;
  /** Only answers in signed commits count. */
  readonly requireSigned: boolean;
  /** A manifest may waive the gate with `auto_approve`. */
  readonly autoApprove: 'never' | 'allowed';
  /** null: never. */
  readonly remindAfter: DurationMs | null;
  /** null: once only. */
  readonly remindEvery: DurationMs | null;
}

export type Decision = 'approve' | 'changes' | 'reject';

/** A kind of answer that a question accepts. `item_changes`: changes to single items of its subject. */
export type Accepted = Decision | 'item_changes';

/** One answer as it stands in the manifest, in whatever form it was written. */
export interface Answer {
  readonly decision: Decision | 'not-yet';
  /** Set for `approved: false` with feedback: it means `changes`, or a rejection if the gate has no `rework`. */
  readonly fallback?: 'reject';
  readonly feedback: string | null;
  /** With `changes`, for single items of a `foreach` subject: the feedback by item key; null: for the whole subject. */
  readonly items: Readonly<Record<string, string>> | null;
  /** The content that is meant: `sha256:` and 8 hex digits or more. */
  readonly of: string | null;
  /** The round that is meant; absent: not specified. */
  readonly round?: number;
  /** Who answers, according to the answer itself; null: not specified. */
  readonly by: string | null;
  /** An edited subject inside the answer; absent: none. */
  readonly output?: Json;
}

/** How certain the identity of a person is. */
export type Assurance = 'signed' | 'unsigned' | 'unverified';

/**
 * Why a signature proves nothing. `unknown`: made with a key that is not in `allowed_signers`. `untrusted`: made with a
 * GPG key that the machine does not trust. `unchecked`: the machine cannot check it.
 */
export type SignatureFlaw = 'unknown' | 'untrusted' | 'unchecked' | 'expired' | 'bad';

export interface Person {
  /** `Ada Lovelace <ada@example.org>`, or the part of it that is known. */
  readonly who: string;
  readonly assurance: Assurance;
  /** The commit that brought the answer; null: not from git. */
  readonly commit: string | null;
}

/** The content that an answer would approve, according to the files as they are now. */
export type Content =
  /** As generated. */
  | { readonly type: 'generated'; readonly digest: Digest }
  /** As edited, in the draft or in the manifest; checked against the subject's schema. */
  | { readonly type: 'edited'; readonly digest: Digest; readonly value: Json }
  /** An edit that cannot be approved, and why. */
  | { readonly type: 'broken'; readonly problem: Diagnostic };

/** An answer with what is known about it from the files. */
export interface SeenAnswer extends Answer {
  /** Digest of the answer itself; equal for the same answer. */
  readonly digest: Digest;
  /** null: it is not known who answers. */
  readonly person: Person | null;
  /** Why the signature of its commit does not identify the signer; absent: there is no signature, or it does. */
  readonly flaw?: SignatureFlaw;
  readonly content: Content;
}

/** What is known about a gate that asks, besides its state. */
export interface GateFacts {
  /** The answers under the name of the gate. */
  readonly answers: readonly SeenAnswer[];
  /** The answer at the top level of the manifest, used if no other is left; null: there is none. */
  readonly short: SeenAnswer | null;
  /** There is a short answer, which only works with a single open gate, and more than one is open. */
  readonly isAmbiguous: boolean;
  /**
   * `steady`: manifest and draft are unchanged for a second, so an answer that names no content may count.
   * `soon`: it will be steady if nobody changes anything. `git`: a git command has been working on the files for long.
   */
  readonly rest: 'steady' | 'soon' | 'git';
  /** The answers are in commits that have not been read yet; absent: they have. */
  readonly isUnread?: true;
  /** Why the question cannot be processed, whatever the answer; absent: it can. */
  readonly problem?: Diagnostic;
}

/** An approval that was read for a quorum, bound to the content that was offered at that time. */
export interface Given {
  readonly answer: Digest;
  readonly of: Digest;
  readonly at: EpochMs;
}

/** What an open question records about answers that did not settle it. */
export interface GateNote {
  /** Answers that are not for this round: they were in the manifest before, or an earlier round used them. */
  readonly standing: readonly Digest[];
  readonly given: readonly Given[];
  /** Why the answer in the manifest does not count; null: no remark. */
  readonly remark: Diagnostic | null;
}

/** A question as people see it. */
export interface Asking extends Pick<GateNote, 'standing'> {
  /** From 1, over the whole life of the run. */
  readonly iteration: number;
  /** Digest of the content that is asked about. */
  readonly subject: Digest;
  /** The question, in a sentence. */
  readonly question: string;
  /** What to type or to write, in a sentence. */
  readonly how: string;
  /** Absent: not recorded, by a version that only wrote {@link how}. */
  readonly accepts?: readonly Accepted[];
  /** Number of people who must approve, if more than one. */
  readonly quorum?: number;
  /** The file to read. */
  readonly read: ProjectPath;
  /** The file to edit; null: the gate is not editable. */
  readonly draft: ProjectPath | null;
  /** Author of the manifest; null: not known. */
  readonly author: string | null;
}

/** One question and its outcome. */
export interface GateRound extends Asking, GateNote {
  readonly generation: number;
  /** Digest over definition, question and subject: an open question with the same fingerprint is not asked again. */
  readonly fingerprint: Digest;
  readonly askedAt: EpochMs;
  /** Number of reminders that were sent. */
  readonly reminded: number;
  /** null: the question is open. */
  readonly end: RoundEnd | null;
}

export interface RoundEnd {
  /** `superseded`: another content is asked about instead. */
  readonly decision: Decision | 'superseded';
  readonly at: EpochMs;
  readonly by: readonly Person[];
  readonly feedback: string | null;
  readonly items: Readonly<Record<string, string>> | null;
  /** Digest of the value as edited; null: as generated. */
  readonly edited: Digest | null;
  /** Approved by `auto_approve`, not by a person. */
  readonly waived: boolean;
  /** The answers that were used; of a superseded round, those read for a quorum. */
  readonly consumed: readonly Digest[];
}

/** An answer as it counted. */
export interface Verdict extends Omit<RoundEnd, 'decision' | 'at' | 'edited'> {
  readonly decision: Decision;
  readonly edited: { readonly digest: Digest; readonly value: Json } | null;
}
