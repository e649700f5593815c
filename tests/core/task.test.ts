import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reusable } from '../../src/core/task.ts';
import { type Digest, epochMs } from '../../src/model/brand.ts';
import type { TaskResult } from '../../src/model/result.ts';

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

test('an earlier result of equal fingerprint stands for a task, one whose files gave way does not', () => {
  assert.equal(reusable(task([result])), result);
  assert.equal(reusable(task([{ ...result, replaced: true }])), undefined);
  assert.equal(reusable(task([{ ...result, replaced: true }, result])), result);
  assert.equal(reusable(task([{ ...result, fingerprint: 'sha256:2' as Digest }])), undefined);
});
