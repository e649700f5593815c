/** `run`: drives a run, shows what happens, and says at its end what was made and what to type next. */

import { driveRun } from '../../app/run-session.ts';
import type { Project, RunOutcome } from '../../app/types.ts';
import type { Event } from '../../model/event.ts';
import type { Observer } from '../../ports/observer.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.ts';
import type { RunFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused, showDiagnostics } from '../show.ts';
import { interrupts } from '../signals.ts';
import type { Terminal } from '../terminal.ts';

export async function runCommand(terminal: Terminal, flags: RunFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const view = await viewOf(terminal, flags, project);
  using signals = interrupts((nth) => terminal.err(SAID[nth]));
  try {
    const { stop, hurry } = signals;
    const outcome = await driveRun(project, run, { observers: view.observers, stop, hurry });
    view.close();
    if (!outcome.ok) return refused(terminal, outcome.error);
    await showDiagnostics(terminal, outcome.value.notices);
    await closingWords(terminal, flags, outcome.value);
    return exitCodeOf(outcome.value.checkpoint, outcome.value.reason);
  } finally {
    view.close();
  }
}

const SAID = {
  1: '\nStopping: nothing more is started, what runs may end in time. Press Ctrl-C again to end it now.\n',
  2: '\nEnding what runs now.\n',
} as const;

interface View {
  readonly observers: readonly Observer[];
  close(): void;
}

const NO_VIEW: View = { observers: [], close: () => {} };

async function viewOf(terminal: Terminal, flags: RunFlags, project: Project): Promise<View> {
  if (flags.json) return eventLines(terminal);
  if (flags.quiet) return NO_VIEW;
  const { liveView } = await import('../live-view.ts');
  return liveView(terminal, project);
}

/** One write a turn. */
function eventLines(terminal: Terminal): View {
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length > 0) terminal.out(waiting.join(''));
    waiting = [];
  };
  const saw = (event: Event): void => {
    if (waiting.length === 0) queueMicrotask(flush);
    waiting.push(`${JSON.stringify(event)}\n`);
  };
  return { observers: [{ saw }], close: flush };
}

async function closingWords(terminal: Terminal, flags: RunFlags, outcome: RunOutcome): Promise<void> {
  if (flags.json) return;
  const isFine = exitCodeOf(outcome.checkpoint, outcome.reason) === EXIT.completed;
  if (flags.quiet && isFine) {
    const { outputs = {} } = outcome.checkpoint;
    if (Object.keys(outputs).length > 0) terminal.out(`${JSON.stringify(outputs)}\n`);
    return;
  }
  const { runSummary } = await import('../../report/run-summary.ts');
  const end = { ...outcome, program: programName(terminal) };
  if (flags.quiet) terminal.err(runSummary(end, terminal.paint.err));
  else terminal.out(runSummary(end, terminal.paint.out));
}
