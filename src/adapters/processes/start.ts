/**
 * Starts one command by `node:child_process` and follows it to its exit.
 *
 * A direct spawn, because a start by execa takes twice the processor time (2.1 ms instead of 1.0) and 130 ms to load;
 * execa runs the rare system tools of tool.ts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { errorCode } from '../../model/system-error.ts';
import type { CommandLine, Exit } from '../../ports/processes.ts';
import { type Leader, leaderOf } from './end.ts';

export interface Started {
  /** null: it could not be started. */
  readonly leader: Promise<Leader | null>;
  /** Resolves after everything that the leader wrote was passed on. */
  readonly ended: Promise<Exit>;
}

/** What a start needs. */
export type ToStart = Pick<CommandLine, 'argv' | 'cwd' | 'env' | 'stdin'>;

export interface Listener {
  /** A receiver that cannot take more may pause the stream; the rest then waits, even after the exit. */
  onOutput(chunk: Uint8Array, stream: 'stdout' | 'stderr', source: Readable): void;
}

/** Turns of the event loop without output after which a pipe that is still open counts as empty. */
const QUIET_TURNS = 2;
/** Turns after the exit for which the output of a grandchild that never stops writing is read. */
const DRAIN_TURNS = 64;

export function startHere(command: ToStart & Listener): Started {
  const child = spawned(command);
  if ('type' in child) return { leader: Promise.resolve(null), ended: Promise.resolve(child) };
  const leader = Promise.resolve(child.pid === undefined ? null : leaderOf(child));
  return { leader, ended: followed(child, command) };
}

async function followed(child: ChildProcess, command: ToStart): Promise<Exit> {
  try {
    const exit = await exitOf(child, command);
    if (exit.type === 'not-started') return exit;
    await drain(child);
    return leavesOthers(child) ? { ...exit, leavesOthers: true } : exit;
  } finally {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

/** Its leader has been reaped: any process in the group now was started by it. */
function leavesOthers({ pid }: ChildProcess): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  try {
    return process.kill(-pid, 0);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return errorCode(error) === 'EPERM';
  }
}

function spawned(command: ToStart & Listener): ChildProcess | Exit {
  const [file, ...args] = command.argv;
  let input: number | null = null;
  if (process.platform === 'win32' && /\.(bat|cmd)\s*$/i.test(file)) {
    const message = `"${file}" is a batch file, which cannot take arguments safely`;
    return { type: 'not-started', code: 'EINVAL', message };
  }
  try {
    // The file itself instead of a pipe: nothing has to be written while the child reads or does not read.
    if (command.stdin !== null) input = openSync(command.stdin, 'r');
    const child = spawn(file, args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      windowsHide: true,
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = child;
    stdout?.on('data', (chunk: Uint8Array) => command.onOutput(chunk, 'stdout', stdout));
    stderr?.on('data', (chunk: Uint8Array) => command.onOutput(chunk, 'stderr', stderr));
    return child;
  } catch (error) {
    return notStarted(error, command);
  } finally {
    if (input !== null) closeSync(input);
  }
}

function exitOf(child: ChildProcess, command: ToStart): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      // A failed signal is reported here too; only a child without a pid was never started.
      if (child.pid === undefined) resolve(notStarted(error, command));
    });
    child.once('exit', (code, signal) =>
      resolve(code === null ? { type: 'signalled', signal: signal ?? 'unknown' } : { type: 'exited', code }),
    );
  });
}

/**
 * Reads what the leader wrote, which is in the pipes by now, without waiting for other processes that hold them open.
 *
 * Usually it was read already, because libuv handles signals last; but that is not guaranteed.
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
    for (const stream of streams) if (stream.isPaused()) await once(stream, 'resume');
    quiet = read === before ? quiet + 1 : 0;
  }
}
function notStarted(error: unknown, command: ToStart): Exit {
  const code = errorCode(error) ?? 'UNKNOWN';
  return { type: 'not-started', code, message: explain(code, command, error) };
}

function explain(code: string, { argv, cwd }: ToStart, error: unknown): string {
  const [file] = argv;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (!isFolder(cwd)) return `the working folder "${cwd}" does not exist`;
      return /[\\/]/.test(file)
        ? `the program "${file}" does not exist, or the interpreter in its first line does not`
        : `the program "${file}" was not found on PATH${/\s/.test(file) ? ': each word of `argv` must be a separate entry' : ''}`;
    case 'EACCES':
    case 'EPERM':
      if (!mayEnter(cwd)) return `the working folder "${cwd}" cannot be entered (permission denied)`;
      return `the program "${file}" cannot be executed: it lacks execute permission (chmod +x), or it is a folder`;
    case 'ENOEXEC':
      return `"${file}" is not a program: a script needs a first line such as #!/bin/sh`;
    case 'E2BIG':
      return 'the arguments and the environment together are too long for the system';
    case 'EAGAIN':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return `the system cannot start another process (${code})`;
    case 'ERR_INVALID_ARG_VALUE':
      return 'an argument or an environment value contains a NUL character';
    default:
      return `"${file}" could not be started: ${error instanceof Error ? error.message : code}`;
  }
}

function mayEnter(folder: string): boolean {
  try {
    statSync(`${folder}/.`);
    return true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
