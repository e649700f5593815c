/**
 * Adapter: child processes over `node:child_process`.
 *
 * A direct spawn, because a start by execa costs twice the processor time (2.1 ms against 1.0) and 130 ms to load;
 * execa runs the rare system tools of processes-tool.ts.
 *
 * 1. Every child leads a group of its own; nothing of our environment reaches it.
 * 2. Output is handed on chunk by chunk and never kept: memory does not grow with it.
 * 3. The exit of the leader ends the wait, not the closing of pipes that its children may hold.
 * 4. After an abort the promise resolves only when the whole tree is gone.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { CommandLine, Exit, Processes } from '../ports/processes.ts';
import { endTree } from './processes-end.ts';

/** Names the task in the environment of all its processes, so that a restart can find them. */
export const TASK_TAG = 'PIPELINE_RUNNER_TASK';

/** Turns of the event loop without output after which a pipe that is still open counts as empty. */
const QUIET_TURNS = 2;
/** A grandchild that never stops writing is not read for longer than this many turns after the exit. */
const DRAIN_TURNS = 64;

export function createProcesses(): Processes {
  return { run };
}

async function run(command: CommandLine, signal: AbortSignal): Promise<Exit> {
  if (signal.aborted) return { type: 'signalled', signal: 'SIGTERM' };
  const started = start(command);
  if ('type' in started) return started;
  const { child, ended } = started;
  let ending: Promise<void> | null = null;
  const abort = (): void => {
    if (child.pid === undefined) return;
    ending = endTree({ leader: child, tag: command.env[TASK_TAG] ?? null, grace: command.grace });
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    const exit = await ended;
    if (exit.type !== 'not-started') await drain(child);
    if (ending !== null) await ending;
    return exit;
  } finally {
    signal.removeEventListener('abort', abort);
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Exit>;
}

function start(command: CommandLine): Started | Exit {
  const [file, ...args] = command.argv;
  let input: number | null = null;
  if (process.platform === 'win32' && /\.(bat|cmd)\s*$/i.test(file)) {
    const message = `"${file}" is a batch file, which cannot take arguments safely`;
    return { type: 'not-started', code: 'EINVAL', message };
  }
  try {
    // The file itself and no pipe: nothing has to be written while the child reads, or does not read.
    if (command.stdin !== null) input = openSync(command.stdin, 'r');
    const child = spawn(file, args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      windowsHide: true,
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    });
    const ended = exitOf(child, command);
    child.stdout?.on('data', (chunk: Uint8Array) => command.onOutput(chunk, 'stdout'));
    child.stderr?.on('data', (chunk: Uint8Array) => command.onOutput(chunk, 'stderr'));
    return { child, ended };
  } catch (error) {
    return notStarted(error, command);
  } finally {
    if (input !== null) closeSync(input);
  }
}

function exitOf(child: ChildProcess, command: CommandLine): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      // A failed signal is announced here too; only a child without a pid was never started.
      if (child.pid === undefined) resolve(notStarted(error, command));
    });
    child.once('exit', (code, signal) =>
      resolve(code === null ? { type: 'signalled', signal: signal ?? 'unknown' } : { type: 'exited', code }),
    );
  });
}

/**
 * What the leader wrote lies in the pipes by now: reads it, and does not wait for others that hold them open.
 *
 * As a rule it was read already, because libuv looks at signals last; nobody promises that.
 */
async function drain(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream): stream is Readable => stream !== null);
  let read = 0;
  const count = (): void => {
    read += 1;
  };
  for (const stream of streams) stream.on('data', count);
  let quiet = 0;
  for (let turn = 0; turn < DRAIN_TURNS && quiet < QUIET_TURNS; turn += 1) {
    if (streams.every((stream) => stream.readableEnded || stream.destroyed)) return;
    const before = read;
    await new Promise<void>((resolve) => setImmediate(resolve));
    quiet = read === before ? quiet + 1 : 0;
  }
}

function notStarted(error: unknown, command: CommandLine): Exit {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
  return { type: 'not-started', code, message: explain(code, command, error) };
}

function explain(code: string, { argv, cwd }: CommandLine, error: unknown): string {
  const [file] = argv;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (!isFolder(cwd)) return `the working folder "${cwd}" does not exist`;
      return /[\\/]/.test(file)
        ? `the program "${file}" does not exist, or the interpreter in its first line does not`
        : `the program "${file}" was not found on PATH`;
    case 'EACCES':
    case 'EPERM':
      return `the program "${file}" may not be executed: it lacks the execute permission, or it is a folder`;
    case 'ENOEXEC':
      return `"${file}" is no program: a script needs a first line such as #!/bin/sh`;
    case 'E2BIG':
      return 'the arguments and the environment together are too long for the system';
    case 'EAGAIN':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return `the system has no room for another process (${code})`;
    case 'ERR_INVALID_ARG_VALUE':
      return 'an argument or an environment value holds a NUL character';
    default:
      return `"${file}" could not be started: ${error instanceof Error ? error.message : code}`;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
