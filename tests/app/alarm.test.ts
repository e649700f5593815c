/** Whom a daemon in trouble calls, and how often. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Alarm, PATIENCE_MS } from '../../src/app/daemon/alarm.ts';
import type { Notice } from '../../src/app/notify.ts';
import { epochMs } from '../../src/model/brand.ts';
import type { NotifyHook } from '../../src/model/config.ts';
import { aWarning, type Diagnostic } from '../../src/model/diagnostic.ts';

const MAIL: NotifyHook = { on: ['trouble'], type: 'command', argv: ['mail'] };
const PAGER: NotifyHook = { on: ['trouble'], type: 'command', argv: ['pager'] };
const AWAY = aWarning('git/away', 'origin does not answer', { hint: 'wait' });
const FULL = aWarning('daemon/disk', 'the disk is full');

function office(t: TestContext, { isDown = (_: NotifyHook): boolean => false } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
  const calls: (readonly [program: string, Notice])[] = [];
  const said: Diagnostic[] = [];
  const caller = {
    call: async (hooks: readonly NotifyHook[], notice: Notice): Promise<readonly NotifyHook[]> => {
      for (const hook of hooks) calls.push([hook.type === 'command' ? (hook.argv[0] ?? '') : '', notice]);
      return hooks.filter(isDown);
    },
    failures: () => [aWarning('notify/failed', 'nobody is there')],
    [Symbol.asyncDispose]: async () => {},
  };
  const alarm = new Alarm({
    hooks: [MAIL, PAGER],
    caller,
    now: () => epochMs(Date.now()),
    say: (diagnostics) => void said.push(...diagnostics),
  });
  return {
    alarm,
    said,
    /** What was called since the last time: `<program> <status>`. */
    called: async (): Promise<readonly string[]> => {
      await new Promise(setImmediate);
      return calls.splice(0).map(([program, { status }]) => `${program} ${status}`);
    },
    newest: async (): Promise<Notice | undefined> => {
      await new Promise(setImmediate);
      return calls.at(-1)?.[1];
    },
    pass: (ms: number) => t.mock.timers.tick(ms),
  };
}

test('lasting trouble calls each hook once, and once more when it is over', async (t) => {
  const { alarm, called, pass } = office(t);
  alarm.set('branch', [AWAY]);
  pass(PATIENCE_MS - 1);
  assert.deepEqual(await called(), []);
  pass(1);
  assert.deepEqual(await called(), ['mail begun', 'pager begun']);
  for (let i = 0; i < 100; i += 1) {
    alarm.set('branch', [AWAY]);
    pass(PATIENCE_MS);
  }
  assert.deepEqual(await called(), []);
  alarm.set('branch', []);
  assert.deepEqual(await called(), ['mail over', 'pager over']);
});

test('trouble that ends soon calls no hook', async (t) => {
  const { alarm, called, pass } = office(t);
  for (let i = 0; i < 3; i += 1) {
    alarm.set('branch', [AWAY]);
    pass(PATIENCE_MS - 1);
    alarm.set('branch', []);
  }
  pass(PATIENCE_MS);
  assert.deepEqual(await called(), []);
});

test('several troubles in succession are one call, which says since when', async (t) => {
  const { alarm, called, newest, pass } = office(t);
  alarm.set('branch', [AWAY]);
  pass(PATIENCE_MS - 1000);
  alarm.set('runs', [FULL]);
  alarm.set('branch', []);
  pass(1000);
  assert.deepEqual(
    { ...(await newest()) },
    {
      ...{
        event: 'trouble',
        run: null,
        gate: null,
        iteration: null,
        question: null,
        read: null,
        draft: null,
        approve: null,
      },
      ...{ status: 'begun', why: 'daemon/disk: the disk is full', hint: null, since: '1970-01-01T00:00:00.000Z' },
    },
  );
  await called();
  alarm.set('runs', []);
  assert.deepEqual(await called(), ['mail over', 'pager over']);
});

test('a failed hook is called again while the trouble lasts, but is not told of the end if it was not told of the beginning', async (t) => {
  let down: NotifyHook | null = PAGER;
  const { alarm, called, said, pass } = office(t, { isDown: (hook) => hook === down });
  alarm.set('branch', [AWAY]);
  for (const expected of [['mail begun', 'pager begun'], ['pager begun'], ['pager begun']]) {
    pass(PATIENCE_MS);
    assert.deepEqual(await called(), expected);
  }
  assert.equal(said.length, 1);
  alarm.set('branch', []);
  assert.deepEqual(await called(), ['mail over']);
  alarm.set('branch', [AWAY]);
  down = null;
  pass(PATIENCE_MS);
  assert.deepEqual(await called(), ['mail begun', 'pager begun']);
});

test('a daemon that stops by itself calls its hooks at once, for the last time', async (t) => {
  const { alarm, called, pass } = office(t);
  alarm.set('branch', [AWAY]);
  alarm.stops(FULL);
  assert.deepEqual(await called(), ['mail stopped', 'pager stopped']);
  alarm.set('branch', []);
  alarm.set('branch', [AWAY]);
  alarm.stops(AWAY);
  pass(PATIENCE_MS);
  assert.deepEqual(await called(), []);
});

test('a daemon that is stopped during trouble calls no hook', async (t) => {
  const { alarm, called, pass } = office(t);
  alarm.set('branch', [AWAY]);
  await alarm[Symbol.asyncDispose]();
  pass(PATIENCE_MS);
  assert.deepEqual(await called(), []);
});
