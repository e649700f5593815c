/**
 * `diff --gate`: compares what a gate asked about with what was approved, or with the current draft. Changes nothing.
 */
import { nodeFileSystem } from '../adapters/disk/file-system.ts';
import { createGateFiles, formOf, type GateFiles, readAsked } from '../adapters/gate-files.ts';
import { createOutputs } from '../adapters/workspace/outputs.ts';
import { decodeOutput } from '../core/decode.ts';
import { digest, err, ok, projectPath, type Result, type RunId } from '../model/brand.ts';
import type { Checkpoint, CheckpointApproval, CheckpointResult, CheckpointTask } from '../model/checkpoint.ts';
import { anError, aWarning, type Diagnosed, type Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { readDraft, unreadable } from '../parse/draft/read.ts';
import { withLf } from '../parse/draft/subject-digest.ts';
import { draftBody, withoutHead, withoutMarkedHead } from '../parse/draft/text.ts';
import { textOf } from '../parse/text/decode.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import { shellWord } from '../report/words.ts';
import { type EarlierEdits, earlierEdits, isEdited } from './gate/earlier-edits.ts';
import { startedView } from './project/run-mistakes.ts';
import { readRun } from './read-run.ts';
import { chosenGate } from './steer/gate-chosen.ts';
import type { Project } from './types.ts';

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

export interface GateDiff {
  readonly gate: string;
  readonly iteration: number;
  readonly generated: LabelledText;
  /** The approved content, else the current draft. Equal texts: nothing was edited. */
  readonly approved: LabelledText;
  /** null: the question is open. */
  readonly decision: CheckpointApproval['decision'] | 'waived' | null;
  /** The content of the previous round; null: there was none, its file is gone, or the question is not open. */
  readonly before: LabelledText | null;
}

/** @param gate address; null: the only one that asks, or the only one that ever asked. */
export async function gateDiff(project: Project, run: RunId, gate: string | null): Promise<Diagnosed<GateDiff>> {
  const view = startedView(await readRun(project, run));
  if (!view.ok) return view;
  const { checkpoint } = view.value;
  const asked = [...askedGates(checkpoint)];
  const open = asked.filter(({ approval }) => approval.decision === undefined);
  const gates = gate === null && open.length === 1 ? open : asked;
  const chosen = chosenGate(gates, checkpoint, { typed: gate, among: 'asked' });
  if (!chosen.ok) return chosen;
  const diff = diffOf(project, chosen.value);
  return diff.ok ? diff : err([diff.error]);
}

interface AskedGate {
  readonly gate: string;
  readonly approval: CheckpointApproval;
  readonly before: CheckpointApproval | null;
  readonly result: CheckpointResult | null;
}

function* askedGates(checkpoint: Checkpoint): Generator<AskedGate> {
  for (const { address, task } of checkpointTasks(checkpoint)) {
    const { approval, earlier_approvals: earlier, result }: CheckpointTask = task;
    if (approval) yield { gate: address, approval, before: earlier?.at(-1) ?? null, result: result ?? null };
  }
}

function diffOf(project: Project, { gate, approval, before, result }: AskedGate): Result<GateDiff, Diagnostic> {
  const files = createGateFiles(project.root);
  const { read } = approval;
  const isApproved = approval.decision === 'approve' && result !== null;
  const isWaived = isApproved && approval.waived === true; // nobody was asked, so there is no file of a question
  const generated = isWaived ? letThrough(project, result) : asked(files, approval);
  if (!generated.ok) return generated;
  const former = before === null || approval.decision !== undefined ? undefined : askedIn(files, before);
  const approved = isApproved ? approvedText(project, result) : draftedText(files, approval, generated.value);
  if (!approved.ok) return approved;
  return ok({
    gate,
    iteration: approval.iteration,
    generated: { label: isWaived ? 'what it let through' : read, text: draftBody(generated.value) },
    approved: { label: isApproved ? approvedLabel(approval) : (approval.draft ?? read), text: approved.value },
    decision: isWaived ? 'waived' : (approval.decision ?? null),
    before: before === null || former === undefined ? null : { label: before.read, text: draftBody(former) },
  });
}

/** undefined: the file is gone or was changed, or the gate was waived. */
const askedIn = (files: GateFiles, { read, subject }: CheckpointApproval): Json | undefined =>
  readAsked(files, { read: projectPath(read), subject: digest(subject) });

/** Warns about drafts that were changed after they were approved: the run ignores such changes. */
export function lateEdits(project: Project, checkpoint: Checkpoint): readonly Diagnostic[] {
  return [...askedGates(checkpoint)].flatMap((asked) => {
    const { decision, waived, draft } = asked.approval;
    return decision === 'approve' && !waived && draft !== undefined && isEditedLate(project, asked)
      ? [lateEdit(draft, { run: checkpoint.run, gate: asked.gate })]
      : [];
  });
}

function isEditedLate(project: Project, { approval, result }: AskedGate): boolean {
  const files = createGateFiles(project.root);
  const generated = askedIn(files, approval);
  if (generated === undefined || result === null) return false;
  const [approved, drafted] = [approvedText(project, result), draftedText(files, approval, generated)];
  // An unchanged draft is not an edit: the approved value may be from the manifest.
  return approved.ok && drafted.ok && drafted.value !== approved.value && drafted.value !== draftBody(generated);
}

/** Warns about edits of earlier rounds that are not in the draft of an open question, while that draft is unedited. */
export function editsLeftBehind({ root }: Project, checkpoint: Checkpoint): readonly Diagnostic[] {
  const files = createGateFiles(root);
  return [...askedGates(checkpoint)].flatMap(({ gate, approval }) => {
    const { decision, iteration } = approval;
    if (decision !== undefined || approval.draft === undefined || iteration === 1) return [];
    const offered = { iteration, read: projectPath(approval.read), draft: projectPath(approval.draft) };
    const now = isEdited(files, offered) ? undefined : askedIn(files, approval);
    const earlier = now === undefined ? null : earlierEdits(files, offered, now);
    return earlier === null ? [] : [leftBehind(gate, earlier, offered.draft)];
  });
}

const leftBehind = (gate: string, { draft, round }: EarlierEdits, now: string): Diagnostic =>
  aWarning('draft/left-behind', `the draft of ${gate} starts as generated, without the edits of round ${round}`, {
    at: { file: draft },
    hint: `copy what should stay into ${now}`,
  });

const lateEdit = (file: string, { run, gate }: { readonly run: string; readonly gate: string }): Diagnostic =>
  aWarning('draft/late', `the draft was changed after ${gate} was approved; the run continues with what was approved`, {
    at: { file },
    hint: `\`pipeline-runner reset ${run} --to ${shellWord(gate)}\` asks again, with a new draft that you can copy your change into`,
  });

function approvedLabel({ by, waived, iteration }: CheckpointApproval): string {
  if (waived) return `round ${iteration}, waived`;
  const people = (by ?? []).map(({ who }) => who);
  return people.length === 0 ? `round ${iteration}, approved` : `round ${iteration}, approved by ${people.join(', ')}`;
}

function approvedText(project: Project, result: CheckpointResult): Result<string, Diagnostic> {
  const value = letThrough(project, result);
  return value.ok ? ok(draftBody(value.value)) : value;
}

function letThrough({ root }: Project, { output }: CheckpointResult): Result<Json, Diagnostic> {
  const value = createOutputs(root, nodeFileSystem).read(decodeOutput(output));
  if (value.ok) return value;
  const file = 'file' in output ? output.file : '';
  return err(anError('artifact/missing', value.error.message, { at: { file } }));
}

const MAX_BYTES = 256 * 1024 * 1024;

/** An invalid draft is shown as it is, so that the mistake can be seen. */
function draftedText(files: GateFiles, { draft }: CheckpointApproval, generated: Json): Result<string, Diagnostic> {
  const file = draft === undefined ? null : projectPath(draft);
  if (file === null) return ok(draftBody(generated));
  const bytes = files.read(file, MAX_BYTES);
  if (!bytes.ok)
    return bytes.error.reason === 'missing' ? ok(draftBody(generated)) : err(unreadable(file, bytes.error.message));
  const form = formOf(file);
  const reading = readDraft({ file, form, bytes: bytes.value }, generated);
  if (reading.type === 'generated') return ok(draftBody(generated));
  if (reading.type === 'edited') return ok(draftBody(reading.value));
  const text = withLf(textOf(bytes.value));
  return ok(form === 'md' ? withoutMarkedHead(text) : withoutHead(text));
}

function asked(files: GateFiles, approval: CheckpointApproval): Result<Json, Diagnostic> {
  const value = askedIn(files, approval);
  if (value !== undefined) return ok(value);
  return err(
    anError('draft/asked-gone', 'what the gate asked about is missing or was changed, so it cannot be compared', {
      at: { file: approval.read },
      hint: 'restore the file (git checkout)',
    }),
  );
}
