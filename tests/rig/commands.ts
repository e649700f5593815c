/** For tests of child processes: runs a command and collects its output, starts process trees, says who is alive. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStat } from '../../src/adapters/processes/table.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { CommandLine, Exit, Processes } from '../../src/ports/processes.ts';

const NODE = process.execPath;
const never = new AbortController().signal;

export interface Ran {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: number;
}

export async function runCommand(
  processes: Processes,
  argv: CommandLine['argv'],
  more: Partial<CommandLine> = {},
  signal = never,
): Promise<Ran> {
  const parts = { stdout: '', stderr: '', bytes: 0 };
  const exit = await processes.run(
    {
      argv,
      cwd: tmpdir(),
      env: { PATH: process.env.PATH ?? '' },
      stdin: null,
      grace: durationMs(200),
      onOutput(chunk, stream) {
        parts.bytes += chunk.length;
        if (parts.bytes < 1_000_000) parts[stream] += Buffer.from(chunk).toString('latin1');
      },
      ...more,
    },
    signal,
  );
  return { exit, ...parts };
}

export function tempFile(text: string): { readonly path: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  const path = join(folder, 'input');
  writeFileSync(path, text);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

export const isAlive = (pid: number): boolean => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1')) !== null;
  } catch {
    return false;
  }
};

/**
 * Starts a shell script whose processes run the programs `$NODE -e "$PLAIN"` or, deaf to SIGTERM, `$NODE -e "$DEAF"`.
 *
 * Resolves when `count` of them have connected and said their pids.
 */
export async function startTree(processes: Processes, script: string, count: number, tag: string | null) {
  const pids: number[] = [];
  const ready = Promise.withResolvers<void>();
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('data', (data) => {
      pids.push(Number(data.toString()));
      if (pids.length === count) ready.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const member = (mode: string): string =>
    `require('net').connect(${port},'127.0.0.1').on('error',()=>{}).write(String(process.pid));${mode === 'deaf' ? "process.on('SIGTERM',()=>{});" : ''}setInterval(()=>{},1e6);`;
  const abort = new AbortController();
  const env = { PATH: process.env.PATH ?? '', NODE, DEAF: member('deaf'), PLAIN: member('plain') };
  const done = runCommand(
    processes,
    ['/bin/sh', '-c', script],
    { env: tag === null ? env : { ...env, PIPELINE_RUNNER_TASK: tag } },
    abort.signal,
  );
  await ready.promise;
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { pids, abort, done, close };
}
