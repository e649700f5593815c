/**
 * The laws of `core` over random pipelines, each driven through failures, edits, reruns and crashes.
 *
 * `SEED=… CASES=…` draw others; `FROM=n CASES=1` repeats case n of a seed; `EVERY=1` tries a restart at every step
 * of all of them, which takes half a minute.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Luck } from '../rig/luck.ts';
import { randomPipeline } from '../rig/random-graph.ts';
import { randomLimits, Simulator, STORMY, type Weather } from '../rig/simulator.ts';
import { Laws } from './laws.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);

const SEED = setting('SEED', 20_261_121);
const CASES = setting('CASES', 5000);
const FROM = setting('FROM', 0);
const EVERY = setting('EVERY', 24);
/** Cases in which a restart is tried at every step. */
const RESTARTED = 60;

function runCase(number: number, every: number, weather: Weather = STORMY): Laws['seen'] {
  const luck = new Luck(SEED + Math.imul(number, 0x9e3779b1));
  const pipeline = randomPipeline(luck);
  const limits = randomLimits(luck);
  const laws = new Laws(pipeline, { limits, every });
  try {
    new Simulator(pipeline, { luck, limits, weather, watcher: laws }).run();
  } catch (error) {
    throw new Error(`SEED=${SEED} FROM=${number} CASES=1 EVERY=${every}: ${String(error)}`, { cause: error });
  }
  return laws.seen;
}

test(`P1 to P5 hold over ${CASES} random pipelines with failures, edits, reruns and crashes`, () => {
  const sum = { decisions: 0, starts: 0, lost: 0, reused: 0, reruns: 0 };
  for (let number = FROM; number < FROM + CASES; number++) {
    const seen = runCase(number, EVERY);
    for (const key of ['decisions', 'starts', 'lost', 'reused', 'reruns'] as const) sum[key] += seen[key];
  }
  if (CASES < 1000) return;
  // A law that is never put to the test holds always: what it is about must have happened, and often.
  for (const [what, times] of Object.entries(sum)) assert.ok(times > CASES / 10, `only ${times} ${what}`);
});

test(`a restart at any step of ${RESTARTED} random runs changes nothing that is decided or written`, () => {
  for (let number = FROM; number < FROM + Math.min(RESTARTED, CASES); number++) runCase(number, 1);
});

test('parts of runs, in any order and through all that may happen, leave nothing out and do nothing twice', () => {
  const cases = Math.min(1000, CASES);
  let parts = 0;
  for (let number = FROM; number < FROM + cases; number++)
    parts += runCase(number, EVERY, { ...STORMY, parts: 0.6 }).parts;
  assert.ok(cases < 1000 || parts > cases, `only ${parts} commands within a part`);
});
