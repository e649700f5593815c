/** The bench computes from its samples what it says it does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measured } from '../../bench/contest.ts';
import { chain, edges, fan, type Graph, mosaic } from '../../bench/graphs.ts';
import { longPipeline } from '../../bench/long-pipeline.ts';
import { growth, least, median } from '../../bench/statistics.ts';
import { verdicts } from '../../bench/verdicts.ts';
import { chosenWorkloads, FLOOR, FULL, NODE, targets, type Workload, workloads } from '../../bench/workloads.ts';

const all = workloads(FULL);

function isTopological(graph: Graph): boolean {
  const seen = new Set<string>();
  return graph.every(({ id, needs }) => needs.every((need) => seen.has(need)) && !seen.has(id) && !!seen.add(id));
}

test('benchmark graphs have the sizes of their models, and list every stage after its needs', () => {
  const sizes = [chain(100), fan(200), mosaic(36)].map((graph) => [graph.length, edges(graph)]);
  assert.deepEqual(sizes, [
    [100, 99],
    [202, 400],
    [2122, 6114],
  ]);
  for (const { id, graph } of all.filter((workload) => workload.kind !== 'validate'))
    assert.ok(isTopological(graph), id);
});

test('the long benchmark pipeline has the requested number of lines', () => {
  assert.deepEqual(
    [40, 300, 301].map((lines) => longPipeline(lines).match(/\n/g)?.length),
    [40, 300, 301],
  );
});

test('the median is the middle, whatever the order and the number of samples', () => {
  assert.deepEqual([[5], [9, 1, 5], [4, 1, 9, 2]].map(median), [5, 5, 3]);
  assert.equal(least([9, 1, 5]), 1);
});

test('growth is the exponent of the curve through the points', () => {
  const sizes = [10, 40, 100, 1000];
  for (const exponent of [0, 1, 1.5, 2]) {
    const found = growth(sizes.map((size) => [size, 3 * size ** exponent] as const));
    assert.ok(Math.abs(found - exponent) < 1e-9, `${exponent}: ${found}`);
  }
});

test('a workload is chosen by its first word, and includes what it is computed from', () => {
  const ids = (...words: string[]) => chosenWorkloads(all, words)?.map(({ id }) => id);
  assert.deepEqual(ids('chain'), ['chain']);
  assert.deepEqual(ids('steps'), ['start', 'steps']);
  assert.deepEqual(ids('dag'), ['start', 'dag 286', 'dag 526', 'dag 1066', 'dag 2122']);
  assert.equal(chosenWorkloads(all, ['chain', 'chian']), null);
});

const RUNNER = 'pipeline-runner';
const workload = (id: string): Workload => {
  const found = all.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
};
const measured = (
  id: string,
  competitor: string,
  wallMs: readonly number[],
  more: Partial<Measured> = {},
): Measured => ({
  workload: workload(id),
  competitor,
  wallMs,
  memoryMb: 100,
  executed: 0,
  redone: 0,
  ...more,
});

/** `workload measure` -> figure, figure of minima, verdict. */
function judged(entries: readonly Measured[]) {
  return Object.fromEntries(
    verdicts(RUNNER, targets(all), entries).map(({ target, figure, ofMinima, isMet }) => [
      `${target.workload} ${target.measure.type}`,
      [Number(figure.toFixed(6)), Number(ofMinima.toFixed(6)), isMet],
    ]),
  );
}

test('a target is compared with medians, relative to the yardstick of the same workload', () => {
  const entries = [
    measured('chain', RUNNER, [100, 160, 300]),
    measured('chain', FLOOR, [100, 80, 120]),
    measured('fan', RUNNER, [90, 90]),
    measured('fan', FLOOR, [60, 60]),
    measured('validate', RUNNER, [60]),
    measured('validate', NODE, [20]),
  ];
  assert.deepEqual(judged(entries), {
    'chain ratio': [1.6, 1.25, false],
    'fan ratio': [1.5, 1.5, true],
    'validate ratio': [3, 3, false],
  });
});

test('the cost of a stage is measured above that of a single stage, and so is growth', () => {
  const entries = [
    measured('start', RUNNER, [50, 40, 60]),
    measured('steps', RUNNER, [99.5]),
    ...[286, 526, 1066, 2122].map((n) => measured(`dag ${n}`, RUNNER, [50 + 2 * n], { memoryMb: 200 })),
  ];
  assert.deepEqual(judged(entries), {
    'steps per-stage': [0.5, 0.60101, true],
    'dag 2122 per-stage': [2.000943, 2.005658, false],
    'dag 2122 memory': [200, 200, false],
    'dag growth': [1, 0.992658, true],
  });
});

test('executing finished stages again counts as a missed target', () => {
  assert.deepEqual(judged([measured('crash', RUNNER, [1], { redone: 1 })]), { 'crash redone': [1, 1, false] });
});
