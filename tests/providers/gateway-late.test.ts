/** The gateway and what comes late, or when nobody waits for it any more: it is paid for, and kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking, held, never, rest, rig, said, stageOf, writerOf } from './gateway-rig.ts';

test('an attempt that is timed out leaves its call behind, and the next attempt uses and settles what it brings', async () => {
  using r = rig();
  const late = held();
  writerOf(r).script = [late.reply];
  const [first, second] = [stageOf({ attempt: 1 }), stageOf({ attempt: 2 })];
  const attempt = new AbortController();
  const outcome = r.models.call('text', asking('writer'), first.stage, attempt.signal);
  await rest();
  attempt.abort('timeout');
  assert.equal((await outcome).type, 'failure');
  const again = r.models.call('text', asking('writer'), second.stage, never);
  await rest();
  late.give(said('late'));
  const answer = await again;
  assert.ok(answer.type === 'answer' && answer.value.text === 'late');
  assert.equal(writerOf(r).calls.length, 1);
  assert.deepEqual(first.notes.settled, []);
  assert.deepEqual(second.notes.settled[0]?.call, { attempt: 1, call: 1 });
});

test('a call that goes on without its attempt is ended after a while, at an unknown cost', async () => {
  using r = rig();
  writerOf(r).script = [held().reply, said('again')];
  const attempt = new AbortController();
  const outcome = r.models.call('text', asking('writer'), stageOf().stage, attempt.signal);
  await rest();
  attempt.abort('idle');
  await outcome;
  const { stage, notes } = stageOf({ attempt: 2 });
  const next = r.models.call('text', asking('writer'), stage, never);
  await rest();
  assert.equal(writerOf(r).calls.length, 1);
  await r.clock.pass(30_000);
  assert.equal((await next).type, 'answer');
  const { usd, source, error } = notes.settled[0]?.record ?? {};
  assert.deepEqual([usd, source, error], [null, 'unknown', 'stage/aborted']);
});

test('who ends the work can wait for what an attempt has left on its way, as long as there is time', async () => {
  using r = rig();
  writerOf(r).script = [held().reply];
  const attempt = new AbortController();
  const outcome = r.models.call('text', asking('writer'), stageOf().stage, attempt.signal);
  await rest();
  attempt.abort('timeout');
  await outcome;
  const order: string[] = [];
  const enough = new AbortController();
  const hurried = r.models.landed(enough.signal).then(() => order.push('hurried'));
  const patient = r.models.landed(never).then(() => order.push('patient'));
  enough.abort();
  await hurried;
  order.push('given up');
  await r.clock.pass(30_000);
  await patient;
  assert.deepEqual(order, ['hurried', 'given up', 'patient']);
});

test('an answer is written down though another program has the ledger to itself for a while', async () => {
  using r = rig();
  const finish = r.ledger.finish.bind(r.ledger);
  let tries = 0;
  r.ledger.finish = (...told) => {
    if (++tries <= 2) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    finish(...told);
  };
  const outcome = r.models.call('text', asking('writer'), stageOf({ attempt: 1 }).stage, never);
  await rest();
  await r.clock.pass(5_000);
  assert.equal((await outcome).type, 'answer');
  assert.equal(
    (await r.restarted().call('text', asking('writer'), stageOf({ attempt: 2 }).stage, never)).type,
    'answer',
  );
  assert.equal(writerOf(r).calls.length, 1);
});
