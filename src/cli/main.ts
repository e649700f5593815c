/** The program: importing this file runs it. */
import { runCli } from './program.ts';
import { type HostProcess, terminalOf } from './terminal.ts';

const host: HostProcess = {
  cwd: () => process.cwd(),
  env: process.env,
  get stdout() {
    return patient(process.stdout);
  },
  get stderr() {
    return patient(process.stderr);
  },
};

/** A reader that went away (`| head`) is no mistake of anybody's. */
function patient(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.listeners('error').includes(onError) ? stream : stream.on('error', onError);
}

function onError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode ??= 0;
}

// Not awaited at the top level: the bundle is CommonJS, which loads faster.
void runCli(process.argv.slice(2), terminalOf(host)).then((code) => {
  process.exitCode = code;
});
