/** Golden drawings of the live tree: what the state of a run looks like on terminals of several kinds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/model/event.ts';
import { noPaint } from '../../src/report/paint.ts';
import { ASCII, UNICODE } from '../../src/report/tree/glyphs.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import {
  address,
  at,
  begun,
  cost,
  drawn,
  expanded,
  failed,
  generation,
  ITEMS,
  made,
  podcast,
  prepared,
  reused,
  SHOW,
  SHOWN,
  started,
  succeeded,
} from './tree-drawing.ts';

test('the tree shows what is done, what is in flight with its items, and what waits', () => {
  assert.deepEqual(drawn(SHOW, ITEMS, { left: 70_000 }), [
    ' podcast · ep001                       4/8 50% · 00:42 · about 1 m left · $0.08',
    ' ✔ ideation                    2.1 s  $0.02',
    ' ✔ outlining                   4.0 s         2nd attempt',
    ' ⠋ segments  ▕████░░░░░░▏ 2/5   12 s  $0.06',
    '   ⠋ intro                      12 s',
    '   ⠋ fuel                        8 s         attempt 2 of 3',
    ' ○ script                                    needs segments',
  ]);
});

test('stages that are not requested are not shown as next', () => {
  assert.deepEqual(drawn(SHOW, SHOWN, { part: new Set(['ideation', 'outlining']) }).slice(2), [
    ' ○ outlining',
    ' ─ segments                 not requested',
    ' ─ script                   not requested',
  ]);
});

test('a retry shows its number, when it comes and why', () => {
  const events = [...SHOWN, ...begun('outlining', 3), failed('outlining', 1, 4, 50, 'no\nluck \u001B[2J 日本')];
  assert.deepEqual(drawn(SHOW, events).slice(2, 3), [
    ' ↻ outlining                attempt 2 of 3 in 8 s: command/exit: no ⏎ luck \\u0…',
  ]);
  const items = [...ITEMS, failed('segments[intro]', 1, 41, 46)];
  assert.match(drawn(SHOW, items)[3] ?? '', / 2\/5 {3}12 s {2}\$0\.06 {2}1 retrying in 4 s$/);
});

test('a failed stage shows its code, its message and what waits for it', () => {
  const events = [
    ...begun('ideation', 0),
    failed('ideation', 1, 2, null, 'the model said no'),
    { type: 'run-ended', at: at(2), status: 'failed', outputs: null } as const,
  ];
  const [head, ...rows] = drawn(SHOW, events);
  assert.match(head ?? '', /^ ✖ podcast · ep001 +failed · 0\/4 0% · 00:42$/);
  assert.deepEqual(rows, [
    ' ✖ ideation   2.0 s',
    '   command/exit: the model said no',
    ' ○ outlining         needs ideation, which failed',
    ' ○ segments          needs outlining',
    ' ○ script            needs segments',
  ]);
});

test('failed items stay below their stage, finished ones do not', () => {
  const events = [...ITEMS, failed('segments[fuel]', 2, 40, null), succeeded('segments[intro]', 1, 41)];
  assert.deepEqual(drawn(SHOW, events).slice(3), [
    ' ⠋ segments  ▕██████░░░░▏ 3/5    12 s  $0.06  1 failed',
    '   ✖ fuel                      10.0 s         after 2 attempts',
    '     command/exit: no luck',
    ' ○ script                                     needs segments',
  ]);
});

test('of a sub-pipeline only stages in flight or failed are shown, with its whole cost', () => {
  const child = buildPipeline({ draw: {}, speak: {}, cut: { needs: ['draw', 'speak'] } });
  const pipeline = podcast({ clips: childStage(child, { foreach: '2' }) });
  const opened = (task: string): Event => ({ type: 'child-opened', task: address(task), at: at(1), inputs: {} });
  const events = [
    expanded('clips', 1, ['s1', 's2']),
    ...['s1', 's2'].flatMap((key) => [prepared(`clips[${key}]`), opened(`clips[${key}]`)]),
    ...begun('clips[s1]/draw', 1),
    ...begun('clips[s1]/speak', 1),
    cost('clips[s1]/draw', 1, 0.5),
    succeeded('clips[s1]/draw', 1, 3),
    ...begun('clips[s2]/draw', 1),
    failed('clips[s2]/draw', 1, 2, null),
  ];
  assert.deepEqual(drawn(pipeline, events).slice(1), [
    ' ⠋ clips  ▕░░░░░░░░░░▏ 0/2   41 s  $0.50',
    '   ⠋ s1   ▕███░░░░░░░▏ 1/3         $0.50',
    '     ⠋ speak                 41 s',
    '   ⠋ s2   ▕░░░░░░░░░░▏ 0/3',
    '     ✖ draw                 1.0 s',
    '       command/exit: no luck',
  ]);
});

test('a stopped run shows nothing in flight, and what continues later', () => {
  const child = buildPipeline({ draw: {} });
  const pipeline = podcast({ ideation: {}, segments: { foreach: '2' }, clips: childStage(child) });
  const cancelled = (task: string): Event => ({
    type: 'attempt-cancelled',
    task: address(task),
    n: 1,
    at: at(5),
    reason: 'shutdown',
    log: null,
  });
  const events: Event[] = [
    ...begun('ideation', 0),
    expanded('segments', 0, ['a', 'b']),
    ...['segments[a]', 'segments[b]'].flatMap((task) => started(task, 0)),
    expanded('clips', 0),
    prepared('clips'),
    { type: 'child-opened', task: address('clips'), at: at(0), inputs: {} },
    ...begun('clips/draw', 0),
    succeeded('segments[a]', 1, 4),
    ...['ideation', 'segments[b]', 'clips/draw'].map(cancelled),
    { type: 'execution-ended', at: at(5), reason: 'shutdown' },
  ];
  assert.deepEqual(
    drawn(pipeline, events)
      .slice(1)
      .map((line) => [line.slice(1, 2), line.split(/ +/).at(-1)]),
    [
      ['○', 'stopped'],
      ['○', 'stopped'],
      ['○', 'stopped'],
    ],
  );
});

test('a run that waits for a person says so before everything else', () => {
  const events: Event[] = [
    ...begun('ideation', 0),
    { type: 'run-paused', at: at(1), reason: 'budget', message: 'the budget is used up', needs: null },
  ];
  const lines = drawn(SHOW, events, { height: 3 });
  assert.match(lines[0] ?? '', /^ ◆ podcast · ep001 +paused · /);
  assert.match(lines[1] ?? '', /^ ◆ paused {4} +the budget is used up$/);
});

/** 30 stages: 12 done, 3 in flight, 15 waiting. */
const WIDE = podcast(
  Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, i < 15 ? {} : { needs: ['s14'] }])),
);
const IN_WORK = [
  ...Array.from({ length: 12 }, (_, i) => made(`s${i}`, 0, 1)).flat(),
  ...['s12', 's13', 's14'].flatMap((task) => begun(task, 40)),
];

