/** `plan` and `explain` over everything that a graph can hold: they decide as `run` does, and execute nothing. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Explanation } from '../../src/report/explain-text.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { project, type TestProject } from './rig.ts';

const FILES = {
  'pipelines/part.yaml': `inputs: { type: object, properties: { name: { type: string } } }
stages:
  make:
    uses: command
    with: { argv: [sh, -c, 'echo made >> log.txt; echo "$1"', sh, "\${{ inputs.name }}"] }
  check:
    uses: command
    needs: [make]
    with: { argv: [test, -e, good] }
outputs: { name: "\${{ inputs.name }}" }
`,
  'pipelines/main.yaml': `stages:
  names:
    uses: command
    with: { argv: [echo, '["a","b"]'] }
  parts:
    foreach: \${{ stages.names.output }}
    key: \${{ item }}
    uses: pipeline
    with: { pipeline: part, inputs: { name: "\${{ item }}" } }
  quiet:
    when: \${{ size(stages.names.output) > 9 }}
    uses: command
    with: { argv: [date] }
  last:
    needs: [parts, quiet]
    uses: command
    with: { argv: [date] }
finally:
  bye: { uses: command, with: { argv: [date] } }
`,
  'runs/r.yaml': 'pipeline: main\n',
};

async function planOf(p: TestProject): Promise<Plan> {
  const { code, out, err } = await p.cli('plan', 'r', '--json');
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const actions = ({ tasks }: Plan): string[] => tasks.map(({ address, action }) => `${address} ${action}`);

test('before the first run only what needs nothing is sure, and all of it is in waves', async () => {
  using p = project(FILES);
  const plan = await planOf(p);
  assert.deepEqual([plan.begins, plan.generation], ['new', 1]);
  assert.deepEqual(actions(plan), ['names run', 'parts later', 'quiet later', 'last later', 'finally:bye later']);
  assert.deepEqual(
    plan.tasks.map(({ wave }) => wave),
    [1, 2, 2, 3, 4],
  );
  assert.equal(plan.tasks[3]?.reason, 'known after parts, quiet');
});

test('what failed would run again, what is done would be reused, what hangs on it is known later', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 1);
  const made = readFileSync(path.join(p.root, 'log.txt'), 'utf8');
  assert.equal((await planOf(p)).begins, 'rests');
  await p.cli('retry', 'r');
  const plan = await planOf(p);
  assert.equal(plan.begins, 'generation');
  assert.deepEqual(actions(plan), [
    'names reuse',
    'parts run',
    'parts[a] run',
    'parts[a]/make reuse',
    'parts[a]/check run',
    'parts[b] run',
    'parts[b]/make reuse',
    'parts[b]/check run',
    'quiet skip',
    'last later',
    'finally:bye later',
  ]);
  assert.equal(plan.tasks[2]?.reason, '1 stage of 2 can start, 1 done or reused');
  assert.equal(readFileSync(path.join(p.root, 'log.txt'), 'utf8'), made, 'nothing was executed');
  writeFileSync(path.join(p.root, 'good'), '');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  assert.equal(readFileSync(path.join(p.root, 'log.txt'), 'utf8'), made, 'the plan was right');
});

test('a plan says what holds the run up', async () => {
  using p = project({ ...FILES, 'runs/r.yaml': 'pipeline: main\npaused: true\n' });
  assert.equal((await planOf(p)).held, 'the manifest says `paused: true`');
});

test('a plan of broken definitions is their mistakes', async () => {
  using p = project({ ...FILES, 'pipelines/main.yaml': 'stages:\n  a: { uses: comand }\n' });
  const { code, err } = await p.cli('plan', 'r');
  assert.equal(code, 2);
  assert.match(err, /pipelines\/main\.yaml:2:\d+ error\[/);
});

test('explain reads a run whose definitions are broken by now, and says what cannot be said', async () => {
  using p = project({ ...FILES, good: '' });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  p.write('pipelines/main.yaml', 'stages:\n  a: { uses: comand }\n');
  const { code, out } = await p.cli('explain', 'r', '--json');
  assert.equal(code, 0);
  const explanation: Explanation = JSON.parse(out);
  assert.ok(explanation.problem);
  assert.deepEqual(
    explanation.stages.map(({ address, status }) => `${address} ${status}`),
    ['names completed', 'parts completed', 'quiet skipped', 'last completed', 'finally:bye completed'],
  );
  assert.ok(existsSync(path.join(p.root, 'runs/r.run')));
});

test('earlier runs tell how long it will take', async () => {
  using p = project({ ...FILES, good: '', 'runs/s.yaml': 'pipeline: main\n' });
  assert.equal((await planOf(p)).expected_ms, null);
  assert.equal((await p.cli('run', 's', '--quiet')).code, 0);
  const plan = await planOf(p);
  assert.ok((plan.expected_ms ?? 0) > 0);
  assert.ok((plan.tasks[0]?.expected_ms ?? 0) > 0);
});

test('what has lost its files would be made again', async () => {
  const makes = `{ uses: command, with: { argv: [sh, -c, 'echo x > "$PIPELINE_ARTIFACTS/x.txt"'] } }`;
  using p = project({
    'pipelines/main.yaml': `stages:\n  a: ${makes}\n  b: ${makes}\n`,
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  rmSync(path.join(p.root, 'runs/r.run/a/x.txt'));
  await p.cli('retry', 'r');
  assert.deepEqual(actions(await planOf(p)), ['a run', 'b reuse']);
  const { out } = await p.cli('run', 'r', '--json');
  assert.deepEqual(out.match(/"attempt-started"|"task-reused"/g)?.toSorted(), ['"attempt-started"', '"task-reused"']);
});
