/** The gateway and what comes late, or when nobody waits for it any more: it is paid for, and kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking, held, never, rest, rig, said, stageOf, writerOf } from './gateway-rig.ts';

test('after a timeout the call continues, and the next attempt uses and settles its answer', async () => {
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

test('a call that continues without its attempt is ended after a while, with unknown cost', async () => {
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

test('at the end of the work, calls of ended attempts can be waited for, within a time limit', async () => {
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

test('an answer is stored even if another program locks the ledger for a while', async () => {
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

test('on a stop, answers of calls in flight can be waited for, and it is known whether there were any', async () => {
  using r = rig();
  const late = held();
  writerOf(r).script = [late.reply];
  assert.equal(await r.models.answered(never), 'none');
  const outcome = r.models.call('text', asking('writer'), stageOf().stage, never);
  await rest();
  const enough = AbortSignal.abort();
  assert.equal(await r.models.answered(enough), 'some');
  let isAnswered = false;
  const waiting = r.models.answered(never).then((were) => {
    isAnswered = true;
    return were;
  });
  await rest();
  assert.equal(isAnswered, false);
  late.give(said('late'));
  assert.equal(await waiting, 'some');
  assert.equal((await outcome).type, 'answer');
});
