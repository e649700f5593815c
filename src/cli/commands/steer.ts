/** `retry` and `cancel`: one edit of the manifest, shown as a diff, and what happens next. */
import { cancelRun, retryRun, type Steered } from '../../app/steer.ts';
import { lineDiff } from '../../report/line-diff.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { RetryFlags, SharedFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function retryCommand(terminal: Terminal, flags: RetryFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const steered = await retryRun(named.value.project, named.value.run, flags.from ?? []);
  if (!steered.ok) return refused(terminal, steered.error);
  const { run, driven, paused } = steered.value;
  show(terminal, steered.value);
  const held = paused ? ` (the manifest says \`paused: true\`: take that out first)` : '';
  terminal.out(
    driven
      ? 'A process works on the run: it goes on with this when the present generation is at rest.\n'
      : `Next: ${programName(terminal)} run ${run}${held}\n`,
  );
  return EXIT.completed;
}

export async function cancelCommand(terminal: Terminal, flags: SharedFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const steered = await cancelRun(named.value.project, named.value.run);
  if (!steered.ok) return refused(terminal, steered.error);
  const { run, driven, unchanged } = steered.value;
  show(terminal, steered.value);
  if (driven) terminal.out('The process that works on the run will see it and end what runs.\n');
  else if (unchanged === null) {
    terminal.out(
      `No process works on the run. To record the end in its checkpoint: ${programName(terminal)} run ${run}\n`,
    );
  }
  return EXIT.completed;
}

function show(terminal: Terminal, { run, file, before, after, unchanged }: Steered): void {
  if (unchanged !== null) terminal.out(`${run}: nothing to change: ${unchanged}.\n`);
  if (before === after) return;
  terminal.out(`${terminal.paint.out('bold', file)}\n${lineDiff(before, after, terminal.paint.out)}`);
}
