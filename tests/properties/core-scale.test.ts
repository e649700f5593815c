/**
 * The work of `core`, and what the engine asks for each stage, grow with what happens, not with the square of the graph.
 *
 * No time is asserted: what is counted is how often `decide` and `evolve` read the graph and the lists of items,
 * through proxies in their place. A look at every stage, or at every item, in each turn would show as a square.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../src/core/decide.ts';
import { evolve } from '../../src/core/evolve.ts';
import { feedbackFor } from '../../src/engine/questions.ts';
import type { TaskAddress } from '../../src/model/address.ts';
import { digest, epochMs, runId, runUid } from '../../src/model/brand.ts';
import type { Event } from '../../src/model/event.ts';
import type { Graph, Pipeline, Stage } from '../../src/model/pipeline.ts';
import type { RunState } from '../../src/model/state.ts';
import { buildPipeline, childStage, type GraphSpec } from '../rig/build-pipeline.ts';
import { FakeDesk } from '../rig/fake-desk.ts';
import { answer, inline } from '../rig/simulated-evaluator.ts';

class Counter {
  reads = 0;

  list<T>(values: readonly T[]): readonly T[] {
    return new Proxy(values, {
      get: (target, key, receiver) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) this.reads++;
        return Reflect.get(target, key, receiver);
      },
    });
  }

  graph(graph: Graph): Graph {
    const { stages, dependents, rank, byRank } = graph;
    const within = stages.map(
      (stage): Stage => (stage.child ? { ...stage, child: this.pipeline(stage.child) } : stage),
    );
    return {
      ...graph,
      stages: this.list(within),
      dependents: this.list(dependents),
      rank: this.list(rank),
      byRank: this.list(byRank),
    };
  }

  pipeline(pipeline: Pipeline): Pipeline {
    return { ...pipeline, graph: this.graph(pipeline.graph) };
  }

  /** The keys of items are looked at through a counting list as well. */
  event(event: Event): Event {
    if (event.type !== 'stage-expanded' || event.expansion.type !== 'items') return event;
    return { ...event, expansion: { ...event.expansion, keys: this.list(event.expansion.keys) } };
  }
}

const AT = epochMs(0);
const SLOTS = 4;
const MOST_TURNS = 20_000;

/** Runs to the end with every attempt succeeding. @returns how often the graph and its lists were read. */
function readsOf(specs: GraphSpec): number {
  const counter = new Counter();
  const pipeline = counter.pipeline(buildPipeline(specs));
  const world = { pipeline, content: new Map<string, number>() };
  const flights: { readonly task: TaskAddress; readonly n: number }[] = [];
  let state = born(pipeline);
  const emit = (event: Event): void => {
    state = evolve(pipeline, state, counter.event(event));
    if (event.type === 'attempt-started') flights.push(event);
  };
  counter.reads = 0;
  for (let turns = 0; state.phase === 'running'; turns++) {
    if (turns > MOST_TURNS) throw new Error('the run never ends');
    const freeSlots = SLOTS - flights.length;
    const freeInPool = { narrow: 1 - flights.length };
    const wishes = { paused: false, cancelled: false, skip: new Set<string>(), budget: null, stopping: false };
    const commands = decide(pipeline, state, { now: AT, freeSlots, freeInPool, ...wishes });
    for (const command of commands) emit(answer(world, state, { command, at: AT }));
    const landed = commands.length === 0 ? flights.shift() : undefined;
    if (commands.length > 0) continue;
    if (!landed) throw new Error('nothing to do and nothing in flight');
    const end = { output: inline('x'), artifacts: [], log: null, cachedFrom: null };
    emit({ type: 'attempt-succeeded', task: landed.task, n: landed.n, at: AT, ...end });
  }
  assert.equal(state.phase, 'completed');
  return counter.reads;
}

function born(pipeline: Pipeline): RunState {
  const name = { run: runId('case'), uid: runUid('uid'), pipeline: { name: 'scale', digest: digest('sha256:11') } };
  return evolve(pipeline, null, { type: 'generation-started', at: AT, ...name, generation: 1, inputs: {}, from: [] });
}

const WIDTH = 5;
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const graph = (n: number, stage: (i: number) => GraphSpec[string]): GraphSpec =>
  Object.fromEntries(range(n).map((i) => [`s${i}`, stage(i)]));
const keys = (n: number): string => JSON.stringify(range(n).map((i) => `k${i}`));

const SHAPES: Readonly<Record<string, (n: number) => GraphSpec>> = {
  'a chain': (n) => graph(n, (i) => ({ needs: i > 0 ? [`s${i - 1}`] : [] })),
  'a fan': (n) => graph(n, (i) => ({ needs: i > 0 ? ['s0'] : [] })),
  'a funnel': (n) => graph(n, (i) => ({ needs: i === n - 1 ? range(i).map((k) => `s${k}`) : [] })),
  'layers of five that each need the whole layer before': (n) =>
    graph(n, (i) => ({ needs: i < WIDTH ? [] : range(WIDTH).map((k) => `s${i - (i % WIDTH) - WIDTH + k}`) })),
  'stages without needs': (n) => graph(n, () => ({})),
  'a foreach': (n) => ({ clips: { foreach: keys(n) } }),
  'a foreach with its own concurrency': (n) => ({ clips: { foreach: keys(n), concurrency: 2 } }),
  'a foreach in a pool of one': (n) => ({ clips: { foreach: keys(n), pool: 'narrow' } }),
  'a foreach of sub-pipelines': (n) => ({
    eps: childStage(buildPipeline({ a: {}, b: { needs: ['a'] } }), { foreach: keys(n) }),
  }),
  'a foreach of sub-pipelines, two at once': (n) => ({
    eps: childStage(buildPipeline({ a: {}, b: { needs: ['a'] } }), { foreach: keys(n), concurrency: 2 }),
  }),
};

for (const [what, shape] of Object.entries(SHAPES)) {
  test(`four times ${what} takes about four times the work`, () => {
    const small = readsOf(shape(100));
    const large = readsOf(shape(400));
    assert.ok(small > 100, `only ${small} reads: nothing was counted`);
    assert.ok(large <= 5 * small, `${small} reads became ${large}`);
  });
}

/** What a turn asks for each stage of a graph. @returns how often the graph was read. */
function readsOfFeedback(n: number): number {
  const counter = new Counter();
  const pipeline = counter.pipeline(buildPipeline(graph(n, () => ({}))));
  const { graph: state } = born(pipeline);
  const stages = [...pipeline.graph.stages];
  counter.reads = 0;
  for (const stage of stages) {
    const said = feedbackFor(stage, { graph: pipeline.graph, state }, { item: null, desk: new FakeDesk() });
    assert.equal(said, undefined);
  }
  return counter.reads;
}

test('reading the feedback of gates for four times the stages takes about four times the work', () => {
  const small = readsOfFeedback(100);
  const large = readsOfFeedback(400);
  assert.ok(small >= 100, `only ${small} reads: nothing was counted`);
  assert.ok(large <= 5 * small, `${small} reads became ${large}`);
});
