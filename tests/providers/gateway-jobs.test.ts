/** The gateway and long jobs: begun once, found again, over when their provider says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationMs, ok } from '../../src/model/brand.ts';
import type { Provider, ProviderContext, VideoRequest } from '../../src/ports/provider.ts';
import { fault, never, type Rig, rest, rig, settingsOf, stageOf } from './gateway-rig.ts';

const video: VideoRequest = {
  ...{ prompt: 'A rocket', images: [], seconds: 4, width: 1080, height: 1920, fps: 30, seed: 7, material: {} },
};
const filming = { provider: 'camera', request: video, name: 'clip', maxCost: null };

interface Studio {
  readonly rig: Rig;
  readonly seen: string[];
  /** Idempotency keys of what was submitted. */
  readonly keys: string[];
  /** Keys of the provider by which jobs were looked at. */
  readonly lookedWith: (string | null)[];
  readonly fits: { video?: (request: VideoRequest) => VideoRequest };
  /** What the next look finds: how the job is, `failed` for a reason, or why the look itself failed. */
  readonly state: {
    job: 'working' | 'done' | 'failed overloaded' | 'failed refused' | 'network' | 'auth' | 'gone' | 'led away';
  };
}

const CAMERA = { model: 'v1', prices: { perSecond: 0.25 } };

const KEYED = { ...CAMERA, apiKey: { type: 'file', path: 'vault' } as const };

function studio(settings = [settingsOf('camera', CAMERA), settingsOf('keyed', KEYED)]): Studio & Disposable {
  const seen: string[] = [];
  const keys: string[] = [];
  const lookedWith: (string | null)[] = [];
  const fits: Studio['fits'] = {};
  const state: Studio['state'] = { job: 'working' };
  const provider: Provider = {
    type: 'scripted',
    model: 'v1',
    fits,
    videoJobs: {
      submit: async (_request, context: ProviderContext) => {
        seen.push(`submit ${context.idempotencyKey.slice(0, 3)}`);
        keys.push(context.idempotencyKey);
        return ok({ job: 'job-17' });
      },
      poll: async (job, { apiKey }) => {
        lookedWith.push(apiKey);
        seen.push(`poll ${job} known:${r.ledger.find(keyed) !== null}`);
        if (state.job === 'working') return ok({ type: 'working', afterMs: durationMs(1_000), fraction: 0.5 });
        if (state.job === 'failed refused') return ok({ type: 'failed', fault: fault('refused').error });
        if (state.job === 'failed overloaded')
          return ok({ type: 'failed', fault: fault('overloaded', { charged: 'maybe' }).error });
        if (state.job === 'gone') return fault('invalid', { status: 404 });
        if (state.job === 'led away') return fault('invalid', { status: 302 });
        if (state.job !== 'done') return fault(state.job);
        const value = { video: Uint8Array.of(1, 2), mediaType: 'video/mp4', seconds: 4 };
        return ok({ type: 'done', value, usage: {}, usd: null, requestId: null, raw: null });
      },
      cancel: async (job) => void seen.push(`cancel ${job}`),
    },
  };
  const r = rig({ settings, deps: { create: async () => ok(provider) } });
  const find = r.ledger.job.bind(r.ledger);
  let keyed: Parameters<typeof r.ledger.find>[0] = { key: '', request: '' as never };
  r.ledger.job = (key, job) => {
    keyed = key;
    find(key, job);
  };
  return { rig: r, seen, keys, lookedWith, fits, state, [Symbol.dispose]: () => r[Symbol.dispose]() };
}

test('a job is recorded before it is first queried, and followed to its end', async () => {
  using s = studio();
  const { stage, notes } = stageOf();
  const outcome = s.rig.models.call('video', filming, stage, never);
  await rest();
  assert.deepEqual(s.seen, ['submit pr-', 'poll job-17 known:true']);
  s.state.job = 'done';
  await s.rig.clock.pass(1_000);
  const answer = await outcome;
  assert.ok(answer.type === 'answer' && answer.value.video.length === 2);
  assert.equal(notes.settled[0]?.record.usd, 1_000_000);
  assert.ok(notes.events.includes('external'));
});

