/** `plan` and `explain` over everything that a graph can hold: they decide as `run` does, and execute nothing. */
import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Explanation } from '../../src/report/explain-text.ts';
import type { Plan } from '../../src/report/plan-text.ts';
import { planOf, project } from './rig.ts';

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

/** A list of no items, before the stage that is skipped. */
const NONE = `
  empty:
    foreach: \${{ [] }}
    uses: command
    with: { argv: [date] }
  quiet:`;

const actions = ({ tasks }: Plan): string[] => tasks.map(({ address, action }) => `${address} ${action}`);

test('the plan counts the same tasks as the checkpoint: no frames, and `finally` apart', async () => {
  using p = project({
    ...FILES,
    'pipelines/none.yaml': `${FILES['pipelines/main.yaml'].replace('\n  quiet:', NONE)}`,
    'runs/n.yaml': 'pipeline: none\n',
  });
  const told = async (run: string) => (await p.cli('plan', run)).out.split('\n').at(-2);
  assert.equal(await told('n'), '4 tasks: 1 run, 3 later; `finally`: 1 later. Nothing was executed.');
  for (const run of ['r', 'n']) {
    await p.cli('run', run);
    const { progress } = JSON.parse(p.read(`runs/${run}.checkpoint.json`));
    const total = String(await told(run));
    assert.ok(total.startsWith(`${progress.total} tasks: `), `${JSON.stringify(progress)} ${total}`);
    assert.match(total, /; `finally`: 1 done\. Nothing was executed\.$/);
  }
});

test('before the first run only stages without needs are certain, and the rest is shown in waves', async () => {
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

test('for a failed run nothing is promised that depends on failed stages', async () => {
  const stage = (needs: string, program: string) =>
    `{ uses: command, needs: [${needs}], with: { argv: [${program}] } }`;
  const pipeline = `stages:\n  a: ${stage('', 'false')}\n  b: ${stage('a', 'date')}\n  c: ${stage('b', 'date')}\n`;
  using p = project({ 'pipelines/chain.yaml': pipeline, 'runs/r.yaml': 'pipeline: chain\n' });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 1);
  const { tasks } = await planOf(p);
  assert.deepEqual(
    tasks.slice(1).map(({ reason }) => reason),
    ['it needs a, which failed', 'the run ended first'],
  );
  const { out } = await p.cli('explain', 'r', 'c');
  assert.match(out, / {2}`run` now: the run ended first\n {2}`retry` and `run`: known after b\n/);
});

test('failed stages would run again, completed ones would be reused, and what depends on them is known later', async () => {
  using p = project(FILES);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 1);
  const made = p.read('log.txt');
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
  assert.equal(p.read('log.txt'), made, 'nothing was executed');
  writeFileSync(path.join(p.root, 'good'), '');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  assert.equal(p.read('log.txt'), made, 'the plan was right');
});

test('a plan says what prevents the run from continuing', async () => {
  using p = project({ ...FILES, 'runs/r.yaml': 'pipeline: main\npaused: true\n' });
  assert.equal((await planOf(p)).held, 'the manifest says `paused: true`');
});

