/** Finds the gate that a command line means, among those that ask or all that have asked. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { err, ok } from '../../model/brand.ts';
import type { Checkpoint, CheckpointStage, RunStatus } from '../../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { listNames } from '../../model/list-names.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { shellWord } from '../../report/words.ts';
import { unknownStage, unopened } from '../project/run-mistakes.ts';

/** The possible choices, as texts. */
interface Choice {
  readonly code: 'cli/no-open-gate' | 'draft/no-question';
  readonly one: string;
  readonly several: string;
  /** Words between the run and the gate. */
  readonly flag: string;
}

const CHOICES = {
  open: { code: 'cli/no-open-gate', one: 'asks for an answer', several: 'ask for an answer', flag: '' },
  asked: { code: 'draft/no-question', one: 'has asked yet', several: 'have asked', flag: '--gate ' },
} as const satisfies Record<string, Choice>;

interface Meant {
  /** Address of a gate; null: the only one. */
  readonly typed: string | null;
  readonly among: keyof typeof CHOICES;
}

export function chosenGate<Gate extends { readonly gate: string }>(
  gates: readonly Gate[],
  checkpoint: Checkpoint,
  { typed, among }: Meant,
): Diagnosed<Gate> {
  const place: Place = { names: gates.map(({ gate }) => gate), checkpoint, choice: CHOICES[among] };
  const [first, second] = gates;
  if (typed !== null) {
    const named = gates.find(({ gate }) => gate === typed);
    return named ? ok(named) : err([notThere(place, typed)]);
  }
  if (!first) return err([none(place)]);
  return second ? err([several(place)]) : ok(first);
}

interface Place {
  readonly names: readonly string[];
  readonly checkpoint: Checkpoint;
  readonly choice: Choice;
}

function notThere(place: Place, typed: string): Diagnostic {
  const { names, checkpoint, choice } = place;
  const before = unopened(checkpoint, typed);
  if (before !== null) {
    const message = `"${typed}" of run ${checkpoint.run} is not asking: ${before} has not started`;
    return anError(choice.code, message, { hint: hintOf(place) });
  }
  const unknown = unknownStage(checkpoint, typed);
  if (unknown) return { ...unknown, hint: didYouMean(typed, names) ?? hintOf(place) };
  const task = [...checkpointTasks(checkpoint)].find(({ address }) => address === typed)?.task;
  const message = `"${typed}" of run ${checkpoint.run} is not asking: ${whyNot(task, checkpoint)}`;
  return anError(choice.code, message, { hint: hintOf(place) });
}

function whyNot(task: CheckpointStage | undefined, { status }: Checkpoint): string {
  if (task?.status === 'awaiting_approval') return `the run is ${status}, so nobody is asked any more`;
  const decision = task?.approval?.decision;
  if (task?.approval === undefined) return task?.status === 'pending' ? 'it has not asked yet' : 'it is not a gate';
  return decision === undefined ? `it is ${task.status}` : `it has been answered (${decision})`;
}

function none(place: Place): Diagnostic {
  const { checkpoint, choice } = place;
  const message = `no gate of run ${checkpoint.run} ${choice.one}; the run is ${checkpoint.status}`;
  return anError(choice.code, message, { hint: hintOf(place) });
}

function several({ names, checkpoint: { run }, choice }: Place): Diagnostic {
  return anError('cli/which-gate', `${names.length} gates of run ${run} ${choice.several}: ${listNames(names)}`, {
    hint: `name the one you mean, as in \`${shellWord(run)} ${choice.flag}${shellWord(names[0] ?? '')}\``,
  });
}

function hintOf({ names, checkpoint: { run, status }, choice }: Place): string {
  if (names.length > 0) return `gates that ${choice.several}: ${listNames(names)}`;
  const again = `\`pipeline-runner retry ${shellWord(run)}\` and \`pipeline-runner run ${shellWord(run)}\` resume it, and ask again`;
  if (choice.code === 'cli/no-open-gate' && GIVEN_UP.includes(status)) return again;
  return `\`pipeline-runner status ${shellWord(run)}\` shows its progress, \`pipeline-runner list --waiting\` everything that waits`;
}

const GIVEN_UP: readonly RunStatus[] = ['failed', 'rejected', 'cancelled'];
