/** What `plan` and `explain` say of a run that its budget stops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan } from '../../src/report/plan-text.ts';
import { project, type TestProject } from './rig.ts';

async function planOf(p: TestProject): Promise<Plan> {
  const { code, out, err } = await p.cli('plan', 'r', '--json');
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const actions = ({ tasks }: Plan): string[] => tasks.map(({ address, action }) => `${address} ${action}`);

const DEAR = {
  'pipelines/main.yaml': `
stages:
  each:
    foreach: \${{ [1, 2, 3] }}
    key: \${{ item }}
    concurrency: 1
    max_cost: 0.5
    uses: command
    with: { argv: [sh, -c, 'echo "{\\"cost\\":{\\"usd\\":0.5}}" >> "$PIPELINE_EVENTS"'] }
`,
  'runs/r.yaml': 'pipeline: main\nbudget: { usd: 0.75 }\n',
};

test('a plan of a run without budget left says what it would do, and that it needs more budget first', async () => {
  using p = project(DEAR);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  const plan = await planOf(p);
  // All that is left of the list, not only as many items as are done at once.
  assert.deepEqual(actions(plan), ['each run', 'each[1] done', 'each[2] run', 'each[3] run']);
  assert.match(
    plan.held ?? '',
    /the budget of \$0\.75 does not cover .*, about \$1\.50 including everything after it$/,
  );
  const { out } = await p.cli('explain', 'r', 'each[2]');
  assert.match(out, /`run` now: the run stays paused until its budget is raised/);
  assert.doesNotMatch(out, /`retry` and `run`: runs it/, 'what is spent stays spent');
  p.write('runs/r.yaml', 'pipeline: main\nbudget: { usd: 0.8 }\n');
  assert.match((await planOf(p)).held ?? '', /the budget of \$0\.80 does not cover/, 'as it is now');
  p.write('runs/r.yaml', 'pipeline: main\nbudget: { usd: 3 }\n');
  assert.equal((await planOf(p)).held, null);
  assert.match((await p.cli('explain', 'r', 'each[2]')).out, /`run` now: runs it/);
});

test('a plan of a rerun does not say that a budget stops it at once where something free comes first', async () => {
  const free = "  free:\n    uses: command\n    with: { argv: [sh, -c, 'echo made >> log.txt'] }\n    max_cost: 0\n";
  const main = DEAR['pipelines/main.yaml'].replace('    uses:', '    needs: [free]\n    uses:') + free;
  using p = project({ ...DEAR, 'pipelines/main.yaml': main });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  assert.equal((await p.cli('retry', 'r')).code, 0);
  assert.match((await planOf(p)).held ?? '', /the budget of \$0\.75 does not cover/, 'nothing else would start');
  assert.equal((await p.cli('retry', 'r', '--from', 'free')).code, 0);
  const plan = await planOf(p);
  assert.equal(plan.held, null);
  assert.equal(actions(plan)[0], 'free run', `${actions(plan)}`);
  await p.cli('run', 'r', '--quiet');
  assert.equal(p.read('log.txt'), 'made\nmade\n', 'the plan was right');
});

test('a plan shows the whole list even if the budget of the stage does not cover it, and what then stops the run', async () => {
  const main = DEAR['pipelines/main.yaml'].replace('max_cost: 0.5', 'max_cost: 0.5\n    budget: 0.75');
  using p = project({ 'pipelines/main.yaml': main, 'runs/r.yaml': 'pipeline: main\n' });
  assert.deepEqual(actions(await planOf(p)), ['each run', 'each[1] run', 'each[2] run', 'each[3] run']);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  const plan = await planOf(p);
  assert.deepEqual(actions(plan), ['each run', 'each[1] done', 'each[2] run', 'each[3] run']);
  assert.match(plan.held ?? '', /the budget of the stage each of \$0\.75 does not cover/);
  p.write('runs/r.yaml', 'pipeline: main\nbudget: { stages: { each: 2 } }\n');
  assert.equal((await planOf(p)).held, null);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
});
