/** `completion`: the script that lets a shell complete our command lines. */
import { completionScript, type Shell } from '../completion-scripts.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { SharedFlags } from '../flags.ts';
import type { Terminal } from '../terminal.ts';

export async function completionCommand(terminal: Terminal, _flags: SharedFlags, shell: Shell): Promise<ExitCode> {
  terminal.out(completionScript(shell));
  return EXIT.completed;
}
