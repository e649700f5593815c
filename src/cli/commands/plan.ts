/** `plan`: what `run` would do. */
import { planRun } from '../../app/plan.ts';
import { planReport } from '../../report/plan-text.ts';
import { askedRun } from '../asked.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { AskFlags } from '../flags.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function planCommand(terminal: Terminal, flags: AskFlags, typed: string): Promise<ExitCode> {
  const named = await askedRun(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { asked, part } = named.value;
  const planned = await planRun(asked, part);
  if (!planned.ok) return refused(terminal, planned.error);
  const { plan, notices } = planned.value;
  terminal.out(flags.json ? `${JSON.stringify(plan, null, 2)}\n` : planReport(plan, terminal.paint.out));
  await showDiagnostics(terminal, notices);
  return EXIT.completed;
}
