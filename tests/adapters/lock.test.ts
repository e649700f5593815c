import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Holder, isLocked, takeLock } from '../../src/adapters/lock.ts';
import { temporaryFolder } from './rig.ts';

const ME: Holder = {
  pid: process.pid,
  host: 'here',
  since: '2026-11-21T00:00:00.000Z',
  command: 'pipeline-runner run',
};
const ADAPTERS = new URL('../../src/adapters/', import.meta.url).href;

/** A process of its own that takes the lock, says so, and then waits for ever. */
async function holderProcess(lock: string): Promise<ChildProcess & AsyncDisposable> {
  const code = `
    const { takeLock } = await import(${JSON.stringify(`${ADAPTERS}lock.ts`)});
    const lock = takeLock(${JSON.stringify(lock)}, { ...${JSON.stringify(ME)}, pid: process.pid });
    process.send(lock.ok ? 'held' : 'refused');
    process.on('message', () => { lock.value[Symbol.dispose](); process.send('released'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [said] = await once(child, 'message');
  assert.equal(said, 'held');
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return Object.assign(child, { [Symbol.asyncDispose]: end });
}

test('a lock is held by one, names its holder to the other, and is free after its release', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'locks', 'a.lock');
  const first = takeLock(path, ME);
  assert.ok(first.ok && first.value.left === null);
  assert.deepEqual(takeLock(path, { ...ME, pid: 1 }), { ok: false, error: ME });
  assert.equal(isLocked(path), true);
  first.value[Symbol.dispose]();
  assert.equal(isLocked(path), false);
  const second = takeLock(path, ME);
  assert.ok(second.ok && second.value.left === null);
  second.value[Symbol.dispose]();
  second.value[Symbol.dispose](); // twice is once
});

test('another process is refused while it is held, and gets it when it is released', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using child = await holderProcess(path);
  const refused = takeLock(path, ME);
  assert.ok(!refused.ok && refused.error?.pid === child.pid);
  child.send('release');
  await once(child, 'message');
  const taken = takeLock(path, ME);
  assert.ok(taken.ok);
  taken.value[Symbol.dispose]();
});

test('a killed holder frees it at once and leaves its name behind', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using child = await holderProcess(path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isLocked(path), false);
  const taken = takeLock(path, ME);
  assert.ok(taken.ok && taken.value.left?.pid === child.pid);
  taken.value[Symbol.dispose]();
});

test('a stopped holder keeps it', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using child = await holderProcess(path);
  child.kill('SIGSTOP');
  assert.equal(takeLock(path, ME).ok, false);
  assert.equal(isLocked(path), true);
  child.kill('SIGCONT');
});

test('looking at a lock that nobody ever took leaves no trace', () => {
  using folder = temporaryFolder();
  assert.equal(isLocked(join(folder.path, 'none.lock')), false);
});

test('one of many processes that want it at the same moment gets it', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  const code = `
    const { takeLock } = await import(${JSON.stringify(`${ADAPTERS}lock.ts`)});
    const lock = takeLock(${JSON.stringify(path)}, ${JSON.stringify(ME)});
    process.send(lock.ok ? 'held' : 'refused');
    process.on('message', () => process.exit());`;
  const spawnOne = () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const children = Array.from({ length: 6 }, spawnOne);
  const said = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0]));
  assert.deepEqual(said.toSorted(), ['held', ...Array.from({ length: 5 }, () => 'refused')]);
  const ended = children.map((child) => once(child, 'exit'));
  for (const child of children) child.send('end');
  await Promise.all(ended);
});
