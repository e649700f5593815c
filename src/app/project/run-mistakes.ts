/** Mistakes in names of a run's stages and items on the command line. Pure. */
import { didYouMean } from '../../core/nearest.ts';
import { hasStarted } from '../../core/run-end.ts';
import { formatAddress, parseAddress } from '../../model/address.ts';
import { err, ok, type RunId } from '../../model/brand.ts';
import { type Checkpoint, isItemsFile } from '../../model/checkpoint.ts';
import { anError, type Diagnosed, type Diagnostic } from '../../model/diagnostic.ts';
import { manifestPath } from '../../parse/run-files.ts';
import { checkpointTasks } from '../../report/checkpoint-tasks.ts';
import type { RunView } from '../types.ts';

export const notStarted = (run: RunId): Diagnostic =>
  anError('cli/not-started', `run ${run} has not started yet`, {
    at: { file: manifestPath(run) },
    hint: `start it with \`pipeline-runner run ${run}\``,
  });

export type StartedView = RunView & { readonly checkpoint: Checkpoint };

/** The view of a run that has started. */
export function startedView(view: Diagnosed<RunView>): Diagnosed<StartedView> {
  if (!view.ok) return view;
  const { run, checkpoint } = view.value;
  return hasStarted(checkpoint) ? ok({ ...view.value, checkpoint }) : err([notStarted(run)]);
}

/** null: the run has it, or its items are in another file and cannot be checked here. */
export function unknownStage(checkpoint: Checkpoint, address: string): Diagnostic | null {
  const known = [...checkpointTasks(checkpoint)].map((entry) => entry.address);
  if (known.includes(address)) return null;
  const [first] = parseAddress(address)?.steps ?? [];
  const items = first && first.item !== null ? checkpoint.stages[first.stage]?.items : undefined;
  if (items && isItemsFile(items)) return null;
  const before = unopened(checkpoint, address);
  if (before !== null)
    return anError('cli/unknown-stage', `run ${checkpoint.run} has no "${address}" yet: ${before} has not started`, {
      hint: `\`pipeline-runner status ${checkpoint.run}\` shows its progress`,
    });
  return anError('cli/unknown-stage', `run ${checkpoint.run} has no stage or item "${address}"`, {
    hint: didYouMean(address, known) ?? `\`pipeline-runner status ${checkpoint.run}\` lists them`,
  });
}

/**
 * The stage or item around the address that has not begun, so that its content is unknown; null: none, or another item
 * shows that it will not contain this name.
 */
export function unopened(checkpoint: Checkpoint, address: string): string | null {
  const tasks = new Map([...checkpointTasks(checkpoint)].map((entry) => [entry.address, entry.task]));
  const { graph = 'stages', steps = [] } = parseAddress(address) ?? {};
  for (const depth of steps.keys()) {
    if (depth === 0) continue;
    const outer: string = formatAddress({ graph, steps: steps.slice(0, depth) });
    const stage = outer.replace(/\[[^[\]]*\]$/, '');
    const around = [outer, stage].find((name) => tasks.has(name));
    if (around === undefined) return null;
    const task = tasks.get(around);
    if (task?.status !== 'pending' || task.stages !== undefined) continue;
    const inOthers = [...tasks.keys()].filter(
      (name) => name.startsWith(`${stage}[`) && name.includes(']/', stage.length),
    );
    return inOthers.length === 0 || inOthers.some((name) => name.endsWith(address.slice(outer.length))) ? around : null;
  }
  return null;
}

/** The run has it, but `rerun` cannot go back to it. null: it can. */
export function notToRerun(checkpoint: Checkpoint, address: string): Diagnostic | null {
  if (parseAddress(address)?.graph !== 'finally') return unknownStage(checkpoint, address);
  return anError('cli/unknown-stage', `"${address}" runs at the end of every generation; you cannot go back to it`, {
    hint: `\`pipeline-runner retry ${checkpoint.run}\` requests another generation`,
  });
}