test('a plan of invalid definitions shows their mistakes', async () => {
  using p = project({ ...FILES, 'pipelines/main.yaml': 'stages:\n  a: { uses: comand }\n' });
  const { code, err } = await p.cli('plan', 'r');
  assert.equal(code, 2);
  assert.match(err, /pipelines\/main\.yaml:2:\d+ error\[/);
});

test('`explain` reads a run whose definitions are now invalid, and says what it cannot explain', async () => {
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

test('earlier runs are used to estimate the duration', async () => {
  using p = project({ ...FILES, good: '', 'runs/s.yaml': 'pipeline: main\n' });
  assert.equal((await planOf(p)).expected_ms, null);
  assert.equal((await p.cli('run', 's', '--quiet')).code, 0);
  const plan = await planOf(p);
  assert.ok((plan.expected_ms ?? 0) > 0);
  assert.ok((plan.tasks[0]?.expected_ms ?? 0) > 0);
});

test('durations and costs of a run before and after a gate are both used to estimate the next run', async () => {
  const paid = (usd: string): string =>
    `{ uses: command, with: { argv: [sh, -c, 'echo "{\\"cost\\":{\\"usd\\":${usd}}}" >> "$PIPELINE_EVENTS"; echo done'] }`;
  using p = project({
    'pipelines/main.yaml': `stages:
  before: ${paid('0.02')} }
  review: { uses: approval, with: { subject: before } }
  after: ${paid('0.03')}, needs: [review] }
finally:
  bye: ${paid('9')} }
`,
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r')).code, 3);
  await p.cli('approve', 'r');
  assert.equal((await p.cli('run', 'r')).code, 0);
  p.write('runs/next.yaml', 'pipeline: main\n');
  const plan: Plan = JSON.parse((await p.cli('plan', 'next', '--json')).out);
  const costs = plan.tasks.map(({ address, expected_usd_micros: usd }) => `${address} ${usd}`);
  assert.deepEqual(costs, ['before 20000', 'review null', 'after 30000', 'finally:bye null']);
  assert.deepEqual(plan.expected_cost?.usd_micros, 50_000);
});

test('a reset that has been carried out does not affect the plan of the next retry', async () => {
  using p = project({
    'pipelines/main.yaml': 'stages:\n  a: { uses: write, with: { text: x, to: x.txt } }\n',
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  await p.cli('reset', 'r', '--to', 'a');
  assert.match((await p.cli('explain', 'r')).out, /`run` now: runs it: a rerun requested it/);
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  assert.doesNotMatch((await p.cli('explain', 'r')).out, /`retry` and `run`/);
});

test('stages whose files are missing would run again', async () => {
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

const GATED = {
  'pipelines/main.yaml': `stages:
  outline:
    uses: command
    with: { argv: [sh, -c, 'echo "{\\"cost\\":{\\"usd\\":0.25}}" >> "$PIPELINE_EVENTS"; echo made'] }
  review: { uses: approval, with: { subject: outline } }
  script:
    needs: [review]
    uses: command
    with: { argv: [date] }
  last:
    needs: [script]
    uses: command
    with: { argv: [date] }
`,
  'runs/r.yaml': 'pipeline: main\n',
};

test('an open gate asks a person, and its dependents come after the answer; an answered gate is done', async () => {
  using p = project(GATED);
  const before = await planOf(p);
  assert.deepEqual(actions(before), ['outline run', 'review asks', 'script after-answer', 'last after-answer']);
  assert.deepEqual(
    before.tasks.slice(1).map(({ reason }) => reason),
    ['when outline is done', 'known after the answer to review', 'known after the answer to review'],
  );
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  const waiting = await planOf(p);
  assert.deepEqual(actions(waiting), ['outline done', 'review asks', 'script after-answer', 'last after-answer']);
  assert.equal(waiting.tasks[1]?.reason, 'it has already asked');
  p.write('runs/r.yaml', 'pipeline: main\napproved: true\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  assert.deepEqual(actions(await planOf(p)), ['outline done', 'review done', 'script done', 'last done']);
});

test('a rerun shows what is reused, what asks again and why, what is new and what is gone', async () => {
  using p = project(GATED);
  await p.cli('run', 'r', '--quiet');
  p.write('runs/r.yaml', 'pipeline: main\napproved: true\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  const edited = GATED['pipelines/main.yaml']
    .replace('{ subject: outline }', '{ subject: outline, editable: true }')
    .replace(/ {2}last:[\s\S]*/, '  extra: { uses: command, with: { argv: [date] } }\n');
  p.write('pipelines/main.yaml', edited);
  p.write('runs/r.yaml', 'pipeline: main\nrerun: 2\n');
  const plan = await planOf(p);
  assert.deepEqual(plan.tasks.map(({ address, action, reason }) => `${address} ${action}: ${reason}`).toSorted(), [
    'extra run: it is new in the pipeline',
    'outline reuse: nothing it depends on has changed',
    'review asks: again: `editable` of the gate is new',
    'script after-answer: known after the answer to review',
  ]);
  assert.deepEqual(plan.gone, ['last']);
});

test('where no earlier run tells the cost of a task, its own attempts do', async () => {
  using p = project(GATED);
  await p.cli('run', 'r', '--quiet');
  assert.equal(
    (await planOf(p)).tasks[0]?.expected_usd_micros,
    250_000,
    'the run has not ended, so nothing is known of it',
  );
});

test('`explain` of a gate shows its questions: why it asks, why again, who answered and what that covers', async () => {
  using p = project({
    ...GATED,
    'pipelines/main.yaml': GATED['pipelines/main.yaml'].replace(
      '{ subject: outline }',
      '{ subject: outline, rework: outline }',
    ),
  });
  const review = async () => {
    const { out } = await p.cli('explain', 'r', 'review', '--json');
    const { stages }: Explanation = JSON.parse(out);
    const [stage] = stages;
    assert.ok(stage);
    return stage;
  };
  await p.cli('run', 'r', '--quiet');
  assert.match((await review()).because, /^it asks since .*, for the first time$/);
  p.write('runs/r.yaml', 'pipeline: main\napprovals: { review: { changes: shorter } }\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  const again = await review();
  assert.match(again.because, /round 2, because changes were requested in round 1 by .*: shorter; .*the same as then$/);
  assert.deepEqual(
    again.questions.map(({ iteration, decision }) => [iteration, decision]),
    [
      [1, 'changes'],
      [2, undefined],
    ],
  );
  p.write('runs/r.yaml', 'pipeline: main\napproved: true\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 0);
  const { because, questions } = await review();
  assert.match(because, /^approved as generated, by .*, round 2, for the content sha256:/);
  const { out } = await p.cli('explain', 'r', 'review');
  assert.ok(out.includes(`covers ${questions[1]?.subject}`));
  const { err } = await p.cli('logs', 'r', 'review');
  assert.match(err, /it is a gate/);
});

test('a rejected gate is shown with the reason, and its dependents as not started', async () => {
  using p = project(GATED);
  await p.cli('run', 'r', '--quiet');
  p.write('runs/r.yaml', 'pipeline: main\napprovals: { review: { rejected: not for us } }\n');
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 1);
  const { out } = await p.cli('explain', 'r', '--json');
  const { stages }: Explanation = JSON.parse(out);
  assert.match(stages[1]?.because ?? '', /^rejected by .*: not for us$/);
  assert.match(stages[2]?.because ?? '', /^it needs review, which was rejected$/);
  assert.match((await planOf(p)).tasks[1]?.reason ?? '', /rejected: not for us/);
});

test('a frame counts as asking when everything left inside it is a question, and names it', async () => {
  using p = project({
    'pipelines/part.yaml': `stages:
  make: { uses: command, with: { argv: [echo, x] } }
  review: { uses: approval, with: { subject: make } }
`,
    'pipelines/main.yaml': `stages:
  part: { uses: pipeline, with: { pipeline: part } }
  last: { needs: [part], uses: command, with: { argv: [date] } }
`,
    'runs/r.yaml': 'pipeline: main\n',
  });
  assert.equal((await p.cli('run', 'r', '--quiet')).code, 3);
  assert.deepEqual(actions(await planOf(p)), ['part asks', 'part/make done', 'part/review asks', 'last after-answer']);
  const { out } = await p.cli('explain', 'r', '--json');
  const { stages }: Explanation = JSON.parse(out);
  assert.deepEqual(
    stages.map(({ because }) => because),
    ['a gate inside it asks: part/review', 'the run waits for the answer to part/review'],
  );
});