test('a terminal that is too low shows running stages, then the next ones, and counts the rest', () => {
  assert.deepEqual(drawn(WIDE, IN_WORK, { height: 9 }).slice(1), [
    ' ✔ 12 done',
    ' ⠋ s12  2 s',
    ' ⠋ s13  2 s',
    ' ⠋ s14  2 s',
    ' ○ s15       needs s14',
    ' ○ s16       needs s14',
    ' ○ s17       needs s14',
    ' … and 12 more waiting',
  ]);
  const [head, ...rows] = drawn(WIDE, IN_WORK, { width: 39, height: 4 });
  assert.match(head ?? '', /^ podcast · ep001 +12\/30 40% · 00:42$/);
  assert.deepEqual(rows, [' ⠋ s12  2 s', ' ⠋ s13  2 s', ' ⠋ s14  2 s']);
});

test('however much is running, finished and waiting stages are at least counted', () => {
  const lines = drawn(WIDE, IN_WORK, { height: 6 }).slice(1);
  assert.deepEqual(lines, [' ✔ 12 done', ' ⠋ s12  2 s', ' ⠋ s13  2 s', ' ⠋ s14  2 s', ' … and 15 more waiting']);
  const tight = drawn(WIDE, IN_WORK, { height: 5 }).slice(1);
  assert.deepEqual(tight, [' ✔ 12 done', ' ⠋ s12  2 s', ' … and 2 more running', ' … and 15 more waiting']);
});

