/** Live progress, shown real turns of the real engine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evolve } from '../../src/core/evolve.ts';
import { progressOf } from '../../src/core/progress.ts';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import type { Event, JournalRecord } from '../../src/model/event.ts';
import type { Pipeline } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import type { Observer } from '../../src/ports/observer.ts';
import { type Expected, remaining } from '../../src/report/eta.ts';
import { lineOf } from '../../src/report/event-line.ts';
import { noPaint } from '../../src/report/paint.ts';
import { ProgressCount } from '../../src/report/progress-count.ts';
import { RunLines } from '../../src/report/run-lines.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { failure, finish, rig, success, type Work } from '../rig/engine.ts';

const nothing: Expected = { task: () => null, lanes: 4 };

async function journalOf(pipeline: Pipeline, work: Work): Promise<readonly JournalRecord[]> {
  const made = rig(pipeline, { work });
  await finish(made);
  return made.journal;
}

function turn(pipeline: Pipeline, before: RunState | null, { events }: JournalRecord): RunState {
  const state = events.reduce<RunState | null>((run, event) => evolve(pipeline, run, event), before);
  assert.ok(state);
  return state;
}

/** When nothing of it has begun. */
async function wholeOf(pipeline: Pipeline, expected: Expected): Promise<number | null> {
  const [first] = await journalOf(pipeline, () => success());
  const [begun] = first?.events ?? [];
  assert.ok(begun);
  return remaining({ pipeline, state: evolve(pipeline, null, begun) }, expected, epochMs(0));
}

/** As the engine does it: the state of a whole turn for each of its events. */
async function replay(
  pipeline: Pipeline,
  journal: readonly JournalRecord[],
  observer: Observer,
  afterTurn: (state: RunState) => void = () => {},
): Promise<void> {
  let state: RunState | null = null;
  for (const record of journal) {
    state = turn(pipeline, state, record);
    for (const event of record.events) observer.saw(event, { run: record.run, state, pipeline, part: null });
    await Promise.resolve();
    afterTurn(state);
  }
}

/** Lines without their time of day. */
async function linesOf(pipeline: Pipeline, work: Work, expected = nothing): Promise<string[]> {
  const written: string[] = [];
  const lines = new RunLines({
    write: (text) => written.push(text),
    paint: noPaint,
    expected: () => expected,
  });
  await replay(pipeline, await journalOf(pipeline, work), lines);
  lines.close();
  return written
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ''));
}

const RETRIED = { ...RETRY, attempts: 2, min: durationMs(1), max: durationMs(1) };

test('every transition is one line, with the progress of the run', async () => {
  const pipeline = buildPipeline({
    one: {},
    many: { needs: ['one'], foreach: '2' },
    music: { needs: ['one'], when: 'false' },
  });
  assert.deepEqual(await linesOf(pipeline, () => success()), [
    'run        test of pipeline test',
    'started    one    attempt 1',
    'done       one    in 0 ms  [1/3  33%]',
    'items      many   2 items',
    'skipped    music  `when` is false  [2/4  50%]',
    'started    many[k0]  attempt 1',
    'started    many[k1]  attempt 1',
    'done       many[k0]  in 0 ms  [3/4  75%]',
    'done       many[k1]  in 0 ms  [4/4 100%]',
    'completed  [4/4 100%]',
  ]);
});

