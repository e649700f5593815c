import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loseAttempt, reusable } from '../../src/core/task.ts';
import { type Digest, epochMs, projectPath } from '../../src/model/brand.ts';
import type { Attempt, TaskResult } from '../../src/model/result.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';

const fingerprint = 'sha256:1' as Digest;
const result: TaskResult = {
  fingerprint,
  depends: {},
  output: { type: 'inline', value: 1 },
  artifacts: [],
  at: epochMs(1),
  origin: 'executed',
};
const task = (earlier: readonly TaskResult[]) => ({
  attempts: [],
  round: 1,
  childBefore: null,
  rounds: [],
  fingerprint,
  earlier,
});

test('an earlier result with an equal fingerprint is reused, but not one whose files were replaced', () => {
  assert.equal(reusable(task([result])), result);
  assert.equal(reusable(task([{ ...result, replaced: true }])), undefined);
  assert.equal(reusable(task([{ ...result, replaced: true }, result])), result);
  assert.equal(reusable(task([{ ...result, fingerprint: 'sha256:2' as Digest }])), undefined);
});

test('files of an earlier result are not trusted after a lost attempt, which may have replaced them', () => {
  const stage = buildPipeline({ a: {} }).graph.stages[0];
  assert.ok(stage);
  const path = projectPath('runs/r.run/a/x');
  const artifact = { name: 'x', path, sha256: fingerprint, bytes: 1, mediaType: 'text/plain' };
  const attempt: Attempt = {
    ...{ n: 2, generation: 2, startedAt: epochMs(2), effectKey: 'key', log: null, cost: null, externalId: null },
    calls: [],
    outcome: 'running',
  };
  const before = task([
    { ...result, artifacts: [artifact] },
    { ...result, fingerprint: 'sha256:2' as Digest },
  ]);
  const running = { ...before, attempts: [attempt], status: 'running', depends: {}, progress: null } as const;
  const lost = loseAttempt(running, epochMs(3), { stage, generation: 2 });
  assert.deepEqual(
    lost.earlier.map(({ replaced }) => replaced ?? false),
    [true, false],
  );
});
