/** What every way to start commands must keep. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { durationMs } from '../../src/model/brand.ts';
import type { CommandLine, Processes } from '../../src/ports/processes.ts';
import { isAlive, runCommand, startTree, tempFile } from '../rig/commands.ts';
import { OWN_UID } from '../rig/own-uid.ts';

/** @param how who starts them: begins the name of each test. */
export function processesContract(how: string, processes: Processes): void {
  startContract(how, processes);
  outputContract(how, processes);
  endContract(how, processes);
}

function startContract(how: string, processes: Processes): void {
  test(`${how}: a program gets its input, its environment and nothing else`, async () => {
    const script = 'cat; echo; env';
    using stdin = tempFile('hello');
    const { stdout, exit } = await runCommand(processes, ['/bin/sh', '-c', script], {
      stdin: stdin.path,
      env: { ONLY: 'this' },
    });
    assert.deepEqual(exit, { type: 'exited', code: 0 });
    const [input, ...env] = stdout.trim().split('\n');
    assert.equal(input, 'hello');
    assert.deepEqual(
      env.filter((line) => !/^(PWD|_|SHLVL|OLDPWD)=/.test(line)),
      ['ONLY=this'],
    );
  });

  test(`${how}: exit code, signal and the two output streams are distinguished`, async () => {
    assert.deepEqual((await runCommand(processes, ['/bin/sh', '-c', 'exit 3'])).exit, { type: 'exited', code: 3 });
    assert.deepEqual((await runCommand(processes, ['/bin/sh', '-c', 'kill -9 $$'])).exit, {
      type: 'signalled',
      signal: 'SIGKILL',
    });
    const { stdout, stderr } = await runCommand(processes, ['/bin/sh', '-c', 'echo a; echo b >&2']);
    assert.deepEqual([stdout, stderr], ['a\n', 'b\n']);
  });

  test(`${how}: a program that does not read its large input causes no error`, async () => {
    using stdin = tempFile('x'.repeat(5_000_000));
    assert.deepEqual((await runCommand(processes, ['true'], { stdin: stdin.path })).exit, { type: 'exited', code: 0 });
  });

  test(`${how}: a program without input reads an end of file at once`, async () => {
    assert.equal((await runCommand(processes, ['cat'])).stdout, '');
  });

  test(`${how}: a program that cannot be started is reported with the reason`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proc-'));
    writeFileSync(join(folder, 'plain'), 'echo hi');
    const message = async (argv: CommandLine['argv'], more: Partial<CommandLine> = {}): Promise<string> => {
      const { exit } = await runCommand(processes, argv, more);
      return exit.type === 'not-started' ? `${exit.code} ${exit.message}` : JSON.stringify(exit);
    };
    assert.equal(await message(['no-such-program-x']), 'ENOENT the program "no-such-program-x" was not found on PATH');
    assert.match(await message(['./nope']), /^ENOENT the program ".\/nope" does not exist/);
    assert.match(await message([join(folder, 'plain')]), /^EACCES .*cannot be executed/);
    assert.match(
      await message(['true'], { cwd: join(folder, 'gone') }),
      /^ENOENT the working folder .* does not exist/,
    );
    assert.match(await message(['true', 'x'.repeat(3_000_000)]), /^E2BIG .*too long/);
    assert.match(await message(['true', 'a\0b']), /NUL character/);
    rmSync(folder, { recursive: true });
  });
}

function outputContract(how: string, processes: Processes): void {
  test(`${how}: the exit of the group leader counts even if a grandchild keeps its pipes open`, async () => {
    const { stdout, exit } = await runCommand(processes, ['/bin/sh', '-c', 'sleep 1000 & echo $!']);
    assert.deepEqual(exit, { type: 'exited', code: 0, leavesOthers: true });
    const pid = Number(stdout);
    assert.ok(isAlive(pid), 'the grandchild is left alone');
    process.kill(pid, 'SIGKILL');
  });

  test(`${how}: all output before the exit arrives even if the pipe stays open`, async () => {
    let text = '';
    let bytes = 0;
    await runCommand(processes, ['/bin/sh', '-c', 'sleep 1000 & echo $$ $!; head -c 100000 /dev/zero >&2'], {
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

  test(`${how}: 200 MB of binary output in one line pass through without being stored`, async () => {
    const before = process.memoryUsage.rss();
    let most = 0;
    let bytes = 0;
    let nextLook = 0;
    await runCommand(processes, ['head', '-c', '200000000', '/dev/zero'], {
      onOutput(chunk) {
        bytes += chunk.length;
        if (bytes < nextLook) return;
        nextLook += 5_000_000;
        most = Math.max(most, process.memoryUsage.rss());
      },
    });
    assert.equal(bytes, 200_000_000);
    const grown = (most - before) / 1e6;
    assert.ok(grown < 160, `grew by ${grown} MB`);
  });
}

function endContract(how: string, processes: Processes): void {
  test(`${how}: an abort ends the whole tree: grandchildren deaf to SIGTERM, other sessions and orphans`, async () => {
    const script = `
    "$NODE" -e "$DEAF" &
    setsid "$NODE" -e "$DEAF" &
    (setsid "$NODE" -e "$PLAIN" & )
    exec "$NODE" -e "$PLAIN"`;
    const tree = await startTree(processes, script, 4, `${OWN_UID}/stage`);
    tree.abort.abort();
    const { exit } = await tree.done;
    assert.deepEqual(exit, { type: 'signalled', signal: 'SIGTERM', leavesOthers: true });
    assert.deepEqual(tree.pids.filter(isAlive), []);
    tree.close();
  });

  test(`${how}: an abort ends what a program leaves behind if the program ends at that moment`, async () => {
    const abort = new AbortController();
    let pid = 0;
    await runCommand(
      processes,
      ['/bin/sh', '-c', 'sleep 1000 & echo $!'],
      {
        onOutput(chunk) {
          pid = Number(Buffer.from(chunk).toString());
          abort.abort();
        },
      },
      abort.signal,
    );
    assert.equal(isAlive(pid), false);
  });

  test(`${how}: a descendant in its own session that hides its environment is found by its parents`, async () => {
    const script = 'setsid env -i "$NODE" -e "$DEAF" & wait';
    const tree = await startTree(processes, script, 1, `${OWN_UID}/other`);
    tree.abort.abort();
    await tree.done;
    assert.deepEqual(tree.pids.filter(isAlive), []);
    tree.close();
  });

  test(`${how}: a program that handles SIGTERM has its grace and keeps its own exit code`, async () => {
    const abort = new AbortController();
    const command = `trap 'echo cleaned; exit 7' TERM; echo ready; while :; do sleep 0.01; done`;
    let text = '';
    const { exit } = await runCommand(
      processes,
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

  test(`${how}: a command that is aborted before it begins is not started`, async () => {
    const { exit, stdout } = await runCommand(processes, ['echo', 'hi'], {}, AbortSignal.abort());
    assert.deepEqual([exit.type, stdout], ['signalled', '']);
  });
}
