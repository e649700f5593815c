import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type OpenLedger, openCallLedger } from '../../src/adapters/call-ledger.ts';
import { sqlite } from '../../src/adapters/disk/sqlite.ts';
import { digest, type EpochMs, epochMs, type UsdMicros, usdMicros } from '../../src/model/brand.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { CallRecord } from '../../src/model/provider.ts';
import type { NewCall } from '../../src/ports/call-ledger.ts';
import { temporaryFolder } from './rig.ts';

const NOON = epochMs(Date.parse('2026-11-21T12:00:00Z'));
const DAY_MS = 24 * 3_600_000;

const request = digest(`sha256:${'1'.repeat(64)}`);
const newCall = (key: string, more: Partial<NewCall> = {}): NewCall => ({
  key,
  request,
  run: 'ep001',
  task: 'script',
  attempt: 1,
  call: 1,
  capability: 'text',
  provider: 'writer',
  model: 'm',
  ceiling: usdMicros(100_000),
  at: NOON,
  ...more,
});

const recordOf = (usd: UsdMicros | null, more: Partial<CallRecord> = {}): CallRecord => ({
  capability: 'text',
  provider: 'writer',
  type: 'openai',
  model: 'm',
  at: NOON,
  durationMs: 12,
  usd,
  source: usd === null ? 'unknown' : 'computed',
  usage: { inputTokens: 3, outputTokens: 4 },
  prices: request,
  error: null,
  ...more,
});

interface Bench extends Disposable {
  readonly path: string;
  readonly warned: Diagnostic[];
  open(now?: EpochMs): OpenLedger;
}

