/** Where a task is: what its failure ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toleratedAbove } from '../../src/core/locate.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';

test('what a rejection ends is the nearest sub-pipeline, or item of one, that the run continues without', () => {
  const inner = buildPipeline({ draft: {}, review: {} });
  const middle = buildPipeline({ strict: childStage(inner), lenient: childStage(inner, { onError: 'continue' }) });
  const run = buildPipeline({
    review: {},
    strict: childStage(middle),
    parts: childStage(middle, { foreach: '[1, 2]', onError: 'continue' }),
  });
  const of = (address: string): string | null => toleratedAbove(run, address as TaskAddress);
  assert.equal(of('review'), null);
  assert.equal(of('strict/strict/review'), null);
  assert.equal(of('strict/lenient/review'), 'strict/lenient');
  assert.equal(of('parts[e1]/strict/review'), 'parts[e1]');
  assert.equal(of('parts[e1]/lenient/review'), 'parts[e1]/lenient');
});
