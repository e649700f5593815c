import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf } from '../../src/core/part.ts';
import { durationMs, epochMs } from '../../src/model/brand.ts';
import { type Expected, remaining } from '../../src/report/eta.ts';
import { buildPipeline } from '../rig/build-pipeline.ts';
import { finish, rig, success } from '../rig/engine.ts';

test('an estimate for a part leaves out what is not requested', async () => {
  const pipeline = buildPipeline({ a: {}, b: { needs: ['a'] }, c: { needs: ['b'] }, d: { needs: ['c'] } });
  const made = rig(pipeline, { work: () => success(), wishes: { part: partOf(pipeline.graph, ['a']) } });
  const { state } = await finish(made);
  const expected: Expected = { task: () => durationMs(1000), lanes: 4 };
  const left = (part: ReadonlySet<string> | null) => remaining({ pipeline, state, part }, expected, epochMs(0));
  assert.equal(left(null), 3000);
  assert.equal(left(partOf(pipeline.graph, ['c'])), 2000);
});
