/** One attempt, carried out: when the cache is asked, what ends it, and what of it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LocalExecutor } from '../../src/engine/local-executor.ts';
import { SameWork } from '../../src/engine/same-work.ts';
import { durationMs, err, ok, projectPath, runId, runUid } from '../../src/model/brand.ts';
import type { StageReport } from '../../src/model/event.ts';
import type { Stage } from '../../src/model/pipeline.ts';
import type { AttemptEnd, AttemptOrder, StopReason } from '../../src/ports/executor.ts';
import type { StageCall, StageKind, StageOutcome, StageWork } from '../../src/ports/stage-kind.ts';
import type { AttemptFiles, CachedResult, Workspace } from '../../src/ports/workspace.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { FakeClock } from '../rig/engine.ts';

const LIMIT = { timeout: 20_000 };
const GRACE = durationMs(5_000);
const LOG = projectPath('runs/r.run/logs/a.1.log');
const KNOWN: CachedResult = { output: { type: 'inline', value: 'known' }, artifacts: [], from: 'other:a' };
const DONE: StageOutcome = { type: 'success', output: 'made' };

interface Given {
  readonly task?: string;
  readonly item?: string;
  readonly stage?: Partial<Stage>;
  readonly round?: number;
  readonly cached?: CachedResult | null;
  readonly unshared?: string;
  readonly work?: (call: StageCall, signal: AbortSignal, clock: FakeClock) => Promise<StageOutcome>;
  readonly stop?: AbortSignal;
  readonly n?: number;
  readonly announced?: Promise<void>;
  /** What was done is noted here. */
  readonly did?: string[];
}

interface Seen {
  readonly end: AttemptEnd;
  /** What was asked of the workspace and of the stage. */
  readonly did: readonly string[];
  readonly reports: readonly StageReport[];
  /** Milliseconds on the clock. */
  readonly took: number;
}

const NEVER = new AbortController().signal;

async function execute(asked: Given): Promise<Seen> {
  const { stage = {}, round = 1, cached = null, unshared = null, work, stop = NEVER, did = [] } = asked;
  const clock = new FakeClock();
  const began = clock.now();
  const reports: StageReport[] = [];
  const files: AttemptFiles = {
    ...{ staging: '/staging', scratch: '/scratch', log: LOG },
    isUsed: () => false,
    abandon: () => void did.push('abandon'),
    write: () => {},
    note: (line) => void did.push(`note ${line}`),
    [Symbol.asyncDispose]: async () => void did.push('close'),
  };
  const workspace: Workspace = {
    clear: async () => {},
    begin: async ({ attempt }) => {
      if (attempt > 1) did.push('clear');
      return files;
    },
    publish: async (_place, _files, _stage, value) => {
      did.push('publish');
      return ok({ output: { type: 'inline', value }, artifacts: [] });
    },
    keep: (_run, _task, value) => ({ type: 'inline', value }),
    read: () => ok(null),
    restore: async () => {
      did.push('restore');
      return cached;
    },
    remember: async () => {
      did.push('remember');
      return unshared;
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const run = async (call: StageCall, signal: AbortSignal): Promise<StageOutcome> => {
    did.push('work');
    return work ? work(call, signal, clock) : DONE;
  };
  const prepare = async (call: StageCall): Promise<StageWork> => {
    did.push('prepare');
    return (signal) => run(call, signal);
  };
  const kinds = new Map<string, StageKind>([
    ['work', { run }],
    ['prepared', { prepare }],
  ]);
  const ports = { clock, workspace, kinds, same: new SameWork(), secret: (name: string) => err(name) };
  const redact = (text: string): string => text.replaceAll('hunter2', '***');
  const place = { run: runId('r'), uid: runUid('u'), project: '/p', definitions: '/d', grace: GRACE };
  const end = await new LocalExecutor(place, { ...ports, redact }).execute(
    orderOf({ ...asked, stage, round, report: (told) => void reports.push(told) }),
    stop,
  );
  return { end, did, reports, took: clock.now() - began };
}

function orderOf({
  task = 'a',
  item,
  stage,
  round,
  report,
  n = 1,
  announced = Promise.resolve(),
}: Given & Pick<AttemptOrder, 'round' | 'report'>) {
  const [built] = buildPipeline({ a: {} }).graph.stages;
  assert.ok(built);
  const order: AttemptOrder = {
    task: task as AttemptOrder['task'],
    n,
    isLast: true,
    stage: { ...built, uses: 'work', timeout: null, idleTimeout: null, ...stage },
    prepared: { fingerprint: 'sha256:1' as never, depends: {}, with: { argv: ['x'] }, item, input: { word: 'hi' } },
    effectKey: 'key',
    round,
    announced,
    report,
    calls: { ask: async () => ({ type: 'refused' }), settle: () => {}, overDay: () => {} },
  };
  return order;
}

/** Ends when it is told to. */
const heeding = (_call: StageCall, signal: AbortSignal): Promise<StageOutcome> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(DONE);
    signal.addEventListener('abort', () => resolve(DONE));
  });
