/** Answers to the gates of a run, and their authors, according to the commits of a branch. */
import type { Maker } from '../adapters/git/evidence/signature.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stood } from '../parse/manifest/stood-answers.ts';
import type { YamlDocument } from '../parse/yaml/document.ts';
import type { Question } from '../ports/gate-desk.ts';

/** A desk's source of answers in commits. */
export interface Evidence {
  /** null: the branch has not been read yet, so it is not known whether there is an answer. */
  answers(question: Pick<Question, 'gate' | 'round'>): Evident | null;
}

export interface Evident {
  readonly answers: readonly EvidentAnswer[];
  /** Why none of the answers can count; null: some can, or there are none. */
  readonly problem: Diagnostic | null;
}

export interface EvidentAnswer extends Stood {
  readonly index: number;
  readonly document: YamlDocument;
  /** null: a "not yet", whose author does not matter. */
  readonly maker: Maker | null;
  /** The draft in the commit that added the answer; null: there was none. */
  readonly draft: Uint8Array | null;
}
