/** Answers that were removed from a manifest after gates had been decided by them: that undoes nothing. Pure. */
import type { Digests } from '../../adapters/disk/digests.ts';
import type { Checkpoint, CheckpointTask } from '../../model/checkpoint.ts';
import { aWarning, type Diagnostic } from '../../model/diagnostic.ts';
import type { Manifest } from '../../model/manifest.ts';
import { answerText, namedAnswers, type Stood, shortAnswers } from '../../parse/manifest/stood-answers.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import { shellWord } from '../../report/words.ts';

/**
 * One diagnostic for each gate of which no deciding answer is in the manifest any more.
 *
 * @param checkpoint the current one.
 */
export function revertedAnswers(
  { digests }: { readonly digests: Pick<Digests, 'ofText'> },
  checkpoint: Pick<Checkpoint, 'stages' | 'finally'>,
  manifest: Manifest,
): readonly Diagnostic[] {
  const digestOf = (stood: Stood): string => digests.ofText(answerText(stood));
  const short = shortAnswers(manifest).map(digestOf);
  return [...checkpointTasks(checkpoint)].flatMap(({ address, task }) => {
    const used = usedBy(task);
    const present = [...namedAnswers(manifest, address).map(digestOf), ...short];
    return used.length > 0 && !used.some((one) => present.includes(one)) ? [takenBack(address, manifest)] : [];
  });
}

/** The answers that decided the gate. A gate that asks, was sent back, or begins again is not decided yet. */
const usedBy = ({ approval, status }: CheckpointTask): readonly string[] =>
  status === 'completed' || status === 'rejected' ? (approval?.consumed ?? []) : [];

const takenBack = (gate: string, { id }: Manifest): Diagnostic =>
  aWarning('answer/reverted', `the answer to ${gate} was removed after it had been used; that does not undo anything`, {
    at: { file: manifestPath(id) },
    hint: `restore the answer, or let ${gate} ask again with \`pipeline-runner reset ${[id, '--to', gate].map(shellWord).join(' ')}\``,
  });
