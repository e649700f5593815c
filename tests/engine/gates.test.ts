/** A drive with a desk: when questions are written, when answers are looked for, and when it rests. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import type { RunState } from '../../src/model/state.ts';
import { approve, changes } from '../rig/answers.ts';
import { buildPipeline, RETRY } from '../rig/build-pipeline.ts';
import { failure, finish, firstGeneration, type Rig, rig, success } from '../rig/engine.ts';
import { FakeDesk } from '../rig/fake-desk.ts';

const LIMIT = { timeout: 10_000 };
const review = { asks: { subject: 'a', rework: 'a', editable: true } };
const PIPELINE = buildPipeline({ a: {}, review, b: { needs: ['review'] } });
const FILE = 'asked/review.1.yaml';

const begun = ({ trace }: Rig) => trace.filter((line) => line.startsWith('begin'));
const eventTypes = ({ journal }: Rig) => journal.flatMap(({ events }) => events.map(({ type }) => type));

async function waiting(desk = new FakeDesk()): Promise<RunState> {
  const { state } = await finish(rig(PIPELINE, { work: () => success(), desk }));
  assert.equal(state.phase, 'awaiting');
  return state;
}

test('a question is written after its record and before the run rests', async () => {
  const made = rig(PIPELINE, {
    work: () => success(),
    append: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const { state, reason, checkpoint } = await finish(made);
  assert.deepEqual([state.phase, reason, checkpoint.status], ['awaiting', 'rest', 'awaiting_approval']);
  assert.deepEqual(made.trace.slice(-2), ['recorded review.1', `wrote ${FILE}`]);
});

test('a question whose save failed is not written', async () => {
  const made = rig(PIPELINE, {
    work: () => success(),
    append: async ({ events }) => {
      if (events.some(({ type }) => type === 'gate-asked')) throw new Error('no space left on device');
    },
  });
  await assert.rejects(finish(made), /no space left/);
  assert.deepEqual(
    made.trace.filter((line) => line.startsWith('wrote')),
    [],
  );
});

test('a question that a killed runner recorded but did not write is written by the next one, and not asked again', async () => {
  const state = await waiting();
  const made = rig(PIPELINE, { work: () => success(), state });
  assert.equal((await finish(made)).state.phase, 'awaiting');
  assert.deepEqual(made.trace, [`wrote ${FILE}`]);
  assert.ok(!eventTypes(made).includes('gate-asked'));
});

test('an existing question is not written again', async () => {
  const desk = new FakeDesk();
  const state = await waiting(desk);
  const made = rig(PIPELINE, { work: () => success(), state, desk });
  await finish(made);
  assert.deepEqual(made.trace, []);
});

test('old files are set aside before a new question is recorded, and never for an open one', async () => {
  const desk = new FakeDesk();
  const made = rig(PIPELINE, { work: () => success(), desk });
  desk.onSetAside = (file) => void made.trace.push(`made room for ${file}`);
  const { state } = await finish(made);
  assert.deepEqual(made.trace.slice(-3), [`made room for ${FILE}`, 'recorded review.1', `wrote ${FILE}`]);
  desk.files.clear();
  desk.says('review', changes('shorter'));
  await finish(rig(PIPELINE, { work: () => success(), desk, state }));
  const places = made.trace.filter((line) => line.startsWith('made room'));
  assert.deepEqual(places, [`made room for ${FILE}`, 'made room for asked/review.2.yaml']);
});

test('notes made while the run comes to rest are recorded', async () => {
  const desk = new FakeDesk();
  const made = rig(PIPELINE, { work: () => success(), desk });
  desk.onSetAside = (file) =>
    made.drive.note({
      type: 'notice',
      at: epochMs(0),
      diagnostic: { code: 'draft/moved-aside', severity: 'warning', message: file, at: null },
    });
  const { state, checkpoint } = await finish(made);
  assert.equal(state.phase, 'awaiting');
  assert.deepEqual(
    checkpoint.diagnostics?.map(({ message }) => message),
    [FILE],
  );
});

test('an answer lets the run continue where it waited', async () => {
  const desk = new FakeDesk();
  const state = await waiting(desk);
  desk.says('review', approve());
  const made = rig(PIPELINE, { work: () => success(), state, desk });
  assert.equal((await finish(made)).state.phase, 'completed');
  assert.deepEqual(begun(made), ['begin b#1']);
});

test('an answer is found while other branches run', LIMIT, async () => {
  const desk = new FakeDesk();
  const pipeline = buildPipeline({ a: {}, review, b: { needs: ['review'] }, long: {} });
  const made = rig(pipeline, {
    desk,
    work: async ({ task }) => {
      if (task === 'long') await made.clock.passed(durationMs(60_000));
      return success();
    },
  });
  const looks: number[] = [];
  desk.beforeLook = () => {
    looks.push(made.clock.now());
    if (looks.length === 5) desk.says('review', approve());
  };
  assert.equal((await finish(made)).state.phase, 'completed');
  assert.ok(made.trace.indexOf('begin b#1') < made.trace.indexOf('end long#1'), made.trace.join(', '));
  const pauses = looks.slice(1).map((time, i) => time - (looks[i] ?? 0));
  assert.ok(
    pauses.every((pause) => pause <= 250),
    `looked after ${pauses}`,
  );
});

test('reading answers alone records and publishes nothing', LIMIT, async () => {
  const pipeline = buildPipeline({ a: {}, review, long: {} });
  const desk = new FakeDesk();
  let looks = 0;
  desk.beforeLook = () => void looks++;
  const made = rig(pipeline, {
    desk,
    work: async ({ task }) => {
      if (task === 'long') await made.clock.passed(durationMs(60_000));
      return success();
    },
  });
  await finish(made);
  assert.ok(looks > 200, `${looks} looks in a minute`);
  assert.ok(made.journal.length < 6 && made.published.length < 5, `${made.journal.length}, ${made.published.length}`);
});

test('an answer in files that are not at rest keeps the drive alive until they are', LIMIT, async () => {
  const desk = new FakeDesk();
  const state = await waiting(desk);
  desk.says('review', approve());
  desk.rest = 'soon';
  let looks = 0;
  desk.beforeLook = () => {
    if (++looks === 10) desk.rest = 'steady';
  };
  const made = rig(PIPELINE, { work: () => success(), state, desk });
  assert.equal((await finish(made)).state.phase, 'completed');
});

test('files that are not at rest do not keep a drive alive if nothing in them would count', LIMIT, async () => {
  for (const rest of ['soon', 'git'] as const) {
    const desk = new FakeDesk();
    const state = await waiting(desk);
    desk.rest = rest;
    desk.says('review', approve({ of: 'sha256:ffffffffff' }));
    const { reason, state: after } = await finish(rig(PIPELINE, { work: () => success(), state, desk }));
    assert.deepEqual([reason, after.phase, after.serial > state.serial], ['rest', 'awaiting', true]);
  }
});

test('a drive can be shut down while its gate asks, and the next one still asks', LIMIT, async () => {
  const desk = new FakeDesk();
  const pipeline = buildPipeline({ a: {}, review, long: {} });
  const made = rig(pipeline, {
    desk,
    work: ({ task }, stop) => {
      if (task !== 'long') return success();
      return new Promise((resolve) => {
        stop.addEventListener('abort', () => resolve({ type: 'cancelled', reason: 'shutdown', log: null }));
      });
    },
  });
  desk.beforeLook = () => {
    made.drive.shutdown();
    made.drive.abort('shutdown');
  };
  const { state, reason } = await finish(made);
  assert.equal(reason, 'shutdown');
  const again = rig(pipeline, { work: () => success(), state, desk: new FakeDesk() });
  assert.deepEqual([(await finish(again)).state.phase, begun(again)], ['awaiting', ['begin long#2']]);
});

test('a new generation writes no questions of the previous definitions', async () => {
  const state = await waiting();
  const smaller = buildPipeline({ b: {} });
  const { uid } = state;
  const opening = [{ ...firstGeneration(state.createdAt), uid, generation: 2 } as ReturnType<typeof firstGeneration>];
  const made = rig(smaller, { work: () => success(), state, opening });
  assert.equal((await finish(made)).state.phase, 'completed');
  assert.ok(!made.trace.some((line) => line.startsWith('wrote')));
});

test('a stage that is sent back while it waits for a retry starts without that wait', LIMIT, async () => {
  const retry = { ...RETRY, attempts: 2, backoff: 'fixed', min: durationMs(60_000), max: durationMs(60_000) } as const;
  const pipeline = buildPipeline({ a: {}, review, b: { needs: ['a'], retry } });
  const desk = new FakeDesk();
  let isFirst = true;
  const made = rig(pipeline, {
    desk,
    work: ({ task }) => {
      if (task !== 'b' || !isFirst) return success();
      isFirst = false;
      desk.says('review', changes('shorter'));
      return failure();
    },
  });
  assert.equal((await finish(made)).state.phase, 'awaiting');
  assert.deepEqual(begun(made).toSorted(), ['begin a#1', 'begin a#2', 'begin b#1', 'begin b#2']);
  assert.ok(made.clock.now() < 1_060_000, 'the retry was waited for');
});