test('a stopped attempt does not wait for a job, and the next attempt finds it', async () => {
  using s = studio();
  void s.rig.models.call('video', filming, stageOf().stage, never);
  await rest();
  assert.deepEqual(s.seen, ['submit pr-', 'poll job-17 known:true']);
  assert.equal(await s.rig.models.answered(never), 'none');
});

test('a job that a crash left is found, not submitted again, and settled for its own attempt', async () => {
  using s = studio();
  void s.rig.models.call('video', filming, stageOf({ attempt: 1 }).stage, never);
  await rest();
  s.state.job = 'done';
  s.seen.length = 0;
  const later = stageOf({ attempt: 2 });
  const answer = await s.rig.restarted().call('video', filming, later.stage, never);
  assert.equal(answer.type, 'answer');
  assert.deepEqual(s.seen, ['poll job-17 known:true']);
  assert.deepEqual(later.notes.asks, []);
  assert.deepEqual(
    later.notes.settled.map(({ call }) => call),
    [{ attempt: 1, call: 1 }],
  );
});

test('failed queries of a job are repeated; if they keep failing the attempt ends, and the job is found again', async () => {
  using s = studio();
  s.state.job = 'network';
  const first = stageOf({ attempt: 1 });
  const outcome = s.rig.models.call('video', filming, first.stage, never);
  await rest();
  await s.rig.clock.pass(60_000);
  const failed = await outcome;
  assert.ok(failed.type === 'failure');
  assert.deepEqual([failed.failure.code, failed.failure.retry], ['model/network', 'always']);
  assert.ok(s.seen.length > 3);
  assert.deepEqual(first.notes.settled, []);
  s.state.job = 'done';
  const later = stageOf({ attempt: 2 });
  assert.equal((await s.rig.restarted().call('video', filming, later.stage, never)).type, 'answer');
  assert.equal(s.keys.length, 1);
  assert.deepEqual(later.notes.settled[0]?.call, { attempt: 1, call: 1 });
});

test('a key that is replaced during a job is used for the queries from then on', async () => {
  using s = studio();
  const keys = ['old', 'old', 'new'];
  const models = s.rig.restarted({ secret: async () => keys.shift() ?? 'new' });
  const outcome = models.call('video', { ...filming, provider: 'keyed' }, stageOf().stage, never);
  await rest();
  await s.rig.clock.pass(1_000);
  s.state.job = 'done';
  await s.rig.clock.pass(1_000);
  assert.equal((await outcome).type, 'answer');
  assert.deepEqual(s.lookedWith, ['old', 'new', 'new']);
});

test('what a model returns instead of the request is charged as such, and reported', async () => {
  using s = studio();
  s.fits.video = (request) => ({ ...request, seconds: 8 });
  s.state.job = 'done';
  const { stage, notes } = stageOf();
  await s.rig.models.call('video', filming, stage, never);
  assert.equal(notes.asks[0]?.ceiling, 2_000_000);
  assert.match(
    notes.log.join(''),
    /camera: 1080x1920, 8 s is requested instead: its model does not support 1080x1920, 4 s/,
  );
});

test('while a job is running no fallback is used, whatever happens to its queries', async () => {
  using s = studio([
    settingsOf('camera', { ...CAMERA, fallback: ['other'], breaker: { failures: 1, cooldown: durationMs(30_000) } }),
    settingsOf('other', CAMERA),
  ]);
  s.state.job = 'network';
  const outcome = s.rig.models.call('video', filming, stageOf({ isLast: true }).stage, never);
  await rest();
  await s.rig.clock.pass(60_000);
  assert.equal((await outcome).type, 'failure');
  assert.equal(s.keys.length, 1);
});

test('a job that fails is a failure of its call, and the next attempt submits another one', async () => {
  using s = studio();
  s.state.job = 'failed refused';
  const { stage, notes } = stageOf({ attempt: 1 });
  const failed = await s.rig.models.call('video', filming, stage, never);
  assert.ok(failed.type === 'failure' && failed.failure.code === 'model/refused');
  assert.equal(notes.settled[0]?.record.usd, 0);
  s.state.job = 'done';
  await s.rig.restarted().call('video', filming, stageOf({ attempt: 2 }).stage, never);
  assert.equal(s.keys.length, 2);
});

