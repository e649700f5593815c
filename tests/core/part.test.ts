import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, partVerdict } from '../../src/core/part.ts';
import { buildPipeline, childStage } from '../rig/build-pipeline.ts';
import { failure, finish, rig, success } from '../rig/engine.ts';

const NEEDS = { a: {}, b: { needs: ['a'] }, c: { needs: ['b'] }, d: { needs: ['a'] }, e: { needs: ['c', 'd'] } };

test('a part consists of the named stages and everything that they need, transitively', () => {
  const { graph } = buildPipeline(NEEDS);
  assert.deepEqual([...partOf(graph, ['c'])], ['a', 'b', 'c']);
  assert.deepEqual([...partOf(graph, ['d', 'b'])].toSorted(), ['a', 'b', 'd']);
  assert.deepEqual([...partOf(graph, ['x'])], []);
  assert.equal(partOf(graph, ['e']).size, 5);
});

test('driving a part ends when it is settled, and the next drive does only the rest', async () => {
  const child = buildPipeline({ x: {}, y: { needs: ['x'] } });
  const pipeline = buildPipeline(
    { ...NEEDS, b: childStage(child, { needs: ['a'], foreach: '2' }) },
    { finals: { z: {} } },
  );
  const part = partOf(pipeline.graph, ['c']);
  const first = rig(pipeline, { work: () => success(), wishes: { part } });
  const { state, reason } = await finish(first);
  assert.deepEqual([reason, state.phase, partVerdict(pipeline, state.graph, part)], ['part', 'running', 'done']);
  const begun = (trace: readonly string[]) => trace.filter((line) => line.startsWith('begin')).toSorted();
  const inside = ['k0', 'k1'].flatMap((key) => [`begin b[${key}]/x#1`, `begin b[${key}]/y#1`]);
  assert.deepEqual(begun(first.trace), ['begin a#1', ...inside, 'begin c#1']);
  const second = rig(pipeline, { work: () => success(), state });
  assert.equal((await finish(second)).state.phase, 'completed');
  assert.deepEqual(begun(second.trace), ['begin d#1', 'begin e#1', 'begin finally:z#1']);
});

test('a part that failed, or cannot start because of a failure elsewhere, is settled as failed', async () => {
  const pipeline = buildPipeline({ ...NEEDS, f: {} });
  const part = partOf(pipeline.graph, ['c']);
  const made = rig(pipeline, { work: ({ task }) => (task === 'b' ? failure() : success()), wishes: { part } });
  const { state, reason } = await finish(made);
  assert.deepEqual([reason, state.phase], ['part', 'running']);
  assert.equal(partVerdict(pipeline, state.graph, part), 'failed');
  assert.equal(partVerdict(pipeline, state.graph, partOf(pipeline.graph, ['a'])), 'done');
  assert.equal(partVerdict(pipeline, state.graph, partOf(pipeline.graph, ['f'])), 'failed', 'it cannot start any more');
  const late = { ...pipeline, fail: 'late' as const };
  assert.equal(partVerdict(late, state.graph, partOf(late.graph, ['f'])), 'open');
});
