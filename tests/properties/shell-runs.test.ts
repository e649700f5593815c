/**
 * Random projects through the command line: real programs, modules, services and models; `run` with all its flags;
 * processes and daemons that are killed; forks, trials, budgets, replays and `gc`; people who edit everything. The laws
 * are those of tests/rig/shell-run/.
 *
 * `CASES=500 node --test tests/properties/shell-runs.test.ts` for a longer look, `SEED` for another one;
 * `FROM=n CASES=1` repeats case n; with `KEEP=1` its folder stays. `DOES=fork,retry` does only these
 * (tests/rig/shell-run/case.ts), `KILLS` and `LIMITS` say how often a run is killed and has a budget, from 0 to 1.
 */
import { after, before, test } from 'node:test';
import { Case, type CaseOptions } from '../rig/shell-run/case.ts';
import { Service } from '../rig/shell-run/shop.ts';

const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual);

const SEED = setting('SEED', 20_261_124);
const CASES = setting('CASES', 2);
const FROM = setting('FROM', 0);
/** A process takes long to start: by default they are killed only where somebody looks longer. */
const OPTIONS: Omit<CaseOptions, 'seed'> = {
  acts: setting('ACTS', 6),
  kills: setting('KILLS', CASES > 10 ? 0.2 : 0.05),
  limits: setting('LIMITS', 0.2),
  does:
    process.env.DOES?.split(',') ?? (CASES > 10 ? null : ['retry', 'reset', 'fork', 'part', 'steer', 'trial', 'gc']),
};

let service: Service;
before(async () => {
  service = await Service.open();
});
after(() => service.close());

test(`${CASES} projects keep the laws, whatever is typed`, { timeout: 120_000 + CASES * 60_000 }, async (t) => {
  const sum: Record<string, number> = {};
  for (let number = FROM; number < FROM + CASES; number++) {
    using one = new Case(service, { ...OPTIONS, seed: SEED + Math.imul(number, 0x9e3779b1) });
    try {
      await one.run();
    } catch (error) {
      throw new Error(`SEED=${SEED} FROM=${number} CASES=1:\n${one.history.join('\n')}\n${String(error)}`, {
        cause: error,
      });
    }
    for (const [what, times] of Object.entries(one.seen)) sum[what] = (sum[what] ?? 0) + times;
  }
  t.diagnostic(JSON.stringify(sum));
});
