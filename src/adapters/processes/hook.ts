/**
 * Adapter: a short program that is told something: one text on its stdin, and nothing is expected back but that it ends.
 *
 * 1. No shell; the environment is what is given and no more; it leads a group of its own.
 * 2. When the signal aborts, its whole tree is ended before the promise resolves. What a program that ended by itself
 *    has left in the background (a browser that it opened) is its own affair.
 * 3. Whether it reads its stdin is its own affair. Of what it says only the end of stderr is kept, for the message,
 *    without the half of a secret where that begins.
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
  /** Takes secrets out of what it said. */
  readonly clean: (text: string) => string;
}

const GRACE = durationMs(500);
/** Milliseconds. */
const DRAIN = 200;
const MOST_STDERR = 4096;

/** Never rejects. @returns why it failed, in a few words; null: it ended well. */
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
  child.stdin?.on('error', () => {}); // a program may end without having read
  child.stdin?.end(call.input);
  const why = await endOf(child, signal);
  if (why !== null) await drained(child);
  child.stderr?.destroy();
  if (why === null) return why;
  const clean = call.clean(stderr);
  const said = (isTorn ? clean.slice(clean.length / 2) : clean).trim();
  return said === '' ? why : `${why}: ${said}`;
}

/** What it wrote lies in the pipe by now; others that hold the pipe open are not waited for. */
async function drained({ stderr }: ChildProcess): Promise<void> {
  if (!stderr || stderr.readableEnded) return;
  const enough = new AbortController();
  const late = delay(DRAIN, undefined, { signal: enough.signal }).catch(() => {});
  await Promise.race([new Promise((resolve) => stderr.once('close', resolve)), late]);
  enough.abort();
}

/** Some mistakes are thrown, others come as an event. */
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