test('a failure says what happened and when it is retried, on one line that cannot move the cursor', async () => {
  const pipeline = buildPipeline({ one: { retry: RETRIED } });
  const lines = await linesOf(pipeline, ({ n }) => (n === 1 ? failure('no\nluck \u001B[2J') : success()));
  assert.match(
    lines[2] ?? '',
    /^failed {5}one {2}attempt 1 in 0 ms: test\/failed: no ⏎ luck \\u001B\[2J; retry at .*, in 1 ms/,
  );
});

test('the name of a pipeline cannot move the cursor', async () => {
  const [begun] = (await journalOf(buildPipeline({ one: {} }), () => success())).flatMap(({ events }) => events);
  assert.ok(begun?.type === 'generation-started');
  const line = lineOf({ ...begun, pipeline: { ...begun.pipeline, name: 'p\u001B[2J' } }, null);
  assert.equal(line?.text, 'test of pipeline p\\u001B[2J');
});

test('the progress equals that of the checkpoint after every turn, with sub-pipelines and failures', async () => {
  const child = buildPipeline({ x: {}, y: { needs: ['x'], foreach: '3' } });
  const pipeline = buildPipeline(
    {
      a: { foreach: '3' },
      b: childStage(child, { needs: ['a'], foreach: '2' }),
      c: childStage(buildPipeline({ bad: {} }), { onError: 'continue' }),
      d: { needs: ['b'], when: 'false' },
      bad: { onError: 'continue' },
      some_bad: { onError: 'continue', foreach: '3' },
      late: { needs: ['a', 'bad', 'some_bad'] },
    },
    { finals: { bye: {} } },
  );
  const work: Work = ({ task }) => (/bad(\[k1\])?$/.test(task) ? failure() : success());
  const count = new ProgressCount();
  let last = { completed: 0, total: 0, percent: 0 };
  let turns = 0;
  const observer: Observer = {
    saw: (event, seen) => {
      last = count.saw(event, seen);
    },
  };
  await replay(pipeline, await journalOf(pipeline, work), observer, (state) => {
    turns++;
    assert.deepEqual(last, progressOf(pipeline, state), `turn ${turns}`);
  });
  assert.ok(turns > 8);
});

test('an approval adds to the progress, and changes subtract what runs again', async () => {
  const gate = { subject: 0, rework: 0 } as never;
  const pipeline = buildPipeline({ a: {}, review: { needs: ['a'], uses: 'approval', gate }, b: { needs: ['review'] } });
  const [begun, ...rest] = (await journalOf(buildPipeline({ a: {} }), () => success())).flatMap(({ events }) => events);
  assert.ok(begun);
  const made = rest.filter((event) => 'task' in event);
  const about = { task: 'review' as never, at: epochMs(0) };
  const asked = (iteration: number): Event[] => [
    { ...about, type: 'stage-expanded', expansion: { type: 'single' } },
    { ...about, type: 'task-prepared', fingerprint: `sha256:${iteration}` as never, depends: {} },
    {
      ...{ ...about, type: 'gate-asked', iteration, subject: 'sha256:0' as never, question: '?', how: '' },
      ...{ read: 'x' as never, draft: null, author: null, standing: [] },
    },
  ];
  const answered = (decision: 'approve' | 'changes'): Event => ({
    ...{
      ...about,
      type: 'gate-answered',
      decision,
      by: [],
      feedback: 'more',
      items: null,
      edited: null,
      waived: false,
    },
    ...{ consumed: [], output: { type: 'inline', value: null }, artifacts: [] },
  });
  const again = made.map((event) => ('n' in event ? { ...event, n: event.n + 1 } : event));
  const events = [begun, ...made, ...asked(1), answered('changes'), ...again, ...asked(2), answered('approve')];
  const count = new ProgressCount();
  const seen: number[] = [];
  let state: RunState | null = null;
  for (const event of events) {
    state = evolve(pipeline, state, event);
    const progress = count.saw(event, { state, pipeline });
    assert.deepEqual(progress, progressOf(pipeline, state), event.type);
    if (event.type === 'gate-answered') seen.push(progress.completed);
  }
  assert.deepEqual(seen, [0, 2]);
});

test('waiting for people is not estimated', async () => {
  const pipeline = buildPipeline({ a: {}, review: { needs: ['a'], gate: { subject: 0 } as never } });
  const expected: Expected = { task: (path) => (path === 'a' ? durationMs(1000) : null), lanes: 1 };
  assert.equal(await wholeOf(pipeline, expected), 1000);
});

test('the estimate is the longest remaining chain, or all work divided by the slots', async () => {
  const pipeline = buildPipeline({ a: {}, b: { needs: ['a'] }, c: {}, d: {}, e: {} });
  const took: Readonly<Record<string, number>> = { a: 1000, b: 2000, c: 4000, d: 4000 };
  const expected = (lanes: number): Expected => ({
    task: (path) => (took[path] ? durationMs(took[path]) : null),
    lanes,
  });
  // e never ran: the median, 4000
  assert.equal(await wholeOf(pipeline, expected(8)), 4000);
  assert.equal(await wholeOf(pipeline, expected(1)), 15_000);
  assert.equal(await wholeOf(pipeline, nothing), null);
  const [first] = await journalOf(pipeline, () => success());
  assert.ok(first);
  const state = turn(pipeline, null, first);
  const later = epochMs(1_000_000 + 900);
  // a and c, d, e: those that have started are 900 ms further
  assert.ok((remaining({ pipeline, state }, expected(1), later) ?? 0) < 15_000);
});

test('an ended run has no estimate, however recent the last one is', async () => {
  const known: Expected = { task: () => durationMs(60_000), lanes: 1 };
  const lines = await linesOf(buildPipeline({ a: {}, b: { needs: ['a'] } }), () => success(), known);
  assert.ok(
    lines.some((line) => / left\]/.test(line)),
    lines.join('\n'),
  );
  for (const line of lines.filter((text) => text.includes('2/2'))) assert.doesNotMatch(line, /left/);
});
