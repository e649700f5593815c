/** The program: importing this file runs it. */
import { runCli } from './program.ts';
import { terminalOf } from './terminal.ts';

// A reader that went away (`| head`) is no mistake of anybody's.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode ??= 0;
  });
}

// Not awaited at the top level: the bundle is CommonJS, which loads faster.
void runCli(process.argv.slice(2), terminalOf(process)).then((code) => {
  process.exitCode = code;
});
