/** The desk of one run with the clocks of this process. Its code is loaded only for pipelines with gates. */
import { InternalError, type RunId } from '../../model/brand.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Json } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { hasGates, type Pipeline } from '../../model/pipeline.ts';
import type { GateDesk } from '../../ports/gate-desk.ts';
import type { Project } from '../types.ts';

export interface DeskOwner {
  readonly run: RunId;
  readonly pipeline: Pipeline;
  /** The manifest in force. */
  readonly manifest: () => Manifest;
  /** Takes what people should know about the files; by default it is dropped. */
  readonly note?: (diagnostic: Diagnostic) => void;
}

export async function deskFor(
  project: Project,
  { run, pipeline, manifest, note = noNote }: DeskOwner,
): Promise<GateDesk> {
  if (!hasGates(pipeline)) return NO_DESK;
  const { createGateDesk } = await import('./desk.ts');
  const { clock } = project;
  const clocks = { now: () => clock.now(), monotonic: () => performance.now() };
  return createGateDesk(project, { run, manifest, note, ...clocks, evidence: project.evidence?.(run) });
}

const noNote = (): void => {};

const noGates = (): never => {
  throw new InternalError('a pipeline without gates asks nobody');
};

/** For pipelines without gates. */
export const NO_DESK: GateDesk = {
  digest: noGates,
  wording: noGates,
  setAside: noGates,
  look: noGates,
  asked: noGates,
  isOffered: noGates,
  offer: noGates,
  keep: noGates,
  keepEdit: noGates,
  editOf: noGates,
};

/** For looking ahead: reads the files and writes nothing. */
export function readingDesk(desk: GateDesk): GateDesk {
  const edits = new Map<string, Json>();
  return {
    ...desk,
    setAside: () => {},
    offer: () => {},
    keep: (_gate, _iteration, value) => ({ type: 'inline', value }),
    keepEdit: ({ read }, value) => void edits.set(read, value),
    editOf: (round) => edits.get(round.read) ?? desk.editOf(round),
  };
}
