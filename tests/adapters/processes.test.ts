import assert from 'node:assert/strict';
import fs, { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { endTagged, endTree, type Leader } from '../../src/adapters/processes/end.ts';
import { ForkServer } from '../../src/adapters/processes/fork-server.ts';
import { type ProcessInfo, parsePs, parseStat } from '../../src/adapters/processes/table.ts';
import { runTool } from '../../src/adapters/processes/tool.ts';
import { createProcesses } from '../../src/adapters/processes.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { Exit } from '../../src/ports/processes.ts';
import { processesContract } from '../contracts/processes.ts';
import { isAlive, runCommand, startTree } from '../rig/commands.ts';
import { asNobody, noPermissions } from '../rig/nobody.ts';
import { OWN_UID } from '../rig/own-uid.ts';

const processes = createProcesses(null);

processesContract('by the runner', processes);

test('a process tree that cannot be ended is reported only to who waits for the command', async () => {
  const ended = Promise.withResolvers<Exit>();
  const refused = Promise.withResolvers<void>();
  const leader: Leader = {
    pid: process.pid,
    isThere: () => true,
    signalGroup: () => {
      refused.resolve();
      throw new Error('no process table');
    },
    gone: Promise.resolve(),
  };
  const started = { leader: Promise.resolve(leader), ended: ended.promise };
  const server = Object.assign(new ForkServer({ program: () => null }), { start: () => started });
  const stop = new AbortController();
  const command = { argv: ['true'], cwd: '/', env: {}, stdin: null, grace: durationMs(1), onOutput: () => {} } as const;
  const run = createProcesses(server).run(command, stop.signal);
  stop.abort();
  await refused.promise;
  await turn(); // an error that is nobody's is told by now
  ended.resolve({ type: 'signalled', signal: 'SIGTERM' });
  await assert.rejects(run, /no process table/);
});

/** A system that refuses so many starts. */
function scarce(refusals: number, code: string) {
  const none: Exit = { type: 'not-started', code, message: 'the system cannot start another process' };
  const seen = { starts: 0 };
  const start = () => {
    seen.starts += 1;
    return seen.starts > refusals ? null : { leader: Promise.resolve(null), ended: Promise.resolve(none) };
  };
  return { seen, server: { coming: null, start } };
}

test('a command that the system could not start for want of resources is started when there are some', async () => {
  for (const code of ['EAGAIN', 'ENOMEM', 'EMFILE']) {
    const { server, seen } = scarce(2, code);
    const { exit } = await runCommand(createProcesses(server, [1, 1, 1]), ['true']);
    assert.deepEqual([exit.type, seen.starts], ['exited', 3]);
  }
});

test('a command that cannot be started fails at once, and for want of resources after the last try', async () => {
  for (const [code, starts] of [
    ['ENOENT', 1],
    ['EAGAIN', 3],
  ] as const) {
    const { server, seen } = scarce(9, code);
    const { exit } = await runCommand(createProcesses(server, [1, 1]), ['true']);
    assert.deepEqual([exit.type, seen.starts], ['not-started', starts]);
  }
});

test('who waits for resources ends with the attempt', async () => {
  const { server } = scarce(9, 'EAGAIN');
  const stop = new AbortController();
  const command = { argv: ['true'], cwd: '/', env: {}, stdin: null, grace: durationMs(1), onOutput: () => {} } as const;
  const exit = createProcesses(server, [3_600_000]).run(command, stop.signal);
  await turn();
  stop.abort();
  assert.deepEqual(await exit, { type: 'signalled', signal: 'SIGTERM' });
});

test('a working folder without permission is distinguished from a program without permission', {
  skip: noPermissions,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  mkdirSync(join(folder, 'locked'), { mode: 0o600 });
  chmodSync(folder, 0o755);
  const { exit } = await asNobody(() => runCommand(processes, ['true'], { cwd: join(folder, 'locked') }));
  assert.match(
    exit.type === 'not-started' ? exit.message : '',
    /^the working folder .* cannot be entered \(permission denied\)$/,
  );
  rmSync(folder, { recursive: true });
});

test('processes that outlive the leader of their group get SIGTERM, and no SIGKILL after the grace', async () => {
  const { stdout } = await runCommand(processes, ['/bin/sh', '-c', 'sleep 1000 & echo $$ $!']);
  const [pid = 0, left = 0] = stdout.split(' ').map(Number);
  const leader: Leader = { pid, isThere: () => false, signalGroup: () => {}, gone: Promise.resolve() };
  await endTree({ leader, tag: null, grace: durationMs(600_000) });
  assert.equal(isAlive(left), false);
});

test('where processes cannot be listed, the group is still told to end', async (t) => {
  const told: string[] = [];
  const leader: Leader = {
    pid: process.pid,
    isThere: () => true,
    signalGroup: (name) => void told.push(name),
    gone: Promise.resolve(),
  };
  const { mock } = t.mock.method(fs, 'readdirSync', () => {
    throw new Error('too many open files');
  });
  syncBuiltinESMExports();
  await assert.rejects(endTree({ leader, tag: null, grace: durationMs(1) }), /too many open files/);
  mock.restore();
  syncBuiltinESMExports();
  assert.deepEqual(told, ['SIGTERM']);
});

test('a pid that was reused by a stranger is left alone, with its group and its children', async (t) => {
  const told: unknown[] = [];
  t.mock.method(process, 'kill', (...args: unknown[]) => told.push(args) > 0);
  const entry = (pid: number, parent: number, group: number, started: string): ProcessInfo => {
    return { pid, parent, group, started, isTagged: false };
  };
  const [leading, member, child] = [4_000_001, 4_000_002, 4_000_003];
  const looks = [
    [entry(leading, 1, leading, 'old'), entry(member, leading, leading, 'old')],
    [entry(leading, 1, leading, 'new'), entry(child, member, member, 'new'), entry(member, 1, member, 'new')],
  ];
  let isThere = true;
  const leader: Leader = {
    pid: leading,
    isThere: () => isThere,
    signalGroup: () => {
      isThere = false;
    },
    gone: Promise.resolve(),
  };
  const table = async () => (looks.length > 1 ? looks.shift() : looks[0]) ?? [];
  await endTree({ leader, tag: null, grace: durationMs(1), table });
  assert.deepEqual(told, []);
});

test('processes that an earlier runner left are found by their tag and ended, and no others', async () => {
  const mine = await startTree(
    processes,
    'setsid "$NODE" -e "$DEAF" & setsid "$NODE" -e "$PLAIN" & wait',
    2,
    `${OWN_UID}/cut`,
  );
  const alike = `exec env NO_PIPELINE_RUNNER_TASK=${OWN_UID}/cut "$NODE" -e "$PLAIN"`;
  const other = await startTree(processes, alike, 1, `${OWN_UID}/cutting`);
  try {
    const found = await endTagged(`${OWN_UID}/cut`, durationMs(100));
    assert.ok(found >= 3, `${found} found`);
    assert.deepEqual(mine.pids.filter(isAlive), []);
    assert.deepEqual(other.pids.map(isAlive), [true]);
    assert.equal(await endTagged(`${OWN_UID}/cut`, durationMs(100)), 0);
  } finally {
    for (const tree of [mine, other]) {
      tree.abort.abort();
      await tree.done;
      tree.close();
    }
  }
});

test('the tag is found in an environment of any length', async () => {
  const large = 'LARGE_A="$(printf %0100000d)" LARGE_B="$(printf %0100000d)"';
  const script = `exec env -i ${large} PIPELINE_RUNNER_TASK=${OWN_UID}/large "$NODE" -e "$PLAIN"`;
  const tree = await startTree(processes, script, 1, null);
  assert.ok((await endTagged(`${OWN_UID}/large`, durationMs(100))) >= 1);
  assert.deepEqual(tree.pids.filter(isAlive), []);
  await tree.done;
  tree.close();
});

test("a line of /proc is parsed even if the program's name contains brackets; zombies are not alive", () => {
  const stat = (state: string) => `42 (a) b (c) ${state} 7 40 40 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 9876 100 200`;
  assert.deepEqual(parseStat(stat('S')), { pid: 42, parent: 7, group: 40, started: '9876' });
  assert.equal(parseStat(stat('Z')), null);
});

test('the list of ps is read with tags and without zombies', () => {
  const text = `
    1     0     1 Ss   Sat Nov 21 01:30:24 2026 /sbin/init
  200   100   200 S+   Sat Nov 21 02:30:24 2026 node x.mjs PATH=/bin PIPELINE_RUNNER_TASK=u/stage[a] HOME=/
  201   100   200 Z    Sat Nov 21 02:30:24 2026 (node)`;
  assert.deepEqual(parsePs(text, 'u/stage[a]'), [
    { pid: 1, parent: 0, group: 1, started: 'Sat Nov 21 01:30:24 2026', isTagged: false },
    { pid: 200, parent: 100, group: 200, started: 'Sat Nov 21 02:30:24 2026', isTagged: true },
  ]);
  assert.equal(parsePs(text, 'u/stage')[1]?.isTagged, false);
  assert.equal(parsePs(text, 'u/')[1]?.isTagged, true, 'all that begin so');
});

test('a system tool yields its exit code and output; a missing one yields none', async () => {
  assert.deepEqual(await runTool(['/bin/sh', '-c', 'echo hi; exit 4']), { code: 4, stdout: 'hi' });
  assert.equal((await runTool(['no-such-tool-x'])).code, null);
});
