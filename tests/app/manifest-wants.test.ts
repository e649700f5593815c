/** Whether a run that waits for money may go on, by its manifest and its checkpoint alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wishesOf } from '../../src/app/drive/wishes.ts';
import { wantedOf } from '../../src/app/notes/manifest-wants.ts';
import { epochMs, usdMicros } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { parseManifest } from '../../src/parse/manifest.ts';

const AT = '2026-11-21T12:00:00.000Z';
const NOON = Date.parse(AT);
const DOLLAR = usdMicros(1_000_000);

type Pause = NonNullable<Checkpoint['pause']>;

function wanted(pause: Partial<Pause>, manifest = '', { now = NOON, day = DOLLAR } = {}) {
  const checkpoint: Checkpoint = {
    ...{ version: 1, run: 'r', uid: 'u', serial: 3, pipeline: { name: 'p', digest: 'sha256:0' } },
    ...{ status: 'budget_exceeded', generation: 1, created_at: AT, executions: [], stages: {} },
    progress: { completed: 0, total: 1, percent: 0 },
    cost: { usd_micros: 0, at_most_usd_micros: 0, tokens: 0 },
    pause: { reason: 'budget', message: 'as it was recorded', call: { task: 'b', model: 'm' }, ...pause },
  };
  const project = { config: { dayBudget: day }, clock: { now: () => epochMs(now) } };
  const { isFree, checkpoint: shown } = wantedOf(project, { manifest: read(manifest), checkpoint, driven: false });
  return [isFree, shown.pause?.message];
}

function read(more: string): Manifest {
  const { manifest } = parseManifest('runs/r.yaml', `pipeline: p\n${more}`);
  assert.ok(manifest);
  return manifest;
}

const FREE = [true, 'its budget is enough now: nothing holds it any more'];
const RECORDED = [false, 'as it was recorded'];
const held = (budget: string) => [false, `${budget} does not cover the next call of b (m): $0.30 needed in total`];
const NEEDS = { needs_usd_micros: 300_000 };

test('the budget of the run is that of the manifest, or else that of the pipeline', () => {
  assert.deepEqual(wanted(NEEDS), RECORDED);
  assert.deepEqual(wanted(NEEDS, 'budget: { usd: 0.2 }\n'), held('the budget of $0.20'));
  assert.deepEqual(wanted(NEEDS, 'budget: { usd: 0.3 }\n'), FREE);
  assert.deepEqual(wanted(NEEDS, 'budget: { usd: 0.3 }\npaused: true\n'), [false, 'its budget is enough now']);
});

test('budgets of stages and of calls are enforced', () => {
  const stage = { ...NEEDS, scope: 'stage', stage: 'a' } as const;
  assert.deepEqual(
    wanted(stage, 'budget: { usd: 9, stages: { a: 0.2 } }\n'),
    held('the budget of the stage a of $0.20'),
  );
  assert.deepEqual(wanted(stage, 'budget: { stages: { a: 0.3 } }\n'), FREE);
  assert.deepEqual(wanted({ ...NEEDS, scope: 'attempt' }, 'budget: { usd: 9 }\n'), RECORDED);
  assert.deepEqual(wanted({ ...NEEDS, scope: 'attempt' }, 'budget: { max_cost: 0.3 }\n'), FREE);
});

test('a budget that was removed from the manifest no longer applies', () => {
  const said = { ...NEEDS, limit_usd_micros: 100_000 } as const;
  const out = [
    true,
    'the budget that held it was removed from its manifest: it resumes under the budget of the pipeline',
  ];
  for (const [pause, name] of [
    [{ ...said, scope: 'stage', stage: 'a' }, 'the budget of the stage a'],
    [{ ...said, scope: 'attempt' }, 'max_cost'],
  ] as const) {
    assert.deepEqual(wanted(pause), out);
    assert.deepEqual(wanted(pause, 'budget: { usd: 9, stages: { a: 0.3 }, max_cost: 0.3 }\n'), FREE);
    assert.deepEqual(wanted(pause, 'budget: { stages: { a: 0.2 }, max_cost: 0.2 }\n'), held(`${name} of $0.20`));
  }
});

test('an unknown cost pauses the run until the manifest permits it', () => {
  const unknown = { scope: 'unknown', message: 'no known price' } as const;
  assert.deepEqual(wanted(unknown), [false, 'no known price']);
  assert.deepEqual(wanted(unknown, 'budget: { usd: 9 }\n'), [false, 'no known price']);
  assert.deepEqual(wanted(unknown, 'budget: { unknown_cost: warn }\n'), FREE);
});

test('the budget of the day can be raised by the config, or starts again after midnight', () => {
  const day = { ...NEEDS, scope: 'day', at: AT } as const;
  const [isFree, message] = wanted(day, '', { day: usdMicros(200_000) });
  assert.equal(isFree, false);
  assert.match(
    String(message),
    /^the budget of the day of \$0\.20 .* does not cover the next call: \$0\.30 needed in total; /,
  );
  assert.deepEqual(wanted(day), FREE);
  assert.deepEqual(wanted(day, '', { day: usdMicros(200_000), now: NOON + 12 * 3_600_000 }), FREE);
});

test('with a budget, calls of unknown cost are blocked unless pipeline or manifest say to warn; without one they are reported', () => {
  const said = (manifest: string, own: 'block' | 'warn' | null = null) => {
    const budget = own && { usd: DOLLAR, unknownCost: own };
    const { budget: most, limits } = wishesOf(read(manifest), { budget }, { dayBudget: null });
    return [most, limits?.unknownCost];
  };
  assert.deepEqual(said(''), [null, 'warn']);
  assert.deepEqual(said('budget: { usd: 1 }\n'), [DOLLAR, 'block']);
  assert.deepEqual(said('budget: { usd: 1, unknown_cost: warn }\n'), [DOLLAR, 'warn']);
  assert.deepEqual(said('', 'block'), [DOLLAR, 'block']);
  assert.deepEqual(said('', 'warn'), [DOLLAR, 'warn']);
  assert.deepEqual(said('budget: { usd: 2, unknown_cost: block }\n', 'warn'), [2 * DOLLAR, 'block']);
});
