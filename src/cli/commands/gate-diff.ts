/** `diff`: compares what was generated with what a person approved; or compares two runs. */
import { type GateDiff, gateDiff, type LabelledText } from '../../app/gate-diff.ts';
import { anError } from '../../model/diagnostic.ts';
import { lineDiff } from '../../report/line-diff.ts';
import type { Paint } from '../../report/paint.ts';
import { oneLine } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { DiffFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { jsonText, refused } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function diffCommand(
  terminal: Terminal,
  flags: DiffFlags,
  ...[typed, other]: readonly [run: string, other?: string]
): Promise<ExitCode> {
  if (other !== undefined) return (await import('./run-diff.ts')).runDiffCommand(terminal, flags, typed, other);
  if (flags.stage !== undefined) return refused(terminal, [stageOfOne]);
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { project, run } = named.value;
  const found = await gateDiff(project, run, flags.gate ?? null);
  if (!found.ok) return refused(terminal, found.error);
  if (flags.json) terminal.out(jsonText(found.value));
  else showDiff(terminal, found.value);
  return EXIT.completed;
}

const stageOfOne = anError('cli/usage', '--stage compares two runs, but only one is given', {
  hint: 'name a second run; --gate compares what a gate of a run asked about with what was approved',
});

function showDiff(terminal: Terminal, found: GateDiff): void {
  const { gate, iteration, generated, approved, decision, before } = found;
  const paint = terminal.paint.out;
  const answer = decision == null ? 'not answered yet' : ANSWERS[decision];
  terminal.out(`${paint('bold', `${gate}, round ${iteration}`)}  ${answer}\n`);
  terminal.out(compared(generated, approved, paint) ?? `Nothing was changed in ${oneLine(generated.label)}.\n`);
  if (before !== null) {
    const since = compared(before, generated, paint) ?? `The text is the same as ${oneLine(before.label)}.\n`;
    terminal.out(`\n${paint('bold', 'Since the previous round')}\n${since}`);
  }
}

/** null: the texts are equal. */
function compared(from: LabelledText, to: LabelledText, paint: Paint): string | null {
  const lines = lineDiff(from.text, to.text, paint);
  return lines === '' ? null : `- ${oneLine(from.label)}\n+ ${oneLine(to.label)}\n\n${lines}`;
}

const ANSWERS = {
  approve: 'approved',
  waived: 'waived by `auto_approve`',
  changes: 'changes requested',
  reject: 'rejected',
  superseded: 'superseded: different content is asked about instead',
} as const;
