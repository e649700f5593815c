/** Answers that were taken out of a manifest after gates had been decided by them: that undoes nothing. Pure. */
import type { Digests } from '../adapters/digests.ts';
import type { Checkpoint, CheckpointTask } from '../model/checkpoint.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Manifest } from '../model/manifest.ts';
import { answerText, namedAnswers, type Stood, shortAnswers } from '../parse/stood-answers.ts';
import { checkpointTasks } from '../report/checkpoint-tasks.ts';
import { manifestPath } from './names.ts';

export interface Edit {
  readonly before: Manifest;
  readonly after: Manifest;
}

/**
 * One for each gate. The edit is what makes them: asked once about each edit, each is said once.
 *
 * @param checkpoint as it stands when the edit is taken in.
 */
export function revertedAnswers(
  { digests }: { readonly digests: Pick<Digests, 'ofText'> },
  checkpoint: Pick<Checkpoint, 'stages' | 'finally'>,
  edit: Edit,
): readonly Diagnostic[] {
  const digest = (stood: Stood): string => digests.ofText(answerText(stood));
  return [...checkpointTasks(checkpoint)]
    .filter(({ address, task }) => isTakenBack({ address, used: usedBy(task), digest }, edit))
    .map(({ address }) => takenBack(address, edit));
}

/** What decided the newest question; a question that is open or was given up is not decided. */
const usedBy = ({ approval }: CheckpointTask): readonly string[] =>
  approval?.decision === undefined || approval.decision === 'superseded' ? [] : (approval.consumed ?? []);

interface Decided {
  readonly address: string;
  readonly used: readonly string[];
  digest(stood: Stood): string;
}

/** The short form decides nothing where there is a named one, and so may go. */
function isTakenBack({ address, used, digest }: Decided, { before, after }: Edit): boolean {
  if (used.length === 0) return false;
  const usedOf = (stood: readonly Stood[]): readonly string[] => stood.map(digest).filter((one) => used.includes(one));
  const named = usedOf(namedAnswers(before, address));
  const [then, now] =
    named.length > 0
      ? [named, usedOf(namedAnswers(after, address))]
      : [usedOf(shortAnswers(before)), usedOf(shortAnswers(after))];
  return then.some((one) => !now.includes(one));
}

const takenBack = (gate: string, { after: { id } }: Edit): Diagnostic => ({
  code: 'answer/reverted',
  severity: 'warning',
  message: `the answer to ${gate} was taken back after it had been used; nothing is undone by that`,
  at: { file: manifestPath(id) },
  hint: `\`pipeline-runner retry ${id} --from <stage>\` has a stage done again, \`pipeline-runner cancel ${id}\` ends the run`,
});
