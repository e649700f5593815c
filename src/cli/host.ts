/** Output that cannot be written: the reader went away, or the disk behind `> file` is full. */
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { HostProcess } from './terminal.ts';

/** The parts of `process` in use. Node creates its streams on first access, which takes 4 ms. */
export interface Output {
  cwd(): string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  exitCode?: number | string | null | undefined;
}

/** Lets a command finish even if its output cannot be written: a run must not be lost because of that. */
export class Host implements HostProcess {
  readonly #process: Output;
  #stdout: NodeJS.WritableStream | null = null;
  #stderr: NodeJS.WritableStream | null = null;
  #isLost = false;

  constructor(process: Output) {
    this.#process = process;
  }

  cwd(): string {
    return this.#process.cwd();
  }

  get env(): Output['env'] {
    return this.#process.env;
  }

  get stdout(): NodeJS.WritableStream {
    this.#stdout ??= this.#process.stdout.on('error', (error: NodeJS.ErrnoException) => this.#lose(error));
    return this.#stdout;
  }

  get stderr(): NodeJS.WritableStream {
    // There is no other stream to report the error on.
    this.#stderr ??= this.#process.stderr.on('error', () => {});
    return this.#stderr;
  }

  /** The exit code: lost output is a failure, unless the reader went away (`| head`). */
  exitCode(code: ExitCode): ExitCode {
    return this.#isLost && code === EXIT.completed ? EXIT.failed : code;
  }

  #lose(error: NodeJS.ErrnoException): void {
    if (error.code === 'EPIPE' || this.#isLost) return;
    this.#isLost = true;
    this.stderr.write(lostWords(error.code ?? error.message));
    // A write may fail after the command has ended.
    if (this.#process.exitCode === EXIT.completed) this.#process.exitCode = EXIT.failed;
  }
}

const lostWords = (why: string): string =>
  [
    `error[disk/${why === 'ENOSPC' ? 'full' : 'failed'}]: the output of this command could not be written (${why})`,
    '    hint: free some space where the output goes; the run is not affected and continues: `status` shows it',
    '',
  ].join('\n');
