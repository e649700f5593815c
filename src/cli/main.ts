/** The program: importing this file runs it. */
import { EXIT } from './exit-codes.ts';
import { Host } from './host.ts';
import { runCli } from './program.ts';
import { terminalOf } from './terminal.ts';

const LINGER_MS = 500;

const host = new Host(process);

// Until the command has ended: if the event loop runs empty before, it must not look like success.
process.exitCode = EXIT.failed;
process.once('beforeExit', sayUnfinished);
// Modules of stages run in this process: one may end it, or throw where nobody waits for it.
process.once('exit', sayEnded);
process.once('uncaughtException', sayStray);

// Not awaited at the top level: the bundle is CommonJS, which loads faster.
void runCli(process.argv.slice(2), terminalOf(host)).then((code) => {
  process.off('beforeExit', sayUnfinished);
  process.off('exit', sayEnded);
  process.exitCode = host.exitCode(code);
  setTimeout(leave, LINGER_MS).unref();
  // Exits when the event loop is empty. Node's own exit takes longer, since it tears down its heap.
  process.once('beforeExit', () => process.exit());
});

/** Ends the process when a stage module left a timer or a connection open. */
function leave(): void {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
  setTimeout(leave, LINGER_MS).unref();
}

async function sayUnfinished(): Promise<void> {
  process.off('exit', sayEnded);
  const { crashReport } = await import('./crash.ts');
  const { InternalError } = await import('../model/brand.ts');
  host.stderr.write(crashReport(new InternalError('the command waits for something that will never come'), 'words'));
}

/** In an `exit` handler, so it must be synchronous. The third Ctrl-C exits like this on purpose. */
function sayEnded(code: number): void {
  if (code === EXIT.interrupted) return;
  process.exitCode = EXIT.failed;
  host.stderr.write(
    'error: the process was ended before its work was done: does a stage module call `process.exit`?\n' +
      'Nothing recorded is lost: run it again to resume where it left off.\n',
  );
}

async function sayStray(error: unknown): Promise<void> {
  process.off('exit', sayEnded);
  const { strayReport } = await import('./crash.ts');
  host.stderr.write(strayReport(error));
  process.exit(EXIT.failed);
}
