/** The program: importing this file runs it. */
import { watchOutput } from './lost-output.ts';
import { runCli } from './program.ts';
import { terminalOf } from './terminal.ts';

const exitCode = watchOutput(process);

// Not awaited at the top level: the bundle is CommonJS, which loads faster.
void runCli(process.argv.slice(2), terminalOf(process)).then((code) => {
  process.exitCode = exitCode(code);
});
