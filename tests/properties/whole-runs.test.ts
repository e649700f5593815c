/**
 * Random runs through the whole product but for its command line: real files, expressions, journals and checkpoints,
 * model calls and services on the loopback, people who answer, edit, retry, pause and cancel, kills at any instant.
 * The laws are those of tests/rig/whole-run/laws.ts.
 *
 * `CASES=500 node --test tests/properties/whole-runs.test.ts` for a longer look, `SEED` for another one;
 * `FROM=n CASES=1` repeats case n; with `KEEP=1` its folder stays.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Case, type CaseOptions } from '../rig/whole-run/case.ts';
import { Effects } from '../rig/whole-run/effects.ts';
import type { WholeLaws } from '../rig/whole-run/laws.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);

const SEED = setting('SEED', 20_261_123);
const CASES = setting('CASES', 4);
const FROM = setting('FROM', 0);
/** Of what people do with a run. */
const ACTS = 7;
const LIMIT = { timeout: 60_000 + CASES * 20_000 };

let effects: Effects;
before(async () => {
  effects = await Effects.open();
});
after(() => effects.close());

async function lived(number: number, options: Pick<CaseOptions, 'cuts' | 'isSteady'>): Promise<Case> {
  using one = new Case(effects, { seed: SEED + Math.imul(number, 0x9e3779b1), acts: ACTS, ...options });
  try {
    await one.run();
  } catch (error) {
    throw new Error(`SEED=${SEED} FROM=${number} CASES=1:\n${one.history.join('\n')}\n${String(error)}`, {
      cause: error,
    });
  }
  return one;
}

type Seen = WholeLaws['seen'];

function counted(sum: Partial<Record<string, number>>, seen: Seen): void {
  for (const [what, times] of Object.entries(seen)) sum[what] = (sum[what] ?? 0) + times;
}

test(
  `${CASES} runs keep the laws, whatever people do, also meanwhile, and wherever they are killed`,
  LIMIT,
  async (t) => {
    const sum: Partial<Record<string, number>> = {};
    for (let number = FROM; number < FROM + CASES; number++)
      counted(sum, (await lived(number, { cuts: 0.3, isSteady: false })).laws.seen);
    t.diagnostic(JSON.stringify(sum));
    // A law that is never put to the test holds always.
    if (CASES >= 100) for (const [what, times = 0] of Object.entries(sum)) assert.ok(times > 0, `no ${what}`);
  },
);

test(`${CASES} runs come to the same whether or not they are interrupted`, LIMIT, async () => {
  for (let number = FROM; number < FROM + Math.ceil(CASES / 2); number++) {
    const whole = await lived(number, { cuts: 0, isSteady: true });
    const cut = await lived(number, { cuts: 0.7, isSteady: true });
    assert.deepEqual(cut.rests, whole.rests, `SEED=${SEED} FROM=${number} CASES=1:\n${cut.history.join('\n')}`);
  }
});