/** Never ends. */
const deaf = (): Promise<StageOutcome> => new Promise(() => {});

const outcomeOf = ({ end }: Seen): string =>
  end.type === 'failure' ? end.outcome : end.type === 'cancelled' ? end.reason : end.type;

test('a stage can mask all secrets of the project before it truncates a text', LIMIT, async () => {
  const { end } = await execute({
    work: async (call) => {
      const message = call.redact('the key hunter2').slice(0, 12);
      return { type: 'failure', failure: { code: 'x', message, retry: 'never' } };
    },
  });
  assert.equal(end.type === 'failure' && end.failure.message, 'the key ***');
});

test(
  'a stage knows its own run and task, by which its processes and calls are found after a crash',
  LIMIT,
  async () => {
    const told: Partial<StageCall>[] = [];
    await execute({
      ...{ task: 'sub[k]/a[intro]', item: 'The beginning', n: 3 },
      work: async ({ run, uid, task, stage, itemKey, attempt, effectKey, item, input, with: given }) => {
        told.push({ run, uid, task, stage, itemKey, attempt, effectKey, item, input, with: given });
        return DONE;
      },
    });
    const whose = { run: 'r', uid: 'u', task: 'sub[k]/a[intro]', stage: 'a', itemKey: 'intro', attempt: 3 };
    const what = { effectKey: 'key', item: 'The beginning', input: { word: 'hi' }, with: { argv: ['x'] } };
    assert.deepEqual(told, [{ ...whose, ...what }]);
  },
);

test('the timeout of an ended attempt does not keep the process alive', LIMIT, async () => {
  const clocks: FakeClock[] = [];
  const stage = { timeout: durationMs(3_600_000), idleTimeout: durationMs(3_600_000) };
  await execute({
    stage,
    work: async (_call, _signal, clock) => {
      clocks.push(clock);
      return DONE;
    },
  });
  for (let i = 0; i < 10; i++) await turn();
  assert.deepEqual(clocks[0]?.stops, []);
});

test('a cached result is used in the first round, and counts as no work', LIMIT, async () => {
  const hit = await execute({ stage: { cache: true }, cached: KNOWN });
  assert.deepEqual([hit.did, hit.end], [['restore'], { type: 'success', ...cachedEnd }]);
  const miss = await execute({ stage: { cache: true } });
  assert.deepEqual(miss.did, ['restore', 'work', 'publish', 'remember', 'close']);
  const unshared = await execute({ stage: { cache: true }, unshared: 'no room' });
  assert.deepEqual(unshared.did.slice(3), ['remember', 'note not in the cache: no room', 'close']);
});
const cachedEnd = { output: KNOWN.output, artifacts: [], cachedFrom: KNOWN.from, log: null };

test('a stage that is sent back ignores the cache, and its new result is cached', LIMIT, async () => {
  const again = await execute({ stage: { cache: true }, round: 2, cached: KNOWN });
  assert.deepEqual(again.did, ['work', 'publish', 'remember', 'close']);
  const uncached = await execute({ cached: KNOWN });
  assert.deepEqual(uncached.did, ['work', 'publish', 'close']);
});

for (const [what, asked, early] of [
  ['prepares its work', { stage: { uses: 'prepared' } }, ['prepare']],
  ['of a kind without preparation does nothing', {}, []],
  ['does not use the cache, which writes to the folder of the run', { stage: { cache: true } }, []],
  ['cleans up nothing of an earlier one', { n: 2, stage: { uses: 'prepared' } }, []],
] as const) {
  test(`while its announcement is saved an attempt ${what}, and nothing more if the save fails`, LIMIT, async () => {
    const did: string[] = [];
    const announced = Promise.withResolvers<void>();
    const executed = execute({ ...asked, announced: announced.promise, did });
    await turn();
    assert.deepEqual(did, early);
    announced.reject(new Error('no space left on device'));
    await assert.rejects(executed, /no space left/);
    assert.ok(!did.includes('work') && !did.includes('restore') && !did.includes('clear'), did.join());
    const after = await execute(asked);
    assert.ok(after.did.includes('work'));
  });
}

test('the timeout of a stage starts with its work, however long the announcement takes', LIMIT, async () => {
  const announced = Promise.withResolvers<void>();
  const clockStops: number[] = [];
  const executed = execute({
    stage: { timeout: durationMs(1_000), idleTimeout: durationMs(500) },
    announced: announced.promise,
    work: async (_call, _signal, clock) => {
      clockStops.push(...clock.stops);
      return DONE;
    },
  });
  // Longer than the clock waits before it jumps to a timer.
  for (let i = 0; i < 10; i++) await turn();
  announced.resolve();
  assert.equal((await executed).end.type, 'success');
  assert.deepEqual(clockStops, []);
});

