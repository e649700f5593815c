/** The program: importing this file runs it. */
import { EXIT } from './exit-codes.ts';
import { Host } from './host.ts';
import { runCli } from './program.ts';
import { terminalOf } from './terminal.ts';

const host = new Host(process);

// Until the command has ended: if nothing is left to wait for before that, it must not look like success.
process.exitCode = EXIT.failed;
process.once('beforeExit', sayUnfinished);

// Not awaited at the top level: the bundle is CommonJS, which loads faster.
void runCli(process.argv.slice(2), terminalOf(host)).then((code) => {
  process.off('beforeExit', sayUnfinished);
  process.exitCode = host.exitCode(code);
});

async function sayUnfinished(): Promise<void> {
  const { crashReport } = await import('./crash.ts');
  const { InternalError } = await import('../model/brand.ts');
  host.stderr.write(crashReport(new InternalError('the command waits for something that will never come'), 'words'));
}
