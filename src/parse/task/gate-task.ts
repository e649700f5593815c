/**
 * A gate that is about to ask: whether there is anything to ask about, the question, and what an answer covers. Pure.
 *
 * What an answer covers is the gate's definition, the question as it was put, and the subject by content. Reminders and
 * limits are not in it: to change them asks nobody again.
 */
import { type Digest, InternalError, type StageIndex } from '../../model/brand.ts';
import type { Gate } from '../../model/gate.ts';
import type { Json } from '../../model/json.ts';
import type { Pipeline, Stage } from '../../model/pipeline.ts';
import type { StageView } from '../../model/scope.ts';
import { type SubjectArtifact, subjectText } from '../draft/subject-digest.ts';

/** Of this version of the runner; kinds of other stages have theirs in the registry. */
const KIND = 'approval@1';

/** Id of the stage that a gate asks about. Gates stand among the main stages only. */
export function subjectId({ graph }: Pipeline, { subject }: Gate): string {
  return idAt(graph.stages, subject);
}

function idAt(stages: readonly Stage[], index: StageIndex): string {
  const stage = stages[index];
  if (!stage) throw new InternalError(`a gate names stage ${index}, which does not exist`);
  return stage.id;
}

/** Of a `foreach` something must be there for people to decide on, if only that its list is empty. */
export function isAskable({ status, items = [] }: StageView): boolean {
  return status === 'completed' || items.some((item) => item.status === 'completed');
}

/** Fields in the order in which `explain` tells them; a setting that is as usual says nothing. */
export function gateFields(
  { graph }: Pipeline,
  gate: Gate,
  { subject, sha256 }: { readonly subject: StageView; sha256(text: string): Digest },
): ReadonlyMap<string, string> {
  const { approvers, quorum } = gate;
  const settings: readonly (readonly [string, string | null])[] = [
    ['subject', idAt(graph.stages, gate.subject)],
    ['rework', gate.rework === null ? null : idAt(graph.stages, gate.rework)],
    ['editable', gate.editable ? 'true' : null],
    // Whoever is named first may not answer more than the others.
    ['approvers', approvers === null ? null : JSON.stringify(approvers.toSorted())],
    ['quorum', quorum === 1 ? null : String(quorum)],
    ['not_author', gate.notAuthor ? 'true' : null],
    ['require_signed', gate.requireSigned ? 'true' : null],
    ['auto_approve', gate.autoApprove === 'allowed' ? 'allowed' : null],
  ];
  return new Map([
    ['kind', KIND],
    ...settings.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[`gate.${name}`, value]])),
    ['subject', sha256(subjectText(subject.output, artifactsOf(subject)))],
  ]);
}

/** Of a `foreach` those of all items, `<key>/<name>`; where keys are not known, the place in the list stands for them. */
function artifactsOf({ artifacts, items, keys }: StageView): readonly SubjectArtifact[] {
  if (!items) return artifacts;
  return items.flatMap((item, index) =>
    item.artifacts.map((artifact) => ({ ...artifact, name: `${keys?.[index] ?? index}/${artifact.name}` })),
  );
}

/** The question as it is put: a single value is written out as it would be in a longer text. null: it is not said. */
export function questionText(resolved: Json): string | null {
  return resolved === null || typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}
