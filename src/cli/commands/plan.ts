/** `plan`: what `run` would do. */
import { planRun } from '../../app/plan.ts';
import { planReport } from '../../report/plan-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function planCommand(terminal: Terminal, flags: JsonFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const plan = await planRun(named.value.project, named.value.run);
  if (!plan.ok) return refused(terminal, plan.error);
  terminal.out(flags.json ? `${JSON.stringify(plan.value, null, 2)}\n` : planReport(plan.value, terminal.paint.out));
  return EXIT.completed;
}
