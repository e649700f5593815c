/** `verify`: checks that everything a run recorded is still true. */
import { verifyRun } from '../../app/verify.ts';
import { verificationReport } from '../../report/verify-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function verifyCommand(terminal: Terminal, flags: JsonFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const verified = await verifyRun(project, run);
  if (!verified.ok) return refused(terminal, verified.error);
  const { value } = verified;
  terminal.out(flags.json ? jsonText(value) : verificationReport(value, terminal.paint.out));
  return value.holds ? EXIT.completed : EXIT.failed;
}
