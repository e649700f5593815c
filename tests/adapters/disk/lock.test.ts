import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DurableError, diskDiagnostic } from '../../../src/adapters/disk/error.ts';
import { type Holder, isLocked, takeLock } from '../../../src/adapters/disk/lock.ts';
import { InternalError } from '../../../src/model/brand.ts';
import { canNobodyImport, outputAsNobody } from '../../rig/nobody.ts';
import { temporaryFolder } from '../rig.ts';

const ME: Holder = {
  pid: process.pid,
  host: 'here',
  since: '2026-11-21T00:00:00.000Z',
  command: 'pipeline-runner run',
};
const LOCK = new URL('../../../src/adapters/disk/lock.ts', import.meta.url).href;

type Contender = ChildProcess & AsyncDisposable & { readonly said: string };

/** A process of its own that tries to take the lock, says how that went, and then waits for ever. */
async function contender(lock: string): Promise<Contender> {
  const code = `
    const { takeLock } = await import(${JSON.stringify(LOCK)});
    const me = { ...${JSON.stringify(ME)}, pid: process.pid };
    const take = () => takeLock(${JSON.stringify(lock)}, me);
    const start = () => {
      const lock = take();
      process.on('message', (order) => {
        if (order === 'gc') globalThis.gc();
        process.send('done');
      });
      process.send(lock.ok ? 'held' : 'refused');
    };
    start();`;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const [said] = await once(child, 'message');
  return Object.assign(child, { said: String(said), [Symbol.asyncDispose]: end });
}

async function holderProcess(lock: string): Promise<Contender> {
  const child = await contender(lock);
  assert.equal(child.said, 'held');
  return child;
}

test('a lock has one holder, names it to others, and is free after its release', () => {
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

test('another process is refused while a lock is held, even after a garbage collection in the holder', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using child = await holderProcess(path);
  child.send('gc');
  await once(child, 'message');
  const refused = takeLock(path, ME);
  assert.ok(!refused.ok && refused.error?.pid === child.pid);
});

test('a lock is free as soon as its holder is killed, and the name of the holder can still be read', async () => {
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

test('a holder that is stopped keeps the lock', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using child = await holderProcess(path);
  child.kill('SIGSTOP');
  assert.equal(takeLock(path, ME).ok, false);
  assert.equal(isLocked(path), true);
  child.kill('SIGCONT');
});

test('looking at a lock that nobody ever took creates no file', () => {
  using folder = temporaryFolder();
  assert.equal(isLocked(join(folder.path, 'none.lock')), false);
});

test('garbage in a lock file is reported with what to do, and garbage beside it does no harm', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'run.lock');
  writeFileSync(`${path}.json`, '{garbage');
  const taken = takeLock(path, ME);
  assert.equal(taken.ok && taken.value.left, null);
  if (taken.ok) taken.value[Symbol.dispose]();
  const broken = join(folder.path, 'daemon.lock');
  for (const garbage of ['garbage', `SQLite format 3\0${'x'.repeat(4096)}`]) {
    writeFileSync(broken, garbage.padEnd(200, ' garbage'));
    for (const ask of [() => isLocked(broken), () => takeLock(broken, ME)]) {
      const { code, message, at, hint = '' } = diskDiagnostic(refusalOf(ask));
      assert.deepEqual([code, at], ['lock/damaged', { file: broken }]);
      assert.match(
        `${message} ${hint}`,
        /something other than a lock: .* stop what is running .*, then delete the file/,
      );
    }
  }
  rmSync(broken);
  assert.equal(takeLock(broken, ME).ok, true);
});

test('a pipe or link in place of a lock is neither waited for nor followed', () => {
  using folder = temporaryFolder();
  const [pipe, link] = [join(folder.path, 'pipe.lock'), join(folder.path, 'link.lock')];
  execFileSync('mkfifo', [pipe]);
  symlinkSync('link.lock', link);
  for (const path of [pipe, link])
    for (const ask of [() => isLocked(path), () => takeLock(path, ME)])
      assert.equal(diskDiagnostic(refusalOf(ask)).code, 'lock/damaged');
});

test('a folder in place of a lock is reported as such', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'run.lock');
  mkdirSync(path);
  assert.equal(diskDiagnostic(refusalOf(() => isLocked(path))).code, 'disk/in-the-way');
});

function refusalOf(work: () => unknown): DurableError {
  try {
    work();
  } catch (error) {
    if (error instanceof DurableError) return error;
    throw error;
  }
  throw new InternalError('it was not refused');
}

test('of many processes that want a lock at the same moment exactly one gets it', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.lock');
  await using all = new AsyncDisposableStack();
  const contenders = Array.from({ length: 6 }, async () => all.use(await contender(path)));
  const said = (await Promise.all(contenders)).map((child) => child.said);
  assert.deepEqual(said.toSorted(), ['held', ...Array.from({ length: 5 }, () => 'refused')]);
});

test('missing write permission for a lock is reported as such, not as a broken disk', (t) => {
  if (!canNobodyImport(LOCK)) return t.skip('there is nobody else to ask');
  using folder = temporaryFolder();
  const locks = join(folder.path, 'locks');
  mkdirSync(locks);
  writeFileSync(join(locks, 'there.lock'), '');
  chmodSync(folder.path, 0o755);
  chmodSync(join(locks, 'there.lock'), 0o444);
  chmodSync(locks, 0o555);
  const said = outputAsNobody(`
    const { takeLock } = await import(${JSON.stringify(LOCK)});
    for (const name of ['there', 'new'])
      try {
        takeLock(${JSON.stringify(locks)} + '/' + name + '.lock', ${JSON.stringify(ME)});
      } catch (error) {
        console.log(name, error.code);
      }`);
  chmodSync(locks, 0o755);
  assert.equal(said, 'there EACCES\nnew EACCES\n');
});
