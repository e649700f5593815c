/** A desk over real files in a temporary folder, with clocks that the test moves. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateDesk } from '../../src/app/gate/desk.ts';
import { readManifest } from '../../src/app/project/read-manifest.ts';
import { openProject } from '../../src/app/project.ts';
import type { Project } from '../../src/app/types.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { digest, epochMs, projectPath, runId } from '../../src/model/brand.ts';
import type { Content, Gate, GateFacts } from '../../src/model/gate.ts';
import type { Json } from '../../src/model/json.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Artifact } from '../../src/model/result.ts';
import type { GateDesk, Question, Subject } from '../../src/ports/gate-desk.ts';
import { PLAIN_GATE } from '../rig/plain-gate.ts';

export const RUN = runId('ep001');
export const REVIEW = 'review' as TaskAddress;
export const OTHER = 'legal' as TaskAddress;

export const GATE: Gate = { ...PLAIN_GATE, editable: true };

export const OUTLINE = { title: 'Rockets', segments: [{ text: 'one\ntwo\n' }] };

export const WAV: Artifact = {
  name: 'a.wav',
  path: projectPath('runs/ep001.run/mix/a.wav'),
  sha256: digest(`sha256:${'1'.repeat(64)}`),
  bytes: 1_200_000,
  mediaType: 'audio/wav',
};

export class DeskRig implements Disposable {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'desk-')));
  /** Beside the real time; files that the test writes are a second old at once. */
  offset = 2_000;
  passed = 0;
  /** The manifest in force; null: the one in the file. */
  inForce: Manifest | null = null;

  /** @param files beside an empty manifest: project path -> text. */
  static async make(
    files: Readonly<Record<string, string>> = {},
  ): Promise<DeskRig & { readonly project: Project; readonly desk: GateDesk }> {
    const rig = new DeskRig();
    for (const [file, text] of Object.entries({ 'runs/ep001.yaml': 'pipeline: podcast\n', ...files }))
      rig.put(file, text);
    const project = await openProject(rig.root);
    if (!project.ok) throw new Error(JSON.stringify(project.error));
    const first = readManifest(project.value, RUN);
    if (!first.ok) throw new Error(JSON.stringify(first.error));
    let last = first.value;
    const manifest = (): Manifest => {
      const read = readManifest(project.value, RUN);
      if (read.ok) last = read.value;
      return rig.inForce ?? last;
    };
    const now = () => epochMs(Date.now() + rig.offset);
    const at = { run: RUN, manifest, now, monotonic: () => rig.passed, note: () => {} };
    return Object.assign(rig, { project: project.value, desk: await createGateDesk(project.value, at) });
  }

  put(file: string, text: string | Uint8Array): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  answers(text: string): void {
    this.put('runs/ep001.yaml', `pipeline: podcast\n${text}\n`);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** As the engine puts it together. */
export function questionOf(desk: GateDesk, output: Json, more: Partial<Subject> = {}): Question {
  const subject: Subject = {
    stage: 'outlining',
    output,
    artifacts: [],
    schema: null,
    shape: 'single',
    keys: [],
    ...more,
  };
  const { read, draft, how } = desk.wording(REVIEW, { definition: GATE, iteration: 1, subject, ends: null });
  const round = {
    iteration: 1,
    subject: desk.digest(output, subject.artifacts),
    read,
    draft,
    how,
    question: 'Is it good?',
  };
  return { gate: REVIEW, definition: GATE, round, subject };
}

export function contentOf({ answers }: GateFacts): Content {
  const [first] = answers;
  if (!first) throw new Error('there is no answer');
  return first.content;
}

/** `draft/schema 4:10`; of what is not broken, what it is. */
export function toldOf(content: Content): string {
  if (content.type !== 'broken') return content.type;
  const { code, at } = content.problem;
  return at && 'line' in at ? `${code} ${at.file}:${at.line}:${at.column}` : `${code} ${at?.file}`;
}
