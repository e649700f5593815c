/** `diff`: what was generated against what a person approved. */
import { gateDiff, type LabelledText } from '../../app/gate-diff.ts';
import { lineDiff } from '../../report/line-diff.ts';
import type { Paint } from '../../report/paint.ts';
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
  const { gate, iteration, generated, approved, decision, before } = found.value;
  const paint = terminal.paint.out;
  const answer = decision == null ? 'not answered yet' : ANSWERS[decision];
  terminal.out(`${paint('bold', `${gate}, round ${iteration}`)}  ${answer}\n`);
  terminal.out(compared(generated, approved, paint) ?? `Nothing was changed in ${oneLine(generated.label)}.\n`);
  if (before !== null) {
    const since = compared(before, generated, paint) ?? `The text is that of ${oneLine(before.label)}.\n`;
    terminal.out(`\n${paint('bold', 'Since the round before')}\n${since}`);
  }
  return EXIT.completed;
}

/** null: they say the same. */
function compared(from: LabelledText, to: LabelledText, paint: Paint): string | null {
  const lines = lineDiff(from.text, to.text, paint);
  return lines === '' ? null : `- ${oneLine(from.label)}\n+ ${oneLine(to.label)}\n\n${lines}`;
}

const ANSWERS = {
  approve: 'approved',
  waived: 'waived by `auto_approve`',
  changes: 'changes asked for',
  reject: 'rejected',
  superseded: 'not answered: another content is asked about instead',
} as const;
