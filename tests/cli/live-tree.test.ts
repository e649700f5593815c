/** The live tree on a terminal that a test holds: when it is drawn, where, and how the terminal is left. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mock, test } from 'node:test';
import { LiveTree } from '../../src/cli/live-tree.ts';
import { Redraw } from '../../src/cli/redraw.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import { evolve } from '../../src/core/evolve.ts';
import { epochMs } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import type { RunState } from '../../src/model/state.ts';
import { noPaint } from '../../src/report/paint.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { DrawnScreen } from '../rig/drawn-screen.ts';
import { finish, rig, success } from '../rig/engine.ts';

const stream = { isTTY: true, write: () => true };
const screenOf = (env: Record<string, string>, stderr: object = stream) =>
  terminalOf({ cwd: () => '/', env, stdout: stream, stderr: { ...stream, ...stderr } }).screen;

test('the live tree is only used on capable terminals that somebody watches', () => {
  assert.deepEqual(
    [screenOf({ CI: '1' }), screenOf({ TERM: 'dumb' }), screenOf({}, { isTTY: false })],
    [null, null, null],
  );
  assert.ok(screenOf({ CI: 'false', TERM: 'xterm' }));
  const sizes = [screenOf({}), screenOf({}, { columns: 0, rows: 0 }), screenOf({}, { columns: 132, rows: 50 })];
  assert.deepEqual(
    sizes.map((screen) => [screen?.columns(), screen?.rows()]),
    [
      [80, 24],
      [80, 24],
      [132, 50],
    ],
  );
});

test('the locale decides which characters are used, and the Linux console gets only simple ones', () => {
  const known = (env: Record<string, string>): string | undefined => screenOf(env)?.characters;
  assert.deepEqual(
    [
      { LANG: 'de_DE.UTF-8' },
      { LC_CTYPE: 'C.utf8', LANG: 'C' },
      { LC_ALL: '', LANG: 'C.UTF-8' },
      { WT_SESSION: 'x' },
    ].map(known),
    ['unicode', 'unicode', 'unicode', 'unicode'],
  );
  assert.deepEqual(
    [{}, { LC_ALL: 'C', LANG: 'C.UTF-8' }, { LANG: 'de_DE.ISO-8859-1' }, { TERM: 'linux', LANG: 'C.UTF-8' }].map(known),
    ['ascii', 'ascii', 'ascii', 'ascii'],
  );
});

test('lines are drawn over longer or shorter ones, and messages above them stay', () => {
  const screen = new DrawnScreen({ height: 5 });
  const redraw = new Redraw((text) => screen.write(text));
  screen.write('$ run\n');
  redraw.draw(['one', 'two', 'three'], 80);
  assert.deepEqual([screen.lines, screen.isCursorShown], [['$ run', 'one', 'two', 'three'], false]);
  redraw.draw(['one', '2'], 80, 'a notice\n');
  redraw.draw(['1', '2', '3'], 80, 'another, twice as long as the terminal is wide '.repeat(3).concat('\n'));
  redraw.draw(['1', '2'], 80);
  assert.deepEqual(screen.lines.slice(-2), ['1', '2']);
  redraw.end(['1', '2', 'end'], 80);
  assert.deepEqual(screen.lines.slice(0, 2), ['$ run', 'a notice']);
  assert.deepEqual(screen.lines.slice(-3), ['1', '2', 'end']);
  assert.equal(screen.lines.filter((line) => line === '1').length, 1);
  assert.ok(screen.isRestored);
});

test('unchanged lines are not written again', () => {
  let written = '';
  const redraw = new Redraw((text) => {
    written = text;
  });
  redraw.draw(['still', 'spins |'], 80);
  redraw.draw(['still', 'spins /'], 80);
  assert.ok(!written.includes('still') && written.includes('spins /'));
});

test('lines that a narrower terminal has wrapped are all erased', () => {
  let written = '';
  const redraw = new Redraw((text) => {
    written = text;
  });
  redraw.draw(['\u001B[31m123456\u001B[39m', '12', '日本語'], 80);
  redraw.draw(['1', '2', '3'], 4);
  assert.ok(written.includes('\u001B[5A'), JSON.stringify(written));
});

const signals = () => Object.assign(new EventEmitter(), { pid: 7, kill: mock.fn(() => true as const) });

interface Staged {
  readonly tree: LiveTree;
  readonly screen: DrawnScreen;
  readonly source: ReturnType<typeof signals>;
  readonly events: readonly Event[];
  /** The state after the first `n` events, and the last of them or another. */
  show(n: number, event?: Event): void;
}

