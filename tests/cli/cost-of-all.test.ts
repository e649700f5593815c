/** `cost` of all runs at once: by reason, by pipeline, by month, and since a time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptWhy } from '../../src/core/attempt-why.ts';
import type { CheckpointAttempt } from '../../src/model/checkpoint.ts';
import { project, type TestProject } from './rig.ts';

/** Costs two cents, and fails the first time that it is tried. */
const SCRIPT = 'echo \'{"cost":{"usd":0.02}}\' >> "$PIPELINE_EVENTS"; mkdir "$1.tried" 2>/dev/null && exit 1; exit 0';
const FILES = {
  'pipelines/pay.yaml': `stages:
  one:
    uses: command
    retry: { attempts: 2, min: 1ms }
    with: { argv: [sh, -c, ${JSON.stringify(SCRIPT)}, sh, "\${{ run.id }}"], cwd: "." }
`,
  'runs/a.yaml': 'pipeline: pay\n',
  'runs/b.yaml': 'pipeline: pay\n',
};

type Rows = readonly (readonly [string, number])[];

const rowsOf = (p: TestProject, ...flags: readonly string[]): Promise<Rows> => rowsBy(p, 'why', ...flags);

async function rowsBy(p: TestProject, key: string, ...flags: readonly string[]): Promise<Rows> {
  const { out, err } = await p.cli('cost', '--by', key, '--json', ...flags);
  assert.ok(out.startsWith('{'), err);
  const { rows }: { readonly rows: readonly { readonly name: string; readonly usd_micros: number }[] } =
    JSON.parse(out);
  return rows.map(({ name, usd_micros }) => [name, usd_micros]);
}

test('`cost --by why` shows over all runs what was paid again, and why', async () => {
  using p = project(FILES);
  for (const run of ['a', 'b']) assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  await p.cli('retry', 'a', '--from', 'one');
  assert.equal((await p.cli('run', 'a', '--quiet')).code, 0);
  assert.deepEqual(await rowsOf(p), [
    ['after a failure', 40_000],
    ['first attempt', 40_000],
    ['rerun', 20_000],
  ]);
});

test('cost --by pipeline adds up the runs of each pipeline, and --by month those of each month', async () => {
  using p = project({
    ...FILES,
    'pipelines/other.yaml': FILES['pipelines/pay.yaml'],
    'runs/c.yaml': 'pipeline: other\n',
  });
  for (const run of ['a', 'b', 'c']) assert.equal((await p.cli('run', run, '--quiet')).code, 0);
  assert.deepEqual(await rowsBy(p, 'pipeline'), [
    ['pay', 80_000],
    ['other', 40_000],
  ]);
  const months = await rowsBy(p, 'month');
  assert.ok(months.every(([name]) => /^\d{4}-\d\d$/.test(name)));
  assert.equal(
    months.reduce((sum, [, usd]) => sum + usd, 0),
    120_000,
  );
});

test('`cost --since` leaves out what was spent before', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'a', '--quiet')).code, 0);
  assert.deepEqual(await rowsOf(p, '--since', '1h'), await rowsOf(p));
  const { out } = await p.cli('cost', '--since', '2999-01-01');
  assert.equal(out, 'No cost since 2999-01-01 00:00:00.\n');
});

const attempt = (outcome: CheckpointAttempt['outcome'], generation?: number): CheckpointAttempt => ({
  ...{ n: 1, started_at: '2026-11-21T00:00:00.000Z', outcome, effect_key: 'k' },
  ...(generation === undefined ? {} : { generation }),
});

test('the reason for an attempt is derived from the attempt before it', () => {
  const told = (before: CheckpointAttempt | undefined, generation?: number) =>
    attemptWhy(attempt('running', generation), before);
  assert.deepEqual(
    [told(undefined), told(attempt('failure')), told(attempt('timeout')), told(attempt('cancellation'))],
    ['first attempt', 'after a failure', 'after a timeout', 'after a stop'],
  );
  assert.deepEqual(
    [told(attempt('success')), told(attempt('success'), 2), told(attempt('failure'), 2), told(attempt('lost'), 2)],
    ['changed or sent back', 'rerun', 'rerun', 'after a kill'],
  );
});
