/** What people read and write for the gates of one run: questions and drafts as files, answers in the manifest. */
import type { TaskAddress } from '../model/address.ts';
import type { Digest, ProjectPath } from '../model/brand.ts';
import type { Asking, Gate, GateFacts, GateRound } from '../model/gate.ts';
import type { Json } from '../model/json.ts';
import type { Artifact, OutputRef } from '../model/result.ts';

/** What a gate asks about. */
export interface Subject {
  /** Id of the stage that made it. */
  readonly stage: string;
  readonly output: Json;
  /** Of a `foreach` stage: of all its items, `<key>/<name>`. */
  readonly artifacts: readonly Artifact[];
  /** JSON Schema of the output, as the run is pinned to it; null: none. */
  readonly schema: ProjectPath | null;
  /** `items`: the output is a list, and the schema is that of each entry. */
  readonly shape: 'single' | 'items';
  /** Keys of the items, in list order; empty when the subject is no `foreach` stage. */
  readonly keys: readonly string[];
}

export interface Question {
  readonly gate: TaskAddress;
  readonly definition: Gate;
  readonly round: Pick<GateRound, 'iteration' | 'subject' | 'read' | 'draft' | 'question' | 'how'>;
  readonly subject: Subject;
}

/** The parts of a new question that the desk decides. */
export type Wording = Omit<Asking, 'iteration' | 'subject' | 'question'>;

export interface GateDesk {
  /** Of `{output, artifacts: [{name, sha256, media_type}]}` (RFC 8785, SHA-256). */
  digest(output: Json, artifacts: readonly Artifact[]): Digest;
  wording(
    gate: TaskAddress,
    at: {
      readonly definition: Gate;
      readonly iteration: number;
      readonly subject: Subject;
      /** What a rejection ends: a sub-pipeline that the run continues without; null: the run. */
      readonly ends: TaskAddress | null;
    },
  ): Wording;
  /**
   * Renames files that already exist where a new question will be written: they are from an earlier life of the run.
   * People are told, and nothing is deleted. @throws DurableError
   */
  setAside(round: Pick<GateRound, 'read' | 'draft'>): void;
  /** Are the files of the question there, and do they show what is asked about? */
  isOffered(question: Question): boolean;
  /**
   * Writes the file to read and, if the gate is editable and has no draft yet, the draft. A file to read that somebody
   * changed is renamed, and people are told. @throws DurableError
   */
  offer(question: Question): void;
  /** @param open addresses of the gates that ask, this one included. */
  look(question: Question, open: readonly TaskAddress[]): GateFacts;
  /** Stores a value as the gate's output. @throws DurableError */
  keep(gate: TaskAddress, iteration: number, value: Json): OutputRef;
  /** Stores the edited content of which changes were requested. @throws DurableError */
  keepEdit(round: Pick<GateRound, 'read'>, value: Json): void;
  /** Reads it back; null: it is gone or was changed. @param round `subject` is the digest of the edited content. */
  editOf(round: Pick<GateRound, 'read' | 'subject'>): Json | null;
  /** What an earlier round asked about, read back from the file that was offered; null: it is gone or was changed. */
  asked(round: Pick<GateRound, 'read' | 'subject'>): Json | null;
}