async function staged(): Promise<Staged> {
  const pipeline = buildPipeline({ one: {}, two: { needs: ['one'] } });
  const made = rig(pipeline, { work: () => success() });
  await finish(made);
  const events = made.journal.flatMap((record) => record.events);
  const screen = new DrawnScreen();
  const source = signals();
  const tree = new LiveTree(
    {
      screen: { write: (text) => screen.write(text), columns: () => 80, rows: () => 24, characters: 'unicode' },
      paint: noPaint,
      now: () => Date.now(),
      expected: () => ({ task: () => null, lanes: 1 }),
    },
    source as never,
  );
  const show = (n: number, event = events[n - 1]): void => {
    const state = events.slice(0, n).reduce<RunState | null>((run, event) => evolve(pipeline, run, event), null);
    if (state && event) tree.saw(event, { state, pipeline });
  };
  return { tree, screen, source, events, show };
}

/** Up to and with the start of the first attempt. */
const inFlight = (events: readonly Event[]): number => events.findIndex(({ type }) => type === 'attempt-started') + 1;

test('the tree is redrawn at most every tenth of a second, and not at all while nothing happens', async (t) => {
  const at = await staged();
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const write = mock.method(at.screen, 'write');
  const drawings = (): number => write.mock.callCount();
  for (let n = 1; n <= inFlight(at.events); n++) at.show(n);
  assert.equal(drawings(), 0);
  t.mock.timers.tick(0);
  assert.equal(drawings(), 1);
  for (let i = 0; i < 5; i++) at.show(inFlight(at.events));
  t.mock.timers.tick(99);
  assert.equal(drawings(), 1);
  t.mock.timers.tick(1);
  // In flight: the spinner turns without news.
  for (let i = 0; i < 9; i++) t.mock.timers.tick(100);
  assert.equal(drawings(), 11);
  at.show(at.events.length);
  t.mock.timers.tick(100);
  assert.equal(drawings(), 12);
  for (let i = 0; i < 60; i++) t.mock.timers.tick(1000);
  assert.equal(drawings(), 12);
  at.tree.close();
});

test('the terminal is restored exactly once, and no listener is left', async (t) => {
  const at = await staged();
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  at.show(inFlight(at.events));
  t.mock.timers.tick(0);
  assert.equal(at.screen.isCursorShown, false);
  at.tree.say('Stopping\n');
  at.tree.close();
  at.tree.close();
  assert.ok(at.screen.isRestored);
  assert.equal(at.screen.lines[0], 'Stopping');
  assert.deepEqual(at.screen.lines.filter((line) => line.includes(' one ')).length, 1);
  assert.deepEqual(at.source.eventNames(), []);
});

test('a process that exits or is suspended shows the cursor again', async (t) => {
  const at = await staged();
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  at.show(inFlight(at.events));
  t.mock.timers.tick(0);
  at.source.emit('SIGTSTP');
  assert.ok(at.screen.isRestored);
  assert.deepEqual(at.source.kill.mock.calls[0]?.arguments, [7, 'SIGSTOP'] as never);
  at.screen.write('$ fg\n');
  at.source.emit('SIGCONT');
  t.mock.timers.tick(100);
  assert.ok(!at.screen.isCursorShown && at.screen.lines.includes('$ fg'));
  at.source.emit('exit');
  assert.ok(at.screen.isRestored);
});

test('a notice stays above the tree, and notices before the first drawing are not lost', async () => {
  const at = await staged();
  at.tree.say('Stopping\n');
  assert.deepEqual(at.screen.lines, ['Stopping']);
  const diagnostic = { code: 'run/frozen-changed', severity: 'warning', message: 'new\ninputs', at: null } as const;
  at.show(inFlight(at.events), { type: 'notice', at: epochMs(0), diagnostic });
  at.show(inFlight(at.events));
  at.tree.close();
  const [said, noticed, heading] = at.screen.lines;
  assert.equal(said, 'Stopping');
  assert.match(noticed ?? '', /warning {2}run\/frozen-changed: new ⏎ inputs$/);
  assert.match(heading ?? '', /^ test · test /);
});

test('the reason why an answer does not count stays above the tree; other messages of a gate do not', async () => {
  const at = await staged();
  const task = 'review' as never;
  const remark = { code: 'gate/quorum', severity: 'warning', message: 'one more must approve', at: null } as const;
  const noted: Event = { type: 'gate-noted', task, at: epochMs(0), standing: [], given: [], remark };
  at.show(inFlight(at.events), noted);
  at.show(inFlight(at.events), { ...noted, remark: null });
  at.show(inFlight(at.events), { type: 'gate-reminded', task, at: epochMs(0), n: 1 });
  at.tree.close();
  const [said, heading] = at.screen.lines;
  assert.match(said ?? '', /warning {2}review {2}gate\/quorum: one more must approve$/);
  assert.match(heading ?? '', /^ test · test /);
});
