/** `explain`: why stages ran, were reused, wait or failed. */
import { explainRun } from '../../app/explain.ts';
import { explainReport } from '../../report/explain-text.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { JsonFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function explainCommand(
  terminal: Terminal,
  flags: JsonFlags,
  ...[typed, stage]: readonly [run: string, stage?: string]
): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const explained = await explainRun(named.value.project, named.value.run, stage);
  if (!explained.ok) return refused(terminal, explained.error);
  const text = explainReport(explained.value, stage === undefined ? 'brief' : 'full', terminal.paint.out);
  terminal.out(flags.json ? jsonText(explained.value) : text);
  return EXIT.completed;
}
