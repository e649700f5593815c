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

/** What `with` of a `uses: approval` stage says. */
export interface Gate {
  /** The stage whose output and artifacts are asked about. */
  readonly subject: StageIndex;
  /** Where `changes` send the run back to: the subject or a stage before it; null: the gate takes no changes. */
  readonly rework: StageIndex | null;
  /** The subject is offered as a draft, and what the person leaves there is the gate's output. */
  readonly editable: boolean;
  /** Most rounds that `changes` may ask for; null: no limit. */
  readonly maxRounds: number | null;
  /** E-mail addresses or names of those who may answer; null: anybody. */
  readonly approvers: readonly string[] | null;
  /** Different people who must approve. */
  readonly quorum: number;
  /** The author of the manifest may not approve. */
  readonly notAuthor: boolean;
  /** Only a signed commit answers. */
  readonly requireSigned: boolean;
  /** A manifest may waive the gate with `auto_approve`. */
  readonly autoApprove: 'never' | 'allowed';
  /** null: never. */
  readonly remindAfter: DurationMs | null;
  /** null: once only. */
  readonly remindEvery: DurationMs | null;
}

export type Decision = 'approve' | 'changes' | 'reject';

/** One answer as it stands in the manifest, in whatever form it was written. */
export interface Answer {
  readonly decision: Decision | 'not-yet';
  /** `approved: false` with feedback: `changes`, and a rejection where the gate has no `rework`. */
  readonly fallback?: 'reject';
  readonly feedback: string | null;
  /** Of `changes` that name items of a `foreach` subject: what is asked of each; null: none are named. */
  readonly items: Readonly<Record<string, string>> | null;
  /** The content that is meant: `sha256:` and 8 hex digits or more. */
  readonly of: string | null;
  /** The round that is meant; absent: not said. */
  readonly round?: number;
  /** Who answers, as the answer itself says. */
  readonly by: string | null;
  /** The subject as the person wants it; undefined: not given. */
  readonly output?: Json;
}

/** How sure it is who answered. */
export type Assurance = 'signed' | 'unsigned' | 'unverified';

/**
 * Why a signature says nothing. `unknown`: by a key that `allowed_signers` did not name. `untrusted`: by a GPG key that the
 * machine does not trust. `unchecked`: the machine cannot check it.
 */
export type SignatureFlaw = 'unknown' | 'untrusted' | 'unchecked' | 'expired' | 'bad';

export interface Person {
  /** `Ada Lovelace <ada@example.org>`, or what of it is known. */
  readonly who: string;
  readonly assurance: Assurance;
  /** The commit that brought the answer; null: not from git. */
  readonly commit: string | null;
}

/** What an answer would approve, as it stands in the files now. */
export type Content =
  /** As generated. */
  | { readonly type: 'generated'; readonly digest: Digest }
  /** As edited, in the draft or in the manifest; checked against the subject's schema. */
  | { readonly type: 'edited'; readonly digest: Digest; readonly value: Json }
  /** An edit that cannot be approved, and why. */
  | { readonly type: 'broken'; readonly problem: Diagnostic };

/** An answer with what the files tell about it. */
export interface SeenAnswer extends Answer {
  /** Of the answer itself: what makes it the same answer. */
  readonly digest: Digest;
  /** null: nothing is known of who answers. */
  readonly person: Person | null;
  /** The commit that brought it is signed, and still nobody knows by whom. */
  readonly flaw?: SignatureFlaw;
  readonly content: Content;
}

/** What is known of a gate that asks, beside its state. */
export interface GateFacts {
  /** Those under the name of the gate. */
  readonly answers: readonly SeenAnswer[];
  /** The one at the top level, which answers where none of the others is left to; null: it is not there. */
  readonly short: SeenAnswer | null;
  /** There is a short answer, which is for the only open gate, and more than one is open. */
  readonly isAmbiguous: boolean;
  /**
   * `steady`: manifest and draft are unchanged for a second, so an answer that names no content may count.
   * `soon`: it will be steady without anybody's doing. `git`: git works on the files, and does for long.
   */
  readonly rest: 'steady' | 'soon' | 'git';
  /** The answers are in commits that nobody has read yet; absent: they are as they stand. */
  readonly isUnread?: true;
  /** Why the question cannot be looked at, whatever is answered; absent: it can. */
  readonly problem?: Diagnostic;
}

/** One that was read, of those that a quorum needs: bound to the content that was on offer then. */
export interface Given {
  readonly answer: Digest;
  readonly of: Digest;
  readonly at: EpochMs;
}

/** What an open question takes down of the answers that it saw and that do not settle it. */
export interface GateNote {
  /** Answers that are not about this round: they stood there before, or an earlier round used them up. */
  readonly standing: readonly Digest[];
  readonly given: readonly Given[];
  /** Why what stands in the manifest does not count; null: nothing to say. */
  readonly remark: Diagnostic | null;
}

/** A question as it is put to people. */
export interface Asking extends Pick<GateNote, 'standing'> {
  /** From 1, over the whole life of the run. */
  readonly iteration: number;
  /** What was asked about. */
  readonly subject: Digest;
  /** The question, in a sentence. */
  readonly question: string;
  /** What to type or to write, in a sentence. */
  readonly how: string;
  /** The file to read. */
  readonly read: ProjectPath;
  /** The file to edit; null: the gate is not editable. */
  readonly draft: ProjectPath | null;
  /** Author of the manifest; null: not known. */
  readonly author: string | null;
}

/** One question and what became of it. */
export interface GateRound extends Asking, GateNote {
  readonly generation: number;
  /** Over definition, question and subject: an open question of equal fingerprint is not asked again. */
  readonly fingerprint: Digest;
  readonly askedAt: EpochMs;
  /** Reminders that were sent. */
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
  /** By `auto_approve`, not by a person. */
  readonly waived: boolean;
  /** The answers that were used up; of a superseded round those that were read for a quorum. */
  readonly consumed: readonly Digest[];
}

/** An answer as it counted. */
export interface Verdict extends Omit<RoundEnd, 'decision' | 'at' | 'edited'> {
  readonly decision: Decision;
  readonly edited: { readonly digest: Digest; readonly value: Json } | null;
}