test('a new job has another idempotency key than one that ended, and keeps it if its submission is lost', async () => {
  using s = studio();
  s.state.job = 'failed refused';
  await s.rig.models.call('video', filming, stageOf({ attempt: 1 }).stage, never);
  const job = s.rig.ledger.job.bind(s.rig.ledger);
  s.rig.ledger.job = () => {
    throw new Error('killed before the answer was written down');
  };
  await assert.rejects(s.rig.restarted().call('video', filming, stageOf({ attempt: 2 }).stage, never));
  s.rig.ledger.job = job;
  s.state.job = 'done';
  await s.rig.restarted().call('video', filming, stageOf({ attempt: 3 }).stage, never);
  const [first, second, third] = s.keys;
  assert.notEqual(second, first, 'who honours keys would name the job that ended');
  assert.equal(third, second, 'who honours keys would begin two jobs');
});

test('a job that its provider failed is over: it is queried once, and the next attempt submits another one', async () => {
  using s = studio();
  s.state.job = 'failed overloaded';
  const { stage, notes } = stageOf({ attempt: 1 });
  const failed = await s.rig.models.call('video', filming, stage, never);
  assert.ok(failed.type === 'failure');
  assert.deepEqual([failed.failure.code, failed.failure.retry], ['model/overloaded', 'always']);
  assert.deepEqual([s.seen.length, notes.settled[0]?.record.usd], [2, null]);
  s.state.job = 'done';
  assert.equal((await s.rig.models.call('video', filming, stageOf({ attempt: 2 }).stage, never)).type, 'answer');
  assert.equal(s.keys.length, 2);
});

const SHUT = { auth: 'model/auth', 'led away': 'model/invalid' } as const;
for (const state of ['auth', 'led away'] as const) {
  test(`a refused query (${state}) ends the attempt and not the job, which is not paid twice`, async () => {
    using s = studio();
    s.state.job = state;
    const first = stageOf({ attempt: 1 });
    const failed = await s.rig.models.call('video', filming, first.stage, never);
    assert.ok(failed.type === 'failure' && failed.failure.code === SHUT[state]);
    assert.deepEqual([s.seen.length, first.notes.settled], [2, []]);
    s.state.job = 'done';
    assert.equal((await s.rig.models.call('video', filming, stageOf({ attempt: 2 }).stage, never)).type, 'answer');
    assert.equal(s.keys.length, 1);
  });
}

test('a job that its provider no longer knows may have been charged, so its cost is unknown', async () => {
  using s = studio();
  s.state.job = 'gone';
  const { stage, notes } = stageOf({ attempt: 1 });
  const outcome = s.rig.models.call('video', filming, stage, never);
  await rest();
  await s.rig.clock.pass(60_000);
  const failed = await outcome;
  assert.ok(failed.type === 'failure' && failed.failure.code === 'model/invalid');
  assert.equal(notes.settled[0]?.record.usd, null);
});

test('a job that not all servers of its provider know yet is queried again, because it is paid', async () => {
  using s = studio();
  s.state.job = 'gone';
  const outcome = s.rig.models.call('video', filming, stageOf().stage, never);
  await rest();
  s.state.job = 'done';
  await s.rig.clock.pass(5_000);
  assert.equal((await outcome).type, 'answer');
  assert.equal(s.keys.length, 1);
});

for (const reason of ['shutdown', 'timeout', 'cancelled'] as const) {
  const cancels = reason === 'cancelled';
  test(`a job ${cancels ? 'is cancelled' : 'continues'} after ${reason}`, async () => {
    using s = studio();
    const attempt = new AbortController();
    const { stage, notes } = stageOf();
    const outcome = s.rig.models.call('video', filming, stage, attempt.signal);
    await rest();
    attempt.abort(reason);
    await outcome;
    await rest();
    assert.equal(s.seen.includes('cancel job-17'), cancels);
    assert.equal(notes.settled.length, cancels ? 1 : 0);
  });
}
