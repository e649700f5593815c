/** Mistakes in naming a run's parts on the command line. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { parseAddress } from '../../model/address.ts';
import type { RunId } from '../../model/brand.ts';
import { type Checkpoint, isItemsFile } from '../../model/checkpoint.ts';
import { anError, type Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';

export const notStarted = (run: RunId): Diagnostic =>
  anError('cli/not-started', `run ${run} has not started yet`, {
    at: { file: manifestPath(run) },
    hint: `start it with \`pipeline-runner run ${run}\``,
  });

/** null: the run has it, or its items are not in the checkpoint itself and cannot be checked here. */
export function unknownStage(checkpoint: Checkpoint, address: string): Diagnostic | null {
  const known = [...checkpointTasks(checkpoint)].map((entry) => entry.address);
  if (known.includes(address)) return null;
  const [first] = parseAddress(address)?.steps ?? [];
  const items = first && first.item !== null ? checkpoint.stages[first.stage]?.items : undefined;
  if (items && isItemsFile(items)) return null;
  return anError('cli/unknown-stage', `run ${checkpoint.run} has no stage or item "${address}"`, {
    hint: didYouMean(address, known) ?? `\`pipeline-runner status ${checkpoint.run}\` lists them`,
  });
}

/** What `rerun` cannot go back to, though the run has it. null: it can. */
export function notToRerun(checkpoint: Checkpoint, address: string): Diagnostic | null {
  if (parseAddress(address)?.graph !== 'finally') return unknownStage(checkpoint, address);
  return anError('cli/unknown-stage', `"${address}" runs at the end of every generation; you cannot go back to it`, {
    hint: `\`pipeline-runner retry ${checkpoint.run}\` requests another generation`,
  });
}
