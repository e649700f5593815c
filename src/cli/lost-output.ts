/** Words that a command says and nobody can keep: the reader went away, or the disk behind `> file` is full. */
import { EXIT, type ExitCode } from './exit-codes.ts';

export interface Output {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  exitCode?: number | string | null | undefined;
}

/**
 * Lets the command go on to its end, whatever becomes of its words: a run must not be lost for them.
 *
 * @returns what the exit code is then: lost results are a failure, a reader that went away (`| head`) is nobody's mistake.
 */
export function watchOutput(process: Output): (code: ExitCode) => ExitCode {
  let isLost = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isLost) return;
    isLost = true;
    process.stderr.write(lostWords(error.code ?? error.message));
    // A write may fail after the command has ended.
    if (process.exitCode === EXIT.completed) process.exitCode = EXIT.failed;
  });
  // Nothing is left to say it with.
  process.stderr.on('error', () => {});
  return (code) => (isLost && code === EXIT.completed ? EXIT.failed : code);
}

const lostWords = (why: string): string =>
  [
    `error[disk/${why === 'ENOSPC' ? 'full' : 'failed'}]: what this command prints could not be written (${why})`,
    '    hint: Free some space where its output goes. A run is not affected: it goes on to its end, and `status` shows it.',
    '',
  ].join('\n');
