/** What `run`, `status` and `list` say, over checkpoints of the real engine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digest, durationMs, projectPath, usdMicros } from '../../src/model/brand.ts';
import type { Checkpoint } from '../../src/model/checkpoint.ts';
import type { AttemptEnd } from '../../src/ports/executor.ts';
import { runCostText, taskCostText } from '../../src/report/cost-text.ts';
import { listEntry, listReport } from '../../src/report/list.ts';
import { planReport } from '../../src/report/plan-text.ts';
import { runSummary } from '../../src/report/run-summary.ts';
import { statusReport } from '../../src/report/status.ts';
import { buildPipeline, childStage, RETRY } from '../rig/build-pipeline.ts';
import { failure, finish, rig, success } from '../rig/engine.ts';
import { checkpointOf, withFile } from './checkpoint-of.ts';

test('a completed run ends with its results, their place, the cost and what to type next', async () => {
  const checkpoint = await checkpointOf({ mix: {} }, () => withFile);
  const text = runSummary({ checkpoint, reason: 'rest', worked: true });
  assert.match(text, /^test completed: 1 of 1 task done\n/);
  assert.match(text, /Artifacts\n {2}runs\/test\.run\/mix\/episode\.mp3 {2}4\.1 KB {2}mix\n/);
  assert.match(text, /Cost +none reported\n/);
  assert.match(text, /Checkpoint +runs\/test\.checkpoint\.json\n/);
  assert.match(text, /Next: .*pipeline-runner lineage runs\/test\.run\/mix\/episode\.mp3\n$/);
});

test('results begin with the outputs in order, and before there are any with the latest stages', async () => {
  const fileOf = (path: string): AttemptEnd => ({
    ...withFile,
    artifacts: [
      {
        name: 'file.bin',
        path: projectPath(path),
        sha256: digest('sha256:ab'),
        bytes: 1,
        mediaType: 'application/octet-stream',
      },
    ],
  });
  const ran = await checkpointOf({ report: {}, video: { needs: ['report'] } }, ({ task }) =>
    fileOf(`runs/test.run/${task}/file.bin`),
  );
  const listed = (checkpoint: Checkpoint): readonly string[] =>
    [...runSummary({ checkpoint, reason: 'rest', worked: true }).matchAll(/^ {2}(\S+) +1 B/gm)].map(
      ([, file = '']) => file,
    );
  const [report, video] = ['runs/test.run/report/file.bin', 'runs/test.run/video/file.bin'];
  const completed = { ...ran, outputs: { title: 'Silk', video, report } };
  assert.deepEqual(listed(completed), [video, report]);
  assert.match(runSummary({ checkpoint: completed, reason: 'rest', worked: true }), /lineage \S+video\/file\.bin\n$/);
  const { outputs: _, ...waiting } = { ...ran, status: 'awaiting_approval' as const };
  assert.deepEqual(listed(waiting), [video, report]);
});

test('a run that was already at rest says that there was nothing to do', async () => {
  const checkpoint = await checkpointOf({ mix: {} }, () => withFile);
  assert.match(runSummary({ checkpoint, reason: 'rest', worked: false }), /^test completed \(nothing to do\):/);
});

test('a failed run names each failed stage with its log, what waits for it, and how to try again', async () => {
  const failed: AttemptEnd = {
    ...failure('no \u001B[2Jluck'),
    type: 'failure',
    outcome: 'failure',
    log: projectPath('runs/test.run/logs/a.2.log'),
    failure: { code: 'command/exit', message: 'no \u001B[2Jluck', retry: 'policy', hint: 'install it' },
  };
  const retry = { ...RETRY, attempts: 2, min: durationMs(1), max: durationMs(1) };
  const checkpoint = await checkpointOf({ a: { retry }, b: { needs: ['a'] }, c: { needs: ['b'] } }, () => failed);
  const text = runSummary({ checkpoint, reason: 'rest', worked: true });
  assert.match(
    text,
    /^test failed: 0 of 3 tasks done\n\nFailed\n {2}a after 2 attempts: command\/exit: no \\u001B\[2Jluck\n/,
  );
  assert.match(
    text,
    / {4}hint: install it\n {4}log: {2}runs\/test\.run\/logs\/a\.2\.log\n {2}2 stages not started, because the run failed: b, c\n/,
  );
  assert.match(text, /Next: fix the cause, then pipeline-runner retry test and pipeline-runner run test/);
});

test('the cause of a failed run is shown before, and separate from, tolerated failures', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 13 }, (_, n) => [`gone_${n}`, { onError: 'continue' as const }]),
  );
  const checkpoint = await checkpointOf({ ...many, list: { foreach: '2', onError: 'continue' }, z: {} }, ({ task }) =>
    task === 'list[k0]' ? success() : failure(),
  );
  const text = runSummary({ checkpoint, reason: 'rest', worked: true });
  assert.match(text, /\n\nFailed\n {2}z: [^\n]*\nFailed, but the run continued\n {2}gone_0: /);
  const status = statusReport({ run: 'test', checkpoint, driven: false, now: 0 });
  assert.match(status, /^ {2}gone_0 +failed .* the run continues; test\/failed/m);
  assert.match(status, /^ {4}list\[k1\] +failed .* the run continues; test\/failed/m);
  assert.doesNotMatch(status, /^ {2}z +failed .* the run continues/m);
  assert.equal(checkpoint.stages.gone_0?.on_error, 'continue');
  assert.equal(checkpoint.stages.list?.on_error, 'continue');
  assert.equal(checkpoint.stages.z?.on_error, undefined);
});

test('a completed run lists its tolerated failures, and does not call itself failed', async () => {
  const checkpoint = await checkpointOf({ a: { onError: 'continue' } }, () => failure());
  assert.match(
    runSummary({ checkpoint, reason: 'rest', worked: true }),
    /^test completed: 1 of 1 task done\n\nFailed, but the run continued\n {2}a: /,
  );
});

test('an interrupted run says how to continue', async () => {
  const checkpoint = await checkpointOf({ a: {} }, () => success());
  assert.match(
    runSummary({ checkpoint, reason: 'shutdown', worked: true }),
    /^test was interrupted[\s\S]*Next: to resume, pipeline-runner run test\./,
  );
});

test('paused and cancelled runs, and those without budget, say what to change in the manifest', async () => {
  const checkpoint = await checkpointOf({ a: {} }, () => success());
  const next = (change: Partial<Checkpoint>): string =>
    runSummary({ checkpoint: { ...checkpoint, ...change }, reason: 'rest', worked: true })
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  assert.match(
    next({ status: 'paused' }),
    /remove `paused: true` from runs\/test\.yaml, then pipeline-runner run test/,
  );
  const pause = { reason: 'budget', message: 'used up', needs_usd_micros: 2_491_000 } as const;
  assert.match(
    next({ status: 'budget_exceeded', pause }),
    /set `budget: \{ usd: 2\.50 \}` in runs\/test\.yaml, or more to cover what comes after \(see pipeline-runner plan test\), then/,
  );
  for (const [scope, says] of [
    ['stage', /budget: \{ stages: \{ parts: 2\.50 \} \}/],
    ['attempt', /budget: \{ max_cost: 2\.50 \}/],
    ['day', /budget\.day/],
    ['unknown', /`prices` in the config and use pipeline-runner retry test, or .*unknown_cost: warn/],
  ] as const)
    assert.match(next({ status: 'budget_exceeded', pause: { ...pause, scope, stage: 'parts' } }), says);
  assert.match(next({ status: 'cancelled' }), /pipeline-runner retry test/);
});

test('a run that waits for a price is not said to have used up its budget', async () => {
  const done = await checkpointOf({ a: {} }, () => success());
  const head = (scope: NonNullable<Checkpoint['pause']>['scope']): string | undefined => {
    const pause = { reason: 'budget', message: 'why', ...(scope === undefined ? {} : { scope }) } as const;
    const checkpoint: Checkpoint = { ...done, status: 'budget_exceeded', pause };
    return runSummary({ checkpoint, reason: 'rest', worked: true }).split('\n')[0];
  };
  assert.match(head('unknown') ?? '', /^test is paused: a price is unknown: /);
  for (const scope of [undefined, 'stage', 'day'] as const)
    assert.match(head(scope) ?? '', /^test is paused: its budget is used up: /);
});

test('of a stage with unknown costs the known ones are shown', () => {
  const attempt = { n: 1, started_at: '2026-11-21T09:00:00.000Z', outcome: 'success', effect_key: 'k' } as const;
  const call = { capability: 'text', provider: 'p', type: 't', model: 'm' } as const;
  const paid = { ...call, usd_micros: 20_000, source: 'computed' } as const;
  const lost = { ...call, usd_micros: null, source: 'unknown', at_most_usd_micros: 50_000 } as const;
  const cost = { usd_micros: null, tokens: 15 };
  assert.equal(
    taskCostText({ cost, attempts: [{ ...attempt, cost, calls: [paid, lost, lost] }] }),
    'at least $0.02 (2 costs unknown) 15 tokens',
  );
  const reported = { ...attempt, n: 2, cost: { usd_micros: 30_000 } };
  assert.equal(
    taskCostText({ cost, attempts: [{ ...attempt, cost }, reported] }),
    'at least $0.03 (1 cost unknown) 15 tokens',
  );
  assert.equal(taskCostText({ cost, attempts: [{ ...attempt, cost, calls: [lost] }] }), 'unknown 15 tokens');
});

test('an unknown cost is never shown as zero', () => {
  const cost = (usd_micros: number, at_most_usd_micros: number, unknown?: number, tokens = 0) =>
    runCostText({ cost: { usd_micros, at_most_usd_micros, tokens, ...(unknown ? { unknown } : {}) }, stages: {} });
  assert.equal(cost(0, 0), 'none reported');
  assert.equal(cost(120_000, 120_000), '$0.12');
  assert.equal(cost(120_000, 300_000), '$0.12, at most $0.30 including lost attempts');
  assert.equal(cost(0, 0, 2), 'at least $0.00 (2 costs unknown)');
  assert.equal(cost(0, 0, undefined, 7), '$0.00, 7 tokens');
});

test('`status` lists stages and items with their details', async () => {
  const checkpoint = await checkpointOf(
    { a: { foreach: '2', onError: 'continue' }, b: { needs: ['a'], when: 'false' }, c: {}, d: { needs: ['c'] } },
    ({ task }) => (task === 'c' || task === 'a[k1]' ? failure('bad') : success()),
  );
  const lines = statusReport({ run: 'test', checkpoint, driven: false, now: 0 })
    .split('\n')
    .map((line) => line.trim());
  assert.ok(
    lines.some((line) => /^a +failed +1\/2 items, 1 failed; the run continues$/.test(line)),
    lines.join('\n'),
  );
  assert.ok(lines.some((line) => /^a\[k1\] +failed +1 +0 ms +the run continues; test\/failed: bad$/.test(line)));
  assert.ok(lines.some((line) => /^d +pending +waits for c, which failed$/.test(line)));
});

test('the duration of a killed execution is unknown, not zero', async () => {
  const ran = await checkpointOf({ a: {} }, () => success());
  const [period] = ran.executions;
  assert.ok(period);
  const { ended_at: _, duration_ms: __, ...killed } = period;
  const worked = (executions: Checkpoint['executions']): string =>
    /worked +(.*)/.exec(
      statusReport({ run: 'test', checkpoint: { ...ran, executions }, driven: false, now: 0 }),
    )?.[1] ?? '';
  assert.equal(worked([killed]), 'unknown: its process was killed');
  assert.equal(worked([killed, { ...period, duration_ms: 3000 }]), 'at least 3.0 s in 2 periods');
  assert.equal(worked([{ ...period, duration_ms: 3000 }]), '3.0 s');
});

test('of many items only those with details are listed', async () => {
  const checkpoint = await checkpointOf({ a: { foreach: '30' } }, ({ task }) =>
    task === 'a[k7]' ? failure() : success(),
  );
  const text = statusReport({ run: 'test', checkpoint, driven: false, now: 0 });
  assert.equal(text.match(/^ +a\[k\d+\]/gm)?.length, 1);
  assert.match(text, /29 items not listed: done\n/);
  const show = buildPipeline({ e: childStage(buildPipeline({ x: {}, y: {} }), { foreach: '5' }) });
  const made = rig(show, { work: () => success() });
  await finish(made);
  const many = statusReport({ run: 'test', checkpoint: made.published.at(-1) ?? null, driven: false, now: 0 });
  assert.match(many, /5 items and 10 inner stages not listed: done\n/);
});

test('`status` shows outputs like the end of the run, one line each', async () => {
  const ran = await checkpointOf({ mix: {} }, () => withFile);
  const checkpoint = { ...ran, outputs: { title: 'Silk', lines: Array.from({ length: 40 }, (_, n) => n), count: 40 } };
  const text = statusReport({ run: 'test', checkpoint, driven: false, now: 0 });
  const [, block = ''] = /\n(Outputs\n(?: {2}.*\n)+)/.exec(text) ?? [];
  assert.match(block, /^Outputs\n {2}title {2}Silk\n {2}lines {2}\[0,1,.*\n {2}count {2}40\n$/);
  assert.ok(runSummary({ checkpoint, reason: 'rest', worked: true }).includes(block));
});

test('of very many failed items the first are listed, with the number of others', async () => {
  const checkpoint = await checkpointOf({ a: { foreach: '50', onError: 'continue' } }, ({ task }) =>
    task.startsWith('a[') && task !== 'a[k7]' ? failure() : success(),
  );
  const text = statusReport({ run: 'test', checkpoint, driven: false, now: 0 });
  const listed = [...text.matchAll(/^ +a\[k(\d+)\] +failed/gm)].map(([, nth]) => Number(nth));
  assert.deepEqual(
    listed,
    [...Array(21).keys()].filter((nth) => nth !== 7),
  );
  assert.match(text, /\n {2}29 more failed or cancelled items not listed\n {2}1 item not listed: done/);
});

test('on a narrow terminal a remark is shown below its stage, broken between words', async () => {
  const message = 'the server said that its queue is full, and that it takes no more of them today';
  const checkpoint = await checkpointOf({ list: { foreach: '2' }, b: {} }, ({ task }) =>
    task === 'list[k1]' ? failure(message) : success(),
  );
  const shown = (columns: number | null): string =>
    statusReport({ run: 'test', checkpoint, driven: false, now: 0, columns });
  assert.match(shown(null), new RegExp(`^ {4}list\\[k1\\] +failed .* test/failed: ${message}$`, 'm'));
  const narrow = shown(70);
  assert.match(narrow, /^ {4}list\[k1\] +failed +1 +0 ms\n {8}test\/failed: the server said .*\n {12}.* today$/m);
  assert.match(narrow, /^ {2}list +failed +1\/2 items, 1 failed$/m, 'what fits stays beside');
  assert.deepEqual(
    narrow.split('\n').filter((line) => line.length > 70 && !line.startsWith('Next:')),
    [],
  );
});

test('the cost of a foreach stage or a sub-pipeline is the sum of what is inside', async () => {
  const cost = { usd: usdMicros(1_500_000), tokens: 10 };
  const inner = childStage(buildPipeline({ x: { foreach: '2' }, y: {} }));
  const made = rig(buildPipeline({ list: { foreach: '2' }, e: inner, free: { foreach: '2' } }), {
    work: ({ task, report }) => {
      if (!task.startsWith('free')) report({ type: 'cost', cost });
      return success();
    },
  });
  await finish(made);
  const text = statusReport({ run: 'test', checkpoint: made.published.at(-1) ?? null, driven: false, now: 0 });
  assert.match(text, /^ {2}list +completed +\$3\.00 20 tokens +2\/2 items$/m);
  assert.match(text, /^ {2}e +completed +\$4\.50 30 tokens$/m);
  assert.match(text, /^ {2}free +completed +2\/2 items$/m);
});

test('a run that never started says how to start it', () => {
  assert.match(
    statusReport({ run: 'x', checkpoint: null, driven: false, now: 0 }),
    /Not started. To start it: pipeline-runner run x\n$/,
  );
});

test('a list has one line per run and counts them by status', async () => {
  const checkpoint = await checkpointOf({ a: {} }, () => success());
  const done = listEntry({ run: 'test', pipeline: 'p', checkpoint, driven: false, problem: null });
  const broken = listEntry({ run: 'bad', pipeline: null, checkpoint: null, driven: false, problem: 'x' });
  assert.deepEqual([done.status, broken.status], ['completed', 'invalid']);
  const text = listReport([done, broken], { now: 0 });
  assert.match(text, /^RUN +STATUS +DONE +PIPELINE/);
  assert.match(text, /^test +completed +1\/1 +test +\d.*\nbad +invalid\n {2}x\n\n2 runs: 1 completed, 1 invalid\n$/m);
  const [, again] = listReport([broken, { ...broken, run: 'worse', status: 'pending' }], { now: 0 }).split('\n  x\n');
  assert.equal(again, 'worse  pending');
  assert.match(listReport([], { now: 0 }), /No runs yet/);
});

test('`status` says where a mistake is and what lets a run continue; for a running one nothing to type', async () => {
  const ran = await checkpointOf({ a: {} }, () => success());
  const shown = (over: Partial<typeof ran>, driven = false): string =>
    statusReport({ run: 'test', checkpoint: { ...ran, ...over }, driven, now: 0 });
  assert.doesNotMatch(shown({}), /Next:/);
  assert.match(shown({ status: 'failed' }), /Next: fix the cause, then pipeline-runner retry test and /);
  assert.match(shown({ status: 'running' }), /Next: to resume, pipeline-runner run test\./);
  assert.doesNotMatch(shown({ status: 'running' }, true), /Next:/);
  const pause = { reason: 'budget', message: 'used up', needs_usd_micros: 1_300_000 } as const;
  assert.match(shown({ status: 'budget_exceeded', pause }), /Next: set `budget: \{ usd: 1\.30 \}` in runs\/test\.yaml/);
  const at = { file: 'runs/test.yaml', line: 3, column: 5, length: 1, excerpt: '' };
  const unknown = { code: 'format/unknown-key', severity: 'error', message: 'unknown', at } as const;
  const invalid = shown({ status: 'invalid', pipeline: { ...ran.pipeline, name: '' }, diagnostics: [unknown] });
  assert.match(invalid, /^runs\/test\.yaml:3:5 error\[format\/unknown-key\]: unknown$/m);
  assert.match(invalid, /Next: fix runs\/test\.yaml, then pipeline-runner run test\./);
  assert.doesNotMatch(invalid, /STAGE|started/);
  const gone = { code: 'manifest/missing', severity: 'warning', message: 'gone', at: null } as const;
  assert.match(shown({ status: 'paused', diagnostics: [gone] }), /Next: restore runs\/test\.yaml/);
});

test('names from others cannot control the terminal, wherever they are shown', async () => {
  const evil = '\u001B[2Jred\u202E';
  const ran = await checkpointOf({ a: {} }, () => success());
  const checkpoint = { ...ran, outputs: { [evil]: 1 }, pipeline: { ...ran.pipeline, name: evil } };
  const listed = listEntry({ run: 'test', pipeline: null, checkpoint, driven: false, problem: null });
  const pending = listEntry({ run: 'new', pipeline: evil, checkpoint: null, driven: false, problem: null });
  const texts = [
    runSummary({ checkpoint, reason: 'rest', worked: true }),
    statusReport({ run: 'test', checkpoint, driven: false, now: 0 }),
    listReport([listed, pending], { now: 0 }),
    planReport({
      ...{ run: 'x', pipeline: evil, begins: 'new', generation: 1, manifest: 'as-it-is' },
      ...{ expected_ms: null, expected_cost: null, held: null, tasks: [], gone: [], diagnostics: [] },
    }),
  ];
  for (const text of texts) assert.ok(!text.includes('\u001B') && !text.includes('\u202E'), text);
  assert.doesNotMatch(texts[0] ?? '', /Artifacts/, 'nothing was made but outputs');
});
