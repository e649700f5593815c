/** What `plan` says of a gate while that on which its question depends is not made yet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan } from '../../src/report/plan-text.ts';
import { project, type TestProject } from './rig.ts';

const pipeline = (collect: string): string => `stages:
  collect: { uses: command, with: { argv: [${collect}] } }
  outline: { uses: write, with: { text: "{{ words }}", vars: { words: "\${{ stages.collect.output }}" }, to: a.md } }
  review: { uses: approval, with: { subject: outline } }
  script: { uses: command, needs: [review], with: { argv: [date] } }
`;

async function planOf(p: TestProject): Promise<string[]> {
  const { code, out, err } = await p.cli('plan', 'r', '--json');
  assert.equal(code, 0, err);
  const { tasks }: Plan = JSON.parse(out);
  return tasks.map(({ address, action, reason }) => `${address} ${action}: ${reason}`);
}

test('an answered gate asks again only if what the answer covers changes, and the plan says no more than that', async () => {
  using p = project({ 'pipelines/main.yaml': pipeline('echo, made'), 'runs/r.yaml': 'pipeline: main\n' });
  await p.cli('run', 'r', '--quiet');
  assert.equal((await p.cli('approve', 'r')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  p.write('pipelines/main.yaml', pipeline('printf, made'));
  assert.equal((await p.cli('retry', 'r')).code, 0);
  assert.deepEqual((await planOf(p)).slice(1), [
    'outline later: known after collect',
    'review later: its answer stands if nothing that it covers changes',
    'script later: known after review',
  ]);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
});

test('a gate whose own round is raised by a rerun asks a person', async () => {
  using p = project({ 'pipelines/main.yaml': pipeline('echo, made'), 'runs/r.yaml': 'pipeline: main\n' });
  await p.cli('run', 'r', '--quiet');
  assert.equal((await p.cli('approve', 'r')).code, 0);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  p.write('pipelines/main.yaml', pipeline('printf, made'));
  assert.equal((await p.cli('retry', 'r', '--from', 'review')).code, 0);
  assert.equal((await planOf(p)).at(2), 'review asks: when outline is done');
});
