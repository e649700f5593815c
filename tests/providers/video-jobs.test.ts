/** Videos of packages that begin them and look at them later: the job is what is kept, so none is paid for twice. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { after, test } from 'node:test';
import type { JobLook } from '../../src/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { type ModelServer, modelServer, type Step } from '../rig/model-server.ts';
import { contextOf, settingsOf, videoRequest } from '../rig/provider.ts';

const PACKAGE = '@ai-sdk/some-camera';
const installed = registerHooks({
  resolve: (name, context, next) =>
    name === PACKAGE
      ? { url: new URL('./some-camera.ts', import.meta.url).href, shortCircuit: true }
      : next(name, context),
});
after(() => installed.deregister());

const context = contextOf({ apiKey: 'a-test-key' });
const says = (body: object): Step => ({ type: 'body', body: JSON.stringify(body) });

async function jobsOf(server: ModelServer) {
  const made = await createProvider(settingsOf({ type: PACKAGE, model: 'reel', baseUrl: server.url }));
  assert.ok(made.ok, made.ok ? '' : made.error.message);
  assert.equal(made.value.video, undefined, 'it would be lost with the process');
  return made.value.videoJobs ?? assert.fail('no jobs');
}

test('a video job is submitted with the key of its call, queried without one until it is done, and fetched', async () => {
  await using server = await modelServer();
  const jobs = await jobsOf(server);
  server.next(says({ place: 'shelf 7' }), says({ status: 'pending' }));
  server.next(
    says({ status: 'completed', videos: [{ type: 'url', url: `${server.url}/7.mp4`, mediaType: 'video/mp4' }] }),
  );
  server.next({ type: 'body', body: 'frames', mediaType: 'video/mp4', jobQueries: true });
  const begun = await jobs.submit(videoRequest({ prompt: 'A rocket', seconds: 4 }), context);
  assert.ok(begun.ok, JSON.stringify(begun));
  const { job } = begun.value;
  const looks: JobLook<'video'>[] = [];
  for (let n = 0; n < 2; n++) {
    const look = await jobs.poll(job, context);
    assert.ok(look.ok, JSON.stringify(look));
    looks.push(look.value);
  }
  const [working, done] = looks;
  assert.deepEqual([working?.type, done?.type], ['working', 'done']);
  assert.equal(done?.type === 'done' && Buffer.from(done.value.video).toString(), 'frames');
  assert.deepEqual([server.ledger[0]?.credential, server.ledger[3]?.credential], ['a-test-key', null]);
  assert.deepEqual(
    server.ledger.map(({ method, path, key, body }) => [method, path, key, body]),
    [
      ['POST', '/v1/begin', 'key-1', { prompt: 'A rocket', duration: 4 }],
      ['POST', '/v1/look', null, { place: 'shelf 7' }],
      ['POST', '/v1/look', null, { place: 'shelf 7' }],
      ['GET', '/v1/7.mp4', null, null],
    ],
  );
});

test('a job has failed if its package says so, not if a query was refused', async () => {
  await using server = await modelServer();
  const jobs = await jobsOf(server);
  const look = () => jobs.poll('{"place":"shelf 7"}', context);
  server.next(says({ status: 'error', error: 'blocked by our moderation' }));
  const blocked = await look();
  assert.ok(blocked.ok && blocked.value.type === 'failed', JSON.stringify(blocked));
  assert.deepEqual([blocked.value.fault.kind, blocked.value.fault.charged], ['refused', 'maybe']);
  server.next({ type: 'status', status: 422 });
  const misfit = await look();
  assert.ok(misfit.ok && misfit.value.type === 'failed', JSON.stringify(misfit));
  server.next({ type: 'status', status: 401 }, { type: 'status', status: 503 });
  for (const kind of ['auth', 'overloaded']) {
    const refused = await look();
    assert.ok(!refused.ok && refused.error.kind === kind, JSON.stringify(refused));
  }
});
