/** `diff`: what was generated against what a person approved. */
import { gateDiff } from '../../app/gate-diff.ts';
import { lineDiff } from '../../report/line-diff.ts';
import { oneLine } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DiffFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function diffCommand(terminal: Terminal, flags: DiffFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const found = await gateDiff(project, run, flags.gate ?? null);
  if (!found.ok) return refused(terminal, found.error);
  const { gate, iteration, generated, approved, decision } = found.value;
  const paint = terminal.paint.out;
  const answer = decision == null ? 'not answered yet' : ANSWERS[decision];
  terminal.out(`${paint('bold', `${gate}, round ${iteration}`)}  ${answer}\n`);
  const lines = lineDiff(generated.text, approved.text, paint);
  if (lines === '') terminal.out(`Nothing was changed in ${oneLine(generated.label)}.\n`);
  else terminal.out(`- ${oneLine(generated.label)}\n+ ${oneLine(approved.label)}\n\n${lines}`);
  return EXIT.completed;
}

const ANSWERS = {
  approve: 'approved',
  changes: 'changes asked for',
  reject: 'rejected',
  superseded: 'not answered: another content is asked about instead',
} as const;