test('if more is running than fits, failures stay and the rest is counted', () => {
  const events = [...IN_WORK, failed('s14', 1, 41, null)];
  assert.deepEqual(drawn(WIDE, events, { width: 39, height: 3 }).slice(1), [
    ' ✖ s14  1.0 s  command/exit: no luck',
    ' … and 2 more running',
  ]);
  assert.equal(drawn(WIDE, events, { width: 3, height: 1 }).length, 1);
});

test('however many items failed, some of those in flight are shown, and what is left out is counted', () => {
  const keys = Array.from({ length: 14 }, (_, i) => `i${i}`);
  const pipeline = podcast({ each: { foreach: '14' }, after: { needs: ['each'] } });
  const events = [
    expanded('each', 0, keys),
    ...keys.flatMap((key) => started(`each[${key}]`, 40)),
    ...keys.slice(0, 10).map((key) => failed(`each[${key}]`, 1, 41, null)),
  ];
  const names = (height: number): readonly string[] =>
    drawn(pipeline, events, { width: 39, height })
      .slice(1)
      .map((line) => line.trim().split(/ {2,}/)[0] ?? '');
  const each = '⠋ each';
  assert.deepEqual(names(9), [
    each,
    ...['✖ i0', '✖ i1', '✖ i2', '⠋ i10', '⠋ i11'],
    '… and 7 more failed, 2 more running',
    '○ after',
  ]);
  const open = ['⠋ i10', '⠋ i11', '⠋ i12', '⠋ i13'];
  const failures = ['✖ i0', '✖ i1', '✖ i2', '✖ i3', '✖ i4', '✖ i5'];
  assert.deepEqual(names(14), [each, ...failures, ...open, '… and 4 more failed', '○ after']);
});

test('with ASCII only, texts of stages are ASCII too', () => {
  const told: Event = {
    type: 'attempt-progressed',
    task: address('ideation'),
    n: 1,
    at: at(1),
    progress: { done: 3, total: 5, label: 'Größe 日本 …' },
  };
  const look = { glyphs: ASCII, paint: noPaint };
  const lines = drawn(SHOW, [...begun('ideation', 0), told], { look });
  assert.deepEqual(lines.slice(1, 3), [
    ' | ideation  [######....] 3/5  42 s  Gr??e ?? ...',
    ' . outlining                         needs ideation',
  ]);
  for (const line of [...lines, ...drawn(SHOW, ITEMS, { look, width: 30, height: 4 })]) assert.match(line, /^[ -~]*$/);
});

test('wide characters are cut at the edge of the terminal', () => {
  const told: Event = {
    type: 'attempt-progressed',
    task: address('ideation'),
    n: 1,
    at: at(1),
    progress: { done: 3, total: null, label: '日本語'.repeat(5) },
  };
  const events = [...begun('ideation', 0), told];
  assert.equal(drawn(SHOW, events, { width: 40 })[1], ' ⠋ ideation  3  42 s  日本語日本語日本…');
  for (const glyphs of [UNICODE, ASCII])
    for (let width = 1; width < 90; width++)
      drawn(SHOW, events, { width, left: 1000, look: { glyphs, paint: noPaint } });
});

