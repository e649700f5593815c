/** The parts of the process that a command may use. Tests replace them. */
import { ansiPaint, noPaint, type Paint, steeringNothing } from '../report/paint.ts';

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints results. Control sequences in texts, here and in `err`, are made harmless. */
  out(text: string): void;
  /** Prints progress, warnings and errors. */
  err(text: string): void;
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Who reads the results: a person at a terminal, or a program through a pipe or file. */
  reader(): 'person' | 'program';
  /** Width of the terminal that results are printed to; null: it is not a terminal. */
  columns(): number | null;
  /** The terminal of `err`, for drawing; null: it is not a terminal, or nobody watches it (CI). */
  readonly screen: Screen | null;
}

export interface Screen {
  /** Writes raw text, which may move the cursor. */
  write(text: string): void;
  /** Called at every drawing, since windows are resized. */
  columns(): number;
  rows(): number;
  readonly characters: 'unicode' | 'ascii';
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface HostProcess {
  cwd(): string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** Defaults for a terminal that reports no size, or 0. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

export function terminalOf(host: HostProcess): Terminal {
  const { env } = host;
  return {
    cwd: host.cwd(),
    env,
    out: (text) => void host.stdout.write(steeringNothing(text, paintFor(host.stdout, env))),
    err: (text) => void host.stderr.write(steeringNothing(text, paintFor(host.stderr, env))),
    // Getters, because creating a stream takes 4 ms: a command without output does not need one.
    paint: {
      get out() {
        return paintFor(host.stdout, env);
      },
      get err() {
        return paintFor(host.stderr, env);
      },
    },
    reader: () => (host.stdout.isTTY === true ? 'person' : 'program'),
    columns: () => (host.stdout.isTTY === true ? host.stdout.columns || USUAL_COLUMNS : null),
    get screen() {
      const { stderr } = host;
      return stderr.isTTY === true && !isCi(env) && env.TERM !== 'dumb' ? screenOf(stderr, env) : null;
    },
  };
}

const screenOf = (stream: Stream, env: HostProcess['env']): Screen => ({
  write: (text) => void stream.write(text),
  columns: () => stream.columns || USUAL_COLUMNS,
  rows: () => stream.rows || USUAL_ROWS,
  characters: knowsUnicode(env) ? 'unicode' : 'ascii',
});

/** The Linux console supports few characters; Windows Terminal supports all and sets no locale. */
function knowsUnicode(env: HostProcess['env']): boolean {
  if (env.TERM === 'linux') return false;
  if (isSet(env.WT_SESSION)) return true;
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet);
  return locale !== undefined && /utf-?8/i.test(locale);
}

/**
 * NO_COLOR takes precedence (https://no-color.org), then FORCE_COLOR, then whether the stream is a capable terminal.
 */
function paintFor(stream: Stream, env: HostProcess['env']): Paint {
  if (isSet(env.NO_COLOR)) return noPaint;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR === '0' ? noPaint : ansiPaint;
  return stream.isTTY === true && env.TERM !== 'dumb' ? ansiPaint : noPaint;
}

const isCi = (env: HostProcess['env']): boolean => isSet(env.CI) && env.CI !== 'false';

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
