import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createProcesses } from '../../src/adapters/processes.ts';
import { endTagged } from '../../src/adapters/processes-end.ts';
import { parsePs, parseStat } from '../../src/adapters/processes-table.ts';
import { runTool } from '../../src/adapters/processes-tool.ts';
import { durationMs } from '../../src/model/brand.ts';
import type { CommandLine, Exit } from '../../src/ports/processes.ts';

const NODE = process.execPath;
const never = new AbortController().signal;
const processes = createProcesses();

interface Ran {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: number;
}

async function ran(argv: CommandLine['argv'], more: Partial<CommandLine> = {}, signal = never): Promise<Ran> {
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

function fileOf(text: string): { readonly path: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  const path = join(folder, 'input');
  writeFileSync(path, text);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const isAlive = (pid: number): boolean => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1')) !== null;
  } catch {
    return false;
  }
};

test('a program gets its input, its environment and nothing else', async () => {
  const script = 'cat; echo; env';
  using stdin = fileOf('hello');
  const { stdout, exit } = await ran(['/bin/sh', '-c', script], { stdin: stdin.path, env: { ONLY: 'this' } });
  assert.deepEqual(exit, { type: 'exited', code: 0 });
  const [input, ...env] = stdout.trim().split('\n');
  assert.equal(input, 'hello');
  assert.deepEqual(
    env.filter((line) => !/^(PWD|_|SHLVL|OLDPWD)=/.test(line)),
    ['ONLY=this'],
  );
});

test('exit code, signal and the two streams are told apart', async () => {
  assert.deepEqual((await ran(['/bin/sh', '-c', 'exit 3'])).exit, { type: 'exited', code: 3 });
  assert.deepEqual((await ran(['/bin/sh', '-c', 'kill -9 $$'])).exit, { type: 'signalled', signal: 'SIGKILL' });
  const { stdout, stderr } = await ran(['/bin/sh', '-c', 'echo a; echo b >&2']);
  assert.deepEqual([stdout, stderr], ['a\n', 'b\n']);
});

test('a program that does not read a large input is no error', async () => {
  using stdin = fileOf('x'.repeat(5_000_000));
  assert.deepEqual((await ran(['true'], { stdin: stdin.path })).exit, { type: 'exited', code: 0 });
});

test('a program without input finds the end of it at once', async () => {
  assert.equal((await ran(['cat'])).stdout, '');
});

test('what cannot be started says why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'proc-'));
  writeFileSync(join(folder, 'plain'), 'echo hi');
  const message = async (argv: CommandLine['argv'], more: Partial<CommandLine> = {}): Promise<string> => {
    const { exit } = await ran(argv, more);
    return exit.type === 'not-started' ? `${exit.code} ${exit.message}` : JSON.stringify(exit);
  };
  assert.equal(await message(['no-such-program-x']), 'ENOENT the program "no-such-program-x" was not found on PATH');
  assert.match(await message(['./nope']), /^ENOENT the program ".\/nope" does not exist/);
  assert.match(await message([join(folder, 'plain')]), /^EACCES .*may not be executed/);
  assert.match(await message(['true'], { cwd: join(folder, 'gone') }), /^ENOENT the working folder .* does not exist/);
  assert.match(await message(['true', 'x'.repeat(3_000_000)]), /^E2BIG .*too long/);
  assert.match(await message(['true', 'a\0b']), /NUL character/);
  rmSync(folder, { recursive: true });
});

test('the exit of the leader counts, though a grandchild holds its pipes open', async () => {
  const { stdout, exit } = await ran(['/bin/sh', '-c', 'sleep 1000 & echo $!']);
  assert.deepEqual(exit, { type: 'exited', code: 0 });
  const pid = Number(stdout);
  assert.ok(isAlive(pid), 'the grandchild is left alone');
  process.kill(pid, 'SIGKILL');
});

test('everything that was written before the exit arrives, though the pipe stays open', async () => {
  let text = '';
  let bytes = 0;
  await ran(['/bin/sh', '-c', 'sleep 1000 & echo $$ $!; head -c 100000 /dev/zero >&2'], {
    onOutput(chunk) {
      bytes += chunk.length;
      if (text !== '') return;
      text = Buffer.from(chunk).toString();
      // Holds the event loop until the leader has gone: its exit and its output are then news of one moment.
      while (isAlive(Number.parseInt(text, 10)));
    },
  });
  assert.equal(bytes, 100_000 + text.length);
  process.kill(Number(text.split(' ')[1]), 'SIGKILL');
});

