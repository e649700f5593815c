/**
 * The books of a run over random lives: calls are asked for, granted, settled, dropped, left open and settled late;
 * attempts end in every way; the runner is killed and reads its checkpoint.
 *
 * M1. What a run has spent is the sum over the calls in its checkpoint, to the micro-dollar.
 * M2. What it may have cost at most is the same with the ceilings of what is not known.
 * M3. What is spent, open and set aside never exceeds the budget, while no call costs more than its ceiling.
 * M4. What `cost` tells adds up to the head of the checkpoint exactly, whatever its lines are about.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSums, costLines, costRows, NO_COST } from '../../src/core/cost-lines.ts';
import { encode } from '../../src/core/encode.ts';
import type { Checkpoint, CheckpointAttempt, CheckpointTask } from '../../src/model/checkpoint.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { Luck } from '../rig/luck.ts';
import { Story } from '../rig/story.ts';

const CASES = 120;
const STEPS = 60;
const KEYS = ['k0', 'k1', 'k2', 'k3', 'k4'];
const SEED = Number(process.env.SEED ?? 20261121);

const attemptsIn = ({ attempts = [] }: CheckpointTask): readonly CheckpointAttempt[] => attempts;

function booked({ stages }: Checkpoint): { readonly usd: number; readonly atMost: number; readonly reserved: number } {
  const { items = {} } = stages.a ?? {};
  const sum = { usd: 0, atMost: 0, reserved: 0 };
  for (const task of Object.values(items as Record<string, CheckpointTask>)) {
    for (const { calls = [], outcome } of attemptsIn(task)) {
      for (const { usd_micros, at_most_usd_micros = 0, reserved_usd_micros = 0 } of calls) {
        sum.usd += usd_micros ?? 0;
        if (outcome === 'running' && usd_micros === undefined) sum.reserved += reserved_usd_micros;
        else sum.atMost += usd_micros ?? at_most_usd_micros;
      }
    }
  }
  return sum;
}

const KEYS_OF_COST = ['stage', 'provider', 'model', 'day'] as const;

/** M4. */
function assertTold(checkpoint: Checkpoint, at: string): void {
  const lines = costLines(checkpoint);
  assert.ok(
    lines.every(({ stage }) => stage === 'a'),
    'every part of it is told by a call',
  );
  const { usd_micros: usd, at_most_usd_micros: atMost, unknown = 0, tokens } = checkpoint.cost;
  for (const by of KEYS_OF_COST) {
    const rows = costRows(lines, (line) => line[by] ?? '');
    const total = rows.reduce(addSums, NO_COST);
    const told = { usd: total.usd, atMost: total.atMost, unknown: total.unknown, tokens: total.tokens };
    assert.deepEqual(told, { usd, atMost, unknown, tokens }, `by ${by}, ${at}`);
  }
}

/** One thing that may happen to the run. */
function step(story: Story, luck: Luck): void {
  const key = `a[${luck.pick(KEYS)}]`;
  const task = story.task(key);
  const open = task.attempts.flatMap((attempt) =>
    attempt.calls.flatMap(({ n, ceiling, record }) =>
      record ? [] : [{ attempt: attempt.n, n, ceiling: ceiling ?? 0 }],
    ),
  );
  const dice = luck.int(1, 10);
  if (dice === 1) {
    story.facts = { ...story.facts, asks: [] };
    story.crashes();
  } else if (task.status !== 'running') {
    story.goesOn();
  } else if (dice <= 5 && !(story.facts.asks ?? []).some((ask) => ask.task === key)) {
    story.wants(key, luck.int(0, 50));
  } else if (dice <= 8 && open.length > 0) {
    const call = luck.pick(open);
    story.settles(key, call.n, luck.chance(0.1) ? null : luck.int(0, call.ceiling), call.attempt);
  } else if (dice === 9) {
    story.facts = { ...story.facts, asks: (story.facts.asks ?? []).filter((ask) => ask.task !== key) };
    story.fails(key, 0);
  }
}

/** The engine tells what it granted, and asks for it no more. */
function answered(story: Story): void {
  story.goesOn();
  const isOpen = (task: string, n: number, call: number): boolean => {
    const attempt = story.task(task).attempts.at(-1);
    return attempt?.n === n && attempt.outcome === 'running' && attempt.calls.every((one) => one.n < call);
  };
  if (story.state.phase === 'paused') story.facts = { ...story.facts, asks: [] };
  const asks = (story.facts.asks ?? []).filter(({ task, n, call }) => isOpen(task, n, call));
  story.facts = { ...story.facts, asks };
}

for (const [name, shift] of [
  ['with a budget', 0],
  ['without one', 1],
] as const)
  test(`the costs of a run add up to the micro-dollar, ${name}`, () => {
    for (let n = 0; n < CASES; n++) {
      const seed = SEED + 2 * n + shift;
      const luck = new Luck(seed);
      const story = new Story(buildPipeline({ a: { foreach: JSON.stringify(KEYS), retry: { ...RETRIES } } }));
      const budget = shift === 0 ? luck.int(50, 400) : null;
      story.facts = { budget };
      story.goesOn();
      for (let i = 0; i < STEPS && story.state.phase === 'running'; i++) {
        step(story, luck);
        answered(story);
        const { usd, atMost } = story.state.spent;
        const at = `seed ${seed}, step ${i}`;
        const checkpoint = encode(story.pipeline, story.state);
        assert.deepEqual({ usd, atMost, reserved: story.state.reserved }, booked(checkpoint), at);
        assertTold(checkpoint, at);
        if (budget !== null) assert.ok(atMost + story.state.reserved <= budget, `over the budget: ${at}`);
      }
    }
  });

const RETRIES = {
  ...{ attempts: 100, backoff: 'fixed', min: 0, max: 0, jitter: false, maxLost: 100, on: null },
} as unknown as NonNullable<Parameters<typeof buildPipeline>[0][string]['retry']>;
