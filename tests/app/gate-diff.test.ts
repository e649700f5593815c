/** What a gate asked about, beside what was approved or what the draft says now. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateDiff } from '../../src/app/gate-diff.ts';
import type { Checkpoint, CheckpointApproval, CheckpointStage } from '../../src/model/checkpoint.ts';
import type { Json } from '../../src/model/json.ts';
import { checkpointOf } from '../adapters/rig.ts';
import { DeskRig, OUTLINE, questionOf, RUN } from './desk-rig.ts';

const DRAFT = 'runs/ep001.run/drafts/review.1.yaml';
const AT = '2026-11-21T00:00:00.000Z';
type Rig = Awaited<ReturnType<typeof DeskRig.make>>;

/** Asks, and writes down the question with what became of it. */
async function asked(p: Rig, more: Partial<CheckpointApproval> = {}, output?: Json): Promise<CheckpointStage> {
  const question = questionOf(p.desk, OUTLINE);
  p.desk.offer(question);
  const { read, subject, question: text } = question.round;
  const fingerprint = `sha256:${'0'.repeat(64)}`;
  const approval = { iteration: 1, question: text, read, draft: DRAFT, asked_at: AT, subject, fingerprint, ...more };
  const result =
    output === undefined ? {} : { result: { fingerprint, depends: {}, at: AT, output: { value: output } } };
  return { status: output === undefined ? 'awaiting_approval' : 'completed', approval, ...result };
}

async function record(p: Rig, stages: Checkpoint['stages']): Promise<void> {
  await using store = await p.project.openStore();
  const opened = await store.open(RUN);
  assert.ok(opened.ok);
  await using run = opened.value;
  await run.publish(checkpointOf(1, { stages }));
}

async function diff(p: Rig, gate: string | null) {
  const found = await gateDiff(p.project, RUN, gate);
  return found.ok ? found.value : found.error.map(({ code }) => code).join();
}

test('an open gate shows the draft in its current state', async () => {
  using p = await DeskRig.make();
  await record(p, { review: await asked(p) });
  p.put(DRAFT, '# my notes\n{ "title": "Tides" }\n');
  const found = await diff(p, null);
  assert.ok(typeof found === 'object');
  const { gate, iteration, decision, approved } = found;
  assert.deepEqual([gate, iteration, decision, approved.text], ['review', 1, null, 'title: Tides\n']);
  assert.equal(found.generated.text, 'title: Rockets\nsegments:\n  - text: |\n      one\n      two\n');
});

test('a waived gate shows no changes, and its missing question files are not reported', async () => {
  using p = await DeskRig.make();
  const read = 'runs/ep001.run/asked/no.yaml';
  await record(p, { review: await asked(p, { decision: 'approve', waived: true, read }, OUTLINE) });
  const found = await diff(p, null);
  assert.ok(typeof found === 'object', String(found));
  assert.deepEqual([found.decision, found.approved.text], ['waived', found.generated.text]);
});

test('an unchanged draft shows no difference, and a broken one is shown as it is', async () => {
  using p = await DeskRig.make();
  await record(p, { review: await asked(p) });
  const untouched = await diff(p, 'review');
  assert.ok(typeof untouched === 'object');
  assert.equal(untouched.approved.text, untouched.generated.text);
  p.put(DRAFT, 'title: [\r\n');
  const broken = await diff(p, 'review');
  assert.equal(typeof broken === 'object' && broken.approved.text, 'title: [\n');
});

test('an approved gate shows what was approved, whatever happened to the draft since', async () => {
  using p = await DeskRig.make();
  const by = [{ who: 'Ada', assurance: 'unverified' }] as const;
  await record(p, { review: await asked(p, { decision: 'approve', at: AT, by }, { title: 'Moon' }) });
  p.put(DRAFT, 'title: Tides\n');
  const found = await diff(p, 'review');
  assert.ok(typeof found === 'object');
  assert.deepEqual([found.decision, found.approved.text], ['approve', 'title: Moon\n']);
  assert.match(found.approved.label, /Ada/);
});

test('a gate of a sub-pipeline is found by its address', async () => {
  using p = await DeskRig.make();
  await record(p, { episode: { status: 'running', stages: { review: await asked(p) } } });
  const found = await diff(p, 'episode/review');
  assert.equal(typeof found === 'object' && found.gate, 'episode/review');
});

test('the only open gate need not be named; with two open gates one must be named', async () => {
  using p = await DeskRig.make();
  const open = await asked(p);
  const closed = await asked(p, { decision: 'reject', at: AT });
  await record(p, { first: closed, review: open });
  const found = await diff(p, null);
  assert.equal(typeof found === 'object' && found.gate, 'review');
  await record(p, { first: open, review: open });
  assert.equal(await diff(p, null), 'cli/which-gate');
  assert.equal(await diff(p, 'reviw'), 'cli/unknown-stage');
  await record(p, { script: { status: 'completed' }, review: { status: 'pending' } });
  for (const gate of [null, 'script', 'review']) assert.equal(await diff(p, gate), 'draft/no-question', String(gate));
});

test('a gate whose question files are gone cannot be compared', async () => {
  using p = await DeskRig.make();
  await record(p, { review: await asked(p) });
  p.put('runs/ep001.run/asked/review.1.yaml', 'title: Other\n');
  assert.equal(await diff(p, 'review'), 'draft/asked-gone');
});
