/** An answer to a gate of a sub-pipeline that has not begun: it is not there yet, which is no mistake in its name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project } from './rig.ts';

const CHILD = `stages:
  draft: { uses: command, with: { argv: [echo, '"x"'] } }
  review: { uses: approval, with: { subject: draft } }
`;
const MAIN = `stages:
  eps:
    foreach: \${{ ['a', 'b'] }}
    key: \${{ item }}
    concurrency: 1
    uses: pipeline
    with: { pipeline: child }
  more: { uses: pipeline, needs: [eps], with: { pipeline: child } }
`;

test('a gate that is not open yet is reported as such, with what has not started', async () => {
  using p = project({ 'pipelines/main.yaml': MAIN, 'pipelines/child.yaml': CHILD, 'runs/r.yaml': 'pipeline: main\n' });
  await p.cli('run', 'r', '--quiet');
  const refused = async (...args: readonly string[]) => (await p.cli(...args)).err.split('\n');
  const [item, hint] = await refused('approve', 'r', 'eps[b]/review');
  assert.equal(item, 'error[cli/no-open-gate]: "eps[b]/review" of run r is not asking: eps[b] has not started');
  assert.equal(hint, '    hint: gates that ask for an answer: eps[a]/review');
  const [stage] = await refused('approve', 'r', 'more/review');
  assert.equal(stage, 'error[cli/no-open-gate]: "more/review" of run r is not asking: more has not started');
  for (const command of ['explain', 'logs']) {
    const [unknown] = await refused(command, 'r', 'eps[b]/review');
    assert.equal(unknown, 'error[cli/unknown-stage]: run r has no "eps[b]/review" yet: eps[b] has not started');
  }
});

test('an impossible address of a gate, or an item that does not exist, is a mistake', async () => {
  using p = project({ 'pipelines/main.yaml': MAIN, 'pipelines/child.yaml': CHILD, 'runs/r.yaml': 'pipeline: main\n' });
  await p.cli('run', 'r', '--quiet');
  for (const name of ['eps[b]/reviw', 'eps[c]/review', 'eps[a]/nope', 'nope/review'])
    assert.match(
      (await p.cli('approve', 'r', name)).err,
      /^error\[cli\/unknown-stage\]: run r has no stage or item/,
      name,
    );
});
