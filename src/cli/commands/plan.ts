/** `plan`: what `run` would do. */
import { planRun } from '../../app/plan.ts';
import { planReport } from '../../report/plan-text.ts';
import { askedRun } from '../asked.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { AskFlags } from '../flags.ts';
import { jsonText, refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function planCommand(terminal: Terminal, flags: AskFlags, typed: string): Promise<ExitCode> {
  const named = await askedRun(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { asked, part } = named.value;
  const plan = await planRun(asked, part);
  if (!plan.ok) return refused(terminal, plan.error);
  terminal.out(flags.json ? jsonText(plan.value) : planReport(plan.value, terminal.paint.out));
  if (!flags.json) await showDiagnostics(terminal, plan.value.diagnostics);
  return EXIT.completed;
}