test('200 MB of binary output in an endless line pass through without being kept', async () => {
  const before = process.memoryUsage.rss();
  let most = 0;
  let bytes = 0;
  let nextLook = 0;
  await ran(['head', '-c', '200000000', '/dev/zero'], {
    onOutput(chunk) {
      bytes += chunk.length;
      if (bytes < nextLook) return;
      nextLook += 5_000_000;
      most = Math.max(most, process.memoryUsage.rss());
    },
  });
  assert.equal(bytes, 200_000_000);
  const grown = (most - before) / 1e6;
  assert.ok(grown < 120, `grew by ${grown} MB`);
});

/** A program that starts `tree` and says its pids; they are ready once they have connected. */
async function treeOf(script: string, count: number, tag: string | null) {
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
  const done = ran(
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

test('an abort ends the whole tree: deaf grandchildren, own sessions and orphans with it', async () => {
  const script = `
    "$NODE" -e "$DEAF" &
    setsid "$NODE" -e "$DEAF" &
    (setsid "$NODE" -e "$PLAIN" & )
    exec "$NODE" -e "$PLAIN"`;
  const tree = await treeOf(script, 4, 'uid1/stage');
  tree.abort.abort();
  const { exit } = await tree.done;
  assert.deepEqual(exit, { type: 'signalled', signal: 'SIGTERM' });
  assert.deepEqual(tree.pids.filter(isAlive), []);
  tree.close();
});

test('a descendant in its own session that hides its environment is found by its parents', async () => {
  const script = 'setsid env -i "$NODE" -e "$DEAF" & wait';
  const tree = await treeOf(script, 1, 'uid2/stage');
  tree.abort.abort();
  await tree.done;
  assert.deepEqual(tree.pids.filter(isAlive), []);
  tree.close();
});

test('a program that heeds SIGTERM has its grace and gives its own exit code', async () => {
  const abort = new AbortController();
  const command = `trap 'echo cleaned; exit 7' TERM; echo ready; while :; do sleep 0.01; done`;
  let text = '';
  const { exit } = await ran(
    ['/bin/sh', '-c', command],
    {
      grace: durationMs(60_000),
      onOutput(chunk, stream) {
        if (stream === 'stdout') text += Buffer.from(chunk).toString();
        if (text === 'ready\n') abort.abort();
      },
    },
    abort.signal,
  );
  assert.deepEqual(exit, { type: 'exited', code: 7 });
  assert.equal(text, 'ready\ncleaned\n');
});

test('processes that an earlier runner left are found by their tag and ended, and no others', async () => {
  const mine = await treeOf('setsid "$NODE" -e "$DEAF" & setsid "$NODE" -e "$PLAIN" & wait', 2, 'uid3/segments[a]');
  const other = await treeOf('exec "$NODE" -e "$PLAIN"', 1, 'uid3/segments[ab]');
  const found = await endTagged('uid3/segments[a]', durationMs(100));
  assert.ok(found >= 3, `${found} found`);
  assert.deepEqual(mine.pids.filter(isAlive), []);
  assert.deepEqual(other.pids.map(isAlive), [true]);
  assert.equal(await endTagged('uid3/segments[a]', durationMs(100)), 0);
  other.abort.abort();
  await Promise.all([mine.done, other.done]);
  mine.close();
  other.close();
});

test('a command that was aborted before it began is not started', async () => {
  const { exit, stdout } = await ran(['echo', 'hi'], {}, AbortSignal.abort());
  assert.deepEqual([exit.type, stdout], ['signalled', '']);
});

test('a line of /proc is read though the name of the program holds brackets; zombies are not alive', () => {
  const stat = (state: string) => `42 (a) b (c) ${state} 7 40 40 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 9876 100 200`;
  assert.deepEqual(parseStat(stat('S')), { pid: 42, parent: 7, group: 40, started: '9876' });
  assert.equal(parseStat(stat('Z')), null);
});

test('the list of ps is read with tags, and without zombies', () => {
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

test('a tool of the system gives its code and output, and none when it is missing', async () => {
  assert.deepEqual(await runTool(['/bin/sh', '-c', 'echo hi; exit 4']), { code: 4, stdout: 'hi' });
  assert.equal((await runTool(['no-such-tool-x'])).code, null);
});
