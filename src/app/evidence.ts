/** Who answered the gates of a run, by the commits of a branch. */
import type { Maker } from '../adapters/git/evidence/signature.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stood } from '../parse/manifest/stood-answers.ts';
import type { YamlDocument } from '../parse/yaml/document.ts';
import type { Question } from '../ports/gate-desk.ts';

/** Where a desk hears who answered. */
export interface Evidence {
  /** null: nobody has read yet what the branch says, so it cannot be told whether an answer stands there. */
  answers(question: Pick<Question, 'gate' | 'round'>): Evident | null;
}

export interface Evident {
  readonly answers: readonly EvidentAnswer[];
  /** Why none of those that stand there can count; null: some can, or there are none. */
  readonly problem: Diagnostic | null;
}

export interface EvidentAnswer extends Stood {
  readonly index: number;
  readonly document: YamlDocument;
  /** null: a "not yet", of which nobody asks who said it. */
  readonly maker: Maker | null;
  /** As it stood in the commit that brought the answer; null: there was none. */
  readonly draft: Uint8Array | null;
}
