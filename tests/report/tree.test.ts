/** Golden drawings of the live tree: what the state of a run looks like on terminals of several kinds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evolve } from '../../src/core/evolve.ts';
import { progressOf } from '../../src/core/progress.ts';
import { epochMs, runId, runUid, usdMicros } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import { widthOf } from '../../src/report/excerpt.ts';
import { noPaint } from '../../src/report/paint.ts';
import { ASCII, UNICODE } from '../../src/report/tree/glyphs.ts';
import { type TreeView, treeLines } from '../../src/report/tree/view.ts';
import { buildPipeline, childStage, type GraphSpec, RETRY } from '../rig/build-pipeline.ts';

const START = 1_000_000;
const at = (seconds: number) => epochMs(START + 1000 * seconds);
const digest = 'sha256:0' as never;
const address = (task: string) => task as never;

/** Events in a few words, `seconds` after the start. */
const expanded = (task: string, seconds = 0, keys?: readonly string[]): Event => ({
  type: 'stage-expanded',
  task: address(task),
  at: at(seconds),
  expansion: keys ? { type: 'items', keys: keys as never } : { type: 'single' },
});
const prepared = (task: string, seconds = 0): Event => ({
  type: 'task-prepared',
  task: address(task),
  at: at(seconds),
  fingerprint: digest,
  depends: {},
});
const attempt = (task: string, n: number, seconds: number): Event => ({
  type: 'attempt-started',
  task: address(task),
  n,
  at: at(seconds),
  effectKey: 'key',
});
const cost = (task: string, n: number, usd: number | null): Event => ({
  type: 'attempt-cost',
  task: address(task),
  n,
  at: at(0),
  cost: { usd: usd === null ? null : usdMicros(usd * 1e6), tokens: 0 },
});
const succeeded = (task: string, n: number, seconds: number): Event => ({
  type: 'attempt-succeeded',
  task: address(task),
  n,
  at: at(seconds),
  output: { type: 'inline', value: null },
  artifacts: [],
  log: null,
  cachedFrom: null,
});
const failed = (task: string, n: number, seconds: number, again: number | null, message = 'no luck'): Event => ({
  type: 'attempt-failed',
  task: address(task),
  n,
  at: at(seconds),
  outcome: 'failure',
  failure: { code: 'command/exit', message, retry: 'policy' },
  retryAt: again === null ? null : at(again),
  log: null,
});
/** A task from its preparation into its first attempt. */
const started = (task: string, seconds: number): Event[] => [prepared(task, seconds), attempt(task, 1, seconds)];
const begun = (task: string, seconds: number): Event[] => [expanded(task, seconds), ...started(task, seconds)];
const made = (task: string, seconds: number, took: number): Event[] => [
  ...begun(task, seconds),
  succeeded(task, 1, seconds + took),
];

const OPENING: readonly Event[] = [
  {
    type: 'generation-started',
    at: at(0),
    run: runId('ep001'),
    uid: runUid('uid'),
    generation: 1,
    pipeline: { name: 'podcast', digest },
    inputs: {},
    from: [],
  },
  { type: 'execution-started', at: at(0), host: 'test', pid: 1, version: '0' },
];

function stateOf(pipeline: Pipeline, events: readonly Event[]): RunState {
  const state = [...OPENING, ...events].reduce<RunState | null>((run, event) => evolve(pipeline, run, event), null);
  assert.ok(state);
  return state;
}

type Looked = Partial<Pick<TreeView, 'width' | 'height' | 'left' | 'look' | 'part'>> & { readonly seconds?: number };

function drawn(pipeline: Pipeline, events: readonly Event[], looked: Looked = {}): readonly string[] {
  const { seconds = 42, width = 79, height = 24, left = null, look = { glyphs: UNICODE, paint: noPaint } } = looked;
  const { part = null } = looked;
  const state = stateOf(pipeline, events);
  const progress = progressOf(pipeline, state);
  const lines = treeLines({ pipeline, state, progress, left, now: at(seconds), width, height, look, part });
  assert.ok(lines.length <= height, `${lines.length} lines for ${height}`);
  for (const line of lines) assert.ok(widthOf(line) <= width, `${widthOf(line)} columns for ${width}: ${line}`);
  return lines;
}

const podcast = (specs: GraphSpec) => buildPipeline(specs, { name: 'podcast' });
const THREE = { ...RETRY, attempts: 3 };

