/** What a command may know and do of the process that it runs in. Tests put their own in its place. */
import { ansiPaint, noPaint, type Paint, steeringNothing } from '../report/paint.ts';

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. Whatever is in a text, here and in `err`, it does not steer the terminal. */
  out(text: string): void;
  /** Progress, warnings, mistakes. */
  err(text: string): void;
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Who gets the results: a person at a terminal, or a pipe or a file. */
  reader(): 'person' | 'program';
  /** Of the terminal that the results go to; null: it is none. */
  columns(): number | null;
  /** The terminal that `err` goes to, where one can draw; null: it is none, or nobody watches it. */
  readonly screen: Screen | null;
}

export interface Screen {
  /** As it is, so that the cursor can be moved. */
  write(text: string): void;
  /** Asked at every drawing: people resize windows. */
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

/** Where a terminal does not say its size, or says 0. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

export function terminalOf(host: HostProcess): Terminal {
  const { env } = host;
  return {
    cwd: host.cwd(),
    env,
    out: (text) => void host.stdout.write(steeringNothing(text, paintFor(host.stdout, env))),
    err: (text) => void host.stderr.write(steeringNothing(text, paintFor(host.stderr, env))),
    // Getters, because a stream takes 4 ms to be made: who says nothing does not pay for it.
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

/** The console of Linux knows few characters; Windows Terminal knows them all and has no locale. */
function knowsUnicode(env: HostProcess['env']): boolean {
  if (env.TERM === 'linux') return false;
  if (isSet(env.WT_SESSION)) return true;
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet);
  return locale !== undefined && /utf-?8/i.test(locale);
}

/** NO_COLOR wins (https://no-color.org), then FORCE_COLOR, then whether it is a terminal that can do it. */
function paintFor(stream: Stream, env: HostProcess['env']): Paint {
  if (isSet(env.NO_COLOR)) return noPaint;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR === '0' ? noPaint : ansiPaint;
  return stream.isTTY === true && env.TERM !== 'dumb' ? ansiPaint : noPaint;
}

const isCi = (env: HostProcess['env']): boolean => isSet(env.CI) && env.CI !== 'false';

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
