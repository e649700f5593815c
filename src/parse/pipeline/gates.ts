/**
 * Gates in their graph: their subjects, and the stages that they send back. Pure.
 *
 * 1. A gate needs its `subject` and its `rework`; other needs are declared as for any stage.
 * 2. Mistakes are reported here and left out of the needs, so that they do not cause a cycle.
 */
import { didYouMean } from '../../core/nearest.ts';
import type { Place } from '../../model/diagnostic.ts';
import type { JsonObject } from '../../model/json.ts';
import { listNames } from '../../model/list-names.ts';
import type { StageShape } from '../expression/scope-shape.ts';
import { mapAt } from '../json/fields.ts';
import { namedStage } from './gate-settings.ts';
import { type Reading, reportAt } from './reading.ts';
import type { StageDraft } from './stage-draft.ts';
import type { ReadyDraft } from './stage-graph.ts';
import { mayHaveNoOutput, namesArtifact, reportIdleOtherwise } from './stage-settings.ts';

type Drafts = ReadonlyMap<string, StageDraft>;

const isGate = ({ raw }: StageDraft): boolean => raw.uses === 'approval';

/** What readers of each stage get; a gate passes on its subject. */
export function shapesOf(reading: Reading, drafts: readonly StageDraft[]): ReadonlyMap<string, StageShape> {
  const known = new Map(drafts.map((draft) => [draft.id, draft]));
  return new Map(drafts.map((draft) => [draft.id, isGate(draft) ? gateShape(reading, draft, known) : draft.shape]));
}

function gateShape(reading: Reading, draft: StageDraft, known: Drafts): StageShape {
  const asked = chainOf(draft, known);
  const origin = asked.at(-1);
  const mayBeSkipped = asked.some(({ raw }) => mayHaveNoOutput(raw));
  if (!mayBeSkipped) reportIdleOtherwise(reading, draft.raw, draft.path);
  if (origin) checkEditable(reading, draft, origin.raw);
  const { outputSchema = null, artifacts = null, foreach = 'single' } = origin?.shape ?? {};
  const replaced = mayBeSkipped && draft.raw.otherwise != null;
  return {
    outputSchema: replaced ? null : outputSchema,
    // Names of a `foreach` subject begin with the item.
    artifacts: foreach === 'single' ? artifacts : null,
    foreach: foreach === 'single' ? 'single' : 'gathered',
    nullable: mayBeSkipped && !replaced,
    mayLackFiles: mayBeSkipped,
    // A gate in between that may be skipped passes on content that nobody had to approve.
    asksAbout: asked.slice(1).some(({ raw }) => mayHaveNoOutput(raw)) ? null : namedStage(draft.raw, 'subject'),
    mayFail: false,
  };
}

function checkEditable(reading: Reading, { raw, path }: StageDraft, subject: JsonObject): void {
  if (mapAt(raw, 'with').editable !== true || !namesArtifact(subject)) return;
  reportAt(reading, [...path, 'with', 'editable'], {
    code: 'gate/nothing-to-edit',
    severity: 'warning',
    message: `only the output of "${namedStage(raw, 'subject')}" can be edited, and it only names its file: the file stays the same`,
    hint: 'ask about the stage whose output is the text or the data, and make the file from the output of the gate',
  });
}

/** A gate, the gates that are its subjects in turn, and the stage that made their content. */
function chainOf(draft: StageDraft, known: Drafts): readonly StageDraft[] {
  const chain = new Set([draft]);
  // Iterating a set also visits members that are added meanwhile.
  for (const one of chain) {
    const subject = isGate(one) ? known.get(namedStage(one.raw, 'subject') ?? '') : undefined;
    if (subject) chain.add(subject);
  }
  return [...chain];
}

/** Ids of the stages that a gate may send the run back to. */
export function reworkTargets(drafts: readonly StageDraft[]): ReadonlySet<string> {
  return new Set(drafts.flatMap((draft) => (draft.gate ? (namedStage(draft.raw, 'rework') ?? []) : [])));
}

