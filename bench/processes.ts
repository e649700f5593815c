/** One process of a competitor, from its start to its exit. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { EXECUTIONS } from './job.ts';

/** A competitor failed at its task: its figures would be meaningless. */
export class BenchError extends Error {}

const TIME_LIMIT_MS = 120_000;
const SAID_BYTES = 4_000;

/** A short search path, so that lookups cost little; nothing that makes programs print more or use the network. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: process.env.HOME ?? '/',
  TMPDIR: tmpdir(),
  CI: '1',
  NO_COLOR: '1',
};

export interface Started {
  readonly pid: number;
  readonly exit: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** Running process groups: Ctrl-C reaches only the bench, because each process has its own group. */
const groups = new Set<number>();
let isEnding = false;

/** Ends all running processes, and prevents new ones. */
export function endProcesses(): void {
  if (isEnding) return;
  isEnding = true;
  for (const pid of groups) process.kill(-pid, 'SIGKILL');
}

/** Receives the output of a running process. */
export interface Listener {
  readonly out: (line: string) => void;
  readonly err: (text: string) => void;
}

/** @param listener null: the output is discarded. */
export function start(args: readonly string[], cwd: string, listener: Listener | null = null): Started {
  if (isEnding) throw new BenchError('interrupted');
  const child = spawn(process.execPath, args, {
    cwd,
    env: ENVIRONMENT,
    stdio: ['ignore', listener ? 'pipe' : 'ignore', 'pipe'],
    detached: true,
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_BYTES);
    listener?.err(text);
  });
  if (child.stdout && listener) createInterface(child.stdout).on('line', listener.out);
  const { pid } = child;
  if (pid === undefined) throw new BenchError(`${process.execPath} could not be started`);
  groups.add(pid);
  const exit = once(child, 'exit').then(([code]: (number | null)[]) => {
    groups.delete(pid);
    return { code: code ?? null, said };
  });
  return { pid, exit };
}

/** @returns milliseconds from start to exit. @throws BenchError if it failed. */
export async function timed(args: readonly string[], cwd: string): Promise<number> {
  const begun = performance.now();
  const { code, said } = await start(args, cwd).exit;
  const wallMs = performance.now() - begun;
  if (code !== 0) throw new BenchError(`${args.join(' ')} in ${cwd} ended with ${code ?? 'a signal'}:\n${said}`);
  return wallMs;
}

/** @returns peak resident memory of the process itself, in megabytes; null: it did not report any. */
export async function peakMemory(args: readonly string[], cwd: string): Promise<number | null> {
  const report = path.join(cwd, 'peak-memory');
  const hook = path.join(cwd, 'peak-memory.cjs');
  const write = `require('node:fs').writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(hook, `process.on('exit', () => ${write});\n`);
  rmSync(report, { force: true });
  await timed(['--require', hook, ...args], cwd);
  return existsSync(report) ? Number(readFileSync(report, 'utf8')) / 1024 : null;
}

/** Ids of the executed stages in order, once per execution. */
export function executions(cwd: string): readonly string[] {
  const file = path.join(cwd, EXECUTIONS);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

export function forgetExecutions(cwd: string): void {
  writeFileSync(path.join(cwd, EXECUTIONS), '');
}

/** Kills a process and its group as soon as `count` stages have begun. @throws BenchError if it ends before that. */
export async function killAfter(count: number, args: readonly string[], cwd: string): Promise<void> {
  using watcher = closing(watch(path.join(cwd, EXECUTIONS)));
  const { pid, exit } = start(args, cwd);
  const begun = new Promise<'begun'>((resolve) => {
    watcher.on('change', () => {
      if (executions(cwd).length >= count) resolve('begun');
    });
  });
  if ((await Promise.race([begun, exit])) !== 'begun')
    throw new BenchError(`${args.join(' ')} in ${cwd} ended before it could be killed:\n${(await exit).said}`);
  process.kill(-pid, 'SIGKILL');
  await exit;
}

function closing(watcher: ReturnType<typeof watch>) {
  return Object.assign(watcher, { [Symbol.dispose]: () => watcher.close() });
}
