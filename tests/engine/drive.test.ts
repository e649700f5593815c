import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { durationMs } from '../../src/model/brand.ts';
import type { RetryPolicy } from '../../src/model/pipeline.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { failure, finish, rig, success } from '../rig/engine.ts';

const retries = (attempts: number, ms: number): RetryPolicy => ({
  ...RETRY,
  attempts,
  backoff: 'fixed',
  min: durationMs(ms),
  max: durationMs(ms),
});

/** Of the event loop. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await turn();
}

test('a chain runs in order and ends completed', async () => {
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] } }), { work: () => success() });
  const { state, reason } = await finish(made);
  assert.equal(reason, 'rest');
  assert.equal(state.phase, 'completed');
  assert.deepEqual(
    made.trace.filter((line) => line.startsWith('begin')),
    ['begin a#1', 'begin b#1', 'begin c#1'],
  );
});

test('E1: no attempt begins before the record that announces it is saved', async () => {
  const made = rig(buildPipeline({ a: { foreach: '5' }, b: { needs: ['a'] }, c: {} }), {
    work: () => success(),
    append: () => turns(5),
  });
  await finish(made);
  const saved = new Set<string>();
  for (const line of made.trace) {
    const [what, task] = line.split(' ');
    if (what === 'saved') saved.add(task ?? '');
    if (what === 'begin') assert.ok(saved.has(task ?? ''), line);
  }
  assert.equal(saved.size, 7);
});

test('nothing of a new run is prepared before its first record is saved, because cleanup finds runs by their records', async () => {
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] } }), { work: () => success(), append: () => turns(5) });
  await finish(made);
  const steps = made.trace.filter((line) => /^(?:ready|saved) /.test(line)).map((line) => line.split('#')[0]);
  assert.deepEqual(steps, ['saved a', 'ready a', 'ready b', 'saved b']);
});

test('E2: events that arrive during a save share the next one', async () => {
  const saves: number[] = [];
  const made = rig(buildPipeline({ a: { foreach: '20' } }), {
    limits: { concurrency: 20, pools: {} },
    work: () => success(),
    append: async ({ events }) => {
      saves.push(events.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  });
  await finish(made);
  assert.ok(saves.length <= 4, `20 items took ${saves.length} saves`);
});

test('E5: a failed save stops the run, and nothing is performed that was not saved', async () => {
  let saves = 0;
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] } }), {
    work: () => success(),
    append: async () => {
      if (++saves === 2) throw new Error('no space left on device');
    },
  });
  await assert.rejects(finish(made), /no space left/);
  assert.deepEqual(
    made.trace.filter((line) => line.startsWith('begin')),
    ['begin a#1'],
  );
});

test('a failed save is reported when all attempts in flight have ended', async () => {
  let saves = 0;
  const ended: string[] = [];
  const made = rig(buildPipeline({ quick: {}, slow: {} }), {
    limits: { concurrency: 2, pools: {} },
    work: async ({ task }, stop) => {
      if (task === 'quick') return success();
      await once(stop, 'abort');
      for (let i = 0; i < 5; i++) await turn(); // it takes its time
      ended.push(task);
      return { type: 'cancelled', reason: 'shutdown', log: null };
    },
    append: async () => {
      if (++saves === 2) throw new Error('no space left on device');
    },
  });
  await assert.rejects(finish(made), /no space left/);
  assert.deepEqual(ended, ['slow']);
});

test("a failed save is reported when no publication is under way, so it cannot overwrite the next driver's", async () => {
  let saves = 0;
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] } }), {
    work: () => success(),
    takes: { attempt: durationMs(600), publication: durationMs(2_000) },
    append: async () => {
      if (++saves === 3) throw new Error('no space left on device');
    },
  });
  await assert.rejects(finish(made), /no space left/);
  assert.equal(made.published.length, 1);
});

test('a failed attempt is retried after the recorded delay, without using a slot meanwhile', async () => {
  const made = rig(buildPipeline({ a: { retry: retries(3, 10) }, b: {} }), {
    limits: { concurrency: 1, pools: {} },
    work: ({ task, n }) => (task === 'a' && n < 3 ? failure() : success()),
  });
  const { state } = await finish(made);
  assert.equal(state.phase, 'completed');
  const failed = made.journal.flatMap(({ events }) => events).filter((event) => event.type === 'attempt-failed');
  assert.deepEqual(
    failed.map((event) => (event.retryAt ?? 0) - event.at),
    [10, 10],
  );
  assert.ok(made.trace.indexOf('begin b#1') < made.trace.indexOf('begin a#3'));
});

test('an attempt knows whether it is the last one, for fallbacks', async () => {
  const told: boolean[] = [];
  const made = rig(buildPipeline({ a: { retry: retries(2, 1) } }), {
    work: ({ isLast }) => {
      told.push(isLast);
      return failure();
    },
  });
  await finish(made);
  assert.deepEqual(told, [false, true]);
});

test('a part of a run is not finished while a stage of it waits for its retry', async () => {
  const made = rig(buildPipeline({ a: { retry: retries(2, 10) }, b: {} }), {
    wishes: { part: new Set(['a']) },
    work: ({ n }) => (n === 1 ? failure() : success()),
  });
  const { reason } = await finish(made);
  assert.equal(reason, 'part');
  assert.ok(made.trace.includes('end a#2'), made.trace.join(', '));
});

test('a crash in the only attempt in flight ends the drive at once, with its reason', {
  timeout: 10_000,
}, async () => {
  const made = rig(buildPipeline({ a: {} }), {
    takes: { attempt: durationMs(60_000), publication: durationMs(0) },
    work: () => {
      throw new Error('no space left on device');
    },
  });
  await assert.rejects(finish(made), /no space left/);
});

test('used-up attempts fail the stage and block its dependents; others in flight finish', async () => {
  const made = rig(buildPipeline({ a: { retry: retries(2, 1) }, b: { needs: ['a'] } }), { work: () => failure() });
  const { state } = await finish(made);
  assert.equal(state.phase, 'failed');
  const stages = made.published.at(-1)?.stages;
  assert.equal(stages?.a?.attempts?.length, 2);
  assert.deepEqual(stages?.b, { status: 'pending', blocked_by: ['a'] });
});

test('a cancelled run ends its attempts, then runs its finally stages', async () => {
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] } }, { finals: { tell: {} } }), {
    work: ({ task }, stop) => {
      if (task !== 'a') return success();
      made.wishes.cancelled = true;
      made.drive.wake();
      return new Promise((resolve) => {
        stop.addEventListener('abort', () => resolve({ type: 'cancelled', reason: stop.reason, log: null }));
      });
    },
  });
  const { state } = await finish(made);
  assert.equal(state.phase, 'cancelled');
  assert.deepEqual(
    made.trace.filter((line) => line.startsWith('end')),
    ['end a#1', 'end finally:tell#1'],
  );
});

test('after a shutdown the attempt in flight runs again, without being counted', async () => {
  const pipeline = buildPipeline({ a: {}, b: { needs: ['a'] } });
  const made = rig(pipeline, {
    work: (_order, stop) =>
      new Promise((resolve) => {
        stop.addEventListener('abort', () => resolve({ type: 'cancelled', reason: 'shutdown', log: null }));
        made.drive.shutdown();
        made.drive.abort('shutdown');
      }),
  });
  const first = await finish(made);
  assert.equal(first.reason, 'shutdown');
  const again = rig(pipeline, { work: () => success(), state: first.state });
  assert.equal((await finish(again)).state.phase, 'completed');
  assert.deepEqual(
    again.trace.filter((line) => line.startsWith('begin')),
    ['begin a#2', 'begin b#1'],
  );
});

test('a `finally` stage that a shutdown ends has not failed, and the next start runs it again', async () => {
  const pipeline = buildPipeline({ a: {} }, { finals: { tell: {} } });
  const made = rig(pipeline, {
    work: ({ task }) => {
      if (task === 'a') return success();
      made.drive.shutdown();
      return { type: 'cancelled', reason: 'shutdown', log: null };
    },
  });
  const { state } = await finish(made);
  assert.deepEqual([state.phase, state.finalsEnded, state.errors], ['completed', false, []]);
  const again = rig(pipeline, { work: () => success(), state });
  assert.equal((await finish(again)).state.finalsEnded, true);
  assert.deepEqual(
    again.trace.filter((line) => line.startsWith('begin')),
    ['begin finally:tell#2'],
  );
});

test('a sub-pipeline runs its stages, which can use the values of its parent', async () => {
  const child = buildPipeline({ x: {}, y: { needs: ['x'] } });
  const made = rig(buildPipeline({ a: childStage(child, { foreach: '2' }), b: { needs: ['a'] } }), {
    work: () => success(),
  });
  const { state } = await finish(made);
  assert.equal(state.phase, 'completed');
  const begun = made.trace.filter((line) => line.startsWith('begin')).sort();
  assert.deepEqual(begun, ['begin a[k0]/x#1', 'begin a[k0]/y#1', 'begin a[k1]/x#1', 'begin a[k1]/y#1', 'begin b#1']);
});

test('a paused run rests once nothing is in flight', async () => {
  const made = rig(buildPipeline({ a: {}, b: { needs: ['a'] } }), {
    work: () => {
      made.wishes.paused = true;
      return success();
    },
  });
  const { state } = await finish(made);
  assert.equal(state.phase, 'paused');
  assert.deepEqual(
    made.trace.filter((line) => line.startsWith('begin')),
    ['begin a#1'],
  );
});

test('a run in progress is published every half second, less often if writing its checkpoint is slow', async () => {
  const stages = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`s${i}`, { needs: i ? [`s${i - 1}`] : [] }]),
  );
  const publications = async (publication: number): Promise<number> => {
    const takes = { attempt: durationMs(100), publication: durationMs(publication) };
    const made = rig(buildPipeline(stages), { work: () => success(), takes });
    await finish(made);
    return made.published.length;
  };
  assert.equal(await publications(0), 20); // in ten seconds; the last one is at rest
  assert.equal(await publications(150), 5);
});

test('setting the clock back does not stop the publication of a run', async () => {
  const stages = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`s${i}`, { needs: i ? [`s${i - 1}`] : [] }]));
  const takes = { attempt: durationMs(100), publication: durationMs(0) };
  const made = rig(buildPipeline(stages), {
    takes,
    work: ({ task }) => {
      if (task === 's5') made.clock.skip(-3_600_000);
      return success();
    },
  });
  await finish(made);
  const seen = made.published.filter(({ status }) => status === 'running').map(({ progress }) => progress.completed);
  assert.ok(seen.filter((completed) => completed > 6).length >= 2, `published at ${seen.join(', ')}`);
});

test('an hour-long stage is in the checkpoint half a second after its start, and the runner then sleeps', async () => {
  const takes = { attempt: durationMs(3_600_000), publication: durationMs(0) };
  const made = rig(buildPipeline({ long: {} }), { work: () => success(), takes });
  const began = made.clock.now();
  await finish(made);
  assert.deepEqual(
    made.published.map(({ stages }) => stages.long?.status),
    ['running', 'completed'],
  );
  const before = new Set(made.clock.stops.map((at) => at - began).filter((after) => after < takes.attempt));
  assert.deepEqual([...before], [500]);
});
