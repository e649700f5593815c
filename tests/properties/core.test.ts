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
import { RATES, type Rates, randomLimits, Simulator, type Watcher } from '../rig/simulator.ts';
import { GateLaws } from './gate-laws.ts';
import { Laws } from './laws.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);

const SEED = setting('SEED', 20_261_121);
const CASES = setting('CASES', 3000);
const FROM = setting('FROM', 0);
const EVERY = setting('EVERY', 24);
/** Cases in which a restart is tried at every step. */
const RESTARTED = 60;

function runCase(number: number, every: number, rates: Rates = RATES): Laws['seen'] & GateLaws['seen'] {
  const luck = new Luck(SEED + Math.imul(number, 0x9e3779b1));
  const pipeline = randomPipeline(luck);
  const limits = randomLimits(luck);
  const laws = new Laws(pipeline, { limits, every });
  const gateLaws = new GateLaws(pipeline);
  try {
    new Simulator(pipeline, { luck, limits, rates, watcher: both(laws, gateLaws) }).run();
  } catch (error) {
    throw new Error(`SEED=${SEED} FROM=${number} CASES=1 EVERY=${every}: ${String(error)}`, { cause: error });
  }
  return { ...laws.seen, ...gateLaws.seen };
}

const both = (a: Watcher, b: Watcher): Watcher => ({
  decided: (...made) => {
    a.decided(...made);
    b.decided(...made);
  },
  turned: () => {
    a.turned();
    b.turned();
  },
  happened: (...what) => {
    a.happened(...what);
    b.happened(...what);
  },
});

/** Of so many cases in a hundred, at least. */
const OFTEN: readonly (readonly [number, readonly (keyof ReturnType<typeof runCase>)[]])[] = [
  [0.1, ['decisions', 'starts', 'lost', 'reused', 'reruns', 'asked', 'approved', 'behind', 'waited']],
  [0.01, ['quorums', 'edited', 'rounds', 'changes', 'rejected', 'reminded']],
  [0.002, ['waived']],
];

test(`P1 to P5 and A1 to A7 hold over ${CASES} random pipelines with failures, edits, answers, reruns and crashes`, () => {
  const sum: Record<string, number> = {};
  for (let number = FROM; number < FROM + CASES; number++) {
    for (const [what, times] of Object.entries(runCase(number, EVERY))) sum[what] = (sum[what] ?? 0) + times;
  }
  if (CASES < 1000) return;
  // A law that is never put to the test holds always: what it is about must have happened, and often.
  for (const [share, whats] of OFTEN)
    for (const what of whats) assert.ok((sum[what] ?? 0) > CASES * share, `only ${sum[what]} ${what}`);
});

test(`a restart at any step of ${RESTARTED} random runs changes no decision and no file`, () => {
  for (let number = FROM; number < FROM + Math.min(RESTARTED, CASES); number++) runCase(number, 1);
});

test('driving parts of runs, in any order and with all events, leaves nothing out and repeats nothing', () => {
  const cases = Math.min(1000, CASES);
  let parts = 0;
  for (let number = FROM; number < FROM + cases; number++)
    parts += runCase(number, EVERY, { ...RATES, parts: 0.6 }).parts;
  assert.ok(cases < 1000 || parts > cases, `only ${parts} commands within a part`);
});
