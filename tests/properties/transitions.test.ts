/** The table of core/transitions.ts against what random runs go through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Machine, machines, type Transition, transitionsOf } from '../../src/core/transitions.ts';
import { Luck } from '../rig/luck.ts';
import { transitionsIn } from '../rig/observed.ts';
import { randomPipeline } from '../rig/random-graph.ts';
import { RATES, randomLimits, Simulator, type Watcher } from '../rig/simulator.ts';

const told = ({ machine, from, event, to }: Transition): string => `${machine}: ${from} -- ${event} --> ${to}`;
const NAMES = Object.keys(machines) as readonly Machine[];
const TABLE: ReadonlySet<string> = new Set(NAMES.flatMap(transitionsOf).map(told));

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

const CASES = 600;

test('random runs make only transitions that are in the table', () => {
  const seen = new Set<string>();
  const happened: Watcher['happened'] = (event, before, after) => {
    for (const one of transitionsIn(before, event, after)) seen.add(told(one));
  };
  for (let number = 0; number < CASES; number++) {
    const luck = new Luck(20_261_121 + Math.imul(number, 0x9e3779b1));
    const watcher = { decided: () => {}, turned: () => {}, happened };
    new Simulator(randomPipeline(luck), { luck, limits: randomLimits(luck), rates: RATES, watcher }).run();
  }
  assert.deepEqual(
    sorted(seen).filter((one) => !TABLE.has(one)),
    [],
  );
  assert.ok(seen.size > 75, `only ${seen.size} of ${TABLE.size} were gone through`);
});