const SHOW = podcast({
  ideation: {},
  outlining: { needs: ['ideation'], retry: THREE },
  segments: { needs: ['outlining'], foreach: '5', retry: THREE },
  script: { needs: ['segments'] },
});
const SHOWN: readonly Event[] = [...begun('ideation', 0), cost('ideation', 1, 0.02), succeeded('ideation', 1, 2.1)];
const ITEMS: readonly Event[] = [
  ...SHOWN,
  ...begun('outlining', 3),
  failed('outlining', 1, 4, 5),
  attempt('outlining', 2, 5),
  succeeded('outlining', 2, 7),
  expanded('segments', 30, ['intro', 'fuel', 'stages', 'orbit', 'outro']),
  ...['intro', 'fuel', 'stages', 'orbit'].flatMap((key) => started(`segments[${key}]`, 30)),
  cost('segments[stages]', 1, 0.06),
  succeeded('segments[stages]', 1, 31),
  succeeded('segments[orbit]', 1, 32),
  failed('segments[fuel]', 1, 33, 34),
  attempt('segments[fuel]', 2, 34),
];

test('what is done, what is in flight with its items, and what waits', () => {
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

test('stages that are not asked for do not look as if they came next', () => {
  assert.deepEqual(drawn(SHOW, SHOWN, { part: new Set(['ideation', 'outlining']) }).slice(2), [
    ' ○ outlining',
    ' ─ segments                 not asked for',
    ' ─ script                   not asked for',
  ]);
});

test('a retry says which attempt it is, when it comes and why', () => {
  const events = [...SHOWN, ...begun('outlining', 3), failed('outlining', 1, 4, 50, 'no\nluck \u001B[2J 日本')];
  assert.deepEqual(drawn(SHOW, events).slice(2, 3), [
    ' ↻ outlining                attempt 2 of 3 in 8 s: command/exit: no ⏎ luck \\u0…',
  ]);
  const items = [...ITEMS, failed('segments[intro]', 1, 41, 46)];
  assert.match(drawn(SHOW, items)[3] ?? '', / 2\/5 {3}12 s {2}\$0\.06 {2}1 retrying in 4 s$/);
});

test('what failed shows its code and its message and what stands behind it', () => {
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

test('items that failed stay below their stage, those that are done do not', () => {
  const events = [...ITEMS, failed('segments[fuel]', 2, 40, null), succeeded('segments[intro]', 1, 41)];
  assert.deepEqual(drawn(SHOW, events).slice(3), [
    ' ⠋ segments  ▕██████░░░░▏ 3/5    12 s  $0.06  1 failed',
    '   ✖ fuel                      10.0 s         after 2 attempts',
    '     command/exit: no luck',
    ' ○ script                                     needs segments',
  ]);
});

test('of a sub-pipeline only the stages in flight or failed are shown, and all that it cost', () => {
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

test('a run that was stopped shows nothing in flight, and what goes on later', () => {
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

test('a run that waits for a person says so above all else', () => {
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

test('a terminal too low for all of it shows what is in work, then what is next; the rest is counted', () => {
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

test('however much is in work, what is done and what waits is at least counted', () => {
  const lines = drawn(WIDE, IN_WORK, { height: 6 }).slice(1);
  assert.deepEqual(lines, [' ✔ 12 done', ' ⠋ s12  2 s', ' ⠋ s13  2 s', ' ⠋ s14  2 s', ' … and 15 more waiting']);
  const tight = drawn(WIDE, IN_WORK, { height: 5 }).slice(1);
  assert.deepEqual(tight, [' ✔ 12 done', ' ⠋ s12  2 s', ' … and 2 more in work', ' … and 15 more waiting']);
});

test('of more in work than there is room for, failures stay and the rest is counted', () => {
  const events = [...IN_WORK, failed('s14', 1, 41, null)];
  assert.deepEqual(drawn(WIDE, events, { width: 39, height: 3 }).slice(1), [
    ' ✖ s14  1.0 s  command/exit: no luck',
    ' … and 2 more in work',
  ]);
  assert.equal(drawn(WIDE, events, { width: 3, height: 1 }).length, 1);
});

test('however many items have failed, some of those in flight are shown; what is left out is told apart', () => {
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
    '… and 7 more failed, 2 more in work',
    '○ after',
  ]);
  const open = ['⠋ i10', '⠋ i11', '⠋ i12', '⠋ i13'];
  const failures = ['✖ i0', '✖ i1', '✖ i2', '✖ i3', '✖ i4', '✖ i5'];
  assert.deepEqual(names(14), [each, ...failures, ...open, '… and 4 more failed', '○ after']);
});

test('ASCII is ASCII, whatever stages tell', () => {
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

test('wide characters are cut where the terminal ends', () => {
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

test('of two thousand stages those in work are shown, those done last and those that are next', () => {
  const size = 2000;
  const pipeline = podcast(Object.fromEntries(Array.from({ length: size }, (_, i) => [`s${i}`, {}])));
  const events = Array.from({ length: size - 2 }, (_, i) => made(`s${i}`, 0, 1)).flat();
  const lines = drawn(pipeline, [...events, ...begun(`s${size - 2}`, 1)], { height: 10 });
  assert.deepEqual(
    lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0]),
    ['✔ 1992 done', ...[1992, 1993, 1994, 1995, 1996, 1997].map((i) => `✔ s${i}`), '⠋ s1998', '○ s1999'],
  );
});

test('the heading gives way to a narrow terminal fact by fact, and says how the run ended', () => {
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

test('times and money stand under each other whatever their length; what nobody knows is not nothing', () => {
  const events = [...SHOWN, ...begun('outlining', 2), cost('outlining', 1, null)];
  assert.deepEqual(drawn(SHOW, events, { seconds: 4000 }).slice(1, 3), [
    ' ✔ ideation      2.1 s    $0.02',
    ' ⠋ outlining  1 h 07 m  unknown',
  ]);
});

const ADA = { who: 'Ada <ada@example.org>', assurance: 'unverified', commit: null } as const;
const REVIEWED = { uses: 'approval', gate: { subject: 0, rework: 0 } as never };
const asked = (task: string, seconds: number, iteration = 1): Event => ({
  ...{ type: 'gate-asked', task: address(task), at: at(seconds), iteration, subject: digest, question: 'Is it good?' },
  ...{
    how: '',
    read: `runs/ep001.run/asked/${task}.${iteration}.yaml` as never,
    draft: null,
    author: null,
    standing: [],
  },
});
const asking = (task: string, seconds: number): Event[] => [
  expanded(task, seconds),
  prepared(task, seconds),
  asked(task, seconds),
];
const answered = (task: string, seconds: number, decision: 'approve' | 'reject'): Event => ({
  ...{ type: 'gate-answered', task: address(task), at: at(seconds), decision, by: [ADA], feedback: null, items: null },
  ...{ edited: null, waived: false, consumed: [] },
  ...(decision === 'approve' ? { output: { type: 'inline', value: null }, artifacts: [] } : { feedback: 'too long' }),
});
const REVIEW = podcast({
  outlining: {},
  review: { ...REVIEWED, needs: ['outlining'] },
  script: { needs: ['review'] },
});
const AWAITING: readonly Event[] = [
  ...made('outlining', 0, 2),
  ...asking('review', 2),
  { type: 'run-awaiting', at: at(2) },
];

test('a gate that asks stands out with its age and the file to read, and the heading says that the run waits', () => {
  assert.deepEqual(drawn(REVIEW, AWAITING, { width: 90 }), [
    ' ◆ podcast · ep001                                   waits for an answer · 1/3 33% · 00:42',
    ' ✔ outlining  2.0 s',
    ' ◆ review      40 s  read runs/ep001.run/asked/review.1.yaml: Is it good?',
    ' ○ script            needs review',
  ]);
});

test('an answered gate says who answered, and a rejected one why', () => {
  const after = (decision: 'approve' | 'reject', line = 2): string | undefined =>
    drawn(REVIEW, [...AWAITING, { type: 'run-resumed', at: at(3) }, answered('review', 3, decision)], { width: 99 })[
      line
    ];
  assert.match(after('approve') ?? '', /^ ✔ review +approved as generated, by Ada <ada@example\.org> \(unverified\)$/);
  assert.match(after('reject', 3) ?? '', /^ ○ script +needs review, which was rejected$/);
  assert.match(after('reject') ?? '', /^ ✖ review +rejected by Ada <ada@example\.org> \(unverified\): too long$/);
});

test('a gate inside items of a sub-pipeline is shown below its item, and the frames ask with it', () => {
  const child = buildPipeline({ make: {}, review: { ...REVIEWED, needs: ['make'] } }, { name: 'episode' });
  const pipeline = podcast({ episodes: childStage(child, { foreach: '2' }) });
  const events = [
    expanded('episodes', 0, ['e1', 'e2']),
    prepared('episodes[e1]'),
    { type: 'child-opened', task: address('episodes[e1]'), at: at(0), inputs: {} } as const,
    ...made('episodes[e1]/make', 0, 1),
    ...asking('episodes[e1]/review', 1),
  ];
  const lines = drawn(pipeline, events, { width: 100 });
  assert.match(lines[1] ?? '', /^ ◆ episodes /);
  assert.match(lines[2] ?? '', /^ {3}◆ e1 /);
  assert.match(lines[3] ?? '', /^ {5}◆ review .*read runs\/ep001\.run\/asked\/episodes/);
});
