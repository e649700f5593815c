/** What a command may know and do of the process that it runs in. Tests put their own in its place. */
import { ansiPaint, noPaint, type Paint } from '../report/paint.ts';

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  out(text: string): void;
  /** Progress, warnings, mistakes. */
  err(text: string): void;
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Width of the terminal that `err` goes to; null: it is none. */
  readonly columns: (() => number) | null;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface HostProcess {
  cwd(): string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** Where a terminal does not say its width, or says 0. */
const USUAL_COLUMNS = 80;

export function terminalOf(host: HostProcess): Terminal {
  const { stdout, stderr, env } = host;
  return {
    cwd: host.cwd(),
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    paint: { out: paintFor(stdout, env), err: paintFor(stderr, env) },
    columns: stderr.isTTY === true && !isCi(env) ? () => (stderr.columns ? stderr.columns : USUAL_COLUMNS) : null,
  };
}

/** NO_COLOR wins (https://no-color.org), then FORCE_COLOR, then whether it is a terminal that can do it. */
function paintFor(stream: Stream, env: HostProcess['env']): Paint {
  if (isSet(env.NO_COLOR)) return noPaint;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR === '0' ? noPaint : ansiPaint;
  return stream.isTTY === true && env.TERM !== 'dumb' ? ansiPaint : noPaint;
}

const isCi = (env: HostProcess['env']): boolean => isSet(env.CI) && env.CI !== 'false';

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
