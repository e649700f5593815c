/**
 * A gate that is about to ask: whether there is a subject, the question, and what an answer covers. Pure.
 *
 * An answer covers the gate's definition, the text of the question, and the content of the subject. Reminders and
 * limits are not covered: changing them does not ask again.
 */
import { type Digest, InternalError, type StageIndex } from '../../model/brand.ts';
import type { Gate } from '../../model/gate.ts';
import type { Json } from '../../model/json.ts';
import type { Pipeline, Stage } from '../../model/pipeline.ts';
import type { StageView } from '../../model/scope.ts';
import { type SubjectArtifact, subjectText } from '../draft/subject-digest.ts';

/** Version of the kind; those of other kinds are in the registry. */
const KIND = 'approval@1';

/** Id of the gate's subject. Gates are among the main stages only. */
export function subjectId({ graph }: Pipeline, { subject }: Gate): string {
  return idAt(graph.stages, subject);
}

function idAt(stages: readonly Stage[], index: StageIndex): string {
  const stage = stages[index];
  if (!stage) throw new InternalError(`a gate names stage ${index}, which does not exist`);
  return stage.id;
}

/** Is there something to ask about? For a `foreach` subject, at least one output, or an empty list. */
export function isAskable({ status, items = [] }: StageView): boolean {
  return status === 'completed' || items.some((item) => item.status === 'completed');
}

/** Fields in the order in which `explain` shows them; settings with default values are left out. */
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
    // The order of approvers does not matter.
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

/** For a `foreach` subject, the artifacts of all items as `<key>/<name>`; if keys are not known, the index is used. */
function artifactsOf({ artifacts, items, keys }: StageView): readonly SubjectArtifact[] {
  if (!items) return artifacts;
  return items.flatMap((item, index) =>
    item.artifacts.map((artifact) => ({ ...artifact, name: `${keys?.[index] ?? index}/${artifact.name}` })),
  );
}

/** The text of the question; a single value is converted to text. null: the gate defines none. */
export function questionText(resolved: Json): string | null {
  return resolved === null || typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}
