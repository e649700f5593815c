/** `fork`: a new run that reuses results of another one. */
import { forkRun } from '../../app/fork/manifest.ts';
import { harmless } from '../../report/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { ForkFlags } from '../flags.ts';
import { runOf } from '../open.ts';
import { programName } from '../program-name.ts';
import { refused, showDiagnostics } from '../show.ts';
import type { Terminal } from '../terminal.ts';

export async function forkCommand(terminal: Terminal, flags: ForkFlags, typed: string): Promise<ExitCode> {
  const named = await runOf(terminal, flags, typed);
  if (!named.ok) return refused(terminal, named.error);
  const { from, as, input = [] } = flags;
  const { project, run } = named.value;
  const forked = await forkRun(project, { run, from, as, input, cwd: terminal.cwd });
  if (!forked.ok) return refused(terminal, forked.error);
  const { file, text, warnings } = forked.value;
  terminal.out(`created ${terminal.paint.out('bold', file)}\n${shown(text)}`);
  await showDiagnostics(terminal, warnings);
  const program = programName(terminal);
  terminal.out(`Next: ${program} plan ${forked.value.run} shows what is reused; ${program} run ${forked.value.run}\n`);
  return EXIT.completed;
}

const MOST_LINES = 40;

function shown(text: string): string {
  const lines = harmless(text).trimEnd().split('\n');
  const rest = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} lines more`] : [];
  const indented = [...lines.slice(0, MOST_LINES), ...rest].map((line) => `  ${line}`.trimEnd());
  return `${indented.join('\n')}\n`;
}
