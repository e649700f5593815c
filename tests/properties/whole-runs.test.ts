/**
 * Random runs through the whole product except its command line: real files, expressions, journals and checkpoints,
 * model calls and services on the loopback, people who answer, edit, retry, pause and cancel, kills at any moment.
 * The laws are those of tests/rig/whole-run/laws.ts.
 *
 * `CASES=500 node --test tests/properties/whole-runs.test.ts` runs more cases, `SEED` others;
 * `FROM=n CASES=1` repeats case n; `KEEP=1` keeps its folder.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Case, type CaseOptions } from '../rig/whole-run/case.ts';
import type { RunLaws } from '../rig/whole-run/laws.ts';
import { TestService } from '../rig/whole-run/test-service.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);

const SEED = setting('SEED', 20_261_123);
const CASES = setting('CASES', 4);
const FROM = setting('FROM', 0);
/** Acts of a person per run. */
const ACTS = 7;
const LIMIT = { timeout: 60_000 + CASES * 20_000 };

let service: TestService;
before(async () => {
  service = await TestService.open();
});
after(() => service.close());

async function runCase(number: number, options: Pick<CaseOptions, 'cuts' | 'isSteady'>): Promise<Case> {
  using one = new Case(service, { seed: SEED + Math.imul(number, 0x9e3779b1), acts: ACTS, ...options });
  try {
    await one.run();
  } catch (error) {
    throw new Error(`SEED=${SEED} FROM=${number} CASES=1:\n${one.history.join('\n')}\n${String(error)}`, {
      cause: error,
    });
  }
  return one;
}

type Seen = RunLaws['seen'];

function counted(sum: Partial<Record<string, number>>, seen: Seen): void {
  for (const [what, times] of Object.entries(seen)) sum[what] = (sum[what] ?? 0) + times;
}

test(`${CASES} random runs obey the laws, with any edits of people and kills at any moment`, LIMIT, async (t) => {
  const sum: Partial<Record<string, number>> = {};
  for (let number = FROM; number < FROM + CASES; number++)
    counted(sum, (await runCase(number, { cuts: 0.3, isSteady: false })).laws.seen);
  t.diagnostic(JSON.stringify(sum));
  // A law that was never checked proves nothing.
  if (CASES >= 100) for (const [what, times = 0] of Object.entries(sum)) assert.ok(times > 0, `no case had ${what}`);
});

test(`${CASES} random runs have the same outcome with and without interruptions`, LIMIT, async () => {
  for (let number = FROM; number < FROM + Math.ceil(CASES / 2); number++) {
    const whole = await runCase(number, { cuts: 0, isSteady: true });
    const cut = await runCase(number, { cuts: 0.7, isSteady: true });
    assert.deepEqual(cut.outcomes, whole.outcomes, `SEED=${SEED} FROM=${number} CASES=1:\n${cut.history.join('\n')}`);
  }
});