/** Adds the needs of gates. */
export function withGateNeeds(reading: Reading, ready: readonly ReadyDraft[]): readonly ReadyDraft[] {
  if (!ready.some(({ draft }) => draft.gate)) return ready;
  const known = new Map(ready.map(({ draft }) => [draft.id, draft]));
  const asking = ready.map((one) => withNeed(reading, one, subjectOf(reading, one.draft, known)));
  const needs = new Map(asking.map((one) => [one.draft.id, one.needs]));
  return asking.map((one) => withNeed(reading, one, reworkOf(reading, one.draft, { known, needs })));
}

function withNeed(reading: Reading, ready: ReadyDraft, named: Named | null): ReadyDraft {
  if (!named || ready.needs.has(named.id)) return ready;
  const at = reading.document.at([...ready.draft.path, 'with', named.key]);
  return { ...ready, needs: new Map([...ready.needs, [named.id, at]]) };
}

interface Named {
  readonly key: 'subject' | 'rework';
  readonly id: string;
}

/** null: there is none, or a mistake was reported. */
function subjectOf(reading: Reading, draft: StageDraft, known: Drafts): Named | null {
  const id = draft.gate && namedStage(draft.raw, 'subject');
  if (id === null) return null;
  if (id === draft.id) {
    const message = `the gate "${id}" asks about itself`;
    reportAt(reading, [...draft.path, 'with', 'subject'], { code: 'gate/unknown-stage', message });
    return null;
  }
  if (known.has(id)) return { key: 'subject', id };
  reportUnknown(reading, draft, { named: { key: 'subject', id }, known });
  return null;
}

interface Around {
  readonly known: Drafts;
  readonly needs: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

function reworkOf(reading: Reading, draft: StageDraft, { known, needs }: Around): Named | null {
  const id = draft.gate && namedStage(draft.raw, 'rework');
  const subject = namedStage(draft.raw, 'subject') ?? '';
  if (id === null) return null;
  const target = known.get(id);
  if (!target) reportUnknown(reading, draft, { named: { key: 'rework', id }, known });
  else if (isGate(target)) reportRework(reading, draft, `"${id}" is a gate: it makes nothing that could be made again`);
  // Mistakes of the subject were reported already.
  else if (!known.has(subject) || subject === draft.id || upstream(subject, needs).has(id)) {
    return { key: 'rework', id };
  } else reportRework(reading, draft, `"${subject}" does not depend on "${id}"`);
  return null;
}

/** The stage and everything that it needs, even if there are cycles. */
function upstream(id: string, needs: Around['needs']): ReadonlySet<string> {
  const found = new Set([id]);
  for (const one of found) for (const need of needs.get(one)?.keys() ?? []) found.add(need);
  return found;
}

function reportUnknown(
  reading: Reading,
  { id: gate, path }: StageDraft,
  { named: { key, id }, known }: { named: Named; known: Drafts },
): void {
  const others = [...known.values()].filter((one) => one.id !== gate && (key === 'subject' || !isGate(one)));
  const ids = others.map((one) => one.id);
  reportAt(reading, [...path, 'with', key], {
    code: 'gate/unknown-stage',
    message: `"${key}" of the gate "${gate}" is "${id}", which this pipeline does not have`,
    hint: idIn(id, ids) ?? didYouMean(id, ids) ?? `stages: ${listNames(ids)}`,
  });
}

/** The id in `${{ stages.outline.output }}`, which was written in place of an id. */
function idIn(text: string, ids: readonly string[]): string | undefined {
  const id = /\bstages\.(\w+)/.exec(text)?.[1];
  return id !== undefined && ids.includes(id) ? `write the id alone: ${id}` : undefined;
}

function reportRework(reading: Reading, { path }: StageDraft, message: string): void {
  const hint = 'name the subject, or a stage it needs';
  reportAt(reading, [...path, 'with', 'rework'], { code: 'gate/rework-not-upstream', message, hint });
}