const NO_END = 'note attempt/timeout: timed out after 1 s';

test('a timeout ends the work, and nothing that it reports afterwards is published', LIMIT, async () => {
  const seen = await execute({ stage: { timeout: durationMs(1_000) }, work: heeding });
  assert.deepEqual([outcomeOf(seen), seen.did, seen.took], ['timeout', ['work', NO_END, 'close'], 1_000]);
});

test('work that ignores its end is abandoned after twice the grace', LIMIT, async () => {
  const seen = await execute({ stage: { timeout: durationMs(1_000) }, work: deaf });
  const took = 1_000 + 2 * GRACE + 1_000;
  assert.deepEqual([outcomeOf(seen), seen.did, seen.took], ['timeout', ['work', 'abandon', NO_END, 'close'], took]);
});

test('folders of an abandoned attempt are not reused', LIMIT, async () => {
  const work: Given['work'] = async (call) => {
    call.abandon();
    return DONE;
  };
  assert.deepEqual((await execute({ work })).did, ['work', 'abandon', 'publish', 'close']);
});

test('each sign of life restarts the idle timeout in full', LIMIT, async () => {
  const work: Given['work'] = async (call, signal, clock) => {
    for (const wait of [900, 900, 900]) {
      await clock.passed(durationMs(wait));
      call.log('still here');
    }
    return heeding(call, signal);
  };
  const seen = await execute({ stage: { idleTimeout: durationMs(1_000) }, work });
  assert.deepEqual([outcomeOf(seen), seen.took], ['timeout', 3_700]);
});

test('output that arrived while the runner was suspended is read before a timeout ends the work', LIMIT, async () => {
  for (const stage of [{ timeout: durationMs(1_000) }, { idleTimeout: durationMs(1_000) }]) {
    const ended: Given['work'] = async (_call, _signal, clock) => {
      clock.skip(60_000);
      await clock.passed(durationMs(200));
      return DONE;
    };
    assert.equal(outcomeOf(await execute({ stage, work: ended })), 'success');
    const goesOn: Given['work'] = (call, signal, clock) => {
      clock.skip(60_000);
      return heeding(call, signal);
    };
    const seen = await execute({ stage, work: goesOn });
    assert.deepEqual([outcomeOf(seen), seen.took], ['timeout', 61_000]);
  }
});

test('setting the clock back does not prolong an idle timeout', LIMIT, async () => {
  const work: Given['work'] = (call, signal, clock) => {
    clock.skip(3_600_000);
    call.log('here');
    clock.skip(-3_600_000);
    return heeding(call, signal);
  };
  const seen = await execute({ stage: { idleTimeout: durationMs(1_000) }, work });
  assert.ok(seen.took < 10_000, String(seen.took));
});

test(
  'a clock that is set ahead, or a laptop that sleeps, ends no work that was silent for a short time',
  LIMIT,
  async () => {
    const work: Given['work'] = async (call, _signal, clock) => {
      await clock.passed(durationMs(9_000));
      clock.skip(3_600_000);
      await clock.passed(durationMs(8_000));
      call.log('here');
      return DONE;
    };
    assert.equal(outcomeOf(await execute({ stage: { idleTimeout: durationMs(10_000) }, work })), 'success');
  },
);

for (const reason of ['cancelled', 'shutdown'] satisfies StopReason[])
  test(`a stopped attempt (${reason}) says why, even if it was stopped before it began`, LIMIT, async () => {
    const stop = new AbortController();
    const later = execute({ work: heeding, stop: stop.signal });
    stop.abort(reason);
    const before = execute({ work: async (_call, signal) => (signal.aborted ? DONE : deaf()), stop: stop.signal });
    for (const seen of [await later, await before]) {
      assert.deepEqual([outcomeOf(seen), seen.did], [reason, ['work', 'close']]);
    }
  });

test('no secret leaves an attempt in a failure or a report', LIMIT, async () => {
  const work: Given['work'] = async (call) => {
    call.report({ type: 'progress', progress: { done: 1, total: null, label: 'with hunter2' } });
    call.report({ type: 'external', externalId: 'job-hunter2' });
    const failure = { code: 'x/y', message: 'hunter2 is wrong', retry: 'never', hint: 'not hunter2' } as const;
    return { type: 'failure', failure };
  };
  const { end, reports } = await execute({ work });
  assert.equal(outcomeOf({ end, did: [], reports, took: 0 }), 'failure');
  assert.doesNotMatch(JSON.stringify([end, reports]), /hunter2/);
  assert.equal(JSON.stringify([end, reports]).split('***').length, 5);
});