test('of two thousand stages the running, the last finished and the next ones are shown', () => {
  const size = 2000;
  const pipeline = podcast(Object.fromEntries(Array.from({ length: size }, (_, i) => [`s${i}`, {}])));
  const events = Array.from({ length: size - 2 }, (_, i) => made(`s${i}`, 0, 1)).flat();
  const lines = drawn(pipeline, [...events, ...begun(`s${size - 2}`, 1)], { height: 10 });
  assert.deepEqual(
    lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0]),
    ['✔ 1992 done', ...[1992, 1993, 1994, 1995, 1996, 1997].map((i) => `✔ s${i}`), '⠋ s1998', '○ s1999'],
  );
});

test('on a narrow terminal the heading drops facts one by one, and says how the run ended', () => {
  const heading = (width: number, events = ITEMS): string => drawn(SHOW, events, { width, left: 70_000 })[0] ?? '';
  const facts = [75, 55, 45, 35, 30, 20].map((width) => heading(width).trim().split(/ {2,}/).at(-1));
  assert.deepEqual(facts, [
    '4/8 50% · 00:42 · about 1 m left · $0.08',
    '4/8 50% · 00:42 · $0.08',
    '4/8 50% · 00:42 · $0.08',
    '4/8 50% · 00:42',
    '4/8 50%',
    '4/8 50%',
  ]);
  const stopped: Event = { type: 'execution-ended', at: at(30), reason: 'shutdown' };
  assert.match(heading(79, [...SHOWN, stopped]), /^ ■ podcast · ep001 +interrupted · 1\/4 25% · 00:30 /);
  const unknown = [...SHOWN, ...begun('outlining', 3), cost('outlining', 1, null)];
  assert.match(heading(79, unknown), / · at least \$0\.02$/);
});

test('times and costs are aligned, and unknown ones are not shown as zero', () => {
  const events = [...SHOWN, ...begun('outlining', 2), cost('outlining', 1, null)];
  assert.deepEqual(drawn(SHOW, events, { seconds: 4000 }).slice(1, 3), [
    ' ✔ ideation      2.1 s    $0.02',
    ' ⠋ outlining  1 h 07 m  unknown',
  ]);
});

test('a list shows how many of its results were reused, and no time when all of them were', () => {
  const pipeline = podcast({ each: { foreach: '2' } });
  const before: readonly Event[] = [
    expanded('each', 0, ['a', 'b']),
    ...['each[a]', 'each[b]'].flatMap((task) => [...started(task, 1), succeeded(task, 1, 2)]),
    { type: 'execution-ended', at: at(3), reason: 'rest' },
    ...generation(2, 10),
    expanded('each', 10, ['a', 'b']),
    ...reused('each[a]', 10),
  ];
  const row = (events: readonly Event[]) => drawn(pipeline, [...before, ...events], { seconds: 12 })[1] ?? '';
  assert.match(row([]), /each .* 1\/2 +2 s +1 reused$/);
  assert.match(row(reused('each[b]', 10)), /✔ each +2\/2 +reused$/);
});

test('where long names leave no room for remarks, bars give way to them', () => {
  const pipeline = podcast({
    articles: { foreach: '2', retry: { ...RETRY, attempts: 3 } },
    letter: { needs: ['articles'] },
  });
  const keys = ['the-question-behind-it', 'what-it-asks-of-us'];
  const events = [
    expanded('articles', 40, keys),
    ...keys.flatMap((key) => started(`articles[${key}]`, 40)),
    succeeded('articles[what-it-asks-of-us]', 1, 41),
    cost('articles[the-question-behind-it]', 1, 0.02),
  ];
  const at = (width: number): string => drawn(pipeline, events, { width }).slice(1).join('\n');
  assert.match(at(79), /articles +▕█████░░░░░▏ 1\/2 /);
  assert.match(at(62), /articles +1\/2 /);
  assert.match(at(62), /letter +needs articles$/);
});
