/** Which process is the daemon of a project: its lock, what it tells others beside it, and what they make of it. */
import assert from 'node:assert/strict';
import { rmSync, statSync, utimesSync } from 'node:fs';
import { test } from 'node:test';
import { takeLock } from '../../src/adapters/disk/lock.ts';
import { daemonLock } from '../../src/adapters/state-folder.ts';
import { waitBeside } from '../../src/app/daemon/beside.ts';
import { Board, placeInQueue } from '../../src/app/daemon/board.ts';
import { startDaemon } from '../../src/app/daemon/watch.ts';
import { lookAtDaemon } from '../../src/app/doctor/daemon.ts';
import { openProject } from '../../src/app/project.ts';
import { runId } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { stage, TestProject } from '../rig/project.ts';

const LIMIT = { timeout: 30_000 };
const QUICK = { pipeline: { stages: { one: { uses: 'write', with: { text: 'done', to: 'done.md' } } } } };
const NEVER = new AbortController().signal;

test('the queue of a killed daemon is not shown', async () => {
  await using project = await TestProject.make();
  const place = () => placeInQueue(project.root, runId('b'));
  project.put('.pipeline-runner/daemon.json', JSON.stringify({ active: ['a'], queue: ['b'] }));
  assert.equal(place(), null, 'nobody works');
  using _lock = locked(project);
  assert.deepEqual(place(), { position: 1, of: 1 });
  using _board = new Board(project.root);
  assert.equal(place(), null, 'the next daemon has not said anything');
});

function locked(project: TestProject): Disposable {
  const me = { pid: process.pid, host: 'here', command: 'watch', since: new Date(0).toISOString() };
  const lock = takeLock(daemonLock(project.root), me);
  assert.ok(lock.ok);
  return lock.value;
}

test('a process that waits beside a daemon reads a run in progress again only after a change', LIMIT, async () => {
  await using project = await TestProject.make(QUICK);
  await project.drive();
  const opened = await project.open();
  await using store = await opened.openStore();
  const driven = await store.open(runId('r'));
  assert.ok(driven.ok);
  await using _driven = driven.value;
  using _lock = locked(project);
  let reads = 0;
  const counting = {
    ...opened,
    openStore: () => {
      reads += 1;
      return opened.openStore();
    },
  };
  const stop = new AbortController();
  const begins = (): void => void setTimeout(() => stop.abort(), 300);
  const waited = await waitBeside(counting, { run: runId('r'), stop: stop.signal, begins, saw: () => {} });
  assert.ok(waited.ok && typeof waited.value !== 'string');
  assert.deepEqual([waited.value.reason, reads], ['shutdown', 2]);
});

test('a second daemon is refused before it opens or reads any run', async () => {
  await using rig = await TestProject.make(QUICK);
  const opened = await openProject(rig.root);
  assert.ok(opened.ok);
  const done: string[] = [];
  const note = (what: string): never => {
    done.push(what);
    throw new Error(`${what} was asked for`);
  };
  const project = { ...opened.value, openStore: () => note('the store'), read: () => note('a file') };
  const stops = { stop: NEVER, hurry: NEVER };
  const options = { mode: 'watch', news: 'poll', observers: [], say: () => note('news'), stops } as const;
  const first = takeLock(daemonLock(rig.root), { pid: 4711, host: 'here', command: 'watch', since: 'long ago' });
  assert.ok(first.ok);
  using _first = first.value;
  const second = await startDaemon(project, options);
  assert.ok(!second.ok);
  assert.match(second.error[0]?.message ?? '', /^a daemon is already running for this project: process 4711 on here/);
  assert.deepEqual(done, []);
});

test('a daemon whose lock is removed stops, with its work recorded in checkpoints', LIMIT, async () => {
  await using files = await TestProject.make({
    pipeline: { stages: { one: stage() } },
    script: { one: [{ hold: true }] },
  });
  const project = await files.open();
  const said: string[] = [];
  const options = {
    ...({ mode: 'watch', news: 'poll', observers: [] } as const),
    say: (_: unknown, diagnostics: readonly Diagnostic[]) => void said.push(...diagnostics.map(({ code }) => code)),
    stops: { stop: NEVER, hurry: NEVER },
  };
  const started = await startDaemon(project, options);
  assert.ok(started.ok);
  await using daemon = started.value;
  const end = daemon.work();
  await files.control.next('one');
  rmSync(files.at('.pipeline-runner'), { recursive: true, maxRetries: 10 });
  assert.equal((await end).hasGivenUp, true);
  assert.deepEqual(said, ['daemon/state-gone']);
  assert.equal((await files.checkpoint()).stages.one?.attempts?.[0]?.outcome, 'cancellation');
});

const HOLDER = '.pipeline-runner/daemon.lock.json';
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

test('a daemon that has given no sign of life for long is not told to be well', async () => {
  await using files = await TestProject.make();
  const project = await files.open();
  const process = () => lookAtDaemon(project).find(({ name }) => name === 'process');
  using _lock = locked(files);
  assert.equal(process()?.state, 'ok');
  utimesSync(files.at(HOLDER), LONG_AGO, LONG_AGO);
  assert.equal(process()?.state, 'missing');
  assert.match(process()?.text ?? '', /no sign of life/);
});

test('a daemon that was killed and not started again is missed; one that ended by itself is not', async () => {
  await using files = await TestProject.make();
  const project = await files.open();
  const process = () => lookAtDaemon(project).find(({ name }) => name === 'process');
  locked(files)[Symbol.dispose]();
  assert.equal(process()?.state, 'optional');
  const since = '2026-01-01T00:00:00.000Z';
  files.put(HOLDER, JSON.stringify({ pid: 4711, host: 'here', since, command: 'watch --git' }));
  assert.equal(process()?.state, 'missing');
  assert.match(process()?.text ?? '', /process 4711 on here.* was killed/);
  files.put(HOLDER, JSON.stringify({ pid: 4711, host: 'here', since, command: 'reconcile' }));
  assert.equal(process()?.state, 'optional', 'the next pass comes');
});

test('a daemon that works gives signs of life', LIMIT, async () => {
  await using files = await TestProject.make(QUICK);
  const stops = { stop: NEVER, hurry: NEVER };
  const started = await startDaemon(await files.open(), {
    ...({ mode: 'once', news: 'poll', observers: [] } as const),
    say: () => {},
    stops,
  });
  assert.ok(started.ok);
  await using daemon = started.value;
  utimesSync(files.at(HOLDER), LONG_AGO, LONG_AGO);
  await daemon.work();
  assert.notEqual(statSync(files.at(HOLDER)).mtimeMs, LONG_AGO.getTime());
});