function bench(): Bench {
  const folder = temporaryFolder();
  const path = join(folder.path, '.pipeline-runner', 'calls.db');
  const warned: Diagnostic[] = [];
  const opened: OpenLedger[] = [];
  return {
    path,
    warned,
    open: (now = NOON) => {
      const ledger = openCallLedger({ path, now: () => now, warn: (one) => warned.push(one), mostInline: 1000 });
      opened.push(ledger);
      return ledger;
    },
    [Symbol.dispose]: () => {
      for (const ledger of opened) ledger[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}

test('another process finds an answer, with its bytes, by call and request', () => {
  using b = bench();
  const call = newCall('a');
  const first = b.open();
  assert.equal(first.find(call), null);
  assert.deepEqual(first.begin(call, null), { type: 'begun' });
  const bytes = Uint8Array.of(1, 2, 255);
  first.finish(call, recordOf(usdMicros(7)), { value: { text: 'hello' }, bytes });
  const found = b.open().find(call);
  assert.deepEqual(found?.answer, { value: { text: 'hello' }, bytes });
  assert.deepEqual(found?.record, recordOf(usdMicros(7)));
  assert.equal(b.open().find({ key: 'a', request: digest(`sha256:${'2'.repeat(64)}`) }), null);
});

test('an answer too large for the database is kept in a file beside it', () => {
  using b = bench();
  const call = newCall('a');
  const ledger = b.open();
  ledger.begin(call, null);
  const bytes = new Uint8Array(1001).fill(9);
  ledger.finish(call, recordOf(usdMicros(7)), { value: null, bytes });
  assert.deepEqual(new Uint8Array(ledger.find(call)?.answer?.bytes ?? []), bytes);
  const [name = ''] = readdirSync(join(b.path, '..', 'calls'));
  assert.equal(statSync(join(b.path, '..', 'calls', name)).mode & 0o777, 0o600);
});

test('a call that began and is not known to have ended is reported as open, with its job', () => {
  using b = bench();
  const call = newCall('a', { attempt: 2, call: 3 });
  const ledger = b.open();
  ledger.begin(call, null);
  ledger.job(call, 'job-17');
  const { attempt, call: number, ceiling } = call;
  assert.deepEqual(b.open().find(call), {
    ...{ attempt, call: number, ceiling, startedAt: NOON, job: 'job-17', endedJob: null, record: null, answer: null },
  });
});

test('a job that ended without an answer is known from the later tries of its call', () => {
  using b = bench();
  const ledger = b.open();
  const [ended, next] = [newCall('a', { attempt: 1 }), newCall('a', { attempt: 2 })];
  ledger.begin(ended, null);
  ledger.job(ended, 'job-17');
  assert.equal(ledger.find(ended)?.endedJob, null, 'it goes on');
  ledger.finish(ended, recordOf(usdMicros(5), { error: 'model/refused' }), null);
  ledger.begin(next, null);
  assert.deepEqual([ledger.find(next)?.attempt, ledger.find(next)?.endedJob], [2, 'job-17']);
});

test('the last job that ended without an answer is the one reported, so one key never starts two later jobs', () => {
  using b = bench();
  const ledger = b.open();
  for (const attempt of [1, 2]) {
    const ended = newCall('a', { attempt });
    ledger.begin(ended, null);
    ledger.job(ended, `job-${attempt}`);
    ledger.finish(ended, recordOf(usdMicros(5), { error: 'model/refused' }), null);
  }
  assert.equal(ledger.find(newCall('a'))?.endedJob, 'job-2');
});

test('a running job is found although a later try of its call has begun and achieved nothing', () => {
  using b = bench();
  const ledger = b.open();
  const [first, later] = [newCall('a', { attempt: 1 }), newCall('a', { attempt: 2 })];
  ledger.begin(first, null);
  ledger.job(first, 'job-17');
  ledger.begin(later, null);
  assert.deepEqual([ledger.find(later)?.attempt, ledger.find(later)?.job], [1, 'job-17']);
  ledger.finish(later, recordOf(usdMicros(5), { error: 'model/network' }), null);
  assert.deepEqual([ledger.find(later)?.attempt, ledger.find(later)?.job], [1, 'job-17']);
});

test('an answer that arrives after a later try has begun is stored for its own try', () => {
  using b = bench();
  const ledger = b.open();
  const [lost, later] = [newCall('a', { attempt: 1 }), newCall('a', { attempt: 2 })];
  ledger.begin(lost, null);
  ledger.begin(later, null);
  ledger.finish(lost, recordOf(usdMicros(5)), { value: 'late', bytes: null });
  assert.deepEqual([ledger.find(lost)?.attempt, ledger.find(lost)?.answer?.value], [1, 'late']);
  assert.equal(ledger.committedOn(NOON), 100_005);
});

test('a day counts the ceilings of open calls and of calls with unknown cost, and the costs of settled ones, even failed', () => {
  using b = bench();
  const ledger = b.open();
  const [open, unknown, failed, yesterday] = ['a', 'b', 'c', 'd'].map((key) => newCall(key));
  assert.ok(open && unknown && failed && yesterday);
  for (const call of [open, unknown, failed]) ledger.begin(call, null);
  ledger.begin({ ...yesterday, at: epochMs(NOON - DAY_MS) }, null);
  ledger.finish(unknown, recordOf(null), null);
  ledger.finish(failed, recordOf(usdMicros(3), { error: 'model/refused' }), null);
  assert.equal(ledger.committedOn(NOON), 200_003);
});

test('a call that the budget of the day does not cover is not begun, and the caller learns what is committed', () => {
  using b = bench();
  const ledger = b.open();
  const day = usdMicros(150_000);
  assert.deepEqual(ledger.begin(newCall('a'), day), { type: 'begun' });
  assert.deepEqual(ledger.begin(newCall('b'), day), { type: 'over', committed: 100_000 });
  assert.equal(ledger.find(newCall('b')), null);
  assert.deepEqual(ledger.begin(newCall('c', { ceiling: null }), day), { type: 'begun' });
  ledger.begin(newCall('d', { ceiling: usdMicros(50_000) }), day);
  assert.deepEqual(ledger.begin(newCall('e', { ceiling: null }), day), { type: 'over', committed: 150_000 });
});

test('two processes that make 1,000 reservations of $0.10 against $5 a day are granted 50', () => {
  using b = bench();
  const ledgers = [b.open(), b.open()];
  const day = usdMicros(5_000_000);
  let granted = 0;
  for (let n = 0; n < 1000; n++) {
    const begun = ledgers[n % 2]?.begin(newCall(`call-${n}`), day);
    if (begun?.type === 'begun') granted++;
  }
  assert.equal(granted, 50);
  assert.equal(ledgers[0]?.committedOn(NOON), 5_000_000);
});

test('the total of a day is the sum of its calls, in whatever order they begin and end', () => {
  const costs = fc.record({
    ceiling: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
    usd: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    ends: fc.boolean(),
  });
  const adds = (calls: readonly { ceiling: number | null; usd: number | null; ends: boolean }[]): void => {
    using b = bench();
    const ledger = b.open();
    const made = calls.map(({ ceiling }, n) =>
      newCall(`call-${n % 3}`, { attempt: n + 1, ceiling: ceiling === null ? null : usdMicros(ceiling) }),
    );
    for (const call of made) ledger.begin(call, null);
    for (const [n, { usd, ends }] of [...calls.entries()].reverse()) {
      const call = made[n];
      if (ends && call) ledger.finish(call, recordOf(usd === null ? null : usdMicros(usd)), null);
    }
    const expected = calls.reduce((sum, { ceiling, usd, ends }) => sum + ((ends ? usd : null) ?? ceiling ?? 0), 0);
    assert.equal(ledger.committedOn(NOON), expected);
  };
  fc.assert(fc.property(fc.array(costs, { maxLength: 8 }), adds), { seed: 21_11_2026, numRuns: 25 });
});

test('answers are deleted after 30 days, costs are kept', () => {
  using b = bench();
  const call = newCall('a');
  const ledger = b.open();
  ledger.begin(call, null);
  ledger.finish(call, recordOf(usdMicros(7)), { value: null, bytes: new Uint8Array(2000) });
  const later = b.open(epochMs(NOON + 31 * DAY_MS)).find(call);
  assert.equal(later?.answer, null);
  assert.equal(later?.record?.usd, 7);
  assert.deepEqual(readdirSync(join(b.path, '..', 'calls')), []);
});

test('old answers are also deleted while one process keeps the ledger open for months', () => {
  using b = bench();
  let now: number = NOON;
  const ledger = openCallLedger({ path: b.path, now: () => epochMs(now), warn: () => {} });
  const made = (key: string): void => {
    ledger.begin(newCall(key), null);
    ledger.finish(newCall(key), recordOf(usdMicros(7)), { value: key, bytes: null });
  };
  made('old');
  now += 29 * DAY_MS;
  made('younger');
  now += 2 * DAY_MS;
  made('new');
  const values = ['old', 'younger', 'new'].map((key) => ledger.find(newCall(key))?.answer?.value ?? null);
  ledger[Symbol.dispose]();
  assert.deepEqual(values, [null, 'younger', 'new']);
});

test('a ledger file that is no database is set aside with a message, and calls continue', () => {
  using b = bench();
  b.open()[Symbol.dispose]();
  writeFileSync(b.path, 'x'.repeat(5000));
  const ledger = b.open();
  assert.deepEqual(ledger.begin(newCall('a'), null), { type: 'begun' });
  const [name, ...others] = readdirSync(join(b.path, '..', 'damaged'));
  const told = b.warned.map(({ code, message, at }) => [code, at?.file, message]);
  const message = `the call ledger was damaged and is now at .pipeline-runner/damaged/${name}; an empty one was started`;
  assert.deepEqual([told, others], [[['ledger/damaged', '.pipeline-runner/calls.db', message]], []]);
});

test('a ledger that loses its tables while it is open is set aside, and calls that end are stored in the new one', () => {
  using b = bench();
  const call = newCall('a');
  const ledger = b.open();
  ledger.begin(call, null);
  const other = new (sqlite().DatabaseSync)(b.path);
  other.exec('DROP TABLE calls');
  other.close();
  ledger.finish(call, recordOf(usdMicros(7)), { value: 'kept', bytes: null });
  assert.equal(b.warned.length, 1);
  assert.equal(b.open().find(call)?.answer?.value, 'kept');
  assert.equal(ledger.committedOn(NOON), 7);
});

test('a ledger written by a later version is not touched', () => {
  using b = bench();
  b.open()[Symbol.dispose]();
  const other = new (sqlite().DatabaseSync)(b.path);
  other.exec('PRAGMA user_version = 99');
  other.close();
  assert.deepEqual(b.open().begin(newCall('a'), null), { type: 'begun' });
  assert.ok(existsSync(b.path));
  assert.equal(b.open().find(newCall('a'))?.attempt, 1);
});

test('the state of breakers survives a restart', () => {
  using b = bench();
  const state = { failures: 5, openedAt: NOON, reason: 'overloaded' };
  b.open().saveBreaker('writer', state);
  assert.deepEqual(b.open().breaker('writer'), state);
  assert.equal(b.open().breaker('other'), null);
});

test('other users cannot read the ledger', () => {
  using b = bench();
  b.open();
  assert.equal(statSync(b.path).mode & 0o777, 0o600);
});
