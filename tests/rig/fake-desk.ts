/** A desk without files: a test sets the answers, and written files are only recorded by name. */
import type { TaskAddress } from '../../src/model/address.ts';
import { type Digest, digest, projectPath } from '../../src/model/brand.ts';
import type { GateFacts, GateRound } from '../../src/model/gate.ts';
import type { Json } from '../../src/model/json.ts';
import type { OutputRef } from '../../src/model/result.ts';
import type { GateDesk, Question, Wording } from '../../src/ports/gate-desk.ts';
import { type Said, seen } from './answers.ts';
import { hash } from './simulated-evaluator.ts';

export class FakeDesk implements GateDesk {
  readonly files = new Set<string>();
  rest: GateFacts['rest'] = 'steady';
  /** Called beforeLook the answers are read, so that people can do something. */
  beforeLook: (gate: TaskAddress) => void = () => {};
  /** Called when a file is written. */
  onWrite: (file: string) => void = () => {};
  /** Called when the files of a question are set aside. */
  onSetAside: (file: string) => void = () => {};
  private readonly written = new Map<string, readonly Said[]>();

  says(gate: string, ...answers: readonly Said[]): void {
    this.written.set(gate, answers);
  }

  digest(output: Json): Digest {
    return digest(`sha256:${hash(JSON.stringify(output))}`);
  }

  wording(gate: TaskAddress, { definition, iteration }: Parameters<GateDesk['wording']>[1]): Wording {
    const file = (folder: string) => projectPath(`${folder}/${gate}.${iteration}.yaml`);
    const standing = this.answers(gate, digest('sha256:0')).map((answer) => answer.digest);
    const draft = definition.editable ? file('drafts') : null;
    return { read: file('asked'), draft, how: 'approved: true', author: null, standing };
  }

  setAside({ read }: Pick<GateRound, 'read'>): void {
    this.onSetAside(read);
  }

  isOffered({ round }: Question): boolean {
    return this.files.has(round.read);
  }

  offer({ round }: Question): void {
    this.files.add(round.read);
    this.onWrite(round.read);
  }

  look({ gate, round }: Question): GateFacts {
    this.beforeLook(gate);
    return { answers: this.answers(gate, round.subject), short: null, isAmbiguous: false, rest: this.rest };
  }

  keep(_gate: TaskAddress, _iteration: number, value: Json): OutputRef {
    return { type: 'inline', value };
  }

  keepEdit(): void {}

  editOf(): null {
    return null;
  }

  asked(): null {
    return null;
  }

  private answers(gate: string, subject: Digest) {
    return (this.written.get(gate) ?? []).map((said) => seen(said, subject));
  }
}
