/** Runs the command line on a real pseudo-terminal, which `script` of util-linux provides. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnvironment } from '../e2e/nodes.ts';
import { DrawnScreen } from './drawn-screen.ts';
import { PROGRAM } from './program.ts';

/** @returns why there is no pseudo-terminal here; false if there is one. */
export function noPseudoTerminal(): string | false {
  const { stdout, error } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return !error && stdout.includes('util-linux') ? false : 'there is no `script` of util-linux';
}

export interface TerminalKind {
  readonly width?: number;
  readonly height?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export class PseudoTerminal implements Disposable {
  readonly screen: DrawnScreen;
  /** Everything that was written to the terminal. */
  text = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  #hasEnded = false;
  #change = Promise.withResolvers<void>();

  /** @param line a shell command; `$RUNNER` in it is replaced by the program. */
  constructor(cwd: string, line: string, { width = 80, height = 24, env = {} }: TerminalKind = {}) {
    this.screen = new DrawnScreen({ width, height });
    const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...outside } = cleanEnvironment();
    const runner = `'${process.execPath}' '${PROGRAM}'`;
    const shell = `stty cols ${width} rows ${height}; ${line.replaceAll('$RUNNER', runner)}`;
    this.#child = spawn('script', ['-qec', shell, '/dev/null'], {
      cwd,
      env: { ...outside, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', SHELL: '/bin/sh', ...env },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
      this.screen.write(text);
      this.#notify();
    });
    this.ended = once(this.#child, 'close').then(([code]) => {
      this.#hasEnded = true;
      this.#notify();
      return code as number | null;
    });
  }

  /** Resolves when the screen matches. @throws if the process ends before that. */
  async shows(words: RegExp): Promise<void> {
    while (!words.test(this.screen.lines.join('\n'))) {
      if (this.#hasEnded) throw new Error(`it never showed ${words}:\n${this.screen.lines.join('\n')}`);
      await this.#change.promise;
    }
  }

  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }

  #notify(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
