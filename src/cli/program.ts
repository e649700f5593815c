/** Runs one command line. Errors that a command throws are caught and reported here. */
import { arrangedArguments } from './arguments.ts';
import { allRoutes, routesFor } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Cli, commandsIn, runCommandLine } from './stricli.ts';
import type { Terminal } from './terminal.ts';

/** Called by the scripts of `completion` only. */
const COMPLETE = '__complete';

export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (argv[0] === COMPLETE) return complete(argv.slice(1), terminal);
  let performed: ExitCode | null = null;
  const context: Cli = {
    terminal,
    process: { stdout: { write: terminal.out }, stderr: { write: terminal.err } },
    perform: async ({ debug = false }, work) => {
      performed = await guarded(work, { terminal, debug });
    },
  };
  const version = async (): Promise<string> => (await import('../app/project/version.ts')).VERSION;
  const arranged = arrangedArguments(argv);
  const parsed = await runCommandLine(await routesFor(arranged[0]), { argv: arranged, context, version });
  return performed ?? parsed;
}

async function complete(words: readonly string[], { cwd, out }: Terminal): Promise<ExitCode> {
  const { proposals } = await import('./complete.ts');
  const found = await proposals(commandsIn(await allRoutes()), words, cwd);
  out(found.map(({ word, about }) => `${word}\t${about}\n`).join(''));
  return EXIT.completed;
}

async function guarded(
  work: () => Promise<ExitCode>,
  { terminal, debug }: { readonly terminal: Terminal; readonly debug: boolean },
): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    const { crashReport } = await import('./crash.ts');
    terminal.err(crashReport(error, debug ? 'stack' : 'words'));
    return EXIT.failed;
  }
}
