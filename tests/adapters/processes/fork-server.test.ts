import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { readdirSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ForkServer } from '../../../src/adapters/processes/fork-server.ts';
import { createProcesses } from '../../../src/adapters/processes.ts';
import { durationMs } from '../../../src/model/brand.ts';
import type { Processes } from '../../../src/ports/processes.ts';
import { processesContract } from '../../contracts/processes.ts';
import { isAlive, runCommand, startTree, tempFile } from '../../rig/commands.ts';
import { OWN_UID } from '../../rig/own-uid.ts';

const PROGRAM = path.join(import.meta.dirname, '../../../src/adapters/processes/fork-server-program.ts');
/** Milliseconds that no start takes. */
const LONG = 60_000;
const WHO = ['/bin/sh', '-c', 'echo $PPID'] as const;

const starterOf = async (processes: Processes): Promise<number> => Number((await runCommand(processes, WHO)).stdout);

async function ready(options: { readonly idle?: number } = {}): Promise<Processes> {
  const forkServer = new ForkServer({ program: () => PROGRAM, ...options });
  await opened(forkServer);
  return createProcesses(forkServer);
}

/** A fork server that comes up does not keep its runner alive: this does. */
async function opened(forkServer: ForkServer): Promise<void> {
  const alive = setInterval(() => {}, 1e6);
  await forkServer.open();
  clearInterval(alive);
}

const here = (file: string): string => JSON.stringify(path.join(import.meta.dirname, file));

/** Like Node where the system gives it no threads: it never comes up, and does not notice that its runner has gone. */
const hangingProgram = () => tempFile("process.on('disconnect', () => {}); setInterval(() => {}, 1e6);");

/** Living processes among whose arguments that is. */
const pidsOf = (argument: string): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isAlive(pid) && argumentsOf(pid).includes(argument));

function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // it ended meanwhile
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(5);
}

const unixOnly = process.platform === 'win32' ? 'there is no fork server on Windows' : false;

if (!unixOnly) processesContract('by the fork server', await ready());

test('the first few commands are started by the runner itself, the others by the fork server', {
  skip: unixOnly,
}, async () => {
  const forkServer = new ForkServer({ program: () => PROGRAM, after: 2 });
  const processes = createProcesses(forkServer);
  assert.deepEqual([await starterOf(processes), await starterOf(processes)], [process.pid, process.pid]);
  await starterOf(processes);
  await opened(forkServer);
  while ((await starterOf(processes)) === process.pid) await delay(5);
  const starter = await starterOf(processes);
  assert.equal(await starterOf(processes), starter);
});

test('if many commands are expected, the first of them waits for the fork server', { skip: unixOnly }, async () => {
  const forkServer = new ForkServer({ program: () => PROGRAM, after: 2, patience: LONG });
  const processes = createProcesses(forkServer);
  forkServer.expect(2);
  assert.equal(await starterOf(processes), process.pid);
  forkServer.expect(3);
  assert.notEqual(await starterOf(processes), process.pid);
  assert.equal(forkServer.coming, null);
});

test('if the expected fork server does not start, the runner starts the commands', { skip: unixOnly }, async () => {
  const forkServer = new ForkServer({ program: () => '/no/such/program.cjs', after: 0, patience: LONG });
  forkServer.expect(1);
  assert.equal(await starterOf(createProcesses(forkServer)), process.pid);
});

test('commands do not wait for a fork server that starts slowly', { skip: unixOnly }, async () => {
  const forkServer = new ForkServer({ program: () => PROGRAM, after: 0, patience: 0 });
  forkServer.expect(1);
  assert.equal(await starterOf(createProcesses(forkServer)), process.pid);
});

test('a command that is aborted while it waits for the fork server is never started', { skip: unixOnly }, async () => {
  const forkServer = new ForkServer({ program: () => PROGRAM, after: 0, patience: LONG });
  forkServer.expect(1);
  const abort = new AbortController();
  const running = runCommand(createProcesses(forkServer), ['echo', 'hi'], {}, abort.signal);
  abort.abort();
  const { exit, stdout } = await running;
  assert.deepEqual([exit.type, stdout], ['signalled', '']);
});

