/**
 * Adapter: runs a short program that gets one text on stdin; only its end is awaited.
 *
 * 1. No shell; only the given environment; it leads its own process group.
 * 2. When the signal aborts, its whole tree is ended before the promise resolves. Processes that it left in the
 *    background when it ended by itself (such as a browser that it opened) are left alone.
 * 3. It need not read its stdin. Of its output only the end of stderr is kept, for the message; if that begins within a
 *    secret, the rest of the secret is removed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { durationMs } from '../../model/brand.ts';
import { endTree, leaderOf } from './end.ts';

export interface HookCall {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  /** Redacts secrets in its output. */
  readonly clean: (text: string) => string;
}

const GRACE = durationMs(500);
/** Milliseconds. */
const DRAIN = 200;
const MOST_STDERR = 4096;

/** Never rejects. @returns why it failed, in a few words; null: it succeeded. */
export async function tellProgram(call: HookCall, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) return 'it was no longer started';
  const [file, ...args] = call.argv;
  const child = started(() =>
    spawn(file, args, {
      cwd: call.cwd,
      env: call.env,
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    }),
  );
  if (typeof child === 'string') return child;
  let stderr = '';
  let isTorn = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const all = stderr + text;
    isTorn ||= all.length > MOST_STDERR;
    stderr = all.slice(-MOST_STDERR);
  });
  child.stdin?.on('error', () => {}); // a program may end without reading it
  child.stdin?.end(call.input);
  const why = await endOf(child, signal);
  if (why !== null) await drained(child);
  child.stderr?.destroy();
  if (why === null) return why;
  const clean = call.clean(stderr);
  const said = (isTorn ? clean.slice(clean.length / 2) : clean).trim();
  return said === '' ? why : `${why}: ${said}`;
}

/** What it wrote is in the pipe by now; other processes that hold the pipe open are not awaited. */
async function drained({ stderr }: ChildProcess): Promise<void> {
  if (!stderr || stderr.readableEnded) return;
  const enough = new AbortController();
  const late = delay(DRAIN, undefined, { signal: enough.signal }).catch(() => {});
  await Promise.race([new Promise((resolve) => stderr.once('close', resolve)), late]);
  enough.abort();
}

/** Some errors of a start are thrown, others arrive as an event. */
function started(start: () => ChildProcess): ChildProcess | string {
  try {
    return start();
  } catch (error) {
    return `it could not be started: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function endOf(child: ChildProcess, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    let ending: Promise<string> | null = null;
    const abort = (): void => {
      const leader = leaderOf(child);
      if (leader === null) return;
      ending = endTree({ leader, tag: null, grace: GRACE }).then(
        () => 'it was stopped',
        (error: unknown) => `it could not be stopped: ${error instanceof Error ? error.message : String(error)}`,
      );
    };
    const settle = async (why: string | null): Promise<void> => {
      signal.removeEventListener('abort', abort);
      resolve(ending ? await ending : why);
    };
    signal.addEventListener('abort', abort, { once: true });
    child.once('error', (error) => {
      if (child.pid === undefined) settle(`it could not be started: ${error.message}`);
    });
    child.once('exit', (code, by) =>
      settle(code === 0 ? null : code === null ? `it was killed by ${by}` : `it exited with ${code}`),
    );
  });
}
