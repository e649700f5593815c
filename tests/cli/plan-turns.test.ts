/** `plan` and `explain` of lists of sub-pipelines that ask people, a few at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../src/report/explain-text.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { planOf, project } from './rig.ts';

const actions = ({ tasks }: Plan): string[] => tasks.map(({ address, action }) => `${address} ${action}`);

test('with `concurrency`, an item with a gate inside is planned after the answer to the item before it', async () => {
  using p = project({
    'pipelines/part.yaml': `stages:
  make: { uses: command, with: { argv: [date] } }
  review: { uses: approval, with: { subject: make } }
`,
    'pipelines/main.yaml': `stages:
  parts: { foreach: "\${{ ['a', 'b'] }}", key: "\${{ item }}", concurrency: 1, uses: pipeline, with: { pipeline: part } }
`,
    'runs/r.yaml': 'pipeline: main\n',
  });
  const made = (plan: Plan) => actions(plan).filter((action) => action.includes('/make'));
  assert.deepEqual(made(await planOf(p)), ['parts[a]/make run', 'parts[b]/make after-answer']);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  const plan = await planOf(p);
  assert.deepEqual(made(plan), ['parts[a]/make done', 'parts[b]/make after-answer']);
  const turn = 'after parts[a], which asks a person first: at most 1 at once';
  assert.equal(plan.tasks.find(({ address }) => address === 'parts[b]')?.reason, turn);
  const next = JSON.parse((await p.cli('explain', 'r', 'parts[b]', '--json')).out) as Explanation;
  assert.deepEqual([next.stages[0]?.next?.action, next.stages[0]?.next?.reason], ['after-answer', turn]);
});