test('a fork server that hangs at its start is killed after a time limit, and the runner starts all commands', {
  skip: unixOnly,
}, async () => {
  using hanging = hangingProgram();
  const forkServer = new ForkServer({ program: () => hanging.path, after: 0, limit: 1 });
  await opened(forkServer);
  assert.deepEqual(pidsOf(hanging.path), []);
  assert.equal(await starterOf(createProcesses(forkServer)), process.pid);
});

test('a fork server that hangs at its start does not outlive its runner', { skip: unixOnly }, async () => {
  using hanging = hangingProgram();
  const script = `
    import { ForkServer } from ${here('../../../src/adapters/processes/fork-server.ts')};
    void new ForkServer({ program: () => ${JSON.stringify(hanging.path)} }).open();`;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  assert.deepEqual(await once(runner, 'exit'), [0, null]);
  while (pidsOf(hanging.path).length > 0) await delay(5);
});

test('without the program of the fork server, the runner starts all commands', async () => {
  const processes = createProcesses(new ForkServer({ program: () => null, after: 0 }));
  assert.deepEqual([await starterOf(processes), await starterOf(processes)], [process.pid, process.pid]);
});

test('an idle fork server ends and is started again when needed', { skip: unixOnly }, async () => {
  const forkServer = new ForkServer({ program: () => PROGRAM, idle: 1 });
  const processes = createProcesses(forkServer);
  await opened(forkServer);
  const starter = await starterOf(processes);
  await untilGone(starter);
  assert.equal(await starterOf(processes), process.pid);
  await opened(forkServer);
  assert.notEqual(await starterOf(processes), process.pid);
});

test('signals for the runner do not end the fork server', { skip: unixOnly }, async () => {
  const processes = await ready();
  const starter = await starterOf(processes);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(starter, signal);
  const { exit } = await runCommand(processes, ['/bin/sh', '-c', 'exit 4']);
  assert.deepEqual(exit, { type: 'exited', code: 4 });
  assert.ok(isAlive(starter));
});

test('when the fork server is killed its commands are ended and reported as killed, and the runner starts the next', {
  skip: unixOnly,
}, async () => {
  const processes = await ready();
  const starter = await starterOf(processes);
  const tree = await startTree(processes, '"$NODE" -e "$DEAF" & exec "$NODE" -e "$PLAIN"', 2, `${OWN_UID}/lost`);
  process.kill(starter, 'SIGKILL');
  const { exit } = await tree.done;
  assert.deepEqual(exit, { type: 'signalled', signal: 'SIGKILL' });
  assert.deepEqual(tree.pids.filter(isAlive), []);
  assert.equal(await starterOf(processes), process.pid);
  tree.close();
});

test('commands of a killed fork server that cannot be looked for are reported as not ended', {
  skip: unixOnly,
}, async (t) => {
  const processes = await ready();
  const starter = await starterOf(processes);
  const tree = await startTree(processes, 'exec "$NODE" -e "$PLAIN"', 1, `${OWN_UID}/unseen`);
  const { mock } = t.mock.method(fs, 'readdirSync', () => {
    throw new Error('no process table');
  });
  syncBuiltinESMExports();
  process.kill(starter, 'SIGKILL');
  await assert.rejects(tree.done, /no process table/);
  mock.restore();
  syncBuiltinESMExports();
  for (const pid of tree.pids) process.kill(pid, 'SIGKILL');
  tree.close();
});

test('killing the runner ends its fork server', { skip: unixOnly }, async () => {
  const script = `
    import { createProcesses } from ${here('../../../src/adapters/processes.ts')};
    import { ForkServer } from ${here('../../../src/adapters/processes/fork-server.ts')};
    const forkServer = new ForkServer({ program: () => ${JSON.stringify(PROGRAM)} });
    setInterval(() => {}, 1e6);
    await forkServer.open();
    const onOutput = (chunk) => process.stdout.write(chunk);
    const argv = ['/bin/sh', '-c', 'echo $PPID; exec sleep 1000'];
    const command = { argv, cwd: '/', env: { PATH: process.env.PATH }, stdin: null, grace: ${durationMs(0)}, onOutput };
    await createProcesses(forkServer).run(command, new AbortController().signal);`;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(runner.stdout, 'data');
  const starter = Number(String(chunk));
  assert.notEqual(starter, runner.pid);
  runner.kill('SIGKILL');
  await untilGone(starter);
});
